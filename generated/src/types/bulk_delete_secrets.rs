//! The type [`BulkDeleteSecrets`]. Generated: do not edit, the next run overwrites it.

/// The secrets that one request deletes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BulkDeleteSecrets {
    /// The identifiers of the secrets to delete.
    /// Limits: each at most 32 characters. Example:
    /// `["3fd85f74b32742f1bff64a85009dda07","8c1b6f0e9d3a4725b04f6e2d7a915c38"]`.
    pub ids: Vec<String>,
    unknown_fields: crate::UnknownFields,
}
crate::object!(BulkDeleteSecrets {
    "ids" => ids: required where crate::runtime::Rules::ANY.items(&const { crate::runtime::Rules::ANY.max_length(32) }),
});

impl BulkDeleteSecrets {
    /// With all that is required.
    pub fn new(ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            ids: ids.into_iter().map(Into::into).collect(),
            unknown_fields: crate::UnknownFields::default(),
        }
    }
}
