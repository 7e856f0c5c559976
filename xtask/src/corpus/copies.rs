//! Several copies of a document in one, none of which shares anything with another: a larger document that is as real as
//! the one it is made of.

use serde_json::{Map, Value};

/// What a copy has under a name of its own. Security schemes are not copied: a client has one set of credentials.
const COPIED: [&str; 9] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "links",
    "callbacks",
    "pathItems",
];

/// Puts `copies` copies of a document into one: paths below `/copy-1`, components and operations named with the number.
pub fn multiply(document: &Value, copies: usize) -> Value {
    let mut whole = document.clone();
    let members = |key: &str| document.get(key).and_then(Value::as_object);
    if let Some(paths) = members("paths") {
        let all = (1..=copies).flat_map(|number| {
            let one = move |(path, item): (&String, &Value)| {
                (format!("/copy-{number}{path}"), renamed(item, number))
            };
            paths.iter().map(one)
        });
        set(&mut whole, "paths", all.collect());
    }
    for kind in ["webhooks", "x-webhooks"] {
        if let Some(webhooks) = members(kind) {
            set(&mut whole, kind, copied(webhooks, copies));
        }
    }
    for (kind, components) in members("components").into_iter().flatten() {
        let Some(components) = components
            .as_object()
            .filter(|_| COPIED.contains(&kind.as_str()))
        else {
            continue;
        };
        if let Some(whole) = whole.get_mut("components") {
            set(whole, kind, copied(components, copies));
        }
    }
    whole
}

/// So many copies of what stands under a name, each under a name of its own.
fn copied(named: &Map<String, Value>, copies: usize) -> Map<String, Value> {
    let all = (1..=copies).flat_map(|number| {
        let one = move |(name, one): (&String, &Value)| {
            (format!("{name}{}", suffix(number)), renamed(one, number))
        };
        named.iter().map(one)
    });
    all.collect()
}

fn set(object: &mut Value, key: &str, members: Map<String, Value>) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), Value::Object(members));
    }
}

fn suffix(number: usize) -> String {
    format!("Copy{number}")
}

/// A part of the document as copy `number` has it: what it refers to is of the same copy.
fn renamed(part: &Value, number: usize) -> Value {
    match part {
        Value::Array(items) => items.iter().map(|item| renamed(item, number)).collect(),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let value = match (key.as_str(), value) {
                    ("$ref", Value::String(reference)) => Value::String(moved(reference, number)),
                    ("operationId", Value::String(id)) => {
                        Value::String(format!("{id}{}", suffix(number)))
                    }
                    ("mapping", Value::Object(mapping)) => mapped(mapping, number),
                    _ => renamed(value, number),
                };
                (key.clone(), value)
            };
            Value::Object(members.iter().map(member).collect())
        }
        scalar => scalar.clone(),
    }
}

/// The mapping of a discriminator, whose values are references or names of schemas.
fn mapped(mapping: &Map<String, Value>, number: usize) -> Value {
    let entry = |(tag, value): (&String, &Value)| {
        let value = match value.as_str() {
            Some(reference) if reference.contains('#') => moved(reference, number).into(),
            Some(name) => format!("{name}{}", suffix(number)).into(),
            None => value.clone(),
        };
        (tag.clone(), value)
    };
    Value::Object(mapping.iter().map(entry).collect())
}

/// Where a reference of copy `number` leads.
fn moved(reference: &str, number: usize) -> String {
    let mut steps = reference.split('/').map(str::to_owned).collect::<Vec<_>>();
    let kind = steps.get(2).cloned().unwrap_or_default();
    match steps.as_mut_slice() {
        [root, paths, path, ..] if root == "#" && paths == "paths" => {
            *path = format!("~1copy-{number}{path}");
        }
        [root, components, _, name, ..]
            if root == "#" && components == "components" && COPIED.contains(&kind.as_str()) =>
        {
            name.push_str(&suffix(number));
        }
        _ => {}
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_copy_refers_to_itself() {
        let document = json!({
            "openapi": "3.0.3",
            "paths": {"/a/{id}": {"get": {
                "operationId": "getA",
                "security": [{"key": []}],
                "responses": {"200": {"$ref": "#/components/responses/A"}},
                "x-like": {"$ref": "#/paths/~1a~1{id}/get"},
            }}},
            "webhooks": {"told": {"$ref": "#/components/pathItems/Told"}},
            "components": {
                "schemas": {"B": {"discriminator": {"mapping": {"c": "#/components/schemas/B", "d": "B"}}}},
                "securitySchemes": {"key": {"type": "http"}},
            },
        });
        let whole = multiply(&document, 2);
        let second = &whole["paths"]["/copy-2/a/{id}"]["get"];
        assert_eq!(second["operationId"], "getACopy2");
        assert_eq!(
            second["responses"]["200"]["$ref"],
            "#/components/responses/ACopy2"
        );
        assert_eq!(second["x-like"]["$ref"], "#/paths/~1copy-2~1a~1{id}/get");
        let mapping = &whole["components"]["schemas"]["BCopy1"]["discriminator"]["mapping"];
        assert_eq!(mapping["c"], "#/components/schemas/BCopy1");
        assert_eq!(mapping["d"], "BCopy1");
        assert_eq!(
            whole["components"]["securitySchemes"],
            document["components"]["securitySchemes"]
        );
        assert_eq!(whole["paths"].as_object().unwrap().len(), 2);
        assert_eq!(
            whole["webhooks"]["toldCopy2"]["$ref"],
            "#/components/pathItems/ToldCopy2"
        );
    }
}
