//! The credentials that a client is made with: those of the configuration, or one for each set of schemes that is asked for;
//! and which of them each operation takes.

use std::collections::{BTreeSet, HashMap};

use super::Lowering;
use indexmap::IndexMap;

use crate::config::{CredentialPart as Configured, Entry};
use crate::diag::Diagnostic;
use crate::ir::{Access, Api, Credential, CredentialPart, Placement, Requirement};

/// Which schemes one set of an operation's asks for together, each once and in order.
type Set = BTreeSet<String>;

impl Lowering<'_> {
    /// Decides which credentials a client has, and which of them each operation takes.
    pub fn access(&mut self, api: &mut Api) {
        if self.says_nothing() {
            self.offer_all(api);
        }
        api.credentials = if self.config.client.credentials.is_empty() {
            derived(api)
        } else {
            self.configured(api)
        };
        let schemes: Vec<Set> = api.credentials.iter().map(schemes_of).collect();
        let mut accepted: Vec<Vec<usize>> = Vec::with_capacity(api.operations.len());
        let mut unmet: Vec<Set> = Vec::new();
        for operation in &api.operations {
            let sets = operation.security.iter().map(Requirement::names);
            let sets: Vec<Set> = sets.filter(|set| !set.is_empty()).collect();
            let (mut found, is_met) = accepting(&sets, &schemes);
            found.dedup();
            if !is_met && let Some(set) = sets.first().filter(|set| !unmet.contains(set)) {
                unmet.push(set.clone());
            }
            accepted.push(found);
        }
        self.report_unmet(&unmet);
        let mut counts = vec![0_usize; schemes.len()];
        for index in accepted.iter().flatten() {
            if let Some(count) = counts.get_mut(*index) {
                *count += 1;
            }
        }
        let rank = |index: &usize| (counts.get(*index).copied().unwrap_or_default(), *index);
        for (operation, mut accepted) in api.operations.iter_mut().zip(accepted) {
            // What fewer operations take was given for them.
            accepted.sort_unstable_by_key(rank);
            operation.access = Access {
                is_optional: operation.security.iter().any(|set| set.schemes.is_empty()),
                is_open: operation.security.is_empty(),
                credentials: accepted,
            };
        }
        group(api);
        note_usual(api);
    }

    /// Lets every operation take every scheme, and none.
    fn offer_all(&mut self, api: &mut Api) {
        let configured = self.config.client.credentials.values();
        let builtin = configured
            .flat_map(|entry| &entry.value)
            .map(|part| part.scheme.value.as_str())
            .filter(|name| builtin(name).is_some());
        let mut schemes = self.security_schemes();
        schemes.retain(|scheme| scheme.placement != Placement::Transport);
        let mut names: Vec<String> = schemes.into_iter().map(|scheme| scheme.name).collect();
        if names.is_empty() {
            names.extend(builtin.map(str::to_owned));
        } else if !api.operations.is_empty() && self.config.client.credentials.is_empty() {
            let at = self.at().key("components").key("securitySchemes");
            self.diagnostics.push(
                Diagnostic::warning(
                    "no-security",
                    at.key_place(),
                    "no operation says which of these it takes",
                )
                .help("every call takes any of them, or none; say which under `security`"),
            );
        }
        if names.is_empty() {
            return;
        }
        for operation in api
            .operations
            .iter_mut()
            .filter(|operation| operation.security.is_empty())
        {
            operation.security.push(Requirement::default());
            let all = names.iter().map(|name| Requirement {
                schemes: vec![(name.clone(), Vec::new())],
            });
            operation.security.extend(all);
        }
    }

    /// The credentials of the configuration.
    fn configured(&mut self, api: &Api) -> Vec<Credential> {
        let mut credentials = Vec::new();
        for (name, entry) in &self.config.client.credentials {
            let mut parts: Vec<CredentialPart> = Vec::new();
            for configured in &entry.value {
                let scheme = &configured.scheme.value;
                let known = api
                    .security_schemes
                    .iter()
                    .find(|known| known.name == *scheme);
                let Some(placement) =
                    known.map_or_else(|| builtin(scheme), |known| Some(known.placement.clone()))
                else {
                    continue;
                };
                configured.scheme.take();
                let times = parts.iter().filter(|part| part.scheme == *scheme).count();
                add_part(&mut parts, placement, configured, times);
            }
            if parts.is_empty() {
                self.report_empty(name, entry);
            }
            credentials.push(credential(name.clone(), parts, api));
        }
        credentials
    }

    fn report_empty(&mut self, name: &str, entry: &Entry<Vec<Configured>>) {
        self.diagnostics.push(
            Diagnostic::error(
                "empty-credential",
                entry.at().key_place(),
                format!("`{name}` sends nothing"),
            )
            .help("list at least one security scheme of the document under it"),
        );
    }

    /// Says which sets of schemes no credential of the configuration has all of.
    fn report_unmet(&mut self, unmet: &[Set]) {
        let Some(entry) = self.config.client.credentials.values().next() else {
            return;
        };
        for set in unmet {
            let names: Vec<String> = set.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("no credential sends {}", names.join(" with "));
            self.diagnostics.push(
                Diagnostic::warning("no-credential", entry.at().key_place(), message).help(
                    "calls that ask for it take a credential with a part of it, if there is one",
                ),
            );
        }
    }
}

