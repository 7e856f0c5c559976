//! A value of the configuration that knows where it stands and whether anybody asked for it.

use std::cell::Cell;

use crate::openapi::At;

/// A value of the configuration.
#[derive(Debug)]
pub struct Entry<T> {
    /// The value.
    pub value: T,
    at: At,
    used: Cell<bool>,
}

impl<T> Entry<T> {
    /// A value that nobody has asked for yet.
    pub fn new(value: T, at: At) -> Self {
        Self {
            value,
            at,
            used: Cell::new(false),
        }
    }

    /// The value, which counts as used from now on.
    pub fn take(&self) -> &T {
        self.used.set(true);
        &self.value
    }

    /// Whether somebody asked for it.
    pub fn is_used(&self) -> bool {
        self.used.get()
    }

    /// Where it stands.
    pub fn at(&self) -> &At {
        &self.at
    }

    /// The same entry with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Entry<U> {
        Entry {
            value: change(self.value),
            at: self.at,
            used: self.used,
        }
    }
}
