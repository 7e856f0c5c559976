//! The type [`SecretsUsage`]. Generated: do not edit, the next run overwrites it.

/// How many secrets the account holds, and how many it may hold.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SecretsUsage {
    /// How many secrets the account holds now, in all of its stores. Example: `12`.
    pub usage: i64,
    /// How many secrets the account may hold at most. Example: `100`.
    pub quota: i64,
    unknown_fields: crate::UnknownFields,
}
crate::object!(SecretsUsage { "usage" => usage: required, "quota" => quota: required });
