//! What documents mean beyond what JSON Schema reads in them.

use serde_json::{Map, Value, json};

use super::escape;

/// Makes plain references of those of 2019-09 that mean the component around them.
pub fn settle_recursion(tree: &mut Value) {
    let schemas = tree.pointer_mut("/components/schemas");
    let schemas = schemas.and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        if schema.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
            let target = format!("#/components/schemas/{}", escape(name));
            recur(schema, &target);
        }
    }
}

fn recur(value: &mut Value, target: &str) {
    if let Value::Array(items) = value {
        for item in items {
            recur(item, target);
        }
        return;
    }
    let Value::Object(members) = value else {
        return;
    };
    if members.get("$recursiveRef").is_some_and(|it| it == "#") {
        members.remove("$recursiveRef");
        members.insert("$ref".to_owned(), target.into());
    }
    for inner in members.values_mut() {
        recur(inner, target);
    }
}

/// Nobody who lists members means a text as well, to which they say nothing.
pub fn members_are_objects(members: &mut Map<String, Value>) {
    let has_members = members
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|properties| !properties.is_empty());
    if has_members && !members.contains_key("type") {
        members.insert("type".to_owned(), "object".into());
    }
}

/// An alternative that says no more than that it can be null means null, not anything.
pub fn null_alternatives(members: &mut Map<String, Value>) {
    for key in ["oneOf", "anyOf"] {
        let choices = members.get_mut(key).and_then(Value::as_array_mut);
        for choice in choices.into_iter().flatten() {
            if *choice == json!({ "nullable": true }) {
                *choice = json!({ "type": "null" });
            }
        }
    }
}

/// Alternatives that a discriminator maps values to are for values of that kind alone.
pub fn discriminated(members: &mut Map<String, Value>) {
    let Some(discriminator) = members.get("discriminator").cloned() else {
        return;
    };
    let Some(name) = discriminator.get("propertyName").and_then(Value::as_str) else {
        return;
    };
    let last = |reference: &str| reference.rsplit('/').next().unwrap_or_default().to_owned();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    for key in ["oneOf", "anyOf"] {
        let choices = members.get_mut(key).and_then(Value::as_array_mut);
        for choice in choices.into_iter().flatten() {
            let Some(target) = choice.get("$ref").and_then(Value::as_str).map(last) else {
                continue;
            };
            let values: Vec<&String> = mapping
                .into_iter()
                .flatten()
                .filter(|(_, mapped)| mapped.as_str().map(last).as_deref() == Some(&target))
                .map(|(value, _)| value)
                .collect();
            if !values.is_empty() {
                let kind =
                    json!({ "required": [name], "properties": { name: { "enum": values } } });
                *choice = json!({ "allOf": [choice.take(), kind] });
            }
        }
    }
}
