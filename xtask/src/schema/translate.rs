//! The schemas of OpenAPI 3.0 in the words of JSON Schema 2020-12, which those of 3.1 are in already.
//!
//! What is no schema, such as `type: date-time` or a `pattern` that is no expression, is left out: it says nothing that a
//! value could be held to.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::meaning::{discriminated, members_are_objects, null_alternatives, settle_recursion};
use super::walk::{Kind, change};
use super::{CHOICE, Direction, OTHER_FORMAT, reference_target};

/// What a pointer may hold in a reference as it is.
const POINTER: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'~')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.');

/// The types of JSON Schema.
const TYPES: [&str; 7] = [
    "string", "number", "integer", "boolean", "array", "object", "null",
];

/// The formats that values are held to; others say too little, or what few documents keep to.
const FORMATS: [&str; 5] = ["date-time", "date", "byte", "ipv4", "ipv6"];

/// Whether a value has the shape that its keyword wants.
type Fits = fn(&Value) -> bool;

/// Keywords with the shape that their values must have.
const SHAPES: [(&str, Fits); 26] = [
    ("enum", |value| {
        value.as_array().is_some_and(|values| !values.is_empty())
    }),
    ("required", |value| is_list(value, &Value::is_string)),
    ("pattern", |value| value.as_str().is_some_and(is_pattern)),
    ("minimum", Value::is_number),
    ("maximum", Value::is_number),
    ("exclusiveMinimum", Value::is_number),
    ("exclusiveMaximum", Value::is_number),
    ("multipleOf", |value| {
        value.as_f64().is_some_and(|step| step > 0.0)
    }),
    ("minLength", Value::is_u64),
    ("maxLength", Value::is_u64),
    ("minItems", Value::is_u64),
    ("maxItems", Value::is_u64),
    ("minProperties", Value::is_u64),
    ("maxProperties", Value::is_u64),
    ("uniqueItems", Value::is_boolean),
    ("properties", Value::is_object),
    ("patternProperties", Value::is_object),
    ("additionalProperties", is_schema),
    ("not", is_schema),
    ("items", is_schema),
    ("allOf", is_some_schemas),
    ("anyOf", is_some_schemas),
    ("oneOf", is_some_schemas),
    ("prefixItems", is_some_schemas),
    ("$ref", Value::is_string),
    ("dependentRequired", Value::is_object),
];

fn is_list(value: &Value, is_item: &dyn Fn(&Value) -> bool) -> bool {
    value
        .as_array()
        .is_some_and(|items| items.iter().all(is_item))
}

fn is_schema(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}

fn is_some_schemas(value: &Value) -> bool {
    value.as_array().is_some_and(|items| !items.is_empty()) && is_list(value, &is_schema)
}

fn is_pattern(pattern: &str) -> bool {
    let schema = json!({ "pattern": pattern });
    jsonschema::draft202012::new(&schema).is_ok()
}

/// Rewrites all schemas of a document; in one direction, members that travel the other way alone are not required.
pub fn translate(tree: &mut Value, direction: Option<Direction>) {
    let text = tree.get("openapi").and_then(Value::as_str);
    let is_older = text.is_some_and(|version| version.starts_with("3.0"));
    settle_recursion(tree);
    let original = tree.clone();
    change(Kind::Document, tree, &mut |kind, value| {
        if kind == Kind::Schema {
            schema(value, &original, is_older, direction);
        }
    });
}

