//! In which directions each type travels: marked from the operations downwards.

use crate::ir::{AnswerContent, Api, TypeDef, TypeId, TypeKind, TypeRef, Usage};

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
    let mut open: Vec<TypeId> = named(from).into_iter().collect();
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
        open.extend(below(definition));
    }
}

fn below(definition: &TypeDef) -> Vec<TypeId> {
    match &definition.kind {
        TypeKind::Object(object) => {
            let additional = match &object.additional {
                crate::ir::Additional::Typed(slot) => named(&slot.ty),
                _ => None,
            };
            object
                .fields
                .iter()
                .filter_map(|field| named(&field.slot.ty))
                .chain(additional)
                .collect()
        }
        TypeKind::Enumeration(_) => Vec::new(),
    }
}

/// The named type inside a use, through lists, maps and `null`.
fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => named(inner),
        _ => None,
    }
}
