//! `enum`: a string with known values.

use std::collections::{HashMap, HashSet};

use openapiv3::ReferenceOr;

use super::Lowering;
use super::composition::{Flat, Located};
use super::schema::Words;
use crate::ir::{Docs, Enumeration, EnumerationBase, Slot, TypeKind, TypeRef, Value, Variant};
use crate::openapi::{At, Facets};

impl<'a> Lowering<'a> {
    /// The type of a scalar with known values; `None` when the values say nothing that a type could.
    pub fn enumeration(
        &mut self,
        flat: &Flat<'a>,
        at: &At,
        words: &Words,
        component: Option<&str>,
    ) -> Option<Slot> {
        let (base, values) = known_values(flat)?;
        let nullable = flat.values.iter().flatten().any(Value::is_null);
        let described = flat.docs.description.as_deref().unwrap_or_default();
        let all = flat.values.as_deref().unwrap_or_default();
        // Names are told by position, which says nothing when some are missing.
        let names: HashMap<String, &String> = if all.len() == flat.value_names.len() {
            let pairs = all.iter().map(Value::to_string).zip(&flat.value_names);
            pairs.collect()
        } else {
            HashMap::new()
        };
        let variant = |value: Value| Variant {
            name: names.get(&value.to_string()).map(ToString::to_string),
            docs: item_docs(described, &plain(&value)),
            value,
        };
        let values = values.into_iter().map(variant).collect();
        let kind = TypeKind::Enumeration(Enumeration {
            base,
            values,
            is_open: false,
        });
        let ty = TypeRef::Named(self.reserve(flat, at, words, component, kind));
        Some(Slot {
            nullable,
            ..Slot::of(ty)
        })
    }
}

/// The enumeration that alternatives of one value each make up, which is how a document says something of each value;
/// `None` when they are something else.
pub fn constants(group: &[Located<'_>]) -> Option<Enumeration> {
    let mut values: Vec<Variant> = Vec::with_capacity(group.len());
    for (member, _) in group {
        let ReferenceOr::Item(schema) = member else {
            return None;
        };
        let [value] = Facets::of(schema).values?.try_into().ok()?;
        if is_scalar(&value) && !values.iter().any(|known| known.value == value) {
            let data = &schema.schema_data;
            values.push(Variant {
                value,
                name: data.title.clone(),
                docs: Docs {
                    description: data.description.clone(),
                    ..Docs::default()
                },
            });
        }
    }
    let all = |is: fn(&Value) -> bool| values.iter().all(|variant| is(&variant.value));
    let base = match values.len() {
        0 | 1 => return None,
        _ if all(Value::is_boolean) => return None,
        _ if all(Value::is_string) => EnumerationBase::Text,
        _ if all(Value::is_i64) => EnumerationBase::Integer,
        _ => EnumerationBase::Mixed,
    };
    Some(Enumeration {
        base,
        values,
        is_open: false,
    })
}

/// The values but `null`, each once, and what they have in common.
fn known_values(flat: &Flat<'_>) -> Option<(EnumerationBase, Vec<Value>)> {
    let mut seen = HashSet::new();
    let values: Vec<Value> = flat
        .values
        .as_ref()?
        .iter()
        .filter(|value| !value.is_null() && seen.insert(value.to_string()))
        .cloned()
        .collect();
    let all = |is: fn(&Value) -> bool| values.iter().all(is);
    let base = match flat.kind {
        _ if values.is_empty() || !all(is_scalar) || all(Value::is_boolean) => return None,
        None | Some("string") if all(Value::is_string) => EnumerationBase::Text,
        None | Some("integer" | "number") if all(serde_json::Value::is_i64) => {
            EnumerationBase::Integer
        }
        Some("string" | "boolean" | "object" | "array") => return None,
        Some("integer" | "number") if !values.iter().any(Value::is_string) => return None,
        _ => EnumerationBase::Mixed,
    };
    Some((base, values))
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// A value as prose writes it.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// What the list in an enumeration's description says of one value: ``- `asc`: oldest first``.
fn item_docs(description: &str, value: &str) -> Docs {
    let found = description.lines().find_map(|line| {
        let item = line.trim_start().strip_prefix(['-', '*'])?.trim_start();
        let text = item.strip_prefix(&format!("`{value}`"))?.trim_start();
        let text = text.strip_prefix([':', '-', '–', '—'])?.trim();
        (!text.is_empty()).then(|| capitalized(text))
    });
    Docs {
        description: found,
        ..Docs::default()
    }
}

fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map(|first| first.to_uppercase().chain(rest).collect())
        .unwrap_or_default()
}

impl Flat<'_> {
    /// Whether `null` is the only value.
    pub fn is_only_null(&self) -> bool {
        self.values
            .as_ref()
            .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
    }
}
