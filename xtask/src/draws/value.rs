//! Random values of a schema. Not every draw is as the schema says (a `not`, two patterns), so a judge has to look at it.

use serde_json::{Map, Number, Value};

use super::random::Random;
use super::text::{Use, of_format, of_length, of_pattern};
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
            "string" => self.text(&flat).map(Value::String),
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

    fn integer(&mut self, flat: &Map<String, Value>) -> Option<Value> {
        let (lowest, highest) = match format(flat) {
            Some("int8") => (i8::MIN.into(), i8::MAX.into()),
            Some("uint8") => (0, u8::MAX.into()),
            Some("int16") => (i16::MIN.into(), i16::MAX.into()),
            Some("uint16") => (0, u16::MAX.into()),
            Some("int32") => (i32::MIN.into(), i32::MAX.into()),
            Some("uint32") => (0, u32::MAX.into()),
            Some("uint64" | "uint") => (0, i128::from(u64::MAX)),
            _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
        };
        let bound = |key: &str, exclusive: &str, step: i128| {
            let whole = |value: &Value| {
                let exact = value
                    .as_i64()
                    .map(i128::from)
                    .or(value.as_u64().map(i128::from));
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a bound with a fraction is far from the ends"
                )]
                exact.or(value.as_f64().map(|value| value as i128))
            };
            let inclusive = flat.get(key).and_then(whole);
            let exclusive = flat
                .get(exclusive)
                .and_then(whole)
                .map(|bound| bound + step);
            inclusive.into_iter().chain(exclusive)
        };
        let least = bound("minimum", "exclusiveMinimum", 1).fold(lowest, i128::max);
        let most = bound("maximum", "exclusiveMaximum", -1).fold(highest, i128::min);
        if least > most {
            return None;
        }
        let near = if least > 0 || most < 0 {
            least.max(most.min(0))
        } else {
            0
        };
        let drawn = match self.random.below(10) {
            0 => least,
            1 => most,
            _ => self.random.between(
                near.saturating_sub(500).max(least),
                near.saturating_add(500).min(most),
            ),
        };
        let step = flat
            .get("multipleOf")
            .and_then(Value::as_i64)
            .map_or(1, i128::from)
            .max(1);
        let drawn = drawn - drawn.rem_euclid(step);
        let drawn = if drawn < least { drawn + step } else { drawn };
        i64::try_from(drawn)
            .map(Number::from)
            .or_else(|_| u64::try_from(drawn).map(Number::from))
            .ok()
            .map(Value::Number)
    }

    /// Numbers of eighths, which are exact in any width.
    fn number(&mut self, flat: &Map<String, Value>) -> Option<Value> {
        let bound = |keys: [&str; 2]| keys.iter().find_map(|key| flat.get(*key)?.as_f64());
        let least = bound(["minimum", "exclusiveMinimum"]);
        let most = bound(["maximum", "exclusiveMaximum"]);
        let step = flat
            .get("multipleOf")
            .and_then(Value::as_f64)
            .unwrap_or(0.125);
        let from = least.or(most.map(|most| most - 100.0)).unwrap_or(-100.0);
        let to = most.unwrap_or(from + 200.0);
        let steps = ((to - from) / step).clamp(0.0, 1600.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it was clamped"
        )]
        let drawn = u32::try_from(self.random.below(steps as usize + 1)).ok()?;
        let drawn = (from / step).ceil() * step + f64::from(drawn) * step;
        Number::from_f64(drawn).map(Value::Number)
    }

    fn text(&mut self, flat: &Map<String, Value>) -> Option<String> {
        let length = |key: &str| {
            flat.get(key)
                .and_then(Value::as_u64)
                .and_then(|length| usize::try_from(length).ok())
        };
        let (least, most) = (length("minLength").unwrap_or(0), length("maxLength"));
        if let Some(pattern) = flat.get("pattern").and_then(Value::as_str) {
            return of_pattern(&mut self.random, pattern, least);
        }
        if let Some(text) = format(flat).and_then(|format| of_format(&mut self.random, format)) {
            return Some(text);
        }
        let most = most.unwrap_or(least.saturating_add(12));
        Some(of_length(&mut self.random, least, most, self.usage))
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

/// The format of a value, whether it is held to it or not.
fn format(flat: &Map<String, Value>) -> Option<&str> {
    flat.get("format")
        .or_else(|| flat.get(OTHER_FORMAT))?
        .as_str()
}
