//! `oneOf` and `anyOf`: one of several types, told apart by a member or by the best match.

use std::collections::BTreeSet;

use openapiv3::{Discriminator, ReferenceOr};

use super::Lowering;
use super::composition::{Flat, Located};
use super::schema::Words;
use crate::diag::Diagnostic;
use crate::ir::{
    Enumeration, EnumerationBase, Slot, TypeKind, TypeRef, Union, UnionVariant, Variant,
};
use crate::openapi::At;

impl<'a> Lowering<'a> {
    /// The slot of a schema with alternatives; `None` when they say nothing of the type.
    pub fn union(
        &mut self,
        flat: &Flat<'a>,
        at: &At,
        words: &Words,
        component: Option<&str>,
    ) -> Option<Slot> {
        let mut groups: Vec<Vec<Located<'a>>> = Vec::new();
        let mut nullable = flat.nullable;
        for group in &flat.alternatives {
            let before = group.len();
            let kept: Vec<Located<'a>> = group
                .iter()
                .filter(|member| !is_null(member))
                .cloned()
                .collect();
            nullable |= kept.len() < before;
            // An alternative that only adds `required` or `not` constrains the value, and says nothing of its type.
            let types: Vec<Located<'a>> = kept
                .iter()
                .filter(|member| !is_constraint(member))
                .cloned()
                .collect();
            match (types.is_empty(), types.len() < kept.len(), flat.is_object()) {
                (false, false, _) => groups.push(types),
                (true, _, true) | (_, true, true) => {
                    self.approximated(at, "which members belong together is not checked");
                }
                (false, true, false) => self.approximated(
                    at,
                    "one of the alternatives takes any value, so all is taken as JSON",
                ),
                (true, _, false) => {}
            }
        }
        let mut groups = groups.into_iter();
        let group = groups.next()?;
        if groups.next().is_some() {
            self.approximated(
                at,
                "several choices that hold at once are taken as any JSON",
            );
            return (!flat.is_object()).then(|| Slot::of(TypeRef::Json));
        }
        let slot = self.choice(flat, &group, at, words, component);
        Some(flat.overlay(Slot {
            nullable: slot.nullable || nullable,
            ..slot
        }))
    }

