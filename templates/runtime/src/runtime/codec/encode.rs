//! What a type is made of, shown to whoever writes it: JSON, a query string, a check of its limits.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::{FieldRules, UnknownFields};

/// A type that can be written to a document.
pub trait Encode {
    /// What the value is made of.
    fn shape(&self) -> Shape<'_>;

    /// Whether the value is one that its type names; an enumeration keeps others, too.
    fn is_known(&self) -> bool {
        true
    }
}

/// What a value is made of, one level deep.
#[non_exhaustive]
pub enum Shape<'a> {
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number, where the type has no sign.
    Unsigned(u64),
    /// Any other number.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// A text that must not reach anything but the wire.
    Sensitive(&'a str),
    /// A list of values.
    List(&'a dyn List),
    /// Named values.
    Object(&'a dyn Object),
}

/// A list of values.
pub trait List {
    /// The number of items.
    fn len(&self) -> usize;

    /// Whether there is no item.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Shows the items one after the other until `visit` breaks.
    fn each(&self, visit: &mut dyn FnMut(&dyn Encode) -> ControlFlow<()>) -> ControlFlow<()>;
}

/// Named values.
pub trait Object {
    /// Shows the fields in their declared order until the visitor breaks.
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()>;

    /// The limits of the fields that have some, each under its name in the document.
    fn rules(&self) -> &'static [FieldRules] {
        &[]
    }
}

/// Where an [`Object`] shows its fields.
pub struct Entries<'a> {
    visit: &'a mut dyn FnMut(&str, &dyn Encode) -> ControlFlow<()>,
    undeclared: usize,
}

impl<'a> Entries<'a> {
    /// Hands every field that is there to `visit`, under its name in the document.
    pub fn new(visit: &'a mut dyn FnMut(&str, &dyn Encode) -> ControlFlow<()>) -> Self {
        Self {
            visit,
            undeclared: 0,
        }
    }

    /// How many fields were shown that the object does not declare.
    pub fn undeclared(&self) -> usize {
        self.undeclared
    }
}

impl Entries<'_> {
    /// A field that is always there.
    #[inline]
    pub fn field(&mut self, key: &str, value: &dyn Encode) -> ControlFlow<()> {
        (self.visit)(key, value)
    }

    /// A field that is left out where there is no value.
    pub fn optional<T: Encode>(&mut self, key: &str, value: &Option<T>) -> ControlFlow<()> {
        match value {
            Some(value) => self.field(key, value),
            None => ControlFlow::Continue(()),
        }
    }

    /// The fields that came in undeclared.
    pub fn unknown(&mut self, fields: &UnknownFields) -> ControlFlow<()> {
        self.undeclared += fields.len();
        fields
            .iter()
            .try_for_each(|(key, value)| self.field(key, value))
    }

    /// The additional properties of an object.
    pub fn additional<T: Encode>(&mut self, map: &BTreeMap<String, T>) -> ControlFlow<()> {
        self.undeclared += map.len();
        map.iter()
            .try_for_each(|(key, value)| self.field(key, value))
    }
}

/// Goes on after a success; keeps a failure, and stops.
#[inline]
pub(super) fn go_on<E>(kept: &mut Result<(), E>, result: Result<(), E>) -> ControlFlow<()> {
    match result {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            *kept = Err(error);
            ControlFlow::Break(())
        }
    }
}
