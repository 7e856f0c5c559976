//! Enums: known values, several types, and several media types.

use super::answers::{VARIANT_ADDED, VARIANT_REMOVED, VARIANT_RENAMED, VARIANT_RETYPED};
use super::row::{About, Rows};
use super::side::Side;
use super::types::{TypePair, spelled};
use crate::emit;
use crate::ir::{ChoiceVariant, Enumeration, EnumerationBase, Slot, TypeRef, Union, Value};

/// Compares two enums of known values.
pub(super) fn enumerations(
    pair: &TypePair<'_>,
    old: &Enumeration,
    new: &Enumeration,
    rows: &mut Rows,
) {
    if old.base != new.base {
        let base = |base| match base {
            EnumerationBase::Text => "text",
            EnumerationBase::Integer => "whole numbers",
            EnumerationBase::Mixed => "JSON values",
        };
        let change = format!("{} became {}", base(old.base), base(new.base));
        let reason = "`Unknown` holds another type, and other methods lead to the value.";
        rows.breaking(&pair.about, "enum-base", change, reason);
        return;
    }
    let both = pair.both;
    let (old_names, new_names) = (both.old.members(pair.ids.0), both.new.members(pair.ids.1));
    let about = |name: &str, value: &Value| {
        pair.part(name, &format!("value {value}"), |place| place.known(value))
    };
    for (variant, name) in old.values.iter().zip(old_names) {
        let mut others = new.values.iter().zip(new_names);
        let about = about(name, &variant.value);
        match others.find(|(other, _)| other.value == variant.value) {
            None => {
                let reason = "Code that names the variant does not compile without it; the value itself still arrives, as `Unknown`.";
                rows.breaking(
                    &About { new: None, ..about },
                    "value-removed",
                    "removed",
                    reason,
                );
            }
            Some((_, other)) if other != name => {
                rows.breaking(
                    &about,
                    "value-renamed",
                    format!("is now `{other}`"),
                    VARIANT_RENAMED,
                );
            }
            Some(_) => {}
        }
    }
    for (variant, name) in new.values.iter().zip(new_names) {
        if old.values.iter().all(|other| other.value != variant.value) {
            let about = About {
                old: None,
                ..about(name, &variant.value)
            };
            let reason = "The enum is `#[non_exhaustive]`, so that every match has an arm for it; the value arrived as `Unknown` until now.";
            rows.additive(&about, "value-added", "added", reason);
        }
    }
    order(pair, old, new, rows);
}

/// The order of the values that are in both.
fn order(pair: &TypePair<'_>, old: &Enumeration, new: &Enumeration, rows: &mut Rows) {
    let common = |some: &Enumeration, others: &Enumeration| -> Vec<Value> {
        let is_common = |value: &&Value| others.values.iter().any(|other| other.value == **value);
        let values = some.values.iter().map(|variant| &variant.value);
        values.filter(is_common).cloned().collect()
    };
    // Text is in the order of texts, and JSON in none.
    let is_ordered = old.base == EnumerationBase::Integer;
    if is_ordered && common(old, new) != common(new, old) {
        let change = "values are in another order";
        let reason = "Variants compare in the order of the document: what was less may be greater.";
        rows.silent(&pair.about, "values-reordered", change, reason);
    }
}

/// A variant that holds a value.
struct Holder<'a> {
    /// What it is known by in both documents.
    key: String,
    /// The variant.
    name: &'a str,
    slot: &'a Slot,
    /// The enum can be made of the value.
    is_from: bool,
}

/// Compares two enums of several types.
pub(super) fn unions(pair: &TypePair<'_>, old: &Union, new: &Union, rows: &mut Rows) {
    let side = |side: Side<'_>, union: &Union| -> Vec<String> {
        let variants = union.variants.iter();
        variants
            .map(|variant| emit::home(&variant.slot.ty, side.api))
            .collect()
    };
    let (old_homes, new_homes) = (side(pair.both.old, old), side(pair.both.new, new));
    let (old_names, new_names) = (
        pair.both.old.members(pair.ids.0),
        pair.both.new.members(pair.ids.1),
    );
    let before = of_union(old, old_names, &old_homes);
    let after = of_union(new, new_names, &new_homes);
    holders(pair, &before, &after, rows);
    let default = |union: &Union| {
        let variant = union.default.and_then(|index| union.variants.get(index));
        variant.map(|variant| variant.name.clone())
    };
    if old.tag != new.tag {
        let said = |tag: &Option<String>| match tag {
            Some(tag) => format!("by the member `{tag}`"),
            None => "by the best match".to_owned(),
        };
        let change = format!("told apart {}, now {}", said(&old.tag), said(&new.tag));
        let reason = "The same value may be read as another variant.";
        rows.silent(&pair.about, "union-tag", change, reason);
    } else if default(old) != default(new) || tags(old, new) {
        let reason = "The same value may be read as another variant.";
        rows.silent(
            &pair.about,
            "union-tag",
            "other values mean a variant",
            reason,
        );
    }
}

