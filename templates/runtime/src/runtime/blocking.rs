//! Carries out what a call says on the thread that asks for it.

use std::io::{ErrorKind, Read};
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::call::{Call, Event, Now, Step};
use super::draft::Draft;
use super::driver::{announced, random};
use super::envelope::{Answer, has_body};
use super::response::{Leave, Leaves, Left, Output, Received, Response};
use super::session::Session;
use super::transport::too_large;
use super::{
    Blocking, BlockingTransport, Body, Error, Page, Request, TransportError, TransportPhase,
};

/// So much of a body is read at once, in bytes.
const PART: usize = 16 * 1024;

/// Makes a call.
fn run(
    session: Session<Blocking>,
    draft: Draft,
    leaves: Leaves,
) -> Result<Received<Blocking>, Error> {
    let start = Instant::now();
    let transport = &*session.transport;
    let mut call = Call::new(&session.config, draft)?;
    let mut event = Event::Start;
    let mut left = None;
    let result = loop {
        event = match call.next(event, Now::since(start), random()) {
            Step::Send(request, allowed) => {
                let limit = call.limits.max_body_size;
                let until = Instant::now() + allowed;
                let leaves = call.leaves(leaves);
                let attempted = call
                    .trace
                    .within(|| attempt(transport, request, allowed, limit, leaves));
                match attempted {
                    Ok((answer, rest)) => {
                        left = rest.map(|body| Left {
                            body,
                            until,
                            pause: call.limits.pause(),
                        });
                        Event::Answered(answer)
                    }
                    Err(error) => Event::Failed(error),
                }
            }
            Step::Sleep(pause) => {
                transport.sleep(pause);
                Event::Slept
            }
            Step::Wait(wait, most) => {
                wait.block(most);
                Event::Slept
            }
            Step::Done(result) => break result,
        };
    };
    let (draft, trace) = (call.draft, call.trace);
    Ok(Received {
        answer: result?,
        session,
        draft,
        trace,
        left,
    })
}

/// An answer, with the body where that is left for its reader.
type Attempted = (Answer, Option<Box<dyn Read + Send>>);

/// Sends a request and waits for the answer, all but what is left for its reader, and not for long.
fn attempt(
    transport: &dyn BlockingTransport,
    request: http::Request<Body>,
    allowed: Duration,
    limit: usize,
    leaves: Leaves,
) -> Result<Attempted, TransportError> {
    let start = Instant::now();
    let left = || allowed.saturating_sub(start.elapsed());
    exchange(transport, request, &left, limit, leaves).map_err(|error| {
        // That the time ran out needs no words of the transport's if the time was ours.
        let is_ours = error.phase() == TransportPhase::Timeout && left().is_zero();
        if is_ours { time_is_over() } else { error }
    })
}

fn exchange(
    transport: &dyn BlockingTransport,
    request: http::Request<Body>,
    left: &dyn Fn() -> Duration,
    limit: usize,
    leaves: Leaves,
) -> Result<Attempted, TransportError> {
    let method = request.method().clone();
    let response = if leaves(None) == Leave::Endless {
        // Its limits hold for one step each, and this one for all of them up to here.
        let response = transport.open(request, left())?;
        if left().is_zero() {
            return Err(time_is_over());
        }
        response
    } else {
        transport.send(request, Some(left()))?
    };
    let (parts, mut body) = response.into_parts();
    let head = Some((parts.status, &parts.headers));
    let mut rest = None;
    let body = if parts.status.is_success() && leaves(head) != Leave::Nothing {
        rest = Some(if has_body(&method, parts.status) {
            body
        } else {
            Box::new(std::io::empty())
        });
        Bytes::new()
    } else if has_body(&method, parts.status) {
        let announced = announced(&parts.headers).unwrap_or_default();
        let announced = usize::try_from(announced).unwrap_or(usize::MAX);
        if announced > limit {
            return Err(too_large(limit));
        }
        read(&mut *body, limit, left)?
    } else {
        Bytes::new()
    };
    let answer = Answer {
        status: parts.status,
        headers: parts.headers,
        body,
        attempts: 0,
    };
    Ok((answer, rest))
}

fn time_is_over() -> TransportError {
    TransportError::new(TransportPhase::Timeout, "")
}

/// Reads all of a body while there is time left.
fn read(
    body: &mut dyn Read,
    limit: usize,
    left: &dyn Fn() -> Duration,
) -> Result<Bytes, TransportError> {
    let mut bytes = Vec::new();
    let mut part = vec![0; PART];
    loop {
        let length = match body.read(&mut part) {
            Ok(0) => return Ok(bytes.into()),
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                let phase = match error.kind() {
                    ErrorKind::TimedOut | ErrorKind::WouldBlock => TransportPhase::Timeout,
                    _ => TransportPhase::Interrupted,
                };
                return Err(TransportError::new(phase, error.to_string()));
            }
        };
        if length > limit - bytes.len() {
            return Err(too_large(limit));
        }
        bytes.extend_from_slice(part.get(..length).unwrap_or_default());
        if left().is_zero() {
            return Err(time_is_over());
        }
    }
}

impl<T: Output<Blocking>> Request<T, Blocking> {
    /// Sends the request, and reads the answer.
    pub fn send(self) -> Result<T, Error> {
        self.send_with_response().map(Response::into_value)
    }

    /// Sends the request, reads the answer, and keeps all that came along with it.
    pub fn send_with_response(self) -> Result<Response<T>, Error> {
        let received = run(self.session, self.draft, T::leaves)?;
        let trace = received.trace.clone();
        T::read(received).inspect_err(|error| trace.error(error.kind(), error.status()))
    }
}

impl<T, W> Page<T, Blocking, W>
where
    Self: Output<Blocking>,
{
    /// The next page, or `None` after the last one.
    pub fn next(&self) -> Result<Option<Self>, Error> {
        match self.next_request() {
            Some(request) => Ok(Some(request.send()?).filter(|page| !page.past_end)),
            None => Ok(None),
        }
    }
}
