//! Holds values to the schemas of a document, by a validator that knows nothing of the generator.

use std::collections::HashMap;

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use super::translate::{reference_to, translate};
use super::{CHOICE, Direction, reference_target};
use crate::failure::Failure;

/// The name that references from outside of the document lead to it by.
const NAME: &str = "urn:openapi";

/// A validator of a document's schemas.
///
/// Of formats, `date-time`, `date`, `byte` (Base64) and addresses (`ipv4`, `ipv6`) are checked.
pub struct Judge {
    registry: Registry<'static>,
    /// The document, translated.
    tree: Value,
    /// By pointer; the error says why there is none.
    validators: HashMap<String, Result<Validator, String>>,
}

/// Whether a value is as its schema says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It is.
    Valid,
    /// It is not, and why.
    Invalid(String),
    /// There is no telling, and why.
    Unknown(String),
}

impl Judgement {
    /// Why a value is not as its schema says.
    pub fn reason(self) -> Option<String> {
        match self {
            Self::Invalid(reason) => Some(reason),
            Self::Valid | Self::Unknown(_) => None,
        }
    }
}

impl Judge {
    /// A judge of the schemas in a document, for values that travel one way if that counts.
    pub fn new(tree: &Value, direction: Option<Direction>) -> Result<Self, Failure> {
        let mut tree = tree.clone();
        translate(&mut tree, direction);
        let failed = |error: &dyn std::fmt::Display| {
            Failure::new(format!("the schemas cannot be used: {error}"))
        };
        let resource = jsonschema::Draft::Draft202012.create_resource(tree.clone());
        let registry = Registry::new()
            .add(NAME, resource)
            .map_err(|error| failed(&error))?
            .prepare()
            .map_err(|error| failed(&error))?;
        Ok(Self {
            registry,
            tree,
            validators: HashMap::new(),
        })
    }

    /// Holds a value to the schema at a pointer.
    pub fn judge(&mut self, pointer: &str, value: &Value) -> Judgement {
        let target = self.target(pointer);
        let registry = &self.registry;
        let validator = self
            .validators
            .entry(target)
            .or_insert_with_key(|pointer| validator(registry, pointer));
        match validator {
            Err(reason) => Judgement::Unknown(reason.clone()),
            Ok(validator) => match validator.validate(value) {
                Ok(()) => Judgement::Valid,
                Err(error) => {
                    Judgement::Invalid(format!("{error} (at `{}`)", error.instance_path()))
                }
            },
        }
    }

    /// The document, in the words of JSON Schema.
    pub fn tree(&self) -> &Value {
        &self.tree
    }

    /// The pointer to a schema in the translated document. Where a schema is but a reference, it is that of its target,
    /// so that many of them share a validator.
    pub fn target(&self, pointer: &str) -> String {
        let mut pointer = self.translated(pointer);
        for _ in 0..64 {
            let Some(Value::Object(members)) = self.tree.pointer(&pointer) else {
                break;
            };
            let is_bare = members.keys().all(|key| {
                let is_annotation = ["$ref", "description", "title", "summary", "deprecated"];
                is_annotation.contains(&key.as_str()) || key.starts_with("x-")
            });
            let next = members.get("$ref").and_then(Value::as_str);
            match next.and_then(reference_target).filter(|_| is_bare) {
                Some(next) => pointer = self.translated(&next),
                None => break,
            }
        }
        pointer
    }

    /// What a pointer into the document is after the translation: choices of `null` are a step more.
    fn translated(&self, pointer: &str) -> String {
        let mut translated = String::new();
        let mut here = Some(&self.tree);
        for step in pointer.split('/').skip(1) {
            if here.is_some_and(|here| here.get(CHOICE).is_some()) {
                translated += "/anyOf/1";
            }
            translated = format!("{translated}/{step}");
            here = self.tree.pointer(&translated);
        }
        translated
    }
}

fn validator(registry: &Registry<'static>, pointer: &str) -> Result<Validator, String> {
    let reference = format!("{NAME}{}", reference_to(pointer));
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .offline()
        .with_registry(registry)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .with_format("byte", is_base64)
        .build(&json!({ "$ref": reference }))
        .map_err(|error| error.to_string())
}

