//! What a call comes back with.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use super::api::Api;
use super::cursor::{self, Arrived};
use super::draft::Draft;
use super::envelope::{Answer, Reader, Remarks};
use super::mode::Mode;
use super::page::{Page, Whole};
use super::scrub::Secrets;
use super::session::{Config, Session};
use super::trace::Trace;
use super::{ApiMessage, Decode, Encode, Error, PageInfo, Request, from_value};

/// The result of a call with everything that came along.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    request_id_header: Option<&'static str>,
    messages: Vec<ApiMessage>,
    result_info: Option<PageInfo>,
    attempts: u32,
}

impl<T> Response<T> {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the API's operator finds the request by.
    pub fn request_id(&self) -> Option<&str> {
        self.headers.get(self.request_id_header?)?.to_str().ok()
    }

    /// What the API has to say beside the result.
    pub fn messages(&self) -> &[ApiMessage] {
        &self.messages
    }

    /// What the API says of the page that the result is.
    pub fn result_info(&self) -> Option<&PageInfo> {
        self.result_info.as_ref()
    }

    /// How often the request was sent until the answer came.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The result.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The result, without the rest.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The same response with something made of its result.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: make(self.value),
            status: self.status,
            headers: self.headers,
            request_id_header: self.request_id_header,
            messages: self.messages,
            result_info: self.result_info,
            attempts: self.attempts,
        }
    }
}

impl<T: Debug> Debug for Response<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // Headers may hold cookies and the like.
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .field("messages", &self.messages)
            .field("result_info", &self.result_info)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// A body that is no JSON, as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct Raw {
    bytes: Bytes,
    media_type: Option<String>,
}

impl Raw {
    pub(crate) fn new(bytes: Bytes, media_type: Option<String>) -> Self {
        Self { bytes, media_type }
    }

    /// The bytes of the body.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The bytes of the body, without the rest.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// The media type that the sender names.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

impl Debug for Raw {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Raw")
            .field("bytes", &self.bytes.len())
            .field("media_type", &self.media_type)
            .finish()
    }
}

/// An answer, with what it takes to read it.
#[doc(hidden)]
pub struct Received<M: Mode> {
    pub(crate) answer: Answer,
    pub(crate) session: Session<M>,
    pub(crate) draft: Draft,
    pub(crate) trace: Trace,
    /// The body, where the reader takes it in parts.
    #[doc(hidden)]
    pub left: Option<Left<M>>,
}

/// A body that is still on its way.
#[doc(hidden)]
pub struct Left<M: Mode> {
    /// What is to come of it.
    pub body: M::Rest,
    /// When all of it has to be there, unless it may go on without end.
    pub until: Instant,
    /// The longest pause in one that may go on without end.
    pub pause: Duration,
}

/// What of a body is left on its way when the answer is handed to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leave {
    /// Nothing: all of it is there.
    Nothing,
    /// All of it, for as long as the call may take.
    Body,
    /// All of it, and it may go on without end: only pauses in it are limited.
    Endless,
}

/// Decides what is left, by the head of a success; without one, the most that may be.
pub(crate) type Leaves = fn(Option<(StatusCode, &HeaderMap)>) -> Leave;

impl<M: Mode> Received<M> {
    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader {
            api: self.session.config.api,
            operation: self.draft.operation,
            secrets: Secrets {
                session: &self.session.config.secrets,
                request: &self.draft.secrets,
            },
            answer: &self.answer,
            reads: self.draft.reads,
        }
    }

    /// The response to it, with a value that was read and headers that were taken out of it.
    #[doc(hidden)]
    pub fn respond<T>(&self, value: T, headers: HeaderMap) -> Response<T> {
        let answer = Answer {
            status: self.answer.status,
            headers,
            body: Bytes::new(),
            attempts: self.answer.attempts,
        };
        respond(self.session.config.api, answer, value, Remarks::default())
    }

    /// Reads a value of which no type is known, and judges it as a page where `items` leads to the list in it: what the API
    /// says of the page, whether it is one, and the request for the next.
    #[doc(hidden)]
    #[expect(clippy::type_complexity, reason = "it is taken apart at once")]
    pub fn untyped(
        self,
        items: Option<&[&str]>,
    ) -> Result<(Value, PageInfo, bool, Option<Request<(), M>>), Error> {
        let mut value = Value::Null;
        let remarks = self.reader().read(&mut |input| {
            value = input.value()?;
            Ok(())
        })?;
        let Some(items) = items else {
            return Ok((value, PageInfo::default(), true, None));
        };
        let list = items
            .iter()
            .try_fold(&value, |found, name| found.get(*name))
            .unwrap_or(&Value::Null);
        let Self {
            answer,
            session,
            mut draft,
            ..
        } = self;
        let (info, is_page, leads_on) =
            follow(&session.config, &mut draft, &answer, &remarks, &value, list);
        let next = leads_on.then(|| Request::from_parts(session, draft));
        Ok((value, info, is_page, next))
    }

    fn finish<T>(self, value: T, remarks: Remarks) -> Response<T> {
        respond(self.session.config.api, self.answer, value, remarks)
    }
}

