//! The schemas of a description, and the validators of those that were needed.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use crate::runtime::Timestamp;

/// The name by which the description is known to its validators.
const NAME: &str = "urn:api";

/// All schemas of an API.
pub(super) struct Schemas {
    tree: Value,
    /// Nothing where the description is no set of schemas: then every value is good.
    registry: Option<Registry<'static>>,
    /// By place; nothing where there can be none.
    validators: Mutex<HashMap<String, Option<Arc<Validator>>>>,
}

/// What is wrong with a value: where in it, and in words that do not repeat it.
pub(super) struct Fault {
    pub pointer: String,
    pub reason: String,
}

impl Schemas {
    pub fn new(mut tree: Value) -> Self {
        drop_patterns(&mut tree, &mut HashMap::new());
        let resource = Draft::Draft202012.create_resource(tree.clone());
        let registry = Registry::new().add(NAME, resource).ok();
        Self {
            registry: registry.and_then(|registry| registry.prepare().ok()),
            tree,
            validators: Mutex::default(),
        }
    }

    /// What is wrong with a value by the schema at a place.
    pub fn fault(&self, place: &str, value: &Value) -> Option<Fault> {
        let validator = self.validator(place)?;
        let error = validator.validate(value).err()?;
        Some(Fault {
            pointer: error.instance_path().to_string(),
            reason: error.masked_with("the value").to_string(),
        })
    }

    /// Whether a value is as the schema at a place says.
    pub fn is_valid(&self, place: &str, value: &Value) -> bool {
        let validator = self.validator(place);
        validator.is_none_or(|validator| validator.is_valid(value))
    }

    fn validator(&self, place: &str) -> Option<Arc<Validator>> {
        let registry = self.registry.as_ref()?;
        let mut known = self
            .validators
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = known.get(place) {
            return validator.clone();
        }
        let escaped = percent_encoding::utf8_percent_encode(place, FRAGMENT);
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .offline()
            .with_registry(registry)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .with_format("date-time", |text| Timestamp::from_str(text).is_ok())
            .build(&json!({ "$ref": format!("{NAME}#{escaped}") }));
        let validator = validator.ok().map(Arc::new);
        known.insert(place.to_owned(), validator.clone());
        validator
    }

    /// The schema at a place.
    pub fn schema(&self, place: &str) -> &Value {
        self.tree.pointer(place).unwrap_or(&Value::Null)
    }

    /// The schema at a place, and where it stands: behind references.
    pub fn resolve(&self, place: &str) -> (String, &Value) {
        let mut place = place.to_owned();
        let mut passed = HashSet::new();
        loop {
            let schema = self.schema(&place);
            let target = schema["$ref"]
                .as_str()
                .and_then(|text| text.strip_prefix('#'));
            match target {
                Some(target) if passed.insert(target.to_owned()) => target.clone_into(&mut place),
                _ => return (place, schema),
            }
        }
    }

    /// Whether a list, or an object, is what the schema at a place asks for.
    pub fn allows(&self, place: &str, kind: &str) -> bool {
        self.allows_at(place, kind, 8)
    }

    fn allows_at(&self, place: &str, kind: &str, depth: usize) -> bool {
        let (place, schema) = self.resolve(place);
        if schema["type"] == kind {
            return true;
        }
        let parts = ["anyOf", "allOf"].into_iter().flat_map(|key| {
            let count = schema[key].as_array().map_or(0, Vec::len);
            let place = &place;
            (0..count).map(move |index| format!("{place}/{key}/{index}"))
        });
        depth > 0
            && parts
                .into_iter()
                .any(|part| self.allows_at(&part, kind, depth - 1))
    }

    /// The place of a member's schema, in whatever part of the schema names it, or of what other members may be.
    pub fn member(&self, place: &str, name: &str) -> Option<String> {
        self.member_at(place, name, 8)
    }

    fn member_at(&self, place: &str, name: &str, depth: usize) -> Option<String> {
        let (place, schema) = self.resolve(place);
        if schema["properties"].get(name).is_some() {
            return Some(format!("{place}/properties/{}", step(name)));
        }
        let mut parts = ["anyOf", "allOf"].into_iter().flat_map(|key| {
            let count = schema[key].as_array().map_or(0, Vec::len);
            let place = &place;
            (0..count).map(move |index| format!("{place}/{key}/{index}"))
        });
        let depth = depth.checked_sub(1)?;
        let found = parts.find_map(|part| self.member_at(&part, name, depth));
        let others = || {
            let is_schema = schema["additionalProperties"].is_object();
            is_schema.then(|| format!("{place}/additionalProperties"))
        };
        found.or_else(others)
    }

    /// The place of the schema that items have, in whatever part of the schema has one.
    pub fn items(&self, place: &str) -> Option<String> {
        self.items_at(place, 8)
    }

    fn items_at(&self, place: &str, depth: usize) -> Option<String> {
        let (place, schema) = self.resolve(place);
        if schema["items"].is_object() {
            return Some(format!("{place}/items"));
        }
        let depth = depth.checked_sub(1)?;
        let count = schema["anyOf"].as_array().map_or(0, Vec::len);
        (0..count).find_map(|index| self.items_at(&format!("{place}/anyOf/{index}"), depth))
    }
}

/// What a fragment cannot hold as it stands.
const FRAGMENT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'_')
    .remove(b'-')
    .remove(b'~')
    .remove(b'.');

/// A name as a step of a JSON pointer.
pub(super) fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Leaves out the patterns that are none, so that nothing is held to them.
fn drop_patterns(value: &mut Value, known: &mut HashMap<String, bool>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(pattern)) = members.get("pattern") {
                let is_good = *known.entry(pattern.clone()).or_insert_with(|| {
                    jsonschema::validator_for(&json!({ "pattern": pattern })).is_ok()
                });
                if !is_good {
                    members.remove("pattern");
                }
            }
            members
                .values_mut()
                .for_each(|value| drop_patterns(value, known));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| drop_patterns(item, known)),
        _ => {}
    }
}