fn is_base64(text: &str) -> bool {
    let text = text.trim_end_matches('=');
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"+/-_\r\n".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How the value of each of these schemas is judged.
    fn judged(version: &str, schemas: &Value, value: &Value) -> Vec<bool> {
        let tree = json!({ "openapi": version, "components": { "schemas": schemas } });
        let mut judge = Judge::new(&tree, None).unwrap();
        let keys = schemas.as_object().unwrap().keys();
        keys.map(|key| {
            let pointer = format!("/components/schemas/{}", crate::schema::escape(key));
            match judge.judge(&pointer, value) {
                Judgement::Valid => true,
                Judgement::Invalid(_) => false,
                Judgement::Unknown(reason) => panic!("{key}: {reason}"),
            }
        })
        .collect()
    }

    #[test]
    fn schemas_of_3_0_are_translated() {
        let schemas = json!({
            "a": { "type": "string", "nullable": true, "enum": ["a"] },
            "b": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/c" }] },
            "c": { "type": "string" },
        });
        assert_eq!(judged("3.0.3", &schemas, &Value::Null), [true, true, false]);
        let schemas = json!({
            "a": { "type": "integer", "minimum": 5, "exclusiveMinimum": true },
            "b": { "type": "integer", "minimum": 5, "exclusiveMinimum": false },
        });
        assert_eq!(judged("3.0.3", &schemas, &json!(5)), [false, true]);
        assert_eq!(judged("3.0.3", &schemas, &json!(6.0)), [true, true]);
    }

    #[test]
    fn a_discriminator_decides_between_alternatives() {
        let schemas = json!({
            "a": { "properties": { "kind": {} } },
            "b": { "required": ["x"] },
            "c": {
                "oneOf": [{ "$ref": "#/components/schemas/a" }, { "$ref": "#/components/schemas/b" }],
                "discriminator": { "propertyName": "kind", "mapping": { "one": "a", "two": "#/components/schemas/b" } },
            },
        });
        let judged = |value: &Value| judged("3.0.3", &schemas, value).pop();
        assert_eq!(judged(&json!({ "kind": "one", "x": 1 })), Some(true));
        assert_eq!(judged(&json!({ "kind": "two" })), Some(false));
        assert_eq!(judged(&json!({ "kind": "three", "x": 1 })), Some(false));
    }

    #[test]
    fn what_is_said_twice_or_in_older_words_is_understood() {
        let schemas = json!({
            "a": { "required": ["x", "y", "x"] },
            "b": { "$recursiveAnchor": true, "properties": { "x": { "$recursiveRef": "#" }, "y": { "type": "integer" } } },
        });
        let judged = |value: &Value| judged("3.1.0", &schemas, value);
        assert_eq!(judged(&json!({ "x": { "y": 1 }, "y": 1 })), [true, true]);
        assert_eq!(judged(&json!({ "x": { "y": "" } })), [false, false]);
    }

    #[test]
    fn documents_mean_more_than_they_say() {
        let schemas = json!({
            "a": { "oneOf": [{ "nullable": true }, { "type": "integer" }] },
            "b": { "properties": { "x": { "nullable": true } } },
        });
        for (value, expected) in [
            (json!(null), [true, false]),
            (json!(1), [true, false]),
            (json!("text"), [false, false]),
            (json!({ "x": "text" }), [false, true]),
        ] {
            assert_eq!(judged("3.0.3", &schemas, &value), expected, "{value}");
        }
    }

    #[test]
    fn what_is_no_schema_constrains_nothing() {
        let schemas = json!({
            "a": { "type": "telepathic", "pattern": "(", "required": true, "enum": [] },
            "b/{c}": { "$ref": "#/components/schemas/missing" },
            "d e": { "properties": { "nullable": { "type": "string" }, "example": { "$ref": "#/components/schemas/a" } } },
        });
        assert_eq!(judged("3.0.3", &schemas, &json!({ "x": 1 })), [true; 3]);
        let wrong = json!({ "nullable": null, "example": 1 });
        assert_eq!(judged("3.0.3", &schemas, &wrong), [true, true, false]);
    }

    #[test]
    fn formats_that_types_are_made_of_are_checked() {
        let schemas = json!({
            "a": { "type": "string", "format": "date-time" },
            "b": { "type": "string", "format": "date" },
            "c": { "type": "string", "format": "byte" },
            "d": { "type": "string", "format": "uuid" },
        });
        assert_eq!(
            judged("3.1.0", &schemas, &json!("2026-01-01")),
            [false, true, true, true]
        );
        assert_eq!(
            judged("3.1.0", &schemas, &json!("ä")),
            [false, false, false, true]
        );
    }
}
