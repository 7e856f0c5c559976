//! The type [`BulkDeleteSecrets`].

// Generated. Do not edit: the next run overwrites it.

use std::ops::ControlFlow;
use crate::runtime::{
    Decode, Entries, Fault, Field, FieldRules, Input, Object, Rules, UnknownFields,
};
use crate::object;

/// The secrets that one request deletes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BulkDeleteSecrets {
    /// The identifiers of the secrets to delete.
    ///
    /// Limits: each at most 32 characters. Example:
    /// `["3fd85f74b32742f1bff64a85009dda07","8c1b6f0e9d3a4725b04f6e2d7a915c38"]`.
    pub ids: Vec<String>,
    unknown_fields: UnknownFields,
}

impl BulkDeleteSecrets {
    /// With all that is required.
    pub fn new(ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            ids: ids.into_iter().map(Into::into).collect(),
            unknown_fields: UnknownFields::default(),
        }
    }

    /// The members that came in and that this client does not know.
    pub fn unknown_fields(&self) -> &UnknownFields {
        &self.unknown_fields
    }
}

impl Decode for BulkDeleteSecrets {
    fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
        let mut ids = Field::new("ids");
        let mut unknown_fields = UnknownFields::default();
        from_wire
            .object(
                &mut |wire_name, from_wire| match wire_name {
                    "ids" => ids.read(from_wire),
                    _ => unknown_fields.read(wire_name, from_wire),
                },
            )?;
        Ok(Self {
            ids: ids.required()?,
            unknown_fields,
        })
    }
}

impl Object for BulkDeleteSecrets {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.field("ids", &self.ids)?;
        entries.unknown(&self.unknown_fields)
    }

    fn rules(&self) -> &'static [FieldRules] {
        const RULES: &[FieldRules] = &[
            FieldRules::new("ids", Rules::ANY.items(&Rules::ANY.max_length(32))),
        ];
        RULES
    }
}

object!(BulkDeleteSecrets);
