//! The type [`StoreOrder`].

// Generated. Do not edit: the next run overwrites it.

use crate::string_enum;

/// What a list of stores is sorted by:
///
/// - `name`: what the store is called
/// - `created`: the time of its creation
/// - `modified`: the time of its last change
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StoreOrder {
    /// What the store is called
    ///
    /// On the wire: `name`
    Name,
    /// The time of its creation
    ///
    /// On the wire: `created`
    Created,
    /// The time of its last change
    ///
    /// On the wire: `modified`
    Modified,
    /// A value that was not known when this client was made, as it stands on the wire
    Unknown(String),
}

impl StoreOrder {
    /// The value as it stands on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Name => "name",
            Self::Created => "created",
            Self::Modified => "modified",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for StoreOrder {
    fn from(value: &str) -> Self {
        match value {
            "name" => Self::Name,
            "created" => Self::Created,
            "modified" => Self::Modified,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

string_enum!(StoreOrder);
