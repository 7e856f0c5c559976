//! The last step: what is referred to goes to the components, and every reference says so.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::super::at::Origins;
use super::super::model::Kind;
use super::walk::references;
use super::{Link, MAIN, Target, is_plain};

impl Link<'_, '_> {
    /// Moves and copies what is referred to into the components, and rewrites the references.
    pub fn finish(&mut self, origins: &mut Origins) -> Value {
        let mut main = self
            .files
            .get_mut(MAIN)
            .map(|main| std::mem::take(&mut main.tree))
            .unwrap_or_default();
        if self.answers.is_empty() {
            return main;
        }
        let mut parts: Vec<(Target, Value)> = std::mem::take(&mut self.copies);
        let copied: HashSet<Target> = parts.iter().map(|(target, _)| target.clone()).collect();
        let mut moved: Vec<&Target> = self
            .targets
            .keys()
            .filter(|target| !copied.contains(*target))
            .collect();
        // The innermost first, so that what is around it is still where its pointer says.
        moved.sort_by_key(|(_, pointer, _)| std::cmp::Reverse(pointer.matches('/').count()));
        for target in moved {
            let Some(place) = main.pointer_mut(&target.1) else {
                continue;
            };
            let (Some(section), Some(key)) = (target.2.section(), self.targets.get(target)) else {
                continue;
            };
            let value = std::mem::replace(
                place,
                json!({ "$ref": format!("#/components/{section}/{key}") }),
            );
            parts.push((target.clone(), value));
        }
        self.rewrite(&mut main, Kind::Document, MAIN);
        for ((file, _, kind), value) in &mut parts {
            self.rewrite(value, *kind, *file);
        }
        let mut parts: HashMap<Target, Value> = parts.into_iter().collect();
        for (target, key) in &self.targets {
            let (Some(section), Some(value)) = (target.2.section(), parts.remove(target)) else {
                continue;
            };
            if let Some(file) = self.files.get(target.0) {
                origins.insert(
                    format!("#/components/{section}/{key}"),
                    &file.name,
                    target.1.clone(),
                );
            }
            insert(&mut main, section, key, value);
        }
        main
    }

    fn rewrite(&self, value: &mut Value, kind: Kind, file: usize) {
        references(value, kind, &mut |kind, reference| {
            if file == MAIN && is_plain(kind, reference) {
                return;
            }
            if let Some(Some(answer)) = self.answers.get(&(file, kind, reference.clone())) {
                reference.clone_from(answer);
            }
        });
    }
}

/// Adds a component.
pub fn insert(document: &mut Value, section: &str, key: &str, value: Value) {
    let mut place = document;
    for step in ["components", section] {
        let Value::Object(members) = place else {
            return;
        };
        place = members.entry(step).or_insert(Value::Null);
        if !place.is_object() {
            *place = json!({});
        }
    }
    if let Value::Object(members) = place {
        members.insert(key.to_owned(), value);
    }
}
