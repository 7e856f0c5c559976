//! A folder of documents put through the generator, and what came of each.
//!
//! Every document has a process of its own, so that what it costs is measured apart from the others and a crash takes
//! nothing else along. The peak of a process is never below that of the one that started it, so the one that starts the
//! others holds no document.

pub mod child;
pub mod client;
pub mod compile;
pub mod copies;
pub mod documents;
pub mod examples;
pub mod json;
mod operations;
pub mod parent;
pub mod report;
pub mod row;
mod usage;
