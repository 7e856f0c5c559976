//! An answer that no type describes: JSON as it came, with the way to the next page.

use http::{HeaderMap, header};
use serde_json::Value;

use crate::runtime::{Blocking, Error, Output, PageInfo, Raw, Received, Request, Response};

/// An answer, to be read once it is known what it may be.
pub(super) struct Held(Received<Blocking>);

impl Output<Blocking> for Held {
    fn read(received: Received<Blocking>) -> Result<Response<Self>, Error> {
        let response = received.respond((), HeaderMap::new());
        Ok(response.map(|()| Self(received)))
    }
}

/// A value, and what it is as a page of a list.
pub(super) struct Answer {
    pub(super) value: Value,
    pub(super) info: PageInfo,
    /// Whether it came after the last page, and so is none.
    pub(super) is_past_end: bool,
    /// The request for the next page, as far as there may be one.
    pub(super) next: Option<Request<(), Blocking>>,
}

impl Held {
    /// Reads it as JSON, or as its operation says; `items` leads to the list that a page is of.
    pub(super) fn value(self, items: Option<&[&str]>) -> Result<Answer, Error> {
        let (value, info, is_page, next) = self.0.untyped(items)?;
        Ok(Answer {
            value,
            info,
            is_past_end: !is_page,
            next,
        })
    }

    /// Whether it says that it is JSON.
    pub(super) fn is_json(&self) -> bool {
        let media_type = self.0.answer.headers.get(header::CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        media_type.is_some_and(|name| name.to_ascii_lowercase().contains("json"))
    }

    /// Its bytes.
    pub(super) fn bytes(self) -> Result<bytes::Bytes, Error> {
        let response = <Raw as Output<Blocking>>::read(self.0)?;
        Ok(response.into_value().into_bytes())
    }
}

/// What these names lead to.
pub(super) fn find<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    let mut found = value;
    for name in path {
        found = found.get(name)?;
    }
    Some(found)
}
