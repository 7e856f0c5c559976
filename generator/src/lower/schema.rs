//! A schema at a place of the document: the type, and all that is said of the value there.

use openapiv3::{ReferenceOr, Schema};

use super::composition::Flat;
use super::{Component, Lowering};
use crate::diag::Diagnostic;
use crate::ir::{Docs, Integer, Slot, TypeDef, TypeId, TypeKind, TypeRef};
use crate::openapi::{At, by_ref};

/// How many schemas the lowering may be inside of before a component waits its turn: each costs stack.
const MOST_NESTED: usize = 60;

/// The words that a type at this place is named after: the way from the nearest name in the document.
pub type Words = Vec<String>;

impl<'a> Lowering<'a> {
    /// Lowers the schema at `at`; an inline type is named after `words`.
    pub fn slot(&mut self, schema: &ReferenceOr<&'a Schema>, at: &At, words: &Words) -> Slot {
        let slot = match schema {
            ReferenceOr::Reference { reference } => self.component(reference, at),
            ReferenceOr::Item(schema) => self.inline(schema, at, words, None),
        };
        self.note(at, &slot);
        slot
    }

    /// Notes what became of the schema at a place, if anybody asks.
    fn note(&mut self, at: &At, slot: &Slot) {
        if let Some(places) = &mut self.places {
            places.note(at, nullable(slot.clone()));
        }
    }

    /// Lowers the component schema that a reference names, once.
    fn component(&mut self, reference: &str, at: &At) -> Slot {
        let Some((name, schema)) = self.resolver.schema(reference) else {
            self.diagnostics
                .extend(crate::openapi::dangling(reference, "schemas", at));
            return Slot::of(TypeRef::Json);
        };
        match self.components.get(&name) {
            Some(Component::Done(slot)) => return (**slot).clone(),
            Some(Component::Pending(Some(id))) => return Slot::of(TypeRef::Named(*id)),
            Some(Component::Pending(None)) => return self.ring(name, at, reference),
            None => {}
        }
        if self.depth >= MOST_NESTED {
            let slot = self.ring(name.clone(), at, reference);
            if let TypeRef::Named(id) = slot.ty {
                self.postponed.push((name, id));
            }
            return slot;
        }
        self.components
            .insert(name.clone(), Component::Pending(None));
        self.define_component(&name, schema, &at.reference(reference))
    }

    fn define_component(&mut self, name: &str, schema: &'a ReferenceOr<Schema>, here: &At) -> Slot {
        let slot = match schema {
            ReferenceOr::Reference { reference } => self.component(reference, here),
            ReferenceOr::Item(schema) => {
                self.inline(schema, here, &vec![name.to_owned()], Some(name))
            }
        };
        let slot = self.close_ring(name, slot);
        self.note(here, &slot);
        self.components
            .insert(name.to_owned(), Component::Done(Box::new(slot.clone())));
        slot
    }

    /// Lowers the components that were met too deep: the types that stand for them then hold what they came to.
    pub fn postponed(&mut self) {
        while let Some((name, id)) = self.postponed.pop() {
            let escaped = name.replace('~', "~0").replace('/', "~1");
            let reference = format!("#/components/schemas/{escaped}");
            let Some((_, schema)) = self.resolver.schema(&reference) else {
                continue;
            };
            let here = self.at().reference(&reference);
            let slot = self.define_component(&name, schema, &here);
            if slot.ty != TypeRef::Named(id) {
                self.fill(id, TypeKind::Wrapper(Box::new(slot)));
            }
        }
    }

    /// A schema without a type of its own that leads back to itself: it gets one.
    fn ring(&mut self, name: String, at: &At, reference: &str) -> Slot {
        let id = self.define(TypeDef {
            name: vec![name.clone()],
            origin: at.reference(reference).origin(),
            docs: Docs::default(),
            deprecated: false,
            example: None,
            kind: TypeKind::Wrapper(Box::new(Slot::of(TypeRef::Json))),
            usage: crate::ir::Usage::default(),
            features: Vec::new(),
        });
        self.components.insert(name, Component::Pending(Some(id)));
        Slot::of(TypeRef::Named(id))
    }

