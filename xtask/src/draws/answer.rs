//! Draws what a request is answered with: the status, the headers, the body, and how it comes.

use std::collections::BTreeMap;

use openapi_client_generator::{AnswerForm, CallAnswer};
use serde_json::Value;

use super::coverage::{Thing, answer_thing};
use super::document::{essence, is_json};
use super::plan::{Drawing, Reason};
use super::responses::{Answer, Offer};

/// An answer as it is sent, and what a client is to make of it.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    /// The status that sends the caller first to where the answer is.
    pub redirect: Option<u16>,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub framing: Framing,
    /// What the places are made of where the body is cut.
    pub cuts: u64,
    /// What the body is.
    pub kind: CallAnswer,
    /// What comes of the body, unless that is its bytes, or nothing.
    pub value: Option<Value>,
    /// What comes of the headers, by their names in small letters.
    pub typed: BTreeMap<String, Value>,
    /// What of the document all this is.
    pub things: Vec<Thing>,
}

/// How the end of a body is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// By its length.
    Length,
    /// By an empty chunk.
    Chunks,
    /// By the end of the connection.
    Close,
}

/// A body, with its media type, and what comes of it.
pub struct Content {
    pub media_type: String,
    pub bytes: Vec<u8>,
    pub value: Option<Value>,
}

impl Reply {
    /// An answer of this status without a body.
    pub fn bare(status: u16) -> Self {
        Self {
            status,
            redirect: None,
            headers: Vec::new(),
            body: Vec::new(),
            framing: Framing::Length,
            cuts: 0,
            kind: CallAnswer::Nothing,
            value: None,
            typed: BTreeMap::new(),
            things: Vec::new(),
        }
    }

    /// Whether the call fails.
    pub fn fails(&self) -> bool {
        self.status == 304 || self.status >= 400
    }

    /// Whether it is a failure whose body the client has a type for.
    pub fn is_read(&self) -> bool {
        self.fails() && self.kind != CallAnswer::Nothing
    }
}

