//! Members without members: made what they have to be, where what is meant is clear.

use serde_json::{Number, Value, json};

use super::model::Shape;

/// Makes a value what it has to be, where nothing is lost by that; whether it now is.
pub fn scalar(value: &mut Value, shape: Shape) -> bool {
    match shape {
        Shape::Text => text(value),
        Shape::Flag => flag(value),
        Shape::Count => count(value),
        Shape::Values => value.is_array(),
        Shape::Texts => {
            if let Value::String(_) = value {
                *value = json!([value]);
            }
            value
                .as_array_mut()
                .is_some_and(|items| items.iter_mut().all(text))
        }
        Shape::TextMap => value
            .as_object_mut()
            .is_some_and(|members| members.values_mut().all(text)),
        Shape::Members => value.is_object(),
        Shape::Requirements => value.as_array_mut().is_some_and(|all| {
            all.iter_mut().all(|one| {
                let members = one.as_object_mut();
                members.is_some_and(|members| {
                    members
                        .values_mut()
                        .all(|scopes| scalar(scopes, Shape::Texts))
                })
            })
        }),
        _ => true,
    }
}

/// `version: 1.0` is a number in YAML, and meant as text.
fn text(value: &mut Value) -> bool {
    if let Value::Number(_) | Value::Bool(_) = value {
        *value = Value::String(value.to_string());
    }
    value.is_string()
}

fn flag(value: &mut Value) -> bool {
    match value.as_str() {
        Some("true") => *value = Value::Bool(true),
        Some("false") => *value = Value::Bool(false),
        _ => {}
    }
    value.is_boolean()
}

fn count(value: &mut Value) -> bool {
    let whole = match &*value {
        Value::String(digits) => digits.parse::<u64>().ok(),
        // A limit beyond every count limits nothing, and `5.0` is 5.
        Value::Number(number) => number.as_u64().or_else(|| whole(number)),
        _ => None,
    };
    // As many as any machine counts.
    let found = whole.and_then(|count| usize::try_from(count).ok());
    if let Some(count) = found {
        *value = Value::from(count);
    }
    found.is_some()
}

fn whole(number: &Number) -> Option<u64> {
    let value = number
        .as_f64()
        .filter(|value| *value >= 0.0 && value.fract() == 0.0)?;
    format!("{value:.0}").parse().ok()
}

/// What a shape is called in a message.
pub fn expected(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Flag => "true or false",
        Shape::Count => "a whole number from 0",
        Shape::Values => "a list",
        Shape::Texts => "a list of text",
        Shape::TextMap => "an object of text",
        Shape::Requirements => "a list of objects of lists",
        _ => "an object",
    }
}
