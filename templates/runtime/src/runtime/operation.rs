//! What the generated code says of one operation: its method, its path, its parameters.

use http::Method;

use super::Rules;
use super::envelope::ReadBody;
use super::pagination::Pagination;

/// One operation of an API: written once as a `static` by the generated code.
#[derive(Debug)]
pub struct Operation {
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) server: Option<&'static str>,
    pub(crate) parameters: &'static [Parameter],
    pub(crate) security: Security,
    pub(crate) credentials: Option<&'static [usize]>,
    pub(crate) pagination: Option<&'static Pagination>,
    pub(crate) enveloped: bool,
    pub(crate) accept: &'static str,
    pub(crate) reads: Option<ReadBody>,
    pub(crate) redirects: &'static [u16],
    #[cfg(feature = "tracing")]
    pub(crate) span: super::trace::SpanCell,
}

impl Operation {
    /// An operation by the path of method names that leads to it, with the path below the API's base URL in which
    /// `{name}` stands for the path parameter of that name.
    pub const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            name,
            method,
            path,
            server: None,
            parameters: &[],
            security: Security::Required,
            credentials: None,
            pagination: None,
            enveloped: true,
            accept: "application/json",
            reads: None,
            redirects: &[],
            #[cfg(feature = "tracing")]
            span: super::trace::SpanCell::new(),
        }
    }

    /// The address that the path is appended to instead of the client's: `{name}` stands for the server parameter of that
    /// name, and `{name=value}` for one that has a value unless it is set. One that starts with a slash is on the client's
    /// server. A base URL that the caller sets replaces it.
    #[must_use]
    pub const fn server(mut self, address: &'static str) -> Self {
        self.server = Some(address);
        self
    }

    /// The parameters; query parameters are sent in this order.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Whether one of the client's credentials is sent; they are required unless this says otherwise.
    #[must_use]
    pub const fn security(mut self, security: Security) -> Self {
        self.security = security;
        self
    }

    /// The indices of the credentials that it takes, the preferred one first; all in their order unless this says otherwise.
    #[must_use]
    pub const fn credentials(mut self, credentials: &'static [usize]) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// How one page of the answer leads to the next.
    #[must_use]
    pub const fn pagination(mut self, pagination: &'static Pagination) -> Self {
        self.pagination = Some(pagination);
        self
    }

    /// The answer does not come in the API's envelope.
    #[must_use]
    pub const fn no_envelope(mut self) -> Self {
        self.enveloped = false;
        self
    }

    /// The media types that the caller can read, `application/json` unless this says otherwise.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// The answer is not JSON, but what this reads.
    #[must_use]
    pub const fn reads(mut self, read: ReadBody) -> Self {
        self.reads = Some(read);
        self
    }

    /// The statuses below 400 that send the caller elsewhere, and are what a success is answered with.
    #[must_use]
    pub const fn redirects(mut self, statuses: &'static [u16]) -> Self {
        self.redirects = statuses;
        self
    }
}

/// Whether an operation wants the client's credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Security {
    /// Without credentials nothing is sent.
    Required,
    /// Credentials are sent if the client has some that the operation takes.
    Optional,
    /// Credentials are never sent.
    None,
}

/// A parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) reserved: bool,
    pub(crate) allow_empty: bool,
    pub(crate) client: Option<usize>,
    pub(crate) rules: Rules,
}

impl Parameter {
    const fn new(name: &'static str, location: Location, style: Style, explode: bool) -> Self {
        Self {
            name,
            location,
            style,
            explode,
            reserved: false,
            allow_empty: false,
            client: None,
            rules: Rules::ANY,
        }
    }

    /// A part of the path, `simple` unless [`Parameter::style`] says otherwise.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple, false)
    }

    /// A query parameter, `form` with a pair for each item unless [`Parameter::style`] says otherwise. One without a name
    /// is all of the query.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form, true)
    }

    /// A header, `simple`.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple, false)
    }

    /// A cookie, `form`.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form, true)
    }

    /// How lists and objects are written, and whether in several parts.
    pub(crate) const fn layout(&self) -> (Style, bool) {
        (self.style, self.explode)
    }

    /// Its name on the wire.
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// A part of the address of the operation's own server.
    pub const fn server(name: &'static str) -> Self {
        Self::new(name, Location::Server, Style::Simple, false)
    }

    /// How lists and objects are written, with `explode` as the document has it.
    #[must_use]
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = style;
        self.explode = explode;
        self
    }

    /// Leaves reserved characters that cannot change the structure of the query as they are; in a path, slashes, too.
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// Sends the name alone for null and for an empty list, which are left out otherwise.
    #[must_use]
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// Takes its value from the client parameter of this index unless the request sets one.
    #[must_use]
    pub const fn client(mut self, index: usize) -> Self {
        self.client = Some(index);
        self
    }

    /// The limits that the document sets for a value.
    #[must_use]
    pub const fn rules(mut self, rules: Rules) -> Self {
        self.rules = rules;
        self
    }
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
    Server,
}

/// How a parameter that is a list or an object is written, by the names that OpenAPI uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `a,b` in a path or a header.
    Simple,
    /// `.a.b` in a path.
    Label,
    /// `;name=a;name=b` in a path.
    Matrix,
    /// `name=a&name=b` or `name=a,b` in a query.
    Form,
    /// `name=a%20b` in a query.
    SpaceDelimited,
    /// `name=a%7Cb` in a query.
    PipeDelimited,
    /// `name[key]=a` in a query.
    DeepObject,
    /// `name=a; name=b` in a cookie, with nothing escaped.
    Cookie,
    /// The value as JSON text.
    Json,
}
