//! The type [`Store`]. Generated: do not edit, the next run overwrites it.

/// A container for secrets.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Store {
    /// The identifier of the store. The service assigns it and it never changes.
    /// Limits: at most 32 characters. Example: `023e105f4ecef8ad9ca31a8372d0c353`.
    pub id: String,
    /// What the store is called. Example: `production`.
    pub name: String,
    /// The account that the store belongs to.
    /// Limits: at most 32 characters. Example: `985e105f4ecef8ad9ca31a8372d0c353`.
    pub account_id: Option<String>,
    /// When it was created. Example: `2025-11-03T14:07:02.861450Z`.
    pub created: crate::Timestamp,
    /// When it was last changed. The same as the time of creation if it never was.
    /// Example: `2025-11-20T09:15:33.047112Z`.
    pub modified: crate::Timestamp,
    unknown_fields: crate::UnknownFields,
}
crate::object!(Store {
    "id" => id: required, "name" => name: required, "account_id" => account_id: optional,
    "created" => created: required, "modified" => modified: required,
});
