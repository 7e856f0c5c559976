//! The tree of calls: where an operation hangs, and what its method is called.
//!
//! The configuration decides first, then the document's own hints, then the path: its static segments are resources,
//! and the method follows from the HTTP method and the place in the path.

use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase;

use super::Lowering;
use super::parameters::placeholders;
use crate::config::{Config, Entry};
use crate::ir::{Api, HttpMethod, Resource, ResourceId, without_format};

/// Where an operation hangs: the names of the resources down to it, and the name of its method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub resources: Vec<String>,
    pub method: String,
}

/// What the naming rules look at.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    pub path: &'a str,
    pub method: HttpMethod,
    pub has_body: bool,
    /// Whether its path has no other operation.
    pub is_alone: bool,
    pub answers_with_list: bool,
}

/// What the paths and the client have in common: segments that are no resources, and paths that lead further.
pub struct Prefix<'c> {
    /// The configuration: client parameters and what it has left out name no resources.
    config: &'c Config,
    /// Every path that another one goes on below.
    parents: HashSet<String>,
}

impl<'c> Prefix<'c> {
    pub fn new<'p>(paths: impl Iterator<Item = &'p str>, config: &'c Config) -> Self {
        let mut parents = HashSet::new();
        for path in paths {
            let mut rest = without_format(path);
            while let Some((parent, _)) = rest.rsplit_once('/') {
                if !parents.insert(parent.to_owned()) {
                    break;
                }
                rest = parent;
            }
        }
        Self { config, parents }
    }

    /// The segments that name resources, actions and items.
    fn segments<'p>(&self, path: &'p str) -> Vec<&'p str> {
        let all: Vec<&str> = split(path);
        let mut kept: Vec<&str> = Vec::new();
        for (index, segment) in all.iter().enumerate() {
            let is_client = |segment: &str| {
                placeholders(segment)
                    .first()
                    .is_some_and(|name| self.config.client.parameters.contains_key(*name))
            };
            let names_client = all.get(index + 1).is_some_and(|next| is_client(next));
            let mut omitted = self.config.names.omit.iter();
            let is_omitted = omitted
                .find(|entry| entry.value == *segment)
                .map(Entry::take)
                .is_some();
            if !is_client(segment) && !names_client && !is_omitted {
                kept.push(segment);
            }
        }
        kept
    }
}

/// The call that the path asks for.
pub fn by_path(target: Target<'_>, prefix: &Prefix<'_>) -> Call {
    let path = without_format(target.path);
    let segments = prefix.segments(path);
    let mut resources: Vec<String> = segments
        .iter()
        .filter(|segment| !is_parameter(segment))
        .map(ToString::to_string)
        .collect();
    if let Some(action) = action_of(path) {
        return Call {
            resources,
            method: action.to_owned(),
        };
    }
    let ends_with_item = segments.last().is_some_and(|segment| is_parameter(segment));
    let follows_item = segments.len() >= 2
        && segments
            .get(segments.len() - 2)
            .is_some_and(|segment| is_parameter(segment));
    let is_action = !ends_with_item
        && follows_item
        && matches!(target.method, HttpMethod::Post)
        && target.is_alone
        && !prefix.parents.contains(path);
    if is_action && let Some(action) = resources.pop() {
        return Call {
            resources,
            method: action,
        };
    }
    Call {
        resources,
        method: verb(target, ends_with_item).to_owned(),
    }
}

/// The action behind the last parameter of a path: `/secrets/{id}:destroy`, `/files/{id}#add_shared_link`.
fn action_of(path: &str) -> Option<&str> {
    let (_, rest) = path.rsplit_once('}')?;
    let action = rest.strip_prefix([':', '#'])?;
    (!action.is_empty() && !action.contains('/')).then_some(action)
}

fn verb(target: Target<'_>, on_item: bool) -> &'static str {
    match (target.method, on_item) {
        (HttpMethod::Get, false) if target.answers_with_list => "list",
        (HttpMethod::Get, _) => "get",
        (HttpMethod::Post, _) => "create",
        (HttpMethod::Put, _) => "update",
        (HttpMethod::Patch, _) => "edit",
        (HttpMethod::Delete, false) if target.has_body => "bulk_delete",
        (HttpMethod::Delete, _) => "delete",
        (HttpMethod::Options, _) => "options",
        (HttpMethod::Head, _) => "head",
        (HttpMethod::Trace, _) => "trace",
        (HttpMethod::Query, _) => "query",
    }
}

fn split(path: &str) -> Vec<&str> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .collect()
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

impl Lowering<'_> {
    /// The call of an operation: from the configuration, the document's hints, or the path.
    pub fn call(
        &mut self,
        operation: &openapiv3::Operation,
        target: Target<'_>,
        prefix: &Prefix<'_>,
    ) -> Call {
        let by_place = format!("{} {}", target.method.as_str(), target.path);
        let configured = operation
            .operation_id
            .as_ref()
            .and_then(|id| self.config.names.operations.get(id));
        let also = self.config.names.operations.get(&by_place);
        if let Some(entry) = also.or(configured) {
            return dotted(entry.take());
        }
        if self.config.names.extensions {
            let hint = |key: &str| {
                operation
                    .extensions
                    .get(key)
                    .and_then(serde_json::Value::as_str)
            };
            if let (Some(group), Some(method)) = (
                hint("x-fern-sdk-group-name"),
                hint("x-fern-sdk-method-name"),
            ) {
                return dotted(&format!("{group}.{method}"));
            }
        }
        by_path(target, prefix)
    }
}