/// Adds what the configuration says of a value; the two of the basic scheme are a user name and a password.
fn add_part(
    parts: &mut Vec<CredentialPart>,
    placement: Placement,
    configured: &Configured,
    times: usize,
) {
    let scheme = configured.scheme.value.clone();
    let is_basic = placement == Placement::Username;
    let argument = if is_basic {
        "username"
    } else {
        scheme.as_str()
    };
    let part = |argument: &str, placement| CredentialPart {
        argument: argument.to_owned(),
        scheme: scheme.clone(),
        placement,
        environment: configured.environment.clone(),
    };
    let named = |argument| {
        configured
            .argument
            .as_deref()
            .unwrap_or(argument)
            .to_owned()
    };
    match (is_basic, times) {
        // The second item of the basic scheme is its password.
        (true, 1..) => {
            if let Some(password) = parts
                .iter_mut()
                .find(|part| part.placement == Placement::Password && part.scheme == scheme)
            {
                *password = part(&named("password"), Placement::Password);
            }
        }
        (true, 0) => {
            parts.push(part(&named(argument), placement));
            let mut password = part("password", Placement::Password);
            password.environment = None;
            parts.push(password);
        }
        (false, _) => parts.push(part(&named(argument), placement)),
    }
}

/// The credentials of a document that is not configured: one for each set of schemes that an operation asks for.
fn derived(api: &Api) -> Vec<Credential> {
    let mut known: Vec<Set> = Vec::new();
    let mut credentials = Vec::new();
    let sets = api
        .operations
        .iter()
        .flat_map(|operation| &operation.security);
    for requirement in sets.filter(|set| !set.schemes.is_empty()) {
        let set = requirement.names();
        if known.contains(&set) {
            continue;
        }
        let mut parts = Vec::new();
        for name in &set {
            let scheme = api
                .security_schemes
                .iter()
                .find(|known| known.name == *name);
            let placement = scheme.map(|scheme| scheme.placement.clone());
            parts.extend(
                placement
                    .into_iter()
                    .flat_map(|placement| derived_parts(name, placement)),
            );
        }
        let names: Vec<&str> = set.iter().map(String::as_str).collect();
        credentials.push(credential(names.join(" and "), parts, api));
        known.push(set);
    }
    credentials
}

fn derived_parts(scheme: &str, placement: Placement) -> Vec<CredentialPart> {
    let part = |argument: &str, placement| CredentialPart {
        argument: argument.to_owned(),
        scheme: scheme.to_owned(),
        placement,
        environment: None,
    };
    if placement == Placement::Username {
        return vec![
            part("username", Placement::Username),
            part("password", Placement::Password),
        ];
    }
    vec![part(scheme, placement)]
}

fn credential(name: String, parts: Vec<CredentialPart>, api: &Api) -> Credential {
    let client_credentials = match parts.as_slice() {
        [only] => {
            let scheme = api
                .security_schemes
                .iter()
                .find(|known| known.name == only.scheme);
            scheme.and_then(|scheme| scheme.client_credentials.clone())
        }
        _ => None,
    };
    Credential {
        name,
        parts,
        group: 0,
        client_credentials,
    }
}

fn schemes_of(credential: &Credential) -> Set {
    credential
        .parts
        .iter()
        .map(|part| part.scheme.clone())
        .collect()
}

/// The credentials that an operation with these sets takes, and whether they have all of one of the sets: those that are
/// just a set, or else have more, or else a part of one.
fn accepting(sets: &[Set], credentials: &[Set]) -> (Vec<usize>, bool) {
    let of = |takes: fn(&Set, &Set) -> bool| -> Vec<usize> {
        let indexed = credentials.iter().enumerate();
        let taken = indexed.filter(|(_, own)| sets.iter().any(|set| takes(set, own)));
        taken.map(|(index, _)| index).collect()
    };
    let equal = of(|set, own| set == own);
    if !equal.is_empty() || sets.is_empty() {
        return (equal, true);
    }
    let larger = of(|set, own| own.is_superset(set));
    if !larger.is_empty() {
        return (larger, true);
    }
    (of(|set, own| !own.is_empty() && own.is_subset(set)), false)
}

/// Notes what most operations take; of equals, what the first of them does.
fn note_usual(api: &mut Api) {
    let mut counts: IndexMap<&Access, usize> = IndexMap::new();
    for operation in &api.operations {
        *counts.entry(&operation.access).or_default() += 1;
    }
    let differs = counts.len() > 1;
    let usual = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    api.usual_access = usual.map(|(access, _)| access.clone()).unwrap_or_default();
    api.access_differs = differs;
}

/// Puts the credentials that the same operations take into one group, of which a client can have one.
fn group(api: &mut Api) {
    let mut operations: Vec<Vec<usize>> = vec![Vec::new(); api.credentials.len()];
    for (index, operation) in api.operations.iter().enumerate() {
        for credential in &operation.access.credentials {
            if let Some(all) = operations.get_mut(*credential) {
                all.push(index);
            }
        }
    }
    let mut groups: HashMap<Vec<usize>, usize> = HashMap::new();
    for (credential, operations) in api.credentials.iter_mut().zip(operations) {
        let next = groups.len();
        credential.group = *groups.entry(operations).or_insert(next);
    }
}

/// Schemes that a configuration may name although the document does not declare them.
fn builtin(name: &str) -> Option<Placement> {
    match name {
        "bearer" => Some(Placement::Bearer),
        "basic" => Some(Placement::Username),
        _ => None,
    }
}
