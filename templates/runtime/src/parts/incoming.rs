//! A body that is still on its way, in parts, for as long as it may take.

use std::fmt::{self, Debug, Formatter};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode, header};

use crate::runtime::{
    Async, BoxFuture, Error, ErrorKind, Left, Mode, Received, Response, TransportError,
    TransportPhase,
};

/// A body that is still on its way. An error is the last thing that comes.
pub struct Incoming<M: Mode> {
    /// What is to come, until the end or an error.
    rest: Option<Left<M>>,
    /// Whether it may go on without end, so that only pauses in it are limited.
    endless: bool,
    /// How much is to come at least, in bytes: what was announced and is not there yet.
    missing: u64,
    /// Goes off when the time is over, for calls that do not block.
    timer: Option<BoxFuture<'static, ()>>,
    call: Received<M>,
    status: StatusCode,
    request_id: Option<String>,
}

impl<M: Mode> Incoming<M> {
    /// The body of an answer, beside the answer itself.
    pub fn of(mut received: Received<M>, endless: bool) -> (Self, Response<()>) {
        let mut rest = received.left.take();
        if let Some(rest) = rest.as_mut().filter(|_| endless) {
            rest.until = after(rest.pause);
        }
        let headers = received.answer.headers.clone();
        let incoming = Self {
            missing: announced(&headers).filter(|_| rest.is_some()).unwrap_or(0),
            rest,
            endless,
            timer: None,
            status: received.answer.status,
            request_id: received.reader().clean_request_id(),
            call: received,
        };
        let response = incoming.call.respond((), headers);
        (incoming, response)
    }

    /// The most bytes that are to be kept of it at once.
    pub fn limit(&self) -> usize {
        self.call.session.config.settings.max_body_size
    }

    /// Something came that is whole: the pause after it begins.
    pub fn go_on(&mut self) {
        if let Some(rest) = self.rest.as_mut().filter(|_| self.endless) {
            rest.until = after(rest.pause);
            self.timer = None;
        }
    }

    /// Ends it: nothing comes any more.
    pub fn end(&mut self) {
        self.rest = None;
        self.timer = None;
    }

    /// Ends it with an error about what came; the message must be clean of secrets.
    #[cold]
    pub fn fail(&mut self, kind: ErrorKind, message: impl Into<String>) -> Error {
        self.end();
        self.call.trace.error(kind, None);
        Error::new(kind, self.call.draft.operation.name, message)
            .with_answer(self.status, self.request_id.clone())
            .with_attempts(self.call.answer.attempts)
    }

    /// Ends it with an error about what came, in words from outside.
    #[cold]
    pub fn fail_with(&mut self, kind: ErrorKind, message: &str, cause: &str) -> Error {
        let cause = self.call.reader().secrets.clean(cause);
        self.fail(kind, format!("{message}: {cause}"))
    }

    /// Takes what has come: a part, an error, or the end, which must not come too early.
    fn take(
        &mut self,
        part: Option<Result<Bytes, TransportError>>,
    ) -> Option<Result<Bytes, Error>> {
        match part {
            Some(Ok(part)) => {
                let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
                self.missing = self.missing.saturating_sub(length);
                // One that never lets the reader wait takes its time as well.
                if !self.endless && self.left().is_some_and(|left| left.is_zero()) {
                    return Some(Err(self.late("")));
                }
                Some(Ok(part))
            }
            Some(Err(error)) if error.phase() == TransportPhase::Timeout => {
                Some(Err(self.late(error.message())))
            }
            Some(Err(error)) => {
                let message = "the connection broke within the answer";
                Some(Err(self.fail_with(
                    ErrorKind::Transport,
                    message,
                    error.message(),
                )))
            }
            None if self.missing > 0 && self.rest.is_some() => {
                let missing = self.missing;
                let message = format!("the answer ended {missing} bytes before its end");
                Some(Err(self.fail(ErrorKind::Transport, message)))
            }
            None => {
                self.end();
                None
            }
        }
    }

    /// How long the next part may take.
    fn left(&self) -> Option<Duration> {
        let rest = self.rest.as_ref()?;
        Some(rest.until.saturating_duration_since(Instant::now()))
    }

    /// The error of an answer that takes too long.
    fn late(&mut self, cause: &str) -> Error {
        let message = match &self.rest {
            Some(rest) if self.endless => format!("nothing came for {:?}", rest.pause),
            _ => "the answer did not end within the time of the call".to_owned(),
        };
        let is_ours = self.left().is_none_or(|left| left.is_zero());
        if is_ours || cause.is_empty() {
            self.fail(ErrorKind::Timeout, message)
        } else {
            self.fail_with(ErrorKind::Timeout, "the time ran out", cause)
        }
    }
}

/// The point in time after a pause that may be longer than there are points in time.
fn after(pause: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(pause).unwrap_or(now)
}

/// The length that an answer announces, in bytes.
pub fn announced(headers: &HeaderMap) -> Option<u64> {
    let value = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?;
    value.trim().parse().ok()
}

impl Incoming<Async> {
    /// The next part, or `None` after the last one.
    pub fn poll_part(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let Some(rest) = &mut self.rest else {
            return Poll::Ready(None);
        };
        if let Poll::Ready(part) = Pin::new(&mut rest.body).poll_next(context) {
            return Poll::Ready(self.take(part));
        }
        let left = rest.until.saturating_duration_since(Instant::now());
        let transport = &self.call.session.transport;
        let timer = self.timer.get_or_insert_with(|| transport.sleep(left));
        match timer.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Some(Err(self.late("")))),
            Poll::Pending => Poll::Pending,
        }
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use std::io::{ErrorKind, Read};

    use super::{Bytes, Error, Incoming, TransportError, TransportPhase};
    use crate::runtime::Blocking;

    /// So much of a body is read at once, in bytes.
    const PART: usize = 16 * 1024;

    impl Incoming<Blocking> {
        /// The next part, or `None` after the last one.
        pub fn part(&mut self) -> Option<Result<Bytes, Error>> {
            let mut part = vec![0; PART];
            let read = loop {
                match self.rest.as_mut()?.body.read(&mut part) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    read => break read,
                }
            };
            let taken = match read {
                Ok(0) => None,
                Ok(length) => {
                    part.truncate(length);
                    Some(Ok(part.into()))
                }
                Err(error) => {
                    let phase = match error.kind() {
                        ErrorKind::TimedOut | ErrorKind::WouldBlock => TransportPhase::Timeout,
                        _ => TransportPhase::Interrupted,
                    };
                    Some(Err(TransportError::new(phase, error.to_string())))
                }
            };
            self.take(taken)
        }
    }
}

impl<M: Mode> Debug for Incoming<M> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("status", &self.status)
            .field("ended", &self.rest.is_none())
            .finish_non_exhaustive()
    }
}
