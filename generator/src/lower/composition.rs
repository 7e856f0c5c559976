//! `allOf`: many schemas that hold at once, merged into one flat set of keywords.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{AdditionalProperties, Discriminator, ReferenceOr, Schema};

use super::schema::docs;
use super::{Component, Lowering};
use crate::diag::Diagnostic;
use crate::ir::{Bound, Docs, Slot, TypeRef, Value};
use crate::openapi::{At, Facets, by_ref, lowered_schema};

/// More schemas than any honest one is made of.
const MOST_BASES: usize = 200;

/// More choices inside a choice than any honest schema has: each level multiplies the types.
const MOST_CHOICES: usize = 3;

/// A schema that stands somewhere.
pub type Located<'a> = (ReferenceOr<&'a Schema>, At);

/// All that one schema says, its `allOf` included.
#[derive(Clone, Default)]
pub struct Flat<'a> {
    pub kind: Option<&'a str>,
    pub format: Option<String>,
    pub pattern: Option<String>,
    pub values: Option<Vec<Value>>,
    /// Names that an extension gives to the values.
    pub value_names: Vec<String>,
    pub length: (Option<u64>, Option<u64>),
    pub item_count: (Option<u64>, Option<u64>),
    pub property_count: (Option<u64>, Option<u64>),
    pub unique_items: bool,
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub multiple_of: Option<f64>,
    pub properties: IndexMap<&'a str, Located<'a>>,
    pub required: IndexSet<&'a str>,
    pub additional: Option<(&'a AdditionalProperties, At)>,
    pub items: Option<Located<'a>>,
    /// `oneOf` and `anyOf`, each a choice of its own.
    pub alternatives: Vec<Vec<Located<'a>>>,
    pub discriminator: Option<&'a Discriminator>,
    /// Whether the alternatives of `items` are positions.
    pub is_tuple: bool,
    pub docs: Docs,
    pub default: Option<Value>,
    pub example: Option<Value>,
    pub nullable: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub deprecated: bool,
    pub is_sensitive: bool,
    /// Whether parts of it are of types that no value has at once.
    pub contradicts: bool,
    /// The components that `allOf` names, in order.
    bases: Vec<&'a str>,
    /// The alternatives that were merged into it, from the outermost inwards.
    lineage: Vec<String>,
    /// Whether a schema that is no component says something of the type itself.
    has_own_structure: bool,
}

impl<'a> Lowering<'a> {
    /// Merges a schema with all that its `allOf` names.
    pub fn flatten(&mut self, schema: &'a Schema, at: &At) -> Flat<'a> {
        let mut flat = Flat::default();
        self.collect(schema, at, true, &mut Vec::new(), &mut flat);
        flat
    }

    /// What a schema says together with one of its alternatives.
    pub fn merged(&mut self, flat: &Flat<'a>, alternative: &Located<'a>) -> Flat<'a> {
        let mut merged = Flat {
            alternatives: Vec::new(),
            discriminator: None,
            bases: Vec::new(),
            ..flat.clone()
        };
        let mut seen = Vec::new();
        let (schema, at) = alternative;
        match schema {
            ReferenceOr::Item(schema) => self.collect(schema, at, true, &mut seen, &mut merged),
            ReferenceOr::Reference { reference } => {
                merged.lineage.push(reference.clone());
                if let Some((_, ReferenceOr::Item(schema))) = self.resolver.schema(reference) {
                    self.collect(
                        schema,
                        &at.reference(reference),
                        false,
                        &mut seen,
                        &mut merged,
                    );
                }
            }
        }
        merged
    }

