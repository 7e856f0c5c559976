//! The type [`SecretOrder`].

// Generated. Do not edit: the next run overwrites it.

use crate::string_enum;

/// What a list of secrets is sorted by:
///
/// - `name`: what the secret is called
/// - `comment`: its comment
/// - `created`: the time of its creation
/// - `modified`: the time of its last change
/// - `status`: how far along the secret is
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SecretOrder {
    /// What the secret is called
    ///
    /// On the wire: `name`
    Name,
    /// Its comment
    ///
    /// On the wire: `comment`
    Comment,
    /// The time of its creation
    ///
    /// On the wire: `created`
    Created,
    /// The time of its last change
    ///
    /// On the wire: `modified`
    Modified,
    /// How far along the secret is
    ///
    /// On the wire: `status`
    Status,
    /// A value that was not known when this client was made, as it stands on the wire
    Unknown(String),
}

impl SecretOrder {
    /// The value as it stands on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Name => "name",
            Self::Comment => "comment",
            Self::Created => "created",
            Self::Modified => "modified",
            Self::Status => "status",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for SecretOrder {
    fn from(value: &str) -> Self {
        match value {
            "name" => Self::Name,
            "comment" => Self::Comment,
            "created" => Self::Created,
            "modified" => Self::Modified,
            "status" => Self::Status,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

string_enum!(SecretOrder);