    /// Fills the type that a ring gave to a schema which has none of its own.
    fn close_ring(&mut self, name: &str, slot: Slot) -> Slot {
        let Some(Component::Pending(Some(id))) = self.components.get(name) else {
            return slot;
        };
        let id = *id;
        if slot.ty == TypeRef::Named(id) {
            return slot;
        }
        let docs = slot.docs.clone();
        if let Some(definition) = self.types.get_mut(id.0) {
            definition.docs = docs;
        }
        let nullable = slot.nullable;
        self.fill(
            id,
            TypeKind::Wrapper(Box::new(Slot {
                nullable: false,
                ..slot.clone()
            })),
        );
        Slot {
            ty: TypeRef::Named(id),
            nullable,
            ..slot
        }
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
            self.depth += 1;
            let base = self.component(base, at);
            self.depth -= 1;
            return flat.overlay(base);
        }
        self.slot_of_flat(&flat, at, words, component)
    }

    /// The slot of a schema that has been merged with all it is made of.
    pub fn slot_of_flat(
        &mut self,
        flat: &Flat<'a>,
        at: &At,
        words: &Words,
        component: Option<&str>,
    ) -> Slot {
        self.depth += 1;
        let slot = self.slot_of(flat, at, words, component);
        self.depth -= 1;
        slot
    }

    fn slot_of(
        &mut self,
        flat: &Flat<'a>,
        at: &At,
        words: &Words,
        component: Option<&str>,
    ) -> Slot {
        let says_no_type =
            flat.kind.is_none() && flat.alternatives.is_empty() && flat.items.is_none();
        let is_text = flat.kind == Some("string") || says_no_type;
        if flat.is_sensitive && is_text && !flat.is_object() {
            return flat.overlay(Slot {
                limits: flat.limits(None),
                ..Slot::of(TypeRef::Sensitive)
            });
        }
        if flat.contradicts {
            self.diagnostics.push(
                Diagnostic::warning("approximated", at.place(), "no value is of all these types")
                    .help("any JSON is accepted here"),
            );
            return flat.overlay(Slot::of(TypeRef::Json));
        }
        if let Some(slot) = self.enumeration(flat, at, words, component) {
            return flat.overlay(slot);
        }
        if !flat.alternatives.is_empty()
            && let Some(slot) = self.union(flat, at, words, component)
        {
            return slot;
        }
        if flat.kind == Some("array") || (flat.kind.is_none() && flat.items.is_some()) {
            return self.list(flat, at, words);
        }
        let ty = self.type_of(flat, at, words, component);
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
        match flat.kind {
            Some("string") => text(flat.format.as_deref()),
            Some("integer") => TypeRef::Integer(integer(flat)),
            Some("number") => TypeRef::Double,
            Some("boolean") => TypeRef::Boolean,
            Some("object") | None if flat.is_object() => self.object(flat, at, words, component),
            None => TypeRef::Json,
            Some(other) => {
                let message = format!("`{other}` is no type of JSON Schema");
                let stands_for = match other {
                    "date" | "date-time" | "datetime" | "uuid" | "uri" | "text" => {
                        text(Some(other))
                    }
                    "int" | "long" | "int32" | "int64" => TypeRef::Integer(Integer::I64),
                    "float" | "double" | "decimal" => TypeRef::Double,
                    "bool" => TypeRef::Boolean,
                    _ => TypeRef::Json,
                };
                let taken = match stands_for {
                    TypeRef::Json => "any JSON is accepted here",
                    _ => "it is taken for what it most likely means",
                };
                self.diagnostics.push(Diagnostic::warning("unknown-type", at.key("type").place(), message).help(format!(
                    "{taken}; the types are string, number, integer, boolean, array and object"
                )));
                stands_for
            }
        }
    }

    fn list(&mut self, flat: &Flat<'a>, at: &At, words: &Words) -> Slot {
        let mut words = words.clone();
        words.push("item".to_owned());
        if flat.is_tuple {
            return self.tuple(flat, at, &words);
        }
        let item = match &flat.items {
            Some((items, at)) => self.slot(items, at, &words),
            None => Slot::of(TypeRef::Json),
        };
        let item_limits = (!item.limits.is_empty()).then(|| Box::new(item.limits.clone()));
        let ty = TypeRef::List(Box::new(nullable(item)));
        flat.overlay(Slot {
            limits: flat.limits(item_limits),
            ..Slot::of(ty)
        })
    }

    /// A list whose positions have types of their own, which stand as alternatives of `items`.
    fn tuple(&mut self, flat: &Flat<'a>, at: &At, words: &Words) -> Slot {
        let positions = match &flat.items {
            Some((ReferenceOr::Item(items), _)) => crate::openapi::Facets::of(items).one_of,
            _ => &[],
        };
        let mut types = Vec::new();
        for (index, position) in positions.iter().enumerate() {
            let mut words = words.clone();
            words.push((index + 1).to_string());
            let at = at.key("prefixItems").index(index);
            types.push(nullable(self.slot(&by_ref(position), &at, &words)));
        }
        let same = types
            .first()
            .filter(|first| types.iter().all(|ty| ty == *first))
            .cloned();
        let is_closed = flat.item_count.1 == u64::try_from(types.len()).ok();
        let ty = match same {
            Some(same) => TypeRef::List(Box::new(same)),
            None if is_closed && (2..=8).contains(&types.len()) => TypeRef::Tuple(types),
            None => TypeRef::List(Box::new(TypeRef::Json)),
        };
        flat.overlay(Slot {
            limits: flat.limits(None),
            ..Slot::of(ty)
        })
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
        let definition = TypeDef {
            name: words.clone(),
            origin: at.origin(),
            docs: flat.docs.clone(),
            deprecated: flat.deprecated,
            example: flat.example.clone(),
            kind,
            usage: crate::ir::Usage::default(),
            features: Vec::new(),
        };
        let known = component.and_then(|name| self.components.get(name));
        if let Some(Component::Pending(Some(id))) = known
            && let Some(reserved) = self.types.get_mut(id.0)
        {
            // Somebody met the component before it was lowered, and holds this id.
            *reserved = definition;
            return *id;
        }
        let id = self.define(definition);
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

/// The width that the format says, unless the bounds allow values that it cannot hold.
fn integer(flat: &Flat<'_>) -> Integer {
    let (kind, least, most) = match flat.format.as_deref() {
        Some("int8") => (Integer::I8, i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (Integer::I16, i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (Integer::I32, i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (Integer::U8, 0, u8::MAX.into()),
        Some("uint16") => (Integer::U16, 0, u16::MAX.into()),
        Some("uint32") => (Integer::U32, 0, u32::MAX.into()),
        Some("uint64" | "uint") => (Integer::U64, 0, u64::MAX.into()),
        _ => (Integer::I64, i64::MIN.into(), i64::MAX.into()),
    };
    let goes_below = |limit: i128| {
        flat.minimum
            .is_some_and(|bound| bound.value.is_below(limit))
    };
    let goes_above = |limit: i128| {
        flat.maximum
            .is_some_and(|bound| bound.value.is_above(limit))
    };
    if !goes_below(least) && !goes_above(most) {
        kind
    } else if goes_above(i64::MAX.into()) && !goes_below(0) {
        Integer::U64
    } else {
        Integer::I64
    }
}

fn text(format: Option<&str>) -> TypeRef {
    match format {
        Some("date-time" | "datetime") => TypeRef::Timestamp,
        Some("date") => TypeRef::Date,
        Some("base64") => TypeRef::Base64,
        Some("byte") => TypeRef::Binary { encoded: true },
        Some("binary") => TypeRef::Binary { encoded: false },
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
