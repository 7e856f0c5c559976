//! Documents that are made to hurt: they are generated harmlessly or refused, soon, and without much stack.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use openapi_client_generator::{Source, describe, generate, names};
use serde_json::{Value, json};

/// A document whose one answer is the schema `A0`.
fn document(schemas: &Value) -> Source {
    let schema = json!({ "$ref": "#/components/schemas/A0" });
    let response =
        json!({ "description": "", "content": { "application/json": { "schema": schema } } });
    let tree = json!({
        "openapi": "3.1.0",
        "paths": { "/a": { "get": { "responses": { "200": response } } } },
        "components": { "schemas": schemas },
    });
    Source::new("hostile.json", tree.to_string())
}

/// `count` schemas `A0`, `A1`, ... each made by `make` of its number and a reference to the next, the last to the first.
fn ring(count: usize, make: impl Fn(usize, Value) -> Value) -> Value {
    let next =
        |index: usize| json!({ "$ref": format!("#/components/schemas/A{}", (index + 1) % count) });
    let schemas = (0..count).map(|index| (format!("A{index}"), make(index, next(index))));
    Value::Object(schemas.collect())
}

/// A schema in a schema, `depth` times.
fn nested(depth: usize, make: impl Fn(Value) -> Value) -> Value {
    let inside = (0..depth).fold(json!({ "type": "string" }), |inner, _| make(inner));
    json!({ "A0": inside })
}

/// Lowers on a thread with 2 MiB of stack, as tests and many programs have it.
fn lowered(name: &str, source: Source) -> usize {
    let start = Instant::now();
    let run = move || describe(&source, None).0.map_or(0, |api| api.types.len());
    let thread = std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(run);
    let types = thread.unwrap().join().unwrap();
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{name} takes too long"
    );
    types
}

#[test]
fn rings_and_chains_of_any_length_are_lowered() {
    let count = 3_000;
    let rings: [(&str, Value); 6] = [
        (
            "members",
            ring(
                count,
                |_, next| json!({ "type": "object", "properties": { "next": next } }),
            ),
        ),
        (
            "lists",
            ring(count, |_, next| json!({ "type": "array", "items": next })),
        ),
        ("aliases", ring(count, |_, next| next)),
        (
            "parts",
            ring(
                300,
                |index, next| json!({ "allOf": [next], "properties": { format!("p{index}"): {} } }),
            ),
        ),
        (
            "choices",
            ring(
                count,
                |_, next| json!({ "oneOf": [next, { "type": "string" }] }),
            ),
        ),
        (
            "maps",
            ring(
                count,
                |_, next| json!({ "type": "object", "additionalProperties": next }),
            ),
        ),
    ];
    for (name, schemas) in rings {
        lowered(name, document(&schemas));
    }
    let chain = ring(
        count,
        |_, next| json!({ "type": "object", "properties": { "next": next } }),
    );
    assert_eq!(
        lowered("chain", document(&chain)) / count,
        1,
        "every schema is a type"
    );
}

#[test]
fn schemas_as_deep_as_can_be_read_are_lowered() {
    let depth = 50;
    let deep = [
        (
            "members",
            nested(
                depth,
                |inner| json!({ "type": "object", "properties": { "a": inner } }),
            ),
        ),
        (
            "lists",
            nested(depth, |inner| json!({ "type": "array", "items": inner })),
        ),
        (
            "choices",
            nested(
                depth,
                |inner| json!({ "oneOf": [inner, { "type": "integer" }] }),
            ),
        ),
        (
            "parts",
            nested(
                depth,
                |inner| json!({ "allOf": [inner, { "properties": { "a": {} } }] }),
            ),
        ),
        // What `openapiv3` would try to read in two ways at every level, and fail in both.
        (
            "wrong",
            nested(
                depth,
                |inner| json!({ "properties": { "a": inner, "b": 5 }, "required": 5 }),
            ),
        ),
    ];
    for (name, schemas) in deep {
        lowered(name, document(&schemas));
    }
}

