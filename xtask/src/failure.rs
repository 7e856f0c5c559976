//! Why a command could not do its work.

use std::fmt;
use std::io;
use std::path::Path;

use crate::terminal::{ERROR, HELP, visible};

/// What went wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    /// A failure that `message` describes in one line.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    /// A failure to do `action` (as in `cannot read`) to a file or a folder.
    pub fn io(action: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {action} `{}`: {error}", path.display()))
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
        let Self { message, help } = self;
        writeln!(formatter, "{ERROR}error{ERROR:#}: {}", visible(message))?;
        if let Some(help) = help {
            writeln!(formatter, "{HELP}help{HELP:#}: {}", visible(help))?;
        }
        Ok(())
    }
}
