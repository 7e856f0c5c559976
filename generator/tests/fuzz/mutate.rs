//! Documents that nobody would write: real ones changed in ways that keep most of their structure, and made-up trees.

use serde_json::{Map, Value, json};

use super::random::Random;

/// Keys that mean something to the generator.
const KEYS: [&str; 58] = [
    "openapi",
    "info",
    "paths",
    "components",
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "get",
    "post",
    "put",
    "content",
    "application/json",
    "schema",
    "type",
    "format",
    "items",
    "properties",
    "required",
    "additionalProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "enum",
    "const",
    "$ref",
    "$defs",
    "prefixItems",
    "discriminator",
    "propertyName",
    "mapping",
    "default",
    "example",
    "examples",
    "nullable",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "minLength",
    "pattern",
    "patternProperties",
    "unevaluatedProperties",
    "title",
    "description",
    "operationId",
    "tags",
    "name",
    "in",
    "200",
    "default",
    "servers",
    "url",
    "security",
    "securitySchemes",
    "style",
    "x-lowered",
    "x-enum-varnames",
];

/// Texts that have broken generators before.
const TEXTS: [&str; 40] = [
    "",
    " ",
    "-",
    "+1",
    "-1",
    "_",
    "__",
    "self",
    "Self",
    "crate",
    "super",
    "type",
    "r#type",
    "async",
    "Option",
    "Vec",
    "String",
    "Result",
    "Box",
    "new",
    "*/",
    "\"#",
    "\\",
    "\n",
    "\r\n\u{2028}",
    "\u{202e}",
    "\u{0}",
    "🦀",
    "ß",
    "İ",
    "{}",
    "{{name}}",
    "#![allow(x)]",
    "```\nfn main() {}\n```",
    "1e400",
    "object",
    "array",
    "string",
    "integer",
    "null",
];

/// References of every make.
const REFERENCES: [&str; 14] = [
    "",
    "#",
    "#/",
    "#/components/schemas/",
    "#/components/schemas/A",
    "#/components/schemas/A/allOf/0",
    "#/paths",
    "#/components",
    "#/paths/~1a/get",
    "other.yaml",
    "other.yaml#/a",
    "https://example.com/a#/b",
    "#anchor",
    "#/%zz/~2",
];

/// The document of a seed.
pub fn document(seed: u64, documents: &[Value]) -> String {
    let mut random = Random::new(seed);
    let tree = if documents.is_empty() || random.once_in(5) {
        made_up(&mut random)
    } else {
        changed(&mut random, documents)
    };
    let text = if random.once_in(3) {
        serde_yaml::to_string(&tree).unwrap()
    } else {
        serde_json::to_string_pretty(&tree).unwrap()
    };
    if random.once_in(20) {
        torn(&mut random, &text)
    } else {
        text
    }
}

fn changed(random: &mut Random, documents: &[Value]) -> Value {
    let mut tree = random.pick(documents).clone();
    thin_out(random, &mut tree);
    for _ in 0..=random.below(12) {
        let donor = random.pick(documents);
        change(random, &mut tree, donor);
    }
    tree
}

/// Leaves some of many paths, so that a large document costs no more than a small one.
fn thin_out(random: &mut Random, tree: &mut Value) {
    if let Some(paths) = tree.get_mut("paths").and_then(Value::as_object_mut) {
        let share = paths.len().div_ceil(8).max(1);
        paths.retain(|_, _| random.once_in(share));
    }
}

fn change(random: &mut Random, tree: &mut Value, donor: &Value) {
    let place = somewhere(random, tree);
    let other = somewhere(random, tree);
    let spliced = donor.pointer(&somewhere(random, donor)).cloned();
    let borrowed = tree.pointer(&other).cloned();
    let Some(node) = tree.pointer_mut(&place) else {
        return;
    };
    match random.below(9) {
        0 => remove_one(random, node),
        1 => *node = borrowed.unwrap_or_default(),
        2 => *node = spliced.unwrap_or_default(),
        3 => *node = odd(random),
        4 => *node = json!({ "$ref": format!("#{other}") }),
        5 => *node = json!({ "$ref": random.pick(&REFERENCES) }),
        6 => rename_one(random, node),
        7 => add_one(random, node, borrowed.unwrap_or_default()),
        _ => {
            let key = *random.pick(&["items", "allOf", "oneOf", "not", "additionalProperties"]);
            let inner = node.take();
            let inner = if key.ends_with("Of") {
                json!([inner, odd(random)])
            } else {
                inner
            };
            *node = json!({ key: inner });
        }
    }
}

