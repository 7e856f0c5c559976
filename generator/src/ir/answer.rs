//! What comes back from an operation: successes in each form they can be asked for, failures, and headers.

use super::{Docs, Slot, TypeRef, Value};

/// What a success brings, in one of the forms in which it can be asked for.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The media types to ask for; empty where nothing but the usual one makes sense.
    pub accept: Vec<String>,
    /// What the caller gets.
    pub content: AnswerContent,
    /// The statuses of a success, each with what it brings.
    pub cases: Vec<AnswerCase>,
    /// Whether the API's envelope is around it.
    pub enveloped: bool,
    /// The member of the body that asks for it, beside the media type.
    pub switch: Option<String>,
}

/// One status of a success.
#[derive(Clone, Debug)]
pub struct AnswerCase {
    /// The status as the document writes it: `200`, `2XX`, `default`.
    pub status: String,
    /// What the document says of it.
    pub docs: Docs,
    /// What it brings.
    pub content: AnswerContent,
    /// A sample of the whole body.
    pub example: Option<Value>,
}

/// What the body of a success holds.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerContent {
    /// Nothing, or nothing but `null` in the envelope.
    Nothing,
    /// A value.
    Value(TypeRef),
    /// One page of values of this type.
    Page(TypeRef),
    /// A value that is written as text.
    Text(TypeRef),
    /// Bytes of which nothing is known.
    Raw,
    /// Bytes that are taken in parts.
    Download,
    /// Server-sent events, each with such a value.
    Events(TypeRef, Payload),
    /// JSON values one after the other.
    Lines(TypeRef),
    /// What the status of the answer says: an enum of the cases.
    ByStatus,
}

/// How an event becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Its data is JSON.
    Json,
    /// Its data is text.
    Text,
    /// The event as a whole is an object.
    Whole,
}

impl AnswerContent {
    /// The type in it.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::Value(ty)
            | Self::Page(ty)
            | Self::Text(ty)
            | Self::Events(ty, _)
            | Self::Lines(ty) => Some(ty),
            Self::Nothing | Self::Raw | Self::Download | Self::ByStatus => None,
        }
    }

    /// The type in it, to be changed.
    pub fn ty_mut(&mut self) -> Option<&mut TypeRef> {
        match self {
            Self::Value(ty)
            | Self::Page(ty)
            | Self::Text(ty)
            | Self::Events(ty, _)
            | Self::Lines(ty) => Some(ty),
            Self::Nothing | Self::Raw | Self::Download | Self::ByStatus => None,
        }
    }

    /// Whether it comes in parts, so that its type depends on the way of calling.
    pub fn is_on_its_way(&self) -> bool {
        matches!(self, Self::Download | Self::Events(..) | Self::Lines(_))
    }
}

impl Answer {
    /// The cases that have a type in common with the answer: all, or none where it goes by the status.
    pub fn is_on_its_way(&self) -> bool {
        match self.content {
            AnswerContent::ByStatus => {
                let mut cases = self.cases.iter();
                cases.any(|case| case.content.is_on_its_way())
            }
            ref content => content.is_on_its_way(),
        }
    }

    /// Everything that it may bring: what the caller gets, and the cases that this is made of.
    pub fn contents(&self) -> impl Iterator<Item = &AnswerContent> {
        let cases = self.cases.iter().map(|case| &case.content);
        std::iter::once(&self.content).chain(cases)
    }
}

/// A failure that the document lists.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The status as the document writes it: `409`, `4XX`, `default`.
    pub status: String,
    /// What the document says of it.
    pub docs: Docs,
    /// What its body holds, where that is a value.
    pub body: Option<FailureBody>,
}

/// The body of a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureBody {
    /// Its type.
    pub ty: TypeRef,
    /// Whether it is written as text, and not as JSON.
    pub is_text: bool,
}

/// A header of an answer.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// The name on the wire.
    pub name: String,
    /// How its value is written.
    pub form: HeaderForm,
    /// The statuses that have it, as the document writes them.
    pub statuses: Vec<String>,
    /// Its type and docs.
    pub slot: Slot,
}

/// How the value of a header is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// `a,b` for a list, `name,value` for an object.
    Plain,
    /// `name=value` for an object.
    Exploded,
    /// As JSON.
    Json,
}

/// The number that a status as the document writes it is known by in the emitted crate: a range is its first digit, and
/// `default` is 0.
pub fn status_number(status: &str) -> u16 {
    let range = status.get(..1).filter(|_| status.get(1..) == Some("XX"));
    range.unwrap_or(status).parse().unwrap_or_default()
}

/// What a status as the document writes it is called.
pub fn status_words(status: &str) -> String {
    let words = match status_number(status) {
        0 => "default",
        1 => "informational",
        2 => "success",
        3 => "redirection",
        4 => "client error",
        5 => "server error",
        number => http_words(number),
    };
    if words.is_empty() {
        format!("status {status}")
    } else {
        words.to_owned()
    }
}

/// The words of the registered statuses.
fn http_words(status: u16) -> &'static str {
    match status {
        100 => "continue",
        101 => "switching protocols",
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        208 => "already reported",
        226 => "im used",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400..=499 => client_error(status),
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        505 => "http version not supported",
        507 => "insufficient storage",
        508 => "loop detected",
        511 => "network authentication required",
        _ => "",
    }
}

fn client_error(status: u16) -> &'static str {
    match status {
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        418 => "im a teapot",
        421 => "misdirected request",
        422 => "unprocessable content",
        423 => "locked",
        424 => "failed dependency",
        425 => "too early",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        _ => "",
    }
}
