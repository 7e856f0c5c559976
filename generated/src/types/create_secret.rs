//! The type [`CreateSecret`]. Generated: do not edit, the next run overwrites it.

/// A secret to be created.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateSecret {
    /// What the secret is called. No two secrets of a store have the same name, and it cannot be changed later.
    /// Example: `MY_API_KEY`.
    pub name: String,
    /// What is to be kept secret, 64 KiB (65,536 bytes) at most. It can be written but not read: no answer contains it.
    /// Limits: at most 65536 characters. Never shown: `Debug` prints `[REDACTED]`.
    pub value: crate::Sensitive,
    /// The services that may use the secret, one at least. Others cannot see its value.
    /// Example: `["workers","ai_gateway"]`.
    pub scopes: Vec<super::Scope>,
    /// A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text out of it.
    /// Example: `Billing, owned by the payments team`.
    pub comment: Option<String>,
    unknown_fields: crate::UnknownFields,
}
crate::object!(CreateSecret {
    "name" => name: required, "value" => value: required where crate::runtime::Rules::ANY.max_length(65536),
    "scopes" => scopes: required, "comment" => comment: optional(into String),
});

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
            unknown_fields: crate::UnknownFields::default(),
        }
    }
}
