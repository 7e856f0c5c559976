//! The example values that a document gives for its own schemas: each is decoded into the type that the schema became,
//! encoded again, and compared with what the document says.
//!
//! A program that is written for each document does that, see [`program`]; which values there are, and which of them are
//! as their schemas say, is found out from the document's text alone.

mod collect;
mod prepare;
pub mod program;
mod report;

pub use prepare::{LIST, PACKAGE, Prepared, prepare};
pub use report::{Examples, report};
