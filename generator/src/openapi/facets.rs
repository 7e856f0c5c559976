//! One flat view of a schema, however `openapiv3` sorted it: all keywords side by side.

use std::borrow::Cow;

use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind,
    StringType, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::normalize::LOWERED;
use super::refs::by_ref;
use crate::ir::{Bound, Number};

/// The keywords of one schema.
#[derive(Debug, Default)]
pub struct Facets<'a> {
    /// `type`.
    pub kind: Option<&'a str>,
    /// `format`.
    pub format: Option<String>,
    /// `pattern`.
    pub pattern: Option<&'a str>,
    /// `enum`, `None` where the keyword is missing.
    pub values: Option<Vec<Value>>,
    /// `minLength` and `maxLength`.
    pub length: (Option<u64>, Option<u64>),
    /// `minItems` and `maxItems`.
    pub item_count: (Option<u64>, Option<u64>),
    /// `minProperties` and `maxProperties`.
    pub property_count: (Option<u64>, Option<u64>),
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `properties`.
    pub properties: Vec<(&'a str, ReferenceOr<&'a Schema>)>,
    /// `required`.
    pub required: &'a [String],
    /// `additionalProperties`.
    pub additional: Option<&'a AdditionalProperties>,
    /// `items`.
    pub items: Option<ReferenceOr<&'a Schema>>,
    /// `allOf`.
    pub all_of: &'a [ReferenceOr<Schema>],
    /// `oneOf`.
    pub one_of: &'a [ReferenceOr<Schema>],
    /// `anyOf`.
    pub any_of: &'a [ReferenceOr<Schema>],
    /// `discriminator`.
    pub discriminator: Option<&'a Discriminator>,
    /// Whether the alternatives of `items` are the positions of a tuple.
    pub is_tuple: bool,
    /// Whether `not` stands there.
    pub negated: bool,
}

impl<'a> Facets<'a> {
    /// The keywords of a schema.
    pub fn of(schema: &'a Schema) -> Self {
        let data = &schema.schema_data;
        Self {
            discriminator: data.discriminator.as_ref(),
            is_tuple: data
                .extensions
                .get(LOWERED)
                .is_some_and(|lowered| lowered.get("tuple").is_some()),
            ..Self::of_kind(&schema.schema_kind)
        }
    }

    fn of_kind(kind: &'a SchemaKind) -> Self {
        match kind {
            SchemaKind::Type(kind) => Self::of_type(kind),
            SchemaKind::OneOf { one_of } => Self {
                one_of,
                ..Self::default()
            },
            SchemaKind::AllOf { all_of } => Self {
                all_of,
                ..Self::default()
            },
            SchemaKind::AnyOf { any_of } => Self {
                any_of,
                ..Self::default()
            },
            SchemaKind::Not { .. } => Self {
                negated: true,
                ..Self::default()
            },
            SchemaKind::Any(any) => Self::of_any(any),
        }
    }

    fn of_type(kind: &'a Type) -> Self {
        match kind {
            Type::String(text) => Self::of_text(text),
            Type::Number(number) => Self {
                kind: Some("number"),
                format: format_name(&number.format),
                values: values(&number.enumeration, |value| Value::from(*value)),
                ..Self::default()
            },
            Type::Integer(integer) => Self {
                kind: Some("integer"),
                format: format_name(&integer.format),
                values: values(&integer.enumeration, |value| Value::from(*value)),
                ..Self::default()
            },
            Type::Boolean(boolean) => Self {
                kind: Some("boolean"),
                values: values(&boolean.enumeration, |value| Value::from(*value)),
                ..Self::default()
            },
            Type::Object(object) => Self {
                kind: Some("object"),
                properties: object
                    .properties
                    .iter()
                    .map(|(name, inner)| (name.as_str(), unbox(inner)))
                    .collect(),
                required: &object.required,
                additional: object.additional_properties.as_ref(),
                property_count: (count(object.min_properties), count(object.max_properties)),
                ..Self::default()
            },
            Type::Array(array) => Self {
                kind: Some("array"),
                items: array.items.as_ref().map(unbox),
                item_count: (count(array.min_items), count(array.max_items)),
                unique_items: array.unique_items,
                ..Self::default()
            },
        }
    }

