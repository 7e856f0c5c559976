//! The tree of calls: where an operation hangs, and what its method is called.
//!
//! The configuration decides first, then the document's own hints, then the path: its static segments are resources,
//! and the method follows from the HTTP method and the place in the path.

use std::collections::HashMap;

use super::Lowering;
use super::parameters::placeholders;
use crate::ir::{Api, HttpMethod, Resource, ResourceId};

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
    pub answers_with_list: bool,
}

/// What every path has in front, and what the client knows: segments that are no resources.
pub struct Prefix {
    /// How many segments all paths share that come in pairs of a word and a parameter.
    shared: usize,
    /// The names of client parameters.
    client: Vec<String>,
    /// The paths, for telling an action from a resource with operations below it.
    paths: Vec<String>,
}

impl Prefix {
    pub fn new(paths: Vec<String>, client: Vec<String>) -> Self {
        Self {
            shared: shared_pairs(&paths),
            client,
            paths,
        }
    }

    /// The segments that name resources, actions and items.
    fn segments<'p>(&self, path: &'p str) -> Vec<&'p str> {
        let all: Vec<&str> = split(path);
        let mut kept: Vec<&str> = Vec::new();
        for (index, segment) in all.iter().enumerate() {
            let is_client = |segment: &str| {
                placeholders(segment)
                    .first()
                    .is_some_and(|name| self.client.iter().any(|client| client == name))
            };
            let names_client = all.get(index + 1).is_some_and(|next| is_client(next));
            if index >= self.shared && !is_client(segment) && !names_client {
                kept.push(segment);
            }
        }
        kept
    }

    /// Whether some other path goes on below this one.
    fn has_children(&self, path: &str) -> bool {
        self.paths.iter().any(|other| {
            other
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
        })
    }
}

/// The call that the path asks for.
pub fn by_path(target: Target<'_>, prefix: &Prefix) -> Call {
    let segments = prefix.segments(target.path);
    let mut resources: Vec<String> = segments
        .iter()
        .filter(|segment| !is_parameter(segment))
        .map(ToString::to_string)
        .collect();
    let ends_with_item = segments.last().is_some_and(|segment| is_parameter(segment));
    let follows_item = segments.len() >= 2
        && segments
            .get(segments.len() - 2)
            .is_some_and(|segment| is_parameter(segment));
    let is_action = !ends_with_item
        && follows_item
        && matches!(target.method, HttpMethod::Post)
        && !prefix.has_children(target.path);
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
    }
}

/// How many leading segments are pairs of a word and a parameter in every path, leaving each path a name of its own.
fn shared_pairs(paths: &[String]) -> usize {
    let Some((first, rest)) = paths.split_first() else {
        return 0;
    };
    let first = split(first);
    let mut shared = 0;
    for pair in first.chunks_exact(2) {
        let [word, parameter] = pair else { break };
        let is_pair = !is_parameter(word) && is_parameter(parameter);
        let in_all = rest
            .iter()
            .map(|path| split(path))
            .all(|path| path.get(shared..shared + 2) == Some(pair));
        let leaves_a_name = paths.iter().all(|path| split(path).len() > shared + 2);
        if !(is_pair && in_all && leaves_a_name) || paths.len() < 2 {
            break;
        }
        shared += 2;
    }
    shared
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
        prefix: &Prefix,
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
        let key = (parent, name.to_lowercase().replace(['-', ' '], "_"));
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = ResourceId(api.resources.len());
        api.resources.push(Resource {
            name: name.to_owned(),
            parent,
            children: Vec::new(),
            operations: Vec::new(),
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
        let prefix = Prefix::new(paths.map(str::to_owned).to_vec(), Vec::new());
        let path = format!("/accounts/{{account_id}}/secrets_store{path}");
        let call = by_path(
            Target {
                path: &path,
                method,
                has_body,
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
    }
}
