//! Random values of a schema. Not every draw is as the schema says (a `not`, two patterns), so a judge has to look at it.

use serde_json::{Map, Value};

use super::scalar::written_in;
use super::text::Use;
use crate::random::Random;
use crate::schema::{Direction, OTHER_FORMAT};

/// How deep values are nested before what is optional is left out.
const DEEP: usize = 5;

/// How deep values are nested at most.
const DEEPEST: usize = 24;

/// How deep lists and objects may stand in a value that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub lists: usize,
    pub objects: usize,
}

impl Room {
    /// As JSON has it.
    pub const JSON: Self = Self {
        lists: usize::MAX,
        objects: usize::MAX,
    };
    /// Scalars, lists of scalars and objects of scalars, as in a parameter.
    pub const FLAT: Self = Self {
        lists: 1,
        objects: 1,
    };
    /// An object of scalars and lists of scalars, as in a form.
    pub const FORM: Self = Self {
        lists: 2,
        objects: 1,
    };
    /// A scalar.
    pub const TEXT: Self = Self {
        lists: 0,
        objects: 0,
    };

    fn is_small(self) -> bool {
        self != Self::JSON
    }
}

/// Draws values.
pub struct Drawer<'a> {
    /// The document in the words of JSON Schema.
    pub tree: &'a Value,
    pub random: Random,
    pub direction: Direction,
    /// What texts may hold.
    pub usage: Use,
    /// How deep lists and objects may stand.
    pub room: Room,
}

impl Drawer<'_> {
    /// A value of a schema; `None` where none was found.
    pub fn draw(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        if depth > DEEPEST || *schema == Value::Bool(false) {
            return None;
        }
        let mut flat = Map::new();
        self.flatten(schema, &mut flat, 0)?;
        if let Some(constant) = flat.get("const") {
            return Some(constant.clone());
        }
        if let Some(Value::Array(values)) = flat.get("enum") {
            return self.random.pick(values).cloned();
        }
        let kind = self.kind(&flat, depth);
        match kind.as_str() {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(self.random.chance(50))),
            "integer" => self.integer(&flat),
            "number" => self.number(&flat),
            "string" => match written_in(&flat) {
                Some(content) => self
                    .draw(content, depth + 1)
                    .map(|it| it.to_string().into()),
                None => self.text(&flat).map(Value::String),
            },
            "array" => self.list(&flat, depth),
            "object" => self.object(&flat, depth),
            _ => None,
        }
    }

    /// The type to draw.
    fn kind(&mut self, flat: &Map<String, Value>, depth: usize) -> String {
        match flat.get("type") {
            Some(Value::String(one)) => return one.clone(),
            Some(Value::Array(several)) => {
                let several: Vec<&str> = several.iter().filter_map(Value::as_str).collect();
                return self
                    .random
                    .pick(&several)
                    .copied()
                    .unwrap_or("null")
                    .to_owned();
            }
            _ => {}
        }
        let has = |keys: &[&str]| keys.iter().any(|key| flat.contains_key(*key));
        if has(&[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
        ]) {
            "object"
        } else if has(&["items", "prefixItems", "minItems", "maxItems"]) {
            "array"
        } else if has(&["minimum", "maximum", "multipleOf"]) {
            "number"
        } else if has(&["pattern", "format", OTHER_FORMAT, "minLength", "maxLength"])
            || self.room.is_small()
        {
            "string"
        } else {
            let any = ["string", "integer", "boolean", "null", "array", "object"];
            let few = if depth < DEEP { any.len() } else { 4 };
            any.get(self.random.below(few)).copied().unwrap_or("null")
        }
        .to_owned()
    }

    fn list(&mut self, flat: &Map<String, Value>, depth: usize) -> Option<Value> {
        if depth >= self.room.lists {
            return None;
        }
        let number = |key: &str| {
            flat.get(key)
                .and_then(Value::as_u64)
                .and_then(|number| usize::try_from(number).ok())
        };
        let least = number("minItems")
            .unwrap_or(0)
            .max(usize::from(self.room.is_small()));
        let most = number("maxItems").unwrap_or(usize::MAX);
        let wanted = least
            + if depth < DEEP {
                self.random.below(3)
            } else {
                0
            };
        let positions: &[Value] = flat
            .get("prefixItems")
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice);
        let wanted = if positions.is_empty() {
            wanted
        } else {
            wanted.max(positions.len())
        };
        let any = Value::Bool(true);
        let mut items: Vec<Value> = Vec::new();
        for index in 0..wanted.min(most) {
            let schema = positions
                .get(index)
                .or_else(|| flat.get("items"))
                .unwrap_or(&any);
            let item = self.draw(schema, depth + 1);
            match item {
                Some(item)
                    if flat.get("uniqueItems") == Some(&Value::Bool(true))
                        && items.contains(&item) => {}
                Some(item) => items.push(item),
                None if items.len() >= least => break,
                None => return None,
            }
        }
        Some(Value::Array(items))
    }

    fn object(&mut self, flat: &Map<String, Value>, depth: usize) -> Option<Value> {
        if depth >= self.room.objects {
            return None;
        }
        let required: Vec<&str> = flat
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut members = Map::new();
        let any = Value::Bool(true);
        let additional = flat.get("additionalProperties").unwrap_or(&any);
        let properties = flat.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            if self.direction.is_foreign(self.tree, schema) {
                continue;
            }
            let is_required = required.contains(&name.as_str());
            if !is_required && (depth >= DEEP || self.random.chance(50)) {
                continue;
            }
            match self.draw(schema, depth + 1) {
                Some(value) => drop(members.insert(name.clone(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        for name in required {
            let is_declared = properties.is_some_and(|properties| properties.contains_key(name));
            if !is_declared {
                members.insert(name.to_owned(), self.draw(additional, depth + 1)?);
            }
        }
        let least = flat
            .get("minProperties")
            .and_then(Value::as_u64)
            .and_then(|least| usize::try_from(least).ok());
        let more = match additional {
            Value::Object(_) if depth < DEEP => self.random.below(3),
            _ => 0,
        };
        for index in 0..more.max(least.unwrap_or(0).saturating_sub(members.len())) {
            if let Some(value) = self.draw(additional, depth + 1) {
                members.insert(format!("more {index}"), value);
            }
        }
        Some(Value::Object(members))
    }
}
