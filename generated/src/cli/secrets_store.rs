//! The commands for `secrets_store()`. Generated: do not edit, the next run overwrites it.

pub mod quota;
pub mod stores;