    fn choice(
        &mut self,
        flat: &Flat<'a>,
        group: &[Located<'a>],
        at: &At,
        words: &Words,
        component: Option<&str>,
    ) -> Slot {
        let has_base = flat.has_members();
        if let ([(only, at_only)], false) = (group, has_base) {
            return self.slot(only, at_only, words);
        }
        let id = self.reserve(
            flat,
            at,
            words,
            component,
            TypeKind::Union(Union::default()),
        );
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut nullable = false;
        for (index, member) in group.iter().enumerate() {
            let slot = self.variant(flat, member, index, words);
            nullable |= slot.nullable;
            let name = self.variant_name(member, &slot);
            if !variants.iter().any(|known| known.slot.ty == slot.ty) {
                variants.push(UnionVariant {
                    name,
                    tags: Vec::new(),
                    slot: Slot {
                        nullable: false,
                        ..slot
                    },
                });
            }
        }
        let collapsed = match variants.as_slice() {
            [only] => Some(only.slot.clone()),
            _ if variants
                .iter()
                .any(|variant| variant.slot.ty == TypeRef::Json) =>
            {
                Some(Slot::of(TypeRef::Json))
            }
            all => self.merged_text(all),
        };
        if let Some(slot) = collapsed {
            // Only a ring can have met the reserved type by now; it stays for that, and nobody else sees it.
            self.fill(id, TypeKind::Wrapper(Box::new(slot.clone())));
            return Slot { nullable, ..slot };
        }
        let kind = self.tagged(flat.discriminator, group, variants);
        self.fill(id, TypeKind::Union(kind));
        Slot {
            nullable,
            ..Slot::of(TypeRef::Named(id))
        }
    }

    /// The type of one alternative, together with what all of them share.
    fn variant(
        &mut self,
        flat: &Flat<'a>,
        (schema, at): &Located<'a>,
        index: usize,
        words: &Words,
    ) -> Slot {
        let mut words = words.clone();
        match schema {
            ReferenceOr::Reference { .. } if !flat.has_members() => {
                return self.slot(schema, at, &words);
            }
            ReferenceOr::Reference { reference } => words.push(last_step(reference).to_owned()),
            ReferenceOr::Item(schema) => {
                let title = schema.schema_data.title.clone();
                words.push(title.unwrap_or_else(|| format!("variant {}", index + 1)));
            }
        }
        if !flat.has_members() {
            return self.slot(schema, at, &words);
        }
        let merged = self.merged(flat, &(schema.clone(), at.clone()));
        self.slot_of_flat(&merged, at, &words, None)
    }

    /// Text and enumerations of text are one open enumeration: it takes any text, and knows the values of all.
    fn merged_text(&mut self, variants: &[UnionVariant]) -> Option<Slot> {
        let mut known: Vec<Variant> = Vec::new();
        let mut enumerations = BTreeSet::new();
        for variant in variants {
            match &variant.slot.ty {
                TypeRef::Text => {}
                TypeRef::Named(id) => match &self.types.get(id.0)?.kind {
                    TypeKind::Enumeration(Enumeration {
                        base: EnumerationBase::Text,
                        values,
                    }) => {
                        enumerations.insert(*id);
                        known.extend(
                            values
                                .iter()
                                .filter(|value| {
                                    known.iter().all(|other| other.value != value.value)
                                })
                                .cloned()
                                .collect::<Vec<_>>(),
                        );
                    }
                    _ => return None,
                },
                _ => return None,
            }
        }
        let only = enumerations.first().copied()?;
        if enumerations.len() == 1 {
            return Some(Slot::of(TypeRef::Named(only)));
        }
        let mut merged = self.types.get(only.0)?.clone();
        for id in enumerations.iter().skip(1) {
            merged
                .name
                .extend(self.types.get(id.0)?.name.last().cloned());
        }
        merged.kind = TypeKind::Enumeration(Enumeration {
            base: EnumerationBase::Text,
            values: known,
        });
        Some(Slot::of(TypeRef::Named(self.define(merged))))
    }

    /// Finds the member that tells the variants apart, and its values for each.
    fn tagged(
        &mut self,
        discriminator: Option<&'a Discriminator>,
        group: &[Located<'a>],
        mut variants: Vec<UnionVariant>,
    ) -> Union {
        let is_object =
            |variant: &UnionVariant| self.text_constants(&variant.slot.ty, None).is_some();
        if !variants.iter().all(is_object) {
            return Union {
                tag: None,
                variants,
            };
        }
        if let Some(discriminator) = discriminator {
            let tag = discriminator.property_name.clone();
            for (variant, (member, _)) in variants.iter_mut().zip(group) {
                variant.tags = self.discriminator_values(discriminator, member, &variant.slot.ty);
            }
            if variants.iter().all(|variant| !variant.tags.is_empty()) && are_disjoint(&variants) {
                return Union {
                    tag: Some(tag),
                    variants,
                };
            }
            for variant in &mut variants {
                variant.tags.clear();
            }
        }
        let names = variants
            .first()
            .and_then(|first| self.constant_members(&first.slot.ty))
            .unwrap_or_default();
        for name in names {
            let tags: Option<Vec<Vec<String>>> = variants
                .iter()
                .map(|variant| {
                    self.text_constants(&variant.slot.ty, Some(&name))
                        .filter(|tags| !tags.is_empty())
                })
                .collect();
            let Some(tags) = tags else { continue };
            let mut tagged = variants.clone();
            tagged
                .iter_mut()
                .zip(tags)
                .for_each(|(variant, tags)| variant.tags = tags);
            if are_disjoint(&tagged) {
                return Union {
                    tag: Some(name),
                    variants: tagged,
                };
            }
        }
        Union {
            tag: None,
            variants,
        }
    }

    /// The values of a discriminator that mean a member: by its mapping, by the constants of the type, by its name.
    fn discriminator_values(
        &self,
        discriminator: &Discriminator,
        member: &ReferenceOr<&openapiv3::Schema>,
        ty: &TypeRef,
    ) -> Vec<String> {
        let ReferenceOr::Reference { reference } = member else {
            return self
                .text_constants(ty, Some(&discriminator.property_name))
                .unwrap_or_default();
        };
        let name = last_step(reference);
        let mapped: Vec<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| {
                *target == reference || *target == name || last_step(target) == name
            })
            .map(|(value, _)| value.clone())
            .collect();
        let constants = || {
            self.text_constants(ty, Some(&discriminator.property_name))
                .filter(|values| !values.is_empty())
        };
        if mapped.is_empty() {
            constants().unwrap_or_else(|| vec![name.to_owned()])
        } else {
            mapped
        }
    }

    /// The members of an object that have known text values.
    fn constant_members(&self, ty: &TypeRef) -> Option<Vec<String>> {
        let TypeRef::Named(id) = ty else { return None };
        let TypeKind::Object(object) = &self.types.get(id.0)?.kind else {
            return None;
        };
        let names = object
            .fields
            .iter()
            .filter(|field| self.enumeration_values(&field.slot.ty).is_some());
        Some(names.map(|field| field.name.clone()).collect())
    }

    /// The known text values of a member of an object; empty when it has none. `None` when the type is no object.
    fn text_constants(&self, ty: &TypeRef, name: Option<&str>) -> Option<Vec<String>> {
        let TypeRef::Named(id) = ty else { return None };
        let TypeKind::Object(object) = &self.types.get(id.0)?.kind else {
            return None;
        };
        let field = object
            .fields
            .iter()
            .find(|field| Some(field.name.as_str()) == name);
        Some(
            field
                .and_then(|field| self.enumeration_values(&field.slot.ty))
                .unwrap_or_default(),
        )
    }

    fn enumeration_values(&self, ty: &TypeRef) -> Option<Vec<String>> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.types.get(id.0)?.kind {
            TypeKind::Enumeration(Enumeration {
                base: EnumerationBase::Text,
                values,
            }) => Some(
                values
                    .iter()
                    .filter_map(|variant| variant.value.as_str())
                    .map(str::to_owned)
                    .collect(),
            ),
            _ => None,
        }
    }

