//! A schema with all that it is made of: its keywords side by side, with one of each choice.

use serde_json::{Map, Value, json};

use super::value::Drawer;
use crate::schema::reference_target;

impl Drawer<'_> {
    /// Puts all keywords of a schema side by side, with what it refers to, all of `allOf`, and one of each choice.
    pub(super) fn flatten(
        &mut self,
        schema: &Value,
        flat: &mut Map<String, Value>,
        hops: usize,
    ) -> Option<()> {
        let Value::Object(members) = schema else {
            return (*schema != Value::Bool(false)).then_some(());
        };
        if hops > 40 {
            return None;
        }
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            let target = self.tree.pointer(&reference_target(reference)?)?;
            self.flatten(target, flat, hops + 1)?;
        }
        for part in members
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.flatten(part, flat, hops + 1)?;
        }
        for (key, value) in members {
            if !matches!(
                key.as_str(),
                "$ref" | "allOf" | "anyOf" | "oneOf" | "description" | "title"
            ) {
                merge(flat, key, value);
            }
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(Value::Array(choices)) = members.get(key) {
                let chosen = self.random.below(choices.len());
                let choice = choices.get(chosen)?;
                self.flatten(choice, flat, hops + 1)?;
                if let Some(discriminator) = members.get("discriminator") {
                    self.discriminate(discriminator, choice, flat)?;
                }
            }
        }
        let has_choices = ["anyOf", "oneOf"]
            .iter()
            .any(|key| members.contains_key(*key));
        if hops == 0
            && !has_choices
            && let Some(discriminator) = members.get("discriminator")
        {
            self.child(discriminator, flat)?;
        }
        Some(())
    }

    /// Gives the member that tells alternatives apart the value that means one of them.
    fn discriminate(
        &mut self,
        discriminator: &Value,
        choice: &Value,
        flat: &mut Map<String, Value>,
    ) -> Option<()> {
        let name = discriminator.get("propertyName")?.as_str()?;
        let Some(reference) = choice.get("$ref").and_then(Value::as_str) else {
            return Some(());
        };
        let component = reference.rsplit('/').next()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mut values: Vec<&str> = mapping
            .into_iter()
            .flatten()
            .filter(|(_, target)| {
                target
                    .as_str()
                    .is_some_and(|target| target.rsplit('/').next() == Some(component))
            })
            .map(|(value, _)| value.as_str())
            .collect();
        if values.is_empty() {
            let known = flat.get("properties").and_then(|known| known.get(name));
            if known
                .is_some_and(|known| known.get("enum").is_some() || known.get("const").is_some())
            {
                return Some(());
            }
            values.push(component);
        }
        let value = self.random.pick(&values).copied()?;
        merge(flat, "properties", &json!({ name: { "enum": [value] } }));
        merge(flat, "required", &json!([name]));
        Some(())
    }

    /// Makes a parent that tells its children apart by a member one of them.
    fn child(&mut self, discriminator: &Value, flat: &mut Map<String, Value>) -> Option<()> {
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let targets: Vec<&str> = mapping
            .into_iter()
            .flatten()
            .filter_map(|(_, target)| target.as_str())
            .collect();
        let Some(target) = self.random.pick(&targets).copied() else {
            return Some(());
        };
        let choice = if target.starts_with('#') {
            json!({ "$ref": target })
        } else {
            json!({ "$ref": format!("#/components/schemas/{target}") })
        };
        self.flatten(&choice, flat, 1)?;
        self.discriminate(discriminator, &choice, flat)
    }
}

/// Adds a keyword to others of the same value: both have to hold.
fn merge(flat: &mut Map<String, Value>, key: &str, value: &Value) {
    let Some(old) = flat.get_mut(key) else {
        flat.insert(key.to_owned(), value.clone());
        return;
    };
    match (key, &mut *old, value) {
        ("properties", Value::Object(old), Value::Object(new)) => {
            for (name, schema) in new {
                match old.get_mut(name) {
                    Some(known) if known != schema => {
                        *known = json!({ "allOf": [known.clone(), schema] });
                    }
                    Some(_) => {}
                    None => drop(old.insert(name.clone(), schema.clone())),
                }
            }
        }
        ("required", Value::Array(old), Value::Array(new)) => {
            for name in new
                .iter()
                .filter(|name| !old.contains(name))
                .cloned()
                .collect::<Vec<_>>()
            {
                old.push(name);
            }
        }
        ("enum", Value::Array(old), Value::Array(new)) => old.retain(|value| new.contains(value)),
        ("minimum" | "exclusiveMinimum" | "minLength" | "minItems", old, new)
            if new.as_f64() < old.as_f64() => {}
        ("maximum" | "exclusiveMaximum" | "maxLength" | "maxItems", old, new)
            if new.as_f64() > old.as_f64() => {}
        ("items", old, new) if old != new => *old = json!({ "allOf": [old.clone(), new] }),
        ("additionalProperties", old, new)
            if *new == Value::Bool(true) || *old == Value::Bool(false) => {}
        (_, old, new) => *old = new.clone(),
    }
}
