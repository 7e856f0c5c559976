//! A request that is being put together, and what can be wrong with it before anything is sent.

use http::{HeaderName, HeaderValue, Uri};

use super::content::{Content, Format, Json};
use super::credentials::Credentials;
use super::cursor::{Cursor, Next};
use super::envelope::ReadBody;
use super::operation::{Location, Operation, Parameter, Security};
use super::session::Config;
use super::settings::Options;
use super::url::{Origin, is_dots, push_pair, resolve};
use super::{Encode, Error, ErrorKind, Sensitive, check, credentials, headers, style};

/// A request that is being put together. The first thing that is wrong with it is kept for the end to report.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) operation: &'static Operation,
    /// The media types that the caller can read.
    pub(super) accept: &'static str,
    /// How the answer is read, unless as JSON.
    pub(crate) reads: Option<ReadBody>,
    /// The parameters as they are written, one after the other.
    pub(super) text: String,
    /// Which part of the text is which parameter.
    pub(super) spans: Vec<Span>,
    /// Further pairs for the query, escaped.
    pub(super) query: String,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Content>,
    /// Where it goes, if that follows from nothing else: with its own headers, and with nothing of the client's.
    pub(crate) target: Option<Uri>,
    /// What of it must not show anywhere.
    pub(crate) secrets: Vec<Sensitive>,
    pub(crate) options: Options,
    pub(crate) cursor: Cursor,
    /// Where to go, in place of what the operation and its parameters come to.
    address: Option<Uri>,
    problem: Option<Error>,
}

#[derive(Clone)]
pub(super) struct Span {
    /// The index of the parameter.
    pub(super) parameter: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Draft {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        let parameters = operation.parameters.len();
        Self {
            operation,
            accept: operation.accept,
            reads: operation.reads,
            text: String::with_capacity(40 * parameters),
            spans: Vec::with_capacity(parameters),
            query: String::new(),
            headers: Vec::new(),
            body: None,
            target: None,
            secrets: Vec::new(),
            options: Options::default(),
            cursor: Cursor::default(),
            address: None,
            problem: None,
        }
    }

    /// Asks for another form of the answer than the usual one.
    pub(crate) fn ask_for(&mut self, accept: &'static str, reads: Option<ReadBody>) {
        self.accept = accept;
        self.reads = reads;
    }

    /// Keeps the first problem.
    fn refuse(&mut self, kind: ErrorKind, message: impl Into<String>) {
        let name = self.operation.name;
        self.problem
            .get_or_insert_with(|| Error::new(kind, name, message));
    }

    fn invalid(&mut self, message: impl Into<String>) {
        self.refuse(ErrorKind::Validation, message);
    }

    /// Sets the parameter of this index, in place of what it was.
    pub(crate) fn parameter(&mut self, config: &Config, index: usize, value: &dyn Encode) {
        let Some(parameter) = self.operation.parameters.get(index) else {
            return;
        };
        if config.settings.validate
            && let Err(violation) = check(value, &parameter.rules, parameter.name)
        {
            return self.invalid(violation.to_string());
        }
        let start = self.text.len();
        if let Err(fault) = style::write(&mut self.text, parameter, value) {
            return self.invalid(format!("{}: {fault}", parameter.name));
        }
        if let Err(message) = check_written(parameter, self.text.get(start..).unwrap_or_default()) {
            return self.invalid(message);
        }
        style::collect_sensitive(value, &mut self.secrets);
        self.spans.retain(|span| span.parameter != index);
        if self.text.len() > start {
            self.spans.push(Span {
                parameter: index,
                start,
                end: self.text.len(),
            });
        }
    }

    /// Sets every parameter that takes its value from the client parameter of this index.
    pub(crate) fn client_parameter(&mut self, config: &Config, client: usize, value: &str) {
        for (index, parameter) in self.operation.parameters.iter().enumerate() {
            if parameter.client == Some(client) {
                self.parameter(config, index, &value);
            }
        }
    }

