//! A request as it would be sent, without what is secret in it.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::exit::Failure;
use super::grid::visible;
use super::output;
use crate::runtime::{Blocking, Encode, Entries, Request, Shape};

/// What stands in place of a secret.
const REDACTED: &str = "[REDACTED]";

/// A value with what may be shown of it.
pub(super) fn shown(value: &dyn Encode) -> Value {
    match value.shape() {
        Shape::Bool(value) => value.into(),
        Shape::Integer(number) => number.into(),
        Shape::Unsigned(number) => number.into(),
        Shape::Number(number) => number.into(),
        Shape::Text(text) => text.into_owned().into(),
        Shape::Sensitive(_) => REDACTED.into(),
        Shape::List(list) => {
            let mut items = Vec::with_capacity(list.len());
            let _ = list.each(&mut |item| {
                items.push(shown(item));
                ControlFlow::Continue(())
            });
            Value::Array(items)
        }
        Shape::Object(object) => {
            let mut members = Map::new();
            let _ = object.entries(&mut Entries::new(&mut |name, value| {
                members.insert(name.to_owned(), shown(value));
                ControlFlow::Continue(())
            }));
            Value::Object(members)
        }
        Shape::Opaque(_) => "[FILE]".into(),
        Shape::Null => Value::Null,
    }
}

/// Prints a request.
pub(super) fn show(request: &Request<(), Blocking>, body: Option<&Value>) -> Result<(), Failure> {
    let preview = request.preview()?;
    let address = preview.uri().to_string();
    let mut text = format!("{} {}\n", preview.method(), request.clean(&address));
    for (name, value) in preview.headers() {
        let shown = match value.to_str() {
            Ok(shown) if !value.is_sensitive() => request.clean(shown),
            _ => REDACTED.to_owned(),
        };
        text.extend([name.as_str(), ": ", &shown, "\n"]);
    }
    if let Some(body) = body {
        text.push('\n');
        match body {
            Value::String(body) => text.extend([&visible(body), "\n"]),
            other => text.push_str(&output::pretty(other)),
        }
    }
    output::print(&text)
}
