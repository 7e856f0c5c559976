//! References that end here: those of whole paths, of what the API calls, of security schemes, and those that lead nowhere but to each other.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::super::At;
use super::super::at::Origins;
use super::super::model::METHODS;
use super::MOST_HOPS;
use crate::diag::Diagnostic;

/// Puts in place what paths, webhooks, callbacks and security schemes refer to, and shortens chains of references.
pub fn inline(
    tree: &mut Value,
    origins: &mut Origins,
    budget: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let at = At::root(&origins.main());
    let mut inline = Inline {
        at,
        origins,
        budget,
        diagnostics,
    };
    inline.shorten(tree);
    // Callbacks stand in operations, which may come in by a reference themselves.
    inline.paths(tree, "/paths");
    for pointer in called(tree) {
        inline.paths(tree, &pointer);
    }
    if let Some(Value::Object(components)) = tree.get_mut("components") {
        components.remove("pathItems");
    }
}

struct Inline<'a> {
    at: At,
    origins: &'a mut Origins,
    budget: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Inline<'_> {
    /// Lets every component that is but a reference refer to what is at the end of the chain; a ring gets a definition.
    fn shorten(&mut self, tree: &mut Value) {
        let Some(Value::Object(components)) = tree.get_mut("components") else {
            return;
        };
        for (section, entries) in components.iter_mut() {
            let Value::Object(entries) = entries else {
                continue;
            };
            for (key, end) in ends(section, entries) {
                let replacement = match end {
                    End::Key(target) if section == "securitySchemes" => {
                        entries.get(&target).cloned()
                    }
                    End::Key(target) => Some(json!({ "$ref": reference(section, &target) })),
                    // Of other things than schemas, whoever follows the reference tells.
                    End::Ring { .. } if section != "schemas" => None,
                    End::Ring { is_new } => {
                        if is_new {
                            let at = self.at.key("components").key(section).key(&key);
                            self.diagnostics
                                .push(ring(&at, "any JSON stands in for it"));
                        }
                        Some(json!({}))
                    }
                };
                if let Some(replacement) = replacement {
                    entries.insert(key, replacement);
                }
            }
        }
    }

    /// Paths that are references: the operations of what they refer to, their own first.
    fn paths(&mut self, tree: &mut Value, pointer: &str) {
        let Some(Value::Object(paths)) = tree.pointer(pointer) else {
            return;
        };
        let mut merged = Vec::new();
        for (path, item) in paths {
            if item.get("$ref").is_some_and(Value::is_string) && !path.starts_with("x-") {
                let at = self.at.below(pointer).key(path);
                merged.push((path.clone(), self.path(tree, &at, item)));
            }
        }
        if let Some(Value::Object(paths)) = tree.pointer_mut(pointer) {
            paths.extend(merged);
        }
    }

    fn path(&mut self, tree: &Value, at: &At, item: &Value) -> Value {
        let mut members = item.as_object().cloned().unwrap_or_default();
        let mut next = item;
        for _ in 0..MOST_HOPS {
            let Some(Value::String(reference)) = next.get("$ref") else {
                return Value::Object(members);
            };
            let Some(found) = reference
                .strip_prefix('#')
                .and_then(|pointer| tree.pointer(pointer))
            else {
                return Value::Object(members);
            };
            members.remove("$ref");
            let size = size(found);
            if size > self.budget {
                self.diagnostics.push(too_much(at));
                return Value::Object(members);
            }
            self.budget -= size;
            for (key, member) in found.as_object().into_iter().flatten() {
                if !members.contains_key(key) {
                    members.insert(key.clone(), member.clone());
                    self.origin(at, key, reference);
                }
            }
            next = found;
        }
        members.remove("$ref");
        self.diagnostics.push(ring(at, "it is left out"));
        Value::Object(members)
    }

    /// Remembers that a member of a path stands elsewhere in the text.
    fn origin(&mut self, at: &At, key: &str, reference: &str) {
        let there = self.origins.place(reference).key(key);
        let here = format!("#{}", at.key(key).pointer());
        self.origins.insert(here, &there.source(), there.pointer());
    }
}

/// The pointers to all maps of paths that the API calls: webhooks, and callbacks wherever they stand.
fn called(tree: &Value) -> Vec<String> {
    let mut found = vec!["/webhooks".to_owned(), "/x-webhooks".to_owned()];
    let mut callbacks = |pointer: String| {
        let all = tree.pointer(&pointer).and_then(Value::as_object);
        for key in all.into_iter().flat_map(Map::keys) {
            found.push(format!("{pointer}/{}", escaped(key)));
        }
    };
    callbacks("/components/callbacks".to_owned());
    let paths = tree.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            if item
                .get(method)
                .is_some_and(|operation| operation.get("callbacks").is_some())
            {
                callbacks(format!("/paths/{}/{method}/callbacks", escaped(path)));
            }
        }
    }
    found
}

/// A key as a step of a pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Where a chain of references ends.
#[derive(Clone)]
enum End {
    Key(String),
    Ring { is_new: bool },
}

fn reference(section: &str, key: &str) -> String {
    format!("#/components/{section}/{}", escaped(key))
}

/// The end of the chain for every entry that is a reference to an entry of the same section; each is walked once.
fn ends(section: &str, entries: &Map<String, Value>) -> Vec<(String, End)> {
    let prefix = format!("#/components/{section}/");
    let next = |key: &str| -> Option<String> {
        let reference = entries
            .get(key)?
            .as_object()
            .filter(|entry| entry.len() == 1)?
            .get("$ref")?;
        let key = reference.as_str()?.strip_prefix(&prefix)?;
        Some(key.replace("~1", "/").replace("~0", "~"))
    };
    let mut known: HashMap<String, End> = HashMap::new();
    let mut found = Vec::new();
    for start in entries.keys() {
        let mut chain: Vec<String> = Vec::new();
        let mut place: HashMap<String, usize> = HashMap::new();
        let mut here = start.clone();
        let end = loop {
            if let Some(end) = known.get(&here) {
                break end.clone();
            }
            if place.contains_key(&here) {
                break End::Ring { is_new: true };
            }
            let Some(there) = next(&here) else {
                break End::Key(here);
            };
            place.insert(here.clone(), chain.len());
            chain.push(std::mem::replace(&mut here, there));
        };
        let mut end = end;
        for key in chain {
            found.push((key.clone(), end.clone()));
            if let End::Ring { is_new } = &mut end {
                *is_new = false;
            }
            known.insert(key, end.clone());
        }
    }
    found
}

/// The number of nodes of a value.
pub fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

fn ring(at: &At, until_then: &str) -> Diagnostic {
    let message = "this reference leads back to itself";
    Diagnostic::warning("ref-ring", at.place(), message).help(format!(
        "let one member of the ring be a definition; until then {until_then}"
    ))
}

/// What to say when references would copy more than any honest document asks for.
pub fn too_much(at: &At) -> Diagnostic {
    Diagnostic::warning("too-large", at.place(), "the references of this document copy too much")
        .help("move what is referred to under components, where it is kept once; until then it is left out")
}