impl Drawing<'_> {
    /// An answer, and the form that it is asked for in.
    pub(super) fn reply(&mut self) -> Result<(usize, Reply), Reason> {
        let (call, answers) = (self.call, &self.operation.answers);
        for key in &answers.others {
            let thing = answer_thing(self.operation, key, "");
            self.coverage
                .skipped(thing, "no call ends with their status");
        }
        let number = self.random.below(call.forms.len());
        let form = call.forms.get(number).ok_or("the call gives nothing")?;
        let has_new = answers.failures.iter().any(|failure| self.is_new(failure));
        let fails = self.random.chance(if has_new { 50 } else { 20 });
        let failure = if fails { self.failure() } else { None };
        let mut reply = match failure {
            Some(failure) => failure,
            None => self.success(form)?,
        };
        if self.random.chance(30) || (!reply.fails() && answers.successes.is_empty()) {
            reply.redirect = self.random.pick(&answers.redirects).copied();
        }
        let redirected = reply.redirect.map(|status| status.to_string());
        let thing = redirected.map(|status| answer_thing(self.operation, &status, ""));
        reply.things.extend(thing);
        reply.framing = match self.random.below(3) {
            _ if self.is_bare(reply.status) => Framing::Length,
            0 => Framing::Chunks,
            1 => Framing::Close,
            _ => Framing::Length,
        };
        reply.cuts = self.random.next();
        Ok((number, reply))
    }

    /// Whether an answer has a form that was not drawn yet.
    fn is_new(&self, answer: &Answer) -> bool {
        let media = answer.content.iter().map(|media| media.media_type.as_str());
        let none = answer.content.is_empty().then_some("");
        let mut things = media
            .chain(none)
            .map(|it| answer_thing(self.operation, &answer.key, it));
        things.any(|thing| !self.coverage.is_known(&thing))
    }

    /// Whether an answer of this status has no body.
    fn is_bare(&self, status: u16) -> bool {
        self.operation.method == "HEAD" || matches!(status, 204 | 205 | 304)
    }

    /// A success in a form that is asked for.
    fn success(&mut self, form: &AnswerForm) -> Result<Reply, Reason> {
        let operation = self.operation;
        let successes = &operation.answers.successes;
        let asks_for = |form: &AnswerForm, media: &Offer| match form.accept.as_slice() {
            [] => is_json(&media.media_type),
            types => types.contains(&essence(&media.media_type)),
        };
        let mut choices: Vec<(&Answer, Option<&Offer>)> = Vec::new();
        for answer in successes {
            let is_bare = answer.content.is_empty() || self.is_bare(answer.status);
            if is_bare && form.method.is_none() {
                choices.push((answer, None));
            }
            for media in answer.content.iter().filter(|_| !is_bare) {
                let thing = || answer_thing(operation, &answer.key, &media.media_type);
                if asks_for(form, media) {
                    choices.push((answer, Some(media)));
                } else if !self.call.forms.iter().any(|form| asks_for(form, media)) {
                    let reason = "the client asks for none of their media types";
                    self.coverage.skipped(thing(), reason);
                }
            }
        }
        let Some((answer, media)) = self.random.pick(&choices).copied() else {
            return if successes.is_empty() {
                self.unknown(&form.answer)
            } else {
                Err("the call asks for none of the answer's media types".to_owned())
            };
        };
        let mut reply = Reply::bare(answer.status);
        let unsent = answer.content.first().filter(|_| media.is_none());
        let media_type = media.or(unsent).map_or("", |media| &media.media_type);
        reply.things = vec![answer_thing(operation, &answer.key, media_type)];
        self.headers(answer, &mut reply);
        reply.kind = of_status(&form.answer, answer.status).clone();
        match media {
            Some(media) => {
                let content = self.content(&reply.kind, media);
                let content = content.map_err(|why| format!("no value for the answer: {why}"))?;
                reply.fill(content);
            }
            None if matches!(reply.kind, CallAnswer::Value | CallAnswer::Text) => {
                reply.value = Some(Value::Null);
            }
            None => reply.kind = CallAnswer::Nothing,
        }
        Ok(reply)
    }

    /// A success of which the document says nothing.
    fn unknown(&mut self, kind: &CallAnswer) -> Result<Reply, Reason> {
        let mut reply = Reply::bare(200);
        if matches!(kind, CallAnswer::Raw | CallAnswer::Download) {
            reply.kind = kind.clone();
            let media = Offer {
                media_type: "application/octet-stream".to_owned(),
                ..Offer::default()
            };
            let content = self.content(kind, &media)?;
            reply.fill(content);
        }
        Ok(reply)
    }

    /// A failure, if there is one that can be drawn.
    fn failure(&mut self) -> Option<Reply> {
        let (operation, call) = (self.operation, self.call);
        let failures = &operation.answers.failures;
        let new: Vec<&Answer> = failures.iter().filter(|it| self.is_new(it)).collect();
        let failure = match self.random.pick(&new) {
            Some(new) => new,
            None => self.random.pick(failures)?,
        };
        let mut reply = Reply::bare(failure.status);
        let media = self.random.pick(&failure.content);
        let media_type = media.map_or("", |media| &media.media_type);
        reply.things = vec![answer_thing(operation, &failure.key, media_type)];
        self.headers(failure, &mut reply);
        let Some(media) = media.filter(|_| !self.is_bare(failure.status)) else {
            return Some(reply);
        };
        // Of several media types, the client has a type for one.
        let mut content = failure.content.iter();
        let first = content.find(|media| is_json(&media.media_type));
        let read = first.or(failure.content.first());
        let is_read = read.is_some_and(|read| read.media_type == media.media_type);
        let kind = call.failure.as_ref().filter(|_| is_read);
        let kind = kind.map(|(_, kind)| of_status(kind, failure.status));
        let is_typed = media.schema.is_some();
        let text = CallAnswer::Text;
        reply.kind = match kind {
            Some(CallAnswer::Value) if is_typed && is_json(&media.media_type) => CallAnswer::Value,
            Some(CallAnswer::Text) => text.clone(),
            _ => CallAnswer::Nothing,
        };
        let written = match &reply.kind {
            CallAnswer::Nothing if is_json(&media.media_type) => &CallAnswer::Value,
            CallAnswer::Nothing if media.media_type.starts_with("text/") => &text,
            CallAnswer::Nothing => &CallAnswer::Nothing,
            kind => kind,
        };
        match self.content(written, media) {
            Ok(content) => {
                reply.fill(content);
                Some(reply)
            }
            Err(reason) => {
                let thing = answer_thing(operation, &failure.key, media_type);
                self.coverage.skipped(thing, &reason);
                None
            }
        }
    }
}

impl Reply {
    fn fill(&mut self, content: Content) {
        let header = ("content-type".to_owned(), content.media_type);
        self.headers.push(header);
        self.body = content.bytes;
        self.value = content.value;
    }
}

/// What a call gives for a status: that of the status itself, of its range, or of all others.
pub fn of_status(answer: &CallAnswer, status: u16) -> &CallAnswer {
    let CallAnswer::ByStatus(_, variants) = answer else {
        return answer;
    };
    let range = format!("{}XX", status / 100);
    let keys = [status.to_string(), range, "default".to_owned()];
    let found = keys.iter().find_map(|key| {
        variants
            .iter()
            .find(|(status, ..)| status.eq_ignore_ascii_case(key))
    });
    found.map_or(&CallAnswer::Nothing, |(.., inner)| inner)
}
