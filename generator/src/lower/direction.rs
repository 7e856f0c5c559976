//! `readOnly` and `writeOnly`: a type that travels both ways, but not whole, becomes one type for each way.

use std::collections::HashMap;

use crate::ir::{Additional, Api, Field, TypeDef, TypeId, TypeKind, TypeRef, Usage};

/// Splits types where the two directions differ, and takes the members away that do not travel. What comes back are the
/// types for requests, by the id of the type that was split.
pub fn split(api: &mut Api) -> HashMap<TypeId, TypeId> {
    let requests = clone_for_requests(api);
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            rewrite(&mut parameter.slot.ty, &requests);
        }
        if let Some(body) = &mut operation.body {
            rewrite(&mut body.slot.ty, &requests);
        }
    }
    let replies = api.webhooks.iter_mut();
    for reply in replies.flat_map(|webhook| &mut webhook.replies) {
        if let Some(ty) = &mut reply.ty {
            rewrite(ty, &requests);
        }
    }
    for definition in &mut api.types {
        let usage = definition.usage;
        if let TypeKind::Object(object) = &mut definition.kind {
            object.fields.retain(|field| travels(field, usage));
        }
    }
    requests
}

/// A type for requests beside each that also travels in answers and is not the same there, by the id of the first.
fn clone_for_requests(api: &mut Api) -> HashMap<TypeId, TypeId> {
    let mut requests = HashMap::new();
    let differs = differing(&api.types);
    for index in 0..api.types.len() {
        let Some(definition) = api.types.get_mut(index) else {
            continue;
        };
        if !(definition.usage.request
            && definition.usage.response
            && differs.get(index) == Some(&true))
        {
            continue;
        }
        definition.usage.request = false;
        let mut request = definition.clone();
        request.usage = Usage {
            request: true,
            response: false,
        };
        request.name.push("input".to_owned());
        requests.insert(TypeId(index), TypeId(api.types.len()));
        api.types.push(request);
    }
    for definition in &mut api.types {
        if definition.usage.request {
            rewrite_types(&mut definition.kind, &requests);
        }
    }
    requests
}

/// Which types hold, at any depth, a member that travels one way only.
fn differing(types: &[TypeDef]) -> Vec<bool> {
    let mut differs: Vec<bool> = types.iter().map(holds_one_way).collect();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (index, definition) in types.iter().enumerate() {
        let mut held = Vec::new();
        definition.uses().for_each(|ty| ty.named(&mut held));
        for id in held {
            if let Some(holders) = holders.get_mut(id.0) {
                holders.push(index);
            }
        }
    }
    let mut open: Vec<usize> = (0..types.len())
        .filter(|index| differs.get(*index) == Some(&true))
        .collect();
    while let Some(index) = open.pop() {
        for holder in holders.get(index).into_iter().flatten() {
            if let Some(known @ false) = differs.get_mut(*holder) {
                *known = true;
                open.push(*holder);
            }
        }
    }
    differs
}

fn holds_one_way(definition: &TypeDef) -> bool {
    match &definition.kind {
        TypeKind::Object(object) => object
            .fields
            .iter()
            .any(|field| field.slot.read_only || field.slot.write_only),
        _ => false,
    }
}

fn travels(field: &Field, usage: Usage) -> bool {
    match (usage.request, usage.response) {
        (true, false) => !field.slot.read_only,
        (false, true) => !field.slot.write_only,
        (true, true) | (false, false) => true,
    }
}

/// Puts other types in the place of those that the map names.
pub fn rewrite_types(kind: &mut TypeKind, requests: &HashMap<TypeId, TypeId>) {
    match kind {
        TypeKind::Object(object) => {
            object
                .fields
                .iter_mut()
                .for_each(|field| rewrite(&mut field.slot.ty, requests));
            if let Additional::Typed(slot) = &mut object.additional {
                rewrite(&mut slot.ty, requests);
            }
        }
        TypeKind::Union(union) => union
            .variants
            .iter_mut()
            .for_each(|variant| rewrite(&mut variant.slot.ty, requests)),
        TypeKind::Choice(variants) => variants
            .iter_mut()
            .for_each(|variant| rewrite(&mut variant.slot.ty, requests)),
        TypeKind::Wrapper(slot) => rewrite(&mut slot.ty, requests),
        TypeKind::Enumeration(_) | TypeKind::Alias(_) => {}
    }
}

/// The same for one use of a type.
pub fn rewrite(ty: &mut TypeRef, requests: &HashMap<TypeId, TypeId>) {
    match ty {
        TypeRef::Named(id) => *id = requests.get(id).copied().unwrap_or(*id),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            rewrite(inner, requests);
        }
        TypeRef::Tuple(items) => items.iter_mut().for_each(|item| rewrite(item, requests)),
        _ => {}
    }
}
