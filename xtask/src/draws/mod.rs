//! Random requests and answers: drawn from the schemas of a document, sent by its generated client to a server on
//! loopback, and held there to the document.
//!
//! Every value is judged by the validator before it counts as drawn. The server reads what comes by its own understanding
//! of styles, holds values and bodies to their schemas again, and to what was drawn; what the client makes of the answer
//! is compared with what was sent.

mod answer;
mod body;
mod content;
mod coverage;
mod document;
mod flat;
mod harness;
mod headers;
mod inputs;
mod path;
mod plan;
mod program;
mod responses;
mod run;
mod scalar;
mod server;
mod stream;
#[cfg(test)]
mod tests;
mod text;
mod value;
mod verdict;
mod wire;

pub use coverage::Kind;
pub use run::{Outcome, run};
