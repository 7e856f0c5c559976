//! Inline types that say the same: one is defined, the others are other names for it.
//!
//! Every place keeps the name that its own way through the document gives it, so what a user wrote stays valid when
//! another place comes to say the same.

use std::collections::{HashMap, HashSet};

use super::direction::rewrite_types;
use crate::ir::{Api, TypeDef, TypeId, TypeKind, TypeRef, Usage};

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
        // In Rust every enumeration takes other values, so this makes no type of its own.
        set_open(&mut kind, false);
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

/// Takes away the other names of bodies of errors: there is one for each operation of many APIs, and nobody writes it.
pub fn forget_names_of_errors(api: &mut Api) {
    let mut forgotten: HashSet<Vec<String>> = HashSet::new();
    for operation in &mut api.operations {
        for failure in &mut operation.failures {
            let Some(TypeRef::Named(id)) = failure.body.as_mut().map(|body| &mut body.ty) else {
                continue;
            };
            if let Some(definition) = api.types.get(id.0)
                && let TypeKind::Alias(home) = definition.kind
            {
                forgotten.insert(definition.name.clone());
                *id = home;
            }
        }
    }
    for definition in &mut api.types {
        let is_below = |length| {
            let start = definition.name.get(..length);
            start.is_some_and(|start| forgotten.contains(start))
        };
        if matches!(definition.kind, TypeKind::Alias(_))
            && (1..=definition.name.len()).any(is_below)
        {
            definition.usage = Usage::default();
        }
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
    let mut is_open = false;
    for id in group {
        let Some(definition) = types.get_mut(id.0) else {
            continue;
        };
        usage.request |= definition.usage.request;
        usage.response |= definition.usage.response;
        is_open |= matches!(&definition.kind, TypeKind::Enumeration(own) if own.is_open);
        if *id != home {
            definition.kind = TypeKind::Alias(home);
        }
    }
    if let Some(definition) = types.get_mut(home.0) {
        definition.usage = usage;
        set_open(&mut definition.kind, is_open);
    }
}

fn set_open(kind: &mut TypeKind, is_open: bool) {
    if let TypeKind::Enumeration(enumeration) = kind {
        enumeration.is_open = is_open;
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
