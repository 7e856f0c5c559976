//! The type [`SecretStatus`]. Generated: do not edit, the next run overwrites it.

/// How far along a secret is:
///
/// - `pending`: accepted, but not in effect everywhere yet
/// - `active`: ready for use
/// - `deleted`: no longer usable
#[derive(Clone, Debug)]
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
crate::string_enum!(SecretStatus { "pending" => Pending, "active" => Active, "deleted" => Deleted });