    /// What is written for the parameter of this name in the query, without the name.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let index = self.query_index(name)?;
        Some(self.written(index)?.split_once('=')?.1)
    }

    /// The index of the parameter of this name in the query.
    pub(crate) fn query_index(&self, name: &str) -> Option<usize> {
        self.operation
            .parameters
            .iter()
            .position(|parameter| parameter.location == Location::Query && parameter.name == name)
    }

    pub(super) fn written(&self, index: usize) -> Option<&str> {
        let span = self.spans.iter().find(|span| span.parameter == index)?;
        self.text.get(span.start..span.end)
    }

    /// Asks for the next page of what was answered; whether that can be asked for at all. What the server says of the next
    /// page is not held to the limits of the document, but it leads to no other origin.
    pub(crate) fn follow(&mut self, config: &Config, next: Next) -> bool {
        let (name, value) = match next {
            Next::Parameter(name, value) => (name, value),
            Next::Address(address) => {
                match self
                    .complete(config)
                    .and_then(|from| self.resolve(config, &from, &address))
                {
                    Ok(address) => self.address = Some(address),
                    Err(error) => self.problem = Some(error),
                }
                return true;
            }
        };
        let Some(index) = self.query_index(name) else {
            return false;
        };
        let Some(parameter) = self.operation.parameters.get(index) else {
            return false;
        };
        let start = self.text.len();
        if style::write(&mut self.text, parameter, &value).is_err() {
            return false;
        }
        self.spans.retain(|span| span.parameter != index);
        self.spans.push(Span {
            parameter: index,
            start,
            end: self.text.len(),
        });
        true
    }

    /// The address of the next page, as the answer to a request of `from` has it, with the credentials that travel in an
    /// address. Nothing that tells who the caller is goes to another origin, and pages that it must not read are none.
    fn resolve(&self, config: &Config, from: &Uri, address: &str) -> Result<Uri, Error> {
        let refuse = |message: &str| Error::new(ErrorKind::Redirect, self.operation.name, message);
        let mut target = resolve(from, address)
            .ok_or_else(|| refuse("the answer names an address of the next page that is none"))?;
        if Origin::of(&target).is_none() || Origin::of(&target) != Origin::of(from) {
            return Err(refuse(
                "the answer says that the next page is at another origin, where it is not asked for",
            ));
        }
        let credentials = self.credentials(config).map_or("", |found| &found.query);
        for pair in credentials.split('&').filter(|pair| !pair.is_empty()) {
            let name = pair.split('=').next().unwrap_or_default();
            let query = target.query().unwrap_or_default();
            let mut known = query.split('&').map(|pair| pair.split('=').next());
            if !known.any(|known| known == Some(name)) {
                let separator = if target.query().is_some() { '&' } else { '?' };
                target = Uri::try_from(format!("{target}{separator}{pair}"))
                    .map_err(|_| refuse(TOO_LONG))?;
            }
        }
        Ok(target)
    }

    /// Sets the body to a value as JSON.
    pub(crate) fn json(&mut self, config: &Config, value: &dyn Encode) {
        self.content(config, &Json("application/json"), value);
    }

    /// Sets the body to a value as a format has it.
    pub(crate) fn content(&mut self, config: &Config, format: &dyn Format, value: &dyn Encode) {
        if config.settings.validate
            && let Err(violation) = check(value, format.rules(), "body")
        {
            return self.invalid(violation.to_string());
        }
        let known = self.secrets.len();
        style::collect_sensitive(value, &mut self.secrets);
        match format.content(value, self.secrets.len() > known) {
            Ok(content) => self.body = Some(content),
            Err(message) => self.invalid(format!("body: {message}")),
        }
    }

    /// Sets a header, in place of what the client sends.
    pub(crate) fn header(&mut self, config: &Config, name: &str, value: &str) {
        match headers::check(config.api, name, value) {
            Ok(header) => {
                self.secrets.extend(headers::secret(&header));
                self.headers.push(header);
            }
            Err(message) => self.invalid(message),
        }
    }

    /// Appends a pair to the query.
    pub(crate) fn query(&mut self, name: &str, value: &str) {
        push_pair(&mut self.query, "&", name, value);
    }

    /// Fills in what the client knows, and tells what is wrong.
    pub(crate) fn complete(&mut self, config: &Config) -> Result<Uri, Error> {
        if let Some(target) = &self.target {
            return Ok(target.clone());
        }
        if self.operation.security == Security::Required
            && Credentials::of(&config.credentials, self.operation).is_none()
            && !config.api.credentials.is_empty()
        {
            let taken = self.operation.credentials;
            let message = credentials::missing(config.api, taken, &config.credentials);
            self.refuse(ErrorKind::Config, message);
        }
        for (index, parameter) in self.operation.parameters.iter().enumerate() {
            let Some(client) = parameter.client.filter(|_| self.written(index).is_none()) else {
                continue;
            };
            match config
                .client_parameters
                .get(client)
                .and_then(Option::as_deref)
            {
                Some(value) => self.parameter(config, index, &value),
                None => self.refuse(ErrorKind::Config, missing(config, client, parameter)),
            }
        }
        if self.problem.is_none() {
            if let Some(address) = &self.address {
                return Ok(address.clone());
            }
            let server = self.own_server(config);
            let url = match &server {
                Ok(Some(server)) => self.url(config, &server.text),
                Ok(None) => self.url(config, &config.base_url.text),
                Err(message) => {
                    let message = message.clone();
                    return Err(Error::new(ErrorKind::Config, self.operation.name, message));
                }
            };
            match url.and_then(|url| Uri::try_from(url).map_err(|_| TOO_LONG.to_owned())) {
                Ok(uri) => return Ok(uri),
                Err(message) => self.invalid(message),
            }
        }
        // There is a problem whenever this is reached.
        let unknown = || Error::new(ErrorKind::Validation, self.operation.name, "cannot be sent");
        Err(self.problem.clone().unwrap_or_else(unknown))
    }
}

/// What is said of an address that no request can carry.
const TOO_LONG: &str = "the address is longer than the 65534 bytes that one may have";

/// Checks what is written for a parameter; the error does not repeat it.
fn check_written(parameter: &Parameter, written: &str) -> Result<(), String> {
    let name = parameter.name;
    match parameter.location {
        Location::Path if written.is_empty() => Err(format!("{name} is empty")),
        // As a segment of a path these mean another path.
        Location::Path if is_dots(written) => Err(format!("{name} is `.` or `..`")),
        Location::Path if written.split('/').any(is_dots) => {
            Err(format!("{name} has `.` or `..` between its slashes"))
        }
        Location::Header if headers::parse(written).is_none() => Err(format!(
            "{name} holds a character that a header cannot have"
        )),
        _ => Ok(()),
    }
}

/// Says how a client parameter can be set.
fn missing(config: &Config, client: usize, parameter: &Parameter) -> String {
    let known = config.api.client_parameters.get(client);
    let name = known.map_or(parameter.name, |known| known.name);
    let mut message =
        format!("{name} is not set: call `.{name}(..)` on the client builder or on the request");
    if let Some(variable) = known.and_then(|known| known.environment) {
        message.push_str(", or build the client from the environment with ");
        message.push_str(variable);
        message.push_str(" set");
    }
    message
}

#[cfg(test)]
mod tests;
