//! How to use the client, a chapter on each subject. Every example runs when the crate is tested. Generated: do not edit, the next run overwrites it.

#[doc = include_str!("command_line.md")]
pub mod command_line {}

#[doc = include_str!("errors.md")]
pub mod errors {}

#[doc = include_str!("extending.md")]
pub mod extending {}

#[cfg_attr(feature = "mock", doc = include_str!("mocking.md"))]
#[cfg_attr(
    not(feature = "mock"),
    doc = "The examples of this chapter show what is not in this build."
)]
pub mod mocking {}

#[doc = include_str!("pagination.md")]
pub mod pagination {}

#[doc = include_str!("retries.md")]
pub mod retries {}

#[doc = include_str!("secrets.md")]
pub mod secrets {}

#[doc = include_str!("testing.md")]
pub mod testing {}
