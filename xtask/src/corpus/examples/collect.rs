//! Finds the example values of a document.

use serde_json::Value;

use crate::schema::escape;
use crate::schema::walk::{Kind, visit};

/// A value that a document gives for a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The pointer to the schema.
    pub schema: String,
    /// The pointer to the value.
    pub at: String,
    pub value: Value,
}

/// JSON that is written as text.
fn from_text(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    (value.is_object() || value.is_array()).then_some(value)
}

/// All example values: `example`, `examples` and `default` of a schema, and the examples beside one.
pub fn collect(tree: &Value) -> Vec<Example> {
    let mut found = Vec::new();
    visit(tree, &mut |kind, pointer, value| {
        let is_json_body = kind == Kind::Media && pointer.contains("json");
        let mut add = |schema: &str, at: String, value: &Value| {
            let text = value.as_str().filter(|_| is_json_body);
            found.push(Example {
                schema: schema.to_owned(),
                at,
                value: text.and_then(from_text).unwrap_or_else(|| value.clone()),
            });
        };
        match kind {
            Kind::Schema => {
                for key in ["example", "default"] {
                    if let Some(value) = value.get(key) {
                        add(pointer, format!("{pointer}/{key}"), value);
                    }
                }
                let listed = value.get("examples").and_then(Value::as_array);
                for (index, value) in listed.into_iter().flatten().enumerate() {
                    add(pointer, format!("{pointer}/examples/{index}"), value);
                }
            }
            Kind::Parameter | Kind::Media if value.get("schema").is_some() => {
                let schema = format!("{pointer}/schema");
                if let Some(value) = value.get("example") {
                    add(&schema, format!("{pointer}/example"), value);
                }
                let listed = value.get("examples").and_then(Value::as_object);
                for (key, example) in listed.into_iter().flatten() {
                    let at = format!("{pointer}/examples/{}", escape(key));
                    if let Some((at, value)) = of(tree, &at, example) {
                        add(&schema, at, value);
                    }
                }
            }
            _ => {}
        }
    });
    found
}

/// The value of an entry of `examples`, which may be a reference.
fn of<'a>(tree: &'a Value, at: &str, example: &'a Value) -> Option<(String, &'a Value)> {
    if let Some(value) = example.get("value") {
        return Some((format!("{at}/value"), value));
    }
    let pointer = example.get("$ref")?.as_str()?.strip_prefix('#')?;
    let value = tree.pointer(pointer)?.get("value")?;
    Some((format!("{pointer}/value"), value))
}
