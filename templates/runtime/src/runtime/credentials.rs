//! Which credentials a client has, and how they are sent: one with each request, checked before anything is sent.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Uri, header};
use secrecy::zeroize::Zeroizing;

use super::api::{Api, Credential, Place};
use super::fetched::{Make, Tokens};
use super::operation::{Operation, Security};
use super::url::push_pair;
use super::{Error, ErrorKind, Sensitive, base64};

/// A credential in the form in which it is sent.
pub(crate) struct Credentials {
    /// Which of the API's it is.
    pub(crate) index: usize,
    /// The name of its setter.
    pub(crate) name: &'static str,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Escaped pairs, joined by `&`.
    pub(crate) query: String,
    /// Escaped pairs, joined by `; `.
    pub(crate) cookie: String,
    /// What must not show anywhere.
    pub(crate) secrets: Vec<Sensitive>,
    /// Where the value comes from, if it is fetched: then there is nothing to send yet.
    pub(crate) tokens: Option<Arc<dyn Tokens>>,
}

/// Values for the credentials of an API.
#[derive(Default)]
pub(crate) struct Given {
    /// Those that were asked for, by the index of the credential.
    pub(crate) explicit: Vec<(usize, Vec<Sensitive>)>,
    /// What the environment holds, by the name of the variable.
    pub(crate) environment: Vec<(&'static str, Sensitive)>,
    /// Those that are fetched, by the index of the credential.
    pub(crate) fetched: Vec<(usize, Make)>,
}

impl Credentials {
    /// The credentials that a client has: one of each group at most. None is fine for an API with operations that need
    /// none.
    pub(crate) fn choose(
        api: &'static Api,
        given: &mut Given,
        base: &Uri,
    ) -> Result<Vec<Self>, Error> {
        let error = |message: String| Error::new(ErrorKind::Config, api.name, message);
        let mut chosen: Vec<(usize, &'static Credential, Vec<Sensitive>)> = Vec::new();
        let fetched = given.fetched.iter().map(|(index, _)| (index, None));
        let explicit = given.explicit.iter();
        for (index, values) in explicit
            .map(|(index, values)| (index, Some(values)))
            .chain(fetched)
        {
            let Some(credential) = api.credentials.get(*index) else {
                continue;
            };
            for (_, other, _) in &chosen {
                if other.group == credential.group {
                    return Err(error(format!(
                        "both `.{}(..)` and `.{}(..)` were called on the client builder, but a request \
                         carries one credential: call one of them",
                        other.name, credential.name
                    )));
                }
            }
            chosen.push((*index, credential, values.cloned().unwrap_or_default()));
        }
        from_environment(api, given, &mut chosen).map_err(error)?;
        if chosen.is_empty() && !api.credentials.is_empty() && !api.credentials_optional {
            return Err(error(missing(api, None, &[])));
        }
        let mut all = Vec::with_capacity(chosen.len());
        for (index, credential, values) in chosen {
            let made = given.fetched.iter().position(|(made, _)| *made == index);
            let prepared = match made {
                Some(at) => given.fetched.swap_remove(at).1(api, index, base),
                None => prepare(index, credential, &values),
            };
            all.push(prepared.map_err(|problem| {
                error(format!("the credential `{}`: {problem}", credential.name))
            })?);
        }
        Ok(all)
    }

    /// The one of a client's that goes with an operation.
    pub(crate) fn of<'a>(held: &'a [Self], operation: &Operation) -> Option<&'a Self> {
        if operation.security == Security::None {
            return None;
        }
        match operation.credentials {
            Some(taken) => {
                let mut taken = taken.iter();
                taken.find_map(|index| held.iter().find(|known| known.index == *index))
            }
            None => held.iter().min_by_key(|known| known.index),
        }
    }
}

