//! How much the samples of types hold: of a type that leads back to itself, or to much else, nobody wants a whole one.

use std::collections::HashSet;

use super::cycles::strongly_connected;
use crate::ir::{Extent, TypeDef, TypeId, TypeKind, TypeRef};

/// The extents of all types.
pub fn measure(types: &[TypeDef]) -> Vec<Extent> {
    let least = counts(types, false);
    let whole = counts(types, true);
    let pairs = least.into_iter().zip(whole);
    pairs
        .map(|(least, whole)| Extent { least, whole })
        .collect()
}

/// How many values the least sample of each type holds, with an item in each list or with none; without end, the most that
/// can be said.
fn counts(types: &[TypeDef], with_items: bool) -> Vec<u32> {
    let held: Vec<Vec<TypeId>> = types
        .iter()
        .map(|definition| {
            let mut held = Vec::new();
            if let TypeKind::Alias(home) = definition.kind {
                held.push(home);
            }
            needed(definition).for_each(|ty| collect(ty, with_items, &mut held));
            held
        })
        .collect();
    let mut counts = vec![0_u32; types.len()];
    for group in strongly_connected(&held).closed {
        let members: HashSet<usize> = group.iter().copied().collect();
        for &member in &group {
            let held = held.get(member).map_or(&[][..], Vec::as_slice);
            let is_endless = held.iter().any(|id| members.contains(&id.0));
            let below = held.iter().filter_map(|id| counts.get(id.0));
            let whole = below.fold(1_u32, |sum, count| sum.saturating_add(*count));
            if let Some(count) = counts.get_mut(member) {
                *count = if is_endless { u32::MAX } else { whole };
            }
        }
    }
    counts
}

/// What a sample of a type cannot do without.
fn needed(definition: &TypeDef) -> Box<dyn Iterator<Item = &TypeRef> + '_> {
    match &definition.kind {
        TypeKind::Object(object) => {
            let required = object.fields.iter().filter(|field| field.required);
            Box::new(required.map(|field| &field.slot.ty))
        }
        TypeKind::Union(union) => Box::new(union.variants.iter().take(1).map(|it| &it.slot.ty)),
        TypeKind::Choice(variants) => Box::new(variants.iter().take(1).map(|it| &it.slot.ty)),
        TypeKind::Wrapper(slot) => Box::new(std::iter::once(&slot.ty)),
        TypeKind::Enumeration(_) | TypeKind::Alias(_) => Box::new(std::iter::empty()),
    }
}

fn collect(ty: &TypeRef, with_items: bool, held: &mut Vec<TypeId>) {
    match ty {
        TypeRef::Named(id) => held.push(*id),
        TypeRef::Nullable(inner) => collect(inner, with_items, held),
        TypeRef::List(item) if with_items => collect(item, with_items, held),
        TypeRef::Tuple(items) => items
            .iter()
            .for_each(|item| collect(item, with_items, held)),
        _ => {}
    }
}
