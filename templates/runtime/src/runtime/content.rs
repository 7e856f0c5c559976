//! What the body of a request is before it is sent: how a media type has a value, and where the bytes come from.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use secrecy::zeroize::Zeroizing;

use super::{Body, Encode, Rules, to_json};

/// How a value becomes the body of a request.
pub trait Format: Sync {
    /// The body; the error says why there is none, and holds nothing of the value.
    ///
    /// A value that holds a secret leaves no copy behind in memory that is not wiped.
    fn content(&self, value: &dyn Encode, holds_secret: bool) -> Result<Content, String>;

    /// The limits of a value as a whole; those of its members are its own.
    fn rules(&self) -> &Rules {
        &Rules::ANY
    }
}

/// A format for values that the document sets limits to.
#[derive(Debug)]
pub struct Limited<F>(pub F, pub Rules);

impl<F: Format> Format for Limited<F> {
    fn content(&self, value: &dyn Encode, holds_secret: bool) -> Result<Content, String> {
        self.0.content(value, holds_secret)
    }

    fn rules(&self) -> &Rules {
        &self.1
    }
}

/// A value as JSON, of this media type.
#[derive(Debug)]
pub struct Json(pub &'static str);

impl Format for Json {
    fn content(&self, value: &dyn Encode, holds_secret: bool) -> Result<Content, String> {
        let json = to_json(value).map_err(|fault| fault.to_string())?;
        Content::bytes(self.0, wiped(json, holds_secret))
    }
}

/// Bytes that are wiped once nothing refers to them any more, if they hold a secret.
pub(crate) fn wiped(bytes: Vec<u8>, holds_secret: bool) -> Bytes {
    if holds_secret {
        Bytes::from_owner(Zeroizing::new(bytes))
    } else {
        Bytes::from(bytes)
    }
}

/// The body of a request, which is made anew for each attempt.
#[derive(Clone)]
pub struct Content {
    pub(super) media_type: HeaderValue,
    payload: Payload,
}

#[derive(Clone)]
enum Payload {
    Bytes(Bytes),
    Source(Arc<dyn Source>),
}

/// Where a body comes from that is not simply bytes.
pub trait Source: Send + Sync {
    /// The body, for one attempt; nothing has been sent where there is an error.
    fn open(&self) -> Result<Body, String>;

    /// Whether it was sent from something that cannot be had again, such as a stream.
    fn is_spent(&self) -> bool;

    /// Why the body that was opened last could not be read to its end.
    fn fault(&self) -> Option<String>;
}

impl Content {
    /// Bytes of a media type.
    pub fn bytes(media_type: &str, bytes: impl Into<Bytes>) -> Result<Self, String> {
        Self::new(media_type, Payload::Bytes(bytes.into()))
    }

    /// What a source gives, of a media type.
    pub fn source(media_type: &str, source: impl Source + 'static) -> Result<Self, String> {
        Self::new(media_type, Payload::Source(Arc::new(source)))
    }

    fn new(media_type: &str, payload: Payload) -> Result<Self, String> {
        let value = HeaderValue::from_str(media_type).ok();
        // A header may hold what no media type does.
        match value.filter(|_| media_type.contains('/')) {
            Some(media_type) => Ok(Self {
                media_type,
                payload,
            }),
            None => Err("its media type is none".to_owned()),
        }
    }

    /// The media type, with its parameters.
    #[cfg(test)]
    pub(crate) fn media_type(&self) -> &str {
        self.media_type.to_str().unwrap_or_default()
    }

    /// Puts other bytes in the place of those that are in memory, if there are other ones.
    pub(crate) fn rewrite(&mut self, rewrite: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) {
        if let Payload::Bytes(bytes) = &mut self.payload
            && let Some(rewritten) = rewrite(bytes)
        {
            *bytes = wiped(rewritten, true);
        }
    }

    pub(crate) fn open(&self) -> Result<Body, String> {
        match &self.payload {
            Payload::Bytes(bytes) => Ok(Body::from(bytes.clone())),
            Payload::Source(source) => source.open(),
        }
    }

    pub(crate) fn is_spent(&self) -> bool {
        match &self.payload {
            Payload::Bytes(_) => false,
            Payload::Source(source) => source.is_spent(),
        }
    }

    pub(crate) fn fault(&self) -> Option<String> {
        match &self.payload {
            Payload::Bytes(_) => None,
            Payload::Source(source) => source.fault(),
        }
    }
}

impl Debug for Content {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content").finish_non_exhaustive()
    }
}
