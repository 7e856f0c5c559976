//! The type [`DuplicateSecret`]. Generated: do not edit, the next run overwrites it.

/// How the copy of a secret is to be named and who may use it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DuplicateSecret {
    /// What the secret is called. No two secrets of a store have the same name, and it cannot be changed later.
    /// Example: `MY_API_KEY`.
    pub name: String,
    /// The services that may use the secret, one at least. Others cannot see its value.
    /// Example: `["workers","ai_gateway"]`.
    pub scopes: Vec<super::Scope>,
    /// A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text out of it.
    /// Example: `Billing, owned by the payments team`.
    pub comment: Option<String>,
    unknown_fields: crate::UnknownFields,
}
crate::object!(DuplicateSecret {
    "name" => name: required, "scopes" => scopes: required, "comment" => comment: optional(into String),
});

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
            unknown_fields: crate::UnknownFields::default(),
        }
    }
}
