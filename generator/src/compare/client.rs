//! The crate around the calls: its name, how a client is made, which servers and features there are.

use super::credentials;
use super::place::Where;
use super::row::{About, Rows};
use super::servers;
use super::side::{Both, Side};
use super::slots::{self, Checked};
use crate::emit;
use crate::ir::{Api, ResourceId};

/// Compares what is around the calls.
pub(super) fn compare(both: &Both<'_>, rows: &mut Rows) {
    let client = Client { both };
    client.package(rows);
    client.address(rows);
    client.parameters(rows);
    credentials::compare(&client, rows);
    servers::compare(&client, rows);
    client.resources(rows);
    client.features(rows);
}

pub(super) struct Client<'a> {
    pub(super) both: &'a Both<'a>,
}

impl<'a> Client<'a> {
    pub(super) fn about(&self, item: &str, subject: &str, pointer: &str) -> About {
        About {
            item: item.to_owned(),
            subject: subject.to_owned(),
            old: Some(self.both.old.place(pointer)),
            new: Some(self.both.new.place(pointer)),
        }
    }

    pub(super) fn apis(&self) -> (&'a Api, &'a Api) {
        (self.both.old.api, self.both.new.api)
    }

    fn package(&self, rows: &mut Rows) {
        let (old, new) = self.apis();
        if old.package.name != new.package.name {
            let about = self.about(&old.package.library(), "package", "/info/title");
            let change = format!("is now `{}`", new.package.library());
            let reason =
                "Every line that names the crate has to use the other name, in the manifest too.";
            rows.breaking(&about, "package-renamed", change, reason);
        }
        let (old_items, new_items) = (emit::root_items(old), emit::root_items(new));
        for item in old_items.iter().filter(|item| !new_items.contains(item)) {
            let about = self.about(&format!("crate::{item}"), "paths", "/paths");
            let reason =
                "Nothing in the API needs it any more; code that names it does not compile.";
            rows.breaking(&about, "item-removed", "removed", reason);
        }
        for item in new_items.iter().filter(|item| !old_items.contains(item)) {
            let about = self.about(&format!("crate::{item}"), "paths", "/paths");
            let reason = "New at the root of the crate, since something in the API needs it.";
            rows.additive(&about, "item-added", "added", reason);
        }
        if old.envelope != new.envelope {
            let about = self.about("Client", "envelope", "");
            let reason = "Answers are read in another way.";
            rows.silent(
                &about,
                "envelope-changed",
                "another object is around answers",
                reason,
            );
        }
    }

    fn address(&self, rows: &mut Rows) {
        let (old, new) = self.apis();
        let or_none = |text: Option<&String>| match text {
            Some(text) if !text.is_empty() => format!("`{text}`"),
            _ => "none".to_owned(),
        };
        let settings = [
            (
                "server-changed",
                "base URL",
                "/servers",
                Some(&old.base_url),
                Some(&new.base_url),
                "Requests go to another address unless a user sets one.",
            ),
            (
                "environment-changed",
                "variable for the base URL",
                "",
                old.base_url_environment.as_ref(),
                new.base_url_environment.as_ref(),
                "`from_env` reads another variable.",
            ),
            (
                "request-id-changed",
                "header of the request's id",
                "",
                old.request_id_header.as_ref(),
                new.request_id_header.as_ref(),
                "`request_id()` reads another header.",
            ),
        ];
        for (code, subject, pointer, before, after, reason) in settings {
            if before != after {
                let about = self.about("Client", subject, pointer);
                let change = format!("{} became {}", or_none(before), or_none(after));
                rows.silent(&about, code, change, reason);
            }
        }
    }

    /// Parameters that are set once.
    fn parameters(&self, rows: &mut Rows) {
        let (old, new) = self.apis();
        let setter = |side: Side<'_>, index| side.names.client_parameter(index).to_owned();
        let about = |name: &str, wire: &str| About {
            item: builder(name),
            subject: format!("client parameter {wire}"),
            old: Some(parameter(self.both.old, wire)),
            new: Some(parameter(self.both.new, wire)),
        };
        for (index, parameter) in old.client_parameters.iter().enumerate() {
            let name = setter(self.both.old, index);
            let about = about(&name, &parameter.name);
            let mut others = new.client_parameters.iter().enumerate();
            let Some((at, other)) = others.find(|(_, other)| other.name == parameter.name) else {
                let about = About { new: None, ..about };
                rows.breaking(
                    &about,
                    "client-parameter-removed",
                    "removed",
                    SETTER_REMOVED,
                );
                continue;
            };
            let after = setter(self.both.new, at);
            if name != after {
                let change = format!("is now `{}`", builder(&after));
                rows.breaking(&about, "client-parameter-renamed", change, SETTER_RENAMED);
            }
            if parameter.environment != other.environment {
                let reason = "`from_env` reads another variable.";
                rows.silent(&about, "environment-changed", "another variable", reason);
            }
            slots::limits(
                &about,
                &parameter.limits,
                &other.limits,
                Checked::BeforeSending,
                rows,
            );
        }
        for (index, parameter) in new.client_parameters.iter().enumerate() {
            if !old.is_client_parameter(&parameter.name) {
                let name = setter(self.both.new, index);
                let about = About {
                    old: None,
                    ..about(&name, &parameter.name)
                };
                rows.additive(&about, "client-parameter-added", "added", SETTER_ADDED);
            }
        }
    }