    fn of_text(text: &'a StringType) -> Self {
        Self {
            kind: Some("string"),
            format: format_name(&text.format),
            pattern: text.pattern.as_deref(),
            values: values(&text.enumeration, |value| Value::from(value.as_str())),
            length: (count(text.min_length), count(text.max_length)),
            ..Self::default()
        }
    }

    fn of_any(any: &'a AnySchema) -> Self {
        Self {
            kind: any.typ.as_deref(),
            format: any.format.clone(),
            pattern: any.pattern.as_deref(),
            values: (!any.enumeration.is_empty()).then(|| any.enumeration.clone()),
            length: (count(any.min_length), count(any.max_length)),
            item_count: (count(any.min_items), count(any.max_items)),
            property_count: (count(any.min_properties), count(any.max_properties)),
            unique_items: any.unique_items.unwrap_or_default(),
            properties: any
                .properties
                .iter()
                .map(|(name, inner)| (name.as_str(), unbox(inner)))
                .collect(),
            required: &any.required,
            additional: any.additional_properties.as_ref(),
            items: any.items.as_ref().map(unbox),
            all_of: &any.all_of,
            one_of: &any.one_of,
            any_of: &any.any_of,
            negated: any.not.is_some(),
            ..Self::default()
        }
    }

    /// Whether it says nothing of the type: at most which members have to be there.
    pub fn is_constraint(&self) -> bool {
        let constrains = !self.required.is_empty() || self.negated;
        self.kind.is_none_or(|kind| kind == "object" && constrains) && self.says_no_type()
    }

    /// Whether it takes any value.
    pub fn is_empty(&self) -> bool {
        self.kind.is_none()
            && self.says_no_type()
            && self.required.is_empty()
            && !self.negated
            && self.length == (None, None)
            && self.item_count == (None, None)
            && self.property_count == (None, None)
    }

    fn says_no_type(&self) -> bool {
        self.values.is_none()
            && self.properties.is_empty()
            && self.additional.is_none()
            && self.items.is_none()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
    }
}

/// What [`super::normalize`] put aside for a schema.
#[derive(Clone, Debug, Default)]
pub struct LoweredSchema<'a> {
    /// The least number.
    pub minimum: Option<Bound>,
    /// The greatest number.
    pub maximum: Option<Bound>,
    /// What a number is a multiple of.
    pub multiple_of: Option<f64>,
    /// The default, `null` included.
    pub default: Option<Cow<'a, Value>>,
    /// The example, `null` included.
    pub example: Option<Cow<'a, Value>>,
}

/// Reads what was put aside for a schema, together with what `openapiv3` kept of the same keywords.
pub fn lowered_schema(data: &SchemaData) -> LoweredSchema<'_> {
    let lowered = data.extensions.get(LOWERED);
    let aside = |key: &str| lowered.and_then(|lowered| lowered.get(key));
    let or_aside = |kept: &'_ Option<Value>, key: &str| {
        kept.clone().or_else(|| aside(key).cloned()).map(Cow::Owned)
    };
    LoweredSchema {
        minimum: aside("minimum").and_then(bound),
        maximum: aside("maximum").and_then(bound),
        multiple_of: aside("multipleOf").and_then(Value::as_f64),
        default: or_aside(&data.default, "default"),
        example: or_aside(&data.example, "example"),
    }
}

fn bound(value: &Value) -> Option<Bound> {
    let number = value.get("value")?;
    let whole = number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from));
    let value_of = match whole {
        Some(whole) => Number::Whole(whole),
        None => Number::Fraction(number.as_f64()?),
    };
    Some(Bound {
        value: value_of,
        exclusive: value.get("exclusive")?.as_bool()?,
    })
}

fn count(limit: Option<usize>) -> Option<u64> {
    limit.and_then(|limit| u64::try_from(limit).ok())
}

fn unbox(inner: &ReferenceOr<Box<Schema>>) -> ReferenceOr<&Schema> {
    match by_ref(inner) {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

fn values<T>(known: &[Option<T>], to_value: impl Fn(&T) -> Value) -> Option<Vec<Value>> {
    (!known.is_empty()).then(|| {
        known
            .iter()
            .map(|value| value.as_ref().map_or(Value::Null, &to_value))
            .collect()
    })
}

/// The name of a format, whether `openapiv3` knows it or not.
fn format_name<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(known) => serde_json::to_value(known)
            .ok()?
            .as_str()
            .map(str::to_owned),
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}
