//! Schemas: scalars, lists, objects and references. What is required never leads back to itself.

use serde_json::{Map, Value, json};

use super::names::{name, prose};
use super::{Inventor, Version, reference, set};

const FORMATS: [&str; 10] = [
    "date-time",
    "date",
    "uuid",
    "byte",
    "uri",
    "email",
    "password",
    "ipv4",
    "time",
    "odd",
];

const PATTERNS: [&str; 5] = [
    "^[a-z]+$",
    "^[A-Z]{2,4}$",
    "^\\d{3}-\\d{4}$",
    "^(a|b)c*$",
    "[0-9a-f]{4}",
];

/// Values of enumerations, of which some differ by little.
const CONSTANTS: [&str; 24] = [
    "small",
    "large",
    "a",
    "A",
    "a_b",
    "a-b",
    "aB",
    "a b",
    "",
    "1",
    "-1",
    "+1",
    "1.5",
    "true",
    "null",
    "self",
    "Self",
    ">=",
    "<",
    "größe",
    "unknown",
    "Unknown",
    "type",
    "application/json",
];

/// Whether a place may be left out by values, so that a schema there may lead back to where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It may not.
    Needed,
    /// It may.
    Free,
}

impl Inventor {
    /// Any schema, nested no deeper than so many times from here.
    pub(super) fn schema(&mut self, place: Place, depth: usize) -> Value {
        if self.chance(25)
            && let Some(reference) = self.reference(place)
        {
            return reference;
        }
        let mut schema = match self.random.below(if depth == 0 { 7 } else { 10 }) {
            0..6 => self.scalar(),
            6 => json!({}),
            7 => self.list(place, depth - 1),
            8 => self.object(place, depth - 1),
            _ => self.composed(place, depth - 1),
        };
        if self.chance(10) {
            self.allow_null(&mut schema);
        }
        self.describe(&mut schema);
        schema
    }

    /// The schema of a component.
    pub(super) fn component(&mut self, name: &str) -> Value {
        let mut schema = match self.random.below(20) {
            0..10 => self.object(Place::Needed, 2),
            10..12 => self.scalar(),
            12 => self.list(Place::Needed, 1),
            13..15 => self.tagged_union(name),
            15 => self.parent(name),
            _ => self.composed(Place::Needed, 1),
        };
        self.describe(&mut schema);
        if self.chance(5) {
            set(&mut schema, "deprecated", true);
        }
        schema
    }

    /// A reference to a schema that may stand in this place; `None` where there is none yet.
    pub(super) fn reference(&mut self, place: Place) -> Option<Value> {
        let names = match place {
            Place::Needed => self.planned.get(..self.made).unwrap_or_default(),
            Place::Free => &self.planned,
        };
        let name = self.random.pick(names)?.clone();
        let mut found = reference("schemas", &name);
        // Before 3.1, nothing counts beside a reference.
        if self.version > Version::V30 {
            self.describe(&mut found);
        }
        Some(found)
    }

