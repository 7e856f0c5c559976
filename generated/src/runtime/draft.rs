//! A request that is being put together, and what can be wrong with it before anything is sent.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use secrecy::zeroize::Zeroizing;

use super::operation::{Location, Operation, Parameter, Security};
use super::page::Cursor;
use super::session::Config;
use super::settings::Options;
use super::url::{is_dots, push_encoded, push_template};
use super::{Encode, Error, ErrorKind, Rules, Sensitive, check, headers, style, to_json};

/// A request that is being put together. The first thing that is wrong with it is kept for the end to report.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) operation: &'static Operation,
    /// The parameters as they are written, one after the other.
    text: String,
    /// Which part of the text is which parameter.
    spans: Vec<Span>,
    /// Further pairs for the query, escaped.
    query: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<Content>,
    /// What of it must not show anywhere.
    pub(crate) secrets: Vec<Sensitive>,
    pub(crate) options: Options,
    pub(crate) cursor: Cursor,
    problem: Option<Error>,
}

#[derive(Clone)]
struct Span {
    /// The index of the parameter.
    parameter: usize,
    start: usize,
    end: usize,
}

#[derive(Clone)]
struct Content {
    media_type: HeaderValue,
    bytes: Bytes,
}

impl Draft {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        let parameters = operation.parameters.len();
        Self {
            operation,
            text: String::with_capacity(40 * parameters),
            spans: Vec::with_capacity(parameters),
            query: String::new(),
            headers: Vec::new(),
            body: None,
            secrets: Vec::new(),
            options: Options::default(),
            cursor: Cursor::default(),
            problem: None,
        }
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

    fn written(&self, index: usize) -> Option<&str> {
        let span = self.spans.iter().find(|span| span.parameter == index)?;
        self.text.get(span.start..span.end)
    }

    /// Sets the body to a value as JSON.
    pub(crate) fn json(&mut self, config: &Config, value: &dyn Encode) {
        self.encode(config, value, "application/json", to_json);
    }

    /// Sets the body to the fields of a value as HTML forms have them.
    pub(crate) fn form(&mut self, config: &Config, value: &dyn Encode) {
        self.encode(
            config,
            value,
            "application/x-www-form-urlencoded",
            style::form,
        );
    }

    fn encode(
        &mut self,
        config: &Config,
        value: &dyn Encode,
        media_type: &'static str,
        encode: fn(&dyn Encode) -> Result<Vec<u8>, super::Fault>,
    ) {
        if config.settings.validate
            && let Err(violation) = check(value, &Rules::ANY, "body")
        {
            return self.invalid(violation.to_string());
        }
        let known = self.secrets.len();
        style::collect_sensitive(value, &mut self.secrets);
        let bytes = match encode(value) {
            // What holds a secret is wiped with the last request that carries it.
            Ok(bytes) if self.secrets.len() > known => Bytes::from_owner(Zeroizing::new(bytes)),
            Ok(bytes) => Bytes::from(bytes),
            Err(fault) => return self.invalid(format!("body: {fault}")),
        };
        self.body = Some(Content {
            media_type: HeaderValue::from_static(media_type),
            bytes,
        });
    }

