//! How a client authenticates.

use super::client::{Client, SETTER_ADDED, SETTER_REMOVED, SETTER_RENAMED, builder};
use super::place::escaped;
use super::row::{About, Rows};
use crate::ir::{Credential, Placement};

/// Compares the ways to authenticate.
pub(super) fn compare(client: &Client<'_>, rows: &mut Rows) {
    let (old, new) = client.apis();
    let about = |name: &str, credential: &Credential| {
        let scheme = credential.parts.first().map_or("", |part| &part.scheme);
        let pointer = format!("/components/securitySchemes/{}", escaped(scheme));
        client.about(
            &builder(name),
            &format!("security scheme {scheme}"),
            &pointer,
        )
    };
    for (index, credential) in old.credentials.iter().enumerate() {
        let own = client.both.old.names.credential(index);
        let about = about(&own.setter, credential);
        let at = new
            .credentials
            .iter()
            .position(|other| is_same(credential, other));
        let Some((at, other)) = at.and_then(|at| Some((at, new.credentials.get(at)?))) else {
            let about = About { new: None, ..about };
            rows.breaking(&about, "credential-removed", "removed", SETTER_REMOVED);
            continue;
        };
        let theirs = client.both.new.names.credential(at);
        if own.setter != theirs.setter {
            let change = format!("is now `{}`", builder(&theirs.setter));
            rows.breaking(&about, "credential-renamed", change, SETTER_RENAMED);
        }
        if credential.parts.len() != other.parts.len() {
            let change = format!(
                "takes {} values, took {}",
                other.parts.len(),
                credential.parts.len()
            );
            let reason = "Code that sets it hands over another number of values.";
            rows.breaking(&about, "credential-values", change, reason);
        }
        fetching(
            &about,
            (credential, &own.client_credentials),
            (other, &theirs.client_credentials),
            rows,
        );
        travel(&about, credential, other, rows);
    }
    for (index, credential) in new.credentials.iter().enumerate() {
        if !old
            .credentials
            .iter()
            .any(|other| is_same(other, credential))
        {
            let own = client.both.new.names.credential(index);
            let about = About {
                old: None,
                ..about(&own.setter, credential)
            };
            rows.additive(
                &about,
                "credential-added",
                "added",
                "A new way to authenticate: clients without it are as before.",
            );
        }
    }
}

/// A credential is known by the schemes that it is made of.
fn is_same(old: &Credential, new: &Credential) -> bool {
    let schemes = |credential: &Credential| -> Vec<String> {
        let parts = credential.parts.iter();
        parts.map(|part| part.scheme.clone()).collect()
    };
    old.name == new.name || schemes(old) == schemes(new)
}

/// How a token is fetched.
fn fetching(
    about: &About,
    (old, old_setter): (&Credential, &str),
    (new, new_setter): (&Credential, &str),
    rows: &mut Rows,
) {
    let of = |setter: &str| About {
        item: builder(setter),
        ..about.clone()
    };
    match (&old.client_credentials, &new.client_credentials) {
        (Some(_), None) => rows.breaking(
            &of(old_setter),
            "credential-removed",
            "removed",
            SETTER_REMOVED,
        ),
        (None, Some(_)) => {
            rows.additive(&of(new_setter), "credential-added", "added", SETTER_ADDED);
        }
        (Some(before), Some(after)) => {
            if old_setter != new_setter {
                let change = format!("is now `{}`", builder(new_setter));
                rows.breaking(
                    &of(old_setter),
                    "credential-renamed",
                    change,
                    SETTER_RENAMED,
                );
            }
            if before.token_url != after.token_url {
                let change = format!(
                    "tokens from `{}`, now from `{}`",
                    before.token_url, after.token_url
                );
                let reason = "Tokens are fetched from another address unless a user sets one.";
                rows.silent(&of(new_setter), "credential-fetched", change, reason);
            }
        }
        (None, None) => {}
    }
}

/// Where a credential travels, where it is read from, and with which it cannot be.
fn travel(about: &About, old: &Credential, new: &Credential, rows: &mut Rows) {
    let placements = |credential: &Credential| -> Vec<Placement> {
        let parts = credential.parts.iter();
        parts.map(|part| part.placement.clone()).collect()
    };
    if placements(old) != placements(new) {
        let reason = "Requests carry it in another place.";
        rows.silent(
            about,
            "credential-written",
            "travels in another place",
            reason,
        );
    }
    let variables = |credential: &Credential| -> Vec<Option<String>> {
        let parts = credential.parts.iter();
        parts.map(|part| part.environment.clone()).collect()
    };
    if variables(old) != variables(new) {
        let reason = "`from_env` reads another variable.";
        rows.silent(about, "environment-changed", "another variable", reason);
    }
}
