//! The API as plain data: what the document says, freed of how it says it, before any Rust identifier exists.
//!
//! Everything is ordered and refers to everything else by id, so the same document always gives the same bytes, and a
//! pass can be read on its own. Nothing here knows the syntax of OpenAPI or of Rust.

mod answer;
mod api;
mod dump;
mod limits;
mod operation;
mod pagination;
mod program;
mod types;
mod uses;
mod webhook;

pub use answer::{
    Answer, AnswerCase, AnswerContent, Failure, FailureBody, HeaderForm, Payload, ResponseHeader,
    status_number, status_words,
};
pub use api::{
    Api, ClientCredentials, ClientParameter, Credential, CredentialPart, Envelope, Feature,
    Package, Placement, Resource, SecurityScheme, Server, ServerVariable,
};
pub use limits::{Bound, Limits, Number};
pub use operation::{
    Access, Body, Encoding, Format, FormatKind, HttpMethod, Link, Location, Operation, Parameter,
    Requirement, Style, without_format,
};
pub use pagination::{Pagination, Step, Way};
pub use program::{BodyForm, Member, Program};
pub use types::{
    Additional, ChoiceVariant, Docs, Enumeration, EnumerationBase, Extent, Field, Integer, Object,
    Origin, Slot, TypeDef, TypeKind, TypeRef, Union, UnionVariant, Usage, Value, Variant,
};

pub use webhook::{
    Callback, Force, Reading, Sign, SignPlace, Webhook, WebhookHeader, WebhookPayload, WebhookReply,
};

/// The place of a type in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// The place of a resource in [`Api::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub usize);

impl ResourceId {
    /// What stands among resources for the webhooks, which are none, where a build can do without them.
    pub const WEBHOOKS: Self = Self(usize::MAX);
}

/// The place of an operation in [`Api::operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub usize);