fn respond<T>(api: &Api, answer: Answer, value: T, remarks: Remarks) -> Response<T> {
    Response {
        value,
        status: answer.status,
        headers: answer.headers,
        request_id_header: api.request_id_header,
        messages: remarks.messages,
        result_info: remarks.info,
        attempts: answer.attempts,
    }
}

/// What the answer to a call can be read into.
pub trait Output<M: Mode>: Sized {
    /// Reads an answer.
    #[doc(hidden)]
    fn read(received: Received<M>) -> Result<Response<Self>, Error>;

    /// What of the body of a success is left on its way, by its head; without one, the most that may be.
    #[doc(hidden)]
    fn leaves(_: Option<(StatusCode, &HeaderMap)>) -> Leave {
        Leave::Nothing
    }
}

/// Reads a value, or makes one of nothing where the type allows it: `()` always, and an `Option`.
fn read_value<T: Decode>(reader: Reader<'_>) -> Result<(T, Remarks), Error> {
    let mut value = None;
    let remarks = reader.read(&mut |input| {
        value = Some(T::decode(input)?);
        Ok(())
    })?;
    match value.or_else(|| from_value(&Value::Null).ok()) {
        Some(value) => Ok((value, remarks)),
        None => Err(reader.without_result()),
    }
}

impl<T: Decode, M: Mode> Output<M> for T {
    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let (value, remarks) = read_value(received.reader())?;
        Ok(received.finish(value, remarks))
    }
}

impl<T: Encode, M: Mode, W: Whole<Item = T>> Output<M> for Page<T, M, W> {
    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let (whole, remarks) = read_value::<W>(received.reader())?;
        let Received {
            answer,
            session,
            mut draft,
            ..
        } = received;
        let (info, is_page, leads_on) = {
            let items: &dyn Encode = match whole.find() {
                Some(items) => items,
                None => &(),
            };
            follow(
                &session.config,
                &mut draft,
                &answer,
                &remarks,
                &whole,
                items,
            )
        };
        let api = session.config.api;
        let next = leads_on.then(|| Box::new(Request::from_parts(session, draft)));
        let page = Self {
            whole,
            info,
            past_end: !is_page,
            next,
            item: PhantomData,
        };
        Ok(respond(api, answer, page, remarks))
    }
}

/// Judges a page and makes of its request that for the next: what the API says of it, whether it is one, and whether it
/// leads on.
fn follow(
    config: &Config,
    draft: &mut Draft,
    answer: &Answer,
    remarks: &Remarks,
    whole: &dyn Encode,
    items: &dyn Encode,
) -> (PageInfo, bool, bool) {
    let info = remarks
        .info
        .clone()
        .or_else(|| PageInfo::of(whole))
        .unwrap_or_default();
    let arrived = Arrived {
        whole,
        items,
        info: &info,
        headers: &answer.headers,
    };
    let turn = cursor::judge(draft, &arrived);
    let leads_on = turn.next.is_some_and(|next| draft.follow(config, next));
    (info, turn.is_page, leads_on)
}

impl<M: Mode> Output<M> for Raw {
    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let media_type = received.answer.headers.get(header::CONTENT_TYPE);
        let media_type = media_type
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let raw = Self::new(received.answer.body.clone(), media_type);
        Ok(received.finish(raw, Remarks::default()))
    }
}

#[cfg(test)]
mod tests;
