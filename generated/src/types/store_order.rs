//! The type [`StoreOrder`]. Generated: do not edit, the next run overwrites it.

/// What a list of stores is sorted by:
///
/// - `name`: what the store is called
/// - `created`: the time of its creation
/// - `modified`: the time of its last change
#[derive(Clone, Debug)]
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
crate::string_enum!(StoreOrder { "name" => Name, "created" => Created, "modified" => Modified });
