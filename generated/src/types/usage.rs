//! The type [`Usage`].

// Generated. Do not edit: the next run overwrites it.

use std::ops::ControlFlow;
use crate::runtime::{Decode, Entries, Fault, Field, Input, Object, UnknownFields};
use crate::object;

/// What the account uses of its limits.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Usage {
    /// How many secrets the account holds, and how many it may hold.
    pub secrets: super::SecretsUsage,
    unknown_fields: UnknownFields,
}

impl Usage {
    /// The members that came in and that this client does not know.
    pub fn unknown_fields(&self) -> &UnknownFields {
        &self.unknown_fields
    }
}

impl Decode for Usage {
    fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
        let mut secrets = Field::new("secrets");
        let mut unknown_fields = UnknownFields::default();
        from_wire
            .object(
                &mut |wire_name, from_wire| match wire_name {
                    "secrets" => secrets.read(from_wire),
                    _ => unknown_fields.read(wire_name, from_wire),
                },
            )?;
        Ok(Self {
            secrets: secrets.required()?,
            unknown_fields,
        })
    }
}

impl Object for Usage {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.field("secrets", &self.secrets)?;
        entries.unknown(&self.unknown_fields)
    }
}

object!(Usage);
