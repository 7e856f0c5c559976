//! A schema at a place of the document: the type, and all that is said of the value there.

use openapiv3::{ReferenceOr, Schema};

use super::composition::Flat;
use super::{Component, Lowering};
use crate::diag::Diagnostic;
use crate::ir::{Docs, Integer, Slot, TypeDef, TypeId, TypeKind, TypeRef};
use crate::openapi::At;

/// The words that a type at this place is named after: the way from the nearest name in the document.
pub type Words = Vec<String>;

impl<'a> Lowering<'a> {
    /// Lowers the schema at `at`; an inline type is named after `words`.
    pub fn slot(&mut self, schema: &ReferenceOr<&'a Schema>, at: &At, words: &Words) -> Slot {
        match schema {
            ReferenceOr::Reference { reference } => self.component(reference, at),
            ReferenceOr::Item(schema) => self.inline(schema, at, words, None),
        }
    }

    /// Lowers the component schema that a reference names, once.
    fn component(&mut self, reference: &str, at: &At) -> Slot {
        let Some((name, schema)) = self.resolver.schema(reference) else {
            self.diagnostics
                .push(crate::openapi::dangling(reference, "schemas", at));
            return Slot::of(TypeRef::Json);
        };
        match self.components.get(&name) {
            Some(Component::Done(slot)) => return (**slot).clone(),
            Some(Component::Pending(Some(id))) => return Slot::of(TypeRef::Named(*id)),
            Some(Component::Pending(None)) => return self.nameless_ring(reference, at),
            None => {}
        }
        self.components
            .insert(name.clone(), Component::Pending(None));
        let here = at.reference(reference);
        let slot = match schema {
            ReferenceOr::Reference { reference } => self.component(reference, &here),
            ReferenceOr::Item(schema) => {
                self.inline(schema, &here, &vec![name.clone()], Some(&name))
            }
        };
        self.components
            .insert(name, Component::Done(Box::new(slot.clone())));
        slot
    }

    fn nameless_ring(&mut self, reference: &str, at: &At) -> Slot {
        let message = format!("`{reference}` holds nothing but itself");
        self.diagnostics.push(
            Diagnostic::warning("ref-ring", at.place(), message)
                .help("any JSON stands in for it; give one schema of the ring a type of its own, such as an object"),
        );
        Slot::of(TypeRef::Json)
    }

    fn inline(
        &mut self,
        schema: &'a Schema,
        at: &At,
        words: &Words,
        component: Option<&str>,
    ) -> Slot {
        let flat = self.flatten(schema, at);
        if let Some(base) = flat.sole_base() {
            let base = self.component(base, at);
            return flat.overlay(base);
        }
        if flat.kind == Some("array") || (flat.kind.is_none() && flat.items.is_some()) {
            return self.list(&flat, words);
        }
        let ty = self.type_of(&flat, at, words, component);
        flat.overlay(Slot {
            limits: flat.limits(None),
            ..Slot::of(ty)
        })
    }

    fn type_of(
        &mut self,
        flat: &Flat<'a>,
        at: &At,
        words: &Words,
        component: Option<&str>,
    ) -> TypeRef {
        if flat.is_sensitive && matches!(flat.kind, None | Some("string")) && !flat.is_object() {
            return TypeRef::Sensitive;
        }
        if let Some(values) = flat.text_values() {
            return self.enumeration(flat, values, at, words, component);
        }
        if !flat.alternatives.is_empty() {
            return self.alternatives(flat, at, words);
        }
        match flat.kind {
            Some("string") => text(flat.format.as_deref()),
            Some("integer") => TypeRef::Integer(integer(flat.format.as_deref())),
            Some("number") if flat.format.as_deref() == Some("float") => TypeRef::Float,
            Some("number") => TypeRef::Double,
            Some("boolean") => TypeRef::Boolean,
            Some("object") | None if flat.is_object() => self.object(flat, at, words, component),
            None => TypeRef::Json,
            Some(other) => {
                let message = format!("`{other}` is no type of JSON Schema");
                self.diagnostics.push(
                    Diagnostic::warning("unknown-type", at.key("type").place(), message)
                        .help("any JSON is accepted here; the types are string, number, integer, boolean, array and object"),
                );
                TypeRef::Json
            }
        }
    }

    fn list(&mut self, flat: &Flat<'a>, words: &Words) -> Slot {
        let item = match &flat.items {
            Some((items, at)) => {
                let mut words = words.clone();
                words.push("item".to_owned());
                self.slot(items, at, &words)
            }
            None => Slot::of(TypeRef::Json),
        };
        let item_limits = (!item.limits.is_empty()).then(|| Box::new(item.limits.clone()));
        let ty = TypeRef::List(Box::new(nullable(item)));
        flat.overlay(Slot {
            limits: flat.limits(item_limits),
            ..Slot::of(ty)
        })
    }

    fn alternatives(&mut self, flat: &Flat<'a>, at: &At, words: &Words) -> TypeRef {
        let [(only, at_only)] = flat.alternatives.as_slice() else {
            self.diagnostics.push(
                Diagnostic::warning(
                    "approximated",
                    at.place(),
                    "a choice between schemas is taken as any JSON",
                )
                .help("the value is passed through as it is"),
            );
            return TypeRef::Json;
        };
        nullable(self.slot(only, at_only, words))
    }

    /// Reserves the id of a component's type, so that rings through it find it.
    pub fn reserve(
        &mut self,
        flat: &Flat<'a>,
        at: &At,
        words: &Words,
        component: Option<&str>,
        kind: TypeKind,
    ) -> TypeId {
        let id = self.define(TypeDef {
            name: words.clone(),
            origin: at.origin(),
            docs: flat.docs.clone(),
            deprecated: flat.deprecated,
            example: flat.example.clone(),
            kind,
            usage: crate::ir::Usage::default(),
        });
        if let Some(name) = component {
            self.components
                .insert(name.to_owned(), Component::Pending(Some(id)));
        }
        id
    }
}

/// The type in a slot, with its `null`.
pub fn nullable(slot: Slot) -> TypeRef {
    if slot.nullable {
        TypeRef::Nullable(Box::new(slot.ty))
    } else {
        slot.ty
    }
}

fn integer(format: Option<&str>) -> Integer {
    match format {
        Some("int32") => Integer::I32,
        Some("uint32") => Integer::U32,
        Some("uint64") => Integer::U64,
        _ => Integer::I64,
    }
}

fn text(format: Option<&str>) -> TypeRef {
    match format {
        Some("date-time") => TypeRef::Timestamp,
        Some("date") => TypeRef::Date,
        Some("password") => TypeRef::Sensitive,
        _ => TypeRef::Text,
    }
}

/// The prose of a schema.
pub fn docs(data: &openapiv3::SchemaData) -> Docs {
    Docs {
        summary: data.title.clone(),
        description: data.description.clone(),
        external: data.external_docs.as_ref().map(|docs| docs.url.clone()),
    }
}
