//! Answers that are as the document says: its own samples where they are, and values made of types where they are not.

use std::cell::Cell;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Map, Value, json};

use super::description::{Api, Operation, text_of};
use super::reply::typed;
use super::schemas::{Schemas, step};

/// So deep go the members that need not be there.
const OPTIONAL: usize = 3;

/// So deep goes anything.
const DEEPEST: usize = 24;

/// Of so many values is a sample made at most: types that hold several of themselves would grow without end.
const MOST: usize = 20_000;

/// So many items or members are made to reach a lower limit.
const MOST_ITEMS: usize = 100;

/// An answer to an operation, by its index.
pub(super) fn answer(api: &Api, operation: &Operation, index: usize) -> Response<Bytes> {
    let mut answers = operation.list("answers");
    let Some((place, answer)) = answers.nth(index) else {
        return Response::new(Bytes::new());
    };
    let schemas = &api.schemas;
    let value = || sample(schemas, &format!("{place}/schema"), &answer["example"]);
    let media_type = text_of(&answer["media_type"]);
    let mut response = match answer["kind"].as_str().unwrap_or_default() {
        "json" => typed(&media_type, value().to_string()),
        "text" => typed(&media_type, plain(&value())),
        "bytes" => typed(&media_type, "bytes"),
        "lines" => {
            let line = value().to_string();
            typed(&media_type, format!("{line}\n{line}\n"))
        }
        "events" => typed(&media_type, format!("data: {}\n\n", value())),
        "text-events" => typed(&media_type, format!("data: {}\n\n", plain(&value()))),
        "whole-events" => typed(&media_type, event(&value())),
        _ => Response::new(Bytes::new()),
    };
    let status = answer["status"]
        .as_u64()
        .and_then(|status| u16::try_from(status).ok());
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    *response.status_mut() = status.unwrap_or_default();
    let headers = answer["headers"].as_object().into_iter().flatten();
    for (name, _) in headers {
        let place = format!("{place}/headers/{}", step(name));
        let value = sample(schemas, &place, &Value::Null);
        let value = HeaderValue::try_from(plain(&value));
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// What the document says that a status comes with.
pub(super) fn documented(api: &Api, operation: &Operation, status: u16) -> Response<Bytes> {
    let mut answers = operation.list("answers").enumerate();
    let success = answers.find(|(_, (_, answer))| answer["status"] == status);
    if let Some((index, _)) = success {
        return self::answer(api, operation, index);
    }
    let of = |wanted: u16| {
        operation
            .list("failures")
            .find(move |(_, failure)| failure["status"] == wanted)
    };
    let failure = of(status).or_else(|| of(status / 100)).or_else(|| of(0));
    match failure.filter(|(_, failure)| !failure["schema"].is_null()) {
        Some((place, failure)) => {
            let value = sample(&api.schemas, &format!("{place}/schema"), &Value::Null);
            if failure["text"] == true {
                typed("text/plain", plain(&value))
            } else {
                typed("application/json", value.to_string())
            }
        }
        None => Response::new(Bytes::new()),
    }
}

/// An event whose fields are the members of an object.
fn event(value: &Value) -> String {
    let members = value.as_object().into_iter().flatten();
    let fields = members.map(|(name, value)| format!("{name}: {}\n", plain(value)));
    fields.collect::<String>() + "\n"
}

/// A value where there is no JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// A value that is as the schema at a place says: the example, if it is, or else one that is made.
pub(super) fn sample(schemas: &Schemas, place: &str, example: &Value) -> Value {
    if !example.is_null() && schemas.is_valid(place, example) {
        return example.clone();
    }
    let made = |optional| {
        let left = Cell::new(MOST);
        let maker = Maker {
            schemas,
            optional,
            left,
        };
        maker.value(place, 0)
    };
    let full = made(OPTIONAL);
    if schemas.is_valid(place, &full) {
        return full;
    }
    made(0)
}

struct Maker<'a> {
    schemas: &'a Schemas,
    /// So deep go the members that need not be there.
    optional: usize,
    /// How many values may still be made.
    left: Cell<usize>,
}

impl Maker<'_> {
    fn value(&self, place: &str, depth: usize) -> Value {
        let own = self.schemas.schema(place);
        let example = &own["examples"][0];
        if !example.is_null() && self.schemas.is_valid(place, example) {
            return example.clone();
        }
        let (place, schema) = self.schemas.resolve(place);
        let example = &schema["examples"][0];
        if !example.is_null() && self.schemas.is_valid(&place, example) {
            return example.clone();
        }
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        if depth > DEEPEST || left == 0 {
            return Value::Null;
        }
        if let Some(constant) = schema.get("const") {
            return constant.clone();
        }
        if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
            return first.clone();
        }
        if let Some(branches) = schema["anyOf"].as_array() {
            // The first is taken unless another one is better.
            let values = (0..branches.len())
                .map(|index| self.value(&format!("{place}/anyOf/{index}"), depth + 1));
            let mut first = None;
            for value in values {
                if self.schemas.is_valid(&place, &value) {
                    return value;
                }
                first = first.or(Some(value));
            }
            return first.unwrap_or_default();
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let values = (0..parts.len())
                .map(|index| self.value(&format!("{place}/allOf/{index}"), depth + 1));
            return values.fold(Value::Null, merged);
        }
        match schema["type"].as_str() {
            Some("object") => self.object(&place, schema, depth),
            Some("array") => self.array(&place, schema, depth),
            Some("string") => self.text(&place, schema),
            Some("integer" | "number") => number(schema),
            Some("boolean") => true.into(),
            Some(_) => Value::Null,
            None if schema["properties"].is_object() => self.object(&place, schema, depth),
            None => json!({}),
        }
    }

    fn object(&self, place: &str, schema: &Value, depth: usize) -> Value {
        let required: Vec<&str> = texts(&schema["required"]).collect();
        let mut members = Map::new();
        let properties = schema["properties"].as_object().into_iter().flatten();
        for (name, _) in properties {
            if depth < self.optional || required.contains(&name.as_str()) {
                let place = format!("{place}/properties/{}", step(name));
                let value = self.value(&place, depth + 1);
                if required.contains(&name.as_str()) || self.schemas.is_valid(&place, &value) {
                    members.insert(name.clone(), value);
                }
            }
        }
        let least = count(&schema["minProperties"]).unwrap_or_default();
        for index in members.len()..least.min(MOST_ITEMS) {
            let value = self.value(&format!("{place}/additionalProperties"), depth + 1);
            members.insert(format!("key{index}"), value);
        }
        Value::Object(members)
    }

    fn array(&self, place: &str, schema: &Value, depth: usize) -> Value {
        if let Some(items) = schema["prefixItems"].as_array() {
            let items = (0..items.len())
                .map(|index| self.value(&format!("{place}/prefixItems/{index}"), depth + 1));
            return Value::Array(items.collect());
        }
        let usual = usize::from(depth < OPTIONAL + 1);
        let least = count(&schema["minItems"]).unwrap_or(usual);
        let most = count(&schema["maxItems"]).unwrap_or(usize::MAX);
        let items = (0..least.clamp(usual, MOST_ITEMS).min(most)).map(|index| {
            let item = self.value(&format!("{place}/items"), depth + 1);
            match item {
                Value::String(text) if index > 0 && schema["uniqueItems"] == true => {
                    format!("{text}{index}").into()
                }
                Value::Number(number) if index > 0 && schema["uniqueItems"] == true => {
                    (number.as_i64().unwrap_or_default() + i64::try_from(index).unwrap_or_default())
                        .into()
                }
                item => item,
            }
        });
        Value::Array(items.collect())
    }

    fn text(&self, place: &str, schema: &Value) -> Value {
        match schema["format"].as_str() {
            Some("date-time") => return "2026-01-31T12:00:00Z".into(),
            Some("date") => return "2026-01-31".into(),
            Some("byte") => return "Ynl0ZXM=".into(),
            _ => {}
        }
        let least = count(&schema["minLength"]).unwrap_or_default();
        let most = count(&schema["maxLength"]).unwrap_or(usize::MAX);
        let fitted = |text: &str| -> Value {
            let padding =
                std::iter::repeat_n('x', least.saturating_sub(text.chars().count()).min(100_000));
            text.chars()
                .chain(padding)
                .take(most.max(least))
                .collect::<String>()
                .into()
        };
        let usual = fitted("text");
        if schema["pattern"].is_string() {
            let found = PLAUSIBLE.iter().map(|text| fitted(text));
            let mut found = found.filter(|text| self.schemas.is_valid(place, text));
            return found.next().unwrap_or(usual);
        }
        usual
    }
}