fn schema(value: &mut Value, tree: &Value, is_older: bool, direction: Option<Direction>) {
    let Value::Object(members) = value else {
        if !value.is_boolean() {
            *value = Value::Bool(true);
        }
        return;
    };
    for key in [
        "$id",
        "id",
        "$schema",
        "$anchor",
        "$dynamicAnchor",
        "example",
        "examples",
        "default",
    ] {
        members.remove(key);
    }
    older_tuple(members);
    if is_older {
        exclusive(members, "minimum", "exclusiveMinimum");
        exclusive(members, "maximum", "exclusiveMaximum");
    }
    types(members);
    let is_checked = |format: &Value| {
        format
            .as_str()
            .is_some_and(|format| FORMATS.contains(&format))
    };
    if let Some(format) = members.remove("format") {
        let key = if is_checked(&format) {
            "format"
        } else {
            OTHER_FORMAT
        };
        members.insert(key.to_owned(), format);
    }
    for (key, fits) in SHAPES {
        if members.get(key).is_some_and(|value| !fits(value)) {
            members.remove(key);
        }
    }
    members_are_objects(members);
    null_alternatives(members);
    // The validator refuses every value where a name is required twice.
    if let Some(Value::Array(required)) = members.get_mut("required") {
        for name in std::mem::take(required) {
            if !required.contains(&name) {
                required.push(name);
            }
        }
    }
    discriminated(members);
    if let Some(direction) = direction {
        only_what_travels(members, tree, direction);
    }
    if let Some(Value::String(reference)) = members.get("$ref") {
        let target = reference_target(reference).filter(|target| tree.pointer(target).is_some());
        match target {
            Some(target) => drop(members.insert("$ref".to_owned(), reference_to(&target).into())),
            None => drop(members.remove("$ref")),
        }
    }
    // On its own it says something of an alternative alone, which is for the schema around it to see.
    if members.len() > 1 && members.remove("nullable") == Some(Value::Bool(true)) {
        nullable(value);
    }
}

/// A local reference to a pointer, escaped as it has to be.
pub fn reference_to(pointer: &str) -> String {
    format!("#{}", utf8_percent_encode(pointer, POINTER))
}

/// Requires no members that travel the other way alone.
fn only_what_travels(members: &mut Map<String, Value>, tree: &Value, direction: Direction) {
    let foreign: Vec<Value> = members
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter(|(_, schema)| direction.is_foreign(tree, schema))
        .map(|(name, _)| name.as_str().into())
        .collect();
    if let Some(Value::Array(required)) = members.get_mut("required") {
        required.retain(|name| !foreign.contains(name));
    }
}

/// Lets a schema of 3.0 take `null`. Where more than its own type stands in the way, it becomes a choice.
fn nullable(value: &mut Value) {
    let Value::Object(members) = value else {
        return;
    };
    let others = ["$ref", "allOf", "anyOf", "oneOf", "not"];
    if others.iter().any(|key| members.contains_key(*key)) {
        let rest = std::mem::take(members);
        *value = json!({ "anyOf": [{ "type": "null" }, rest], (CHOICE): true });
        return;
    }
    if let Some(kind) = members.get_mut("type") {
        let mut types = kind
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![kind.clone()]);
        types.push("null".into());
        *kind = types.into();
        types_once(members);
    }
    if let Some(Value::Array(values)) = members.get_mut("enum") {
        values.push(Value::Null);
    }
}

/// A list of schemas under `items`, as drafts before 2020-12 write it.
fn older_tuple(members: &mut Map<String, Value>) {
    if members.get("items").is_some_and(Value::is_array) {
        if let Some(items) = members.remove("items") {
            members.entry("prefixItems").or_insert(items);
        }
        if let Some(rest) = members.remove("additionalItems") {
            members.insert("items".to_owned(), rest);
        }
    }
}

/// `exclusiveMinimum: true` makes the `minimum` beside it exclusive.
fn exclusive(members: &mut Map<String, Value>, key: &str, exclusive_key: &str) {
    match members.get(exclusive_key) {
        Some(Value::Bool(true)) => {
            members.remove(exclusive_key);
            if let Some(limit) = members.remove(key) {
                members.insert(exclusive_key.to_owned(), limit);
            }
        }
        Some(Value::Bool(false)) => drop(members.remove(exclusive_key)),
        _ => {}
    }
}

/// Keeps the types that there are.
fn types(members: &mut Map<String, Value>) {
    let is_type = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
    match members.get_mut("type") {
        Some(Value::Array(types)) => {
            types.retain(is_type);
            if types.is_empty() {
                members.remove("type");
            }
        }
        // What can only be meant so.
        Some(Value::String(format)) if FORMATS.contains(&format.as_str()) => {
            let format = Value::from(format.clone());
            members.insert("type".to_owned(), "string".into());
            members.insert("format".to_owned(), format);
        }
        Some(one) if !is_type(one) => drop(members.remove("type")),
        _ => {}
    }
    types_once(members);
}

/// Names each type of a list once.
fn types_once(members: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = members.get_mut("type") {
        let mut seen = Vec::new();
        for name in types.drain(..) {
            if !seen.contains(&name) {
                seen.push(name);
            }
        }
        *types = seen;
    }
}
