//! The type [`CreateStore`]. Generated: do not edit, the next run overwrites it.

/// A store to be created.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateStore {
    /// What the store is called. Example: `production`.
    pub name: String,
    unknown_fields: crate::UnknownFields,
}
crate::object!(CreateStore { "name" => name: required });

impl CreateStore {
    /// With all that is required.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            unknown_fields: crate::UnknownFields::default(),
        }
    }
}
