//! JSON values one after the other: a line each, or each after a record separator.

use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::incoming::Incoming;
use crate::runtime::{
    Async, Decode, Error, ErrorKind, Leave, Mode, Output, Received, Response, from_json,
};

/// What stands before each value of a JSON text sequence.
const RECORD: u8 = 0x1E;

/// A stream of values. An error is the last thing that comes.
///
/// The time limit of the call holds for the pause before each value, and not for the stream as a whole; the client's limit
/// for a body holds for each value. A stream that has begun is never asked for again. Dropping it ends the stream.
#[must_use = "streams and iterators do nothing unless asked for what comes next"]
pub struct Lines<T, M: Mode = Async> {
    incoming: Incoming<M>,
    splitter: Splitter,
    /// What has come and was not looked at yet.
    part: Bytes,
    is_over: bool,
    item: PhantomData<fn() -> T>,
}

impl<T: Decode, M: Mode> Output<M> for Lines<T, M> {
    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let (incoming, response) = Incoming::of(received, true);
        Ok(response.map(|()| Self {
            splitter: Splitter::new(incoming.limit()),
            incoming,
            part: Bytes::new(),
            is_over: false,
            item: PhantomData,
        }))
    }

    fn leaves(_: Option<(StatusCode, &HeaderMap)>) -> Leave {
        Leave::Endless
    }
}

impl<T: Decode, M: Mode> Lines<T, M> {
    /// The next value of what has come: `None` where that is not enough for one.
    fn found(&mut self) -> Option<Result<T, Error>> {
        match self.splitter.take(&mut self.part) {
            Ok(text) => Some(self.value(&text?)),
            Err(limit) => {
                self.over();
                let message =
                    format!("the answer is too large: a value has more than {limit} bytes");
                Some(Err(self.incoming.fail(ErrorKind::BodyTooLarge, message)))
            }
        }
    }

    fn value(&mut self, text: &[u8]) -> Result<T, Error> {
        self.incoming.go_on();
        from_json(text).map_err(|fault| {
            self.over();
            let fault = fault.to_string();
            self.incoming
                .fail_with(ErrorKind::Decode, "a value cannot be read", &fault)
        })
    }

    /// Nothing comes any more, not even of what is there.
    fn over(&mut self) {
        self.is_over = true;
        self.part = Bytes::new();
    }

    /// What is left at the end: a value without a line feed after it is one all the same.
    fn last(&mut self) -> Option<Result<T, Error>> {
        if std::mem::replace(&mut self.is_over, true) {
            return None;
        }
        let text = self.splitter.finish()?;
        Some(self.value(&text))
    }
}

impl<T: Decode> Lines<T> {
    /// The next value, or `None` after the last one; the same as what the stream gives.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: Decode> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(value) = self.found() {
                return Poll::Ready(Some(value));
            }
            match ready!(self.incoming.poll_part(context)) {
                Some(Ok(part)) => self.part = part,
                Some(Err(error)) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => return Poll::Ready(self.last()),
            }
        }
    }
}

// Nothing in it is pinned: what is, is on the heap.
impl<T, M: Mode> Unpin for Lines<T, M> {}

#[cfg(feature = "blocking")]
impl<T: Decode> Iterator for Lines<T, crate::runtime::Blocking> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(value) = self.found() {
                return Some(value);
            }
            match self.incoming.part() {
                Some(Ok(part)) => self.part = part,
                Some(Err(error)) => {
                    self.is_over = true;
                    return Some(Err(error));
                }
                None => return self.last(),
            }
        }
    }
}

impl<T, M: Mode> Debug for Lines<T, M> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines")
            .field("incoming", &self.incoming)
            .finish_non_exhaustive()
    }
}

/// Finds where one value ends and the next one begins.
struct Splitter {
    /// The most bytes that a value may have.
    limit: usize,
    text: Vec<u8>,
    /// Whether values come after separators, and may go over lines.
    records: bool,
    /// How many arrays and objects the end of the text is in.
    depth: usize,
    /// Whether the end of the text is in a string, and whether it is after a backslash there.
    string: Option<bool>,
}

impl Splitter {
    fn new(limit: usize) -> Self {
        Self {
            limit,
            text: Vec::new(),
            records: false,
            depth: 0,
            string: None,
        }
    }

    /// Takes bytes until a value is there, or none are left. The error is the limit, for a value that is larger.
    fn take(&mut self, part: &mut Bytes) -> Result<Option<Vec<u8>>, usize> {
        let mut taken = 0;
        for byte in part.iter() {
            taken += 1;
            let ends = match byte {
                &RECORD => {
                    self.records = true;
                    true
                }
                b'\n' if !self.records => true,
                b'\n' => self.depth == 0 && self.string.is_none(),
                byte => {
                    self.text.push(*byte);
                    if self.records {
                        self.follow(*byte);
                    }
                    false
                }
            };
            if self.text.len() > self.limit {
                return Err(self.limit);
            }
            if ends && let Some(text) = self.finish() {
                part.advance(taken);
                return Ok(Some(text));
            }
        }
        part.clear();
        Ok(None)
    }

    /// Keeps up with where in a value the text is.
    fn follow(&mut self, byte: u8) {
        self.string = match (self.string, byte) {
            (Some(false), b'"') => None,
            (Some(false), b'\\') => Some(true),
            (Some(_), _) | (None, b'"') => Some(false),
            (None, b'[' | b'{') => {
                self.depth += 1;
                None
            }
            (None, b']' | b'}') => {
                self.depth = self.depth.saturating_sub(1);
                None
            }
            (None, _) => None,
        };
    }

    /// The text so far, unless it is blank.
    fn finish(&mut self) -> Option<Vec<u8>> {
        self.depth = 0;
        self.string = None;
        let text = std::mem::take(&mut self.text);
        let is_blank = text.trim_ascii().is_empty() || text == b"\xEF\xBB\xBF";
        (!is_blank).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(stream: &str, size: usize) -> Vec<String> {
        let mut splitter = Splitter::new(64);
        let mut found = Vec::new();
        for part in stream.as_bytes().chunks(size) {
            let mut part = Bytes::copy_from_slice(part);
            while let Some(text) = splitter.take(&mut part).unwrap() {
                found.push(String::from_utf8(text).unwrap());
            }
            assert!(part.is_empty());
        }
        found.extend(
            splitter
                .finish()
                .map(|text| String::from_utf8(text).unwrap()),
        );
        found
    }

    #[test]
    fn values_are_the_same_however_they_are_cut() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("1\n2\n", &["1", "2"]),
            ("1\r\n\n \n2", &["1\r", "2"]),
            ("{\"a\":\"\\n\"}\n[]\n", &["{\"a\":\"\\n\"}", "[]"]),
            (
                "\x1e{\n\"a\":\"}\\\"\"\n}\n\x1e2\n",
                &["{\"a\":\"}\\\"\"}", "2"],
            ),
            ("\x1e1\x1e2", &["1", "2"]),
        ];
        for (stream, expected) in cases {
            for size in [1, 2, 3, 1000] {
                assert_eq!(values(stream, size), *expected, "{stream:?} by {size}");
            }
        }
    }

    #[test]
    fn a_value_has_a_limit_and_a_stream_has_none() {
        let mut splitter = Splitter::new(4);
        let mut part = Bytes::from("1234\n".repeat(50));
        while splitter.take(&mut part).unwrap().is_some() {}
        assert_eq!(splitter.take(&mut Bytes::from_static(b"12345\n")), Err(4));
    }
}
