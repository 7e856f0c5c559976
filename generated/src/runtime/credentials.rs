//! Which credential a client sends, and how: exactly one, checked before anything is sent.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, header};
use secrecy::zeroize::Zeroizing;

use super::api::{Api, Credential, Place};
use super::url::push_pair;
use super::{Error, ErrorKind, Sensitive, base64};

/// A credential in the form in which it is sent.
pub(crate) struct Credentials {
    /// The name of its setter.
    pub(crate) name: &'static str,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Escaped pairs, joined by `&`.
    pub(crate) query: String,
    /// Escaped pairs, joined by `; `.
    pub(crate) cookie: String,
    /// What must not show anywhere.
    pub(crate) secrets: Vec<Sensitive>,
}

/// Values for the credentials of an API.
#[derive(Default)]
pub(crate) struct Given {
    /// Those that were asked for, by the index of the credential.
    pub(crate) explicit: Vec<(usize, Vec<Sensitive>)>,
    /// What the environment holds, by the name of the variable.
    pub(crate) environment: Vec<(&'static str, Sensitive)>,
}

impl Credentials {
    /// Picks the one credential that is sent. `None` if there is none and the API has operations that need none.
    pub(crate) fn choose(api: &'static Api, given: &Given) -> Result<Option<Self>, Error> {
        let error = |message: String| Error::new(ErrorKind::Config, api.name, message);
        let found = match given.explicit.as_slice() {
            [] => from_environment(api, given),
            [(index, values)] => Ok(api.credentials.get(*index).zip(Some(values.clone()))),
            [(one, _), (other, _), ..] => {
                let name =
                    |index: usize| api.credentials.get(index).map_or("?", |found| found.name);
                Err(format!(
                    "both `.{}(..)` and `.{}(..)` were called on the client builder, but a request \
                     carries one credential: call one of them",
                    name(*one),
                    name(*other)
                ))
            }
        };
        match found.map_err(error)? {
            Some((credential, values)) => {
                prepare(credential, &values).map(Some).map_err(|problem| {
                    error(format!("the credential `{}`: {problem}", credential.name))
                })
            }
            None if api.credentials.is_empty() || api.credentials_optional => Ok(None),
            None => Err(error(missing(api))),
        }
    }
}

/// The first credential that the environment has all parts of.
fn from_environment(
    api: &'static Api,
    given: &Given,
) -> Result<Option<(&'static Credential, Vec<Sensitive>)>, String> {
    let value = |variable: &str| {
        given
            .environment
            .iter()
            .find(|(name, _)| *name == variable)
            .map(|(_, value)| value.clone())
    };
    let mut incomplete = None;
    for credential in api.credentials {
        let variables = credential.parts.iter().map(|part| part.environment);
        let values: Vec<_> = variables.map(|name| name.and_then(value)).collect();
        if !values.is_empty() && values.iter().all(Option::is_some) {
            return Ok(Some((credential, values.into_iter().flatten().collect())));
        }
        if values.iter().any(Option::is_some) {
            let lacks = credential
                .parts
                .iter()
                .zip(&values)
                .find(|(_, value)| value.is_none());
            incomplete = incomplete.or(lacks.map(|(part, _)| (credential, part)));
        }
    }
    match incomplete {
        Some((credential, part)) => Err(format!(
            "the environment holds a part of the credential `{}`, but not {}",
            credential.name,
            part.environment
                .map_or_else(|| format!("`{}`", part.name), str::to_owned)
        )),
        None => Ok(None),
    }
}

/// Says how a credential can be given.
pub(crate) fn missing(api: &Api) -> String {
    let setters: Vec<String> = api
        .credentials
        .iter()
        .map(|credential| {
            format!(
                "`.{}({})`",
                credential.name,
                vec![".."; credential.parts.len()].join(", ")
            )
        })
        .collect();
    let variables: Vec<String> = api
        .credentials
        .iter()
        .filter_map(|credential| {
            let names: Option<Vec<_>> = credential
                .parts
                .iter()
                .map(|part| part.environment)
                .collect();
            names.map(|names| names.join(" and "))
        })
        .collect();
    let mut message = format!(
        "no credentials: call {} on the client builder",
        setters.join(" or ")
    );
    if !variables.is_empty() {
        message.push_str(", or build the client from the environment with ");
        message.push_str(&variables.join(", or "));
        message.push_str(" set");
    }
    message
}

/// Checks the values of a credential and puts them where they travel. The error never repeats a value.
fn prepare(credential: &'static Credential, values: &[Sensitive]) -> Result<Credentials, String> {
    let mut prepared = Credentials {
        name: credential.name,
        headers: Vec::new(),
        query: String::new(),
        cookie: String::new(),
        secrets: Vec::new(),
    };
    let mut username = None;
    for (part, value) in credential.parts.iter().zip(values) {
        let value = value.expose().trim();
        if value.is_empty() {
            return Err(format!("`{}` is empty", part.name));
        }
        let place = part.place;
        match place {
            Place::Bearer => {
                let value = Zeroizing::new(format!("Bearer {value}"));
                prepared.header(part.name, header::AUTHORIZATION, &value)?;
            }
            Place::Header(name) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| format!("`{name}` is no name of a header"))?;
                prepared.header(part.name, name, value)?;
            }
            Place::Username => username = Some(value),
            Place::Password => {
                let user = username.take().unwrap_or_default();
                let pair = Zeroizing::new(format!("{user}:{value}"));
                let encoded = Zeroizing::new(base64::encode(pair.as_bytes()));
                let value = Zeroizing::new(format!("Basic {}", *encoded));
                prepared.header(part.name, header::AUTHORIZATION, &value)?;
                prepared.secrets.push(Sensitive::from(pair.as_str()));
            }
            Place::Query(name) => push_pair(&mut prepared.query, "&", name, value),
            Place::Cookie(name) => push_pair(&mut prepared.cookie, "; ", name, value),
        }
        // Who somebody is is no secret, and an error that hides it is harder to read.
        if place != Place::Username {
            prepared.secrets.push(Sensitive::from(value));
        }
    }
    Ok(prepared)
}

impl Credentials {
    fn header(&mut self, part: &str, name: HeaderName, value: &str) -> Result<(), String> {
        // The bytes of the header are wiped with the last request that carries them.
        let bytes = Bytes::from_owner(Zeroizing::new(value.as_bytes().to_vec()));
        let visible = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        match HeaderValue::from_maybe_shared(bytes) {
            Ok(mut value) if visible => {
                value.set_sensitive(true);
                self.headers.push((name, value));
                Ok(())
            }
            _ => Err(format!(
                "`{part}` has a character that a credential cannot have in a header"
            )),
        }
    }
}

#[cfg(test)]
mod tests;
