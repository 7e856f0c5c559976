//! Reads parameters as the styles of OpenAPI write them, by what their schemas ask for.

use serde_json::{Map, Value};

use super::recorded::{decoded, form_decoded};
use super::schemas::Schemas;

/// A parameter, with what says how it is written.
pub(super) struct Parameter<'a> {
    pub name: &'a str,
    pub style: &'a str,
    pub explode: bool,
    /// Where its schema stands.
    pub place: String,
    pub schemas: &'a Schemas,
    /// The names of other parameters, whose pairs are not this one's.
    pub others: &'a [&'a str],
}

impl Parameter<'_> {
    /// The value that a segment of a path holds, or a header.
    pub fn text(&self, text: &str, is_header: bool) -> Value {
        let decode = if is_header { str::to_owned } else { decoded };
        if self.style == "json" {
            return self.json(&decode(text));
        }
        let (lead, separator) = match (self.style, self.explode) {
            ("label", true) => (".", '.'),
            ("label", false) => (".", ','),
            ("matrix", true) => (";", ';'),
            ("matrix", false) => (";", ','),
            _ => ("", ','),
        };
        let text = text.strip_prefix(lead).unwrap_or(text);
        let name = if self.style == "matrix" {
            format!("{}=", self.name)
        } else {
            String::new()
        };
        let unnamed = |part: &str| decode(part.strip_prefix(name.as_str()).unwrap_or(part));
        let parts = text.split(separator);
        if self.schemas.allows(&self.place, "array") {
            parts.map(|part| self.item(&unnamed(part))).collect()
        } else if !self.schemas.allows(&self.place, "object") {
            coerce(self.schemas, &self.place, &unnamed(text))
        } else if self.explode {
            let pairs = parts.filter_map(|part| part.split_once('='));
            let parts = pairs.flat_map(|(name, value)| [decode(name), decode(value)]);
            self.object(&parts.collect::<Vec<_>>())
        } else {
            self.object(&parts.map(unnamed).collect::<Vec<_>>())
        }
    }

    /// The value that pairs hold, of a query, a form or cookies; `None` where they hold none.
    pub fn pairs(&self, pairs: &[(String, &str)]) -> Option<Value> {
        let own = |name: &str| name == self.name || name.strip_suffix("[]") == Some(self.name);
        let is_array = self.schemas.allows(&self.place, "array");
        let is_object = self.schemas.allows(&self.place, "object");
        if self.style == "deep" || is_object && self.style == "form" && self.explode {
            let tree = self.tree(pairs)?;
            return Some(settle(self.schemas, &self.place, tree));
        }
        let mut texts = pairs
            .iter()
            .filter(|(name, _)| own(name))
            .map(|(_, text)| *text);
        if self.style == "json" {
            return Some(self.json(&form_decoded(texts.next()?)));
        }
        if is_array && self.explode && self.style == "form" {
            let items: Vec<Value> = texts.map(|text| self.item(&form_decoded(text))).collect();
            return (!items.is_empty()).then_some(Value::Array(items));
        }
        let text = texts.next()?;
        let separators: &[&str] = match self.style {
            "space" => &["%20", "+"],
            "pipe" => &["|", "%7C", "%7c"],
            _ => &[","],
        };
        let parts = || {
            let mut parts = vec![text];
            for separator in separators {
                parts = parts
                    .into_iter()
                    .flat_map(|part| part.split(separator))
                    .collect();
            }
            parts.into_iter().map(form_decoded).collect::<Vec<String>>()
        };
        Some(if is_array {
            Value::Array(parts().iter().map(|part| self.item(part)).collect())
        } else if is_object {
            self.object(&parts())
        } else {
            coerce(self.schemas, &self.place, &form_decoded(text))
        })
    }

    /// What stands in brackets behind the name, level by level; of an exploded object, behind the names of its members.
    fn tree(&self, pairs: &[(String, &str)]) -> Option<Value> {
        let mut tree = Value::Null;
        let own = self.name.trim_end_matches("[]");
        for (name, text) in pairs {
            // A name may have brackets of its own.
            let length = match self.style {
                "deep" if name.starts_with(own) => own.len(),
                "deep" => continue,
                _ => name.find('[').unwrap_or(name.len()),
            };
            let (base, rest) = name.split_at(length);
            let mut pieces = rest.split('[');
            if pieces.next() != Some("") {
                continue;
            }
            let mut keys: Vec<&str> = pieces.map(|key| key.trim_end_matches(']')).collect();
            if self.style != "deep" {
                if self.others.contains(&base) || self.schemas.member(&self.place, base).is_none() {
                    continue;
                }
                keys.insert(0, base);
            }
            put(&mut tree, &keys, form_decoded(text));
        }
        (!tree.is_null()).then_some(tree)
    }

    fn item(&self, text: &str) -> Value {
        match self.schemas.items(&self.place) {
            Some(place) => coerce(self.schemas, &place, text),
            None => Value::from(text),
        }
    }

    /// An object of names and values that take turns.
    fn object(&self, parts: &[String]) -> Value {
        let pairs = parts.chunks_exact(2).filter_map(|pair| match pair {
            [name, text] => {
                let place = self.schemas.member(&self.place, name);
                let value = place.map_or_else(
                    || Value::from(text.as_str()),
                    |place| coerce(self.schemas, &place, text),
                );
                Some((name.clone(), value))
            }
            _ => None,
        });
        Value::Object(pairs.collect())
    }

    fn json(&self, text: &str) -> Value {
        let read = serde_json::from_str(text);
        read.unwrap_or_else(|_| coerce(self.schemas, &self.place, text))
    }
}