/// Texts that patterns are most often made for.
const PLAUSIBLE: [&str; 24] = [
    "text",
    "a",
    "A",
    "1",
    "1.0",
    "v1",
    "ab",
    "US",
    "USD",
    "en-US",
    "1.0.0",
    "00:00",
    "12:00:00",
    "2026-01-31",
    "2026-01-31T12:00:00Z",
    "00000000-0000-4000-8000-000000000000",
    "00000000000000000000000000000000",
    "000000000000000000000000",
    "https://example.com/",
    "name@example.com",
    "example.com",
    "192.0.2.1",
    "2001:db8::1",
    "+15005550006",
];

/// A number within its limits.
fn number(schema: &Value) -> Value {
    let limit = |key: &str| schema[key].as_f64();
    let whole = schema["type"] == "integer";
    let step = if whole { 1.0 } else { 0.5 };
    let mut least = limit("minimum").unwrap_or(f64::MIN);
    least = least.max(limit("exclusiveMinimum").map_or(f64::MIN, |bound| bound + step));
    let mut most = limit("maximum").unwrap_or(f64::MAX);
    most = most.min(limit("exclusiveMaximum").map_or(f64::MAX, |bound| bound - step));
    let mut value = 1.0_f64.max(least).min(most.max(least));
    if let Some(multiple) = limit("multipleOf").filter(|multiple| *multiple > 0.0) {
        value = (value / multiple).ceil() * multiple;
    }
    if whole {
        // Beyond these, floats hold whole numbers with gaps, and the limit itself is as good.
        let value = value.ceil();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it is within the limits of the type"
        )]
        return json!(value as i64);
    }
    json!(value)
}

fn count(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|count| usize::try_from(count).ok())
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// Two values that are to be one; of what both have, the later one counts.
fn merged(first: Value, second: Value) -> Value {
    match (first, second) {
        (Value::Object(mut first), Value::Object(second)) => {
            first.extend(second);
            Value::Object(first)
        }
        (first, Value::Null) => first,
        (_, second) => second,
    }
}
