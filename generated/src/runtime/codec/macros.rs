//! What the macros of emitted types call, and what all those types share.

use std::cmp::Ordering;

use serde_json::Value;

use super::{Fault, Input, Shape};

/// Reads a text into a type that any text can become.
pub fn decode_text<T: for<'a> From<&'a str>>(input: &mut dyn Input) -> Result<T, Fault> {
    let mut value = None;
    input.text(&mut |text| {
        value = Some(T::from(text));
        Ok(())
    })?;
    value.ok_or_else(|| Fault::new("expected a string"))
}

/// Whether two texts are the same.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other
}

/// Which of two texts comes first.
pub fn compare(one: &str, other: &str) -> Ordering {
    one.cmp(other)
}

/// Reads a whole number into a type that any of them can become.
pub fn decode_integer<T: From<i64>>(input: &mut dyn Input) -> Result<T, Fault> {
    input.integer().map(T::from)
}

/// A value that the generator wrote as JSON text; null where it is none, which the generator does not write.
pub fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Which of these JSON texts stands for the value.
pub fn known(texts: &[&'static str], value: &Value) -> Option<&'static str> {
    texts.iter().find(|text| parse(text) == *value).copied()
}

/// The shape of a scalar that nobody keeps. A list or an object has to be kept by somebody, and is shown as its text.
pub fn scalar(value: Value) -> Shape<'static> {
    match value {
        Value::Null => Shape::Null,
        Value::Bool(value) => Shape::Bool(value),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Shape::Integer(number),
            (None, Some(number)) => Shape::Unsigned(number),
            (None, None) => Shape::Number(number.as_f64().unwrap_or_default()),
        },
        Value::String(text) => Shape::Text(text.into()),
        other => Shape::Text(other.to_string().into()),
    }
}

/// `Serialize` and `Deserialize` for a type that has `Encode` and `Decode`.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_impls {
    ($type:ty) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::codec::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::runtime::codec::deserialize(deserializer)
            }
        }
    };
}
