//! What the generated code says of an API as a whole: its address, its credentials, the wrapping of its answers.

/// An API: written once as a `static` by the generated code, read by everything else.
#[derive(Debug)]
pub struct Api {
    pub(crate) name: &'static str,
    pub(crate) base_url: &'static str,
    pub(crate) user_agent: &'static str,
    pub(crate) base_url_environment: Option<&'static str>,
    pub(crate) request_id_header: Option<&'static str>,
    pub(crate) client_parameters: &'static [ClientParameter],
    pub(crate) credentials: &'static [Credential],
    pub(crate) credentials_optional: bool,
    pub(crate) envelope: Option<&'static Envelope>,
}

impl Api {
    /// An API with the name that its documentation uses and the address that its operations' paths are appended to.
    pub const fn new(name: &'static str, base_url: &'static str) -> Self {
        Self {
            name,
            base_url,
            user_agent: "openapi-client",
            base_url_environment: None,
            request_id_header: None,
            client_parameters: &[],
            credentials: &[],
            credentials_optional: false,
            envelope: None,
        }
    }

    /// What the client calls itself to the server.
    #[must_use]
    pub const fn user_agent(mut self, user_agent: &'static str) -> Self {
        self.user_agent = user_agent;
        self
    }

    /// The environment variable that replaces the base URL.
    #[must_use]
    pub const fn base_url_environment(mut self, variable: &'static str) -> Self {
        self.base_url_environment = Some(variable);
        self
    }

    /// The response header, in lower case, that identifies a request to the API's operator.
    #[must_use]
    pub const fn request_id_header(mut self, header: &'static str) -> Self {
        self.request_id_header = Some(header);
        self
    }

    /// The parameters that are set once on the client.
    #[must_use]
    pub const fn client_parameters(mut self, parameters: &'static [ClientParameter]) -> Self {
        self.client_parameters = parameters;
        self
    }

    /// The ways to authenticate, the one to prefer in the environment first. A request carries one of them.
    #[must_use]
    pub const fn credentials(mut self, credentials: &'static [Credential]) -> Self {
        self.credentials = credentials;
        self
    }

    /// Lets a client be built without credentials, since some operation needs none.
    #[must_use]
    pub const fn credentials_optional(mut self) -> Self {
        self.credentials_optional = true;
        self
    }

    /// How the API wraps its answers.
    #[must_use]
    pub const fn envelope(mut self, envelope: &'static Envelope) -> Self {
        self.envelope = Some(envelope);
        self
    }
}

/// A parameter that is set once on the client and may be overridden on a request.
#[derive(Debug)]
pub struct ClientParameter {
    pub(crate) name: &'static str,
    pub(crate) environment: Option<&'static str>,
}

impl ClientParameter {
    /// A parameter by the name of its setter.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            environment: None,
        }
    }

    /// The environment variable that may hold it.
    #[must_use]
    pub const fn environment(mut self, variable: &'static str) -> Self {
        self.environment = Some(variable);
        self
    }
}

/// One way to authenticate: all of its parts are sent together.
#[derive(Debug)]
pub struct Credential {
    pub(crate) name: &'static str,
    pub(crate) parts: &'static [CredentialPart],
    pub(crate) group: usize,
}

impl Credential {
    /// A credential by the name of its setter, with a part for each of the setter's arguments in their order.
    pub const fn new(name: &'static str, parts: &'static [CredentialPart]) -> Self {
        Self {
            name,
            parts,
            group: 0,
        }
    }

    /// The group that it belongs to: those of one group are taken by the same operations, so that a client has one.
    #[must_use]
    pub const fn group(mut self, group: usize) -> Self {
        self.group = group;
        self
    }
}

/// One value of a credential and where it travels.
#[derive(Debug)]
pub struct CredentialPart {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) environment: Option<&'static str>,
}

/// Where a part of a credential travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `authorization: Bearer …`.
    Bearer,
    /// The user of `authorization: Basic …`.
    Username,
    /// The password of `authorization: Basic …`.
    Password,
    /// `authorization: …` with this scheme.
    Scheme(&'static str),
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
}

impl CredentialPart {
    const fn new(name: &'static str, place: Place) -> Self {
        Self {
            name,
            place,
            environment: None,
        }
    }

    /// A token that travels as `authorization: Bearer …`.
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, Place::Bearer)
    }

    /// The user name of HTTP's basic scheme; its password has to be a part of the same credential.
    pub const fn username(name: &'static str) -> Self {
        Self::new(name, Place::Username)
    }

    /// The password of HTTP's basic scheme; its user name has to be a part of the same credential.
    pub const fn password(name: &'static str) -> Self {
        Self::new(name, Place::Password)
    }

    /// What travels as `authorization: …` behind the name of its scheme.
    pub const fn scheme(name: &'static str, scheme: &'static str) -> Self {
        Self::new(name, Place::Scheme(scheme))
    }

    /// A value that travels in a header of its own.
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, Place::Header(header))
    }

    /// A value that travels in the query string.
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self::new(name, Place::Query(parameter))
    }

    /// A value that travels in a cookie.
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, Place::Cookie(cookie))
    }

    /// The environment variable that may hold it.
    #[must_use]
    pub const fn environment(mut self, variable: &'static str) -> Self {
        self.environment = Some(variable);
        self
    }
}

/// How an API wraps its answers in an object: the keys it uses. An empty key stands for one that it does not use.
#[derive(Debug)]
pub struct Envelope {
    /// The key of what was asked for.
    pub result: &'static str,
    /// The key of the boolean that tells success from failure at any HTTP status.
    pub success: &'static str,
    /// The key of the list of what went wrong.
    pub errors: &'static str,
    /// The key of the list of remarks on a call that went well.
    pub messages: &'static str,
    /// The key of what is said of the page that the result is.
    pub result_info: &'static str,
}
