//! The values that examples have, as they are on the wire: what [`Example`](super::example::Example) says in Rust.

use serde_json::{Map, Value};

use super::example::{items, value_index, whole};
use crate::ir::{Api, Field, Slot, TypeId, TypeKind, TypeRef};

/// A text of which nothing is known.
pub const TEXT: &str = "text";

/// The most characters that a text is made of.
const LONGEST: u64 = 256;

/// How deep a sample goes into types that hold types.
const DEEPEST: usize = 6;

/// Where no type ends that is required in itself.
const BOTTOM: usize = 24;

/// The value of a place: the sample that is given, or one of its own.
pub fn slot(slot: &Slot, given: Option<&Value>, depth: usize, api: &Api) -> Value {
    let fitting = fitting(slot);
    let known = known(slot, given, depth).or(fitting.as_ref());
    value(&slot.ty, known, depth, api)
}

/// The sample that is given for a place, or what the document has for it. A type whose sample lacks what leads back to it
/// would bring the sample again and again, so that it counts down to some depth.
pub fn known<'a>(slot: &'a Slot, given: Option<&'a Value>, depth: usize) -> Option<&'a Value> {
    let own = slot.example.as_ref().or(slot.default.as_ref());
    let known = given.or(own.filter(|_| depth <= DEEPEST));
    known.filter(|value| !value.is_null())
}

/// A text of a length that the limits allow, where that of every other example is not.
pub fn fitting(slot: &Slot) -> Option<Value> {
    let ty = match &slot.ty {
        TypeRef::Nullable(inner) => inner,
        ty => ty,
    };
    if !matches!(ty, TypeRef::Text | TypeRef::Sensitive) {
        return None;
    }
    let usual = u64::try_from(TEXT.len()).ok()?;
    let least = slot.limits.min_length.unwrap_or(0);
    let most = slot.limits.max_length.unwrap_or(u64::MAX);
    let length = usual.max(least).min(most);
    // Nobody reads one that is longer.
    let is_other = length != usual && length <= LONGEST;
    let length = usize::try_from(length).ok().filter(|_| is_other)?;
    Some(TEXT.chars().cycle().take(length).collect::<String>().into())
}

/// A value of a type.
pub fn value(ty: &TypeRef, example: Option<&Value>, depth: usize, api: &Api) -> Value {
    let text = |usual: &str| example.and_then(Value::as_str).unwrap_or(usual).into();
    match ty {
        _ if depth > BOTTOM => Value::Null,
        TypeRef::Boolean => example.and_then(Value::as_bool).unwrap_or(true).into(),
        TypeRef::Integer(kind) => whole(*kind, example).into(),
        TypeRef::Float => 1.0.into(),
        TypeRef::Double => example.and_then(Value::as_f64).unwrap_or(1.0).into(),
        TypeRef::Text | TypeRef::Sensitive => text(TEXT),
        TypeRef::Timestamp => text("1970-01-01T00:00:00Z"),
        TypeRef::Date => text("2026-01-31"),
        TypeRef::Base64 | TypeRef::Binary { encoded: true } => text("Ynl0ZXM="),
        TypeRef::Binary { encoded: false } => text("bytes"),
        TypeRef::Json => example.cloned().unwrap_or_default(),
        TypeRef::Tuple(types) => {
            let values = types.iter().map(|ty| value(ty, None, depth + 1, api));
            values.collect()
        }
        TypeRef::List(item) if is_empty(item, example, api) => Value::Array(Vec::new()),
        TypeRef::List(item) => {
            let values = items(example).into_iter();
            values
                .map(|example| value(item, example, depth + 1, api))
                .collect()
        }
        TypeRef::Map(_) => Value::Object(Map::new()),
        TypeRef::Nullable(inner) => value(inner, example, depth, api),
        TypeRef::Named(id) => named(*id, example, depth, api),
    }
}

/// Whether a list has no items: none are given, and one would hold too much.
pub fn is_empty(item: &TypeRef, example: Option<&Value>, api: &Api) -> bool {
    items(example).iter().all(Option::is_none) && api.is_vast(item)
}

/// Whether nothing is made of a type, since it would hold too much. Of one that has a sample of its own, this is where it
/// leads back to itself.
pub fn is_cut(id: TypeId, given: Option<&Value>, depth: usize, api: &Api) -> bool {
    let has_example = api.definition(id).is_some_and(|it| it.example.is_some());
    given.is_none() && api.is_endless(id) && (depth > 0 || !has_example)
}

fn named(id: TypeId, example: Option<&Value>, depth: usize, api: &Api) -> Value {
    let Some(definition) = api.definition(id) else {
        return Value::Null;
    };
    let is_cut = is_cut(id, example, depth, api);
    let example = example.or(definition.example.as_ref());
    match &definition.kind {
        TypeKind::Enumeration(known) => {
            let found = known.values.get(value_index(known, example));
            found.map(|found| found.value.clone()).unwrap_or_default()
        }
        TypeKind::Object(_) if is_cut => Value::Object(Map::new()),
        TypeKind::Object(_) => {
            let ty = TypeRef::Named(id);
            let members = members(&ty, example, depth, api).into_iter();
            let members = members.map(|(field, value)| (field.name.clone(), value));
            Value::Object(members.collect())
        }
        TypeKind::Union(union) => match (example, union.variants.first()) {
            (Some(example), _) => example.clone(),
            (None, Some(first)) => slot(&first.slot, None, depth + 1, api),
            (None, None) => Value::Null,
        },
        TypeKind::Wrapper(inner) => slot(inner, example, depth + 1, api),
        TypeKind::Choice(_) | TypeKind::Alias(_) => Value::Null,
    }
}

/// The members of an object that an example sets: what is required, and what the sample has.
pub fn members<'a>(
    ty: &TypeRef,
    example: Option<&Value>,
    depth: usize,
    api: &'a Api,
) -> Vec<(&'a Field, Value)> {
    let TypeRef::Named(id) = ty else {
        return Vec::new();
    };
    let Some(definition) = api.definition(*id) else {
        return Vec::new();
    };
    let TypeKind::Object(object) = &definition.kind else {
        return Vec::new();
    };
    let example = example.or(definition.example.as_ref());
    let mut members = Vec::new();
    for field in &object.fields {
        let given = example.and_then(|example| example.get(&field.name));
        let is_given = given.is_some_and(|given| !given.is_null()) && depth < DEEPEST;
        if field.required || is_given {
            members.push((field, slot(&field.slot, given, depth + 1, api)));
        }
    }
    members
}
