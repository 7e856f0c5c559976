//! The operations of a document, read off its text: what the generator makes of it plays no part here, so that an
//! operation it loses shows.

use std::collections::{BTreeSet, HashMap, HashSet};

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The members of a path item that are operations; `query` came with OpenAPI 3.2.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// More hops than any honest document takes.
const MOST_HOPS: usize = 64;

/// An operation of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Operation {
    /// `GET /path`.
    pub(super) name: String,
    /// What says how it is: pointers to itself and to the parameters of its path.
    pointers: Vec<String>,
}

/// The operations below `paths`, those behind a path's `$ref` too where it leads somewhere in the same document.
pub(super) fn operations(tree: &Value) -> Vec<Operation> {
    let paths = tree.get("paths").and_then(Value::as_object);
    let is_path = |path: &str| !path.starts_with("x-");
    let mut operations = Vec::new();
    for (path, item) in paths
        .into_iter()
        .flatten()
        .filter(|(path, _)| is_path(path))
    {
        let mut found = HashSet::new();
        for (pointer, item) in hops(tree, format!("/paths/{}", escape(path)), item) {
            for (method, below) in methods(tree, item) {
                // A path's own operation stands before that of the same method behind its reference.
                if found.insert(method.clone()) {
                    operations.push(Operation {
                        name: format!("{method} {}", written_well(path)),
                        pointers: vec![
                            format!("{pointer}{below}"),
                            format!("{pointer}/parameters"),
                        ],
                    });
                }
            }
        }
    }
    operations
}

/// A path that lacks its slash, or writes its parameters as `:name`, the way that all others are written.
fn written_well(path: &str) -> String {
    let segments = path.trim_start_matches('/').split('/');
    let segments = segments.map(|segment| match segment.strip_prefix(':') {
        Some(name) if !name.is_empty() => format!("/{{{name}}}"),
        _ => format!("/{segment}"),
    });
    segments.collect()
}

/// The item, then what its `$ref` leads to, and so on; each with its pointer.
fn hops<'a>(tree: &'a Value, pointer: String, item: &'a Value) -> Vec<(String, &'a Value)> {
    let mut hops = vec![(pointer, item)];
    while let Some((_, item)) = hops.last()
        && let Some(pointer) = item.get("$ref").and_then(target)
        && let Some(next) = tree.pointer(&pointer)
        && hops.len() < MOST_HOPS
    {
        hops.push((pointer, next));
    }
    hops
}

/// The methods of a path item, in capitals, with the pointer of each below the item.
fn methods(tree: &Value, item: &Value) -> Vec<(String, String)> {
    let version = tree.get("openapi").and_then(Value::as_str);
    let is_latest = version.is_some_and(|version| version.starts_with("3.2"));
    let latest = is_latest.then_some("query");
    let listed = METHODS.into_iter().chain(latest);
    let mut methods = listed
        .filter(|method| item.get(method).is_some_and(Value::is_object))
        .map(|method| (method.to_ascii_uppercase(), format!("/{method}")))
        .collect::<Vec<_>>();
    let others = item.get("additionalOperations").filter(|_| is_latest);
    let others = others.and_then(Value::as_object).into_iter().flatten();
    methods.extend(others.map(|(method, _)| {
        let pointer = format!("/additionalOperations/{}", escape(method));
        (method.clone(), pointer)
    }));
    methods
}

/// How many of the operations are touched by a warning: under themselves, the parameters of their path, or what any of
/// that refers to.
pub(super) fn touched(
    tree: &Value,
    operations: &[Operation],
    warnings: &BTreeSet<String>,
) -> usize {
    let mut search = Search {
        tree,
        warnings,
        known: HashMap::new(),
    };
    let is_touched = |operation: &&Operation| search.is_touched(&operation.pointers);
    operations.iter().filter(is_touched).count()
}

struct Search<'a> {
    tree: &'a Value,
    warnings: &'a BTreeSet<String>,
    /// What was found at a pointer.
    known: HashMap<String, Node>,
}

#[derive(Clone, Default)]
struct Node {
    has_warning: bool,
    /// Pointers to what it refers to.
    targets: Vec<String>,
}

