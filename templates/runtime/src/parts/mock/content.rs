//! Reads bodies as JSON, by their kind, so that their schemas can judge them.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::description::text_of;
use super::recorded::{form_decoded, pairs};
use super::schemas::Schemas;
use super::styles::{Parameter, coerce};

/// What stands for the content of a file.
const FILE: &str = "bytes";

/// Reads a body; `None` where there is nothing to judge, and an error says why it is none of its kind.
pub(super) fn read(
    form: &Value,
    place: &str,
    media_type: &str,
    body: &Bytes,
    schemas: &Schemas,
) -> Result<Option<Value>, String> {
    let schema = format!("{place}/schema");
    let text = || std::str::from_utf8(body).map_err(|_| "it is not UTF-8".to_owned());
    match form["kind"].as_str().unwrap_or_default() {
        "json" => serde_json::from_slice(body)
            .map(Some)
            .map_err(|_| "it is no JSON".to_owned()),
        "lines" => {
            let lines = text()?.lines().filter(|line| !line.trim().is_empty());
            let lines: Result<Vec<Value>, _> = lines.map(serde_json::from_str).collect();
            let lines = lines.map_err(|_| "a line of it is no JSON".to_owned())?;
            Ok(Some(Value::Array(lines)))
        }
        "text" => Ok(Some(coerce(schemas, &schema, text()?))),
        "form" => {
            let pairs = pairs(text()?);
            Ok(Some(form_of(&pairs, form, &schema, schemas)))
        }
        "multipart" => {
            let boundary = parameter(media_type, "boundary").ok_or("it has no boundary")?;
            let parts = parts(body, &boundary).ok_or("it has no parts, or does not end")?;
            Ok(Some(multipart_of(parts, &schema, schemas)))
        }
        _ => Ok(None),
    }
}

/// The object that the pairs of a form are.
fn form_of(pairs: &[(String, &str)], form: &Value, schema: &str, schemas: &Schemas) -> Value {
    let mut members = Map::new();
    for (name, text) in pairs {
        let name = name.split('[').next().unwrap_or(name);
        if members.contains_key(name) {
            continue;
        }
        let Some(place) = schemas.member(schema, name) else {
            members.insert(name.to_owned(), form_decoded(text).into());
            continue;
        };
        let encoding = &form["encodings"][name];
        let is_nested = pairs.iter().any(|(other, _)| {
            other
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('[') && rest != "[]")
        });
        let style = encoding["style"].as_str();
        // A whole object in one pair is JSON.
        let usual = match () {
            () if is_nested => "deep",
            () if schemas.allows(&place, "object") => "json",
            () => "form",
        };
        let read = Parameter {
            name,
            style: style.unwrap_or(usual),
            explode: encoding["explode"].as_bool().unwrap_or(true),
            place,
            schemas,
            others: &[],
        };
        members.extend(read.pairs(pairs).map(|value| (name.to_owned(), value)));
    }
    Value::Object(members)
}

/// A part of a multipart body.
struct Part {
    name: String,
    is_file: bool,
    media_type: String,
    content: Vec<u8>,
}

/// The object that parts are: several of one name are a list.
fn multipart_of(parts: Vec<Part>, schema: &str, schemas: &Schemas) -> Value {
    let mut members: Map<String, Value> = Map::new();
    for part in parts {
        let name = part.name.strip_suffix("[]").unwrap_or(&part.name);
        let place = schemas.member(schema, name);
        let is_list = place
            .as_deref()
            .is_some_and(|place| schemas.allows(place, "array"));
        let is_json = part.media_type.contains("json");
        let item = place.map(|place| {
            if is_list {
                schemas.items(&place).unwrap_or(place)
            } else {
                place
            }
        });
        let value = match std::str::from_utf8(&part.content) {
            _ if part.is_file => FILE.into(),
            Err(_) => FILE.into(),
            Ok(text) => match serde_json::from_str::<Value>(text) {
                Ok(value) if is_json => value,
                _ => item.map_or_else(|| text.into(), |place| coerce(schemas, &place, text)),
            },
        };
        match members.get_mut(name) {
            Some(Value::Array(items)) if is_list => items.push(value),
            _ if is_list && !value.is_array() => {
                members.insert(name.to_owned(), Value::Array(vec![value]));
            }
            _ => {
                members.insert(name.to_owned(), value);
            }
        }
    }
    Value::Object(members)
}

/// The parts between boundaries; `None` where they do not end.
fn parts(body: &[u8], boundary: &str) -> Option<Vec<Part>> {
    let delimiter = format!("--{boundary}");
    let mut found = Vec::new();
    let mut rest = after(body, delimiter.as_bytes())?;
    let delimiter = format!("\r\n{delimiter}");
    while !rest.starts_with(b"--") {
        rest = rest.strip_prefix(b"\r\n")?;
        let end = find(rest, delimiter.as_bytes())?;
        let part = rest.get(..end)?;
        // A part without headers begins with the empty line.
        let (head, content) = match part.strip_prefix(b"\r\n") {
            Some(content) => (&[][..], content),
            None => (
                part.get(..find(part, b"\r\n\r\n")?)?,
                after(part, b"\r\n\r\n")?,
            ),
        };
        let head = String::from_utf8_lossy(head);
        let header = |name: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(':'));
            let found = lines.find(|(known, _)| known.eq_ignore_ascii_case(name));
            found
                .map(|(_, value)| value.trim().to_owned())
                .unwrap_or_default()
        };
        let disposition = header("content-disposition");
        found.push(Part {
            name: parameter(&disposition, "name").unwrap_or_default(),
            is_file: disposition.contains("filename"),
            media_type: header("content-type"),
            content: content.to_vec(),
        });
        rest = rest.get(end + delimiter.len()..)?;
    }
    Some(found)
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

fn after<'a>(text: &'a [u8], part: &[u8]) -> Option<&'a [u8]> {
    text.get(find(text, part)? + part.len()..)
}

/// A parameter of a header's value: `boundary` of `multipart/form-data; boundary=x`.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut parts = value
        .split(';')
        .skip(1)
        .filter_map(|part| part.split_once('='));
    let (_, value) = parts.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned())
}

/// A media type without its parameters, in small letters.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The form of a body that a media type means.
pub(super) fn form<'a>(
    forms: impl Iterator<Item = (String, &'a Value)>,
    media_type: &str,
) -> Option<(String, &'a Value)> {
    let wanted = essence(media_type);
    let is_json = |text: &str| text == "application/json" || text.ends_with("+json");
    let mut best = None;
    for (place, form) in forms {
        let own = essence(&text_of(&form["media_type"]));
        if own == wanted {
            return Some((place, form));
        }
        let fits = form["kind"] == "json" && is_json(&wanted) || own.contains('*');
        if fits && best.is_none() {
            best = Some((place, form));
        }
    }
    best
}
