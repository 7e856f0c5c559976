//! The command line of an API: commands, arguments and answers from a table that the generator makes.

pub mod table;

mod arguments;
mod ask;
mod client;
pub mod commands;
mod exit;
pub mod given;
mod grid;
mod manual;
mod mock;
pub mod output;
mod preview;
mod reply;
pub mod run;
mod yaml;

#[cfg(test)]
mod tests;
