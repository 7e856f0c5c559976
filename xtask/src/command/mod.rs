//! The commands: one file each, and a line in each list here.

mod ci;
mod generate;

use crate::failure::Failure;

/// What the task runner can do.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Generate the client crate of spec/ into generated/, or that of another document
    Generate(generate::Generate),
    /// Run what continuous integration runs: format, clippy, tests, docs, and whether generated/ is up to date
    Ci(ci::Ci),
}

impl Command {
    /// Does it.
    pub fn run(self) -> Result<(), Failure> {
        match self {
            Self::Generate(command) => command.run(),
            Self::Ci(command) => command.run(),
        }
    }
}
