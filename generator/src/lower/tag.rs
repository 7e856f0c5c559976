//! What tells the variants of a union apart: a discriminator, or a member with known values that differ.

use std::collections::BTreeSet;

use openapiv3::{Discriminator, ReferenceOr, Schema};

use super::Lowering;
use super::union::last_step;
use crate::ir::{Enumeration, EnumerationBase, TypeId, TypeKind, TypeRef, Union, UnionVariant};

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
            let kind = TypeKind::Union(self.tagged(&union, variants.clone()));
            self.fill(union.id, kind);
        }
    }

    /// Finds the member that tells the variants apart, and its values for each.
    fn tagged(&self, union: &OpenUnion<'a>, mut variants: Vec<UnionVariant>) -> Union {
        let is_object =
            |variant: &UnionVariant| self.text_constants(&variant.slot.ty, None).is_some();
        if !variants.iter().all(is_object) {
            return Union {
                tag: None,
                variants,
            };
        }
        if let Some(discriminator) = union.discriminator {
            for (variant, members) in variants.iter_mut().zip(&union.members) {
                let values = members.iter().flat_map(|member| {
                    self.discriminator_values(discriminator, member, &variant.slot.ty)
                });
                let values: BTreeSet<String> = values.collect();
                variant.tags = values.into_iter().collect();
            }
            if variants.iter().all(|variant| !variant.tags.is_empty()) && are_disjoint(&variants) {
                return Union {
                    tag: Some(discriminator.property_name.clone()),
                    variants,
                };
            }
            for variant in &mut variants {
                variant.tags.clear();
            }
        }
        self.tagged_by_constants(variants)
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
}

fn are_disjoint(variants: &[UnionVariant]) -> bool {
    let mut seen = BTreeSet::new();
    variants
        .iter()
        .flat_map(|variant| &variant.tags)
        .all(|tag| seen.insert(tag))
}
