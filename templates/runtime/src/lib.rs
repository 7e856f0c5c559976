//! The runtime of a generated client.

#[doc(hidden)]
pub mod example;
pub mod parts;
pub mod runtime;

pub use runtime::*;
