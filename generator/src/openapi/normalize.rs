//! A tree of any OpenAPI 3.x rewritten in the words of 3.0, so that `openapiv3` neither refuses nor loses a part of it.
//!
//! One walk over the whole document, driven by a table of what stands where. What 3.0 has no word for is kept under one
//! extension of each schema, [`LOWERED`], which `openapiv3` carries along.

use serde_json::{Map, Value, json};

use super::At;
use crate::diag::Diagnostic;

/// The extension under which a schema keeps what `openapiv3` has no place for, or would round.
pub const LOWERED: &str = "x-lowered";

/// What stands at a place of a document.
#[derive(Clone, Copy)]
enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    Content,
    MediaType,
    Schema,
    MapOf(&'static Self),
    ListOf(&'static Self),
}

impl Kind {
    /// The members that hold something to rewrite.
    fn members(self) -> &'static [(&'static str, Self)] {
        const OPERATION: Kind = Kind::Operation;
        const PARAMETERS: Kind = Kind::ListOf(&Kind::Parameter);
        match self {
            Self::Document => &[
                ("paths", Self::MapOf(&Self::PathItem)),
                ("components", Self::Components),
            ],
            Self::Components => &[
                ("schemas", Self::MapOf(&Self::Schema)),
                ("parameters", Self::MapOf(&Self::Parameter)),
                ("headers", Self::MapOf(&Self::Parameter)),
                ("requestBodies", Self::MapOf(&Self::Content)),
                ("responses", Self::MapOf(&Self::Content)),
            ],
            Self::PathItem => &[
                ("parameters", PARAMETERS),
                ("get", OPERATION),
                ("put", OPERATION),
                ("post", OPERATION),
                ("delete", OPERATION),
                ("options", OPERATION),
                ("head", OPERATION),
                ("patch", OPERATION),
                ("trace", OPERATION),
            ],
            Self::Operation => &[
                ("parameters", PARAMETERS),
                ("requestBody", Self::Content),
                ("responses", Self::MapOf(&Self::Content)),
            ],
            Self::Parameter | Self::Content => &[
                ("schema", Self::Schema),
                ("content", Self::MapOf(&Self::MediaType)),
                ("headers", Self::MapOf(&Self::Parameter)),
            ],
            Self::MediaType => &[("schema", Self::Schema)],
            Self::Schema | Self::MapOf(_) | Self::ListOf(_) => &[],
        }
    }
}

/// Rewrites a whole document in place.
pub fn document(tree: &mut Value, at: &At, diagnostics: &mut Vec<Diagnostic>) {
    if let Value::Object(members) = tree {
        members.insert("openapi".to_owned(), json!("3.0.3"));
        members.entry("paths").or_insert_with(|| json!({}));
        if !members.get("info").is_some_and(Value::is_object) {
            members.insert("info".to_owned(), json!({}));
        }
        if let Some(Value::Object(info)) = members.get_mut("info") {
            text_member(info, "title", "API");
            text_member(info, "version", "0");
        }
    }
    Walk { diagnostics }.visit(tree, Kind::Document, at);
}

/// Makes sure that a member is there and is text: `version: 1.0` in YAML is a number.
fn text_member(members: &mut Map<String, Value>, key: &str, missing: &str) {
    let text = match members.get(key) {
        Some(Value::String(_)) => return,
        Some(Value::Null) | None => missing.to_owned(),
        Some(other) => other.to_string(),
    };
    members.insert(key.to_owned(), Value::String(text));
}

