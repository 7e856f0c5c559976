//! Addresses: percent-encoding, the base URL and what it may be, where a redirect leads.

use std::net::IpAddr;

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// As [`COMPONENT`], less the reserved characters that cannot end a value or a query.
const RESERVED: &AsciiSet = &COMPONENT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// As [`RESERVED`], but in a path, which a question mark ends, and a semicolon would give parameters.
const SEGMENTS: &AsciiSet = &RESERVED.add(b'?').add(b';');

/// Appends `text` so that it is one component of a URL, whatever it holds.
pub(crate) fn push_encoded(url: &mut String, text: &str) {
    url.extend(utf8_percent_encode(text, COMPONENT));
}

/// Appends a name and a value to other such pairs.
pub(crate) fn push_pair(pairs: &mut String, separator: &str, name: &str, value: &str) {
    if !pairs.is_empty() {
        pairs.push_str(separator);
    }
    push_encoded(pairs, name);
    pairs.push('=');
    push_encoded(pairs, value);
}

/// Appends `text` as the value of a query parameter that may keep reserved characters.
pub(crate) fn push_reserved(url: &mut String, text: &str) {
    url.extend(utf8_percent_encode(text, RESERVED));
}

/// Appends `text` as a part of a path that may go on over slashes.
pub(crate) fn push_segments(url: &mut String, text: &str) {
    url.extend(utf8_percent_encode(text, SEGMENTS));
}

/// What the fixed parts of a path may not have as it is.
const TEMPLATE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Appends a fixed part of a path.
pub(crate) fn push_template(url: &mut String, text: &str) {
    url.extend(utf8_percent_encode(text, TEMPLATE));
}

/// Scheme, host and port: what credentials must not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) https: bool,
    /// In lower case; an IPv6 address has its brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl Origin {
    /// The origin of an absolute `http` or `https` address without user information.
    pub(crate) fn of(uri: &Uri) -> Option<Self> {
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return None,
        };
        let authority = uri.authority()?;
        let host = authority.host();
        if host.is_empty() || authority.as_str().contains('@') {
            return None;
        }
        // A port that is there has to be a number; `http://host:` has none.
        let port = match authority.as_str().rsplit_once(':') {
            Some((_, port)) if !port.ends_with(']') && !port.is_empty() => port.parse().ok()?,
            _ if https => 443,
            _ => 80,
        };
        Some(Self {
            https,
            host: host.to_ascii_lowercase(),
            port,
        })
    }

    /// Whether the host can only be this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        self.host == "localhost"
            || bare
                .parse::<IpAddr>()
                .is_ok_and(|address| address.to_canonical().is_loopback())
    }

    /// Whether credentials may travel there without TLS or with it.
    pub(crate) fn is_safe(&self, allow_insecure_http: bool) -> bool {
        self.https || allow_insecure_http || self.is_loopback()
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = if self.https { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port == if self.https { 443 } else { 80 } {
            return Ok(());
        }
        write!(f, ":{}", self.port)
    }
}

/// The address that the paths of operations are appended to.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    /// Without a slash at its end.
    pub(crate) text: String,
    pub(crate) origin: Origin,
}

impl BaseUrl {
    /// Checks an address; the error says what is wrong with it and what to do, and does not repeat it.
    pub(crate) fn parse(text: &str, allow_insecure_http: bool) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.contains(['?', '#']) {
            return Err("the base URL must have neither a query nor a fragment");
        }
        if text.contains('@') {
            return Err("the base URL must not contain a user name or a password");
        }
        let Ok(uri) = text.parse::<Uri>() else {
            return Err("the base URL is not a valid URL");
        };
        let Some(origin) = Origin::of(&uri) else {
            return Err("the base URL must start with `https://` or `http://` and a host");
        };
        if uri.path().split('/').any(is_dots) {
            return Err("the base URL must not contain `.` or `..` as a segment of its path");
        }
        if !origin.is_safe(allow_insecure_http) {
            return Err(
                "the base URL is plain `http://` to a host that is not this machine, which would \
                 show credentials to the network: use `https://`, or call \
                 `.allow_insecure_http(true)` on the client builder",
            );
        }
        let path = uri.path().trim_end_matches('/');
        Ok(Self {
            text: format!("{origin}{path}"),
            origin,
        })
    }
}

/// Whether a segment of a path stands for another one.
pub(crate) fn is_dots(segment: &str) -> bool {
    matches!(segment, "." | "..")
}

/// Where `location` leads when it comes from `base`: RFC 3986, section 5.2, for absolute bases.
pub(crate) fn resolve(base: &Uri, location: &str) -> Option<Uri> {
    let location = location.split('#').next().unwrap_or_default().trim();
    let scheme = base.scheme_str()?;
    let authority = base.authority()?;
    let absolute = if has_scheme(location) {
        return location.parse().ok();
    } else if let Some(rest) = location.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if location.starts_with('/') {
        let (path, query) = split_query(location);
        format!("{scheme}://{authority}{}{query}", without_dots(path))
    } else if location.is_empty() || location.starts_with('?') {
        let query = base.query().filter(|_| location.is_empty());
        let separator = if query.is_some() { "?" } else { "" };
        let query = query.unwrap_or_default();
        format!(
            "{scheme}://{authority}{}{separator}{query}{location}",
            base.path()
        )
    } else {
        let (path, query) = split_query(location);
        let folder = base
            .path()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let merged = format!("{folder}/{path}");
        format!("{scheme}://{authority}{}{query}", without_dots(&merged))
    };
    absolute.parse().ok()
}

/// Whether a reference starts with a scheme, such as `https:`.
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Splits a reference before its question mark.
fn split_query(reference: &str) -> (&str, &str) {
    reference
        .find('?')
        .map_or((reference, ""), |at| reference.split_at(at))
}

/// An absolute path without its `.` and `..` segments.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
    }
    // `/a/.` and `/a/..` name folders.
    if path.rsplit('/').next().is_some_and(is_dots) {
        kept.push("");
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests;
