//! The keywords of one schema of any OpenAPI 3.x in the words of 3.0, so that `openapiv3` loses no part of it.
//!
//! What 3.0 has no word for is kept under one extension of the schema, [`LOWERED`], which `openapiv3` carries along.

use serde_json::{Map, Value, json};

use super::At;
use crate::diag::Diagnostic;

/// The extension under which a schema keeps what `openapiv3` has no place for, or would round.
pub const LOWERED: &str = "x-lowered";

/// Keywords that constrain values in ways that no type does.
const CONSTRAINTS: [&str; 7] = [
    "if",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "propertyNames",
    "unevaluatedItems",
];

/// Keywords that apply to values of one type, for each type.
const OF_TYPE: [(&str, &[&str]); 5] = [
    (
        "string",
        &[
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "contentEncoding",
            "contentMediaType",
        ],
    ),
    (
        "array",
        &[
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
        ],
    ),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "unevaluatedProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
    (
        "integer",
        &[
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    (
        "number",
        &[
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
];

/// Rewrites the keywords of a schema, and not those of the schemas inside it.
pub fn schema(members: &mut Map<String, Value>, at: &At, diagnostics: &mut Vec<Diagnostic>) {
    reference_siblings(members, at, diagnostics);
    if members.contains_key("$ref") {
        return;
    }
    members.remove(LOWERED);
    let mut lowered = Map::new();
    type_list(members);
    if let Some(constant) = members.remove("const") {
        members.insert("enum".to_owned(), json!([constant]));
    }
    tuple(members, &mut lowered);
    encoded_text(members);
    other_members(members, at, diagnostics);
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
    unchecked(members, at, diagnostics);
}

/// `$ref` beside other keywords: 3.1 lets them add to what is referred to, and documents of 3.0 mean the same.
fn reference_siblings(
    members: &mut Map<String, Value>,
    at: &At,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if members
        .get("$ref")
        .is_some_and(|reference| !reference.is_string())
    {
        members.remove("$ref");
        diagnostics.push(
            Diagnostic::warning(
                "wrong-shape",
                at.key("$ref").place(),
                "`$ref` has to be text",
            )
            .help("write the reference in quotes; it is left out until then"),
        );
    }
    let is_sibling = |key: &String| key != "$ref" && !key.starts_with("x-");
    if !members.contains_key("$ref") || !members.keys().any(is_sibling) {
        return;
    }
    if let Some(reference) = members.remove("$ref") {
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
            let is_told = ["anyOf", "oneOf", "enum", "const"]
                .iter()
                .any(|key| members.contains_key(*key));
            if !is_told {
                let each = others
                    .into_iter()
                    .map(|name| of_type(members, name))
                    .collect();
                members.insert("anyOf".to_owned(), Value::Array(each));
                OF_TYPE
                    .iter()
                    .flat_map(|(_, keys)| *keys)
                    .for_each(|key| drop(members.remove(*key)));
            }
        }
    }
}

/// The schema of one type of several, with the keywords that are about that type.
fn of_type(members: &Map<String, Value>, name: Value) -> Value {
    let known = OF_TYPE.iter().find(|(known, _)| name == *known);
    let own = known.into_iter().flat_map(|(_, keys)| *keys);
    let own = own.filter_map(|key| Some(((*key).to_owned(), members.get(*key)?.clone())));
    let mut schema: Map<String, Value> = own.collect();
    schema.insert("type".to_owned(), name);
    Value::Object(schema)
}

/// `prefixItems`, and the list of schemas under `items` of older drafts: the positions become alternatives of `items`.
fn tuple(members: &mut Map<String, Value>, lowered: &mut Map<String, Value>) {
    let (written, others) = match (members.get("prefixItems"), members.get("items")) {
        (Some(Value::Array(_)), _) => ("prefixItems", "items"),
        (_, Some(Value::Array(_))) => ("items", "additionalItems"),
        _ => return,
    };
    let (positions, rest) = (members.remove(written), members.remove(others));
    let Some(Value::Array(mut positions)) = positions else {
        return;
    };
    let length = positions.len();
    match rest {
        Some(Value::Bool(false)) => {
            let most = members.get("maxItems").and_then(Value::as_u64);
            if most.is_none_or(|most| usize::try_from(most).is_ok_and(|most| most > length)) {
                members.insert("maxItems".to_owned(), Value::from(length));
            }
        }
        Some(rest @ Value::Object(_)) => positions.push(rest),
        _ => {}
    }
    if length == 0 {
        if let Some(only) = positions.pop() {
            members.insert("items".to_owned(), only);
        }
        return;
    }
    if !members.contains_key("type") {
        members.insert("type".to_owned(), json!("array"));
    }
    members.insert("items".to_owned(), json!({ "oneOf": positions }));
    lowered.insert("tuple".to_owned(), Value::from(written));
}

/// Bytes in text: what 3.0 calls the formats `byte` and `binary`.
fn encoded_text(members: &mut Map<String, Value>) {
    let encoding = members.remove("contentEncoding");
    let media_type = members.remove("contentMediaType");
    let is_text = members.get("type").is_none_or(|name| name == "string");
    if !is_text || members.contains_key("format") {
        return;
    }
    let encoding = encoding
        .as_ref()
        .and_then(Value::as_str)
        .map(str::to_ascii_lowercase);
    let format = match (
        encoding.as_deref(),
        media_type.as_ref().and_then(Value::as_str),
    ) {
        // Unlike `byte`, which is bytes where JSON does not ask for text, this is Base64 wherever it stands.
        (Some("base64" | "base64url"), _) => "base64",
        (Some("binary"), _) => "binary",
        (None, Some(media_type)) if !is_textual(media_type) => "binary",
        _ => return,
    };
    members.entry("type").or_insert_with(|| json!("string"));
    members.insert("format".to_owned(), json!(format));
}

/// Whether text of this media type is text, and not a way to say bytes.
fn is_textual(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    let words = ["text/", "json", "xml", "yaml", "script", "message/"];
    words.iter().any(|word| media_type.contains(word))
}

/// `patternProperties` and `unevaluatedProperties`: what members beyond the named ones hold.
fn other_members(members: &mut Map<String, Value>, at: &At, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(rest) = members.remove("unevaluatedProperties") {
        members.entry("additionalProperties").or_insert(rest);
    }
    let Some(Value::Object(patterns)) = members.remove("patternProperties") else {
        return;
    };
    let mut schemas: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).collect();
    if let Some(rest @ Value::Object(_)) = members.get("additionalProperties") {
        schemas.push(rest.clone());
    }
    let is_open = members
        .get("additionalProperties")
        .is_some_and(|rest| *rest == Value::Bool(true));
    schemas.dedup();
    let schema = match schemas.len() {
        0 => return,
        1 if !is_open => schemas.remove(0),
        _ if is_open => Value::Bool(true),
        _ => json!({ "anyOf": schemas }),
    };
    members.insert("additionalProperties".to_owned(), schema);
    diagnostics.push(
        Diagnostic::warning(
            "approximated",
            at.key("patternProperties").key_place(),
            "names are not held against a pattern",
        )
        .help("members of any name are accepted, with the values that the patterns allow"),
    );
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

/// Says which keywords constrain values and are left to the server.
fn unchecked(members: &mut Map<String, Value>, at: &At, diagnostics: &mut Vec<Diagnostic>) {
    if members.get("propertyNames").is_some_and(takes_every_name) {
        members.remove("propertyNames");
    }
    for key in CONSTRAINTS {
        if members.remove(key).is_some() {
            let message = format!("`{key}` is not checked");
            diagnostics.push(
                Diagnostic::warning("approximated", at.key(key).key_place(), message)
                    .help("values that it forbids are accepted here, and refused by the server"),
            );
        }
    }
    for key in ["then", "else", "$defs", "definitions", "additionalItems"] {
        members.remove(key);
    }
}

/// Whether a schema of names says no more than that they are text, as all names are.
fn takes_every_name(names: &Value) -> bool {
    let says_nothing = |(key, value): (&String, &Value)| match key.as_str() {
        "type" => value == "string",
        "title" | "description" => true,
        _ => false,
    };
    let members = names.as_object();
    *names == Value::Bool(true) || members.is_some_and(|members| members.iter().all(says_nothing))
}
