//! A request as it came.

use std::fmt::{self, Debug, Formatter};

use bytes::Bytes;
use percent_encoding::percent_decode_str;

/// A request as it came, with all that is secret in it; it prints without credentials and without its body.
#[derive(Clone)]
pub struct Recorded {
    pub(super) call: Option<String>,
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: http::HeaderMap,
    pub(super) body: Bytes,
}

impl Recorded {
    pub(super) fn new(head: &http::request::Parts, body: Bytes) -> Self {
        let target = head.uri.path_and_query();
        Self {
            call: None,
            method: head.method.as_str().to_owned(),
            target: target.map_or("/", |target| target.as_str()).to_owned(),
            headers: head.headers.clone(),
            body,
        }
    }

    /// The call, as errors name it: `stores.secrets.list`. `None` for a request that was refused.
    pub fn call(&self) -> Option<&str> {
        self.call.as_deref()
    }

    /// The method: `GET`.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, with its escapes.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query, with its escapes; empty without one.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The first value of a header, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body; empty without one.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON, if it is.
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The pairs of the query as they are written.
    pub(super) fn pairs(&self) -> Vec<(String, &str)> {
        pairs(self.query())
    }

    /// The cookies as they are written.
    pub(super) fn cookies(&self) -> Vec<(String, &str)> {
        let headers = self.headers.get_all("cookie").into_iter();
        let headers = headers.filter_map(|value| value.to_str().ok());
        let pairs = headers.flat_map(|text| text.split(';')).map(str::trim);
        let pairs = pairs.filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (decoded(name), value)).collect()
    }
}

impl Debug for Recorded {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("call", &self.call)
            .field("method", &self.method)
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}

/// The pairs of a form or a query, whose values are as they are written.
pub(super) fn pairs(text: &str) -> Vec<(String, &str)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs
        .map(|(name, value)| (form_decoded(name), value))
        .collect()
}

/// A text without its escapes.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The same in a form or a query, where a plus is a space.
pub(super) fn form_decoded(text: &str) -> String {
    decoded(&text.replace('+', " "))
}
