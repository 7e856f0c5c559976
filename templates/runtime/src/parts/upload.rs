//! Files and other bytes to send: from memory, from a path, from a stream or a reader.

pub mod binary;
mod pieces;
mod source;

use std::error::Error;
use std::fmt::{self, Debug, Formatter};
use std::io::Read;
use std::path::PathBuf;

use bytes::Bytes;
use futures_core::Stream;

pub use pieces::{Piece, Pieces};
use source::Source;

use crate::runtime::{Decode, Encode, Fault, Input, Shape};

/// A file, or other bytes, to send.
///
/// What is in memory or in a file is sent again where a call is made again. What comes from a stream or a reader is there
/// once: clones share it, the call is not made again after a part of it was sent, and the error says so.
///
/// A file or a reader is read on the thread that sends it, in both clients.
#[derive(Clone, PartialEq)]
pub struct Upload {
    source: Source,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

impl Upload {
    fn new(source: Source) -> Self {
        Self {
            source,
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// The file at a path, under its own name. It is opened each time that it is sent; where it cannot be read, the call
    /// fails with [`ErrorKind::Body`](crate::ErrorKind::Body).
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into());
        Self {
            file_name: name,
            ..Self::new(Source::path(path))
        }
    }

    /// What a stream gives: `length` bytes, or, where that is not known, as many as come. Without a length, the body is
    /// sent in chunks, which some servers do not accept.
    ///
    /// In the blocking client, something else has to drive a stream that needs an async runtime.
    pub fn from_stream<S, B, E>(length: Option<u64>, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::new(Source::stream(length, stream))
    }

    /// What a reader gives: `length` bytes, or, where that is not known, as many as come. Without a length, the body is
    /// sent in chunks, which some servers do not accept.
    ///
    /// Reading blocks the thread that sends the body: in an async client, hand over only what does not keep it waiting.
    pub fn from_reader(length: Option<u64>, reader: impl Read + Send + 'static) -> Self {
        Self::new(Source::reader(length, Box::new(reader)))
    }

    /// The name that the file goes by in a multipart body, in place of that of its path or of the member.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Its media type, such as `image/png`, in place of the one that the API documents.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// A header of its own, beside its media type, as a part of a multipart body.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(crate) fn own_file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(crate) fn own_headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// It as a piece of a body; what is in memory is not copied.
    pub(crate) fn piece(&self, name: &str) -> Piece {
        match &self.source {
            Source::Memory(bytes) => Piece::Bytes(bytes.clone()),
            _ => Piece::Upload(name.to_owned(), self.clone()),
        }
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::new(Source::Memory(bytes))
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Self::from(Bytes::from_static(bytes))
    }
}

impl<const LENGTH: usize> From<&'static [u8; LENGTH]> for Upload {
    fn from(bytes: &'static [u8; LENGTH]) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl Debug for Upload {
    /// Says where it comes from, and nothing of what is in it.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Upload").field(&self.source).finish()
    }
}

impl Encode for Upload {
    fn shape(&self) -> Shape<'_> {
        Shape::Opaque(self)
    }
}

impl Decode for Upload {
    /// A text, as the bytes that it is made of.
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        input.string().map(|text| Self::from(text.into_bytes()))
    }
}

crate::serde_impls!(Upload);

/// The upload that a value is.
pub fn of(value: &dyn Encode) -> Option<&Upload> {
    match value.shape() {
        Shape::Opaque(value) => value.downcast_ref(),
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod tests;
