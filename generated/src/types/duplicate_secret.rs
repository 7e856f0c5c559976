//! The type [`DuplicateSecret`].

// Generated. Do not edit: the next run overwrites it.

use std::ops::ControlFlow;
use crate::runtime::{Decode, Entries, Fault, Field, Input, Object, UnknownFields};
use crate::object;

/// How the copy of a secret is to be named and who may use it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DuplicateSecret {
    /// What the secret is called. No two secrets of a store have the same name, and it cannot be changed
    /// later.
    ///
    /// Example: `MY_API_KEY`.
    pub name: String,
    /// The services that may use the secret, one at least. Others cannot see its value.
    ///
    /// Example: `["workers","ai_gateway"]`.
    pub scopes: Vec<super::Scope>,
    /// A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text
    /// out of it.
    ///
    /// Example: `Billing, owned by the payments team`.
    pub comment: Option<String>,
    unknown_fields: UnknownFields,
}

impl DuplicateSecret {
    /// With all that is required.
    pub fn new(
        name: impl Into<String>,
        scopes: impl IntoIterator<Item = impl Into<super::Scope>>,
    ) -> Self {
        Self {
            name: name.into(),
            scopes: scopes.into_iter().map(Into::into).collect(),
            comment: None,
            unknown_fields: UnknownFields::default(),
        }
    }

    /// A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text
    /// out of it.
    ///
    /// Example: `Billing, owned by the payments team`.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// The members that came in and that this client does not know.
    pub fn unknown_fields(&self) -> &UnknownFields {
        &self.unknown_fields
    }
}

impl Decode for DuplicateSecret {
    fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
        let mut name = Field::new("name");
        let mut scopes = Field::new("scopes");
        let mut comment = Field::new("comment");
        let mut unknown_fields = UnknownFields::default();
        from_wire
            .object(
                &mut |wire_name, from_wire| match wire_name {
                    "name" => name.read(from_wire),
                    "scopes" => scopes.read(from_wire),
                    "comment" => comment.read_optional(from_wire),
                    _ => unknown_fields.read(wire_name, from_wire),
                },
            )?;
        Ok(Self {
            name: name.required()?,
            scopes: scopes.required()?,
            comment: comment.optional(),
            unknown_fields,
        })
    }
}

impl Object for DuplicateSecret {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.field("name", &self.name)?;
        entries.field("scopes", &self.scopes)?;
        entries.optional("comment", &self.comment)?;
        entries.unknown(&self.unknown_fields)
    }
}

object!(DuplicateSecret);
