//! Inline types that say the same: one is defined, the others are other names for it.
//!
//! Every place keeps the name that its own way through the document gives it, so what a user wrote stays valid when
//! another place comes to say the same.

use std::collections::HashMap;

use super::direction::rewrite_types;
use crate::ir::{TypeDef, TypeId, TypeKind, Usage};

/// Makes aliases of the inline types that are defined elsewhere to the letter, prose and all.
pub fn share(types: &mut [TypeDef]) {
    let mut groups: HashMap<String, Vec<TypeId>> = HashMap::new();
    let mut same_as: HashMap<TypeId, TypeId> = HashMap::new();
    for id in inside_out(types) {
        let Some(definition) = types.get(id.0).filter(|definition| is_inline(definition)) else {
            continue;
        };
        let mut kind = definition.kind.clone();
        rewrite_types(&mut kind, &same_as);
        let said = format!("{kind:?}{:?}{}", definition.docs, definition.deprecated);
        let group = groups.entry(said).or_default();
        group.push(id);
        if let Some(first) = group.first().filter(|first| **first != id) {
            same_as.insert(id, *first);
        }
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        merge(types, &group);
    }
}

fn is_inline(definition: &TypeDef) -> bool {
    definition.is_used() && definition.name.len() > 1
}

/// Defines the one with the plainest name for the whole group.
fn merge(types: &mut [TypeDef], group: &[TypeId]) {
    let plainness = |id: &TypeId| {
        let name = types.get(id.0).map(|definition| &definition.name);
        let letters = name.map_or(0, |name| name.iter().map(String::len).sum());
        (name.map_or(0, Vec::len), letters, name.cloned())
    };
    let Some(home) = group.iter().copied().min_by_key(plainness) else {
        return;
    };
    let mut usage = Usage::default();
    for id in group {
        let Some(definition) = types.get_mut(id.0) else {
            continue;
        };
        usage.request |= definition.usage.request;
        usage.response |= definition.usage.response;
        if *id != home {
            definition.kind = TypeKind::Alias(home);
        }
    }
    if let Some(definition) = types.get_mut(home.0) {
        definition.usage = usage;
    }
}

/// All types, each after those that it holds, as far as they do not hold it in turn.
fn inside_out(types: &[TypeDef]) -> Vec<TypeId> {
    let mut order = Vec::with_capacity(types.len());
    let mut is_seen = vec![false; types.len()];
    let mut open: Vec<(TypeId, bool)> = (0..types.len())
        .rev()
        .map(|id| (TypeId(id), false))
        .collect();
    while let Some((id, is_done)) = open.pop() {
        if is_done {
            order.push(id);
            continue;
        }
        let Some(definition) = types.get(id.0) else {
            continue;
        };
        match is_seen.get_mut(id.0) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        open.push((id, true));
        let mut inner = Vec::new();
        definition.uses().for_each(|ty| ty.named(&mut inner));
        open.extend(inner.into_iter().rev().map(|id| (id, false)));
    }
    order
}
