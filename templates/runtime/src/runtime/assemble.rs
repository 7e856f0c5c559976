//! What a draft comes to on the wire: its address and its headers.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::credentials::Credentials;
use super::draft::Draft;
use super::headers;
use super::operation::Location;
use super::session::Config;
use super::url::push_template;

impl Draft {
    /// The address with all that belongs into it.
    pub(super) fn url(&self, config: &Config, base: &str) -> Result<String, String> {
        let path = self.operation.path;
        let room =
            base.len() + path.len() + self.text.len() + config.query.len() + self.query.len() + 16;
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
        let mut push = |pairs: &str| {
            if !pairs.is_empty() {
                url.push(separator);
                url.push_str(pairs);
                separator = '&';
            }
        };
        for (index, parameter) in self.operation.parameters.iter().enumerate() {
            if parameter.location == Location::Query {
                push(self.written(index).unwrap_or_default());
            }
        }
        if let Some(credentials) = self.credentials(config) {
            push(&credentials.query);
        }
        push(&config.query);
        push(&self.query);
        Ok(url)
    }

    pub(super) fn credentials<'a>(&self, config: &'a Config) -> Option<&'a Credentials> {
        Credentials::of(&config.credentials, self.operation)
    }

    /// The headers; none that tells who the caller is goes to a foreign origin.
    pub(crate) fn headers(&self, config: &Config, foreign: bool) -> HeaderMap {
        let mut map = HeaderMap::with_capacity(8);
        for (name, value) in [
            (header::ACCEPT, self.accept),
            (header::USER_AGENT, config.api.user_agent),
        ] {
            // A document may say anything; what is no header is not sent.
            if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from_static(value.as_bytes()))
            {
                map.insert(name, value);
            }
        }
        if foreign {
            return map;
        }
        if let Some(content) = &self.body {
            map.insert(header::CONTENT_TYPE, content.media_type.clone());
        }
        if self.target.is_some() {
            for (name, value) in &self.headers {
                map.insert(name, value.clone());
            }
            return map;
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
                // One header carries all cookies, also those that a document has as text.
                Some((Location::Header, name)) if !name.eq_ignore_ascii_case("cookie") => {
                    insert(&mut map, name, written);
                }
                Some((Location::Cookie | Location::Header, _)) => {
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
            // What a request says of itself stands.
            map.entry(name).or_insert_with(|| value.clone());
        }
        map
    }
}

/// Adds a header that has been checked already.
fn insert(map: &mut HeaderMap, name: &str, value: &str) {
    if let Ok(name) = HeaderName::from_bytes(name.as_bytes())
        && let Some(value) = headers::parse(value)
    {
        map.insert(name, value);
    }
}
