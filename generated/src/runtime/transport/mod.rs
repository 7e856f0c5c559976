//! What sends one request and hands back one answer: the traits, and what they speak of.

mod body;
#[cfg(test)]
mod nowhere;
#[cfg(feature = "blocking")]
mod reader;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod reqwest;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "blocking")]
mod ureq;

use std::error;
use std::fmt::{self, Display, Formatter};
#[cfg(feature = "blocking")]
use std::io::Read;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use body::Body;
#[cfg(feature = "blocking")]
pub(crate) use body::too_large;
#[cfg(test)]
pub(crate) use nowhere::Nowhere;
#[cfg(feature = "blocking")]
pub use reader::BodyReader;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use tower::TowerTransport;
#[cfg(feature = "blocking")]
pub use ureq::UreqTransport;

/// A future on the heap that may travel between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request over the network, or pretends to.
///
/// Redirects, retries and limits of time are the caller's business, so that an implementation needs none; it must not
/// follow a redirect or send a request again of its own. Dropping a future ends what it does.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and waits for the head of the answer; the body may still be on its way.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>>;

    /// Waits, for the pauses between attempts and the limits of time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        T::send(self, request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        T::sleep(self, duration)
    }
}

/// Sends one request over the network, or pretends to, and blocks until the head of the answer is there.
///
/// Redirects and retries are the caller's business: an implementation must not follow a redirect or send a request
/// again of its own. Limits of time are not, since nobody can end a call that blocks.
#[cfg(feature = "blocking")]
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a request and waits for the head of the answer. Reading the body blocks until there is more of it.
    ///
    /// All of this, with the body, may take `timeout` and no longer.
    fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Box<dyn Read + Send>>, TransportError>;

    /// The same for an answer that may go on without end: the head may take `timeout`, and so may each wait for more of
    /// the body. An implementation that leaves it at this limits all of the body.
    fn open(
        &self,
        request: http::Request<Body>,
        timeout: Duration,
    ) -> Result<http::Response<Box<dyn Read + Send>>, TransportError> {
        self.send(request, Some(timeout))
    }

    /// Waits, for the pauses between attempts.
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}

#[cfg(feature = "blocking")]
impl<T: BlockingTransport + ?Sized> BlockingTransport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Box<dyn Read + Send>>, TransportError> {
        T::send(self, request, timeout)
    }

    fn open(
        &self,
        request: http::Request<Body>,
        timeout: Duration,
    ) -> Result<http::Response<Box<dyn Read + Send>>, TransportError> {
        T::open(self, request, timeout)
    }

    fn sleep(&self, duration: Duration) {
        T::sleep(self, duration);
    }
}

/// Why a request was not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    phase: TransportPhase,
    message: String,
}

/// How far a request came, which says whether it can be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportPhase {
    /// There was no connection. No server can have acted on the request.
    Connect,
    /// The server could not prove who it is, or does not speak TLS. No server can have acted on the request.
    Tls,
    /// The connection broke while the request or the answer was on its way. The server may have acted.
    Interrupted,
    /// The time ran out. The server may have acted.
    Timeout,
    /// The answer is larger than the caller accepts.
    BodyTooLarge,
}

impl TransportError {
    /// An error of a phase, in words that go well after a colon.
    pub fn new(phase: TransportPhase, message: impl Into<String>) -> Self {
        Self {
            phase,
            message: message.into(),
        }
    }

    /// How far the request came.
    pub fn phase(&self) -> TransportPhase {
        self.phase
    }

    /// What happened, as the transport says it.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl Display for TransportError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl error::Error for TransportError {}
