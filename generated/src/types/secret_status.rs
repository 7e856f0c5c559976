//! The type [`SecretStatus`].

// Generated. Do not edit: the next run overwrites it.

use crate::string_enum;

/// How far along a secret is:
///
/// - `pending`: accepted, but not in effect everywhere yet
/// - `active`: ready for use
/// - `deleted`: no longer usable
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SecretStatus {
    /// Accepted, but not in effect everywhere yet
    ///
    /// On the wire: `pending`
    Pending,
    /// Ready for use
    ///
    /// On the wire: `active`
    Active,
    /// No longer usable
    ///
    /// On the wire: `deleted`
    Deleted,
    /// A value that was not known when this client was made, as it stands on the wire
    Unknown(String),
}

impl SecretStatus {
    /// The value as it stands on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Deleted => "deleted",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for SecretStatus {
    fn from(value: &str) -> Self {
        match value {
            "pending" => Self::Pending,
            "active" => Self::Active,
            "deleted" => Self::Deleted,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

string_enum!(SecretStatus);
