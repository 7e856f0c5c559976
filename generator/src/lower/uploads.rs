//! Bytes in types: files where a body in parts holds them, text everywhere else.
//!
//! A part of a body can be a file, and JSON can hold none. A type that is sent both ways becomes two, so that one takes
//! files while the JSON of the other still is text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::media::{Family, MediaType};
use crate::ir::{Additional, Api, Encoding, FormatKind, Slot, TypeDef, TypeId, TypeKind, TypeRef};

/// The types for parts that stand beside others, by the ids of those.
type Twins = HashMap<TypeId, TypeId>;

/// Decides for every place that holds bytes what they are there; which types now hold files, is what comes back.
pub fn settle(api: &mut Api) -> BTreeSet<TypeId> {
    let mut search = Search::default();
    for (slot, kind, encodings) in bodies(api) {
        if kind == FormatKind::Multipart {
            search.body(&api.types, &slot.ty, encodings);
        }
    }
    let mut uploads = search.holders(&api.types);
    let plain = plain(api, &search);
    let mut twins = Twins::new();
    for id in uploads.intersection(&plain).copied().collect::<Vec<_>>() {
        let Some(mut twin) = api.types.get(id.0).cloned() else {
            continue;
        };
        twin.name.push("upload".to_owned());
        let twin_id = TypeId(api.types.len());
        api.types.push(twin);
        twins.insert(id, twin_id);
        uploads.remove(&id);
        uploads.insert(twin_id);
        if let Some(encodings) = search.bodies.get(&id).cloned() {
            search.bodies.insert(twin_id, encodings);
        }
    }
    for (index, definition) in api.types.iter_mut().enumerate() {
        settle_type(
            TypeId(index),
            &mut definition.kind,
            &uploads,
            &search,
            &twins,
        );
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            as_text(&mut parameter.slot.ty);
        }
        if let Some(body) = &mut operation.body
            && let Some(format) = &body.format
        {
            settle_body(&mut body.slot, format.kind, &twins);
        }
        operation.change_response(&mut as_text);
    }
    for webhook in &mut api.webhooks {
        webhook.uses_mut().for_each(as_text);
    }
    uploads
}

fn settle_type(
    id: TypeId,
    kind: &mut TypeKind,
    uploads: &BTreeSet<TypeId>,
    search: &Search,
    twins: &Twins,
) {
    if let TypeKind::Choice(variants) = kind {
        for variant in variants {
            settle_body(&mut variant.slot, variant.format.kind, twins);
        }
        return;
    }
    if !uploads.contains(&id) {
        each_slot(kind, &mut |_, slot| as_text(&mut slot.ty));
        return merge_same(kind);
    }
    let is_object = matches!(kind, TypeKind::Object(_));
    let encodings = search.bodies.get(&id);
    each_slot(kind, &mut |name, slot| match encodings {
        Some(encodings) if is_object => {
            let encoding = encodings.iter().find(|encoding| encoding.name == name);
            if is_file(slot, encoding) {
                make_file(&mut slot.ty);
            }
            as_part(&mut slot.ty, twins);
        }
        Some(_) => as_body(&mut slot.ty, twins),
        None => as_part(&mut slot.ty, twins),
    });
}

/// Makes one of the variants of a union that are the same now that bytes are text.
fn merge_same(kind: &mut TypeKind) {
    let TypeKind::Union(union) = kind else {
        return;
    };
    if union.tag.is_some() {
        return;
    }
    let mut seen: Vec<TypeRef> = Vec::new();
    union.variants.retain(|variant| {
        let is_new = !seen.contains(&variant.slot.ty);
        if is_new {
            seen.push(variant.slot.ty.clone());
        }
        is_new
    });
    if let [only] = union.variants.as_slice() {
        *kind = TypeKind::Wrapper(Box::new(only.slot.clone()));
    }
}

fn settle_body(slot: &mut Slot, kind: FormatKind, twins: &Twins) {
    match kind {
        FormatKind::Binary => {}
        FormatKind::Multipart => as_body(&mut slot.ty, twins),
        _ => as_text(&mut slot.ty),
    }
}

