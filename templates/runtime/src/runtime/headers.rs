//! Which headers a caller may set, and what may be in them.

use http::{HeaderName, HeaderValue, header};

use super::Sensitive;
use super::api::{Api, Place};

/// Headers that say how a message is framed, or where it goes: the transport sets them.
const FRAMING: [HeaderName; 8] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::EXPECT,
    header::HOST,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Checks a header that a caller sets; the error says what is wrong and never repeats the value.
pub(crate) fn check(
    api: &Api,
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), String> {
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
        return Err("the name of a header holds a character that it cannot have".to_owned());
    };
    if FRAMING.contains(&name) {
        return Err(format!(
            "the header `{name}` is set by the client and cannot be set otherwise"
        ));
    }
    for credential in api.credentials {
        let carries = credential.parts.iter().any(|part| match part.place {
            Place::Bearer | Place::Password | Place::Scheme(_) => name == header::AUTHORIZATION,
            Place::Header(header) => name.as_str().eq_ignore_ascii_case(header),
            Place::Cookie(_) => name == header::COOKIE,
            Place::Username | Place::Query(_) => false,
        });
        if carries {
            return Err(format!(
                "the header `{name}` carries a credential: call `.{}(..)` on the client builder",
                credential.name
            ));
        }
    }
    let value = parse(value).ok_or_else(|| {
        format!("the value of the header `{name}` holds a character that it cannot have")
    })?;
    Ok((name, value))
}

/// A value as a header; it stays out of logs, since nobody knows what a caller puts there.
pub(crate) fn parse(value: &str) -> Option<HeaderValue> {
    // Visible ASCII alone, which rules out line ends and what a server might read in another way.
    let value = value.trim_matches([' ', '\t']);
    let mut value = HeaderValue::from_str(value)
        .ok()
        .filter(|_| value.is_ascii())?;
    value.set_sensitive(true);
    Some(value)
}

/// What must not show of a header: who sends `authorization` or a cookie by hand has a reason to hide its value.
pub(crate) fn secret((name, value): &(HeaderName, HeaderValue)) -> Option<Sensitive> {
    let is_secret = [
        header::AUTHORIZATION,
        header::COOKIE,
        header::PROXY_AUTHORIZATION,
    ]
    .contains(name);
    let value = value.to_str().ok().filter(|_| is_secret)?;
    // Without the name of its scheme, it is as secret.
    let value = value.rsplit(' ').next().unwrap_or(value);
    (!value.is_empty()).then(|| Sensitive::from(value))
}

#[cfg(test)]
mod tests {
    use super::super::api::{Credential, CredentialPart};
    use super::*;

    static API: Api = Api::new("Things", "https://api.example.com").credentials(&[
        Credential::new("token", &[CredentialPart::bearer("token")]),
        Credential::new("key", &[CredentialPart::header("key", "X-Key")]),
    ]);

    #[test]
    fn a_header_is_taken_as_it_is() {
        let (name, value) = check(&API, "X-Trace", " a b\t").unwrap();
        assert_eq!((name.as_str(), value.as_bytes()), ("x-trace", &b"a b"[..]));
        assert!(value.is_sensitive());
    }

    #[test]
    fn what_could_split_or_impersonate_is_refused() {
        for (name, value, reason) in [
            ("x-trace", "hunter2\r\nx-admin: 1", "`x-trace`"),
            ("x-trace", "hunter2\u{0}", "`x-trace`"),
            ("x-trace", "hunter2\u{e9}", "`x-trace`"),
            ("x-trace\r\nx-admin", "hunter2", "the name of a header"),
            ("", "hunter2", "the name of a header"),
            ("Content-Length", "1", "is set by the client"),
            ("Transfer-Encoding", "chunked", "is set by the client"),
            ("host", "example.com", "is set by the client"),
            ("Authorization", "Bearer hunter2", "`.token(..)`"),
            ("x-key", "hunter2", "`.key(..)`"),
        ] {
            let error = check(&API, name, value).unwrap_err();
            assert!(error.contains(reason), "{name}: {error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
