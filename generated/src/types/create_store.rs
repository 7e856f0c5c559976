//! The type [`CreateStore`].

// Generated. Do not edit: the next run overwrites it.

use std::ops::ControlFlow;
use crate::runtime::{Decode, Entries, Fault, Field, Input, Object, UnknownFields};
use crate::object;

/// A store to be created.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateStore {
    /// What the store is called.
    ///
    /// Example: `production`.
    pub name: String,
    unknown_fields: UnknownFields,
}

impl CreateStore {
    /// With all that is required.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            unknown_fields: UnknownFields::default(),
        }
    }

    /// The members that came in and that this client does not know.
    pub fn unknown_fields(&self) -> &UnknownFields {
        &self.unknown_fields
    }
}

impl Decode for CreateStore {
    fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
        let mut name = Field::new("name");
        let mut unknown_fields = UnknownFields::default();
        from_wire
            .object(
                &mut |wire_name, from_wire| match wire_name {
                    "name" => name.read(from_wire),
                    _ => unknown_fields.read(wire_name, from_wire),
                },
            )?;
        Ok(Self {
            name: name.required()?,
            unknown_fields,
        })
    }
}

impl Object for CreateStore {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.field("name", &self.name)?;
        entries.unknown(&self.unknown_fields)
    }
}

object!(CreateStore);
