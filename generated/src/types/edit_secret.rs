//! The type [`EditSecret`]. Generated: do not edit, the next run overwrites it.

/// Changes to a secret. What is left out stays as it is. The name is not among them: a secret
/// cannot be renamed.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct EditSecret {
    /// What is to be kept secret, 64 KiB (65,536 bytes) at most. It can be written but not read: no answer contains it.
    /// Limits: at most 65536 characters. Never shown: `Debug` prints `[REDACTED]`.
    pub value: Option<crate::Sensitive>,
    /// The services that may use the secret, one at least. Others cannot see its value.
    /// Example: `["workers","ai_gateway"]`.
    pub scopes: Option<Vec<super::Scope>>,
    /// A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text out of it.
    /// Example: `Billing, owned by the payments team`.
    pub comment: Option<String>,
    unknown_fields: crate::UnknownFields,
}
crate::object!(EditSecret new {
    "value" => value: optional(into crate::Sensitive) where crate::runtime::Rules::ANY.max_length(65536),
    "scopes" => scopes: optional(each super::Scope), "comment" => comment: optional(into String),
});
