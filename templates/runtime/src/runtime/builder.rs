//! How a client is set up, and what is checked before there is one.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::api::Api;
use super::credentials::{Credentials, Given};
use super::fetched::Make;
use super::headers;
use super::mode::{Async, Mode};
use super::server;
use super::session::{Config, Session};
use super::settings::Settings;
use super::url::{BaseUrl, push_pair};
use super::{Error, ErrorKind, Sensitive, Transport};

/// Sets up a client.
#[must_use = "a builder does nothing until its client is built"]
pub struct ClientBuilder<M: Mode = Async> {
    api: &'static Api,
    base_url: Option<String>,
    /// The address of the server that was chosen.
    server: Option<String>,
    given: Given,
    client_parameters: Vec<Option<String>>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// What of the headers must not show anywhere.
    secrets: Vec<Sensitive>,
    /// Escaped pairs, joined by `&`.
    query: String,
    /// What the environment holds.
    environment: Vec<(&'static str, String)>,
    settings: Settings,
    transport: Option<Arc<M::Transport>>,
    /// The first thing that cannot be, for the end to report.
    problem: Option<String>,
}

impl<M: Mode> ClientBuilder<M> {
    /// A builder for the client of an API.
    #[doc(hidden)]
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            server: None,
            given: Given::default(),
            client_parameters: vec![None; api.client_parameters.len()],
            headers: Vec::new(),
            secrets: Vec::new(),
            query: String::new(),
            environment: Vec::new(),
            settings: Settings::default(),
            transport: None,
            problem: None,
        }
    }

    /// Sets the credential of this index, with a value for each of its parts.
    #[doc(hidden)]
    pub fn credential(mut self, index: usize, values: Vec<Sensitive>) -> Self {
        self.given.explicit.retain(|(other, _)| *other != index);
        self.given.explicit.push((index, values));
        self
    }

    /// Sets how the credential of this index is fetched.
    pub(crate) fn fetched(mut self, index: usize, make: Make) -> Self {
        self.given.fetched.retain(|(other, _)| *other != index);
        self.given.fetched.push((index, make));
        self
    }

    /// Sets the address of the server that was chosen.
    #[doc(hidden)]
    pub fn served_at(mut self, address: Result<String, String>) -> Self {
        match address {
            Ok(address) => self.server = Some(address),
            Err(message) => self.problem = self.problem.or(Some(message)),
        }
        self
    }

    /// Sets the client parameter of this index.
    #[doc(hidden)]
    pub fn client_parameter(mut self, index: usize, value: impl Into<String>) -> Self {
        if let Some(parameter) = self.client_parameters.get_mut(index) {
            *parameter = Some(value.into());
        }
        self
    }

    /// The address of the API, if it is not a documented one. A slash at its end makes no difference. All calls go there,
    /// also those that have a server of their own.
    ///
    /// It has to be `https://`, unless the host is this machine (`localhost`, `127.0.0.0/8`, `::1`) or
    /// [`allow_insecure_http`](Self::allow_insecure_http) is set.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The most time that a call may take as a whole, with all its attempts, the pauses between them and the bodies;
    /// 60 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// The most time that each attempt may take; no limit of its own unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = Some(timeout);
        self
    }

    /// How often a call that failed for a reason that may pass is made again; 2 unless set.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.settings.max_retries = retries;
        self
    }

    /// The largest answer that is accepted, in bytes; 64 MiB unless set.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.settings.max_body_size = bytes;
        self
    }

    /// Whether values are checked against the documented limits before they are sent; they are unless this is `false`.
    pub fn validate(mut self, validate: bool) -> Self {
        self.settings.validate = validate;
        self
    }

    /// Whether the base URL may be plain `http://` to a host that is not this machine, which shows credentials to
    /// everybody on the way; not unless this is `true`.
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.settings.allow_insecure_http = allow;
        self
    }

    /// Sends a header with every request, in place of the client's own header of that name.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match headers::check(self.api, name.as_ref(), value.as_ref()) {
            Ok(header) => {
                self.secrets.extend(headers::secret(&header));
                self.headers.push(header);
            }
            Err(message) => self.problem = self.problem.or(Some(message)),
        }
        self
    }

    /// Appends a pair to the query of every request, escaped, for parameters that are not documented.
    pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        push_pair(&mut self.query, "&", name.as_ref(), value.as_ref());
        self
    }

    /// Takes what is not set on the builder from the environment.
    pub fn environment(self) -> Self {
        self.environment_from(|variable| std::env::var(variable).ok())
    }

    /// Takes what is not set on the builder from `lookup`, which is asked for each variable that the API knows.
    ///
    /// Blanks around a value are dropped, and an empty value counts as none.
    pub fn environment_from(mut self, lookup: impl Fn(&str) -> Option<String>) -> Self {
        let api = self.api;
        let found = |variable: Option<&'static str>| {
            let variable = variable?;
            let value = lookup(variable)?;
            let value = value.trim();
            (!value.is_empty()).then(|| (variable, value.to_owned()))
        };
        self.environment = found(api.base_url_environment).into_iter().collect();
        for parameter in api.client_parameters {
            self.environment.extend(found(parameter.environment));
        }
        self.given.environment.clear();
        for credential in api.credentials {
            for part in credential.parts {
                let secret = found(part.environment);
                let secret = secret.map(|(variable, value)| (variable, Sensitive::from(value)));
                self.given.environment.extend(secret);
            }
        }
        self
    }

    /// Checks everything and puts it together.
    #[doc(hidden)]
    pub fn session(self) -> Result<Session<M>, Error> {
        let api = self.api;
        let error = |message: &str| Error::new(ErrorKind::Config, api.name, message);
        if let Some(problem) = &self.problem {
            return Err(error(problem));
        }
        let found = |name: Option<&str>| {
            let mut known = self.environment.iter();
            known
                .find(|(variable, _)| Some(*variable) == name)
                .map(|(_, value)| value.clone())
        };
        let base_url = self.base_url.or_else(|| found(api.base_url_environment));
        let is_pinned = base_url.is_some();
        let base_url = base_url.or(self.server);
        let base_url = match &base_url {
            Some(address) => {
                BaseUrl::parse(address, self.settings.allow_insecure_http).map_err(error)?
            }
            None => server::base(
                api.base_url,
                api.base_url_environment,
                self.settings.allow_insecure_http,
            )
            .map_err(|problem| error(&problem))?,
        };
        let mut given = self.given;
        let base = base_url.text.parse().unwrap_or_default();
        let credentials = Credentials::choose(api, &mut given, &base)?;
        let mut secrets = self.secrets;
        for held in &credentials {
            secrets.extend_from_slice(&held.secrets);
        }
        let mut client_parameters = Vec::new();
        for (known, set) in api.client_parameters.iter().zip(self.client_parameters) {
            let value = set.or_else(|| found(known.environment));
            client_parameters.push(value.map(|value| value.trim().to_owned()));
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => M::default_transport(base_url.origin.is_loopback())
                .map_err(|problem| error(problem.message()))?,
        };
        let config = Config {
            api,
            base_url,
            is_pinned,
            credentials,
            secrets,
            client_parameters,
            headers: self.headers,
            query: self.query,
            settings: self.settings,
        };
        Ok(Session {
            config: Arc::new(config),
            transport,
        })
    }
}

impl ClientBuilder<Async> {
    /// Sends requests through `transport` instead of the built-in one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

#[cfg(feature = "blocking")]
impl ClientBuilder<super::Blocking> {
    /// Sends requests through `transport` instead of the built-in one.
    pub fn transport(mut self, transport: impl super::BlockingTransport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

impl<M: Mode> Debug for ClientBuilder<M> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = |(index, _): &(usize, _)| self.api.credentials.get(*index).map(|it| it.name);
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field(
                "credentials",
                &self
                    .given
                    .explicit
                    .iter()
                    .filter_map(name)
                    .collect::<Vec<_>>(),
            )
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
