//! The type [`Usage`]. Generated: do not edit, the next run overwrites it.

/// What the account uses of its limits.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Usage {
    /// How many secrets the account holds, and how many it may hold.
    pub secrets: super::SecretsUsage,
    unknown_fields: crate::UnknownFields,
}
crate::object!(Usage { "secrets" => secrets: required });