/// Puts a text where keys lead; an empty key is the next item of a list.
fn put(tree: &mut Value, keys: &[&str], text: String) {
    let Some((key, rest)) = keys.split_first() else {
        // What is there twice is a list.
        *tree = match tree.take() {
            Value::Null => text.into(),
            Value::Array(mut items) => {
                items.push(text.into());
                Value::Array(items)
            }
            first => Value::Array(vec![first, text.into()]),
        };
        return;
    };
    if key.is_empty() {
        if !tree.is_array() {
            *tree = Value::Array(Vec::new());
        }
        if let Value::Array(items) = tree {
            let mut item = Value::Null;
            put(&mut item, rest, text);
            items.push(item);
        }
        return;
    }
    if !tree.is_object() {
        *tree = Value::Object(Map::new());
    }
    if let Value::Object(members) = tree {
        put(
            members.entry((*key).to_owned()).or_insert(Value::Null),
            rest,
            text,
        );
    }
}

/// A tree of texts as the values that its schema asks for.
fn settle(schemas: &Schemas, place: &str, tree: Value) -> Value {
    let item = |item: Value| match schemas.items(place) {
        Some(place) => settle(schemas, &place, item),
        None => item,
    };
    match tree {
        Value::String(text) if schemas.allows(place, "array") => {
            Value::Array(vec![item(text.into())])
        }
        Value::String(text) => coerce(schemas, place, &text),
        Value::Array(items) => Value::Array(items.into_iter().map(item).collect()),
        Value::Object(members) if schemas.allows(place, "array") => {
            Value::Array(members.into_iter().map(|(_, value)| item(value)).collect())
        }
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| {
                let value = match schemas.member(place, &name) {
                    Some(place) => settle(schemas, &place, value),
                    None => value,
                };
                (name, value)
            });
            Value::Object(members.collect())
        }
        other => other,
    }
}

/// A text as the value that its schema asks for; as it stands where that asks for none.
pub(super) fn coerce(schemas: &Schemas, place: &str, text: &str) -> Value {
    coerce_at(schemas, place, text, 8)
}

fn coerce_at(schemas: &Schemas, place: &str, text: &str, depth: usize) -> Value {
    let (place, schema) = schemas.resolve(place);
    let plain = || Value::from(text);
    if let Some(known) = schema["enum"].as_array() {
        let is_same = |value: &&Value| match value {
            Value::String(known) => known == text,
            other => serde_json::from_str(text).is_ok_and(|given: Value| given == **other),
        };
        return known.iter().find(is_same).cloned().unwrap_or_else(plain);
    }
    if let Some(kind) = schema["type"].as_str() {
        return match kind {
            "string" => plain(),
            _ => serde_json::from_str(text).unwrap_or_else(|_| plain()),
        };
    }
    for key in ["anyOf", "allOf"] {
        for index in 0..schema[key].as_array().map_or(0, Vec::len) {
            let Some(depth) = depth.checked_sub(1) else {
                return plain();
            };
            let value = coerce_at(schemas, &format!("{place}/{key}/{index}"), text, depth);
            if schemas.is_valid(&place, &value) {
                return value;
            }
        }
    }
    plain()
}
