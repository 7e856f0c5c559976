//! In which directions each type travels: marked from the operations downwards.

use crate::ir::{Api, TypeDef, TypeRef, Usage};

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
        for ty in operation.uses_in_request() {
            spread(&mut api.types, ty, request);
        }
        for ty in operation.uses_in_response() {
            spread(&mut api.types, ty, response);
        }
    }
}

fn spread(types: &mut [TypeDef], from: &TypeRef, usage: Usage) {
    let mut open = Vec::new();
    from.named(&mut open);
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
        definition.uses().for_each(|ty| ty.named(&mut open));
    }
}
