//! Types as the generator emits them: the form that everything here is measured and tested with.

use openapi_client_runtime::runtime::{Rules, Sensitive, Timestamp, UnknownFields};

/// Where a secret may be used.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Scope {
    /// `workers`
    Workers,
    /// `ai_gateway`
    AiGateway,
    /// A value that the document does not name.
    Unknown(String),
}

openapi_client_runtime::string_enum!(Scope { "workers" => Workers, "ai_gateway" => AiGateway });

/// What became of a secret.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Status {
    /// `pending`
    Pending,
    /// `active`
    Active,
    /// `deleted`
    Deleted,
    /// A value that the document does not name.
    Unknown(String),
}

openapi_client_runtime::string_enum!(Status { "pending" => Pending, "active" => Active, "deleted" => Deleted });

/// A secret, without its value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Secret {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The store that it is in.
    pub store_id: String,
    /// What became of it.
    pub status: Status,
    /// Where it may be used.
    pub scopes: Option<Vec<Scope>>,
    /// A remark.
    pub comment: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was changed.
    pub modified: Timestamp,
    /// Fields that the document does not declare.
    unknown_fields: UnknownFields,
}

openapi_client_runtime::object!(Secret {
    "id" => id: required,
    "name" => name: required,
    "store_id" => store_id: required,
    "status" => status: required,
    "scopes" => scopes: optional,
    "comment" => comment: optional,
    "created" => created: required,
    "modified" => modified: required,
});

/// A secret to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateSecret {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Sensitive,
    /// Where it may be used.
    pub scopes: Vec<Scope>,
    /// A remark.
    pub comment: Option<String>,
    unknown_fields: UnknownFields,
}

impl CreateSecret {
    /// The parts that it has to have.
    pub fn new(
        name: impl Into<String>,
        value: impl Into<Sensitive>,
        scopes: impl IntoIterator<Item = impl Into<Scope>>,
    ) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            scopes: scopes.into_iter().map(Into::into).collect(),
            comment: None,
            unknown_fields: UnknownFields::default(),
        }
    }
}

openapi_client_runtime::object!(CreateSecret {
    "name" => name: required where Rules::ANY.min_length(1).max_length(64),
    "value" => value: required where Rules::ANY.max_length(65536),
    "scopes" => scopes: required where Rules::ANY.min_items(1).unique_items(),
    "comment" => comment: optional(into String),
});
