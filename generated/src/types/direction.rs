//! The type [`Direction`]. Generated: do not edit, the next run overwrites it.

/// Which way a list is sorted:
///
/// - `asc`: lowest or oldest first
/// - `desc`: highest or newest first
#[derive(Clone, Debug)]
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
crate::string_enum!(Direction { "asc" => Asc, "desc" => Desc });
