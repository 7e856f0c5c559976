//! Draws the requests and the answers to them.

use std::collections::BTreeMap;

use openapi_client_generator::ir::FormatKind;
use openapi_client_generator::{Call, Input, openapi};
use serde_json::{Value, json};

use super::document::{Answer, Body, Operation, Parameter, complete, is_json, is_same_type};
use super::random::Random;
use super::text::Use;
use super::value::{Drawer, Room};
use super::wire::texts;
use crate::schema::Direction;
use crate::schema::judge::{Judge, Judgement};

/// How often a value is drawn before it is given up.
const TRIES: usize = 100;

/// A request to make, and the answer to it.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The operation, by its place in the list of calls.
    pub call: usize,
    /// The values of the parameters, by their place in the operation.
    pub parameters: BTreeMap<usize, Value>,
    /// The body, and which form of it.
    pub body: Option<(usize, Value)>,
    pub status: u16,
    /// The media type of the answer and its body.
    pub answer: Option<(String, Value)>,
}

/// The two judges of a document.
pub struct Judges {
    pub request: Judge,
    pub answer: Judge,
}

impl Judges {
    fn of(&mut self, direction: Direction) -> &mut Judge {
        match direction {
            Direction::Request => &mut self.request,
            Direction::Answer => &mut self.answer,
        }
    }
}

/// Why there is no draw of an operation.
pub type Reason = String;

/// Draws a request of an operation; the same seed gives the same request.
pub fn draw(
    seed: u64,
    index: usize,
    call: &Call,
    operation: &Operation,
    judges: &mut Judges,
) -> Result<Draw, Reason> {
    let mut random = Random::new(seed);
    let parameters = parameters(&mut random, call, operation, judges)?;
    let body = match &operation.body {
        Some(wanted) if wanted.is_required || random.chance(70) => {
            body(&mut random, call, wanted, judges)?
        }
        _ => None,
    };
    let failure = if random.chance(20) {
        failure(&mut random, call, &operation.failures, judges)
    } else {
        None
    };
    let (status, answer) = match failure {
        Some((status, body)) => (status, Some(("application/json".to_owned(), body))),
        None => answer(&mut random, call, &operation.answers, judges)?,
    };
    Ok(Draw {
        call: index,
        parameters,
        body,
        status,
        answer,
    })
}

/// The values of the parameters that are required, and of some others.
fn parameters(
    random: &mut Random,
    call: &Call,
    operation: &Operation,
    judges: &mut Judges,
) -> Result<BTreeMap<usize, Value>, Reason> {
    let mut parameters = BTreeMap::new();
    for (number, parameter) in operation.parameters.iter().enumerate() {
        let set = call.setters.iter().map(|(_, argument)| argument);
        let is_taken = call
            .arguments
            .iter()
            .chain(set)
            .any(|argument| match &argument.input {
                Input::Parameter(place, name) => {
                    place.as_str() == parameter.place && *name == parameter.name
                }
                Input::Body => false,
            });
        if !is_taken || (!parameter.is_required && random.chance(50)) {
            continue;
        }
        match parameter_value(random, parameter, judges) {
            Ok(value) => drop(parameters.insert(number, value)),
            Err(reason) if parameter.is_required => {
                return Err(format!(
                    "no value for the parameter `{}`: {reason}",
                    parameter.name
                ));
            }
            Err(_) => {}
        }
    }
    Ok(parameters)
}

/// A body in one of the forms that the call knows.
fn body(
    random: &mut Random,
    call: &Call,
    wanted: &Body,
    judges: &mut Judges,
) -> Result<Option<(usize, Value)>, Reason> {
    let index = random.below(call.bodies.len());
    let form = call.bodies.get(index).ok_or("the call takes no body")?;
    let schema = wanted
        .content
        .iter()
        .find(|(media_type, _)| is_same_type(media_type, &form.media_type))
        .ok_or_else(|| format!("the document has no `{}`", form.media_type))?;
    let room = match form.kind {
        FormatKind::Json | FormatKind::Lines => Room::JSON,
        FormatKind::Form | FormatKind::Multipart => Room::FORM,
        FormatKind::Text | FormatKind::Binary => Room {
            lists: 0,
            objects: 0,
        },
    };
    let drawn = match &schema.1 {
        Some(_) if form.kind == FormatKind::Binary => Ok(json!("some bytes")),
        Some(schema) => value(
            random,
            schema,
            Direction::Request,
            (Use::Anywhere, room),
            judges,
        ),
        None if form.kind == FormatKind::Json => Ok(json!({ "any": 1 })),
        None => Ok(json!("any")),
    };
    let is_sendable = |value: &Value| match form.kind {
        FormatKind::Json => wanted.is_required || !value.is_null(),
        FormatKind::Form | FormatKind::Multipart => {
            let members = value.as_object();
            let is_there = |value: &Value| {
                !value.is_null()
                    && value
                        .as_array()
                        .is_none_or(|items| !items.is_empty() && !items.contains(&Value::Null))
            };
            members.is_some_and(|members| !members.is_empty() && members.values().all(is_there))
        }
        FormatKind::Lines | FormatKind::Text | FormatKind::Binary => !value.is_null(),
    };
    match drawn {
        Ok(value) if is_sendable(&value) => Ok(Some((index, value))),
        Err(reason) if wanted.is_required => Err(format!("no value for the body: {reason}")),
        Ok(_) if wanted.is_required => {
            Err("no value for the body: none is drawn that can be sent".to_owned())
        }
        _ => Ok(None),
    }
}

