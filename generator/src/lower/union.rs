//! `oneOf` and `anyOf`: one of several types, told apart by a member or by the best match.

use std::collections::HashSet;

use openapiv3::{ReferenceOr, Schema};

use super::composition::{Flat, Located};
use super::enumeration::constants;
use super::schema::Words;
use super::tag::OpenUnion;
use super::{Component, Lowering};
use crate::diag::Diagnostic;
use crate::ir::{
    Enumeration, EnumerationBase, Slot, TypeKind, TypeRef, Union, UnionVariant, Variant,
};
use crate::openapi::{At, Facets};

/// The alternatives of a choice, those of one type together.
#[derive(Default)]
struct Alternatives<'a> {
    variants: Vec<UnionVariant>,
    /// What each variant stands for.
    members: Vec<Vec<ReferenceOr<&'a Schema>>>,
    /// Whether one of them takes null.
    nullable: bool,
}

/// What alternatives that are all text come to.
enum Merged {
    /// One that has a name of its own already.
    Same(TypeRef),
    /// One that knows the values of all.
    New(Enumeration),
}

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
                    self.diagnostics.push(
                        Diagnostic::warning(
                            "approximated",
                            at.place(),
                            "which members belong together is not checked",
                        )
                        .help("all members can be set; what does not belong together is refused by the server"),
                    );
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
        if let (Some(enumeration), false) = (constants(group), has_base) {
            let kind = TypeKind::Enumeration(enumeration);
            let id = self.reserve(flat, at, words, component, kind);
            return Slot::of(TypeRef::Named(id));
        }
        let id = self.reserve(
            flat,
            at,
            words,
            component,
            TypeKind::Union(Union::default()),
        );
        let Alternatives {
            variants,
            members,
            nullable,
        } = self.alternatives(flat, group, words);
        let collapsed = match variants.as_slice() {
            [only] => Some(only.slot.clone()),
            _ if variants
                .iter()
                .any(|variant| variant.slot.ty == TypeRef::Json) =>
            {
                Some(Slot::of(TypeRef::Json))
            }
            all => match self.merged_text(all) {
                Some(Merged::Same(ty)) => Some(Slot::of(ty)),
                Some(Merged::New(enumeration)) => {
                    self.fill(id, TypeKind::Enumeration(enumeration));
                    return Slot {
                        nullable,
                        ..Slot::of(TypeRef::Named(id))
                    };
                }
                None => None,
            },
        };
        if let Some(slot) = collapsed {
            // Only a ring can have met the reserved type by now; it stays for that, and nobody else sees it.
            self.fill(id, TypeKind::Wrapper(Box::new(slot.clone())));
            if let Some(name) = component {
                self.components
                    .insert(name.to_owned(), Component::Pending(None));
            }
            return Slot { nullable, ..slot };
        }
        self.fill(
            id,
            TypeKind::Union(Union {
                variants,
                ..Union::default()
            }),
        );
        self.open_unions.push(OpenUnion {
            id,
            discriminator: flat.discriminator,
            members,
        });
        Slot {
            nullable,
            ..Slot::of(TypeRef::Named(id))
        }
    }

    /// The variants of a choice: alternatives of one type are one variant.
    fn alternatives(
        &mut self,
        flat: &Flat<'a>,
        group: &[Located<'a>],
        words: &Words,
    ) -> Alternatives<'a> {
        let mut found = Alternatives::default();
        for (index, member) in group.iter().enumerate() {
            let slot = self.variant(flat, group, index, words);
            found.nullable |= slot.nullable;
            let mut known = found.variants.iter_mut().zip(&mut found.members);
            if let Some((same, members)) = known.find(|(known, _)| known.slot.ty == slot.ty) {
                same.slot.limits = same.slot.limits.or(&slot.limits);
                members.push(member.0.clone());
                continue;
            }
            found.members.push(vec![member.0.clone()]);
            found.variants.push(UnionVariant {
                name: self.variant_name(member, &slot),
                tags: Vec::new(),
                can_lack_tag: false,
                slot: Slot {
                    nullable: false,
                    ..slot
                },
            });
        }
        found
    }

    /// The type of one alternative, together with what all of them share.
    fn variant(
        &mut self,
        flat: &Flat<'a>,
        group: &[Located<'a>],
        index: usize,
        words: &Words,
    ) -> Slot {
        let Some((schema, at)) = group.get(index) else {
            return Slot::of(TypeRef::Json);
        };
        let mut words = words.clone();
        match schema {
            ReferenceOr::Reference { .. } if !flat.has_members() => {
                return self.slot(schema, at, &words);
            }
            ReferenceOr::Reference { reference } if self.has_all_of(flat, reference, at) => {
                return self.slot(schema, at, &words);
            }
            ReferenceOr::Reference { reference } => words.push(last_step(reference).to_owned()),
            ReferenceOr::Item(schema) => {
                let title = schema.schema_data.title.clone();
                words.push(title.unwrap_or_else(|| distinction(group, index)));
            }
        }
        if !flat.has_members() {
            return self.slot(schema, at, &words);
        }
        let merged = self.merged(flat, &(schema.clone(), at.clone()));
        self.slot_of_flat(&merged, at, &words, None)
    }

    /// Whether a component has every member of a schema that lists it as an alternative, as a child of it does.
    fn has_all_of(&mut self, flat: &Flat<'a>, reference: &str, at: &At) -> bool {
        let Some((_, ReferenceOr::Item(schema))) = self.resolver.schema(reference) else {
            return false;
        };
        let child = self.flatten(schema, &at.reference(reference));
        let has = |name: &&&str| child.properties.contains_key(**name);
        flat.properties.keys().filter(has).count() == flat.properties.len()
            && flat
                .required
                .iter()
                .all(|name| child.required.contains(name))
    }

    /// Text and enumerations of text are one open enumeration: it takes any text, and knows the values of all.
    fn merged_text(&mut self, variants: &[UnionVariant]) -> Option<Merged> {
        let mut known: Vec<Variant> = Vec::new();
        let mut seen = HashSet::new();
        let mut is_open = variants
            .iter()
            .any(|variant| variant.slot.ty == TypeRef::Text);
        let mut enumerations = Vec::new();
        for variant in variants {
            let id = match &variant.slot.ty {
                TypeRef::Text => continue,
                TypeRef::Named(id) => *id,
                _ => return None,
            };
            let definition = self.types.get(id.0)?;
            let TypeKind::Enumeration(Enumeration {
                base: EnumerationBase::Text,
                values,
                is_open: allows_more,
            }) = &definition.kind
            else {
                return None;
            };
            is_open |= allows_more;
            enumerations.push((id, definition.name.len() == 1));
            for value in values {
                if seen.insert(value.value.to_string()) {
                    known.push(value.clone());
                }
            }
        }
        match enumerations.as_slice() {
            [] => None,
            [(only, true)] => {
                // Here and wherever else it is used: a type for each would be two for the same values.
                if let Some(definition) = self.types.get_mut(only.0)
                    && let TypeKind::Enumeration(enumeration) = &mut definition.kind
                {
                    enumeration.is_open = is_open;
                }
                Some(Merged::Same(TypeRef::Named(*only)))
            }
            _ => Some(Merged::New(Enumeration {
                base: EnumerationBase::Text,
                values: known,
                is_open,
            })),
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
            TypeRef::Binary { .. } => "file".to_owned(),
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

/// What tells an alternative from the others: the value of a member that has but one, or a member that the others can do
/// without; otherwise its place.
fn distinction(group: &[Located<'_>], index: usize) -> String {
    let mut constants = Vec::new();
    let mut required = Vec::new();
    for (member, _) in group {
        let facets = match member {
            ReferenceOr::Item(schema) => Facets::of(schema),
            ReferenceOr::Reference { .. } => Facets::default(),
        };
        constants.push(text_constants(&facets));
        required.push(facets.required);
    }
    let is_own = |(other, has): (usize, bool)| has == (other == index);
    let constant = constants.get(index).into_iter().flatten().find(|own| {
        let mut has = constants.iter().map(|all| all.contains(own)).enumerate();
        has.all(is_own)
    });
    let needed = required
        .get(index)
        .copied()
        .unwrap_or_default()
        .iter()
        .find(|own| {
            let mut has = required.iter().map(|all| all.contains(own)).enumerate();
            has.all(is_own)
        });
    constant
        .map(|(_, value)| value.clone())
        .or_else(|| needed.cloned())
        .unwrap_or_else(|| format!("variant {}", index + 1))
}

/// The members of an object that have one value, which is text, with it.
fn text_constants(facets: &Facets<'_>) -> Vec<(String, String)> {
    let mut constants = Vec::new();
    for (name, schema) in &facets.properties {
        if let ReferenceOr::Item(schema) = schema
            && let Some([serde_json::Value::String(value)]) = Facets::of(schema).values.as_deref()
            && !value.is_empty()
        {
            constants.push(((*name).to_owned(), value.clone()));
        }
    }
    constants
}

/// Whether an alternative is `null` alone: by its values, or since it says no more than that it can be.
fn is_null((member, _): &Located<'_>) -> bool {
    let ReferenceOr::Item(schema) = member else {
        return false;
    };
    let facets = Facets::of(schema);
    match &facets.values {
        Some(values) => !values.is_empty() && values.iter().all(serde_json::Value::is_null),
        None => schema.schema_data.nullable && facets.kind.is_none() && facets.is_empty(),
    }
}

fn is_constraint((member, _): &Located<'_>) -> bool {
    match member {
        ReferenceOr::Item(schema) => Facets::of(schema).is_constraint(),
        ReferenceOr::Reference { .. } => false,
    }
}

/// The last step of a reference: the key of a component.
pub fn last_step(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}