/// Whether a variant of both is meant by other values of the tag.
fn tags(old: &Union, new: &Union) -> bool {
    old.variants.iter().any(|variant| {
        let mut others = new.variants.iter();
        let same = others.find(|other| other.name == variant.name);
        same.is_some_and(|same| same.tags != variant.tags)
    })
}

fn of_union<'a>(union: &'a Union, names: &'a [String], homes: &[String]) -> Vec<Holder<'a>> {
    let variants = union.variants.iter().zip(names).zip(homes);
    variants
        .map(|((variant, name), home)| Holder {
            key: variant.name.clone(),
            name,
            slot: &variant.slot,
            is_from: is_alone(home, homes) && variant.slot.ty != TypeRef::Json,
        })
        .collect()
}

/// Compares two enums of media types.
pub(super) fn choices(
    pair: &TypePair<'_>,
    old: &[ChoiceVariant],
    new: &[ChoiceVariant],
    rows: &mut Rows,
) {
    let before = of_choice(pair.both.old, old, pair.both.old.members(pair.ids.0));
    let after = of_choice(pair.both.new, new, pair.both.new.members(pair.ids.1));
    holders(pair, &before, &after, rows);
}

fn of_choice<'a>(
    side: Side<'_>,
    variants: &'a [ChoiceVariant],
    names: &'a [String],
) -> Vec<Holder<'a>> {
    let homes = variants
        .iter()
        .map(|variant| emit::home(&variant.slot.ty, side.api));
    let homes: Vec<String> = homes.collect();
    let variants = variants.iter().zip(names).zip(&homes);
    variants
        .map(|((variant, name), home)| Holder {
            key: variant.format.media_type.clone(),
            name,
            slot: &variant.slot,
            is_from: is_alone(home, &homes),
        })
        .collect()
}

fn is_alone(home: &String, homes: &[String]) -> bool {
    homes.iter().filter(|other| *other == home).count() == 1
}

/// The new variant that each of the old ones is: several may go by one name, and those with the same type go together.
fn pairs(pair: &TypePair<'_>, old: &[Holder<'_>], new: &[Holder<'_>]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; old.len()];
    for needs_type in [true, false] {
        for (index, holder) in old.iter().enumerate() {
            let is_same = |other: &Holder<'_>| {
                other.key == holder.key
                    && (!needs_type || pair.both.same(&holder.slot.ty, &other.slot.ty))
            };
            let mut others = new.iter().enumerate();
            let found = others.find(|(at, other)| !pairs.contains(&Some(*at)) && is_same(other));
            if let Some(paired @ None) = pairs.get_mut(index) {
                *paired = found.map(|(at, _)| at);
            }
        }
    }
    pairs
}

fn holders(pair: &TypePair<'_>, old: &[Holder<'_>], new: &[Holder<'_>], rows: &mut Rows) {
    let both = pair.both;
    let about = |holder: &Holder<'_>| {
        pair.part(
            holder.name,
            &format!("variant {}", holder.key),
            Clone::clone,
        )
    };
    let pairs = pairs(pair, old, new);
    for (holder, other) in old.iter().zip(&pairs) {
        let about = about(holder);
        let Some(other) = other.and_then(|index| new.get(index)) else {
            rows.breaking(
                &About { new: None, ..about },
                "variant-removed",
                "removed",
                VARIANT_REMOVED,
            );
            continue;
        };
        if other.name != holder.name {
            rows.breaking(
                &about,
                "variant-renamed",
                format!("is now `{}`", other.name),
                VARIANT_RENAMED,
            );
        }
        let is_same = both.same(&holder.slot.ty, &other.slot.ty);
        if !is_same || holder.slot.boxed != other.slot.boxed {
            let change = format!(
                "`{}` became `{}`",
                spelled(both.old, holder.slot),
                spelled(both.new, other.slot)
            );
            rows.breaking(&about, "variant-type", change, VARIANT_RETYPED);
        } else if holder.is_from && !other.is_from {
            let reason = "Another variant holds the same type, so that the enum is not made of such a value by `into()` any more.";
            rows.breaking(
                &about,
                "conversion-removed",
                "no longer `From` its value",
                reason,
            );
        }
    }
    for (index, holder) in new.iter().enumerate() {
        if !pairs.contains(&Some(index)) {
            let about = About {
                old: None,
                ..about(holder)
            };
            rows.additive(&about, "variant-added", "added", VARIANT_ADDED);
        }
    }
}