struct Walk<'a> {
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Walk<'_> {
    fn visit(&mut self, node: &mut Value, kind: Kind, at: &At) {
        match (kind, &mut *node) {
            (Kind::MapOf(inner), Value::Object(members)) => {
                for (key, member) in members.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
                    self.visit(member, *inner, &at.key(key));
                }
            }
            (Kind::ListOf(inner), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.visit(item, *inner, &at.index(index));
                }
            }
            (Kind::Schema, _) => self.schema(node, at),
            (_, Value::Object(members)) if !members.contains_key("$ref") => {
                if matches!(kind, Kind::Operation) && !members.contains_key("responses") {
                    members.insert("responses".to_owned(), json!({}));
                }
                for (key, inner) in kind.members() {
                    if let Some(member) = members.get_mut(*key) {
                        self.visit(member, *inner, &at.key(key));
                    }
                }
            }
            _ => {}
        }
    }

    fn schema(&mut self, node: &mut Value, at: &At) {
        match node {
            Value::Bool(true) => *node = json!({}),
            Value::Bool(false) => *node = json!({"not": {}}),
            Value::Object(members) => self.members(members, at),
            _ => {
                let message = format!("a schema is an object, and this is {}", describe(node));
                self.diagnostics.push(
                    Diagnostic::warning("wrong-shape", at.place(), message)
                        .help("any JSON is accepted here until the schema is written as an object"),
                );
                *node = json!({});
            }
        }
    }

    fn members(&mut self, members: &mut Map<String, Value>, at: &At) {
        reference_siblings(members);
        if members.contains_key("$ref") {
            return;
        }
        let mut lowered = Map::new();
        type_list(members);
        if let Some(constant) = members.remove("const") {
            members.insert("enum".to_owned(), json!([constant]));
        }
        bounds(members, &mut lowered);
        for key in ["default", "example"] {
            // `openapiv3` reads a `null` here as if nothing stood there.
            if let Some(Value::Null) = members.get(key) {
                members.remove(key);
                lowered.insert(key.to_owned(), Value::Null);
            }
        }
        if let Some(Value::Array(examples)) = members.remove("examples")
            && let Some(first) = examples.into_iter().next()
        {
            members.entry("example").or_insert(first);
        }
        if !lowered.is_empty() {
            members.insert(LOWERED.to_owned(), Value::Object(lowered));
        }
        self.below(members, at);
    }

    /// The schemas inside a schema.
    fn below(&mut self, members: &mut Map<String, Value>, at: &At) {
        for key in ["items", "not", "additionalProperties"] {
            if let Some(inner) = members.get_mut(key)
                && !(key == "additionalProperties" && inner.is_boolean())
            {
                self.schema(inner, &at.key(key));
            }
        }
        if let Some(Value::Object(properties)) = members.get_mut("properties") {
            for (name, inner) in properties.iter_mut() {
                self.schema(inner, &at.key("properties").key(name));
            }
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            if let Some(Value::Array(all)) = members.get_mut(key) {
                for (index, inner) in all.iter_mut().enumerate() {
                    self.schema(inner, &at.key(key).index(index));
                }
            }
        }
    }
}

/// `$ref` beside other keywords: 3.1 lets them add to what is referred to, and documents of 3.0 mean the same.
fn reference_siblings(members: &mut Map<String, Value>) {
    let has_siblings = members
        .keys()
        .any(|key| key != "$ref" && !key.starts_with("x-"));
    if !has_siblings {
        return;
    }
    if let Some(reference @ Value::String(_)) = members.remove("$ref") {
        let part = json!({ "$ref": reference });
        match members.get_mut("allOf") {
            Some(Value::Array(all)) => all.insert(0, part),
            _ => drop(members.insert("allOf".to_owned(), json!([part]))),
        }
    }
}

/// `type: [string, "null"]` of 3.1.
fn type_list(members: &mut Map<String, Value>) {
    if members.get("type").is_some_and(|name| name == "null") {
        members.remove("type");
        members.insert("nullable".to_owned(), Value::Bool(true));
        members.insert("enum".to_owned(), json!([null]));
        return;
    }
    let Some(Value::Array(types)) = members.get("type") else {
        return;
    };
    let (nulls, mut others): (Vec<_>, Vec<_>) =
        types.iter().cloned().partition(|name| name == "null");
    if !nulls.is_empty() {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    match others.len() {
        0 => drop(members.remove("type")),
        1 => drop(members.insert("type".to_owned(), others.remove(0))),
        _ => {
            members.remove("type");
            let each: Vec<Value> = others
                .into_iter()
                .map(|name| json!({ "type": name }))
                .collect();
            members.entry("anyOf").or_insert(Value::Array(each));
        }
    }
}

/// Limits on numbers leave the schema: `openapiv3` would round them, or take the schema for one of no type.
fn bounds(members: &mut Map<String, Value>, lowered: &mut Map<String, Value>) {
    for (key, exclusive_key) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let inclusive = members.remove(key).filter(Value::is_number);
        let bound = match (members.remove(exclusive_key), inclusive) {
            (Some(Value::Bool(exclusive)), Some(limit)) => Some((limit, exclusive)),
            (Some(limit @ Value::Number(_)), _) => Some((limit, true)),
            (_, Some(limit)) => Some((limit, false)),
            (_, None) => None,
        };
        if let Some((value, exclusive)) = bound {
            lowered.insert(
                key.to_owned(),
                json!({ "value": value, "exclusive": exclusive }),
            );
        }
    }
    if let Some(step @ Value::Number(_)) = members.remove("multipleOf") {
        lowered.insert("multipleOf".to_owned(), step);
    }
}

fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
