//! The type [`Secret`]. Generated: do not edit, the next run overwrites it.

/// What can be seen of a secret: everything except its value, which the service never returns.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Secret {
    /// The identifier of the secret. The service assigns it and it never changes.
    /// Limits: at most 32 characters. Example: `3fd85f74b32742f1bff64a85009dda07`.
    pub id: String,
    /// What the secret is called. No two secrets of a store have the same name, and it cannot be changed later.
    /// Example: `MY_API_KEY`.
    pub name: String,
    /// The identifier of the store. The service assigns it and it never changes.
    /// Limits: at most 32 characters. Example: `023e105f4ecef8ad9ca31a8372d0c353`.
    pub store_id: String,
    /// How far along a secret is:
    ///
    /// - `pending`: accepted, but not in effect everywhere yet
    /// - `active`: ready for use
    /// - `deleted`: no longer usable
    ///
    /// Example: `active`.
    pub status: super::SecretStatus,
    /// The services that may use the secret, one at least. Others cannot see its value.
    /// Example: `["workers","ai_gateway"]`.
    pub scopes: Option<Vec<super::Scope>>,
    /// A note on what the secret is for. Anyone who may list secrets can read it, so keep confidential text out of it.
    /// Example: `Billing, owned by the payments team`.
    pub comment: Option<String>,
    /// When it was created. Example: `2025-11-03T14:07:02.861450Z`.
    pub created: crate::Timestamp,
    /// When it was last changed. The same as the time of creation if it never was.
    /// Example: `2025-11-20T09:15:33.047112Z`.
    pub modified: crate::Timestamp,
    unknown_fields: crate::UnknownFields,
}
crate::object!(Secret {
    "id" => id: required, "name" => name: required, "store_id" => store_id: required,
    "status" => status: required, "scopes" => scopes: optional, "comment" => comment: optional,
    "created" => created: required, "modified" => modified: required,
});
