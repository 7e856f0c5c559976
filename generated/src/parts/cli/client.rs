//! The client that a command line makes calls with, and what it takes from the environment.

use clap::ArgMatches;
use std::time::Duration;

use super::exit::Failure;
use super::table::{Call, Program};
use crate::runtime::url::BaseUrl;
use crate::runtime::{Api, Blocking, ClientBuilder, Credential, Security, Sensitive, Session};

/// Looks up a variable of the environment.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The client for a call. In a dry run, credentials that are not there are made up, since nothing is sent.
pub(super) fn session(
    program: &'static Program,
    call: &Call,
    matches: &ArgMatches,
    lookup: Lookup<'_>,
) -> Result<Session<Blocking>, Failure> {
    let api = program.api;
    let mut builder = ClientBuilder::<Blocking>::new(api);
    for (index, (name, _)) in program.parameters.iter().enumerate() {
        if let Some(value) = matches.get_one::<String>(name) {
            builder = builder.client_parameter(index, value);
        }
    }
    let base_url = matches.get_one::<String>("base-url").cloned();
    let found = base_url.or_else(|| lookup(api.base_url_environment?));
    if found.is_none() && !is_address(api.base_url) {
        return Err(Failure::Setup(format!(
            "the document names no address that can be used: {}",
            about_base_url(api)
        )));
    }
    address(api, matches, found.as_deref())?;
    if let Some(url) = matches.get_one::<String>("base-url") {
        builder = builder.base_url(url);
    }
    if let Some(timeout) = matches.get_one::<Duration>("timeout") {
        builder = builder.timeout(*timeout);
    }
    if let Some(retries) = matches.get_one::<u32>("max-retries") {
        builder = builder.max_retries(*retries);
    }
    let is_dry = matches.get_flag("dry-run");
    let taken = taken(api, call);
    let is_there = |credential: &Credential| is_complete(credential, lookup);
    if call.operation.security == Security::Required && !taken.is_empty() {
        let has_some = taken.iter().any(|(_, credential)| is_there(credential));
        match taken.first() {
            Some((index, credential)) if !has_some && is_dry => {
                let values = credential
                    .parts
                    .iter()
                    .map(|_| Sensitive::from("unset-in-dry-run"));
                builder = builder.credential(*index, values.collect());
            }
            Some(_) if !has_some => {
                let known: Vec<String> = taken.iter().map(|(_, known)| names(known)).collect();
                return Err(Failure::Setup(format!(
                    "no credentials: set {} in the environment",
                    known.join(", or ")
                )));
            }
            _ => {}
        }
    }
    for parameter in call.operation.parameters {
        let Some(client) = parameter.client else {
            continue;
        };
        let known = api.client_parameters.get(client);
        let variable = known.and_then(|known| known.environment);
        let option = program.parameters.get(client).map_or("", |(name, _)| name);
        let value = matches.get_one::<String>(option).cloned();
        let value = value.or_else(|| lookup(variable?));
        if value.is_none_or(|value| value.trim().is_empty()) {
            let or = variable.map_or_else(String::new, |variable| {
                format!(", or set {variable} in the environment")
            });
            return Err(Failure::Setup(format!(
                "--{option} is not given: give it{or}"
            )));
        }
    }
    let session = builder.environment_from(lookup).session();
    session.map_err(|error| Failure::Setup(error.message().to_owned()))
}

/// Says what is wrong with the address in the words of a command line: which option or variable has it.
fn address(api: &Api, matches: &ArgMatches, found: Option<&str>) -> Result<(), Failure> {
    let address = found.unwrap_or(api.base_url).trim();
    let Err(problem) = BaseUrl::parse(address, false) else {
        return Ok(());
    };
    // One that is refused for its scheme alone.
    let problem = match BaseUrl::parse(address, true) {
        Ok(_) => {
            "the address is plain `http://` to a host that is not this machine, which would show credentials to the \
             network: use `https://`"
        }
        Err(_) => problem,
    };
    let source = match (
        matches.contains_id("base-url"),
        found,
        api.base_url_environment,
    ) {
        (false, Some(_), Some(variable)) => variable,
        (false, None, _) => "the document's address, which --base-url replaces",
        _ => "--base-url",
    };
    Err(Failure::Setup(format!("{source}: {problem}")))
}

/// The credentials that a call takes, with their indices.
fn taken(api: &'static Api, call: &Call) -> Vec<(usize, &'static Credential)> {
    let known = api.credentials.iter().enumerate();
    let taken = call.operation.credentials;
    known
        .filter(|(index, _)| taken.is_none_or(|taken| taken.contains(index)))
        .collect()
}

fn is_complete(credential: &Credential, lookup: Lookup<'_>) -> bool {
    credential.parts.iter().all(|part| {
        let value = part.environment.and_then(lookup);
        value.is_some_and(|value| !value.trim().is_empty())
    })
}

/// The variables of a credential.
fn names(credential: &Credential) -> String {
    let names: Vec<&str> = credential
        .parts
        .iter()
        .filter_map(|part| part.environment)
        .collect();
    names.join(" and ")
}

/// The variables that hold credentials, in a sentence.
pub(super) fn variables(api: &Api) -> String {
    let known: Vec<String> = api.credentials.iter().map(names).collect();
    if known.is_empty() {
        return "none is needed".to_owned();
    }
    known.join(", or ")
}

/// What the program reads from the environment, for its help.
pub(super) fn environment(program: &Program) -> String {
    let api = program.api;
    let mut text = "Environment:\n".to_owned();
    let mut line = |variable: &str, about: &str| {
        text.extend(["  ", variable, "\n          ", about, "\n"]);
    };
    for credential in api.credentials {
        let count = credential.parts.len();
        for part in credential.parts {
            if let Some(variable) = part.environment {
                let about = match count {
                    1 => "A credential. It is never given as an argument, which others could see",
                    _ => "A part of a credential, all parts of which are needed together",
                };
                line(variable, about);
            }
        }
    }
    for (known, (name, _)) in api.client_parameters.iter().zip(program.parameters) {
        if let Some(variable) = known.environment {
            line(variable, &format!("What --{name} is unless given"));
        }
    }
    if let Some(variable) = api.base_url_environment {
        line(variable, "What --base-url is unless given");
    }
    line("NO_COLOR", "Anything in it turns colours off");
    text.trim_end().to_owned()
}

/// What is said of the option for the address.
pub(super) fn about_base_url(api: &Api) -> String {
    let mut about = "The address of the API".to_owned();
    if let Some(variable) = api.base_url_environment {
        about.push_str(" [env: ");
        about.push_str(variable);
        about.push(']');
    }
    if is_address(api.base_url) {
        about.push_str(" [default: ");
        about.push_str(api.base_url);
        about.push(']');
    }
    about
}

fn is_address(url: &str) -> bool {
    url.contains("://") && !url.contains('{')
}
