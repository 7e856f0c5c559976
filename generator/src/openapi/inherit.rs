//! Schemas that others are made of, and that name the member by which those are told apart: a use of one means any of
//! them.
//!
//! 3.0 says so without `oneOf`: a parent has a `discriminator`, and its children mention it in `allOf`. Here the parent
//! becomes the choice between its children and itself, and what it says of members moves to a schema of its own.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::at::Origins;

/// The member of a discriminator, and of ours as an extension, with the schema of values that no child is named for.
pub const DEFAULT: &str = "x-default-mapping";

/// Rewrites parents of a document in the words of 3.0.
pub fn inherit(tree: &mut Value, origins: &mut Origins) {
    let schemas = tree.pointer_mut("/components/schemas");
    let Some(schemas) = schemas.and_then(Value::as_object_mut) else {
        return;
    };
    let family = Family::of(schemas);
    for (parent, descendants) in &family.descendants {
        family.split(schemas, parent, descendants);
        let place = origins.place(&reference(parent));
        let base = reference(family.base(parent));
        origins.insert(base, &place.source(), place.pointer());
    }
    let related: BTreeSet<&String> = family.descendants.values().flatten().collect();
    for child in related {
        let key = family.base(child);
        if let Some(child) = schemas.get_mut(key) {
            family.point_to_bases(child);
        }
    }
}

/// Who descends from whom.
struct Family {
    /// The parents that are split, with all that descend from each, in the order of the document.
    descendants: IndexMap<String, Vec<String>>,
    /// The key that a parent's own members move to.
    bases: HashMap<String, String>,
}

impl Family {
    fn of(schemas: &Map<String, Value>) -> Self {
        let mut children: HashMap<&str, Vec<&str>> = HashMap::new();
        for (name, schema) in schemas {
            for parent in parents(schema) {
                children.entry(parent).or_default().push(name);
            }
        }
        let mut family = Self {
            descendants: IndexMap::new(),
            bases: HashMap::new(),
        };
        for (name, schema) in schemas.iter().filter(|(_, schema)| is_parent(schema)) {
            let mut known: HashSet<&str> = HashSet::from([name.as_str()]);
            let mut open: Vec<&str> = mapped(schema)
                .filter(|name| schemas.contains_key(*name))
                .collect();
            open.extend(children.get(name.as_str()).into_iter().flatten());
            let mut found = Vec::new();
            while let Some(next) = open.pop() {
                if known.insert(next) {
                    found.push(next);
                    open.extend(children.get(next).into_iter().flatten());
                }
            }
            if found.is_empty() {
                continue;
            }
            let position = |name: &&str| schemas.keys().position(|key| key == name);
            found.sort_by_cached_key(position);
            let mut base = format!("{name}Base");
            while schemas.contains_key(&base) {
                base.push_str("Type");
            }
            family.bases.insert(name.clone(), base);
            let found = found.into_iter().map(str::to_owned).collect();
            family.descendants.insert(name.clone(), found);
        }
        family
    }

    /// Where the members of a schema are.
    fn base<'a>(&'a self, name: &'a str) -> &'a str {
        self.bases.get(name).map_or(name, String::as_str)
    }

    /// Makes a parent the choice between its descendants and its own members.
    fn split(&self, schemas: &mut Map<String, Value>, parent: &str, descendants: &[String]) {
        let Some(Value::Object(members)) = schemas.get_mut(parent) else {
            return;
        };
        let mut own = members.clone();
        let Some(Value::Object(mut discriminator)) = own.shift_remove("discriminator") else {
            return;
        };
        let mut mapping = match discriminator.shift_remove("mapping") {
            Some(Value::Object(mapping)) => mapping,
            _ => Map::new(),
        };
        let is_mapped = |mapping: &Map<String, Value>, name: &str| {
            mapping.values().any(|target| key_of(target) == Some(name))
        };
        for name in descendants
            .iter()
            .filter(|name| self.bases.contains_key(*name))
        {
            if !is_mapped(&mapping, name) {
                mapping.insert(name.clone(), Value::from(name.as_str()));
            }
        }
        for target in mapping.values_mut() {
            if let Some(name) = key_of(target) {
                *target = Value::from(reference(self.base(name)));
            }
        }
        let base = reference(self.base(parent));
        let choices = descendants.iter().map(|name| reference(self.base(name)));
        let choices: Vec<Value> = choices
            .chain([base.clone()])
            .map(|choice| json!({ "$ref": choice }))
            .collect();
        discriminator.insert("mapping".to_owned(), Value::Object(mapping));
        discriminator.insert(DEFAULT.to_owned(), Value::from(base));
        let prose = |key: &String| {
            matches!(
                key.as_str(),
                "title" | "description" | "deprecated" | "example" | "externalDocs"
            )
        };
        members.retain(|key, _| prose(key));
        members.insert("oneOf".to_owned(), Value::Array(choices));
        members.insert("discriminator".to_owned(), Value::Object(discriminator));
        own.shift_remove("example");
        schemas.insert(self.base(parent).to_owned(), Value::Object(own));
    }

    /// Makes what a schema is made of the members of its parents, instead of any of their children.
    fn point_to_bases(&self, child: &mut Value) {
        let parts = child.get_mut("allOf").and_then(Value::as_array_mut);
        for part in parts.into_iter().flatten() {
            if let Some(target) = part.get("$ref").and_then(key_of)
                && let Some(base) = self.bases.get(target)
            {
                *part = json!({ "$ref": reference(base) });
            }
        }
    }
}

fn reference(key: &str) -> String {
    format!(
        "#/components/schemas/{}",
        key.replace('~', "~0").replace('/', "~1")
    )
}

/// The key of the component that a reference, or a target of a discriminator, names.
fn key_of(target: &Value) -> Option<&str> {
    let target = target.as_str()?;
    let key = target
        .strip_prefix("#/components/schemas/")
        .unwrap_or(target);
    (!key.contains(['/', '~', '#'])).then_some(key)
}

/// The components that a schema is made of.
fn parents(schema: &Value) -> impl Iterator<Item = &str> {
    let parts = schema.get("allOf").and_then(Value::as_array);
    let references = parts
        .into_iter()
        .flatten()
        .filter_map(|part| part.get("$ref"));
    references.filter_map(key_of)
}

fn is_parent(schema: &Value) -> bool {
    let names_a_member = schema
        .get("discriminator")
        .and_then(|discriminator| discriminator.get("propertyName"))
        .is_some_and(Value::is_string);
    names_a_member && schema.get("oneOf").is_none() && schema.get("anyOf").is_none()
}

/// The components that a parent's mapping names.
fn mapped(schema: &Value) -> impl Iterator<Item = &str> {
    let mapping = schema
        .get("discriminator")
        .and_then(|discriminator| discriminator.get("mapping")?.as_object());
    let targets = mapping.into_iter().flatten().map(|(_, target)| target);
    targets.filter_map(key_of)
}
