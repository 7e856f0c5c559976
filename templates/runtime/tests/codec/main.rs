//! The codec as generated code and its users meet it.

mod emitted;
mod properties;
mod reading;
mod rules;
mod secrets;
mod timestamps;
mod unknown;
mod writing;
