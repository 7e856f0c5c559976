//! Holds the body of a request that came to the one that was drawn, in the form that the caller chose.

use openapi_client_generator::Call;
use openapi_client_generator::ir::FormatKind;
use serde_json::Value;

use super::document::{Body, Operation, Parameter, is_same_type};
use super::plan::{Draw, Judges};
use super::wire::{Request, are_same, decoded, take, texts};
use crate::corpus::examples::program::difference;

/// What is wrong with the body of a request.
pub fn body_fault(
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
    let wanted = &switched(wanted, call, draw);
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

/// A body with the member that asks for the form of the answer.
fn switched(wanted: &Value, call: &Call, draw: &Draw) -> Value {
    let mut wanted = wanted.clone();
    let switch = call
        .forms
        .get(draw.form)
        .and_then(|form| form.switch.as_ref());
    if let (Some(switch), Some(members)) = (switch, wanted.as_object_mut()) {
        members.entry(switch).or_insert(Value::Bool(true));
    }
    wanted
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
