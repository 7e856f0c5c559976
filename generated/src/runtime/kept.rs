//! What an error keeps of the answer that it is about, and how its body is read.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::envelope::Answer;
use super::{Decode, Error, ErrorKind, Fault, from_json};

/// The most of a body that an error keeps, in bytes.
const MOST: usize = 1024 * 1024;

/// What an error keeps of an answer.
#[doc(hidden)]
#[derive(Clone)]
pub struct Kept {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Kept {
    pub(crate) fn of(answer: &Answer) -> Self {
        let body = match answer.body.get(..MOST) {
            // A copy, so that the rest goes.
            Some(start) if answer.body.len() > MOST => Bytes::copy_from_slice(start),
            _ => answer.body.clone(),
        };
        Self {
            status: answer.status,
            headers: answer.headers.clone(),
            body,
        }
    }

    /// Reads the body as JSON.
    pub fn json<T: Decode>(&self) -> Result<T, Fault> {
        from_json(&self.body)
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

/// What the body of an error can be read into: every type of the API, and the enums that go by its status.
pub trait ErrorBody: Sized {
    /// Reads a body.
    #[doc(hidden)]
    fn read(answer: &Kept) -> Result<Self, Fault>;
}

impl<T: Decode> ErrorBody for T {
    fn read(answer: &Kept) -> Result<Self, Fault> {
        answer.json()
    }
}

impl Error {
    /// Reads the body of the answer into a type that the API documents for it.
    ///
    /// What comes back is an error of the kind [`ErrorKind::Decode`] where there was no answer, or one with another body;
    /// proxies and the like answer with what they want.
    pub fn body<T: ErrorBody>(&self) -> Result<T, Self> {
        let read = match self.kept() {
            Some(answer) => T::read(answer),
            None => Err(Fault::new("there was no answer")),
        };
        // Of the fault only what is not from the answer itself.
        read.map_err(|fault| {
            let message = format!("the error has no such body: {}", fault.message());
            let error = Self::new(ErrorKind::Decode, self.subject(), message);
            error.with_attempts(self.attempts())
        })
    }

    /// The body of the answer as it came, up to its first MiB. No text of this error shows it: it may hold anything.
    pub fn body_bytes(&self) -> Option<&Bytes> {
        self.kept().map(|answer| &answer.body)
    }

    /// The media type that the answer names for its body.
    pub fn body_media_type(&self) -> Option<&str> {
        let value = self.headers()?.get(header::CONTENT_TYPE)?;
        value.to_str().ok()
    }

    /// The headers of the answer, if there was one. No text of this error shows them: they may hold anything.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.kept().map(|answer| &answer.headers)
    }
}
