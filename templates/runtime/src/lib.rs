//! The runtime of a generated client.

#[doc(hidden)]
pub mod example;
pub mod parts;
pub mod runtime;
#[cfg(test)]
mod tests;

pub use runtime::*;
