//! One operation: a method and a path, what goes in, and what comes back.

use std::collections::BTreeSet;

use super::{
    Answer, Docs, Failure, FailureBody, OperationId, Origin, Pagination, ResourceId,
    ResponseHeader, Slot, Value,
};

/// One operation of the API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The `operationId`, where the document gives one.
    pub id: Option<String>,
    /// The HTTP method.
    pub method: HttpMethod,
    /// The path template.
    pub path: String,
    /// Where the document says so.
    pub origin: Origin,
    /// The resource it hangs on.
    pub resource: ResourceId,
    /// The words of its method on that resource.
    pub name: String,
    /// Summary and description.
    pub docs: Docs,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The permissions that are accepted, any one of which is enough.
    pub permissions: Vec<String>,
    /// Where it goes instead of the client's server: an address, with the names of parameters in braces.
    pub server: Option<String>,
    /// Path, query, header and cookie parameters, in the order of the document.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// What a success brings, in the form that is asked for unless the caller chooses.
    pub answer: Answer,
    /// The other forms in which a success can be asked for.
    pub alternatives: Vec<Answer>,
    /// The failures that the document lists.
    pub failures: Vec<Failure>,
    /// The headers of its answers.
    pub headers: Vec<ResponseHeader>,
    /// The statuses below 400 that send the caller elsewhere, and are what a success is answered with.
    pub redirects: Vec<u16>,
    /// How further pages are reached, for an operation that lists.
    pub pagination: Option<Pagination>,
    /// Sets of security schemes, any one of which is enough; an empty set allows an anonymous call.
    pub security: Vec<Requirement>,
    /// What that means for the credentials of a client.
    pub access: Access,
    /// The calls that the API makes on its behalf, by their places among the webhooks.
    pub callbacks: Vec<usize>,
    /// Where its answers lead.
    pub links: Vec<Link>,
}

/// A call that makes use of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The name in the document.
    pub name: String,
    /// The operation that it leads to.
    pub target: OperationId,
    /// What the document says of it.
    pub docs: Docs,
    /// Where the values of its parameters come from: names, and expressions or constants.
    pub parameters: Vec<(String, String)>,
    /// Where its body comes from.
    pub body: Option<String>,
}

/// A set of security schemes that are needed together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// Each with the scopes that its token has to have.
    pub schemes: Vec<(String, Vec<String>)>,
}

impl Requirement {
    /// The names of the schemes.
    pub fn names(&self) -> BTreeSet<String> {
        self.schemes.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// Which credentials an operation takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Access {
    /// Whether no credentials go along.
    pub is_open: bool,
    /// Whether it can be called without.
    pub is_optional: bool,
    /// The indices of those that it takes, the one that is sent if a client has several first.
    pub credentials: Vec<usize>,
}

/// A path without the format that stands behind its last segment.
pub fn without_format(path: &str) -> &str {
    let formats = [".json", ".xml"].iter();
    let mut bare = formats.filter_map(|format| path.strip_suffix(format));
    bare.next().unwrap_or(path)
}

impl Operation {
    /// Whether its path ends in a parameter, as that of an item does.
    pub fn is_of_item(&self) -> bool {
        without_format(&self.path).ends_with('}')
    }

    /// The types of the bodies of its failures, each once.
    pub fn failure_bodies(&self) -> Vec<&FailureBody> {
        let mut bodies: Vec<&FailureBody> = Vec::new();
        for body in self
            .failures
            .iter()
            .filter_map(|failure| failure.body.as_ref())
        {
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
        bodies
    }

    /// The parameters that travel at one place, with their index.
    pub fn parameters_in(&self, location: Location) -> impl Iterator<Item = (usize, &Parameter)> {
        self.parameters
            .iter()
            .enumerate()
            .filter(move |(_, parameter)| parameter.location == location)
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HttpMethod {
    /// `GET`.
    Get,
    /// `PUT`.
    Put,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
    /// `OPTIONS`.
    Options,
    /// `HEAD`.
    Head,
    /// `PATCH`.
    Patch,
    /// `TRACE`.
    Trace,
    /// `QUERY`.
    Query,
}

impl HttpMethod {
    /// Every method that a path item can hold, under its key.
    pub const ALL: [(&'static str, Self); 9] = [
        ("get", Self::Get),
        ("put", Self::Put),
        ("post", Self::Post),
        ("delete", Self::Delete),
        ("options", Self::Options),
        ("head", Self::Head),
        ("patch", Self::Patch),
        ("trace", Self::Trace),
        ("query", Self::Query),
    ];

    /// The method as it stands in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
        }
    }
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The address of the server.
    Server,
}

impl Location {
    /// The word a reader knows it by.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Server => "server",
        }
    }
}

/// How a parameter's value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a=1,2` or `a=1&a=2`.
    Form,
    /// `1,2`.
    Simple,
    /// `.1.2`.
    Label,
    /// `;a=1;a=2`.
    Matrix,
    /// `a=1%202`.
    SpaceDelimited,
    /// `a=1|2`.
    PipeDelimited,
    /// `a[b]=1`.
    DeepObject,
    /// `a=1; a=2`, with nothing escaped.
    Cookie,
    /// The value as JSON.
    Json,
}

/// One parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether each member of a list or object stands on its own.
    pub explode: bool,
    /// Whether it is all of the query string, and goes without its name.
    pub is_whole: bool,
    /// Whether reserved characters stay as they are; in a path, those that part its segments.
    pub reserved: bool,
    /// Whether it can be sent without a value.
    pub allows_empty: bool,
    /// Whether a call without it is refused.
    pub required: bool,
    /// Whether it is set once, on the client.
    pub client: bool,
    /// Its type, limits, docs and default.
    pub slot: Slot,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    /// Whether a call without it is refused.
    pub required: bool,
    /// What a caller hands over, with its limits and docs.
    pub slot: Slot,
    /// How it is written; `None` for a choice of several media types, each variant of which has a way of its own.
    pub format: Option<Format>,
}

/// How a value is written as the body of a request.
#[derive(Clone, Debug)]
pub struct Format {
    /// The media type as it is sent, with its parameters.
    pub media_type: String,
    /// The kind of media type.
    pub kind: FormatKind,
    /// What is said of the members of a form, or of the parts.
    pub encodings: Vec<Encoding>,
    /// A sample.
    pub example: Option<Value>,
}

/// The kinds of media types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatKind {
    /// JSON.
    Json,
    /// A line of JSON for each item.
    Lines,
    /// Pairs of names and values, as HTML forms have them.
    Form,
    /// Parts.
    Multipart,
    /// A scalar as text.
    Text,
    /// Bytes.
    Binary,
}

/// What the document says of one member of a form, or of one part.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// The name of the member.
    pub name: String,
    /// The media type.
    pub content_type: Option<String>,
    /// How lists and objects become text, and whether in several parts.
    pub style: Option<(Style, bool)>,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
    /// Headers that can have one value only.
    pub headers: Vec<(String, String)>,
}
