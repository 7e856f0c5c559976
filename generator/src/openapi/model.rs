//! What stands where in a document: for each kind of object, what each of its members has to be.
//!
//! One table for all passes over the plain tree. It holds what `openapiv3` reads, so that a tree which agrees with it is
//! never refused there, and the keywords of later versions that hold schemas.

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Document,
    Info,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    Response,
    MediaType,
    Encoding,
    Example,
    SecurityScheme,
    Flows,
    Flow,
    Discriminator,
    Callback,
    Link,
    Schema,
}

/// What a member has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Anything: nobody reads it, or whoever does copes.
    Any,
    /// Nothing: no client has a use for it, and what is left out cannot be wrong.
    Unused,
    Text,
    /// Text that is one of these.
    Word(&'static [&'static str]),
    Flag,
    Count,
    /// A list of anything.
    Values,
    Texts,
    TextMap,
    /// An object of anything.
    Members,
    /// A list of objects of lists of text: which schemes of security hold together.
    Requirements,
    Node(Kind),
    Nodes(Kind),
    Map(Kind),
    /// A map of path items under paths.
    Paths,
    /// A map of responses under statuses.
    Responses,
    /// A schema, or whether there may be anything at all.
    SchemaOrFlag,
}

const QUERY_STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];

/// The methods that a path item may have.
pub const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

impl Kind {
    /// What one calls it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Document => "an OpenAPI document",
            Self::Info => "the information on the API",
            Self::Server => "a server",
            Self::ServerVariable => "a variable of a server",
            Self::Tag => "a tag",
            Self::ExternalDocs => "a link to documentation",
            Self::Components => "the components",
            Self::PathItem => "a path with its operations",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::Header => "a header",
            Self::RequestBody => "a request body",
            Self::Response => "a response",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Example => "an example",
            Self::SecurityScheme => "a security scheme",
            Self::Flows => "the flows of OAuth 2",
            Self::Flow => "a flow of OAuth 2",
            Self::Discriminator => "a discriminator",
            Self::Callback => "a callback",
            Self::Link => "a link",
            Self::Schema => "a schema",
        }
    }

    /// The section of the components that holds such objects, for those that a `$ref` can stand for.
    pub fn section(self) -> Option<&'static str> {
        match self {
            Self::PathItem => Some("pathItems"),
            Self::Parameter => Some("parameters"),
            Self::Header => Some("headers"),
            Self::RequestBody => Some("requestBodies"),
            Self::Response => Some("responses"),
            Self::Example => Some("examples"),
            Self::SecurityScheme => Some("securitySchemes"),
            Self::Callback => Some("callbacks"),
            Self::Link => Some("links"),
            Self::Schema => Some("schemas"),
            _ => None,
        }
    }

    /// The members without which it means nothing, each with the text that stands in for it, if any can.
    pub fn needed(self) -> &'static [(&'static str, Option<&'static str>)] {
        match self {
            Self::Info => &[("title", Some("API")), ("version", Some("0"))],
            Self::Server | Self::ExternalDocs => &[("url", None)],
            Self::ServerVariable => &[("default", Some(""))],
            Self::Tag => &[("name", None)],
            Self::Parameter => &[("name", None), ("in", None)],
            Self::Response => &[("description", Some(""))],
            Self::SecurityScheme => &[("type", None)],
            Self::Discriminator => &[("propertyName", None)],
            Self::Flow => &[("authorizationUrl", Some("")), ("tokenUrl", Some(""))],
            _ => &[],
        }
    }

    /// What the member of that name has to be.
    pub fn member(self, key: &str) -> Shape {
        match self {
            Self::Document => document(key),
            Self::Components => components(key),
            Self::PathItem => path_item(key),
            Self::Operation => operation(key),
            Self::Parameter | Self::Header | Self::MediaType => described(self, key),
            Self::RequestBody | Self::Response => exchanged(self, key),
            Self::SecurityScheme | Self::Flows | Self::Flow => security(key),
            Self::Schema => schema(key),
            _ => other(self, key),
        }
    }
}

fn document(key: &str) -> Shape {
    match key {
        "info" => Shape::Node(Kind::Info),
        "servers" => Shape::Nodes(Kind::Server),
        "paths" => Shape::Paths,
        "components" => Shape::Node(Kind::Components),
        "security" => Shape::Requirements,
        "tags" => Shape::Nodes(Kind::Tag),
        "externalDocs" => Shape::Node(Kind::ExternalDocs),
        // Before there was a word for them, documents had an extension.
        "webhooks" | "x-webhooks" => Shape::Map(Kind::PathItem),
        _ => Shape::Any,
    }
}

fn components(key: &str) -> Shape {
    match key {
        "schemas" => Shape::Map(Kind::Schema),
        "responses" => Shape::Map(Kind::Response),
        "parameters" => Shape::Map(Kind::Parameter),
        "examples" => Shape::Map(Kind::Example),
        "requestBodies" => Shape::Map(Kind::RequestBody),
        "headers" => Shape::Map(Kind::Header),
        "securitySchemes" => Shape::Map(Kind::SecurityScheme),
        "pathItems" => Shape::Map(Kind::PathItem),
        "links" => Shape::Map(Kind::Link),
        "callbacks" => Shape::Map(Kind::Callback),
        _ => Shape::Any,
    }
}

