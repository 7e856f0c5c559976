//! Carries out what a call says, without blocking, over whatever transport and runtime there is.

use std::collections::hash_map::RandomState;
use std::future::poll_fn;
use std::hash::{BuildHasher, Hasher};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, header};

use super::call::{Call, Event, Now, Step};
use super::draft::Draft;
use super::envelope::{Answer, has_body};
use super::response::{Leave, Leaves, Left, Output, Received, Response};
use super::session::Session;
use super::{
    Async, Body, BoxFuture, Error, Page, Request, Transport, TransportError, TransportPhase,
};

impl Now {
    /// The time, for a call that began at `start`.
    pub(crate) fn since(start: Instant) -> Self {
        Self {
            elapsed: start.elapsed(),
            wall: SystemTime::now(),
        }
    }
}

/// A number between 0 and 1 that nobody needs to foresee, but that two clients should not share.
pub(crate) fn random() -> f64 {
    // Each state has keys of its own, made from what the system gives once per thread.
    let bits = RandomState::new().build_hasher().finish() >> 32;
    u32::try_from(bits).map_or(0.5, f64::from) / f64::from(u32::MAX)
}

/// The length that an answer announces.
pub(crate) fn announced(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// Makes a call.
async fn run(
    session: Session<Async>,
    draft: Draft,
    leaves: Leaves,
) -> Result<Received<Async>, Error> {
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
                let attempt = attempt(transport, request, allowed, limit, call.leaves(leaves));
                let (event, rest) = call.trace.follow(attempt).await;
                left = rest.map(|body| Left {
                    body,
                    until,
                    pause: call.limits.pause(),
                });
                event
            }
            Step::Sleep(pause) => {
                transport.sleep(pause).await;
                Event::Slept
            }
            Step::Wait(wait, most) => {
                let done = poll_fn(|context| wait.poll(context));
                let _ = race(done, transport.sleep(most)).await;
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

/// The same on the heap; apart from what is generic, so that it is compiled once.
fn start(
    session: Session<Async>,
    draft: Draft,
    leaves: Leaves,
) -> BoxFuture<'static, Result<Received<Async>, Error>> {
    Box::pin(run(session, draft, leaves))
}

/// Sends a request and waits for the answer, all but what is left for its reader, and not for long.
async fn attempt(
    transport: &dyn Transport,
    request: http::Request<Body>,
    allowed: Duration,
    limit: usize,
    leaves: Leaves,
) -> (Event, Option<Body>) {
    let method = request.method().clone();
    let exchange = async {
        let (parts, body) = transport.send(request).await?.into_parts();
        let body = if has_body(&method, parts.status) {
            body
        } else {
            Body::empty()
        };
        let head = Some((parts.status, &parts.headers));
        let (body, left) = if parts.status.is_success() && leaves(head) != Leave::Nothing {
            (Bytes::new(), Some(body))
        } else {
            let announced = announced(&parts.headers).filter(|_| !body.is_empty());
            (body.collect(announced, limit).await?, None)
        };
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body,
            attempts: 0,
        };
        Ok((answer, left))
    };
    match race(exchange, transport.sleep(allowed)).await {
        Some(Ok((answer, left))) => (Event::Answered(answer), left),
        Some(Err(error)) => (Event::Failed(error), None),
        None => (
            Event::Failed(TransportError::new(TransportPhase::Timeout, "")),
            None,
        ),
    }
}

/// What comes of `work`, unless the time is over first.
async fn race<T>(work: impl Future<Output = T>, mut time: BoxFuture<'static, ()>) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending => time.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// The future of a call: nothing is sent before it is polled, and dropping it ends the call.
#[must_use = "futures do nothing unless polled"]
pub struct ResponseFuture<T> {
    work: BoxFuture<'static, Result<Received<Async>, Error>>,
    read: fn(Received<Async>) -> Result<T, Error>,
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let received = ready!(self.work.as_mut().poll(context))?;
        let trace = received.trace.clone();
        let result = (self.read)(received);
        if let Err(error) = &result {
            trace.error(error.kind(), error.status());
        }
        Poll::Ready(result)
    }
}

impl<T> std::fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

impl<T: Output<Async>> Request<T, Async> {
    /// Sends the request, and reads the answer.
    pub fn send(self) -> ResponseFuture<T> {
        self.future(|received| T::read(received).map(Response::into_value))
    }

    /// Sends the request, reads the answer, and keeps all that came along with it.
    pub fn send_with_response(self) -> ResponseFuture<Response<T>> {
        self.future(T::read)
    }

    fn future<U>(self, read: fn(Received<Async>) -> Result<U, Error>) -> ResponseFuture<U> {
        ResponseFuture {
            work: start(self.session, self.draft, T::leaves),
            read,
        }
    }
}

impl<T: Output<Async>> IntoFuture for Request<T, Async> {
    type Output = Result<T, Error>;
    type IntoFuture = ResponseFuture<T>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<T: 'static, W: 'static> Page<T, Async, W>
where
    Self: Output<Async>,
{
    /// The next page, or `None` after the last one.
    pub fn next(
        &self,
    ) -> impl Future<Output = Result<Option<Self>, Error>> + Send + 'static + use<T, W> {
        let next = self.next_request().map(Request::<Self, Async>::send);
        async move {
            match next {
                Some(next) => Ok(Some(next.await?).filter(|page| !page.past_end)),
                None => Ok(None),
            }
        }
    }
}
