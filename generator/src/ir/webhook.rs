//! What the API calls of its own accord: webhooks, and the callbacks of operations. Users of the crate receive them.

use super::{Docs, HeaderForm, HttpMethod, OperationId, Origin, Slot, TypeRef};

/// A call that the API makes.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The name of the webhook or callback in the document.
    pub key: String,
    /// The `operationId`, where the document gives one.
    pub id: Option<String>,
    /// What it may be called, the best first.
    pub names: Vec<String>,
    /// The HTTP method.
    pub method: HttpMethod,
    /// Whose callback it is, unless it is a webhook.
    pub callback: Option<Callback>,
    /// Where the document says so.
    pub origin: Origin,
    /// Summary and description.
    pub docs: Docs,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The headers that it comes with.
    pub headers: Vec<WebhookHeader>,
    /// What its body holds.
    pub payload: Option<WebhookPayload>,
    /// What a receiver may answer.
    pub replies: Vec<WebhookReply>,
    /// What a request has that is this one; without any, the caller has to say so.
    pub signs: Vec<Sign>,
}

/// The operations that a call belongs to.
#[derive(Clone, Debug)]
pub struct Callback {
    /// The expression that says where the call goes.
    pub expression: String,
    /// The operations that have it.
    pub operations: Vec<OperationId>,
}

/// A header of a webhook.
#[derive(Clone, Debug)]
pub struct WebhookHeader {
    /// The name on the wire.
    pub name: String,
    /// How its value is written.
    pub form: HeaderForm,
    /// Whether it is always there.
    pub required: bool,
    /// Its type and docs.
    pub slot: Slot,
}

impl WebhookHeader {
    /// What is the same for headers that are called the same, and hold the same.
    pub fn key(&self) -> String {
        let name = self.name.to_ascii_lowercase();
        format!("{name} {:?} {:?}", self.form, self.slot.ty)
    }
}

/// The body of a webhook.
#[derive(Clone, Debug)]
pub struct WebhookPayload {
    /// The media types, as the document writes them.
    pub media_types: Vec<String>,
    /// How it becomes a value.
    pub reading: Reading,
    /// Its type, with what the document says of it.
    pub slot: Slot,
}

/// How the body of a webhook becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// As JSON.
    Json,
    /// As the fields of a form.
    Form,
    /// As JSON or as a form, as its media type says.
    JsonOrForm,
    /// As text.
    Text,
    /// It stays bytes.
    Bytes,
}

/// What a receiver may answer.
#[derive(Clone, Debug)]
pub struct WebhookReply {
    /// The status as the document writes it.
    pub status: String,
    /// What the document says of it.
    pub docs: Docs,
    /// The media types of its body.
    pub media_types: Vec<String>,
    /// What its body holds, where that is JSON.
    pub ty: Option<TypeRef>,
}

/// What tells one webhook from others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// Where to look.
    pub place: SignPlace,
    /// What to find there.
    pub values: Vec<String>,
    /// What it means if nothing, or something else is there.
    pub force: Force,
}

/// Where a sign stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignPlace {
    /// In a header of this name, in lower case.
    Header(String),
    /// In a member of the payload: the way to it.
    Member(Vec<String>),
    /// In the media type of the body.
    MediaType,
}

/// How much a sign says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// A request without it is another one.
    Must,
    /// A request with another value is another one.
    Is,
    /// The document does not say so, but names suggest it: letters and digits count, and a value that no webhook is
    /// called by says nothing.
    May,
}
