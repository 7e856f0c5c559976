//! What a call is answered with: by the state of a mock, or by what a test scripted.

use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::Value;

use super::Call;
use super::description::{Api, Operation};
use super::sample;

/// An answer, or the lack of one.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    content: Content,
    delay: Duration,
    end: End,
    on: Option<String>,
    /// How often it is used; 0 for always.
    times: u32,
}

#[derive(Clone, Debug)]
enum Content {
    /// The answer of this index, with a sample.
    Sample(usize),
    /// What the document says of the status.
    Documented,
    Json(Value),
    Text(String),
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Whole,
    /// The connection breaks after so many bytes of the body.
    Cut(usize),
    /// The connection breaks before there is an answer.
    Disconnect,
    /// There is never an answer.
    Stall,
}

/// An answer that is ready to be sent.
pub(super) struct Ready {
    pub response: Response<Bytes>,
    pub delay: Duration,
    pub end: End,
}

impl Reply {
    fn new(status: u16, content: Content) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content,
            delay: Duration::ZERO,
            end: End::Whole,
            on: None,
            times: 1,
        }
    }

    /// The answer that the document gives a status, with a sample in it; nothing where it says nothing of it.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::new(status, Content::Documented)
    }

    /// A status with JSON.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Value>) -> Self {
        Self::new(status, Content::Json(body.into()))
    }

    /// A status with a text, as the media type that [`header`](Self::header) sets; `text/plain` unless it does.
    #[must_use]
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, Content::Text(body.into()))
    }

    /// No answer: the connection breaks.
    #[must_use]
    pub fn disconnect() -> Self {
        Self {
            end: End::Disconnect,
            ..Self::status(200)
        }
    }

    /// No answer, however long the client waits.
    #[must_use]
    pub fn stall() -> Self {
        Self {
            end: End::Stall,
            ..Self::status(200)
        }
    }

    /// The usual answer to a call.
    pub(super) fn sample(call: &Call) -> Self {
        Self::new(200, Content::Sample(call.answer))
    }

    /// A header of the answer, in place of the usual one of that name.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The connection breaks after so many bytes of the body.
    #[must_use]
    pub fn cut(mut self, bytes: usize) -> Self {
        self.end = End::Cut(bytes);
        self
    }

    /// A pause before the answer. A mock in memory makes none.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// For one call alone: as errors name it (`stores.secrets.list`), by its `operationId`, or as `METHOD /path`.
    #[must_use]
    pub fn on(mut self, call: impl Into<String>) -> Self {
        self.on = Some(call.into());
        self
    }

    /// For so many calls instead of one.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times.max(1);
        self
    }

    /// For all calls from then on.
    #[must_use]
    pub fn always(mut self) -> Self {
        self.times = 0;
        self
    }

    /// Whether it can be used.
    pub(super) fn check(&self, api: &Api) -> Result<(), ScriptError> {
        if let Some(call) = self.on.as_ref().filter(|call| !api.has_call(call)) {
            return Err(ScriptError(format!(
                "the API has no call `{call}`: name it as errors do, by its operationId, or as METHOD /path"
            )));
        }
        if !(200..=599).contains(&self.status) {
            return Err(ScriptError(format!(
                "{} is no status of an answer",
                self.status
            )));
        }
        let bad = self.headers.iter().find(|pair| header(pair).is_none());
        match bad {
            Some((name, _)) => Err(ScriptError(format!("the header `{name}` cannot be sent"))),
            None => Ok(()),
        }
    }

    /// Whether it is meant for an operation.
    pub(super) fn fits(&self, operation: &Operation) -> bool {
        self.on
            .as_ref()
            .is_none_or(|call| operation.is_called(call))
    }

    /// Counts a use, and tells whether it was the last.
    pub(super) fn is_used_up(&mut self) -> bool {
        if self.times == 0 {
            return false;
        }
        self.times -= 1;
        self.times == 0
    }

    /// The answer itself.
    pub(super) fn ready(self, api: &Api, operation: Option<&Operation>) -> Ready {
        let mut status = self.status;
        let mut response = match (self.content, operation) {
            (Content::Sample(index), Some(operation)) => {
                let made = sample::answer(api, operation, index);
                status = made.status().as_u16();
                made
            }
            (Content::Documented, Some(operation)) => sample::documented(api, operation, status),
            (Content::Json(body), _) => typed("application/json", body.to_string()),
            (Content::Text(body), _) => typed("text/plain; charset=utf-8", body),
            (Content::Sample(_) | Content::Documented, None) => Response::new(Bytes::new()),
        };
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers.iter().filter_map(header) {
            response.headers_mut().insert(name, value);
        }
        Ready {
            response,
            delay: self.delay,
            end: self.end,
        }
    }
}

