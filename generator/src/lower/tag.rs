//! What tells the variants of a union apart: a discriminator, or a member with known values that differ.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use openapiv3::{Discriminator, ReferenceOr, Schema};

use super::Lowering;
use super::union::last_step;
use crate::ir::{
    Enumeration, EnumerationBase, TypeId, TypeKind, TypeRef, Union, UnionVariant, Value,
};
use crate::openapi::DEFAULT_MAPPING;

/// A union whose variants are still to be told apart.
pub struct OpenUnion<'a> {
    /// The type, which holds the variants.
    pub id: TypeId,
    pub discriminator: Option<&'a Discriminator>,
    /// The alternatives that each variant stands for, in the order of the variants.
    pub members: Vec<Vec<ReferenceOr<&'a Schema>>>,
}

impl<'a> Lowering<'a> {
    /// Finds, once the members of all objects are known, what tells the variants of each union apart.
    pub fn close_unions(&mut self) {
        for union in std::mem::take(&mut self.open_unions) {
            let definition = self.types.get(union.id.0);
            let Some(TypeKind::Union(Union { variants, .. })) =
                definition.map(|definition| &definition.kind)
            else {
                continue;
            };
            let mut tagged = self.tagged(&union, variants.clone());
            if let Some(tag) = &tagged.tag {
                for variant in &mut tagged.variants {
                    variant.can_lack_tag = !self.requires(&variant.slot.ty, tag);
                }
            }
            self.fill(union.id, TypeKind::Union(tagged));
        }
    }

    /// Finds the member that tells the variants apart, and its values for each.
    fn tagged(&self, union: &OpenUnion<'a>, variants: Vec<UnionVariant>) -> Union {
        let is_object =
            |variant: &UnionVariant| self.text_constants(&variant.slot.ty, None).is_some();
        if !variants.iter().all(is_object) {
            return Union {
                variants,
                ..Union::default()
            };
        }
        // Constants that all variants have from one parent tell nothing; their names do then.
        let by_discriminator = union.discriminator.and_then(|discriminator| {
            [Sign::Constants, Sign::Likeness, Sign::Name]
                .into_iter()
                .find_map(|sign| self.mapped(union, discriminator, &variants, sign))
        });
        by_discriminator.unwrap_or_else(|| self.tagged_by_constants(variants))
    }

    /// The variants with the values of the discriminator that mean each, if that leaves no doubt.
    fn mapped(
        &self,
        union: &OpenUnion<'a>,
        discriminator: &Discriminator,
        variants: &[UnionVariant],
        sign: Sign,
    ) -> Option<Union> {
        let default = discriminator
            .extensions
            .get(DEFAULT_MAPPING)
            .and_then(Value::as_str);
        let mut tagged = Union {
            tag: Some(discriminator.property_name.clone()),
            default: default.and_then(|target| {
                let mut all = union.members.iter();
                all.position(|members| members.iter().any(|member| is_target(member, target)))
            }),
            variants: variants.to_vec(),
        };
        // What a value of any other tag may have as well tells nothing of the others.
        let shared = tagged
            .default
            .and_then(|index| variants.get(index))
            .and_then(|variant| {
                self.text_constants(&variant.slot.ty, Some(&discriminator.property_name))
            })
            .filter(|_| sign == Sign::Constants);
        let all = tagged.variants.iter_mut().zip(&union.members).enumerate();
        for (index, (variant, members)) in all {
            let is_default = tagged.default == Some(index);
            let mut values = BTreeSet::new();
            for member in members {
                let mapped = mapped_values(discriminator, member);
                let is_mapped = !mapped.is_empty();
                values.extend(mapped);
                if !is_mapped && !is_default {
                    let own =
                        self.text_constants(&variant.slot.ty, Some(&discriminator.property_name));
                    if shared.is_some() && own == shared {
                        return None;
                    }
                    values.extend(own_values(own.unwrap_or_default(), member, sign));
                }
            }
            if values.is_empty() && !is_default {
                return None;
            }
            variant.tags = values.into_iter().collect();
        }
        // A value that several variants have leaves these; one that all have tells nothing.
        let tells = are_disjoint(&tagged.variants)
            || sign == Sign::Constants && tell_some(&tagged.variants);
        tells.then_some(tagged)
    }

    /// Looks for a member of known values in every variant, different in each.
    fn tagged_by_constants(&self, variants: Vec<UnionVariant>) -> Union {
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
                    ..Union::default()
                };
            }
        }
        Union {
            variants,
            ..Union::default()
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

    /// Whether an object without this member is wrong.
    fn requires(&self, ty: &TypeRef, name: &str) -> bool {
        let TypeRef::Named(id) = ty else { return false };
        match self.types.get(id.0).map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => {
                let mut fields = object.fields.iter();
                fields.any(|field| field.name == name && field.required)
            }
            _ => false,
        }
    }

    fn enumeration_values(&self, ty: &TypeRef) -> Option<Vec<String>> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.types.get(id.0)?.kind {
            TypeKind::Enumeration(Enumeration {
                base: EnumerationBase::Text,
                values,
                ..
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
}

/// By what a value of the discriminator means an alternative that no mapping names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// By the constants of its member; by its name, where it has none.
    Constants,
    /// By the one constant that its name has the words of, as `DailyLimit` has those of `daily`.
    Likeness,
    /// By its name, where the known values of its member do not rule that out.
    Name,
}

/// The values of a discriminator that mean an alternative which no mapping names.
fn own_values(constants: Vec<String>, member: &ReferenceOr<&Schema>, sign: Sign) -> Vec<String> {
    let ReferenceOr::Reference { reference } = member else {
        return constants;
    };
    let name = last_step(reference);
    match sign {
        Sign::Constants if !constants.is_empty() => constants,
        Sign::Likeness => alike(constants, name).into_iter().collect(),
        Sign::Name if !constants.is_empty() && !constants.iter().any(|value| value == name) => {
            Vec::new()
        }
        Sign::Constants | Sign::Name => vec![name.to_owned()],
    }
}

/// The one of some values that has the words of a name, or else some of them.
fn alike(values: Vec<String>, name: &str) -> Option<String> {
    let words = |text: &str| format!("_{}_", text.to_snake_case());
    let whole = words(name);
    let mut alike = values;
    alike.retain(|value| whole.contains(&words(value)));
    let same = alike.iter().position(|value| words(value) == whole);
    match (same, alike.len()) {
        (Some(same), _) => Some(alike.swap_remove(same)),
        (None, 1) => alike.pop(),
        (None, _) => None,
    }
}

/// Whether a target of a discriminator is this alternative.
fn is_target(member: &ReferenceOr<&Schema>, target: &str) -> bool {
    match member {
        ReferenceOr::Reference { reference } => {
            target == reference || last_step(target) == last_step(reference)
        }
        ReferenceOr::Item(_) => false,
    }
}

/// The values that a discriminator's mapping has for an alternative.
fn mapped_values(discriminator: &Discriminator, member: &ReferenceOr<&Schema>) -> Vec<String> {
    let mapping = discriminator.mapping.iter();
    let ours = mapping.filter(|(_, target)| is_target(member, target));
    ours.map(|(value, _)| value.clone()).collect()
}

/// Whether some variant has a value that no other has.
fn tell_some(variants: &[UnionVariant]) -> bool {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for tag in variants.iter().flat_map(|variant| &variant.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    counts.values().any(|count| *count == 1)
}

fn are_disjoint(variants: &[UnionVariant]) -> bool {
    let mut seen = BTreeSet::new();
    variants
        .iter()
        .flat_map(|variant| &variant.tags)
        .all(|tag| seen.insert(tag))
}
