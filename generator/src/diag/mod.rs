//! Problems in a document or a configuration: what is wrong, where it stands in the text, and what to do about it.
//!
//! A diagnostic carries a place in a file's *tree* (an RFC 6901 pointer), since that is what a checker knows. Lines and
//! columns are worked out when diagnostics are shown, in one walk over each file that has any; a document without
//! problems never pays for them.

mod position;
mod render;
#[cfg(test)]
mod tests;
mod text;

use std::fmt;
use std::sync::Arc;

pub use position::{locate, locate_places};
pub use render::render;
pub use text::Location;

/// A file that the generator reads: a document or a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's name as the user gave it; diagnostics open with it.
    pub name: String,
    /// The file's whole text.
    pub text: String,
}

impl Source {
    /// A file called `name` that holds `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}

/// Whether a problem stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something is generated in the nearest honest form.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// Which half of a mapping's entry a place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The key: the name itself is the problem.
    Key,
    /// The value: what stands behind the name is the problem.
    Value,
}

/// Where in a file a problem is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The name of the [`Source`].
    pub source: Arc<str>,
    /// Where in that file.
    pub spot: Spot,
}

/// Where in its file a [`Place`] is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// A node of the file's tree.
    Node {
        /// RFC 6901 pointer; empty for the whole file.
        pointer: String,
        /// Which half of the entry.
        part: Part,
    },
    /// A place in the text, for what never became a tree.
    Position {
        /// Counted from 1; a line past the end means the end.
        line: usize,
        /// In characters, counted from 1; a column past the end of the line means the end of the line.
        column: usize,
    },
}

impl Place {
    /// The whole file `source`.
    pub fn file(source: impl Into<Arc<str>>) -> Self {
        Self::value(source, "")
    }

    /// The value at `pointer` (RFC 6901) in the file `source`.
    pub fn value(source: impl Into<Arc<str>>, pointer: impl Into<String>) -> Self {
        Self {
            source: source.into(),
            spot: Spot::Node {
                pointer: pointer.into(),
                part: Part::Value,
            },
        }
    }

    /// The last name of `pointer` (RFC 6901) in the file `source`, as opposed to what stands behind it.
    pub fn key(source: impl Into<Arc<str>>, pointer: impl Into<String>) -> Self {
        Self {
            source: source.into(),
            spot: Spot::Node {
                pointer: pointer.into(),
                part: Part::Key,
            },
        }
    }

    /// A place in the text of the file `source`; both numbers count from 1, columns in characters.
    pub fn position(source: impl Into<Arc<str>>, line: usize, column: usize) -> Self {
        Self {
            source: source.into(),
            spot: Spot::Position { line, column },
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.spot {
            Spot::Node { pointer, .. } if pointer.is_empty() => formatter.write_str(&self.source),
            Spot::Node { pointer, .. } => write!(formatter, "{}#{pointer}", self.source),
            Spot::Position { line, column } => write!(formatter, "{}:{line}:{column}", self.source),
        }
    }
}

/// One problem in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops the run.
    pub severity: Severity,
    /// What kind of problem, in kebab case (`unknown-ref`); stable, so that one can search for it.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// What to do about it, in one line.
    pub help: Option<String>,
    /// The key of the configuration that overrides what the generator does here.
    pub key: Option<String>,
}

impl Diagnostic {
    /// A problem that stops the run.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            place,
            message: message.into(),
            help: None,
            key: None,
        }
    }

    /// A problem that the run lives with.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, place, message)
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the configuration's key that overrides what the generator does here.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Whether it stops the run.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// One line with the place in the tree: for tests and logs. [`render`] is for people.
impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            severity,
            code,
            place,
            message,
            ..
        } = self;
        write!(formatter, "{place}: {severity}[{code}]: {message}")
    }
}
