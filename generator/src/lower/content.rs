//! What the body of an answer carries, by its media type and its schema.

use openapiv3::{MediaType, ReferenceOr, Schema};

use super::Lowering;
use super::composition::{Flat, Located};
use super::schema::{Words, nullable};
use crate::ir::{AnswerContent, Payload, TypeRef};
use crate::openapi::{At, by_ref};

/// The members of a server-sent event.
const EVENT: [&str; 5] = ["event", "data", "id", "retry", "comment"];

/// More references than any schema is behind.
const MOST_HOPS: usize = 50;

/// What kind of body a media type stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Json,
    Events,
    Lines,
    Text,
    /// A language of its own: XML, forms, several parts.
    Markup,
    Binary,
    /// Anything, as far as the name goes.
    Unknown,
}

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
    let name = media_type.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// Whether a media type is JSON by its name.
pub fn is_json(media_type: &str) -> bool {
    family(&essence(media_type)) == Family::Json
}

fn family(essence: &str) -> Family {
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
    let is_application = kind == "application";
    match subtype {
        "event-stream" => Family::Events,
        "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines"
        | "json-lines" | "x-json-lines" | "json-seq" | "stream+json" | "x-json-stream"
        | "json-stream" => Family::Lines,
        _ if subtype.ends_with("+json-seq") || subtype.ends_with("+jsonl") => Family::Lines,
        "json" | "x-json" => Family::Json,
        _ if subtype.ends_with("+json") || subtype.starts_with("json+") => Family::Json,
        "xml" | "x-www-form-urlencoded" => Family::Markup,
        _ if subtype.ends_with("+xml") || kind == "multipart" => Family::Markup,
        _ if kind == "text" => Family::Text,
        "yaml"
        | "x-yaml"
        | "javascript"
        | "x-javascript"
        | "graphql"
        | "toml"
        | "sql"
        | "x-sh"
        | "rtf"
        | "x-pem-file"
        | "pem-certificate-chain"
        | "sdp"
            if is_application =>
        {
            Family::Text
        }
        _ if subtype.ends_with("+yaml") => Family::Text,
        "octet-stream" | "pdf" | "zip" | "gzip" | "x-gzip" | "x-tar" | "x-bzip2" | "zstd"
        | "x-7z-compressed" | "wasm" | "protobuf" | "x-protobuf" | "msgpack" | "cbor" | "avro"
        | "x-sqlite3" | "java-archive"
            if is_application =>
        {
            Family::Binary
        }
        _ if subtype.ends_with("+zip") || subtype.ends_with("+gzip") => Family::Binary,
        _ if matches!(kind, "image" | "audio" | "video" | "font" | "model") => Family::Binary,
        _ => Family::Unknown,
    }
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
        let essence = essence(media_type);
        let schema = media.schema.as_ref();
        let at = at.key("schema");
        let family = family(&essence);
        match family {
            Family::Events => return self.events(schema, &at, words),
            Family::Lines => return self.lines(schema, &at, words),
            _ => {}
        }
        let shape = self.shape(schema.map(|schema| (by_ref(schema), at.clone())));
        match (family, shape, schema) {
            (_, Shape::Bytes, _) => AnswerContent::Download,
            (Family::Json, Shape::Nothing, None) => AnswerContent::Value(TypeRef::Json),
            // Much of what is said to be plain text is JSON beside it.
            (Family::Text, Shape::Structured, Some(schema)) if essence == "text/plain" => {
                self.content(schema, &at, words)
            }
            (Family::Json, _, Some(schema))
            | (Family::Unknown, Shape::Structured, Some(schema)) => {
                self.content(schema, &at, words)
            }
            (Family::Text | Family::Unknown, Shape::Scalar, Some(schema)) => {
                let slot = self.slot(&by_ref(schema), &at, words);
                AnswerContent::Text(nullable(slot))
            }
            (Family::Text, ..) => AnswerContent::Text(TypeRef::Text),
            (Family::Unknown, ..) if essence == "*/*" => AnswerContent::Raw,
            (Family::Markup, ..) => AnswerContent::Raw,
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
