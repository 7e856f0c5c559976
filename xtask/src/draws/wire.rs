//! Holds a request that came to the one that was drawn, by the styles of OpenAPI: a reader of its own.

use openapi_client_generator::Call;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::body::body_fault;
use super::document::{Operation, Parameter, is_json};
use super::path::path_fault;
use super::plan::{Draw, Judges};
use crate::corpus::examples::program::difference;
use crate::schema::judge::Judgement;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub method: String,
    pub target: String,
    /// With their names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// All values of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let name = name.to_ascii_lowercase();
        let found = self.headers.iter().filter(|(other, _)| *other == name);
        found.map(|(_, value)| value.as_str()).collect()
    }
}

/// What is wrong with a request, in words.
pub fn faults(
    request: &Request,
    call: &Call,
    operation: &Operation,
    draw: &Draw,
    judges: &mut Judges,
) -> Vec<String> {
    let mut faults = Vec::new();
    if request.method != operation.method {
        faults.push(format!("the method is {}", request.method));
    }
    let (path, query) = request
        .target
        .split_once('?')
        .unwrap_or((&request.target, ""));
    faults.extend(path_fault(path, operation, draw));
    let is_credential = |pair: &str| {
        let name = decoded(pair.split('=').next().unwrap_or_default());
        operation.credentials.contains(&name)
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<&str> = pairs.filter(|pair| !is_credential(pair)).collect();
    for fixed in &operation.query {
        match pairs.iter().position(|pair| pair == fixed) {
            Some(at) => drop(pairs.remove(at)),
            None => faults.push(format!("`{fixed}` is not in the query")),
        }
    }
    for (number, value) in &draw.parameters {
        let Some(parameter) = operation.parameters.get(*number) else {
            continue;
        };
        if let Judgement::Invalid(reason) = judges.request.judge(&parameter.schema, value) {
            faults.push(format!(
                "`{}` is not as its schema says: {reason}",
                parameter.name
            ));
        }
        let fault = match parameter.place.as_str() {
            "query" => take(&mut pairs, parameter, value),
            "header" => header_fault(request, parameter, value),
            "cookie" => {
                let cookies = request.header("cookie").join("; ");
                let mut cookies: Vec<&str> = cookies.split("; ").collect();
                take(&mut cookies, parameter, value)
            }
            _ => None,
        };
        faults.extend(
            fault.map(|fault| format!("`{}` in {}: {fault}", parameter.name, parameter.place)),
        );
    }
    faults.extend(
        pairs
            .iter()
            .map(|pair| format!("nobody asked for `{pair}` in the query")),
    );
    faults.extend(body_fault(request, call, operation, draw, judges));
    faults
}

/// The texts that a value is written as, with the names of members before their values.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| std::iter::once(name.clone()).chain(texts(value)))
            .collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// Text to the letter, numbers by their value.
pub fn is_same(came: &str, wanted: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    came == wanted || number(came).is_some() && number(came) == number(wanted)
}

/// The same for lists of texts.
pub fn are_same(came: &[String], wanted: &[String]) -> bool {
    came.len() == wanted.len()
        && came
            .iter()
            .zip(wanted)
            .all(|(came, wanted)| is_same(came, wanted))
}

/// A text without its escapes.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The parts of a text between delimiters, each without its escapes.
pub fn parts(text: &str, delimiters: &[&str]) -> Vec<String> {
    let mut parts = vec![text.to_owned()];
    for delimiter in delimiters {
        parts = parts
            .iter()
            .flat_map(|part| part.split(delimiter).map(str::to_owned).collect::<Vec<_>>())
            .collect();
    }
    parts.iter().map(|part| decoded(part)).collect()
}

/// Takes the pairs of a parameter away; what is wrong with them comes back.
pub fn take(pairs: &mut Vec<&str>, parameter: &Parameter, value: &Value) -> Option<String> {
    let mut wanted: Vec<(String, Vec<String>)> = Vec::new();
    let is_list = value.is_array() || value.is_object();
    let mut delimiters: &[&str] = &[];
    if parameter.media_type.is_some() {
        let position = pairs.iter().position(|pair| {
            pair.split('=')
                .next()
                .is_some_and(|name| decoded(name) == parameter.name)
        });
        let pair = position.map(|position| pairs.remove(position));
        let text = pair
            .and_then(|pair| pair.split_once('='))
            .map(|(_, text)| decoded(text));
        let came: Option<Value> = text
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok());
        return match came {
            Some(came) => difference(value, &came, ""),
            None => Some(format!("{text:?} is no JSON")),
        };
    }
    match value {
        Value::Object(members) if parameter.style == "deepObject" => {
            for (name, value) in members {
                let name = format!("{}[{name}]", parameter.name);
                match value {
                    Value::Array(items) => wanted.extend(bracketed(&name, items)),
                    _ => wanted.push((name, texts(value))),
                }
            }
        }
        Value::Array(items) if parameter.style == "deepObject" => {
            wanted.extend(bracketed(&parameter.name, items));
        }
        Value::Object(members) if parameter.explode => {
            for (name, value) in members {
                wanted.push((name.clone(), texts(value)));
            }
        }
        Value::Array(items) if parameter.explode => {
            for item in items {
                wanted.push((parameter.name.clone(), texts(item)));
            }
        }
        _ => {
            wanted.push((parameter.name.clone(), texts(value)));
            delimiters = match parameter.style.as_str() {
                _ if !is_list => &[],
                "spaceDelimited" => &["%20", "+"],
                "pipeDelimited" => &["|", "%7C"],
                _ => &[","],
            };
        }
    }
    for (name, wanted) in wanted {
        let fits = |pair: &&str| {
            let (came, text) = pair.split_once('=').unwrap_or((pair, ""));
            decoded(came) == name && are_same(&parts(text, delimiters), &wanted)
        };
        match pairs.iter().position(fits) {
            Some(position) => drop(pairs.remove(position)),
            None => {
                return Some(format!(
                    "`{name}` should be {wanted:?}, and there is {}",
                    pairs.join("&")
                ));
            }
        }
    }
    None
}

/// Each item of a list by the name that lists have in a deep object.
fn bracketed(name: &str, items: &[Value]) -> impl Iterator<Item = (String, Vec<String>)> {
    let name = format!("{}[]", name.trim_end_matches("[]"));
    items.iter().map(move |item| (name.clone(), texts(item)))
}

fn header_fault(request: &Request, parameter: &Parameter, value: &Value) -> Option<String> {
    let came = request.header(&parameter.name).join(",");
    if parameter.media_type.as_deref().is_some_and(is_json) {
        let came = serde_json::from_str::<Value>(&came).ok();
        return came.map_or(Some("is no JSON".to_owned()), |came| {
            difference(value, &came, "")
        });
    }
    let came_parts = match value {
        Value::Object(_) if parameter.explode => {
            let pairs = came.split(',');
            pairs
                .flat_map(|pair| pair.splitn(2, '=').map(decoded))
                .collect()
        }
        Value::Object(_) | Value::Array(_) => parts(&came, &[","]),
        _ => vec![came.clone()],
    };
    (!are_same(&came_parts, &texts(value)))
        .then(|| format!("should be {:?} and is `{came}`", texts(value)))
}
