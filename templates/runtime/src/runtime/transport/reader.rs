//! The body of a request for transports that block: read on the thread that sends it.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use bytes::{Buf, Bytes};
use futures_core::Stream;

use super::Body;

/// Reads a body; what comes from a stream, it waits for.
#[derive(Debug)]
pub struct BodyReader {
    body: Body,
    part: Bytes,
    /// The time at which waiting ends.
    until: Option<Instant>,
}

impl Body {
    /// The body as a reader, which waits for a stream for as long as `timeout` from now on.
    ///
    /// A stream that needs an async runtime has to be driven by one, on other threads.
    pub fn into_reader(self, timeout: Option<Duration>) -> BodyReader {
        BodyReader {
            body: self,
            part: Bytes::new(),
            until: timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
        }
    }
}

impl Read for BodyReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.part.is_empty() {
            match self.next()? {
                Some(part) => self.part = part,
                None => return Ok(0),
            }
        }
        let length = buffer.len().min(self.part.len());
        if let Some(room) = buffer.get_mut(..length) {
            self.part.copy_to_slice(room);
        }
        Ok(length)
    }
}

impl BodyReader {
    fn next(&mut self) -> io::Result<Option<Bytes>> {
        let waker = Waker::from(Arc::new(Parked(thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            if let Poll::Ready(part) = Pin::new(&mut self.body).poll_next(&mut context) {
                return part.transpose().map_err(io::Error::other);
            }
            match self.until {
                None => thread::park(),
                Some(until) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                    thread::park_timeout(left);
                }
            }
        }
    }
}

/// A thread that waits for the next part.
struct Parked(Thread);

impl Wake for Parked {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::TransportError;

    /// Gives a part each time it is asked again, by another thread.
    struct Late(Vec<&'static str>, bool);

    impl Stream for Late {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Self::Item>> {
            self.1 = !self.1;
            if self.1 {
                let waker = context.waker().clone();
                thread::spawn(move || waker.wake());
                return Poll::Pending;
            }
            let part = self.0.pop().map(|part| Ok(Bytes::from(part)));
            Poll::Ready(part)
        }
    }

    struct Never;

    impl Stream for Never {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Pending
        }
    }

    #[test]
    fn a_body_is_read_whole() {
        let late = Body::stream(Late(vec!["f", "", "cde", "ab"], false));
        for (body, expected) in [
            (Body::empty(), ""),
            (Body::from("abc"), "abc"),
            (late, "abcdef"),
        ] {
            let mut text = String::new();
            let mut reader = body.into_reader(Some(Duration::from_secs(60)));
            reader.read_to_string(&mut text).unwrap();
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn waiting_ends() {
        let mut reader = Body::stream(Never).into_reader(Some(Duration::from_millis(5)));
        let error = reader.read(&mut [0; 8]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
