//! What stands where in a document of OpenAPI 3.x.

use serde_json::Value;

use super::escape;

/// What a value of the document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The document.
    Document,
    /// `components`.
    Components,
    /// What belongs to a path.
    Path,
    /// An operation.
    Operation,
    /// A parameter or a header.
    Parameter,
    /// The body of a request.
    Body,
    /// A response.
    Response,
    /// A body in one media type.
    Media,
    /// How a member of a body is encoded.
    Encoding,
    /// A callback.
    Callback,
    /// A schema.
    Schema,
}

/// What a member is.
enum Member {
    One(Kind),
    /// A list or an object of them.
    Each(Kind),
    Other,
}

fn member(kind: Kind, key: &str, value: &Value) -> Member {
    use Member::{Each, One, Other};
    match (kind, key) {
        (Kind::Document, "components") => One(Kind::Components),
        (Kind::Document, "paths" | "webhooks") | (Kind::Components, "pathItems") => {
            Each(Kind::Path)
        }
        (Kind::Components | Kind::Path | Kind::Operation, "parameters")
        | (Kind::Components | Kind::Response | Kind::Encoding, "headers") => Each(Kind::Parameter),
        (Kind::Components, "requestBodies") => Each(Kind::Body),
        (Kind::Components | Kind::Operation, "responses") => Each(Kind::Response),
        (Kind::Components | Kind::Operation, "callbacks") => Each(Kind::Callback),
        (
            Kind::Path,
            "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query",
        ) => One(Kind::Operation),
        (Kind::Callback, _) => One(Kind::Path),
        (Kind::Operation, "requestBody") => One(Kind::Body),
        (Kind::Parameter | Kind::Body | Kind::Response, "content") => Each(Kind::Media),
        (Kind::Parameter | Kind::Media, "schema") | (Kind::Media, "itemSchema") => {
            One(Kind::Schema)
        }
        (Kind::Media, "encoding") => Each(Kind::Encoding),
        (Kind::Components, "schemas")
        | (
            Kind::Schema,
            "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas"
            | "allOf" | "anyOf" | "oneOf" | "prefixItems",
        ) => Each(Kind::Schema),
        (Kind::Schema, "items") if value.is_array() => Each(Kind::Schema),
        (
            Kind::Schema,
            "items"
            | "not"
            | "additionalProperties"
            | "additionalItems"
            | "contains"
            | "if"
            | "then"
            | "else"
            | "propertyNames"
            | "contentSchema"
            | "unevaluatedItems"
            | "unevaluatedProperties",
        ) => One(Kind::Schema),
        _ => Other,
    }
}

/// Visits all of a document from the outside in, with what each value is and its pointer.
pub fn visit(tree: &Value, seen: &mut dyn FnMut(Kind, &str, &Value)) {
    below(Kind::Document, "", tree, seen);
}

fn below(kind: Kind, pointer: &str, value: &Value, seen: &mut dyn FnMut(Kind, &str, &Value)) {
    seen(kind, pointer, value);
    for (key, value) in value.as_object().into_iter().flatten() {
        let pointer = format!("{pointer}/{}", escape(key));
        match member(kind, key, value) {
            Member::One(kind) => below(kind, &pointer, value, seen),
            Member::Each(kind) => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    below(kind, &format!("{pointer}/{}", escape(key)), value, seen);
                }
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    below(kind, &format!("{pointer}/{index}"), value, seen);
                }
            }
            Member::Other => {}
        }
    }
}

/// Changes all of a document, from the inside out.
pub fn change(kind: Kind, value: &mut Value, with: &mut dyn FnMut(Kind, &mut Value)) {
    for (key, value) in value.as_object_mut().into_iter().flatten() {
        match member(kind, key, value) {
            Member::One(kind) => change(kind, value, with),
            Member::Each(kind) => match value {
                Value::Object(members) => {
                    members
                        .values_mut()
                        .for_each(|value| change(kind, value, with));
                }
                Value::Array(items) => items.iter_mut().for_each(|value| change(kind, value, with)),
                _ => {}
            },
            Member::Other => {}
        }
    }
    with(kind, value);
}