    fn allow_null(&mut self, schema: &mut Value) {
        let Some(kind) = schema.get("type").cloned() else {
            return;
        };
        if self.version == Version::V30 {
            set(schema, "nullable", true);
        } else {
            set(schema, "type", json!([kind, "null"]));
        }
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.push(Value::Null);
        }
    }

    pub(super) fn scalar(&mut self) -> Value {
        match self.random.below(10) {
            0..5 => self.text(),
            5..7 => self.integer(),
            7 => self.number(),
            8 => json!({ "type": "boolean" }),
            _ => self.enumeration(),
        }
    }

    pub(super) fn text(&mut self) -> Value {
        let mut schema = json!({ "type": "string" });
        match self.random.below(8) {
            0..3 => set(&mut schema, "format", self.one_of(&FORMATS)),
            3 => set(&mut schema, "pattern", self.one_of(&PATTERNS)),
            4 => {
                let least = self.random.below(4);
                set(&mut schema, "minLength", least);
                if self.chance(60) {
                    set(&mut schema, "maxLength", least + self.random.below(9));
                }
            }
            5 if self.version > Version::V30 && self.chance(30) => {
                set(&mut schema, "const", name(&mut self.random));
            }
            6 if self.version > Version::V30 && self.chance(30) => {
                set(&mut schema, "contentEncoding", "base64");
            }
            _ => {}
        }
        schema
    }

    fn integer(&mut self) -> Value {
        let mut schema = json!({ "type": "integer" });
        let formats = ["int32", "int64", "int64", "uint32", "uint64", "int16"];
        if self.chance(50) {
            set(&mut schema, "format", self.one_of(&formats));
        }
        if self.chance(30) {
            let least = self.random.below(50);
            set(&mut schema, "minimum", least);
            if self.chance(50) {
                set(&mut schema, "maximum", least + self.random.below(100));
            }
        } else if self.chance(10) {
            set(&mut schema, "multipleOf", 1 + self.random.below(5));
        }
        schema
    }

    fn number(&mut self) -> Value {
        let mut schema = json!({ "type": "number" });
        match self.random.below(6) {
            0 => set(&mut schema, "format", "double"),
            1 => set(&mut schema, "format", "float"),
            2 => set(&mut schema, "minimum", -1.5),
            3 if self.version == Version::V30 => {
                set(&mut schema, "maximum", 100);
                set(&mut schema, "exclusiveMaximum", true);
            }
            3 => set(&mut schema, "exclusiveMaximum", 100),
            _ => {}
        }
        schema
    }

    pub(super) fn enumeration(&mut self) -> Value {
        let mut values: Vec<Value> = Vec::new();
        let is_text = self.chance(85);
        for _ in 0..=self.random.below(6) {
            let value = if is_text {
                Value::from(self.one_of(&CONSTANTS))
            } else {
                Value::from(self.random.below(12))
            };
            if !values.contains(&value) {
                values.push(value);
            }
        }
        json!({ "type": if is_text { "string" } else { "integer" }, "enum": values })
    }

    pub(super) fn list(&mut self, place: Place, depth: usize) -> Value {
        if self.version > Version::V30 && self.chance(10) {
            return self.tuple(place, depth);
        }
        let least = if self.chance(20) {
            1 + self.random.below(2)
        } else {
            0
        };
        let place = if least > 0 { place } else { Place::Free };
        let mut schema = json!({ "type": "array", "items": self.schema(place, depth) });
        if least > 0 {
            set(&mut schema, "minItems", least);
        }
        if self.chance(15) {
            set(&mut schema, "maxItems", least + 1 + self.random.below(4));
        }
        if self.chance(10) {
            set(&mut schema, "uniqueItems", true);
        }
        schema
    }

    /// A list of so many items, each with a schema of its own.
    fn tuple(&mut self, place: Place, depth: usize) -> Value {
        let positions: Vec<Value> = (0..2 + self.random.below(2))
            .map(|_| self.schema(place, depth))
            .collect();
        let number = positions.len();
        json!({ "type": "array", "prefixItems": positions, "items": false, "minItems": number })
    }

    pub(super) fn object(&mut self, place: Place, depth: usize) -> Value {
        let mut members = Map::new();
        let mut required: Vec<Value> = Vec::new();
        for _ in 0..self.random.below(7) {
            let name = name(&mut self.random);
            if members.contains_key(&name) {
                continue;
            }
            let is_required = self.chance(35);
            let member = self.schema(if is_required { place } else { Place::Free }, depth);
            let member = self.member(member);
            if is_required {
                required.push(name.clone().into());
            }
            members.insert(name, member);
        }
        let mut schema = json!({ "type": "object" });
        if !members.is_empty() {
            set(&mut schema, "properties", members);
        }
        if !required.is_empty() {
            set(&mut schema, "required", required);
        }
        match self.random.below(12) {
            0 => set(&mut schema, "additionalProperties", false),
            1 => set(&mut schema, "additionalProperties", true),
            2 | 3 => {
                let others = self.schema(Place::Free, depth.min(1));
                set(&mut schema, "additionalProperties", others);
            }
            _ => {}
        }
        schema
    }

    /// A member with what is said of members alone.
    fn member(&mut self, mut schema: Value) -> Value {
        if schema.get("$ref").is_some() {
            let is_wrapped = self.chance(15);
            return if is_wrapped {
                self.wrapped(&schema)
            } else {
                schema
            };
        }
        // What is only sent and of no type is taken for a secret text.
        let has_type = schema.get("type").is_some();
        match self.random.below(20) {
            0 => set(&mut schema, "readOnly", true),
            1 if has_type => set(&mut schema, "writeOnly", true),
            2 => set(&mut schema, "deprecated", true),
            4 | 5 => self.give_default(&mut schema),
            3 => {
                if let Some(title) = prose(&mut self.random) {
                    set(&mut schema, "title", title);
                }
            }
            _ => {}
        }
        schema
    }

    /// What a missing member means.
    fn give_default(&mut self, schema: &mut Value) {
        let value = match schema["type"].as_str() {
            Some("boolean") => Value::from(self.chance(50)),
            Some("string") if schema.get("enum").is_some() => schema["enum"][0].clone(),
            Some("string")
                if schema
                    .as_object()
                    .is_some_and(|keywords| keywords.len() == 1) =>
            {
                name(&mut self.random).into()
            }
            Some("integer") if schema.get("minimum").is_some() => schema["minimum"].clone(),
            Some("array") if schema.get("minItems").is_none() => json!([]),
            _ => return,
        };
        set(schema, "default", value);
    }

    /// A reference with something said beside it, as documents before 3.1 have to.
    fn wrapped(&mut self, reference: &Value) -> Value {
        let mut schema = json!({ "allOf": [reference] });
        self.describe(&mut schema);
        schema
    }
}
