//! How to use the client, a chapter on each subject. Every example runs when the crate is tested. Generated: do not edit, the next run overwrites it.

#[doc = include_str!("command_line.md")]
pub mod command_line {}

#[doc = include_str!("errors.md")]
pub mod errors {}

#[doc = include_str!("extending.md")]
pub mod extending {}

#[doc = include_str!("pagination.md")]
pub mod pagination {}

#[doc = include_str!("retries.md")]
pub mod retries {}

#[doc = include_str!("secrets.md")]
pub mod secrets {}

#[doc = include_str!("testing.md")]
pub mod testing {}
