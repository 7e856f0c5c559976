//! The type [`EditSecret`].

// Generated. Do not edit: the next run overwrites it.

use std::ops::ControlFlow;
use crate::runtime::{
    Decode, Entries, Fault, Field, FieldRules, Input, Object, Rules, UnknownFields,
};
use crate::object;

/// Changes to a secret. What is left out stays as it is. The name is not among them: a secret
/// cannot be renamed.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct EditSecret {
    /// What is to be kept secret, 64 KiB (65,536 bytes) at most. It can be written but not read: no answer
    /// contains it.
    ///
    /// Limits: at most 65536 characters. Never shown: `Debug` prints `[REDACTED]`.
    pub value: Option<crate::Sensitive>,
    /// The services that may use the secret, one at least. Others cannot see its value.
    ///
    /// Example: `["workers","ai_gateway"]`.
    pub scopes: Option<Vec<super::Scope>>,
    /// A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text
    /// out of it.
    ///
    /// Example: `Billing, owned by the payments team`.
    pub comment: Option<String>,
    unknown_fields: UnknownFields,
}

impl EditSecret {
    /// Nothing set yet.
    pub fn new() -> Self {
        Self {
            value: None,
            scopes: None,
            comment: None,
            unknown_fields: UnknownFields::default(),
        }
    }

    /// What is to be kept secret, 64 KiB (65,536 bytes) at most. It can be written but not read: no answer
    /// contains it.
    ///
    /// Limits: at most 65536 characters. Never shown: `Debug` prints `[REDACTED]`.
    #[must_use]
    pub fn value(mut self, value: impl Into<crate::Sensitive>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The services that may use the secret, one at least. Others cannot see its value.
    ///
    /// Example: `["workers","ai_gateway"]`.
    #[must_use]
    pub fn scopes(
        mut self,
        scopes: impl IntoIterator<Item = impl Into<super::Scope>>,
    ) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
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

impl Decode for EditSecret {
    fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
        let mut value = Field::new("value");
        let mut scopes = Field::new("scopes");
        let mut comment = Field::new("comment");
        let mut unknown_fields = UnknownFields::default();
        from_wire
            .object(
                &mut |wire_name, from_wire| match wire_name {
                    "value" => value.read_optional(from_wire),
                    "scopes" => scopes.read_optional(from_wire),
                    "comment" => comment.read_optional(from_wire),
                    _ => unknown_fields.read(wire_name, from_wire),
                },
            )?;
        Ok(Self {
            value: value.optional(),
            scopes: scopes.optional(),
            comment: comment.optional(),
            unknown_fields,
        })
    }
}

impl Object for EditSecret {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.optional("value", &self.value)?;
        entries.optional("scopes", &self.scopes)?;
        entries.optional("comment", &self.comment)?;
        entries.unknown(&self.unknown_fields)
    }

    fn rules(&self) -> &'static [FieldRules] {
        const RULES: &[FieldRules] = &[
            FieldRules::new("value", Rules::ANY.max_length(65536)),
        ];
        RULES
    }
}

object!(EditSecret);
