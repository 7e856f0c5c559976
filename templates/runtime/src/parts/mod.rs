//! What only some clients need, a module each: the generator copies those that a document asks for.

pub mod by_status;
pub mod choice;
#[cfg(feature = "cli")]
pub mod cli;
pub mod download;
pub mod events;
pub mod fields;
pub mod form;
pub mod header;
pub mod incoming;
pub mod lines;
#[cfg(feature = "mock")]
pub mod mock;
pub mod multipart;
pub mod oauth;
pub mod plain;
pub mod switch;
pub mod text;
pub mod tuple;
pub mod union;
pub mod upload;
pub mod webhooks;