/// Every body of one media type: of an operation, or as a variant of a choice.
fn bodies(api: &Api) -> impl Iterator<Item = (&Slot, FormatKind, &[Encoding])> {
    let single = api.operations.iter().filter_map(|operation| {
        let body = operation.body.as_ref()?;
        Some((&body.slot, body.format.as_ref()?))
    });
    let chosen = api.types.iter().flat_map(|definition| {
        let variants = match &definition.kind {
            TypeKind::Choice(variants) => variants.as_slice(),
            _ => &[],
        };
        variants
            .iter()
            .map(|variant| (&variant.slot, &variant.format))
    });
    single
        .chain(chosen)
        .map(|(slot, format)| (slot, format.kind, format.encodings.as_slice()))
}

/// The types whose values are bodies in parts, or single parts.
#[derive(Default)]
struct Search {
    /// Types of whole bodies, with what is said of their parts.
    bodies: BTreeMap<TypeId, Vec<Encoding>>,
    /// Types of which a value is a part, as far as that can be a file.
    parts: BTreeSet<TypeId>,
}

impl Search {
    /// Follows the type of a whole body.
    fn body(&mut self, types: &[TypeDef], ty: &TypeRef, encodings: &[Encoding]) {
        match ty {
            TypeRef::Named(id) => {
                if self.bodies.contains_key(id) {
                    return;
                }
                self.bodies.insert(*id, encodings.to_vec());
                let Some(definition) = types.get(id.0) else {
                    return;
                };
                let is_object = matches!(definition.kind, TypeKind::Object(_));
                for inner in definition.uses() {
                    if is_object {
                        self.part(types, inner);
                    } else {
                        self.body(types, inner, encodings);
                    }
                }
            }
            TypeRef::Nullable(inner) => self.body(types, inner, encodings),
            TypeRef::List(inner) | TypeRef::Map(inner) => self.part(types, inner),
            _ => {}
        }
    }

    /// Follows the type of a part.
    fn part(&mut self, types: &[TypeDef], ty: &TypeRef) {
        let Some(id) = named_part(types, ty).filter(|id| self.parts.insert(*id)) else {
            return;
        };
        if let Some(definition) = types.get(id.0) {
            definition.uses().for_each(|inner| self.part(types, inner));
        }
    }

    /// Those of the types that hold a file.
    fn holders(&self, types: &[TypeDef]) -> BTreeSet<TypeId> {
        let mut holders = BTreeSet::new();
        loop {
            let before = holders.len();
            for id in self.bodies.keys().chain(&self.parts) {
                let encodings = self.bodies.get(id).map_or(&[][..], Vec::as_slice);
                let Some(mut kind) = types.get(id.0).map(|found| found.kind.clone()) else {
                    continue;
                };
                let mut holds = false;
                each_slot(&mut kind, &mut |name, slot| {
                    let encoding = encodings.iter().find(|encoding| encoding.name == name);
                    let inner = inner(&slot.ty);
                    let is_holder = matches!(inner, TypeRef::Named(id) if holders.contains(id));
                    let is_bytes = matches!(inner, TypeRef::Binary { .. });
                    let is_body = encoding.is_some() || self.bodies.contains_key(id);
                    holds |= is_holder || is_bytes || is_body && is_file(slot, encoding);
                });
                if holds {
                    holders.insert(*id);
                }
            }
            if holders.len() == before {
                return holders;
            }
        }
    }
}

/// The types that are reached in another way than as a body in parts, or as a part.
fn plain(api: &Api, search: &Search) -> BTreeSet<TypeId> {
    let mut open = Vec::new();
    for operation in &api.operations {
        for parameter in &operation.parameters {
            parameter.slot.ty.named(&mut open);
        }
        operation
            .uses_in_response()
            .for_each(|ty| ty.named(&mut open));
    }
    api.uses_in_webhooks().for_each(|ty| ty.named(&mut open));
    for (slot, kind, _) in bodies(api) {
        if kind != FormatKind::Multipart {
            slot.ty.named(&mut open);
        }
    }
    // What a part holds as JSON.
    for id in search.bodies.keys().chain(&search.parts) {
        let Some(definition) = api.types.get(id.0) else {
            continue;
        };
        let is_object = matches!(definition.kind, TypeKind::Object(_));
        let is_body = search.bodies.contains_key(id) && !is_object;
        for ty in definition.uses() {
            let is_next = match (inner(ty), named_part(&api.types, ty)) {
                (TypeRef::Named(next), _) if is_body => search.bodies.contains_key(next),
                (_, Some(next)) => search.parts.contains(&next),
                _ => false,
            };
            if !is_next {
                ty.named(&mut open);
            }
        }
    }
    let mut plain = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(definition) = api.types.get(id.0) else {
            continue;
        };
        let is_choice = matches!(definition.kind, TypeKind::Choice(_));
        if !is_choice && plain.insert(id) {
            definition.uses().for_each(|ty| ty.named(&mut open));
        }
    }
    plain
}

