//! The type [`SecretOrder`]. Generated: do not edit, the next run overwrites it.

/// What a list of secrets is sorted by:
///
/// - `name`: what the secret is called
/// - `comment`: its comment
/// - `created`: the time of its creation
/// - `modified`: the time of its last change
/// - `status`: how far along the secret is
#[derive(Clone, Debug)]
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
crate::string_enum!(SecretOrder {
    "name" => Name, "comment" => Comment, "created" => Created, "modified" => Modified, "status" => Status,
});
