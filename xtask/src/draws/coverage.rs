//! What of a document was drawn, and why the rest was not: nothing is left out in silence.

use std::collections::{BTreeMap, BTreeSet};

use openapi_client_generator::Call;

use super::document::{Operation, Parameter, is_same_type};
use super::plan::Draw;
use super::responses::Answer;

/// A kind of things that a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// A form of the body of a request.
    Body,
    /// An answer, or a form of one.
    Answer,
    /// A header of an answer.
    Header,
}

impl Kind {
    /// Several of them, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Operation => "operations",
            Self::Parameter => "parameters",
            Self::Body => "bodies",
            Self::Answer => "answers",
            Self::Header => "headers of answers",
        }
    }
}

/// Something that a document has, in words.
pub type Thing = (Kind, String);

/// What was drawn, and why some of the rest was not.
#[derive(Debug, Default)]
pub struct Coverage {
    drawn: BTreeSet<Thing>,
    reasons: BTreeMap<Thing, String>,
}

impl Coverage {
    /// Something is not drawn for a reason, which counts if it is never drawn at all.
    pub fn skipped(&mut self, thing: Thing, reason: &str) {
        self.reasons.entry(thing).or_insert(reason.to_owned());
    }

    /// All that is in a draw.
    pub fn drew(&mut self, operation: &Operation, call: &Call, draw: &Draw) {
        self.drawn.insert((Kind::Operation, operation.name.clone()));
        for number in draw.parameters.keys() {
            let parameter = operation.parameters.get(*number);
            let thing = parameter.map(|parameter| parameter_thing(operation, parameter));
            self.drawn.extend(thing);
        }
        let form = draw.body.as_ref();
        let form = form.and_then(|(form, _)| call.bodies.get(*form));
        if let Some((form, body)) = form.zip(operation.body.as_ref()) {
            let mut content = body.content.iter();
            let is_it = |(media_type, _): &&(String, Option<String>)| {
                is_same_type(media_type, &form.media_type)
            };
            let media = content.find(is_it);
            let thing = media.map(|(media_type, _)| media_thing(operation, media_type));
            self.drawn.extend(thing);
        }
        self.drawn.extend(draw.reply.things.iter().cloned());
    }

    /// Whether something was drawn.
    pub fn has(&self, thing: &Thing) -> bool {
        self.drawn.contains(thing)
    }

    /// Whether something was drawn, or there is a reason that it was not.
    pub fn is_known(&self, thing: &Thing) -> bool {
        self.has(thing) || self.reasons.contains_key(thing)
    }

    /// What was never drawn of some operations, by kind and reason. Of an operation that was not, its parts go without
    /// saying.
    pub fn rest(&self, operations: &[Operation]) -> BTreeMap<(Kind, String), Vec<String>> {
        let mut rest: BTreeMap<(Kind, String), Vec<String>> = BTreeMap::new();
        for operation in operations {
            let whole = (Kind::Operation, operation.name.clone());
            let things = if self.has(&whole) {
                documented(operation)
            } else {
                vec![whole]
            };
            for thing in things.into_iter().filter(|thing| !self.has(thing)) {
                let reason = self.reasons.get(&thing);
                let reason = reason.map_or("they did not come up", String::as_str);
                let named = rest.entry((thing.0, reason.to_owned())).or_default();
                named.push(thing.1);
            }
        }
        rest
    }
}

/// All that a document says of an operation.
fn documented(operation: &Operation) -> Vec<Thing> {
    let mut things: Vec<Thing> = Vec::new();
    let parameters = operation.parameters.iter();
    things.extend(parameters.map(|parameter| parameter_thing(operation, parameter)));
    let content = operation.body.iter().flat_map(|body| &body.content);
    things.extend(content.map(|(media_type, _)| media_thing(operation, media_type)));
    let answers = &operation.answers;
    for answer in answers.successes.iter().chain(&answers.failures) {
        let media = answer.content.iter().map(|media| media.media_type.as_str());
        let none = answer.content.is_empty().then_some("");
        things.extend(
            media
                .chain(none)
                .map(|it| answer_thing(operation, &answer.key, it)),
        );
        let headers = answer.headers.iter();
        things.extend(headers.map(|header| header_thing(operation, answer, &header.name)));
    }
    let redirects = answers.redirects.iter().map(u16::to_string);
    let others = answers.others.iter().cloned();
    things.extend(
        redirects
            .chain(others)
            .map(|key| answer_thing(operation, &key, "")),
    );
    things
}

/// A parameter of an operation.
pub fn parameter_thing(operation: &Operation, parameter: &Parameter) -> Thing {
    let (place, name) = (&parameter.place, &parameter.name);
    (
        Kind::Parameter,
        format!("{}: {place} `{name}`", operation.name),
    )
}

/// A form of the body of an operation.
pub fn media_thing(operation: &Operation, media_type: &str) -> Thing {
    (Kind::Body, format!("{}: {media_type}", operation.name))
}

/// An answer to an operation; without a body, its media type is empty.
pub fn answer_thing(operation: &Operation, status: &str, media_type: &str) -> Thing {
    let text = format!("{}: {status} {media_type}", operation.name);
    (Kind::Answer, text.trim_end().to_owned())
}

/// A header of an answer to an operation.
pub fn header_thing(operation: &Operation, answer: &Answer, name: &str) -> Thing {
    let status = &answer.key;
    (
        Kind::Header,
        format!("{}: {status} `{name}`", operation.name),
    )
}
