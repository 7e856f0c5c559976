//! What is wrong with a document, and where in it.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display, Formatter, Write};

/// The longest part of a name from a document that a path repeats, in characters.
const NAME_LIMIT: usize = 64;

/// What is wrong with a document and where in it, such as `result[2].created: expected a string, found a number`.
///
/// It tells of kinds and places only: no value of the document is ever part of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Fault(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    message: Cow<'static, str>,
    malformed: bool,
    /// Innermost first, since it grows while the error travels outwards.
    path: Vec<Segment>,
}

#[derive(Clone, PartialEq, Eq)]
enum Segment {
    Field(Box<str>),
    Item(usize),
}

impl Fault {
    /// A fault with this message, which must not repeat a value of the document.
    #[cold]
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            message: message.into(),
            malformed: false,
            path: Vec::new(),
        }))
    }

    /// One kind of value stands where another one belongs: both with their article, such as `a string`.
    #[cold]
    pub fn mismatch(expected: &'static str, found: &'static str) -> Self {
        Self::new(format!("expected {expected}, found {found}"))
    }

    /// A field that has to be there is not.
    #[cold]
    pub fn missing(field: &'static str) -> Self {
        Self::new(format!("missing field `{field}`"))
    }

    /// The text itself cannot be read, whatever type was asked for.
    #[cold]
    pub(crate) fn malformed(message: impl Into<Cow<'static, str>>) -> Self {
        let mut fault = Self::new(message);
        fault.0.malformed = true;
        fault
    }

    /// Whether the text itself could not be read, so that no type would have fitted.
    pub fn is_malformed(&self) -> bool {
        self.0.malformed
    }

    /// The same fault, seen from the object that holds it under this name.
    #[must_use]
    #[cold]
    pub fn in_field(mut self, name: &str) -> Self {
        self.0.path.push(Segment::Field(name.into()));
        self
    }

    /// The same fault, seen from the list that holds it at this position, counted from 0.
    #[must_use]
    #[cold]
    pub fn in_item(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Item(index));
        self
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The place, such as `result[2].created`; empty for the document as a whole.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.0.path.iter().rev() {
            match segment {
                Segment::Field(name) => push_field(&mut path, name),
                Segment::Item(index) => push_item(&mut path, *index),
            }
        }
        path
    }

    /// The same place with another message, for a reader that learns more on the way out.
    pub(crate) fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.0.message = message.into();
        self
    }
}

/// Appends `.name`, or `["name"]` with escapes where a name holds anything but letters, digits and `_`, `-`, `$`.
pub(super) fn push_field(path: &mut String, name: &str) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$');
    if !name.is_empty() && name.len() <= NAME_LIMIT && name.bytes().all(plain) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        return;
    }
    path.push_str("[\"");
    let mut characters = name.chars();
    for character in characters.by_ref().take(NAME_LIMIT) {
        path.extend(character.escape_debug());
    }
    path.push_str(if characters.next().is_some() {
        "…\"]"
    } else {
        "\"]"
    });
}

/// Appends `[index]`.
pub(super) fn push_item(path: &mut String, index: usize) {
    // Writing to a string cannot fail.
    let _ = write!(path, "[{index}]");
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.path.is_empty() {
            f.write_str(self.message())
        } else {
            write!(f, "{}: {}", self.path(), self.message())
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({self})")
    }
}

impl Error for Fault {}