/// A pointer to some node, deep ones more often than not.
fn somewhere(random: &mut Random, tree: &Value) -> String {
    let mut pointer = String::new();
    let mut node = tree;
    while !random.once_in(12) {
        let step = match node {
            Value::Object(members) if !members.is_empty() => {
                let (key, member) = members.iter().nth(random.below(members.len())).unwrap();
                node = member;
                key.replace('~', "~0").replace('/', "~1")
            }
            Value::Array(items) if !items.is_empty() => {
                let index = random.below(items.len());
                node = &items[index];
                index.to_string()
            }
            _ => break,
        };
        pointer = pointer + "/" + &step;
    }
    pointer
}

fn remove_one(random: &mut Random, node: &mut Value) {
    match node {
        Value::Object(members) if !members.is_empty() => {
            let key = members
                .keys()
                .nth(random.below(members.len()))
                .unwrap()
                .clone();
            members.remove(&key);
        }
        Value::Array(items) if !items.is_empty() => drop(items.remove(random.below(items.len()))),
        other => *other = Value::Null,
    }
}

fn rename_one(random: &mut Random, node: &mut Value) {
    if let Value::Object(members) = node
        && !members.is_empty()
    {
        let key = members
            .keys()
            .nth(random.below(members.len()))
            .unwrap()
            .clone();
        let member = members.remove(&key).unwrap_or_default();
        members.insert(name(random), member);
    }
}

fn add_one(random: &mut Random, node: &mut Value, value: Value) {
    match node {
        Value::Object(members) => drop(members.insert(name(random), value)),
        Value::Array(items) => items.push(value),
        _ => {}
    }
}

fn name(random: &mut Random) -> String {
    match random.below(4) {
        0 => (*random.pick(&TEXTS)).to_owned(),
        1 => "n".repeat(random.below(400)),
        _ => (*random.pick(&KEYS)).to_owned(),
    }
}

fn odd(random: &mut Random) -> Value {
    match random.below(9) {
        0 => Value::Null,
        1 => json!(random.once_in(2)),
        2 => json!(random.next()),
        3 => json!(-1.5e308),
        4 => json!(i64::MIN),
        5 => json!([]),
        6 => json!({}),
        _ => json!(random.pick(&TEXTS)),
    }
}

/// An OpenAPI document around a schema of whatever comes.
fn made_up(random: &mut Random) -> Value {
    let schemas: Map<String, Value> = ["A", "B", "C"]
        .iter()
        .map(|name| ((*name).to_owned(), node(random, 0)))
        .collect();
    json!({
        "openapi": *random.pick(&["3.0.3", "3.1.0", "3.2.0"]),
        "paths": { "/a/{b}": { "get": node(random, 1), "post": {
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } },
            "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/B" } } } } },
        } } },
        "components": { "schemas": schemas, "parameters": node(random, 2) },
    })
}

fn node(random: &mut Random, depth: usize) -> Value {
    if depth > 5 || random.once_in(5) {
        return odd(random);
    }
    if random.once_in(6) {
        return json!({ "$ref": format!("#/components/schemas/{}", random.pick(&["A", "B", "C", "D"])) });
    }
    if random.once_in(5) {
        return (0..random.below(4))
            .map(|_| node(random, depth + 1))
            .collect();
    }
    let members = (0..random.below(7)).map(|_| (name(random), node(random, depth + 1)));
    Value::Object(members.collect())
}

/// Text that lost or doubled a part.
fn torn(random: &mut Random, text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let start = random.below(characters.len());
    let end = (start + random.below(200)).min(characters.len());
    let (before, rest) = (&characters[..start], &characters[end..]);
    let middle = if random.once_in(2) {
        &characters[start..end]
    } else {
        &[]
    };
    [before, middle, middle, rest]
        .concat()
        .into_iter()
        .collect()
}
