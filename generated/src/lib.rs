//! A client of Cloudflare's Secrets Store that keeps secrets out of logs, errors and other hosts.
//!
//! # Example
//!
//! ```no_run
//! use cloudflare_secrets_store::{Client, types::{DuplicateSecret, Scope}};
//!
//! # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
//! let client = Client::from_env()?;
//! let secret = client
//!     .secrets_store()
//!     .stores()
//!     .secrets()
//!     .duplicate(
//!         "023e105f4ecef8ad9ca31a8372d0c353",
//!         "3fd85f74b32742f1bff64a85009dda07",
//!         DuplicateSecret::new(
//!                 "MY_API_KEY_STAGING",
//!                 [Scope::Workers, Scope::AiGateway],
//!             )
//!             .comment("for staging"),
//!     )
//!     .await?;
//! println!("{secret:?}");
//! # Ok(())
//! # }
//! ```
//!
//! # Environment
//!
//! [`Client::from_env`] reads:
//!
//! - `CLOUDFLARE_API_TOKEN`: `api_token`
//! - `CLOUDFLARE_API_KEY` with `CLOUDFLARE_EMAIL`: `api_key`
//! - `CLOUDFLARE_API_USER_SERVICE_KEY`: `user_service_key`
//! - `CLOUDFLARE_ACCOUNT_ID`: `account_id`
//! - `CLOUDFLARE_BASE_URL`: the address, instead of <https://api.cloudflare.com/client/v4>
//!
//! # More
//!
//! - [`guide`]: chapters on errors, retries, secrets, testing and more
//! - [`transport`]: how requests are sent, and how to send them in another way
//! - [`extensions`]: what was written by hand for this API, beside the calls of its document
//!
//! # Features
//!
//! - `rustls` (default): the async client over `reqwest`, with TLS by `rustls`
//! - `native-tls`: TLS by the system's library
//! - `blocking`: the same calls without `async`, over `ureq`; with `default-features = false`, no async runtime is
//!   built
//! - `tower`: any `tower::Service` as a transport
//! - `tracing`: a span for every call and an event for every attempt
//! - `cli`: a program with a command for every operation, as the chapter `command_line` of the guide tells
//! - `mock`: a server of the API for tests, in memory or on a socket, as the chapter `mocking` of the guide tells
//!
//! # The API
//!
//! Keep API keys, tokens and passwords in one place and let Cloudflare services use them, without
//! ever reading them back.
//!
//! An account has a *store*, a store holds *secrets*, and every secret has *scopes*: the services
//! that may use it. The value of a secret is write-only. It can be set, replaced and copied to
//! another secret, but no request returns it.
//!
//! ## Answers
//!
//! Every answer is a JSON object, the *envelope*. `success` says whether the call worked, `result`
//! holds what was asked for, and `errors` and `messages` are lists that may be empty. Trust
//! `success` more than the status code: when it is `false` the call failed.
//!
//! ## Errors
//!
//! Several causes share one error `code`, so tell them apart by `message`:
//!
//! | Code | Message | Meaning |
//! | --- | --- | --- |
//! | 1000 | | There is nothing at this address. |
//! | 1001 | `invalid_json_body` | The body is not the JSON that the operation expects. |
//! | 1001 | `secret_name_empty` | The secret was given no name. |
//! | 1001 | `secret_scopes_empty` | The secret was given no scope; it needs at least one. |
//! | 1001 | `secret_scope_invalid` | A scope is not one that the service knows. |
//! | 1001 | `secret_not_found` | The store has no secret with this identifier. |
//! | 1001 | `store_not_found` | The account has no store with this identifier. |
//! | 1003 | `maximum_stores_exceeded` | The account already has as many stores as it may have. |
//! | 1003 | `secret_name_already_exists` | Another secret of the store has this name. |
//! | 7003 | | The account identifier in the path belongs to no account. |
//! | 10000 | | The credentials are missing, wrong, or lack a permission. |
//!
//! Deleting a store that still holds secrets is refused with status 409 and the message
//! `store_not_empty`. Be ready for codes and messages that are not in this table.
// Generated: do not edit, the next run overwrites it.

#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![allow(
    clippy::doc_lazy_continuation,
    clippy::doc_overindented_list_items,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::option_option,
    clippy::redundant_field_names,
    clippy::self_named_constructors,
    clippy::should_implement_trait,
    clippy::too_many_arguments,
    clippy::type_complexity,
    clippy::wrong_self_convention,
    confusable_idents,
    deprecated,
    mixed_script_confusables,
    uncommon_codepoints,
    reason = "names, prose and the number of parameters are the document's"
)]

mod api;
#[cfg(feature = "cli")]
pub mod cli;
mod client;
pub mod extensions;
pub mod guide;
#[cfg(feature = "mock")]
pub mod mock;
#[allow(dead_code, reason = "a part is copied as a whole")]
mod parts;
pub mod resources;
#[allow(
    dead_code,
    unused_imports,
    reason = "every client has the whole runtime, and needs a part of it"
)]
mod runtime;
pub mod types;
#[cfg(feature = "blocking")]
pub mod blocking;

pub use client::Client;
#[cfg(feature = "blocking")]
pub use runtime::Blocking;
pub use runtime::{
    ApiMessage, Async, Base64, ClientBuilder, Error, ErrorBody, ErrorKind, Items,
    MessageSource, Mode, Page, PageInfo, Pages, Raw, Response, ResponseFuture, Sensitive,
    Timestamp, UnknownFields,
};

#[doc = include_str!("guide/transport.md")]
pub mod transport {
    #[cfg(feature = "blocking")]
    pub use crate::runtime::{BlockingTransport, BodyReader, UreqTransport};
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub use crate::runtime::ReqwestTransport;
    #[cfg(feature = "tower")]
    pub use crate::runtime::TowerTransport;
    pub use crate::runtime::{Body, BoxFuture, Transport, TransportError, TransportPhase};
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;

#[cfg(all(doctest, feature = "blocking"))]
mod reference;
