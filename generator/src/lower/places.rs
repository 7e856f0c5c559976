//! What became of each schema: the place it stands at, and the type there. Tests hold the types to the document by it.

use std::collections::{BTreeSet, HashMap};

use super::direction::rewrite;
use super::uploads::as_text;
use crate::ir::{Api, Origin, TypeDef, TypeId, TypeKind, TypeRef};
use crate::openapi::At;

/// The places of schemas with their types; one that is merged into several others has several.
#[derive(Debug, Default)]
pub struct Places {
    noted: Vec<(At, TypeRef)>,
    settled: Vec<(Origin, TypeRef)>,
}

impl Places {
    pub(super) fn note(&mut self, at: &At, ty: TypeRef) {
        self.noted.push((at.clone(), ty));
    }

    /// Turns what was noted while types were in the making into what they came to.
    ///
    /// Files have no form in JSON, so that of types which hold some nothing is said.
    pub(super) fn settle(
        &mut self,
        api: &Api,
        requests: &HashMap<TypeId, TypeId>,
        uploads: &BTreeSet<TypeId>,
    ) {
        let homes: HashMap<TypeId, TypeId> = api
            .types
            .iter()
            .enumerate()
            .filter_map(|(index, definition)| match definition.kind {
                TypeKind::Alias(home) => Some((TypeId(index), home)),
                _ => None,
            })
            .collect();
        for (at, mut ty) in std::mem::take(&mut self.noted) {
            let origin = at.origin();
            as_text(&mut ty);
            if is_sent(&origin.pointer) {
                rewrite(&mut ty, requests);
            }
            rewrite(&mut ty, &homes);
            let mut named = Vec::new();
            ty.named(&mut named);
            let is_used = |id: &TypeId| api.type_def(*id).is_some_and(TypeDef::is_used);
            if named.iter().all(|id| is_used(id) && !uploads.contains(id)) {
                self.settled.push((origin, ty));
            }
        }
        let key = |(origin, ty): &(Origin, TypeRef)| (origin.clone(), format!("{ty:?}"));
        self.settled.sort_by_cached_key(key);
        self.settled.dedup();
    }

    /// The places, in order.
    pub fn into_types(self) -> impl Iterator<Item = (Origin, TypeRef)> {
        self.settled.into_iter()
    }
}

/// Whether a place belongs to a request.
fn is_sent(pointer: &str) -> bool {
    let mut steps = pointer.split('/').skip(1);
    match (steps.next(), steps.next()) {
        (Some("components"), Some("requestBodies" | "parameters")) => true,
        (Some("paths"), Some(_)) => {
            // The method or `parameters`, and below a method what of it.
            let method = steps.next();
            method == Some("parameters")
                || matches!(steps.next(), Some("requestBody" | "parameters"))
        }
        // Here it is the client that answers.
        (Some("webhooks" | "x-webhooks"), Some(_)) => steps.nth(1) == Some("responses"),
        _ => false,
    }
}
