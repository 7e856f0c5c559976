//! The type [`SecretsUsage`].

// Generated. Do not edit: the next run overwrites it.

use std::ops::ControlFlow;
use crate::runtime::{Decode, Entries, Fault, Field, Input, Object, UnknownFields};
use crate::object;

/// How many secrets the account holds, and how many it may hold.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SecretsUsage {
    /// How many secrets the account holds now, in all of its stores.
    ///
    /// Example: `12`.
    pub usage: i64,
    /// How many secrets the account may hold at most.
    ///
    /// Example: `100`.
    pub quota: i64,
    unknown_fields: UnknownFields,
}

impl SecretsUsage {
    /// The members that came in and that this client does not know.
    pub fn unknown_fields(&self) -> &UnknownFields {
        &self.unknown_fields
    }
}

impl Decode for SecretsUsage {
    fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
        let mut usage = Field::new("usage");
        let mut quota = Field::new("quota");
        let mut unknown_fields = UnknownFields::default();
        from_wire
            .object(
                &mut |wire_name, from_wire| match wire_name {
                    "usage" => usage.read(from_wire),
                    "quota" => quota.read(from_wire),
                    _ => unknown_fields.read(wire_name, from_wire),
                },
            )?;
        Ok(Self {
            usage: usage.required()?,
            quota: quota.required()?,
            unknown_fields,
        })
    }
}

impl Object for SecretsUsage {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.field("usage", &self.usage)?;
        entries.field("quota", &self.quota)?;
        entries.unknown(&self.unknown_fields)
    }
}

object!(SecretsUsage);
