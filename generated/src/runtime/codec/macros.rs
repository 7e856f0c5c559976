//! What every emitted type of a kind shares, as macros; they hold calls only.

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

/// Reads a whole number into a type that any of them can become.
pub fn decode_integer<T: From<i64>>(input: &mut dyn Input) -> Result<T, Fault> {
    input.integer().map(T::from)
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

/// `Encode` and serde for a type that has `Object` and `Decode`.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($type:ty) => {
        impl $crate::runtime::codec::Encode for $type {
            fn shape(&self) -> $crate::runtime::codec::Shape<'_> {
                $crate::runtime::codec::Shape::Object(self)
            }
        }

        $crate::serde_impls!($type);
    };
}

/// Everything that an enum of strings can do, for a type that has `as_str` and `From<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($type:ty) => {
        impl ::std::convert::From<::std::string::String> for $type {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::cmp::PartialEq<str> for $type {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::std::cmp::PartialEq<&str> for $type {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl $crate::runtime::codec::Encode for $type {
            fn shape(&self) -> $crate::runtime::codec::Shape<'_> {
                $crate::runtime::codec::Shape::Text(::std::borrow::Cow::Borrowed(self.as_str()))
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl $crate::runtime::codec::Decode for $type {
            fn decode(
                input: &mut dyn $crate::runtime::codec::Input,
            ) -> Result<Self, $crate::runtime::codec::Fault> {
                $crate::runtime::codec::decode_text(input)
            }
        }

        $crate::serde_impls!($type);
    };
}

/// Everything that an enum of whole numbers can do, for a type that has `as_i64` and `From<i64>`.
#[doc(hidden)]
#[macro_export]
macro_rules! integer_enum {
    ($type:ty) => {
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::runtime::codec::Encode for $type {
            fn shape(&self) -> $crate::runtime::codec::Shape<'_> {
                $crate::runtime::codec::Shape::Integer(self.as_i64())
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl $crate::runtime::codec::Decode for $type {
            fn decode(
                input: &mut dyn $crate::runtime::codec::Input,
            ) -> Result<Self, $crate::runtime::codec::Fault> {
                $crate::runtime::codec::decode_integer(input)
            }
        }

        $crate::serde_impls!($type);
    };
}

/// Everything that an enum of JSON scalars can do, for a type that has `to_value` and `From<Value>`.
#[doc(hidden)]
#[macro_export]
macro_rules! json_enum {
    ($type:ty) => {
        impl $crate::runtime::codec::Encode for $type {
            fn shape(&self) -> $crate::runtime::codec::Shape<'_> {
                $crate::runtime::codec::scalar(self.to_value())
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl $crate::runtime::codec::Decode for $type {
            fn decode(
                input: &mut dyn $crate::runtime::codec::Input,
            ) -> Result<Self, $crate::runtime::codec::Fault> {
                input.value().map(Self::from)
            }
        }

        $crate::serde_impls!($type);
    };
}
