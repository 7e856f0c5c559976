//! The body of a request or of an answer: bytes, or a stream of them.

use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::{TransportError, TransportPhase};

/// So much room is made for a body at once, in bytes, whatever length the server announces.
const ROOM: usize = 1024 * 1024;

/// The body of a request or of an answer. As a stream, it gives its bytes part by part.
#[derive(Default)]
pub struct Body(Inner);

#[derive(Default)]
enum Inner {
    #[default]
    Empty,
    Bytes(Bytes),
    Stream(Parts, Option<u64>),
}

type Parts = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

impl Body {
    /// No body.
    pub const fn empty() -> Self {
        Self(Inner::Empty)
    }

    /// A body that comes in parts.
    pub fn stream(
        parts: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Inner::Stream(Box::pin(parts), None))
    }

    /// A body that comes in parts of `length` bytes in all.
    pub fn sized_stream(
        length: u64,
        parts: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Inner::Stream(Box::pin(parts), Some(length)))
    }

    /// The number of its bytes, if it is known. That of a request is what `content-length` has to say; without one, the
    /// body is sent in chunks.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Empty => Some(0),
            Inner::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Stream(_, length) => *length,
        }
    }

    /// The whole body, if it is there; empty for no body. A stream is not: that of a request is an upload, or an answer's
    /// may still be on its way.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        static NOTHING: Bytes = Bytes::new();
        match &self.0 {
            Inner::Empty => Some(&NOTHING),
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Stream(..) => None,
        }
    }

    /// Whether there is no body, which for a request is not the same as one of no bytes.
    pub fn is_empty(&self) -> bool {
        matches!(self.0, Inner::Empty)
    }

    /// Waits for all of it, and gives up once it is larger than `limit`, in bytes.
    pub(crate) async fn collect(
        self,
        announced: Option<u64>,
        limit: usize,
    ) -> Result<Bytes, TransportError> {
        // A length that does not fit is one that is too large.
        let announced = announced.map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
        if announced > limit {
            return Err(too_large(limit));
        }
        let mut stream = match self.0 {
            Inner::Empty => return Ok(Bytes::new()),
            Inner::Bytes(bytes) if bytes.len() > limit => return Err(too_large(limit)),
            Inner::Bytes(bytes) => return Ok(bytes),
            Inner::Stream(stream, _) => stream,
        };
        let mut collected = Collected::default();
        while let Some(part) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
            collected.push(part?, announced, limit)?;
        }
        Ok(collected.finish())
    }
}

/// The parts of a body, as they come.
impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Inner::Empty => Poll::Ready(None),
            Inner::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                self.0 = Inner::Empty;
                Poll::Ready(Some(Ok(bytes)))
            }
            Inner::Stream(parts, _) => parts.as_mut().poll_next(context),
        }
    }
}

/// The error for a body of more than `limit` bytes.
pub(crate) fn too_large(limit: usize) -> TransportError {
    TransportError::new(
        TransportPhase::BodyTooLarge,
        format!("it has more than {limit} bytes"),
    )
}

/// What has arrived of a body; the usual one that arrives in one part is not copied.
#[derive(Default)]
struct Collected {
    first: Bytes,
    rest: BytesMut,
}

impl Collected {
    fn push(&mut self, part: Bytes, announced: usize, limit: usize) -> Result<(), TransportError> {
        let length = self.first.len().max(self.rest.len());
        if part.len() > limit.saturating_sub(length) {
            return Err(too_large(limit));
        }
        if length == 0 {
            self.first = part;
            return Ok(());
        }
        if self.rest.is_empty() {
            self.rest
                .reserve(announced.min(ROOM).max(length + part.len()));
            self.rest
                .extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.rest.extend_from_slice(&part);
        Ok(())
    }

    fn finish(self) -> Bytes {
        if self.rest.is_empty() {
            self.first
        } else {
            self.rest.freeze()
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::from(Bytes::from_static(text.as_bytes()))
    }
}

impl Debug for Body {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Empty => f.write_str("Body(empty)"),
            Inner::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Stream(..) => f.write_str("Body(stream)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    struct Parts(Vec<Result<Bytes, TransportError>>);

    impl Stream for Parts {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            let next = if self.0.is_empty() {
                None
            } else {
                Some(self.0.remove(0))
            };
            Poll::Ready(next)
        }
    }

    fn collect(
        parts: &[&'static str],
        announced: Option<u64>,
        limit: usize,
    ) -> Result<Bytes, TransportError> {
        let parts = parts
            .iter()
            .map(|part| Ok(Bytes::from_static(part.as_bytes())))
            .collect();
        finish(Body::stream(Parts(parts)), announced, limit)
    }

    fn finish(body: Body, announced: Option<u64>, limit: usize) -> Result<Bytes, TransportError> {
        let mut future = Box::pin(body.collect(announced, limit));
        match future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(result) => result,
            Poll::Pending => panic!("nothing here waits"),
        }
    }

    #[test]
    fn parts_are_put_together() {
        assert_eq!(collect(&[], None, 5).unwrap(), "");
        assert_eq!(collect(&["", "ab", "", "cde"], None, 5).unwrap(), "abcde");
        assert_eq!(
            collect(&["ab", "c"], Some(u64::from(u32::MAX)), usize::MAX).unwrap(),
            "abc"
        );
    }

    #[test]
    fn a_single_part_is_not_copied() {
        let part = Bytes::from(vec![1; 9]);
        let body = Body::stream(Parts(vec![Ok(part.clone())]));
        assert_eq!(finish(body, Some(9), 9).unwrap().as_ptr(), part.as_ptr());
    }

    #[test]
    fn a_body_that_is_too_large_is_refused() {
        for result in [
            collect(&["ab"], Some(6), 5),
            collect(&["ab"], Some(u64::MAX), 5),
            collect(&["abc", "def"], None, 5),
            collect(&["abc", "def"], Some(1), 5),
            collect(&["abcdef"], None, 5),
            finish(Body::from("abcdef"), None, 5),
        ] {
            assert_eq!(result.unwrap_err().phase(), TransportPhase::BodyTooLarge);
        }
    }

    #[test]
    fn an_error_ends_a_body() {
        let error = TransportError::new(TransportPhase::Interrupted, "gone");
        let parts = vec![Ok(Bytes::from_static(b"ab")), Err(error.clone())];
        assert_eq!(finish(Body::stream(Parts(parts)), None, 5), Err(error));
    }
}