/// `stores.secrets.duplicate`: the last word is the method.
fn dotted(call: &str) -> Call {
    let mut resources: Vec<String> = call.split('.').map(str::to_owned).collect();
    let method = resources.pop().unwrap_or_default();
    Call { resources, method }
}

/// Grows the tree of resources call by call.
#[derive(Default)]
pub struct Tree {
    known: HashMap<(Option<ResourceId>, String), ResourceId>,
}

impl Tree {
    /// The resource that a call hangs on, made where it is new. A call without a resource hangs on one named after
    /// the package.
    pub fn resource(&mut self, api: &mut Api, call: &Call) -> ResourceId {
        let mut parent = None;
        let own = [api.package.name.clone()];
        let names = if call.resources.is_empty() {
            own.as_slice()
        } else {
            call.resources.as_slice()
        };
        let mut last = ResourceId(0);
        for name in names {
            last = self.child(api, parent, name);
            parent = Some(last);
        }
        last
    }

    fn child(&mut self, api: &mut Api, parent: Option<ResourceId>, name: &str) -> ResourceId {
        // Two spellings of one name would become one Rust name.
        let words = name.to_snake_case();
        let same = if words.is_empty() {
            name.to_owned()
        } else {
            words
        };
        let key = (parent, same);
        if let Some(id) = self.known.get(&key) {
            let known = api.resources.get_mut(id.0);
            if let Some(known) = known.filter(|known| known.name.as_str() > name) {
                // Which of them comes first in the document must not matter.
                name.clone_into(&mut known.name);
            }
            return *id;
        }
        let id = ResourceId(api.resources.len());
        api.resources.push(Resource {
            name: name.to_owned(),
            parent,
            children: Vec::new(),
            operations: Vec::new(),
            feature: None,
        });
        if let Some(parent) = parent.and_then(|parent| api.resources.get_mut(parent.0)) {
            parent.children.push(id);
        }
        self.known.insert(key, id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::{Prefix, Target, by_path};
    use crate::config;
    use crate::diag::Source;
    use crate::ir::HttpMethod;

    fn call(method: HttpMethod, path: &str, has_body: bool, answers_with_list: bool) -> String {
        let paths = [
            "/accounts/{account_id}/secrets_store/quota",
            "/accounts/{account_id}/secrets_store/stores",
            "/accounts/{account_id}/secrets_store/stores/{store_id}",
            "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets",
            "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}",
            "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}/duplicate",
        ];
        let source = Source::new(
            "x.sdk.yaml",
            "client: { parameters: { account_id: {} } }\nnames: { omit: [v1] }\n",
        );
        let config = config::read(&source, &mut Vec::new());
        let prefix = Prefix::new(paths.into_iter(), &config);
        let path = format!("/accounts/{{account_id}}/secrets_store{path}");
        let call = by_path(
            Target {
                path: &path,
                method,
                has_body,
                is_alone: has_body,
                answers_with_list,
            },
            &prefix,
        );
        [call.resources, vec![call.method]].concat().join(".")
    }

    #[test]
    fn the_path_names_the_call() {
        use HttpMethod::{Delete, Get, Patch, Post};
        let secrets = "/stores/{store_id}/secrets";
        let secret = "/stores/{store_id}/secrets/{secret_id}";
        assert_eq!(call(Get, "/quota", false, false), "secrets_store.quota.get");
        assert_eq!(
            call(Get, "/stores", false, true),
            "secrets_store.stores.list"
        );
        assert_eq!(
            call(Post, "/stores", true, false),
            "secrets_store.stores.create"
        );
        assert_eq!(
            call(Delete, "/stores/{store_id}", false, false),
            "secrets_store.stores.delete"
        );
        assert_eq!(
            call(Delete, secrets, true, false),
            "secrets_store.stores.secrets.bulk_delete"
        );
        assert_eq!(
            call(Patch, secret, true, false),
            "secrets_store.stores.secrets.edit"
        );
        let duplicate = format!("{secret}/duplicate");
        assert_eq!(
            call(Post, &duplicate, true, false),
            "secrets_store.stores.secrets.duplicate"
        );
        assert_eq!(
            call(Post, "/stores/{store_id}:seal", true, false),
            "secrets_store.stores.seal"
        );
        assert_eq!(
            call(Get, "/stores/{store_id}#status", false, false),
            "secrets_store.stores.status"
        );
        assert_eq!(
            call(Get, "/v1/Calls/{Sid}.json", false, false),
            "secrets_store.Calls.get"
        );
        assert_eq!(
            call(Post, "/Calls/{Sid}/Hang-up.json", true, false),
            "secrets_store.Calls.Hang-up"
        );
    }
}