/// Adds the first credential of each group that the environment has all parts of, where there is none of that group.
fn from_environment(
    api: &'static Api,
    given: &Given,
    chosen: &mut Vec<(usize, &'static Credential, Vec<Sensitive>)>,
) -> Result<(), String> {
    let value = |variable: &str| {
        given
            .environment
            .iter()
            .find(|(name, _)| *name == variable)
            .map(|(_, value)| value.clone())
    };
    let mut incomplete = Vec::new();
    for (index, credential) in api.credentials.iter().enumerate() {
        if chosen
            .iter()
            .any(|(_, other, _)| other.group == credential.group)
        {
            continue;
        }
        let mut values = Vec::new();
        let mut lacks = None;
        for part in credential.parts {
            match part.environment.and_then(value) {
                Some(value) => values.push(value),
                None => lacks = lacks.or(Some(part)),
            }
        }
        match lacks {
            _ if values.is_empty() => {}
            None => chosen.push((index, credential, values)),
            Some(part) => incomplete.push((credential, part)),
        }
    }
    for (credential, part) in incomplete {
        if chosen
            .iter()
            .all(|(_, other, _)| other.group != credential.group)
        {
            return Err(format!(
                "the environment holds a part of the credential `{}`, but not {}",
                credential.name,
                part.environment
                    .map_or_else(|| format!("`{}`", part.name), str::to_owned)
            ));
        }
    }
    Ok(())
}

/// Says how a credential can be given: any, or one that an operation takes, where the client has others.
pub(crate) fn missing(api: &Api, taken: Option<&[usize]>, held: &[Credentials]) -> String {
    let mut setters = Vec::new();
    let mut variables = Vec::new();
    for (index, credential) in api.credentials.iter().enumerate() {
        if taken.is_some_and(|taken| !taken.contains(&index)) {
            continue;
        }
        let values = vec![".."; credential.parts.len()].join(", ");
        setters.push(format!("`.{}({values})`", credential.name));
        let mut names = Vec::new();
        for part in credential.parts {
            names.extend(part.environment);
        }
        if names.len() == credential.parts.len() {
            variables.push(names.join(" and "));
        }
    }
    let mut message = "no credentials".to_owned();
    if let [first, ..] = held {
        message = format!("the call does not take the credential `{}`", first.name);
    }
    if setters.is_empty() {
        message.push_str(", and there is none for this call");
        return message;
    }
    message.push_str(": call ");
    message.push_str(&setters.join(" or "));
    message.push_str(" on the client builder");
    if !variables.is_empty() {
        message.push_str(", or build the client from the environment with ");
        message.push_str(&variables.join(", or "));
        message.push_str(" set");
    }
    message
}

/// Checks the values of a credential and puts them where they travel. The error never repeats a value.
pub(crate) fn prepare(
    index: usize,
    credential: &'static Credential,
    values: &[Sensitive],
) -> Result<Credentials, String> {
    let mut prepared = Credentials {
        index,
        name: credential.name,
        headers: Vec::new(),
        query: String::new(),
        cookie: String::new(),
        secrets: Vec::new(),
        tokens: None,
    };
    let mut username = None;
    for (part, value) in credential.parts.iter().zip(values) {
        let value = value.expose().trim();
        let place = part.place;
        // One half of the basic scheme may be empty: some APIs take a key as the user, and no password.
        let is_half = place == Place::Username || place == Place::Password && username != Some("");
        if value.is_empty() && !is_half {
            return Err(format!("`{}` is empty", part.name));
        }
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
            Place::Scheme(scheme) => {
                let value = Zeroizing::new(format!("{scheme} {value}"));
                prepared.header(part.name, header::AUTHORIZATION, &value)?;
            }
            Place::Username if value.contains(':') => {
                return Err(format!("`{}` has a colon, which ends it", part.name));
            }
            Place::Username => username = Some(value),
            Place::Password => {
                let user = username.take().unwrap_or_default();
                if value.is_empty() {
                    prepared.secrets.push(Sensitive::from(user));
                }
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
        if place != Place::Username && !value.is_empty() {
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
