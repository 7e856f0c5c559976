//! A mock as a transport: answers from memory, in no time.

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{Request, Response};

use super::Mock;
use super::recorded::Recorded;
use super::reply::{End, Ready};
use crate::runtime::{Body, BoxFuture, Transport, TransportError, TransportPhase};

impl Transport for Mock {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'static, Result<Response<Body>, TransportError>> {
        let mock = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let upload = Upload::of(mock.clone());
            let body = whole(body).await?;
            drop(upload);
            match finish(mock.answer(Recorded::new(&head, body))) {
                Some(done) => done,
                None => pending().await,
            }
        })
    }

    // Pauses and limits of time are over at once: an answer that is there wins against them, and a body that is still on
    // its way is waited for.
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        let mock = self.clone();
        Box::pin(poll_fn(move |context| {
            let mut shared = mock.shared();
            if shared.uploads == 0 {
                return Poll::Ready(());
            }
            shared.waiting.push(context.waker().clone());
            Poll::Pending
        }))
    }
}

/// A body that is on its way.
struct Upload(Mock);

impl Upload {
    fn of(mock: Mock) -> Self {
        mock.shared().uploads += 1;
        Self(mock)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let mut shared = self.0.shared();
        shared.uploads = shared.uploads.saturating_sub(1);
        let waiting = std::mem::take(&mut shared.waiting);
        drop(shared);
        for waker in waiting {
            waker.wake();
        }
    }
}

/// All of a body.
async fn whole(mut body: Body) -> Result<Bytes, TransportError> {
    let mut bytes = BytesMut::new();
    while let Some(part) = poll_fn(|context| Pin::new(&mut body).poll_next(context)).await {
        bytes.extend_from_slice(&part?);
    }
    Ok(bytes.freeze())
}

fn interrupted() -> TransportError {
    TransportError::new(TransportPhase::Interrupted, "the mock hung up")
}

/// What comes of an answer; nothing where none ever comes.
fn finish(ready: Ready) -> Option<Result<Response<Body>, TransportError>> {
    match ready.end {
        End::Whole => Some(Ok(ready.response.map(Body::from))),
        End::Disconnect => Some(Err(interrupted())),
        End::Stall => None,
        End::Cut(length) => Some(Ok(ready.response.map(|body| {
            let length = length.min(body.len());
            Body::stream(Cut(vec![Err(interrupted()), Ok(body.slice(..length))]))
        }))),
    }
}

/// What there is of a body that is cut off, the last part first.
struct Cut(Vec<Result<Bytes, TransportError>>);

impl Stream for Cut {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop())
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use std::io::Read;

    use super::{
        Body, Bytes, Duration, Mock, Recorded, Request, Response, TransportError, TransportPhase,
        finish,
    };
    use crate::runtime::BlockingTransport;

    impl BlockingTransport for Mock {
        fn send(
            &self,
            request: Request<Body>,
            timeout: Option<Duration>,
        ) -> Result<Response<Box<dyn Read + Send>>, TransportError> {
            let (head, body) = request.into_parts();
            let mut bytes = Vec::new();
            let read = body.into_reader(timeout).read_to_end(&mut bytes);
            read.map_err(|error| {
                TransportError::new(TransportPhase::Interrupted, error.to_string())
            })?;
            let ready = self.answer(Recorded::new(&head, Bytes::from(bytes)));
            match finish(ready) {
                Some(done) => Ok(done?.map(|body| Box::new(body.into_reader(timeout)) as _)),
                None => Err(TransportError::new(TransportPhase::Timeout, "")),
            }
        }

        fn sleep(&self, _: Duration) {}
    }
}
