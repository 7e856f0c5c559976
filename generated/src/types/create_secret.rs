//! The type [`CreateSecret`].

// Generated. Do not edit: the next run overwrites it.

use std::ops::ControlFlow;
use crate::runtime::{
    Decode, Entries, Fault, Field, FieldRules, Input, Object, Rules, UnknownFields,
};
use crate::object;

/// A secret to be created.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateSecret {
    /// What the secret is called. No two secrets of a store have the same name, and it cannot be changed
    /// later.
    ///
    /// Example: `MY_API_KEY`.
    pub name: String,
    /// What is to be kept secret, 64 KiB (65,536 bytes) at most. It can be written but not read: no answer
    /// contains it.
    ///
    /// Limits: at most 65536 characters. Never shown: `Debug` prints `[REDACTED]`.
    pub value: crate::Sensitive,
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

impl CreateSecret {
    /// With all that is required.
    pub fn new(
        name: impl Into<String>,
        value: impl Into<crate::Sensitive>,
        scopes: impl IntoIterator<Item = impl Into<super::Scope>>,
    ) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
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

impl Decode for CreateSecret {
    fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
        let mut name = Field::new("name");
        let mut value = Field::new("value");
        let mut scopes = Field::new("scopes");
        let mut comment = Field::new("comment");
        let mut unknown_fields = UnknownFields::default();
        from_wire
            .object(
                &mut |wire_name, from_wire| match wire_name {
                    "name" => name.read(from_wire),
                    "value" => value.read(from_wire),
                    "scopes" => scopes.read(from_wire),
                    "comment" => comment.read_optional(from_wire),
                    _ => unknown_fields.read(wire_name, from_wire),
                },
            )?;
        Ok(Self {
            name: name.required()?,
            value: value.required()?,
            scopes: scopes.required()?,
            comment: comment.optional(),
            unknown_fields,
        })
    }
}

impl Object for CreateSecret {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.field("name", &self.name)?;
        entries.field("value", &self.value)?;
        entries.field("scopes", &self.scopes)?;
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

object!(CreateSecret);
