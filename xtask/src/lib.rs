//! The task runner's parts: the only code of this workspace that touches the disk and the terminal.

pub mod command;
pub mod comparison;
pub mod corpus;
pub mod draws;
pub mod failure;
pub mod invent;
pub mod loader;
pub mod output;
mod random;
pub mod report;
pub mod schema;
pub mod site;
pub mod terminal;
pub mod workspace;