    fn collect(
        &mut self,
        schema: &'a Schema,
        at: &At,
        is_own: bool,
        seen: &mut Vec<&'a str>,
        flat: &mut Flat<'a>,
    ) {
        let mut facets = Facets::of(schema);
        let leads_back = |alternatives| self.leads_back(alternatives, seen, flat);
        if !is_own && (leads_back(facets.one_of) || leads_back(facets.any_of)) {
            // A parent that lists its children: each child is made of the parent's members, not of its choice.
            (facets.one_of, facets.any_of) = (&[], &[]);
        }
        for (index, part) in facets.all_of.iter().enumerate() {
            let at_part = at.key("allOf").index(index);
            match part {
                ReferenceOr::Item(part) => self.collect(part, &at_part, is_own, seen, flat),
                ReferenceOr::Reference { reference } if seen.contains(&reference.as_str()) => {}
                ReferenceOr::Reference { reference } => {
                    if is_own {
                        flat.bases.push(reference);
                    }
                    seen.push(reference);
                    self.collect_base(reference, &at_part, seen, flat);
                }
            }
        }
        flat.annotate(schema, is_own);
        flat.take(facets, at, is_own);
    }

    /// Whether one of the alternatives is the very schema that is being lowered, or something that it is made of.
    fn leads_back(
        &self,
        alternatives: &[ReferenceOr<Schema>],
        seen: &[&str],
        flat: &Flat<'_>,
    ) -> bool {
        if flat.lineage.len() > MOST_CHOICES && !alternatives.is_empty() {
            return true;
        }
        alternatives.iter().any(|alternative| match alternative {
            ReferenceOr::Reference { reference } => {
                let name = reference.rsplit('/').next().unwrap_or_default();
                seen.contains(&reference.as_str())
                    || flat.lineage.contains(reference)
                    || matches!(self.components.get(name), Some(Component::Pending(_)))
            }
            ReferenceOr::Item(_) => false,
        })
    }

    fn collect_base(
        &mut self,
        reference: &'a str,
        at: &At,
        seen: &mut Vec<&'a str>,
        flat: &mut Flat<'a>,
    ) {
        if seen.len() > MOST_BASES {
            self.diagnostics.push(
                Diagnostic::warning(
                    "too-large",
                    at.place(),
                    "this schema is made of too many others",
                )
                .help("what comes after this one is left out"),
            );
            return;
        }
        match self.resolver.schema(reference) {
            Some((_, ReferenceOr::Item(schema))) => {
                self.collect(schema, &at.reference(reference), false, seen, flat);
            }
            Some((_, ReferenceOr::Reference { reference }))
                if !seen.contains(&reference.as_str()) =>
            {
                seen.push(reference);
                self.collect_base(reference, at, seen, flat);
            }
            Some(_) => {}
            None => self
                .diagnostics
                .extend(crate::openapi::dangling(reference, "schemas", at)),
        }
    }
}

