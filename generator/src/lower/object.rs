//! Objects: their members, which of them are required, and what other members may hold. Limits, too.

use openapiv3::AdditionalProperties;

use super::Lowering;
use super::composition::Flat;
use super::schema::Words;
use crate::ir::{Additional, Field, Limits, Object, Slot, TypeId, TypeKind, TypeRef};
use crate::openapi::{At, by_ref};

impl<'a> Lowering<'a> {
    /// The type of an object: its own when it has members, a map when it has none.
    pub fn object(
        &mut self,
        flat: &Flat<'a>,
        at: &At,
        words: &Words,
        component: Option<&str>,
    ) -> TypeRef {
        if flat.properties.is_empty() && flat.required.is_empty() {
            let values = match self.additional(flat, words) {
                Additional::Typed(slot) => slot.ty,
                Additional::Unmentioned | Additional::Forbidden => TypeRef::Json,
            };
            return TypeRef::Map(Box::new(values));
        }
        let id = self.reserve(
            flat,
            at,
            words,
            component,
            TypeKind::Object(Object::default()),
        );
        self.open_objects.push((id, flat.clone(), words.clone()));
        TypeRef::Named(id)
    }

    /// Lowers the members of every object that was met; those lead to further objects.
    ///
    /// Members come after the type itself, so that neither depth nor the way to a type has a say in what it becomes.
    pub fn close_objects(&mut self) {
        while let Some((id, flat, words)) = self.open_objects.pop() {
            let additional = self.additional(&flat, &words);
            let fields = self.fields(&flat, &words, &additional);
            self.fill(id, TypeKind::Object(Object { fields, additional }));
        }
    }

    /// Says what a reserved type is.
    pub fn fill(&mut self, id: TypeId, kind: TypeKind) {
        if let Some(definition) = self.types.get_mut(id.0) {
            definition.kind = kind;
        }
    }

    /// The members in the order of the document; what is required but not declared comes last, as `additional` says.
    fn fields(&mut self, flat: &Flat<'a>, words: &Words, additional: &Additional) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::with_capacity(flat.properties.len());
        for (name, (schema, at)) in &flat.properties {
            let mut inner = words.clone();
            inner.push((*name).to_owned());
            let mut slot = self.slot(schema, at, &inner);
            self.mark_sensitive(&mut slot, words, name);
            fields.push(Field {
                name: (*name).to_owned(),
                required: flat.required.contains(name),
                is_constant: self.is_constant(&slot),
                slot,
            });
        }
        for name in &flat.required {
            if !flat.properties.contains_key(name) {
                fields.push(Field {
                    name: (*name).to_owned(),
                    required: true,
                    is_constant: false,
                    slot: undeclared(additional),
                });
            }
        }
        fields
    }

    /// Whether the type has one known value.
    fn is_constant(&self, slot: &Slot) -> bool {
        let TypeRef::Named(id) = slot.ty else {
            return false;
        };
        let kind = self.types.get(id.0).map(|definition| &definition.kind);
        !slot.nullable
            && matches!(kind, Some(TypeKind::Enumeration(enumeration)) if enumeration.values.len() == 1)
    }

    /// A member that the configuration calls sensitive.
    fn mark_sensitive(&mut self, slot: &mut Slot, words: &Words, name: &str) {
        let [component] = words.as_slice() else {
            return;
        };
        let Some(entry) = self.config.sensitive.get(&format!("{component}.{name}")) else {
            return;
        };
        entry.take();
        if slot.ty == TypeRef::Text {
            slot.ty = TypeRef::Sensitive;
        }
    }

    fn additional(&mut self, flat: &Flat<'a>, words: &Words) -> Additional {
        match &flat.additional {
            None | Some((AdditionalProperties::Any(true), _)) => Additional::Unmentioned,
            Some((AdditionalProperties::Any(false), _)) => Additional::Forbidden,
            Some((AdditionalProperties::Schema(schema), at)) => {
                let mut inner = words.clone();
                inner.push("value".to_owned());
                let mut slot = self.slot(&by_ref(schema), at, &inner);
                if slot.nullable {
                    slot.ty = TypeRef::Nullable(Box::new(slot.ty));
                    slot.nullable = false;
                }
                Additional::Typed(Box::new(slot))
            }
        }
    }
}

/// A member that has to be there, and of which nothing is said but what is said of all others.
fn undeclared(additional: &Additional) -> Slot {
    let Additional::Typed(others) = additional else {
        return Slot::of(TypeRef::Json);
    };
    let mut slot = (**others).clone();
    if let TypeRef::Nullable(inner) = slot.ty {
        slot.ty = *inner;
        slot.nullable = true;
    }
    slot
}

impl Flat<'_> {
    /// The limits that the schema sets on its values; `items` are those that its items have.
    pub fn limits(&self, items: Option<Box<Limits>>) -> Limits {
        Limits {
            min_length: self.length.0,
            max_length: self.length.1,
            pattern: self.pattern.clone(),
            minimum: self.minimum,
            maximum: self.maximum,
            multiple_of: self.multiple_of,
            min_items: self.item_count.0,
            max_items: self.item_count.1,
            unique_items: self.unique_items,
            min_properties: self.property_count.0,
            max_properties: self.property_count.1,
            items,
        }
    }
}
