//! What this API needs of the runtime and others do not. Generated: do not edit, the next run overwrites it.

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "mock")]
pub mod mock;
