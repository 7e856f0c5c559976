//! Types as the generator emits them: the form that everything here is measured and tested with.

use std::ops::ControlFlow;

use openapi_client_runtime::runtime::{
    Decode, Entries, Fault, Field, FieldRules, Input, Object, Rules, Sensitive, Timestamp,
    UnknownFields,
};

/// Where a secret may be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// `workers`
    Workers,
    /// `ai_gateway`
    AiGateway,
    /// A value that the document does not name.
    Unknown(String),
}

impl Scope {
    /// The value as the document writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Workers => "workers",
            Self::AiGateway => "ai_gateway",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Scope {
    fn from(text: &str) -> Self {
        match text {
            "workers" => Self::Workers,
            "ai_gateway" => Self::AiGateway,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

openapi_client_runtime::string_enum!(Scope);

/// What became of a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

impl Status {
    /// The value as the document writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Deleted => "deleted",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Status {
    fn from(text: &str) -> Self {
        match text {
            "pending" => Self::Pending,
            "active" => Self::Active,
            "deleted" => Self::Deleted,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

openapi_client_runtime::string_enum!(Status);

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
    pub unknown_fields: UnknownFields,
}

impl Decode for Secret {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let mut id = Field::new("id");
        let mut name = Field::new("name");
        let mut store_id = Field::new("store_id");
        let mut status = Field::new("status");
        let mut scopes = Field::new("scopes");
        let mut comment = Field::new("comment");
        let mut created = Field::new("created");
        let mut modified = Field::new("modified");
        let mut unknown_fields = UnknownFields::default();
        input.object(&mut |key, input| match key {
            "id" => id.read(input),
            "name" => name.read(input),
            "store_id" => store_id.read(input),
            "status" => status.read(input),
            "scopes" => scopes.read_optional(input),
            "comment" => comment.read_optional(input),
            "created" => created.read(input),
            "modified" => modified.read(input),
            _ => unknown_fields.read(key, input),
        })?;
        Ok(Self {
            id: id.required()?,
            name: name.required()?,
            store_id: store_id.required()?,
            status: status.required()?,
            scopes: scopes.optional(),
            comment: comment.optional(),
            created: created.required()?,
            modified: modified.required()?,
            unknown_fields,
        })
    }
}

impl Object for Secret {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.field("id", &self.id)?;
        entries.field("name", &self.name)?;
        entries.field("store_id", &self.store_id)?;
        entries.field("status", &self.status)?;
        entries.optional("scopes", &self.scopes)?;
        entries.optional("comment", &self.comment)?;
        entries.field("created", &self.created)?;
        entries.field("modified", &self.modified)?;
        entries.unknown(&self.unknown_fields)
    }
}

openapi_client_runtime::object!(Secret);

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
        }
    }

    /// A remark.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }
}

impl Decode for CreateSecret {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let mut name = Field::new("name");
        let mut value = Field::new("value");
        let mut scopes = Field::new("scopes");
        let mut comment = Field::new("comment");
        input.object(&mut |key, input| match key {
            "name" => name.read(input),
            "value" => value.read(input),
            "scopes" => scopes.read(input),
            "comment" => comment.read_optional(input),
            _ => input.skip(),
        })?;
        Ok(Self {
            name: name.required()?,
            value: value.required()?,
            scopes: scopes.required()?,
            comment: comment.optional(),
        })
    }
}

impl Object for CreateSecret {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.field("name", &self.name)?;
        entries.field("value", &self.value)?;
        entries.field("scopes", &self.scopes)?;
        entries.optional("comment", &self.comment)
    }

    fn rules(&self) -> &'static [FieldRules] {
        const RULES: &[FieldRules] = &[
            FieldRules::new("name", Rules::ANY.min_length(1).max_length(64)),
            FieldRules::new("value", Rules::ANY.max_length(65536)),
            FieldRules::new("scopes", Rules::ANY.min_items(1).unique_items()),
        ];
        RULES
    }
}

openapi_client_runtime::object!(CreateSecret);
