//! The one error of every call.

use std::fmt::{self, Debug, Display, Formatter};

use http::StatusCode;

use super::ApiMessage;
use super::kept::Kept;

/// What went wrong with a call, or with building a client.
///
/// No secret that the client or the request knows is ever part of what it shows, not even where a server sent one back.
/// The answer itself, which nothing here shows, can be had as it came: see [`Error::body`].
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    /// The operation, or the API where it is about no operation.
    subject: &'static str,
    message: String,
    status: Option<StatusCode>,
    api_errors: Vec<ApiMessage>,
    request_id: Option<String>,
    body_excerpt: Option<String>,
    attempts: u32,
    answer: Option<Kept>,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is not set up for the call: a credential or a parameter is missing or cannot be used. Nothing was sent.
    Config,
    /// A value of the request is not what the API allows. Nothing was sent.
    Validation,
    /// The body of the request cannot be read: a file is not there, or a stream broke, or was sent before. The server may
    /// have seen a part of it, and no request that is whole.
    Body,
    /// No connection to the server. Nothing was sent.
    Connect,
    /// The server could not prove who it is, or does not speak TLS. Nothing was sent.
    Tls,
    /// The time for the call, or for an attempt, ran out. The server may have acted.
    Timeout,
    /// The connection broke. The server may have acted.
    Transport,
    /// The server sent the call elsewhere, where it must not go.
    Redirect,
    /// The API answered that it did not do what it was asked for.
    Api,
    /// The answer cannot be read: it is no JSON, it ends too early, or it is of another type than documented.
    Decode,
    /// The answer, or what came in, is larger than is accepted.
    BodyTooLarge,
    /// What came in may be one of several webhooks, and nothing in it tells which.
    Ambiguous,
    /// What was downloaded could not be written to a file.
    File,
    /// What the answers say is there is not what the call needs, such as exactly one of a kind. Nothing was changed.
    Precondition,
}

impl Error {
    /// An error about `subject`, the name of an operation or of an API; the message must be clean of secrets.
    #[cold]
    pub(crate) fn new(kind: ErrorKind, subject: &'static str, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            subject,
            message: message.into(),
            status: None,
            api_errors: Vec::new(),
            request_id: None,
            body_excerpt: None,
            attempts: 0,
            answer: None,
        }))
    }

    /// The same with more to say, which must be clean of secrets, too.
    pub(crate) fn with_note(mut self, note: &str) -> Self {
        self.0.message.push_str(note);
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_answer(mut self, status: StatusCode, request_id: Option<String>) -> Self {
        self.0.status = Some(status);
        self.0.request_id = request_id;
        self
    }

    pub(crate) fn with_api_errors(mut self, api_errors: Vec<ApiMessage>) -> Self {
        self.0.api_errors = api_errors;
        self
    }

    pub(crate) fn with_excerpt(mut self, excerpt: Option<String>) -> Self {
        self.0.body_excerpt = excerpt;
        self
    }

    pub(crate) fn with_kept(mut self, answer: Kept) -> Self {
        self.0.answer = Some(answer);
        self
    }

    pub(crate) fn kept(&self) -> Option<&Kept> {
        self.0.answer.as_ref()
    }

    pub(crate) fn subject(&self) -> &'static str {
        self.0.subject
    }

    /// What it says, without what it is about and what the API said.
    #[doc(hidden)]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// What the API said, in its order; empty if it said nothing that can be read.
    pub fn api_errors(&self) -> &[ApiMessage] {
        &self.0.api_errors
    }

    /// What the API's operator finds the request by.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How often the request was sent, or tried to be; 0 if it was not.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The beginning of a body that could not be read, on one line and without secrets.
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.body_excerpt.as_deref()
    }

    /// Whether what was asked for does not exist (status 404).
    pub fn is_not_found(&self) -> bool {
        self.0.status == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the state of what was asked for does not allow the call (status 409).
    pub fn is_conflict(&self) -> bool {
        self.0.status == Some(StatusCode::CONFLICT)
    }

    /// Whether nothing is new since what a header such as `If-None-Match` names (status 304).
    pub fn is_not_modified(&self) -> bool {
        self.0.status == Some(StatusCode::NOT_MODIFIED)
    }

    /// Whether there were too many calls (status 429).
    pub fn is_rate_limited(&self) -> bool {
        self.0.status == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the credentials are not accepted, or not allowed to make the call (status 401 or 403).
    pub fn is_auth(&self) -> bool {
        matches!(
            self.0.status,
            Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
        )
    }

    /// Whether time ran out on the caller's side.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the same call may succeed at another time, as far as the error tells. Where the call is not idempotent,
    /// the server may have acted on this one already.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => true,
            ErrorKind::Api => self.0.status.is_some_and(super::retry::is_transient),
            _ => false,
        }
    }

    /// Whether one of the API's messages says `text`, such as `store_not_empty`: as a whole or as a word of it.
    pub fn has_message(&self, text: &str) -> bool {
        self.0.api_errors.iter().any(|error| error.says(text))
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        write!(f, "{}: {}", inner.subject, inner.message)?;
        for (index, error) in inner.api_errors.iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { "; " })?;
            write_api_error(f, error)?;
        }
        let attempts = (inner.attempts > 1).then_some(inner.attempts);
        match (inner.request_id.as_deref(), attempts) {
            (None, None) => Ok(()),
            (Some(id), None) => write!(f, " (request {id})"),
            (None, Some(attempts)) => write!(f, " ({attempts} attempts)"),
            (Some(id), Some(attempts)) => write!(f, " (request {id}, {attempts} attempts)"),
        }
    }
}

fn write_api_error(f: &mut Formatter<'_>, error: &ApiMessage) -> fmt::Result {
    match (error.code, error.message.as_str()) {
        (0, "") => f.write_str("no message")?,
        (0, message) => f.write_str(message)?,
        (code, "") => write!(f, "[{code}]")?,
        (code, message) => write!(f, "[{code}] {message}")?,
    }
    if let Some(source) = &error.source {
        write!(f, " at {}", source.pointer)?;
    }
    if let Some(url) = &error.documentation_url {
        write!(f, ", see {url}")?;
    }
    Ok(())
}

impl Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("subject", &inner.subject)
            .field("message", &inner.message)
            .field("status", &inner.status)
            .field("api_errors", &inner.api_errors)
            .field("request_id", &inner.request_id)
            .field("body_excerpt", &inner.body_excerpt)
            .field("attempts", &inner.attempts)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::MessageSource;

    #[test]
    fn an_error_reads_as_one_line() {
        let message = ApiMessage {
            code: 1003,
            message: "secret_name_already_exists".into(),
            documentation_url: Some("https://example.com/1003".into()),
            source: Some(MessageSource {
                pointer: "/name".into(),
            }),
        };
        let other = ApiMessage {
            message: "and more".into(),
            ..ApiMessage::default()
        };

        let error = Error::new(
            ErrorKind::Api,
            "secrets.create",
            "the API answered 409 Conflict",
        )
        .with_answer(StatusCode::CONFLICT, Some("ray-1".into()))
        .with_api_errors(vec![message, other])
        .with_attempts(2);
        assert_eq!(
            error.to_string(),
            "secrets.create: the API answered 409 Conflict: [1003] secret_name_already_exists \
             at /name, see https://example.com/1003; and more (request ray-1, 2 attempts)"
        );
        assert!(error.is_conflict() && !error.is_not_found() && !error.is_retryable());
        assert!(error.has_message("secret_name_already_exists"));
    }

    #[test]
    fn an_error_is_one_pointer() {
        assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    }
}
