//! The type [`Direction`].

// Generated. Do not edit: the next run overwrites it.

use crate::string_enum;

/// Which way a list is sorted:
///
/// - `asc`: lowest or oldest first
/// - `desc`: highest or newest first
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Direction {
    /// Lowest or oldest first
    ///
    /// On the wire: `asc`
    Asc,
    /// Highest or newest first
    ///
    /// On the wire: `desc`
    Desc,
    /// A value that was not known when this client was made, as it stands on the wire
    Unknown(String),
}

impl Direction {
    /// The value as it stands on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for Direction {
    fn from(value: &str) -> Self {
        match value {
            "asc" => Self::Asc,
            "desc" => Self::Desc,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

string_enum!(Direction);
