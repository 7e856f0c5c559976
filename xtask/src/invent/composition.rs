//! Schemas of several: all of them, one of them by a tag, by their members or by their types, parents and children.

use serde_json::{Map, Value, json};

use super::names::{name, plain_name};
use super::schema::Place;
use super::{Inventor, Version, reference, set};

impl Inventor {
    /// A composition that needs no components of its own.
    pub(super) fn composed(&mut self, place: Place, depth: usize) -> Value {
        match self.random.below(10) {
            0 | 1 => self.all_of(place, depth),
            2 => self.derived(place, depth),
            3 => self.of_types(depth),
            4 => self.by_members(place, depth),
            5 | 6 => self.or_null(place, depth),
            7 => self.titled(),
            8 => self.one_or_several(),
            _ => json!({ "anyOf": [{ "type": "string" }, self.enumeration_of_text()] }),
        }
    }

    fn enumeration_of_text(&mut self) -> Value {
        loop {
            let found = self.enumeration();
            if found.get("type") == Some(&Value::from("string")) {
                return found;
            }
        }
    }

    /// Objects of which each adds members of its own.
    fn all_of(&mut self, place: Place, depth: usize) -> Value {
        let mut names = Vec::new();
        let number = 2 + self.random.below(2);
        let parts: Vec<Value> = (0..number)
            .map(|_| self.part(place, depth, &mut names))
            .collect();
        json!({ "allOf": parts })
    }

    /// A component with more members.
    fn derived(&mut self, place: Place, depth: usize) -> Value {
        let Some(base) = self.reference(place) else {
            return self.all_of(place, depth);
        };
        let mut names = Vec::new();
        let more = self.part(place, depth, &mut names);
        // A base that is no object leaves no value.
        let known = base["$ref"].as_str().and_then(|target| {
            let name = target.rsplit('/').next()?;
            self.components.get("schemas")?.get(name)
        });
        let is_open = |known: &&Value| {
            known["type"] == "object" && known.get("additionalProperties").is_none()
        };
        match known.filter(is_open) {
            Some(known) if !is_taken(known, &names) => json!({ "allOf": [base, more] }),
            _ => more,
        }
    }

    /// An object without the members of these names, and with a place for those of others.
    fn part(&mut self, place: Place, depth: usize, names: &mut Vec<String>) -> Value {
        let mut part = self.object(place, depth);
        let Some(keywords) = part.as_object_mut() else {
            return part;
        };
        keywords.remove("additionalProperties");
        if let Some(Value::Object(members)) = keywords.get_mut("properties") {
            members.retain(|name, _| !names.contains(name));
            names.extend(members.keys().cloned());
        }
        let own = keywords.get("properties").cloned().unwrap_or_default();
        if let Some(Value::Array(required)) = keywords.get_mut("required") {
            required.retain(|name| name.as_str().is_some_and(|name| own.get(name).is_some()));
            if required.is_empty() {
                keywords.remove("required");
            }
        }
        part
    }

    /// Constants with a title each.
    fn titled(&mut self) -> Value {
        if self.version == Version::V30 {
            return self.enumeration();
        }
        let constants = (0..=self.random.below(3)).map(
            |index| json!({ "const": format!("value {index}"), "title": name(&mut self.random) }),
        );
        json!({ "oneOf": constants.collect::<Vec<_>>() })
    }

    /// A list of something, or that alone.
    fn one_or_several(&mut self) -> Value {
        let item = match self.reference(Place::Needed) {
            Some(reference) if self.chance(50) => reference,
            _ => self.text(),
        };
        let list = json!({ "type": "array", "items": item });
        json!({ "anyOf": [item, list] })
    }

    /// One of several types of JSON.
    fn of_types(&mut self, depth: usize) -> Value {
        let list = self.list(Place::Free, depth.min(1));
        let object = self.object(Place::Free, depth.min(1));
        let number = self.one_of(&["integer", "number"]);
        let simple = [number, "boolean"].map(|kind| json!({ "type": kind }));
        let mut all = vec![self.text(), list, object];
        all.extend(simple);
        while all.len() > 2 && self.chance(60) {
            all.remove(self.random.below(all.len()));
        }
        let key = if self.chance(50) { "oneOf" } else { "anyOf" };
        json!({ key: all })
    }

