//! The two ways to make a call: awaiting it, and blocking on it.

use std::fmt::Debug;
use std::sync::Arc;

use sealed::Sealed;

use super::Transport;
use super::TransportError;

/// How calls are made: [`Async`], or `Blocking` with the feature of that name.
pub trait Mode: Sealed + 'static {}

/// Calls are futures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Async {}

/// Calls block the thread until they are done.
#[cfg(feature = "blocking")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocking {}

impl Mode for Async {}

#[cfg(feature = "blocking")]
impl Mode for Blocking {}

pub(crate) mod sealed {
    use super::{Arc, TransportError};

    /// What a mode needs; out of reach, so that there are no other modes.
    pub trait Sealed {
        /// What sends the requests.
        type Transport: ?Sized + Send + Sync + 'static;

        /// The body of an answer that is still on its way.
        type Rest: Send + 'static;

        /// The transport of a client that was given none; `loopback` is whether the server is on this machine.
        fn default_transport(loopback: bool) -> Result<Arc<Self::Transport>, TransportError>;
    }
}

impl Sealed for Async {
    type Transport = dyn Transport;
    type Rest = super::Body;

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    fn default_transport(loopback: bool) -> Result<Arc<Self::Transport>, TransportError> {
        Ok(Arc::new(super::ReqwestTransport::new(loopback)?))
    }

    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    fn default_transport(_: bool) -> Result<Arc<Self::Transport>, TransportError> {
        Err(TransportError::new(
            super::TransportPhase::Connect,
            "no transport: enable the feature `rustls` or `native-tls`, or call `.transport(..)` on \
             the client builder",
        ))
    }
}

#[cfg(feature = "blocking")]
impl Sealed for Blocking {
    type Transport = dyn super::BlockingTransport;
    type Rest = Box<dyn std::io::Read + Send>;

    fn default_transport(loopback: bool) -> Result<Arc<Self::Transport>, TransportError> {
        Ok(Arc::new(super::UreqTransport::new(loopback)))
    }
}