impl<'a> Flat<'a> {
    /// The one component this schema is but another mention of, perhaps with words of its own.
    pub fn sole_base(&self) -> Option<&'a str> {
        match self.bases.as_slice() {
            [base] if !self.has_own_structure => Some(base),
            _ => None,
        }
    }

    /// Whether it describes an object with members of its own.
    pub fn is_object(&self) -> bool {
        self.kind == Some("object") || !self.properties.is_empty() || self.additional.is_some()
    }

    /// Whether it names members, whatever else it says.
    pub fn has_members(&self) -> bool {
        !self.properties.is_empty()
            || matches!(self.additional, Some((AdditionalProperties::Schema(_), _)))
    }

    /// A slot with what this schema says of it; what it does not say stays.
    pub fn overlay(&self, mut slot: Slot) -> Slot {
        let or = |own: &Option<String>, other: Option<String>| own.clone().or(other);
        slot.docs = Docs {
            summary: or(&self.docs.summary, slot.docs.summary),
            description: or(&self.docs.description, slot.docs.description),
            external: or(&self.docs.external, slot.docs.external),
        };
        slot.default = self.default.clone().or(slot.default);
        slot.example = self.example.clone().or(slot.example);
        slot.nullable |= self.nullable;
        slot.read_only |= self.read_only;
        slot.write_only |= self.write_only;
        slot.deprecated |= self.deprecated;
        if self.is_sensitive && slot.ty == TypeRef::Text {
            slot.ty = TypeRef::Sensitive;
        }
        slot
    }

    /// Prose and flags: what the schema itself says wins over what it is made of.
    fn annotate(&mut self, schema: &'a Schema, is_own: bool) {
        let data = &schema.schema_data;
        let lowered = lowered_schema(data);
        let own = docs(data);
        if is_own || self.docs.is_empty() {
            let keep = |new: Option<String>, old: Option<String>| new.or(old);
            self.docs = Docs {
                summary: keep(own.summary, self.docs.summary.take()),
                description: keep(own.description, self.docs.description.take()),
                external: keep(own.external, self.docs.external.take()),
            };
        }
        let default = lowered.default.map(std::borrow::Cow::into_owned);
        let example = lowered.example.map(std::borrow::Cow::into_owned);
        self.default = default.or(self.default.take());
        self.example = example.or(self.example.take());
        self.minimum = lowered.minimum.or(self.minimum);
        self.maximum = lowered.maximum.or(self.maximum);
        self.multiple_of = lowered.multiple_of.or(self.multiple_of);
        self.has_own_structure |=
            is_own && (lowered.minimum.is_some() || lowered.maximum.is_some());
        self.nullable |= data.nullable;
        self.read_only |= data.read_only;
        self.write_only |= data.write_only;
        self.deprecated |= data.deprecated;
        let names = ["x-enum-varnames", "x-enumNames"]
            .iter()
            .find_map(|key| data.extensions.get(*key)?.as_array());
        if let Some(names) = names {
            self.value_names = names
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
        }
        let marked = data
            .extensions
            .get("x-sensitive")
            .and_then(Value::as_bool)
            .unwrap_or_default();
        self.is_sensitive |= marked || data.write_only;
    }

    /// Structure: everything that constrains the value.
    fn take(&mut self, facets: Facets<'a>, at: &At, is_own: bool) {
        let pair = |new: (Option<u64>, Option<u64>), old: (Option<u64>, Option<u64>)| {
            (new.0.or(old.0), new.1.or(old.1))
        };
        let empty = facets.kind.is_none()
            && facets.values.is_none()
            && facets.properties.is_empty()
            && facets.required.is_empty()
            && facets.additional.is_none()
            && facets.items.is_none()
            && facets.one_of.is_empty()
            && facets.any_of.is_empty();
        self.has_own_structure |= is_own && !empty;
        self.kind = match (facets.kind, self.kind) {
            (Some("number"), Some("integer")) => Some("integer"),
            (Some(new), Some(old)) => {
                self.contradicts |= new != old && (new, old) != ("integer", "number");
                Some(new)
            }
            (new, old) => new.or(old),
        };
        self.format = facets.format.or(self.format.take());
        self.pattern = facets.pattern.map(str::to_owned).or(self.pattern.take());
        self.length = pair(facets.length, self.length);
        self.item_count = pair(facets.item_count, self.item_count);
        self.property_count = pair(facets.property_count, self.property_count);
        self.unique_items |= facets.unique_items;
        self.values = match (facets.values, self.values.take()) {
            (Some(new), Some(old)) => Some(
                old.into_iter()
                    .filter(|value| new.contains(value))
                    .collect(),
            ),
            (new, old) => new.or(old),
        };
        let properties = at.key("properties");
        for (name, schema) in facets.properties {
            self.properties.insert(name, (schema, properties.key(name)));
        }
        self.required
            .extend(facets.required.iter().map(String::as_str));
        if let Some(additional) = facets.additional {
            self.additional = Some((additional, at.key("additionalProperties")));
        }
        self.discriminator = facets.discriminator.or(self.discriminator);
        self.is_tuple |= facets.is_tuple;
        if let Some(items) = facets.items {
            self.items = Some((items, at.key("items")));
        }
        for (key, schemas) in [("oneOf", facets.one_of), ("anyOf", facets.any_of)] {
            if !schemas.is_empty() {
                let located = schemas
                    .iter()
                    .enumerate()
                    .map(|(index, schema)| (by_ref(schema), at.key(key).index(index)));
                self.alternatives.push(located.collect());
            }
        }
    }
}