    /// One of several objects, of which each requires a member that no other has.
    fn by_members(&mut self, place: Place, depth: usize) -> Value {
        let number = 2 + self.random.below(2);
        let alternatives: Vec<Value> = (0..number)
            .map(|index| {
                let mut object = self.object(place, depth);
                let own = format!("only_{index}");
                let member = self.scalar();
                require(&mut object, &own, member);
                set(&mut object, "additionalProperties", false);
                object
            })
            .collect();
        let key = if self.chance(50) { "oneOf" } else { "anyOf" };
        json!({ key: alternatives })
    }

    fn or_null(&mut self, place: Place, depth: usize) -> Value {
        let inner = self.reference(place);
        let inner = inner.unwrap_or_else(|| self.object(place, depth));
        match self.version {
            Version::V30 => {
                json!({ "anyOf": [inner, { "type": "string", "nullable": true, "enum": [null] }] })
            }
            Version::V31 | Version::V32 => json!({ "anyOf": [inner, { "type": "null" }] }),
        }
    }

    /// One of several components that a member tells apart: by a mapping, by their names, or by constants alone.
    pub(super) fn tagged_union(&mut self, union: &str) -> Value {
        let tag = name(&mut self.random);
        let kind = self.random.below(3);
        let (mut alternatives, mut mapping) = (Vec::new(), Map::new());
        for index in 0..2 + self.random.below(3) {
            let own = self.new_name(union);
            let value = match kind {
                0 => format!("kind {index}"),
                1 => own.clone(),
                _ => format!("{union}_{index}"),
            };
            let mut object = self.object(Place::Needed, 1);
            let mut member = json!({ "type": "string" });
            if kind == 2 || self.chance(50) {
                set(&mut member, "enum", json!([value]));
            }
            require(&mut object, &tag, member);
            self.put("schemas", &own, object);
            alternatives.push(reference("schemas", &own));
            mapping.insert(value, format!("#/components/schemas/{own}").into());
        }
        let mut found = json!({ "oneOf": alternatives });
        match kind {
            0 => set(
                &mut found,
                "discriminator",
                json!({ "propertyName": tag, "mapping": mapping }),
            ),
            1 => set(&mut found, "discriminator", json!({ "propertyName": tag })),
            _ => {}
        }
        found
    }

    /// An object with a discriminator, and components that are made of it.
    pub(super) fn parent(&mut self, parent: &str) -> Value {
        let tag = plain_name(&mut self.random);
        let mut base = self.object(Place::Needed, 1);
        require(&mut base, &tag, json!({ "type": "string" }));
        if let Some(members) = base.as_object_mut() {
            members.remove("additionalProperties");
        }
        let mut mapping = Map::new();
        let known = base.get("properties").and_then(Value::as_object);
        let known: Vec<String> = known.into_iter().flat_map(Map::keys).cloned().collect();
        for index in 0..=self.random.below(3) {
            let own = self.new_name(parent);
            let more = self.part(Place::Needed, 1, &mut known.clone());
            self.put(
                "schemas",
                &own,
                json!({ "allOf": [reference("schemas", parent), more] }),
            );
            mapping.insert(
                format!("child {index}"),
                format!("#/components/schemas/{own}").into(),
            );
        }
        set(
            &mut base,
            "discriminator",
            json!({ "propertyName": tag, "mapping": mapping }),
        );
        base
    }
}

/// Whether an object has a member of one of these names.
fn is_taken(object: &Value, names: &[String]) -> bool {
    names
        .iter()
        .any(|name| object["properties"].get(name).is_some())
}

/// Adds a member that has to be there.
fn require(object: &mut Value, name: &str, schema: Value) {
    let Some(object) = object.as_object_mut() else {
        return;
    };
    let members = object.entry("properties").or_insert_with(|| json!({}));
    set(members, name, schema);
    let required = object.entry("required").or_insert_with(|| json!([]));
    if let Some(required) = required.as_array_mut()
        && !required.iter().any(|known| known == name)
    {
        required.push(name.into());
    }
}
