//! Calls over a real socket, in both modes by the same scenarios.

#![cfg(any(feature = "rustls", feature = "native-tls", feature = "blocking"))]
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something unexpected happens"
)]
#![cfg_attr(
    all(feature = "blocking", any(feature = "rustls", feature = "native-tls")),
    expect(clippy::duplicate_mod, reason = "both modes run the same scenarios")
)]

#[path = "../support/mod.rs"]
#[cfg_attr(
    not(all(feature = "tracing", any(feature = "rustls", feature = "native-tls"))),
    expect(dead_code, reason = "some answers are for the tests of other features")
)]
mod support;

#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod cancelling;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod futures;
#[cfg(all(feature = "tracing", any(feature = "rustls", feature = "native-tls")))]
mod tracing;
