//! Types as JSON Schema, for the mock server: what the IR knows of them, in the words of draft 2020-12.

use serde_json::{Map, Value, json};

use crate::ir::{
    Additional, Api, Bound, Limits, Number, Object, Slot, TypeId, TypeKind, TypeRef, Union,
};
use crate::names::Names;

/// Where the schemas of named types stand in the description.
pub const SCHEMAS: &str = "schemas";

/// The schema of a place, with its limits and samples.
pub fn slot(slot: &Slot, names: &Names) -> Value {
    let mut schema = limited(ty(&slot.ty, names), &slot.limits);
    if slot.nullable {
        schema = json!({ "anyOf": [schema, { "type": "null" }] });
    }
    let example = slot.example.as_ref().or(slot.default.as_ref());
    with_example(schema, example)
}

/// The schema of a type's definition; nothing for what has none of its own.
pub fn definition(id: TypeId, api: &Api, names: &Names) -> Option<Value> {
    let definition = api.type_def(id)?;
    let schema = match &definition.kind {
        TypeKind::Object(own) => object(own, names),
        TypeKind::Enumeration(own) => {
            let values: Vec<&Value> = own.values.iter().map(|variant| &variant.value).collect();
            if own.is_open {
                json!({ "anyOf": [{ "enum": values }, { "type": "string" }] })
            } else {
                json!({ "enum": values })
            }
        }
        TypeKind::Union(own) => union(own, names),
        TypeKind::Wrapper(inner) => slot(inner, names),
        TypeKind::Alias(home) => ty(&TypeRef::Named(*home), names),
        TypeKind::Choice(_) => return None,
    };
    Some(with_example(schema, definition.example.as_ref()))
}

/// The schema of a type.
pub fn ty(ty_: &TypeRef, names: &Names) -> Value {
    match ty_ {
        TypeRef::Boolean => json!({ "type": "boolean" }),
        TypeRef::Integer(_) => json!({ "type": "integer" }),
        TypeRef::Float | TypeRef::Double => json!({ "type": "number" }),
        TypeRef::Text | TypeRef::Sensitive | TypeRef::Binary { encoded: false } => {
            json!({ "type": "string" })
        }
        TypeRef::Timestamp => json!({ "type": "string", "format": "date-time" }),
        TypeRef::Date => json!({ "type": "string", "format": "date" }),
        TypeRef::Base64 | TypeRef::Binary { encoded: true } => {
            json!({ "type": "string", "format": "byte" })
        }
        TypeRef::Json => json!({}),
        TypeRef::List(item) => json!({ "type": "array", "items": ty(item, names) }),
        TypeRef::Map(item) => json!({ "type": "object", "additionalProperties": ty(item, names) }),
        TypeRef::Tuple(items) => {
            let schemas: Vec<Value> = items.iter().map(|item| ty(item, names)).collect();
            json!({ "type": "array", "prefixItems": schemas, "minItems": items.len(), "maxItems": items.len() })
        }
        TypeRef::Nullable(inner) => json!({ "anyOf": [ty(inner, names), { "type": "null" }] }),
        TypeRef::Named(id) => json!({ "$ref": reference(*id, names) }),
    }
}

/// What refers to a type.
fn reference(id: TypeId, names: &Names) -> String {
    format!("#/{SCHEMAS}/{}", key(id, names))
}

/// The name of a type as a reference can hold it, which is in ASCII.
pub fn key(id: TypeId, names: &Names) -> String {
    let name = names.type_names(id).name.trim_start_matches("r#");
    let escaped = name.chars().map(|each| match each {
        _ if each.is_ascii() => each.to_string(),
        _ => format!("+{:x}.", u32::from(each)),
    });
    escaped.collect()
}

fn object(object: &Object, names: &Names) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    let fields = object.fields.iter();
    let properties: Map<String, Value> = fields
        .map(|field| (field.name.clone(), slot(&field.slot, names)))
        .collect();
    let required: Vec<&str> = object.required().map(|(_, field)| &*field.name).collect();
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), properties.into());
    }
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    let others = match &object.additional {
        Additional::Unmentioned => None,
        Additional::Forbidden => Some(false.into()),
        Additional::Typed(others) => Some(slot(others, names)),
    };
    schema.extend(others.map(|others| ("additionalProperties".to_owned(), others)));
    schema.into()
}

fn union(union: &Union, names: &Names) -> Value {
    let variants = union.variants.iter().enumerate();
    let variants = variants.map(|(index, variant)| {
        let schema = slot(&variant.slot, names);
        match &union.tag {
            Some(tag) if !variant.tags.is_empty() && union.default != Some(index) => {
                let mut tags = json!({ "properties": { tag: { "enum": variant.tags } } });
                if let Some(keywords) = tags.as_object_mut()
                    && !variant.can_lack_tag
                {
                    keywords.insert("required".to_owned(), json!([tag]));
                }
                json!({ "allOf": [schema, tags] })
            }
            _ => schema,
        }
    });
    let variants: Vec<Value> = variants.collect();
    json!({ "anyOf": variants })
}

fn with_example(mut schema: Value, example: Option<&Value>) -> Value {
    if let (Some(members), Some(example)) = (schema.as_object_mut(), example) {
        members.insert("examples".to_owned(), json!([example]));
    }
    schema
}

/// A schema with limits, which may be those of its items.
fn limited(mut schema: Value, limits: &Limits) -> Value {
    if limits.is_empty() {
        return schema;
    }
    if let Some(items) = &limits.items {
        for key in ["items", "additionalProperties"] {
            if let Some(item) = schema.get_mut(key) {
                *item = limited(item.take(), items);
            }
        }
    }
    let mut members = match schema {
        Value::Object(members) => members,
        other => return other,
    };
    let count = |value: Option<u64>| value.map(Value::from);
    let (minimum, maximum) = (limits.minimum, limits.maximum);
    let known = [
        ("minLength", count(limits.min_length)),
        ("maxLength", count(limits.max_length)),
        ("pattern", limits.pattern.clone().map(Value::from)),
        (
            bound_key(minimum, "minimum", "exclusiveMinimum"),
            bound(minimum),
        ),
        (
            bound_key(maximum, "maximum", "exclusiveMaximum"),
            bound(maximum),
        ),
        ("multipleOf", limits.multiple_of.map(Value::from)),
        ("minItems", count(limits.min_items)),
        ("maxItems", count(limits.max_items)),
        ("uniqueItems", limits.unique_items.then(|| true.into())),
        ("minProperties", count(limits.min_properties)),
        ("maxProperties", count(limits.max_properties)),
    ];
    for (key, value) in known {
        members.extend(value.map(|value| (key.to_owned(), value)));
    }
    members.into()
}

fn bound_key(bound: Option<Bound>, usual: &'static str, exclusive: &'static str) -> &'static str {
    if bound.is_some_and(|bound| bound.exclusive) {
        exclusive
    } else {
        usual
    }
}

fn bound(bound: Option<Bound>) -> Option<Value> {
    Some(match bound?.value {
        Number::Whole(value) => {
            // Beyond 64 bits there is no value that the limit could refuse.
            let signed = i64::try_from(value).ok().map(Value::from);
            signed.or_else(|| u64::try_from(value).ok().map(Value::from))?
        }
        Number::Fraction(value) => value.into(),
    })
}
