//! A transport for tests that send nothing.

use std::time::Duration;

use super::{Body, BoxFuture, Transport, TransportError};

/// Takes every request and never answers.
pub(crate) struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        Box::pin(std::future::pending())
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}
