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
    // Here the client is who is called.
    for webhook in &api.webhooks {
        for ty in webhook.uses_received() {
            spread(&mut api.types, ty, response);
        }
        for ty in webhook.uses_replied() {
            spread(&mut api.types, ty, request);
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

/// Forgets the types that no operation reaches any more, since the members that held them do not travel.
pub fn forget(api: &mut Api) {
    let mut open = Vec::new();
    api.uses_outside().for_each(|ty| ty.named(&mut open));
    for operation in &api.operations {
        operation
            .uses_in_request()
            .for_each(|ty| ty.named(&mut open));
        operation
            .uses_in_response()
            .for_each(|ty| ty.named(&mut open));
    }
    let mut is_reached = vec![false; api.types.len()];
    while let Some(id) = open.pop() {
        if let (Some(definition), Some(is_reached)) =
            (api.types.get(id.0), is_reached.get_mut(id.0))
            && !std::mem::replace(is_reached, true)
        {
            definition.uses().for_each(|ty| ty.named(&mut open));
        }
    }
    for (definition, is_reached) in api.types.iter_mut().zip(is_reached) {
        if !is_reached {
            definition.usage = Usage::default();
        }
    }
}