    /// The resources, by the paths of their handles.
    fn resources(&self, rows: &mut Rows) {
        let Both { old, new, .. } = self.both;
        for (path, place) in resources(*old, *new) {
            let about = About {
                item: format!("resources::{path}"),
                subject: "paths".to_owned(),
                old: Some(place),
                new: None,
            };
            let reason = "No call hangs on it any more; code that names it or goes through it does not compile.";
            rows.breaking(&about, "resource-removed", "removed", reason);
        }
        for (path, place) in resources(*new, *old) {
            let about = About {
                item: format!("resources::{path}"),
                subject: "paths".to_owned(),
                old: None,
                new: Some(place),
            };
            rows.additive(
                &about,
                "resource-added",
                "added",
                "A new resource, with calls on it: nothing that was there changes by it.",
            );
        }
    }

    /// The cargo features of resources.
    fn features(&self, rows: &mut Rows) {
        let listed = |side: Side<'_>| -> Vec<String> {
            let resources = (0..side.api.resources.len()).map(ResourceId);
            let all = resources.chain([ResourceId::WEBHOOKS]);
            all.filter_map(|id| side.names.features.name(id).map(str::to_owned))
                .collect()
        };
        let (old, new) = (listed(self.both.old), listed(self.both.new));
        let about = |name: &str| self.about(&format!("feature {name}"), "paths", "/paths");
        for name in &old {
            if !new.contains(name) {
                let reason = "A manifest that asks for the feature is refused.";
                rows.breaking(&about(name), "feature-removed", "removed", reason);
            }
        }
        let (was_divided, is_divided) = (
            self.both.old.api.is_divided(),
            self.both.new.api.is_divided(),
        );
        if was_divided && !is_divided {
            let reason = "A manifest that asks for the feature is refused.";
            rows.breaking(&about("all"), "feature-removed", "removed", reason);
        }
        if is_divided && !was_divided {
            let reason = "The API has grown so much that resources are features: a build without default features has no calls unless it asks for them.";
            rows.breaking(
                &about("all"),
                "features-divided",
                "resources are features",
                reason,
            );
        }
        for name in &new {
            if was_divided && !old.contains(name) {
                let reason = "A new feature: a build with the default features has it.";
                rows.additive(&about(name), "feature-added", "added", reason);
            }
        }
    }
}

/// Where a parameter that is set once stands the first time.
fn parameter(side: Side<'_>, name: &str) -> Where {
    let mut parameters = side.api.operations.iter().flat_map(|operation| {
        let own = operation.parameters.iter();
        own.map(move |parameter| (operation, parameter))
    });
    let first = parameters.find(|(_, parameter)| parameter.client && parameter.name == name);
    first.map_or_else(
        || side.place("/paths"),
        |(operation, parameter)| Where::at(&operation.origin).parameter(parameter.location, name),
    )
}

/// The resources that the other crate does not have: the path of the handle, and the place of a call on it.
fn resources(side: Side<'_>, other: Side<'_>) -> Vec<(String, Where)> {
    let handles = |side: Side<'_>| -> Vec<String> {
        let resources = 0..side.api.resources.len();
        resources
            .map(|index| side.handle(ResourceId(index)))
            .collect()
    };
    let others = handles(other);
    let own = handles(side).into_iter().zip(&side.api.resources);
    let missing = own.filter(|(path, _)| !others.contains(path));
    let placed = missing.map(|(path, resource)| {
        let call = resource
            .operations
            .first()
            .and_then(|id| side.api.operation(*id));
        let place = call.map_or_else(|| side.place("/paths"), |call| Where::at(&call.origin));
        (path, place)
    });
    placed.collect()
}

pub(super) const SETTER_REMOVED: &str = "Code that calls the setter does not compile without it.";
pub(super) const SETTER_RENAMED: &str = "Code that calls the setter has to use the other name.";
pub(super) const SETTER_ADDED: &str = "A new setter: clients without it are as before.";

pub(super) fn builder(setter: &str) -> String {
    format!("Client::builder().{setter}(..)")
}
