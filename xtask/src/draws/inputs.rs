//! Draws what a request sends: parameters and the body.

use std::collections::BTreeMap;

use openapi_client_generator::Input;
use openapi_client_generator::ir::FormatKind;
use serde_json::{Value, json};

use super::coverage::{media_thing, parameter_thing};
use super::document::{Body, Parameter, is_same_type};
use super::plan::{Drawing, Reason};
use super::responses::item;
use super::text::Use;
use super::value::Room;
use super::wire::texts;
use crate::schema::Direction;

impl Drawing<'_> {
    /// The values of the parameters that are required, and of some others.
    pub(super) fn parameters(&mut self) -> Result<BTreeMap<usize, Value>, Reason> {
        let mut parameters = BTreeMap::new();
        let (call, operation) = (self.call, self.operation);
        for (number, parameter) in operation.parameters.iter().enumerate() {
            let set = call.setters.iter().map(|(_, argument)| argument);
            let mut arguments = call.arguments.iter().chain(set);
            let is_taken = arguments.any(|argument| match &argument.input {
                Input::Parameter(place, name) => {
                    place.as_str() == parameter.place && *name == parameter.name
                }
                Input::Body => false,
            });
            let thing = parameter_thing(operation, parameter);
            if !is_taken {
                let reason = "no parameters that the client has";
                self.coverage.skipped(thing, reason);
                continue;
            }
            if !parameter.is_required && self.random.chance(50) {
                continue;
            }
            match self.parameter_value(parameter, Direction::Request) {
                Ok(value) => drop(parameters.insert(number, value)),
                Err(reason) if parameter.is_required => {
                    return Err(format!(
                        "no value for the parameter `{}`: {reason}",
                        parameter.name
                    ));
                }
                Err(reason) => self.coverage.skipped(thing, &reason),
            }
        }
        Ok(parameters)
    }

    /// A body in one of the forms that the call knows.
    pub(super) fn body(&mut self, wanted: &Body) -> Result<Option<(usize, Value)>, Reason> {
        let index = self.random.below(self.call.bodies.len());
        let form = self.call.bodies.get(index);
        let form = form.ok_or("the call takes no body")?;
        let (media_type, schema) = wanted
            .content
            .iter()
            .find(|(media_type, _)| is_same_type(media_type, &form.media_type))
            .ok_or_else(|| format!("the document has no `{}`", form.media_type))?;
        let room = match form.kind {
            FormatKind::Json | FormatKind::Lines => Room::JSON,
            FormatKind::Form | FormatKind::Multipart => Room::FORM,
            FormatKind::Text | FormatKind::Binary => Room::TEXT,
        };
        let drawn = match schema {
            Some(_) if form.kind == FormatKind::Binary => Ok(json!("some bytes")),
            Some(schema) if form.kind == FormatKind::Lines => self.sequence(schema),
            Some(schema) => self.value(schema, Direction::Request, (Use::Anywhere, room)),
            None if form.kind == FormatKind::Lines => Ok(json!([{ "any": 1 }, null])),
            None if form.kind == FormatKind::Json => Ok(json!({ "any": 1 })),
            None => Ok(json!("any")),
        };
        let is_sendable = |value: &Value| match form.kind {
            FormatKind::Json => wanted.is_required || !value.is_null(),
            FormatKind::Form | FormatKind::Multipart => is_form(value),
            FormatKind::Lines | FormatKind::Text | FormatKind::Binary => !value.is_null(),
        };
        let reason = match drawn {
            Ok(value) if is_sendable(&value) => return Ok(Some((index, value))),
            Ok(_) => "none is drawn that can be sent".to_owned(),
            Err(reason) => reason,
        };
        if wanted.is_required {
            return Err(format!("no value for the body: {reason}"));
        }
        let thing = media_thing(self.operation, media_type);
        self.coverage.skipped(thing, &reason);
        Ok(None)
    }

    /// A list of what the schema of a sequence says, of its items where it is a list.
    fn sequence(&mut self, schema: &str) -> Result<Value, Reason> {
        let item = match item(self.judges.request.tree(), schema) {
            _ if schema.ends_with("/itemSchema") => schema.to_owned(),
            Some((item, _)) => item,
            None => return Ok(json!([{ "any": 1 }])),
        };
        let usage = (Use::Anywhere, Room::JSON);
        let number = self.random.below(4);
        (0..number)
            .map(|_| self.value(&item, Direction::Request, usage))
            .collect()
    }

    /// A value of a parameter, or of the header of an answer, that can be written down as one.
    pub(super) fn parameter_value(
        &mut self,
        parameter: &Parameter,
        direction: Direction,
    ) -> Result<Value, Reason> {
        let is_json = parameter.media_type.is_some();
        let is_plain = matches!(parameter.place.as_str(), "header" | "cookie")
            || (parameter.style != "form" && parameter.style != "simple");
        let usage = if is_plain { Use::Plain } else { Use::Anywhere };
        let room = if is_json { Room::JSON } else { Room::FLAT };
        for _ in 0..8 {
            let drawn = self.value(&parameter.schema, direction, (usage, room))?;
            if is_json && !drawn.is_null() || !is_json && is_sendable(parameter, &drawn) {
                return Ok(drawn);
            }
        }
        Err("nothing that is drawn can be written down as one".to_owned())
    }
}

/// Whether a value can be sent as a form: nothing stands for `null`, or for an empty list.
fn is_form(value: &Value) -> bool {
    let is_there = |value: &Value| {
        let is_full = |items: &Vec<Value>| !items.is_empty() && !items.contains(&Value::Null);
        !value.is_null() && value.as_array().is_none_or(is_full)
    };
    let members = value.as_object();
    members.is_some_and(|members| !members.is_empty() && members.values().all(is_there))
}

/// Whether there is a way to write a value down as a parameter: nothing stands for `null`, or for an empty list, and a
/// segment of a path has to be one.
fn is_sendable(parameter: &Parameter, value: &Value) -> bool {
    let is_scalar = |value: &Value| !value.is_null() && !value.is_array() && !value.is_object();
    let is_blank = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| text.trim() != text || text.is_empty())
    };
    let fits = match value {
        Value::Array(items) => {
            !items.is_empty() && items.iter().all(|item| is_scalar(item) && !is_blank(item))
        }
        Value::Object(members) => {
            !members.is_empty()
                && members
                    .iter()
                    .all(|(key, value)| !key.is_empty() && is_scalar(value) && !is_blank(value))
        }
        other => is_scalar(other) && !(is_blank(other) && parameter.place != "query"),
    };
    let is_segment = |segment: &str| !matches!(segment, "" | "." | "..");
    let mut segments = texts(value).into_iter();
    let is_path = segments.all(|text| {
        let mut parts = text.split('/');
        is_segment(&text) && (!parameter.is_several || parts.all(is_segment))
    });
    // Nothing tells what parts values from the same in a value.
    let delimiter = match parameter.style.as_str() {
        "label" if parameter.explode => Some('.'),
        "spaceDelimited" if !parameter.explode => Some(' '),
        "pipeDelimited" if !parameter.explode => Some('|'),
        _ => None,
    };
    let is_list = value.is_array() || value.is_object();
    let is_torn = delimiter.is_some_and(|delimiter| {
        is_list && texts(value).iter().any(|text| text.contains(delimiter))
    });
    fits && !is_torn && (parameter.place != "path" || is_path)
}
