//! Names do not change when an unrelated part of the document does: parts are added, taken away and put into another
//! order, and whatever remains must be called what it was.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_client_generator::{Source, diag, names, openapi};
use serde_json::{Map, Value, json};

/// Keys of the document's maps whose entries have no order, and whose lists have none either.
const UNORDERED: [&str; 11] = [
    "paths",
    "schemas",
    "properties",
    "parameters",
    "responses",
    "tags",
    "enum",
    "required",
    "securitySchemes",
    "x-enum-varnames",
    "x-enumNames",
];

struct Document {
    name: String,
    tree: Value,
    config: Option<Source>,
}

impl Document {
    fn read(path: &Path) -> Self {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap();
        let config = path.with_extension("sdk.yaml");
        let config = fs::read_to_string(config).ok();
        let tree = openapi::parse(&Source::new(name.as_str(), text), &mut Vec::new()).unwrap();
        Self {
            name,
            tree,
            config: config.map(|text| Source::new("sdk.yaml", text)),
        }
    }

    fn names(&self, tree: &Value) -> BTreeMap<String, String> {
        let source = Source::new("document.json", tree.to_string());
        let (names, diagnostics) = names(&source, self.config.as_ref());
        assert!(
            !names.is_empty(),
            "{}",
            diag::render(&diagnostics, &[source], false)
        );
        names
    }

    /// Fails unless everything that is named both before and after the change has the same name.
    fn hold(&self, change: &str, tree: &Value, least: usize) {
        let (before, after) = (self.names(&self.tree), self.names(tree));
        let both: Vec<_> = before
            .iter()
            .filter_map(|(key, name)| Some((key, name, after.get(key)?)))
            .collect();
        assert!(
            both.len() >= least,
            "{} {change}: too little remains",
            self.name
        );
        let changed: Vec<String> = both
            .into_iter()
            .filter(|(_, before, after)| before != after)
            .map(|(key, before, after)| format!("{key}: {before} became {after}"))
            .collect();
        assert!(
            changed.is_empty(),
            "{}, {change}:\n{}",
            self.name,
            changed.join("\n")
        );
    }
}

fn documents() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = fs::read_dir(root.join("tests/cases/ok"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with(".sdk.yaml"))
        .collect();
    // Published documents, where they are at hand.
    let corpus = root.join("../../shared/corpus");
    paths.extend(["box.json", "gusto.yaml"].map(|name| corpus.join(name)));
    paths.retain(|path| path.exists());
    paths.sort();
    paths.iter().map(|path| Document::read(path)).collect()
}

/// Everything that has no order, backwards.
fn reversed(key: &str, value: &Value) -> Value {
    let is_unordered = UNORDERED.contains(&key);
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map
                .iter()
                .map(|(name, inner)| {
                    // A member called `paths` is no list of paths.
                    let name_of_map = if is_unordered { "" } else { name.as_str() };
                    (name.clone(), reversed(name_of_map, inner))
                })
                .collect();
            if is_unordered {
                entries.reverse();
            }
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(|item| reversed("", item)).collect();
            if is_unordered {
                items.reverse();
            }
            Value::Array(items)
        }
        other => other.clone(),
    }
}

fn object<'a>(tree: &'a mut Value, steps: &[&str]) -> &'a mut Map<String, Value> {
    let mut node = tree;
    for step in steps {
        let map = node.as_object_mut().unwrap();
        node = map.entry(*step).or_insert_with(|| json!({}));
    }
    node.as_object_mut().unwrap()
}

/// Paths, schemas, members and tags that nothing of the document has to do with, before or after all else.
fn extended(tree: &Value, in_front: bool) -> Value {
    let mut tree = tree.clone();
    let answer = json!({ "content": { "application/json": { "schema": {
        "$ref": "#/components/schemas/ZzzUnrelated"
    } } }, "description": "" });
    let path = json!({
        "get": { "operationId": "zzzUnrelated", "tags": ["zzz"], "responses": { "200": answer } },
        "post": { "responses": { "204": { "description": "" } } },
    });
    let schema = json!({ "type": "object", "properties": {
        "id": { "type": "string" }, "name": { "type": "string", "enum": ["a", "b"] },
        "inner": { "type": "object", "properties": { "id": { "type": "integer" } } },
    } });
    let member = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
    insert(
        object(&mut tree, &["paths"]),
        "/zzz_unrelated/{zzz_id}/parts",
        path,
        in_front,
    );
    let schemas = object(&mut tree, &["components", "schemas"]);
    for (_, known) in schemas.iter_mut() {
        if let Some(properties) = known.get_mut("properties").and_then(Value::as_object_mut) {
            insert(properties, "zzz_unrelated", member.clone(), in_front);
        }
    }
    insert(schemas, "ZzzUnrelated", schema, in_front);
    tree
}

fn insert(map: &mut Map<String, Value>, key: &str, value: Value, in_front: bool) {
    let rest = if in_front {
        std::mem::take(map)
    } else {
        Map::new()
    };
    map.insert(key.to_owned(), value);
    map.extend(rest);
}

/// The documents without one in `every` of its families of paths, starting with the one at `first`.
fn thinned(tree: &Value, every: usize, first: usize) -> Value {
    let mut tree = tree.clone();
    let paths = object(&mut tree, &["paths"]);
    let mut families: Vec<String> = Vec::new();
    paths.retain(|path, _| {
        let is_version = |step: &str| step.starts_with('v') && step.len() < 3;
        let mut steps = path
            .split('/')
            .filter(|step| !step.is_empty() && !step.starts_with('{') && !is_version(step));
        let family = steps.next().unwrap_or_default().to_owned();
        let index = families.iter().position(|known| *known == family);
        let index = index.unwrap_or_else(|| {
            families.push(family);
            families.len() - 1
        });
        index % every != first
    });
    tree
}

#[test]
fn the_order_of_the_document_does_not_matter() {
    for document in documents() {
        let tree = reversed("", &document.tree);
        let names = document.names(&document.tree);
        document.hold("put into another order", &tree, names.len());
    }
}

#[test]
fn unrelated_additions_do_not_matter() {
    for document in documents() {
        let names = document.names(&document.tree);
        for in_front in [true, false] {
            let tree = extended(&document.tree, in_front);
            document.hold("with more in it", &tree, names.len());
        }
    }
}

#[test]
fn what_is_taken_away_does_not_matter() {
    for document in documents() {
        for first in 0..3 {
            let tree = thinned(&document.tree, 3, first);
            if tree["paths"]
                .as_object()
                .is_some_and(|paths| !paths.is_empty())
            {
                document.hold("with less in it", &tree, 1);
            }
        }
    }
}