impl Ready {
    /// Gives the answer the header that identifies a request, unless it has one.
    pub fn identify(&mut self, api: &Api, number: u64) {
        let name = api
            .request_id
            .as_ref()
            .and_then(|name| HeaderName::try_from(name).ok());
        if let Some(name) = name
            && let Ok(value) = HeaderValue::try_from(format!("mock-{number}"))
        {
            self.response.headers_mut().entry(name).or_insert(value);
        }
    }
}

/// A body with its media type.
pub(super) fn typed(media_type: &str, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    if let Ok(value) = HeaderValue::try_from(media_type) {
        response
            .headers_mut()
            .insert(http::header::CONTENT_TYPE, value);
    }
    response
}

fn header((name, value): &(String, String)) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::try_from(name).ok()?;
    Some((name, HeaderValue::try_from(value).ok()?))
}

/// Reads the replies of a script.
pub(super) fn read(text: &str) -> Result<Vec<Reply>, ScriptError> {
    let script: Value = serde_json::from_str(text)
        .map_err(|error| ScriptError(format!("the script is no JSON: {error}")))?;
    let Value::Array(items) = script else {
        return Err(ScriptError("the script is no list of replies".to_owned()));
    };
    let items = items.iter().enumerate();
    items
        .map(|(index, item)| {
            reply(item).map_err(|reason| {
                ScriptError(format!("reply {} of the script: {reason}", index + 1))
            })
        })
        .collect()
}

/// The keys of a reply in a script.
const KEYS: [&str; 9] = [
    "on",
    "times",
    "status",
    "headers",
    "body",
    "delay_ms",
    "cut",
    "disconnect",
    "stall",
];

fn reply(item: &Value) -> Result<Reply, String> {
    let members = item.as_object().ok_or("it is no object")?;
    if let Some(key) = members.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!(
            "there is no key `{key}`; the keys are {}",
            KEYS.join(", ")
        ));
    }
    let number = |key: &str| match &item[key] {
        Value::Null => Ok(None),
        value => match value.as_u64() {
            Some(number) => Ok(Some(number)),
            None => Err(format!("`{key}` is no whole number")),
        },
    };
    let flag = |key: &str| match &item[key] {
        Value::Null => Ok(false),
        value => value
            .as_bool()
            .ok_or_else(|| format!("`{key}` is neither true nor false")),
    };
    let status =
        u16::try_from(number("status")?.unwrap_or(200)).map_err(|_| "`status` is no status")?;
    let mut reply = match &item["body"] {
        Value::Null => Reply::status(status),
        Value::String(text) => Reply::text(status, text),
        body => Reply::json(status, body.clone()),
    };
    if let Some(headers) = item.get("headers") {
        let headers = headers.as_object().ok_or("`headers` is no object")?;
        for (name, value) in headers {
            let value = value
                .as_str()
                .ok_or_else(|| format!("the header `{name}` is no text"))?;
            reply = reply.header(name, value);
        }
    }
    if let Some(on) = item.get("on") {
        reply = reply.on(on.as_str().ok_or("`on` is no text")?);
    }
    let times = number("times")?.unwrap_or(1);
    reply.times = u32::try_from(times).map_err(|_| "`times` is too large")?;
    reply.delay = Duration::from_millis(number("delay_ms")?.unwrap_or_default());
    if let Some(bytes) = number("cut")? {
        reply.end = End::Cut(usize::try_from(bytes).unwrap_or(usize::MAX));
    }
    if flag("disconnect")? {
        reply.end = End::Disconnect;
    }
    if flag("stall")? {
        reply.end = End::Stall;
    }
    Ok(reply)
}

/// Why a reply cannot be scripted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError(String);

impl Display for ScriptError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ScriptError {}