fn path_item(key: &str) -> Shape {
    match key {
        "summary" | "description" => Shape::Text,
        "servers" => Shape::Nodes(Kind::Server),
        "parameters" => Shape::Nodes(Kind::Parameter),
        _ if METHODS.contains(&key) => Shape::Node(Kind::Operation),
        _ => Shape::Any,
    }
}

fn operation(key: &str) -> Shape {
    match key {
        "tags" => Shape::Texts,
        "summary" | "description" | "operationId" => Shape::Text,
        "externalDocs" => Shape::Node(Kind::ExternalDocs),
        "parameters" => Shape::Nodes(Kind::Parameter),
        "requestBody" => Shape::Node(Kind::RequestBody),
        "responses" => Shape::Responses,
        "callbacks" => Shape::Map(Kind::Callback),
        "deprecated" => Shape::Flag,
        "security" => Shape::Requirements,
        "servers" => Shape::Nodes(Kind::Server),
        _ => Shape::Any,
    }
}

/// What has a schema and examples.
fn described(kind: Kind, key: &str) -> Shape {
    match (kind, key) {
        (_, "schema") | (Kind::MediaType, "itemSchema") => Shape::Node(Kind::Schema),
        (_, "examples") => Shape::Map(Kind::Example),
        (Kind::MediaType, "encoding") => Shape::Map(Kind::Encoding),
        (Kind::MediaType, _) => Shape::Any,
        (_, "content") => Shape::Map(Kind::MediaType),
        (_, "name" | "description") => Shape::Text,
        (Kind::Parameter, "in") => Shape::Word(&["query", "header", "path", "cookie"]),
        (Kind::Header, "style") => Shape::Word(&["simple"]),
        (_, "required" | "deprecated" | "explode" | "allowReserved" | "allowEmptyValue") => {
            Shape::Flag
        }
        _ => Shape::Any,
    }
}

/// What has content.
fn exchanged(kind: Kind, key: &str) -> Shape {
    match (kind, key) {
        (_, "description") => Shape::Text,
        (_, "content") => Shape::Map(Kind::MediaType),
        (Kind::RequestBody, "required") => Shape::Flag,
        (Kind::Response, "headers") => Shape::Map(Kind::Header),
        (Kind::Response, "links") => Shape::Map(Kind::Link),
        _ => Shape::Any,
    }
}

fn security(key: &str) -> Shape {
    match key {
        "type" => Shape::Word(&["apiKey", "http", "oauth2", "openIdConnect"]),
        "in" => Shape::Word(&["query", "header", "cookie"]),
        "flows" => Shape::Node(Kind::Flows),
        "implicit" | "password" | "clientCredentials" | "authorizationCode" => {
            Shape::Node(Kind::Flow)
        }
        "scopes" => Shape::TextMap,
        "name" | "description" | "scheme" | "bearerFormat" | "openIdConnectUrl"
        | "authorizationUrl" | "tokenUrl" | "refreshUrl" => Shape::Text,
        _ => Shape::Any,
    }
}

fn other(kind: Kind, key: &str) -> Shape {
    match (kind, key) {
        (Kind::Info, "contact" | "license" | "termsOfService") => Shape::Unused,
        // By the expression that says where the call goes.
        (Kind::Callback, key) if !key.starts_with("x-") => Shape::Node(Kind::PathItem),
        (Kind::Link, "parameters") => Shape::Members,
        (Kind::Link, "server") => Shape::Node(Kind::Server),
        (Kind::Server, "variables") => Shape::Map(Kind::ServerVariable),
        (Kind::ServerVariable, "enum") => Shape::Texts,
        (Kind::Tag, "externalDocs") => Shape::Node(Kind::ExternalDocs),
        (Kind::Encoding, "headers") => Shape::Map(Kind::Header),
        (Kind::Encoding, "style") => Shape::Word(QUERY_STYLES),
        (Kind::Encoding, "explode" | "allowReserved") => Shape::Flag,
        (Kind::Discriminator, "mapping") => Shape::TextMap,
        (Kind::Info, "title" | "version" | "description")
        | (Kind::Server | Kind::ExternalDocs, "url" | "description")
        | (Kind::ServerVariable, "default" | "description")
        | (Kind::Tag, "name" | "description")
        | (Kind::Encoding, "contentType")
        | (Kind::Example, "summary" | "description" | "externalValue")
        | (Kind::Link, "operationId" | "operationRef" | "description")
        | (Kind::Discriminator, "propertyName") => Shape::Text,
        _ => Shape::Any,
    }
}

fn schema(key: &str) -> Shape {
    match key {
        "type" | "format" | "pattern" | "title" | "description" => Shape::Text,
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => Shape::Flag,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            Shape::Count
        }
        "enum" => Shape::Values,
        "required" => Shape::Texts,
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Shape::Map(Kind::Schema)
        }
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => Shape::Nodes(Kind::Schema),
        "items" | "not" | "if" | "then" | "else" | "contains" | "propertyNames" => {
            Shape::Node(Kind::Schema)
        }
        "additionalProperties" | "unevaluatedProperties" | "additionalItems" => Shape::SchemaOrFlag,
        "externalDocs" => Shape::Node(Kind::ExternalDocs),
        "discriminator" => Shape::Node(Kind::Discriminator),
        _ => Shape::Any,
    }
}

/// What the style of a parameter has to be, by where it is sent.
pub fn styles(location: &str) -> &'static [&'static str] {
    match location {
        "query" => QUERY_STYLES,
        "header" => &["simple"],
        "path" => &["matrix", "label", "simple"],
        _ => &["form"],
    }
}