fn parameter_value(
    random: &mut Random,
    parameter: &Parameter,
    judges: &mut Judges,
) -> Result<Value, Reason> {
    let is_json = parameter.media_type.is_some();
    let is_plain = matches!(parameter.place.as_str(), "header" | "cookie")
        || (parameter.style != "form" && parameter.style != "simple");
    let usage = if is_plain { Use::Plain } else { Use::Anywhere };
    for _ in 0..8 {
        let drawn = value(
            random,
            &parameter.schema,
            Direction::Request,
            (usage, if is_json { Room::JSON } else { Room::FLAT }),
            judges,
        )?;
        if is_json || is_sendable(parameter, &drawn) {
            return Ok(drawn);
        }
    }
    Err("nothing that is drawn can be written down as one".to_owned())
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
    fits && (parameter.place != "path" || is_path)
}

fn answer(
    random: &mut Random,
    call: &Call,
    answers: &[Answer],
    judges: &mut Judges,
) -> Result<(u16, Option<(String, Value)>), Reason> {
    let Some(chosen) = random.clone().pick(answers).cloned() else {
        return Ok((204, None));
    };
    random.next();
    if chosen.content.is_empty() || matches!(chosen.status, 204 | 205) {
        return Ok((chosen.status, None));
    }
    let is_asked_for = |media_type: &str| match call.accept.as_slice() {
        [] => is_json(media_type),
        types => types.iter().any(|asked| is_same_type(asked, media_type)),
    };
    let mut content = chosen.content.iter();
    let Some((media_type, schema)) = content.find(|(media_type, _)| is_asked_for(media_type))
    else {
        return Err("the call asks for none of the answer's media types".to_owned());
    };
    let room = if is_json(media_type) {
        Room::JSON
    } else {
        Room {
            lists: 0,
            objects: 0,
        }
    };
    let value = match schema {
        Some(schema) if is_json(media_type) || media_type.starts_with("text/plain") => value(
            random,
            schema,
            Direction::Answer,
            (Use::Anywhere, room),
            judges,
        )
        .map_err(|reason| format!("no value for the answer: {reason}"))?,
        _ if is_json(media_type) => Value::Null,
        // Of bytes and of what comes in parts nothing is known here.
        _ => Value::from(""),
    };
    let media_type = if media_type == "*/*" {
        "application/json"
    } else {
        media_type
    };
    Ok((chosen.status, Some((media_type.to_owned(), value))))
}

/// A failure with a body that the call reads, if there is one and it can be drawn.
fn failure(
    random: &mut Random,
    call: &Call,
    failures: &[Answer],
    judges: &mut Judges,
) -> Option<(u16, Value)> {
    call.failure.as_ref()?;
    let is_read = |failure: &&Answer| {
        let mut content = failure.content.iter();
        content.any(|(media_type, schema)| is_json(media_type) && schema.is_some())
    };
    let failures: Vec<&Answer> = failures.iter().filter(is_read).collect();
    let failure = random.pick(&failures)?;
    let mut content = failure.content.iter();
    let (_, schema) = content.find(|(media_type, _)| is_json(media_type))?;
    let schema = schema.as_ref()?;
    let usage = (Use::Anywhere, Room::JSON);
    let drawn = value(random, schema, Direction::Answer, usage, judges).ok()?;
    Some((failure.status, drawn))
}

/// A value that is as its schema says, by a judge; otherwise why the last one drawn is not.
fn value(
    random: &mut Random,
    schema: &str,
    direction: Direction,
    (usage, room): (Use, Room),
    judges: &mut Judges,
) -> Result<Value, Reason> {
    let mut reason = "its schema allows none that can be drawn".to_owned();
    for _ in 0..TRIES {
        let judge = judges.of(direction);
        let pointer = judge.target(schema);
        let tree = judge.tree();
        let mut drawer = Drawer {
            tree,
            random: Random::new(random.next()),
            direction,
            usage,
            room,
        };
        let schema_there = tree.pointer(&pointer).unwrap_or(&Value::Bool(false));
        let Some(drawn) = drawer.draw(schema_there, 0) else {
            continue;
        };
        match judge.judge(schema, &drawn) {
            Judgement::Valid => return Ok(drawn),
            Judgement::Invalid(why) | Judgement::Unknown(why) => reason = why,
        }
    }
    Err(reason)
}

/// The document as a plain tree.
pub fn tree(document: &openapi_client_generator::Source) -> Value {
    let mut tree = openapi::parse(document, &mut Vec::new()).unwrap_or_default();
    openapi::settle_recursion(&mut tree, &document.text);
    complete(&mut tree);
    tree
}
