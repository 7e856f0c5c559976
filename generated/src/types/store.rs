//! The type [`Store`].

// Generated. Do not edit: the next run overwrites it.

use std::ops::ControlFlow;
use crate::runtime::{Decode, Entries, Fault, Field, Input, Object, UnknownFields};
use crate::object;

/// A container for secrets.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Store {
    /// The identifier of the store. The service assigns it and it never changes.
    ///
    /// Limits: at most 32 characters. Example: `023e105f4ecef8ad9ca31a8372d0c353`.
    pub id: String,
    /// What the store is called.
    ///
    /// Example: `production`.
    pub name: String,
    /// The account that the store belongs to.
    ///
    /// Limits: at most 32 characters. Example: `985e105f4ecef8ad9ca31a8372d0c353`.
    pub account_id: Option<String>,
    /// When it was created.
    ///
    /// Example: `2025-11-03T14:07:02.861450Z`.
    pub created: crate::Timestamp,
    /// When it was last changed. The same as the time of creation if it never was.
    ///
    /// Example: `2025-11-20T09:15:33.047112Z`.
    pub modified: crate::Timestamp,
    unknown_fields: UnknownFields,
}

impl Store {
    /// The members that came in and that this client does not know.
    pub fn unknown_fields(&self) -> &UnknownFields {
        &self.unknown_fields
    }
}

impl Decode for Store {
    fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
        let mut id = Field::new("id");
        let mut name = Field::new("name");
        let mut account_id = Field::new("account_id");
        let mut created = Field::new("created");
        let mut modified = Field::new("modified");
        let mut unknown_fields = UnknownFields::default();
        from_wire
            .object(
                &mut |wire_name, from_wire| match wire_name {
                    "id" => id.read(from_wire),
                    "name" => name.read(from_wire),
                    "account_id" => account_id.read_optional(from_wire),
                    "created" => created.read(from_wire),
                    "modified" => modified.read(from_wire),
                    _ => unknown_fields.read(wire_name, from_wire),
                },
            )?;
        Ok(Self {
            id: id.required()?,
            name: name.required()?,
            account_id: account_id.optional(),
            created: created.required()?,
            modified: modified.required()?,
            unknown_fields,
        })
    }
}

impl Object for Store {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.field("id", &self.id)?;
        entries.field("name", &self.name)?;
        entries.optional("account_id", &self.account_id)?;
        entries.field("created", &self.created)?;
        entries.field("modified", &self.modified)?;
        entries.unknown(&self.unknown_fields)
    }
}

object!(Store);
