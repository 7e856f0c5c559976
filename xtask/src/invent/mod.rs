//! Documents made at random: constructs of OpenAPI in neighbourhoods that no document at hand has.
//!
//! They are valid, and a value of every schema exists, so that what their clients do wrong is the generator's fault.

mod answer;
mod composition;
mod content;
mod names;
mod operation;
mod parameter;
mod schema;
mod security;

use serde_json::{Map, Value, json};

use self::names::{plain_name, prose, segment, unused};
use crate::random::Random;

/// A version of OpenAPI, as far as it has words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    V30,
    V31,
    V32,
}

/// Makes a document with at least so many operations; the same for the same seed.
pub fn invent(seed: u64, operations: usize) -> Value {
    let mut random = Random::new(seed);
    let version = match random.below(3) {
        0 => Version::V30,
        1 => Version::V31,
        _ => Version::V32,
    };
    let mut inventor = Inventor {
        random,
        version,
        planned: Vec::new(),
        made: 0,
        components: Map::new(),
        used: Vec::new(),
        tags: Vec::new(),
        operations: Vec::new(),
    };
    inventor.document(seed, operations)
}

struct Inventor {
    random: Random,
    version: Version,
    /// The names of the schemas, in the order in which they are made.
    planned: Vec<String>,
    /// How many of these there are so far.
    made: usize,
    /// The components, by section and name.
    components: Map<String, Value>,
    /// The names of components and operations that are taken.
    used: Vec<String>,
    tags: Vec<String>,
    /// The ids of the operations so far.
    operations: Vec<String>,
}

impl Inventor {
    fn document(&mut self, seed: u64, operations: usize) -> Value {
        for _ in 0..8 + operations / 2 {
            let name = self.new_name("");
            self.planned.push(name);
        }
        for index in 0..self.planned.len() {
            self.made = index;
            let name = self.planned.get(index).cloned().unwrap_or_default();
            let schema = self.component(&name);
            self.put("schemas", &name, schema);
        }
        self.made = self.planned.len();
        self.tags = (0..3).map(|_| segment(&mut self.random)).collect();
        let paths = self.paths(operations);
        let schemes = self.schemes();
        let security = self.security(&schemes);
        self.components
            .insert("securitySchemes".to_owned(), schemes);
        let version = match self.version {
            Version::V30 => "3.0.3",
            Version::V31 => "3.1.0",
            Version::V32 => "3.2.0",
        };
        let mut info = json!({ "title": format!("Invented {seed}"), "version": "1" });
        self.describe(&mut info);
        let mut document = json!({ "openapi": version, "info": info, "servers": self.servers(), "security": security, "paths": paths });
        if self.version > Version::V30 && self.random.chance(50) {
            set(&mut document, "webhooks", self.webhooks());
        }
        set(
            &mut document,
            "components",
            Value::Object(std::mem::take(&mut self.components)),
        );
        document
    }

    /// A name that no component or operation has yet, after these words.
    fn new_name(&mut self, words: &str) -> String {
        let name = format!("{words}{}", plain_name(&mut self.random));
        unused(&name, &mut self.used)
    }

    /// Adds a component.
    fn put(&mut self, section: &str, name: &str, value: Value) {
        let section = self.components.entry(section).or_insert_with(|| json!({}));
        set(section, name, value);
    }

    /// The same, sometimes as a component of its own and a reference to it.
    fn shared(&mut self, section: &str, value: Value) -> Value {
        if !self.random.chance(15) {
            return value;
        }
        let name = self.new_name("");
        self.put(section, &name, value);
        reference(section, &name)
    }

    /// Says something about it, perhaps.
    fn describe(&mut self, value: &mut Value) {
        if let Some(prose) = prose(&mut self.random) {
            set(value, "description", prose);
        }
    }

    fn servers(&mut self) -> Value {
        match self.random.below(3) {
            0 => json!([{ "url": "https://api.example.com" }]),
            1 => {
                json!([{ "url": "https://api.example.com/v1/" }, { "url": "https://test.example.com" }])
            }
            _ => json!([{
                "url": "https://{region}.example.com/{base-path}",
                "variables": { "region": { "default": "eu", "enum": ["eu", "us"] }, "base-path": { "default": "v2" } },
            }]),
        }
    }

    /// One of these.
    fn one_of(&mut self, all: &[&'static str]) -> &'static str {
        self.random.pick(all).copied().unwrap_or_default()
    }

    /// Whether a draw of so many in a hundred says so.
    fn chance(&mut self, percent: usize) -> bool {
        self.random.chance(percent)
    }
}

/// Sets a member.
fn set(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value.into());
    }
}

/// A reference to a component.
fn reference(section: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{section}/{name}") })
}