/// The type of an item, or of what stands beside `null`.
fn inner(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::List(of) | TypeRef::Nullable(of) => inner(of),
        other => other,
    }
}

/// The type of a part by its name, where a value of it may be a file; an object is JSON.
fn named_part(types: &[TypeDef], ty: &TypeRef) -> Option<TypeId> {
    let TypeRef::Named(id) = inner(ty) else {
        return None;
    };
    let kind = &types.get(id.0)?.kind;
    matches!(kind, TypeKind::Union(_) | TypeKind::Wrapper(_)).then_some(*id)
}

/// Whether a part without a type of its own for it is a file: its media type says so, or nothing is said at all.
fn is_file(slot: &Slot, encoding: Option<&Encoding>) -> bool {
    let media_types = encoding.and_then(|encoding| encoding.content_type.as_deref());
    match (inner(&slot.ty), media_types) {
        (TypeRef::Text | TypeRef::Json, Some(media_types)) => media_types.split(',').all(|each| {
            let media_type = MediaType::of(each);
            let is_any = media_type.essence == "*/*";
            matches!(media_type.family(), Family::Binary | Family::Range) && !is_any
        }),
        (TypeRef::Json, None) => {
            slot.docs.is_empty() && slot.example.is_none() && slot.default.is_none()
        }
        _ => false,
    }
}

fn make_file(ty: &mut TypeRef) {
    match ty {
        TypeRef::List(of) | TypeRef::Nullable(of) => make_file(of),
        other => *other = TypeRef::Binary { encoded: false },
    }
}

/// Bytes in the place of a whole body stay what they are.
fn as_body(ty: &mut TypeRef, twins: &Twins) {
    match ty {
        TypeRef::Map(inner) => as_part(inner, twins),
        other => as_part(other, twins),
    }
}

/// Bytes in the place of a part are a file.
fn as_part(ty: &mut TypeRef, twins: &Twins) {
    match ty {
        TypeRef::Binary { .. } => {}
        TypeRef::List(inner) | TypeRef::Nullable(inner) => as_part(inner, twins),
        TypeRef::Named(id) => *id = twins.get(id).copied().unwrap_or(*id),
        other => as_text(other),
    }
}

/// Bytes anywhere else are text.
pub fn as_text(ty: &mut TypeRef) {
    match ty {
        TypeRef::Binary { encoded: true } => *ty = TypeRef::Base64,
        TypeRef::Binary { encoded: false } => *ty = TypeRef::Text,
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => as_text(inner),
        TypeRef::Tuple(items) => items.iter_mut().for_each(as_text),
        _ => {}
    }
}

/// Every place of a type that holds a value, with the name of the member that it is.
fn each_slot(kind: &mut TypeKind, visit: &mut dyn FnMut(&str, &mut Slot)) {
    match kind {
        TypeKind::Object(object) => {
            for field in &mut object.fields {
                visit(&field.name, &mut field.slot);
            }
            if let Additional::Typed(slot) = &mut object.additional {
                visit("", slot);
            }
        }
        TypeKind::Union(union) => {
            for variant in &mut union.variants {
                visit("", &mut variant.slot);
            }
        }
        TypeKind::Choice(variants) => {
            for variant in variants {
                visit("", &mut variant.slot);
            }
        }
        TypeKind::Wrapper(slot) => visit("", slot),
        TypeKind::Enumeration(_) | TypeKind::Alias(_) => {}
    }
}
