//! The codec as generated code and its users meet it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::items_after_statements,
    clippy::large_types_passed_by_value,
    clippy::nonminimal_bool,
    clippy::zero_sized_map_values,
    reason = "a test reads better with what it needs beside it"
)]

mod emitted;
mod properties;
mod reading;
mod rules;
mod secrets;
mod timestamps;
mod unknown;
mod writing;