    /// Sets the body to bytes of a media type.
    pub(crate) fn bytes(&mut self, media_type: &str, bytes: Bytes) {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => self.body = Some(Content { media_type, bytes }),
            Err(_) => self.invalid("the media type of the body is none"),
        }
    }

    /// Sets a header, in place of what the client sends.
    pub(crate) fn header(&mut self, config: &Config, name: &str, value: &str) {
        match headers::check(config.api, name, value) {
            Ok(header) => self.headers.push(header),
            Err(message) => self.invalid(message),
        }
    }

    /// Appends a pair to the query.
    pub(crate) fn query(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        push_encoded(&mut self.query, name);
        self.query.push('=');
        push_encoded(&mut self.query, value);
    }

    /// Fills in what the client knows, and tells what is wrong.
    pub(crate) fn complete(&mut self, config: &Config) -> Result<Uri, Error> {
        if self.operation.security == Security::Required
            && config.credentials.is_none()
            && !config.api.credentials.is_empty()
        {
            self.refuse(
                ErrorKind::Config,
                "the client has no credentials, and this call needs some",
            );
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
            let url = self.url(config);
            match url.and_then(|url| Uri::try_from(url).map_err(|_| TOO_LONG.to_owned())) {
                Ok(uri) => return Ok(uri),
                Err(message) => self.invalid(message),
            }
        }
        // There is a problem whenever this is reached.
        let unknown = || Error::new(ErrorKind::Validation, self.operation.name, "cannot be sent");
        Err(self.problem.clone().unwrap_or_else(unknown))
    }

    /// The address with all that belongs into it.
    fn url(&self, config: &Config) -> Result<String, String> {
        let base = &config.base_url.text;
        let path = self.operation.path;
        let room = base.len() + path.len() + self.text.len() + self.query.len() + 16;
        let mut url = String::with_capacity(room);
        url.push_str(base);
        let mut rest = path;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            push_template(&mut url, before);
            let index = self.operation.parameters.iter().position(|parameter| {
                parameter.location == Location::Path && parameter.name == name
            });
            let value = index.and_then(|index| self.written(index));
            url.push_str(value.ok_or_else(|| format!("{name} is not set"))?);
            rest = after;
        }
        push_template(&mut url, rest);
        let mut separator = if path.contains('?') { '&' } else { '?' };
        let parameters = self.operation.parameters.iter().enumerate();
        let written = parameters
            .filter(|(_, parameter)| parameter.location == Location::Query)
            .filter_map(|(index, _)| self.written(index));
        let credentials = self
            .credentials(config)
            .map(|credentials| credentials.query.as_str());
        let extra = [credentials.unwrap_or_default(), &self.query];
        for pairs in written.chain(extra).filter(|pairs| !pairs.is_empty()) {
            url.push(separator);
            url.push_str(pairs);
            separator = '&';
        }
        Ok(url)
    }

    fn credentials<'a>(&self, config: &'a Config) -> Option<&'a super::credentials::Credentials> {
        config
            .credentials
            .as_ref()
            .filter(|_| self.operation.security != Security::None)
    }

    /// The headers; none that tells who the caller is goes to a foreign origin.
    pub(crate) fn headers(&self, config: &Config, foreign: bool) -> HeaderMap {
        let mut map = HeaderMap::with_capacity(8);
        map.insert(
            header::ACCEPT,
            HeaderValue::from_static(self.operation.accept),
        );
        map.insert(
            header::USER_AGENT,
            HeaderValue::from_static(config.api.user_agent),
        );
        if foreign {
            return map;
        }
        if let Some(content) = &self.body {
            map.insert(header::CONTENT_TYPE, content.media_type.clone());
        }
        for (name, value) in &config.headers {
            map.insert(name, value.clone());
        }
        let credentials = self.credentials(config);
        let mut cookie = credentials
            .map(|found| found.cookie.clone())
            .unwrap_or_default();
        for span in &self.spans {
            let parameter = self.operation.parameters.get(span.parameter);
            let written = self.text.get(span.start..span.end).unwrap_or_default();
            match parameter.map(|parameter| (parameter.location, parameter.name)) {
                Some((Location::Header, name)) => insert(&mut map, name, written),
                Some((Location::Cookie, _)) => {
                    cookie.push_str(if cookie.is_empty() { "" } else { "; " });
                    cookie.push_str(written);
                }
                _ => {}
            }
        }
        if !cookie.is_empty() {
            insert(&mut map, header::COOKIE.as_str(), &cookie);
        }
        for (name, value) in &self.headers {
            map.insert(name, value.clone());
        }
        for (name, value) in credentials
            .map(|found| found.headers.as_slice())
            .unwrap_or_default()
        {
            map.insert(name, value.clone());
        }
        map
    }

    /// The body, if there is one.
    pub(crate) fn body(&self) -> Option<Bytes> {
        self.body.as_ref().map(|content| content.bytes.clone())
    }
}

/// What is said of an address that no request can carry.
const TOO_LONG: &str = "the address is longer than the 65534 bytes that one may have";

/// Adds a header that has been checked already.
fn insert(map: &mut HeaderMap, name: &str, value: &str) {
    if let Ok(name) = HeaderName::from_bytes(name.as_bytes())
        && let Some(value) = headers::parse(value)
    {
        map.insert(name, value);
    }
}

/// Checks what is written for a parameter; the error does not repeat it.
fn check_written(parameter: &Parameter, written: &str) -> Result<(), String> {
    let name = parameter.name;
    match parameter.location {
        Location::Path if written.is_empty() => Err(format!("{name} is empty")),
        // As a segment of a path these mean another path.
        Location::Path if is_dots(written) => Err(format!("{name} is `.` or `..`")),
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
