//! `enum`: a string with known values.

use super::Lowering;
use super::composition::Flat;
use super::schema::Words;
use crate::ir::{Docs, Enumeration, TypeKind, TypeRef, Value, Variant};
use crate::openapi::At;

impl<'a> Lowering<'a> {
    /// A type for a string with known values.
    pub fn enumeration(
        &mut self,
        flat: &Flat<'a>,
        values: Vec<String>,
        at: &At,
        words: &Words,
        component: Option<&str>,
    ) -> TypeRef {
        let described = flat.docs.description.as_deref().unwrap_or_default();
        let values = values
            .into_iter()
            .map(|value| Variant {
                docs: item_docs(described, &value),
                value,
            })
            .collect();
        let kind = TypeKind::Enumeration(Enumeration { values });
        TypeRef::Named(self.reserve(flat, at, words, component, kind))
    }
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
    /// The known values, when every one but `null` is text.
    pub fn text_values(&self) -> Option<Vec<String>> {
        if !matches!(self.kind, None | Some("string")) {
            return None;
        }
        let mut texts = Vec::new();
        for value in self
            .values
            .as_ref()?
            .iter()
            .filter(|value| !value.is_null())
        {
            let text = value.as_str()?.to_owned();
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        (!texts.is_empty()).then_some(texts)
    }

    /// Whether `null` is the only value.
    pub fn is_only_null(&self) -> bool {
        self.values
            .as_ref()
            .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
    }
}
