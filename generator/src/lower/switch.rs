//! Streams that are asked for in the body as well: a member `stream` that is `true`.

use crate::ir::{AnswerContent, Api, Body, FormatKind, TypeKind, TypeRef};

/// What such a member is called, by all that have one.
const MEMBER: &str = "stream";

/// Finds the forms of answers that a member of the body asks for.
pub fn find(api: &mut Api) {
    let has_member: Vec<bool> = api
        .operations
        .iter()
        .map(|operation| operation.body.as_ref().is_some_and(|body| takes(api, body)))
        .collect();
    let operations = api.operations.iter_mut().zip(has_member);
    for (operation, _) in operations.filter(|(_, has_member)| *has_member) {
        for answer in &mut operation.alternatives {
            if matches!(
                answer.content,
                AnswerContent::Events(..) | AnswerContent::Lines(_)
            ) {
                answer.switch = Some(MEMBER.to_owned());
            }
        }
    }
}

/// Whether a body can have the member.
fn takes(api: &Api, body: &Body) -> bool {
    match &body.format {
        Some(format) => format.kind == FormatKind::Json && has_member(api, &body.slot.ty),
        None => {
            let TypeRef::Named(id) = &body.slot.ty else {
                return false;
            };
            match api.definition(*id).map(|definition| &definition.kind) {
                Some(TypeKind::Choice(variants)) => variants.iter().any(|variant| {
                    variant.format.kind == FormatKind::Json && has_member(api, &variant.slot.ty)
                }),
                _ => false,
            }
        }
    }
}

fn has_member(api: &Api, ty: &TypeRef) -> bool {
    let TypeRef::Named(id) = ty else {
        return false;
    };
    match api.definition(*id).map(|definition| &definition.kind) {
        Some(TypeKind::Object(object)) => object.fields.iter().any(|field| {
            let ty = match &field.slot.ty {
                TypeRef::Nullable(inner) => inner,
                ty => ty,
            };
            field.name == MEMBER && *ty == TypeRef::Boolean
        }),
        _ => false,
    }
}
