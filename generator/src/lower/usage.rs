//! In which directions each type travels: marked from the operations downwards.

use crate::ir::{Additional, AnswerContent, Api, TypeDef, TypeId, TypeKind, TypeRef, Usage};

/// Marks every type with the directions in which some operation sends it.
pub fn mark(api: &mut Api) {
    let request = Usage {
        request: true,
        response: false,
    };
    let response = Usage {
        request: false,
        response: true,
    };
    for operation in &api.operations {
        for parameter in &operation.parameters {
            spread(&mut api.types, &parameter.slot.ty, request);
        }
        if let Some(body) = &operation.body {
            spread(&mut api.types, &body.slot.ty, request);
        }
        match &operation.answer.content {
            AnswerContent::Value(ty) | AnswerContent::Page(ty) => {
                spread(&mut api.types, ty, response);
            }
            AnswerContent::Nothing => {}
        }
    }
}

fn spread(types: &mut [TypeDef], from: &TypeRef, usage: Usage) {
    let mut open = Vec::new();
    named(from, &mut open);
    while let Some(id) = open.pop() {
        let Some(definition) = types.get_mut(id.0) else {
            continue;
        };
        let marked = Usage {
            request: definition.usage.request || usage.request,
            response: definition.usage.response || usage.response,
        };
        if marked == definition.usage {
            continue;
        }
        definition.usage = marked;
        uses(definition).for_each(|ty| named(ty, &mut open));
    }
}

/// The uses of other types in a definition.
pub fn uses(definition: &TypeDef) -> impl Iterator<Item = &TypeRef> {
    let mut uses: Vec<&TypeRef> = Vec::new();
    match &definition.kind {
        TypeKind::Object(object) => {
            uses.extend(object.fields.iter().map(|field| &field.slot.ty));
            if let Additional::Typed(slot) = &object.additional {
                uses.push(&slot.ty);
            }
        }
        TypeKind::Union(union) => {
            uses.extend(union.variants.iter().map(|variant| &variant.slot.ty));
        }
        TypeKind::Wrapper(slot) => uses.push(&slot.ty),
        TypeKind::Enumeration(_) | TypeKind::Alias(_) => {}
    }
    uses.into_iter()
}

/// The named types inside a use, through lists, maps and `null`.
pub fn named(ty: &TypeRef, found: &mut Vec<TypeId>) {
    match ty {
        TypeRef::Named(id) => found.push(*id),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            named(inner, found);
        }
        TypeRef::Tuple(items) => items.iter().for_each(|item| named(item, found)),
        _ => {}
    }
}
