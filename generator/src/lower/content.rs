//! What the body of an answer carries, by its media type and its schema.

use openapiv3::{MediaType, ReferenceOr, Schema};

use super::Lowering;
use super::composition::{Flat, Located};
use super::media::{Family, MediaType as Named};
use super::schema::{Words, nullable};
use crate::ir::{AnswerContent, Payload, TypeRef};
use crate::openapi::{At, by_ref};

/// The members of a server-sent event.
const EVENT: [&str; 5] = ["event", "data", "id", "retry", "comment"];

/// More references than any schema is behind.
const MOST_HOPS: usize = 50;

/// What a schema says of a body, before any type is made of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Nothing,
    Bytes,
    /// Text, a number or a flag.
    Scalar,
    Structured,
}

/// The media type without its parameters, in lowercase.
pub fn essence(media_type: &str) -> String {
    Named::of(media_type).essence
}

/// Whether a media type is JSON by its name.
pub fn is_json(media_type: &str) -> bool {
    Named::of(media_type).family() == Family::Json
}

impl<'a> Lowering<'a> {
    /// What a body of this media type carries.
    pub fn carried(
        &mut self,
        media_type: &str,
        media: &'a MediaType,
        at: &At,
        words: &Words,
    ) -> AnswerContent {
        let named = Named::of(media_type);
        let essence = named.essence.as_str();
        let schema = media.schema.as_ref();
        let at = at.key("schema");
        let family = named.family();
        if essence == "text/event-stream" {
            return self.events(schema, &at, words);
        } else if family == Family::Lines {
            return self.lines(schema, &at, words);
        }
        let shape = self.shape(schema.map(|schema| (by_ref(schema), at.clone())));
        let is_open = matches!(family, Family::Unknown | Family::Range);
        match (shape, schema) {
            (Shape::Bytes, _) => AnswerContent::Download,
            (_, None) if family == Family::Json => AnswerContent::Value(TypeRef::Json),
            (_, Some(schema)) if family == Family::Json => self.content(schema, &at, words),
            // XML says itself in which charset it is.
            _ if essence.ends_with("xml") => AnswerContent::Raw,
            _ if matches!(family, Family::Form | Family::Multipart) => AnswerContent::Raw,
            // Much of what is said to be plain text is JSON beside it.
            (Shape::Structured, Some(schema)) if is_open || essence == "text/plain" => {
                self.content(schema, &at, words)
            }
            (Shape::Scalar, Some(schema)) if is_open || family == Family::Text => {
                let slot = self.slot(&by_ref(schema), &at, words);
                AnswerContent::Text(nullable(slot))
            }
            _ if matches!(family, Family::Text | Family::Yaml) => {
                AnswerContent::Text(TypeRef::Text)
            }
            _ if essence == "*/*" => AnswerContent::Raw,
            _ => AnswerContent::Download,
        }
    }

    /// What each server-sent event carries: its data, or itself where the schema speaks of all that it has.
    fn events(
        &mut self,
        schema: Option<&'a ReferenceOr<Schema>>,
        at: &At,
        words: &Words,
    ) -> AnswerContent {
        let (item, is_item) = self.item(schema, at);
        let Some((schema, at)) = item else {
            return AnswerContent::Events(TypeRef::Text, Payload::Text);
        };
        let mut words = words.clone();
        words.push("event".to_owned());
        let flat = self.peek(&(schema.clone(), at.clone()));
        if is_event(&flat, is_item)
            && flat.alternatives.is_empty()
            && let Some((data, at)) = flat.properties.get("data").cloned()
        {
            let is_text = self.shape(Some((data.clone(), at.clone()))) == Shape::Scalar;
            let payload = if is_text {
                Payload::Text
            } else {
                Payload::Json
            };
            return AnswerContent::Events(nullable(self.slot(&data, &at, &words)), payload);
        }
        let mut alternatives = flat.alternatives.iter().flatten().peekable();
        let is_choice = alternatives.peek().is_some();
        let is_whole = is_choice
            && alternatives.all(|alternative| is_event(&self.merge(&flat, alternative), is_item));
        let payload = match self.shape(Some((schema.clone(), at.clone()))) {
            _ if is_whole => Payload::Whole,
            Shape::Structured => Payload::Json,
            _ => Payload::Text,
        };
        AnswerContent::Events(nullable(self.slot(&schema, &at, &words)), payload)
    }

    fn lines(
        &mut self,
        schema: Option<&'a ReferenceOr<Schema>>,
        at: &At,
        words: &Words,
    ) -> AnswerContent {
        let mut words = words.clone();
        words.push("line".to_owned());
        let ty = match self.item(schema, at).0 {
            Some((schema, at)) => nullable(self.slot(&schema, &at, &words)),
            None => TypeRef::Json,
        };
        AnswerContent::Lines(ty)
    }

    /// The schema of what comes one after the other: the items of a list, or what the schema itself says; whether it was
    /// a list.
    fn item(
        &mut self,
        schema: Option<&'a ReferenceOr<Schema>>,
        at: &At,
    ) -> (Option<Located<'a>>, bool) {
        let Some(schema) = schema else {
            return (None, false);
        };
        let located = (by_ref(schema), at.clone());
        let flat = self.peek(&located);
        match flat.items {
            Some(items) if flat.kind.is_none_or(|kind| kind == "array") => (Some(items), true),
            None if flat.kind == Some("array") => (None, true),
            _ => (Some(located), false),
        }
    }

    /// All that a schema says, with nothing said of what is wrong with it: that comes when a type is made of it.
    pub fn peek(&mut self, located: &Located<'a>) -> Flat<'a> {
        let said = self.diagnostics.len();
        let (mut schema, mut at) = located.clone();
        let mut flat = Flat::default();
        for _ in 0..MOST_HOPS {
            match schema {
                ReferenceOr::Item(item) => {
                    flat = self.flatten(item, &at);
                    break;
                }
                ReferenceOr::Reference { reference } => {
                    let Some((_, next)) = self.resolver.schema(&reference) else {
                        break;
                    };
                    at = at.reference(&reference);
                    schema = by_ref(next);
                }
            }
        }
        self.diagnostics.truncate(said);
        flat
    }

    /// What a schema says together with one of its alternatives, with nothing said of what is wrong.
    fn merge(&mut self, flat: &Flat<'a>, alternative: &Located<'a>) -> Flat<'a> {
        let said = self.diagnostics.len();
        let merged = self.merged(flat, alternative);
        self.diagnostics.truncate(said);
        merged
    }

    fn shape(&mut self, located: Option<Located<'a>>) -> Shape {
        let Some(located) = located else {
            return Shape::Nothing;
        };
        let flat = self.peek(&located);
        let is_text = |values: &Vec<_>| values.iter().all(serde_json::Value::is_string);
        match flat.kind {
            Some("file") => Shape::Bytes,
            Some("string") | None if flat.format.as_deref() == Some("binary") => Shape::Bytes,
            Some("string" | "integer" | "number" | "boolean") => Shape::Scalar,
            Some(_) => Shape::Structured,
            None if flat.values.as_ref().is_some_and(is_text) => Shape::Scalar,
            None if flat.is_object() || flat.items.is_some() || !flat.alternatives.is_empty() => {
                Shape::Structured
            }
            None => Shape::Nothing,
        }
    }
}

/// Whether an object is a server-sent event as a whole; `is_certain` where its place says that it may be one.
fn is_event(flat: &Flat<'_>, is_certain: bool) -> bool {
    flat.properties.contains_key("data")
        && (is_certain || flat.properties.contains_key("event"))
        && flat.properties.keys().all(|key| EVENT.contains(key))
}