impl Search<'_> {
    fn is_touched(&mut self, pointers: &[String]) -> bool {
        let mut open = pointers.to_vec();
        let mut seen = HashSet::new();
        while let Some(pointer) = open.pop() {
            if !seen.insert(pointer.clone()) {
                continue;
            }
            let node = self.node(pointer);
            if node.has_warning {
                return true;
            }
            open.extend_from_slice(&node.targets);
        }
        false
    }

    fn node(&mut self, pointer: String) -> &Node {
        let (tree, warnings) = (self.tree, self.warnings);
        self.known.entry(pointer).or_insert_with_key(|pointer| {
            let mut targets = Vec::new();
            if let Some(value) = tree.pointer(pointer) {
                collect_targets(value, &mut targets);
            }
            let below = format!("{pointer}/");
            let next = warnings.range(below.clone()..).next();
            let has_warning =
                warnings.contains(pointer) || next.is_some_and(|next| next.starts_with(&below));
            Node {
                has_warning,
                targets,
            }
        })
    }
}

/// The targets of every `$ref` in a value; the depth of the tree is limited by its reader.
fn collect_targets(value: &Value, targets: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_targets(item, targets)),
        Value::Object(members) => {
            targets.extend(members.get("$ref").and_then(target));
            members
                .values()
                .for_each(|member| collect_targets(member, targets));
        }
        _ => {}
    }
}

/// The pointer in a reference into the same document.
fn target(reference: &Value) -> Option<String> {
    let fragment = reference.as_str()?.strip_prefix('#')?;
    Some(
        percent_decode_str(fragment)
            .decode_utf8_lossy()
            .into_owned(),
    )
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(tree: &Value) -> Vec<String> {
        let operations = operations(tree);
        operations.into_iter().map(|one| one.name).collect()
    }

    #[test]
    fn everything_that_is_an_operation_counts_and_nothing_else() {
        let mut tree = json!({
            "openapi": "3.1.0",
            "paths": {
                "/a": {"get": {}, "summary": "s", "parameters": [], "query": {}, "put": null},
                "/b/{id}": {"$ref": "#/components/pathItems/b", "get": {}},
                "/c": {"$ref": "#/paths/~1b~1%7Bid%7D"},
                "/d": {"$ref": "other.yaml#/paths/~1d"},
                "/e": {"$ref": "#/paths/~1e"},
                "x-more": {"get": {}},
            },
            "webhooks": {"w": {"post": {}}},
            "components": {"pathItems": {"b": {"get": {}, "trace": {}}}},
        });
        let expected = [
            "GET /a",
            "GET /b/{id}",
            "TRACE /b/{id}",
            "GET /c",
            "TRACE /c",
        ];
        assert_eq!(names(&tree), expected);

        tree["openapi"] = "3.2.0".into();
        tree["paths"]["/a"]["additionalOperations"] = json!({"LINK": {}});
        assert_eq!(names(&tree)[..3], ["GET /a", "QUERY /a", "LINK /a"]);
        assert_eq!(names(&json!({"paths": []})), [""; 0]);
    }

    #[test]
    fn a_warning_touches_what_refers_to_its_place() {
        let tree = json!({
            "paths": {
                "/own": {"get": {}, "put": {}},
                "/shared": {"parameters": [{}], "get": {}, "put": {}},
                "/far": {"get": {"schema": {"$ref": "#/components/schemas/A"}}},
                "/ring": {"get": {"schema": {"$ref": "#/components/schemas/C"}}},
            },
            "components": {"schemas": {
                "A": {"items": [{"$ref": "#/components/schemas/B"}]},
                "B": {"type": "string"},
                "C": {"not": {"$ref": "#/components/schemas/C"}},
            }},
        });
        let touched = |warnings: &[&str]| {
            let warnings = warnings.iter().map(|one| (*one).to_owned()).collect();
            touched(&tree, &operations(&tree), &warnings)
        };
        assert_eq!(touched(&[]), 0);
        assert_eq!(touched(&["/paths/~1own/get"]), 1);
        assert_eq!(touched(&["/paths/~1own/getter", "/paths/~1own"]), 0);
        assert_eq!(touched(&["/paths/~1shared/parameters/0"]), 2);
        assert_eq!(touched(&["/components/schemas/B/type"]), 1);
        assert_eq!(touched(&["/components/schemas/C", "/paths/~1own/put/a"]), 2);
        assert_eq!(
            touched(&["/components/schemas/BB", "/components/schemas/A-"]),
            0
        );
    }
}