    fn variant_name(&self, (member, _): &Located<'a>, slot: &Slot) -> String {
        match member {
            ReferenceOr::Reference { reference } => last_step(reference).to_owned(),
            ReferenceOr::Item(schema) => schema
                .schema_data
                .title
                .clone()
                .unwrap_or_else(|| self.kind_name(&slot.ty)),
        }
    }

    fn kind_name(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Named(id) => self
                .types
                .get(id.0)
                .and_then(|definition| definition.name.last().cloned())
                .unwrap_or_default(),
            TypeRef::Integer(_) => "integer".to_owned(),
            TypeRef::Float | TypeRef::Double => "number".to_owned(),
            TypeRef::List(inner) => format!("{} list", self.kind_name(inner)),
            TypeRef::Map(_) => "map".to_owned(),
            TypeRef::Tuple(_) => "tuple".to_owned(),
            TypeRef::Nullable(inner) => self.kind_name(inner),
            other => format!("{other:?}"),
        }
    }

    fn approximated(&mut self, at: &At, message: &str) {
        self.diagnostics.push(
            Diagnostic::warning("approximated", at.place(), message)
                .help("the value is passed through as it is"),
        );
    }
}

fn is_null((member, _): &Located<'_>) -> bool {
    match member {
        ReferenceOr::Item(schema) => {
            let facets = crate::openapi::Facets::of(schema);
            facets.values.as_ref().is_some_and(|values| {
                !values.is_empty() && values.iter().all(serde_json::Value::is_null)
            })
        }
        ReferenceOr::Reference { .. } => false,
    }
}

fn is_constraint((member, _): &Located<'_>) -> bool {
    match member {
        ReferenceOr::Item(schema) => crate::openapi::Facets::of(schema).is_constraint(),
        ReferenceOr::Reference { .. } => false,
    }
}

fn are_disjoint(variants: &[UnionVariant]) -> bool {
    let mut seen = BTreeSet::new();
    variants
        .iter()
        .flat_map(|variant| &variant.tags)
        .all(|tag| seen.insert(tag))
}

/// The last step of a reference: the key of a component.
fn last_step(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}
