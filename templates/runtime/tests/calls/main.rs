//! Calls over a real socket, in both modes by the same scenarios.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something unexpected happens"
)]

#[path = "../support/mod.rs"]
mod support;

#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod futures;
