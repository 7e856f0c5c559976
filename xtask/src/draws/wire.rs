//! Holds a request that came to the one that was drawn, by the styles of OpenAPI: a reader of its own.

use openapi_client_generator::Call;
use openapi_client_generator::ir::FormatKind;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::document::{Body, Operation, Parameter, is_json, is_same_type};
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
fn is_same(came: &str, wanted: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    came == wanted || number(came).is_some() && number(came) == number(wanted)
}

fn are_same(came: &[String], wanted: &[String]) -> bool {
    came.len() == wanted.len()
        && came
            .iter()
            .zip(wanted)
            .all(|(came, wanted)| is_same(came, wanted))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The parts of a text between delimiters, each without its escapes.
fn parts(text: &str, delimiters: &[&str]) -> Vec<String> {
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
fn take(pairs: &mut Vec<&str>, parameter: &Parameter, value: &Value) -> Option<String> {
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
                wanted.push((format!("{}[{name}]", parameter.name), texts(value)));
            }
        }
        Value::Object(members) if parameter.explode => {
            for (name, value) in members {
                wanted.push((name.clone(), texts(value)));
            }
        }
        Value::Array(items) if parameter.explode && parameter.style != "deepObject" => {
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

fn header_fault(request: &Request, parameter: &Parameter, value: &Value) -> Option<String> {
    let came = request.header(&parameter.name).join(",");
    if parameter.media_type.as_deref().is_some_and(is_json) {
        let came = serde_json::from_str::<Value>(&came).ok();
        return came.map_or(Some("is no JSON".to_owned()), |came| {
            difference(value, &came, "")
        });
    }
    let delimiters: &[&str] = match value {
        Value::Object(_) if parameter.explode => &[",", "="],
        Value::Object(_) | Value::Array(_) => &[","],
        _ => &[],
    };
    let came_parts = if delimiters.is_empty() {
        vec![came.clone()]
    } else {
        parts(&came, delimiters)
    };
    (!are_same(&came_parts, &texts(value)))
        .then(|| format!("should be {:?} and is `{came}`", texts(value)))
}

/// What is wrong with the path: it is read piece by piece along its template.
fn path_fault(path: &str, operation: &Operation, draw: &Draw) -> Option<String> {
    let mut rest = path;
    // What follows is no part of a path, and only tells operations apart.
    let template = operation.path.split('#').next().unwrap_or_default();
    let mut template = template.trim_start_matches('/');
    rest = rest.strip_prefix('/').unwrap_or(rest);
    while let Some((before, after)) = template.split_once('{') {
        let Some(stripped) = rest.strip_prefix(before) else {
            return Some(format!("the path is `{path}`"));
        };
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let found = operation
            .parameters
            .iter()
            .enumerate()
            .find(|(_, parameter)| parameter.place == "path" && parameter.name == name);
        let is_several = found.is_some_and(|(_, parameter)| parameter.is_several);
        let segment = if is_several {
            stripped.len()
        } else {
            stripped.find('/').unwrap_or(stripped.len())
        };
        let next = after.split('{').next().unwrap_or_default();
        // A segment ends where the template goes on with something else.
        let end = stripped
            .find(next)
            .filter(|_| !next.is_empty())
            .map_or(segment, |end| end.min(segment));
        let (came, remainder) = stripped.split_at(end);
        if let Some((number, parameter)) = found
            && let Some(value) = draw.parameters.get(&number)
        {
            let (prefix, delimiters): (String, &[&str]) = match (parameter.style.as_str(), value) {
                ("label", Value::Object(_)) if parameter.explode => (".".to_owned(), &[".", "="]),
                ("label", Value::Object(_) | Value::Array(_)) => (
                    ".".to_owned(),
                    if parameter.explode {
                        &["."]
                    } else {
                        &[".", ","]
                    },
                ),
                ("label", _) => (".".to_owned(), &[]),
                ("matrix", Value::Object(_)) if parameter.explode => (";".to_owned(), &[";", "="]),
                ("matrix", Value::Array(_)) if parameter.explode => (format!(";{name}="), &[]),
                ("matrix", Value::Object(_) | Value::Array(_)) => (format!(";{name}="), &[","]),
                ("matrix", _) => (format!(";{name}="), &[]),
                (_, Value::Object(_)) if parameter.explode => (String::new(), &[",", "="]),
                (_, Value::Object(_) | Value::Array(_)) => (String::new(), &[","]),
                _ => (String::new(), &[]),
            };
            let separator = format!(";{name}=");
            let stripped = came.strip_prefix(prefix.as_str());
            let pieces = stripped.map(|came| match (parameter.style.as_str(), value) {
                ("matrix", Value::Array(_)) if parameter.explode => parts(came, &[&separator]),
                _ => parts(came, delimiters),
            });
            if !pieces.is_some_and(|pieces| are_same(&pieces, &texts(value))) {
                return Some(format!(
                    "`{name}` in path should be {:?} and is `{came}`",
                    texts(value)
                ));
            }
        }
        (rest, template) = (remainder, after);
    }
    (rest != template).then(|| format!("the path is `{path}`"))
}

fn body_fault(
    request: &Request,
    call: &Call,
    operation: &Operation,
    draw: &Draw,
    judges: &mut Judges,
) -> Option<String> {
    let Some((form, wanted)) = &draw.body else {
        return (!request.body.is_empty())
            .then(|| "there is a body that nobody asked for".to_owned());
    };
    let form = call.bodies.get(*form)?;
    let body = operation.body.as_ref()?;
    let came = request.header("content-type").join(", ");
    let documented = body
        .content
        .iter()
        .find(|(media_type, _)| is_same_type(media_type, &form.media_type))
        .filter(|(media_type, _)| is_same_type(media_type, &came));
    let Some((media_type, schema)) = documented else {
        return Some(format!(
            "the body is `{came}` and should be `{}`",
            form.media_type
        ));
    };
    let fault = match form.kind {
        FormatKind::Json => {
            let schema = schema.as_deref();
            json_fault(&request.body, wanted, |value| {
                judges.request.judge(schema?, value).reason()
            })
        }
        FormatKind::Lines => {
            let text = String::from_utf8_lossy(&request.body);
            let lines: Result<Vec<Value>, _> = text.lines().map(serde_json::from_str).collect();
            match lines {
                Ok(lines) => difference(wanted, &Value::Array(lines), ""),
                Err(error) => Some(error.to_string()),
            }
        }
        FormatKind::Text | FormatKind::Binary => {
            let text = String::from_utf8_lossy(&request.body).into_owned();
            (!are_same(&[text], &texts(wanted))).then(|| "it is another text".to_owned())
        }
        FormatKind::Form => form_fault(&request.body, media_type, wanted, body),
        FormatKind::Multipart => parts_fault(&request.body, &came, wanted),
    };
    fault.map(|fault| format!("the body: {fault}"))
}

fn json_fault(
    body: &[u8],
    wanted: &Value,
    judge: impl FnOnce(&Value) -> Option<String>,
) -> Option<String> {
    let body: Value = match serde_json::from_slice(body) {
        Ok(body) => body,
        Err(error) => return Some(format!("it is no JSON: {error}")),
    };
    let reason = judge(&body).map(|reason| format!("it is not as its schema says: {reason}"));
    reason.or_else(|| difference(wanted, &body, ""))
}

/// What is wrong with a form: its pairs are written as those of a query are, with `+` for a blank.
fn form_fault(came: &[u8], media_type: &str, wanted: &Value, body: &Body) -> Option<String> {
    let text = String::from_utf8_lossy(came).replace('+', "%20");
    let mut pairs: Vec<&str> = text.split('&').filter(|pair| !pair.is_empty()).collect();
    for (name, value) in wanted.as_object().into_iter().flatten() {
        let styled = body
            .styles
            .iter()
            .find(|(of, member, ..)| of == media_type && member == name);
        let (style, explode) =
            styled.map_or(("form", true), |(_, _, style, explode)| (style, *explode));
        let parameter = Parameter {
            name: name.clone(),
            place: "query".to_owned(),
            is_required: true,
            style: style.to_owned(),
            explode,
            is_several: false,
            media_type: value
                .is_object()
                .then(|| "application/json".to_owned())
                .filter(|_| styled.is_none()),
            schema: String::new(),
        };
        if let Some(fault) = take(&mut pairs, &parameter, value) {
            return Some(fault);
        }
    }
    (!pairs.is_empty()).then(|| format!("nobody asked for `{}`", pairs.join("&")))
}

/// What is wrong with a body in parts: one for each scalar, and for each item of a list.
fn parts_fault(body: &[u8], media_type: &str, wanted: &Value) -> Option<String> {
    let boundary = media_type.split("boundary=").nth(1)?.trim_matches('"');
    let text = String::from_utf8_lossy(body);
    let mut parts: Vec<(String, String)> = Vec::new();
    for part in text.split(&format!("--{boundary}")).skip(1) {
        let Some((head, body)) = part.split_once("\r\n\r\n") else {
            continue;
        };
        let name = head
            .split("name=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let body = body.strip_suffix("\r\n").unwrap_or(body);
        parts.push((decoded(name.unwrap_or_default()), body.to_owned()));
    }
    for (name, value) in wanted.as_object().into_iter().flatten() {
        let items: Vec<&Value> = match value {
            Value::Array(items) => items.iter().collect(),
            one => vec![one],
        };
        for item in items {
            let fits = |(came, text): &(String, String)| {
                let json = || serde_json::from_str::<Value>(text).ok();
                let is_json = |value: Value| difference(item, &value, "").is_none();
                came == name
                    && (are_same(std::slice::from_ref(text), &texts(item))
                        || json().is_some_and(is_json))
            };
            match parts.iter().position(fits) {
                Some(position) => drop(parts.remove(position)),
                None => return Some(format!("no part `{name}` is {item}")),
            }
        }
    }
    (!parts.is_empty()).then(|| format!("nobody asked for {parts:?}"))
}
