//! The shape of a tree: every member that is not what it has to be is put right, or left out with a warning.
//!
//! What remains is what `openapiv3` models: it then neither refuses the document nor loses a part of it in silence.

use serde_json::{Map, Value, json};

use super::At;
use super::at::Origins;
use super::model::{Kind, METHODS, Shape};
use super::scalar::{expected, scalar};
use super::{normalize, repair};
use crate::diag::Diagnostic;

/// How many schemas deep a schema may be nested before its inside becomes a component: what reads the tree later costs
/// stack and time for each level.
const MOST_NESTED: usize = 16;

/// Checks a whole document, and rewrites it in the words of OpenAPI 3.0.
pub fn check(tree: &mut Value, at: &At, origins: &mut Origins, diagnostics: &mut Vec<Diagnostic>) {
    if let Value::Object(members) = tree {
        members.insert("openapi".to_owned(), json!("3.0.3"));
        for key in ["info", "paths"] {
            if !members.get(key).is_some_and(Value::is_object) {
                if let Some(value) = members.get(key).filter(|value| !value.is_null()) {
                    diagnostics.push(wrong(&at.key(key), key, "an object", value));
                }
                members.insert(key.to_owned(), json!({}));
            }
        }
        if let Some(Value::Object(paths)) = members.get_mut("paths") {
            repair::paths(paths, &at.key("paths"), origins, diagnostics);
        }
    }
    let mut check = Check {
        origins,
        diagnostics,
        nested: 0,
        deep: Vec::new(),
    };
    check.node(tree, Kind::Document, at);
    for (key, value, at) in check.deep {
        origins.insert(
            format!("#/components/schemas/{key}"),
            &at.source(),
            at.pointer(),
        );
        super::link::insert(tree, "schemas", &key, value);
    }
}

/// The walk over a document.
pub struct Check<'a> {
    origins: &'a Origins,
    pub diagnostics: &'a mut Vec<Diagnostic>,
    /// How many schemas the walk is inside of.
    nested: usize,
    /// Schemas from too deep, to be components: key, schema, and where it stood.
    deep: Vec<(String, Value, At)>,
}

