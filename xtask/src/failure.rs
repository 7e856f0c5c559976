//! Why a command could not do its work.

use std::fmt;
use std::io;
use std::path::Path;

use crate::terminal::{CHANGED, ERROR, HELP, visible};

/// The exit code of a check that could not be tried on this machine, as other tools have it.
pub const SKIPPED: u8 = 77;

/// What went wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    message: String,
    help: Option<String>,
    code: u8,
}

impl Failure {
    /// A failure that `message` describes in one line.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            code: 1,
        }
    }

    /// Not a failure, but no success either: a check that could not be tried on this machine.
    pub fn skipped(message: impl Into<String>) -> Self {
        Self::new(message).code(SKIPPED)
    }

    /// A failure to do `action` (as in `cannot read`) to a file or a folder.
    pub fn io(action: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {action} `{}`: {error}", path.display()))
    }

    /// Gives it an exit code of its own, in place of 1.
    #[must_use]
    pub fn code(mut self, code: u8) -> Self {
        self.code = code;
        self
    }

    /// The exit code of a program that fails for it.
    pub fn exit_code(&self) -> u8 {
        self.code
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The lines for the terminal, in colour; names of files are shown without what a terminal would obey.
impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            message,
            help,
            code,
        } = self;
        match *code {
            SKIPPED => writeln!(
                formatter,
                "{CHANGED}skipped{CHANGED:#}: {}",
                visible(message)
            )?,
            _ => writeln!(formatter, "{ERROR}error{ERROR:#}: {}", visible(message))?,
        }
        if let Some(help) = help {
            writeln!(formatter, "{HELP}help{HELP:#}: {}", visible(help))?;
        }
        Ok(())
    }
}
