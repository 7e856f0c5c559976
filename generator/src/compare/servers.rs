//! The servers that a client can choose among.

use super::client::{Client, SETTER_ADDED, SETTER_REMOVED};
use super::row::{About, Rows};
use super::side::Side;
use crate::ir::Server;

/// Compares the servers that a client can choose.
pub(super) fn compare(client: &Client<'_>, rows: &mut Rows) {
    let (old, new) = client.apis();
    let about = client.about("server::Server", "servers", "/servers");
    match (old.has_choice_of_servers(), new.has_choice_of_servers()) {
        (true, false) => {
            let reason =
                "There is no choice any more: the module `server` and the setter for it are gone.";
            rows.breaking(&about, "servers-removed", "removed", reason);
        }
        (false, true) => {
            let reason = "There is a choice now: the module `server`, and a setter for it.";
            rows.additive(&about, "servers-added", "added", reason);
        }
        (true, true) if (old.servers.len() == 1) != (new.servers.len() == 1) => {
            let change = if new.servers.len() == 1 {
                "an enum became a struct"
            } else {
                "a struct became an enum"
            };
            let reason =
                "There is one server alone in one of the documents, and several in the other.";
            rows.breaking(&about, "servers-changed", change, reason);
        }
        (true, true) => choice(client, &about, rows),
        (false, false) => {}
    }
}

/// Compares what there is to choose in both.
fn choice(client: &Client<'_>, about: &About, rows: &mut Rows) {
    let (old, new) = client.apis();
    let is_alone = old.servers.len() == 1;
    for (index, server) in old.servers.iter().enumerate() {
        let name = item(client.both.old, index);
        let mut about = About {
            item: name.clone(),
            ..about.clone()
        };
        about.old = Some(client.both.old.place(&at(index)));
        // One alone is known by being alone, others by their names, and then by their addresses.
        let named = || (0..new.servers.len()).find(|index| item(client.both.new, *index) == name);
        let found = if is_alone { Some(0) } else { named() };
        let found = found.or_else(|| new.servers.iter().position(|other| other.url == server.url));
        let Some((index, other)) = found.and_then(|at| Some((at, new.servers.get(at)?))) else {
            let about = About { new: None, ..about };
            let reason = "Code that names the server does not compile without it.";
            rows.breaking(&about, "server-removed", "removed", reason);
            continue;
        };
        about.new = Some(client.both.new.place(&at(index)));
        let after = item(client.both.new, index);
        if name != after {
            let reason = "Code that names the server has to use the other name.";
            rows.breaking(
                &about,
                "server-renamed",
                format!("is now `{after}`"),
                reason,
            );
        }
        if server.url != other.url {
            let change = format!("`{}` became `{}`", server.url, other.url);
            let reason = "Requests to this server go to another address.";
            rows.silent(&about, "server-changed", change, reason);
        }
        variables(client, &about, server, other, rows);
    }
    if !is_alone {
        added(client, about, rows);
    }
}

/// What a server is called in the crate.
fn item(side: Side<'_>, index: usize) -> String {
    let own = side.names.server(index);
    if side.api.servers.len() == 1 {
        format!("server::{}", own.structure)
    } else {
        format!("server::Server::{}", own.variant)
    }
}

/// The servers that are new by their names and their addresses.
fn added(client: &Client<'_>, about: &About, rows: &mut Rows) {
    let (old, new) = client.apis();
    for (index, server) in new.servers.iter().enumerate() {
        let name = item(client.both.new, index);
        let mut known = old.servers.iter().enumerate();
        let is_known = known
            .any(|(index, other)| item(client.both.old, index) == name || other.url == server.url);
        if is_known {
            continue;
        }
        let about = About {
            item: name,
            old: None,
            new: Some(client.both.new.place(&at(index))),
            ..about.clone()
        };
        let reason = "A new server to choose: clients that choose another are as before.";
        rows.additive(&about, "server-added", "added", reason);
    }
}

fn at(index: usize) -> String {
    format!("/servers/{index}")
}

/// The variables in the address of a server.
fn variables(client: &Client<'_>, about: &About, old: &Server, new: &Server, rows: &mut Rows) {
    if old.variables.is_empty() != new.variables.is_empty() {
        let reason =
            "A server with variables is a variant with a value, one without is a variant alone.";
        rows.breaking(
            about,
            "server-variables",
            "has variables in one of the documents alone",
            reason,
        );
        return;
    }
    let of = |name: &str| About {
        item: format!("{}.{name}(..)", about.item),
        subject: format!("variable {name} of {}", about.subject),
        ..about.clone()
    };
    for variable in &old.variables {
        let about = of(&variable.name);
        let mut others = new.variables.iter();
        let Some(other) = others.find(|other| other.name == variable.name) else {
            rows.breaking(&about, "server-variable-removed", "removed", SETTER_REMOVED);
            continue;
        };
        if !client.both.same(&variable.ty, &other.ty) {
            let change = client.both.became(&variable.ty, &other.ty);
            let reason = "A value of the old type is none of the new one.";
            rows.breaking(&about, "server-variable-type", change, reason);
        }
        if variable.usual != other.usual {
            let reason = "Requests go to another address unless a user sets the variable.";
            rows.silent(
                &about,
                "server-variable-usual",
                "another usual value",
                reason,
            );
        }
    }
    for variable in &new.variables {
        if old
            .variables
            .iter()
            .all(|other| other.name != variable.name)
        {
            rows.additive(
                &of(&variable.name),
                "server-variable-added",
                "added",
                SETTER_ADDED,
            );
        }
    }
}