#[test]
fn depth_aliases_and_size_are_refused() {
    let texts = [
        format!(
            "openapi: 3.1.0\nx: {}{}\n",
            "[".repeat(10_000),
            "]".repeat(10_000)
        ),
        format!(
            "{{\"openapi\": \"3.1.0\", \"x\": {}{}}}",
            "[".repeat(10_000),
            "]".repeat(10_000)
        ),
        format!(
            "openapi: 3.1.0
x:
  {}y
",
            "- ".repeat(10_000)
        ),
        "openapi: 3.1.0\n".to_owned() + &"#".repeat(100_000_000),
        "openapi: 3.1.0\nx:\n".to_owned() + &"- a\n".repeat(5_000_000),
    ];
    for text in texts {
        let start: String = text.chars().take(40).collect();
        let (files, diagnostics) = generate(&Source::new("hostile.yaml", text), None);
        assert!(files.is_empty());
        let codes: Vec<&str> = diagnostics.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["too-large"], "{start}");
    }
}

#[test]
fn references_cannot_ask_for_more_than_there_is() {
    let many: Value = (0..2_000).map(|index| json!({ "a": index })).collect();
    let members = (0..3_000).map(|index| {
        (
            format!("p{index}"),
            json!({ "$ref": format!("#/x-list/{}", index % 10) }),
        )
    });
    let tree = json!({
        "openapi": "3.1.0",
        "x-list": vec![many; 10],
        "paths": { "/a": { "get": { "responses": { "200": { "description": "", "content": { "application/json": {
            "schema": { "type": "object", "properties": Value::Object(members.collect()) }
        } } } } } } },
    });
    lowered("copies", Source::new("hostile.json", tree.to_string()));

    let operation = json!({ "responses": {}, "description": vec!["x"; 1_000] });
    let paths = (1..500).map(|index| {
        (
            format!("/p{index}"),
            json!({ "$ref": format!("#/paths/~1p{}", index - 1) }),
        )
    });
    let mut paths: serde_json::Map<String, Value> = paths.collect();
    paths.insert("/p0".to_owned(), json!({ "get": operation }));
    let tree = json!({ "openapi": "3.1.0", "paths": paths });
    lowered("paths", Source::new("hostile.json", tree.to_string()));
}

#[test]
fn ten_thousand_names_that_clash_are_told_apart_in_time() {
    // One name in many spellings: each bit decides between two characters that part words.
    let spelling = |number: usize| {
        let letters = ('a'..='o').enumerate();
        let parted = letters.map(|(bit, letter)| {
            let sign = if number >> bit & 1 == 0 { '-' } else { ' ' };
            format!("{letter}{sign}")
        });
        parted.collect::<String>()
    };
    let count = 10_000;
    let members = (0..count).map(|index| (spelling(index), json!({ "type": "string" })));
    let values: Vec<String> = (0..count).map(spelling).collect();
    let reference = |index| json!({ "$ref": format!("#/components/schemas/{}", spelling(index)) });
    let types = (0..count).map(|index| (format!("p{index}"), reference(index)));
    let mut schemas: serde_json::Map<String, Value> = (0..count)
        .map(|index| {
            (
                spelling(index),
                json!({ "type": "object", "required": ["a"] }),
            )
        })
        .collect();
    schemas.insert(
        "A0".to_owned(),
        json!({ "type": "object", "required": values, "properties": {
            "members": { "type": "object", "properties": Value::Object(members.collect()) },
            "values": { "enum": values },
            "types": { "type": "object", "properties": Value::Object(types.collect()) },
        } }),
    );
    let start = Instant::now();
    let (names, _) = names(&document(&Value::Object(schemas)), None);
    assert!(start.elapsed() < Duration::from_secs(30));
    let under = |key: &str| {
        let found = names
            .iter()
            .filter(|(known, _)| known.starts_with(key))
            .map(|(_, name)| name);
        found.collect::<std::collections::HashSet<_>>().len()
    };
    assert_eq!(under("type A0.members member "), count);
    assert_eq!(under("type A0.values value "), count);
    assert_eq!(under("type a"), 2 * count + 1);
}
