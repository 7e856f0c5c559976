//! Every `$ref` of a tree, wherever the table says that one can stand.

use serde_json::Value;

use super::super::model::{Kind, Shape};

/// Hands each reference to `visit`, with the kind of what it stands for.
pub fn references(value: &mut Value, kind: Kind, visit: &mut dyn FnMut(Kind, &mut String)) {
    match value {
        Value::Array(items) if kind == Kind::Schema => {
            for item in items {
                references(item, kind, visit);
            }
        }
        Value::Object(members) => {
            if kind == Kind::Schema
                && !members.contains_key("$ref")
                && let Some(dynamic) = members.remove("$dynamicRef")
            {
                members.insert("$ref".to_owned(), dynamic);
            }
            if kind.section().is_some()
                && let Some(Value::String(reference)) = members.get_mut("$ref")
            {
                visit(kind, reference);
            }
            for (key, member) in members.iter_mut().filter(|(_, member)| !is_scalar(member)) {
                below(member, kind.member(key), visit);
            }
        }
        _ => {}
    }
}

fn below(member: &mut Value, shape: Shape, visit: &mut dyn FnMut(Kind, &mut String)) {
    match (shape, member) {
        (Shape::Node(kind), member) => references(member, kind, visit),
        (Shape::SchemaOrFlag, member) => references(member, Kind::Schema, visit),
        (Shape::Nodes(kind), Value::Array(items)) => {
            for item in items {
                references(item, kind, visit);
            }
        }
        (Shape::TextMap, Value::Object(members)) => {
            // The targets of a discriminator: anything else is the key of a component.
            let is_reference = |target: &str| {
                let endings = [".yaml", ".yml", ".json"];
                target.contains('#') || endings.iter().any(|ending| target.ends_with(ending))
            };
            for target in members.values_mut() {
                if let Value::String(target) = target
                    && is_reference(target)
                {
                    visit(Kind::Schema, target);
                }
            }
        }
        (shape, Value::Object(members)) => {
            let Some(kind) = entries(shape) else { return };
            for (key, member) in members {
                if !is_extension(shape, key) {
                    references(member, kind, visit);
                }
            }
        }
        _ => {}
    }
}

/// What the entries of a map are.
fn entries(shape: Shape) -> Option<Kind> {
    match shape {
        Shape::Map(kind) => Some(kind),
        Shape::Paths => Some(Kind::PathItem),
        Shape::Responses => Some(Kind::Response),
        _ => None,
    }
}

fn is_extension(shape: Shape, key: &str) -> bool {
    matches!(shape, Shape::Paths | Shape::Responses) && key.starts_with("x-")
}

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array() && !value.is_string()
}

/// The kind of what stands at a pointer into a document; `None` where the table has nothing.
pub fn kind_at(pointer: &str) -> Option<Kind> {
    let mut shape = Shape::Node(Kind::Document);
    for step in pointer.split('/').skip(1) {
        shape = match shape {
            Shape::Node(kind) => kind.member(step),
            Shape::SchemaOrFlag => Kind::Schema.member(step),
            Shape::Nodes(kind) => Shape::Node(kind),
            other => Shape::Node(entries(other)?),
        };
    }
    match shape {
        Shape::Node(kind) => Some(kind),
        Shape::SchemaOrFlag => Some(Kind::Schema),
        _ => None,
    }
}