impl Check<'_> {
    /// Whether the value can stay.
    fn node(&mut self, value: &mut Value, kind: Kind, at: &At) -> bool {
        if kind == Kind::Schema {
            self.schema(value, at);
            return true;
        }
        repair::before(value, kind);
        let Value::Object(members) = value else {
            self.diagnostics.push(out_of_shape(at, kind, value));
            return false;
        };
        if kind.section().is_some() && members.get("$ref").is_some_and(Value::is_string) {
            return true;
        }
        repair::members(members, kind, at, self.diagnostics);
        let is_missing = |key: &str| members.get(key).is_none_or(Value::is_null);
        let needed = kind.needed().iter();
        let missing: Vec<&str> = needed
            .map(|(key, _)| *key)
            .filter(|key| is_missing(key))
            .collect();
        members.retain(|key, member| self.member(kind, key, member, at));
        self.needed(members, kind, at, &missing)
    }

    /// A schema is always one afterwards, and a small one.
    fn schema(&mut self, value: &mut Value, at: &At) {
        self.nested += 1;
        match value {
            Value::Bool(true) => *value = json!({}),
            Value::Bool(false) => *value = json!({ "not": {} }),
            Value::Object(members) => {
                normalize::schema(members, at, self.diagnostics);
                let is_tuple = self.positions(members, at);
                if !members.contains_key("$ref") {
                    members.retain(|key, member| {
                        is_tuple && key == "items" || self.member(Kind::Schema, key, member, at)
                    });
                }
            }
            _ => {
                let message = format!("a schema is an object, and this is {}", describe(value));
                self.diagnostics.push(
                    Diagnostic::warning("wrong-shape", at.place(), message)
                        .help("any JSON is accepted here until the schema is written as an object"),
                );
                *value = json!({});
            }
        }
        self.nested -= 1;
        if self.nested > 0 && self.nested.is_multiple_of(MOST_NESTED) && value.get("$ref").is_none()
        {
            let key = format!("nested {}", self.deep.len() + 1);
            let reference = json!({ "$ref": format!("#/components/schemas/{key}") });
            let schema = std::mem::replace(value, reference);
            self.deep.push((key, schema, at.clone()));
        }
    }

    /// The positions of a tuple, which stand elsewhere in the text than in the tree by now; whether there are any.
    fn positions(&mut self, members: &mut Map<String, Value>, at: &At) -> bool {
        let lowered = members.get(normalize::LOWERED);
        let written = lowered.and_then(|lowered| Some(at.key(lowered.get("tuple")?.as_str()?)));
        let items = members.get_mut("items");
        let positions = items.and_then(|items| items.get_mut("oneOf")?.as_array_mut());
        let Some((written, positions)) = written.zip(positions) else {
            return false;
        };
        for (index, position) in positions.iter_mut().enumerate() {
            self.schema(position, &written.index(index));
        }
        true
    }

    /// Puts one member right; `false` when it cannot stay.
    fn member(&mut self, kind: Kind, key: &str, value: &mut Value, at: &At) -> bool {
        let shape = kind.member(key);
        match shape {
            Shape::Any => return true,
            Shape::Unused => return false,
            // YAML has `key:` without a value for what is not given.
            _ if value.is_null() => return false,
            _ => {}
        }
        let here = || self.place(kind, key, at);
        match shape {
            Shape::Node(kind) => self.node(value, kind, &here()),
            Shape::SchemaOrFlag if value.is_boolean() => true,
            Shape::SchemaOrFlag => self.node(value, Kind::Schema, &here()),
            Shape::Nodes(kind) => self.nodes(value, kind, key, &here()),
            Shape::Map(_) | Shape::Paths | Shape::Responses => {
                let section = (kind == Kind::Components).then_some(key);
                self.map(value, shape, (key, section), &here())
            }
            Shape::Word(words) => self.word(value, words, key, at),
            _ => {
                let is_right = scalar(value, shape);
                if !is_right {
                    self.diagnostics
                        .push(wrong(&here(), key, expected(shape), value));
                }
                is_right
            }
        }
    }

    /// Where a member stands in the text.
    fn place(&self, kind: Kind, key: &str, at: &At) -> At {
        let moved = match kind {
            Kind::PathItem => self.origins.moved(|| format!("#{}", at.key(key).pointer())),
            _ => None,
        };
        moved.unwrap_or_else(|| at.key(key))
    }

    fn nodes(&mut self, value: &mut Value, kind: Kind, key: &str, at: &At) -> bool {
        let Value::Array(items) = value else {
            self.diagnostics.push(wrong(at, key, "a list", value));
            return false;
        };
        let mut index = 0;
        items.retain_mut(|item| {
            index += 1;
            self.node(item, kind, &at.index(index - 1))
        });
        // A choice of nothing says nothing.
        !items.is_empty() || kind != Kind::Schema
    }

    /// The objects of a map; `section` where those are components.
    fn map(
        &mut self,
        value: &mut Value,
        shape: Shape,
        (key, section): (&str, Option<&str>),
        at: &At,
    ) -> bool {
        let kind = match shape {
            Shape::Map(kind) => kind,
            Shape::Paths => Kind::PathItem,
            _ => Kind::Response,
        };
        let Value::Object(members) = value else {
            self.diagnostics.push(wrong(at, key, "an object", value));
            return false;
        };
        if shape == Shape::Responses {
            repair::statuses(members, at, self.diagnostics);
        }
        let is_free = !matches!(shape, Shape::Map(_));
        members.retain(|name, member| {
            if is_free && name.starts_with("x-") {
                return true;
            }
            let moved = section.and_then(|section| {
                self.origins
                    .moved(|| format!("#/components/{section}/{name}"))
            });
            self.node(member, kind, &moved.unwrap_or_else(|| at.key(name)))
        });
        true
    }

    fn word(&mut self, value: &Value, words: &[&str], key: &str, at: &At) -> bool {
        let is_known = value.as_str().is_some_and(|word| words.contains(&word));
        if !is_known {
            let message = format!("{} is no value of `{key}`", short(value));
            self.diagnostics.push(
                Diagnostic::warning("unknown-value", at.key(key).place(), message).help(format!(
                    "use one of {}; it is left out until then",
                    words.join(", ")
                )),
            );
        }
        is_known
    }

    /// Whether everything is there without which the object means nothing.
    ///
    /// `missing` is what was not there from the start: of what was wrong, there is a warning already.
    fn needed(
        &mut self,
        members: &mut Map<String, Value>,
        kind: Kind,
        at: &At,
        missing: &[&str],
    ) -> bool {
        for (key, substitute) in kind.needed() {
            if members.contains_key(*key) {
                continue;
            }
            let Some(substitute) = substitute else {
                if missing.contains(key) {
                    let message = format!("{} needs `{key}`", kind.noun());
                    let help = format!("add `{key}`; all of it is left out until then");
                    let diagnostic = Diagnostic::warning("missing-member", at.place(), message);
                    self.diagnostics.push(diagnostic.help(help));
                }
                return false;
            };
            members.insert((*key).to_owned(), Value::from(*substitute));
        }
        match kind {
            Kind::Operation if !members.contains_key("responses") => {
                members.insert("responses".to_owned(), json!({}));
            }
            Kind::Flow if !members.contains_key("scopes") => {
                members.insert("scopes".to_owned(), json!({}));
            }
            Kind::SecurityScheme => return repair::scheme(members, at, self.diagnostics),
            Kind::Link => return repair::link(members, at, self.diagnostics),
            Kind::Parameter | Kind::Header
                if !members.contains_key("content") && !members.contains_key("schema") =>
            {
                members.insert("schema".to_owned(), json!({}));
            }
            Kind::PathItem => {
                let key = "additionalOperations";
                if members.get(key).is_some_and(Value::is_object) {
                    self.diagnostics.push(
                        Diagnostic::warning(
                            "approximated",
                            at.key(key).key_place(),
                            "operations of other methods are left out",
                        )
                        .help(format!("the methods are {}", METHODS.join(", "))),
                    );
                }
            }
            _ => {}
        }
        true
    }
}

/// What to say of a member that is something else.
fn wrong(at: &At, key: &str, expected: &str, value: &Value) -> Diagnostic {
    let message = format!("`{key}` has to be {expected}, and this is {}", found(value));
    Diagnostic::warning("wrong-shape", at.place(), message)
        .help(format!("write {expected}; until then `{key}` is left out"))
}

fn out_of_shape(at: &At, kind: Kind, value: &Value) -> Diagnostic {
    let message = format!(
        "{} is an object, and this is {}",
        kind.noun(),
        describe(value)
    );
    Diagnostic::warning("wrong-shape", at.place(), message)
        .help("it is left out until it is written as an object")
}

fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// What stands where something else has to.
fn found(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        other => describe(other).to_owned(),
    }
}

/// A value in a message.
fn short(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{}`", text.chars().take(40).collect::<String>()),
        other => describe(other).to_owned(),
    }
}
