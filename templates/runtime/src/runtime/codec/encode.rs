//! What a type is made of, shown to whoever writes it: JSON, a query string, a check of its limits.

use std::any::Any;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::UnknownFields;
use super::member::{Member, Presence};

/// A type that can be written to a document.
pub trait Encode {
    /// What the value is made of.
    fn shape(&self) -> Shape<'_>;

    /// Whether the value is one that its type names; an enumeration keeps others, too.
    fn is_known(&self) -> bool {
        true
    }

    /// Whether there is no value, so that a member that may be missing is left out.
    fn is_absent(&self) -> bool {
        false
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
    /// What only some bodies can carry, such as a file; whoever writes these knows its type.
    Opaque(&'a dyn Any),
}

impl<'a> Shape<'a> {
    /// A text that somebody keeps.
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
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
}

/// Where an [`Object`] shows its fields.
pub struct Entries<'a> {
    visit: &'a mut dyn FnMut(&str, &dyn Encode) -> ControlFlow<()>,
    unknown: usize,
    additional: usize,
    declared: Option<&'a Cell<&'static [Member]>>,
}

impl<'a> Entries<'a> {
    /// Hands every field that is there to `visit`, under its name in the document.
    pub fn new(visit: &'a mut dyn FnMut(&str, &dyn Encode) -> ControlFlow<()>) -> Self {
        Self {
            visit,
            unknown: 0,
            additional: 0,
            declared: None,
        }
    }

    /// The same, and before the fields that a table declares, the table is put into `declared`.
    pub(super) fn declared(mut self, declared: &'a Cell<&'static [Member]>) -> Self {
        self.declared = Some(declared);
        self
    }

    /// How many fields were shown of which the object knows nothing.
    pub(crate) fn unknown_count(&self) -> usize {
        self.unknown
    }

    /// How many fields were shown of which the object knows the type alone.
    pub(crate) fn additional_count(&self) -> usize {
        self.additional
    }
}

impl Entries<'_> {
    /// A field that is always there.
    #[inline]
    pub fn field(&mut self, key: &str, value: &dyn Encode) -> ControlFlow<()> {
        (self.visit)(key, value)
    }

    /// The fields that a table declares, with their values in the same order; those that may be missing are left out
    /// where there is no value.
    pub fn members(
        &mut self,
        members: &'static [Member],
        values: &[&dyn Encode],
    ) -> ControlFlow<()> {
        if let Some(declared) = self.declared {
            declared.set(members);
        }
        members
            .iter()
            .zip(values)
            .filter(|(member, value)| member.presence == Presence::Required || !value.is_absent())
            .try_for_each(|(member, value)| self.field(member.name, *value))
    }

    /// The fields that came in undeclared.
    pub fn unknown(&mut self, fields: &UnknownFields) -> ControlFlow<()> {
        self.unknown += fields.len();
        fields
            .iter()
            .try_for_each(|(key, value)| self.field(key, value))
    }

    /// The additional properties of an object.
    pub fn additional<T: Encode>(&mut self, map: &BTreeMap<String, T>) -> ControlFlow<()> {
        self.additional += map.len();
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
