//! The envelope: what an answer holds once the object around it is taken off.

use openapiv3::{ReferenceOr, Schema};

use super::Lowering;
use super::composition::Flat;
use super::schema::{Words, nullable};
use crate::ir::AnswerContent;
use crate::openapi::{At, by_ref};

impl<'a> Lowering<'a> {
    /// What a success holds: the member of the envelope, or the whole body where there is no envelope.
    pub fn content(
        &mut self,
        schema: &'a ReferenceOr<Schema>,
        at: &At,
        words: &Words,
    ) -> AnswerContent {
        if let Some(unwrapped) = self.inside(schema, at, words) {
            return unwrapped;
        }
        let slot = self.slot(&by_ref(schema), at, words);
        AnswerContent::Value(nullable(slot))
    }

    /// Whether a body is the envelope around a value, or around an error.
    pub fn is_wrapped(&mut self, schema: &'a ReferenceOr<Schema>, at: &At) -> bool {
        let Some(envelope) = &self.config.envelope else {
            return false;
        };
        let flat = self.peek(&(by_ref(schema), at.clone()));
        flat.properties.contains_key(envelope.success.as_str())
    }

    fn inside(
        &mut self,
        schema: &'a ReferenceOr<Schema>,
        at: &At,
        words: &Words,
    ) -> Option<AnswerContent> {
        let envelope = self.config.envelope.as_ref()?;
        let (schema, at) = match schema {
            ReferenceOr::Item(schema) => (schema, at.clone()),
            ReferenceOr::Reference { reference } => match self.resolver.schema(reference)?.1 {
                ReferenceOr::Item(schema) => (schema, at.reference(reference)),
                ReferenceOr::Reference { .. } => return None,
            },
        };
        let flat = self.flatten(schema, &at);
        if !flat.properties.contains_key(envelope.success.as_str()) {
            return None;
        }
        let Some((result, at)) = flat.properties.get(envelope.result.as_str()) else {
            return Some(AnswerContent::Nothing);
        };
        if let ReferenceOr::Item(result) = result {
            let result = self.flatten(result, at);
            if is_nothing(&result) {
                return Some(AnswerContent::Nothing);
            }
        }
        let slot = self.slot(result, at, words);
        Some(AnswerContent::Value(nullable(slot)))
    }
}

/// A result of which nothing is known but that it may be `null`.
fn is_nothing(flat: &Flat<'_>) -> bool {
    let is_bare = !flat.is_object() || (flat.properties.is_empty() && flat.additional.is_none());
    flat.is_only_null() || (flat.nullable && is_bare && flat.kind == Some("object"))
}
