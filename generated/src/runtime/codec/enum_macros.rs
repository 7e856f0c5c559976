//! What an emitted enum declares of its values, as macros that make the code of it.

/// Everything that an emitted enum of strings can do, from a table of the values on the wire and their variants.
///
/// Two values are the same if they are on the wire. What derives would make of the variants is made of the texts here, by
/// functions without parameters of type: it takes the compiler two thirds of the time.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($type:ident { $($value:literal => $variant:ident),* $(,)? }) => {
        impl $type {
            /// The value as it stands on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::std::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $type {
            fn from(text: ::std::string::String) -> Self {
                <Self as ::std::convert::From<&str>>::from(&text)
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(<Self as ::std::convert::From<&str>>::from(text))
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

        impl ::std::cmp::PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::codec::is_same(self.as_str(), other.as_str())
            }
        }

        impl ::std::cmp::Eq for $type {}

        impl ::std::cmp::PartialEq<str> for $type {
            fn eq(&self, other: &str) -> bool {
                $crate::runtime::codec::is_same(self.as_str(), other)
            }
        }

        impl ::std::cmp::PartialEq<&str> for $type {
            fn eq(&self, other: &&str) -> bool {
                $crate::runtime::codec::is_same(self.as_str(), other)
            }
        }

        impl ::std::cmp::PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl ::std::cmp::Ord for $type {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                $crate::runtime::codec::compare(self.as_str(), other.as_str())
            }
        }

        impl ::std::hash::Hash for $type {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash(self.as_str(), state);
            }
        }

        impl $crate::runtime::codec::Encode for $type {
            fn shape(&self) -> $crate::runtime::codec::Shape<'_> {
                $crate::runtime::codec::Shape::text(self.as_str())
            }

            fn is_known(&self) -> bool {
                match self {
                    Self::Unknown(_) => false,
                    _ => true,
                }
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

/// Everything that an emitted enum of whole numbers can do, from a table of the values on the wire and their variants.
#[doc(hidden)]
#[macro_export]
macro_rules! integer_enum {
    ($type:ident { $($value:literal => $variant:ident),* $(,)? }) => {
        impl $type {
            /// The value as it stands on the wire.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl ::std::convert::From<i64> for $type {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

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

/// Everything that an emitted enum of JSON values can do, from a table of the values as JSON text and their variants.
#[doc(hidden)]
#[macro_export]
macro_rules! json_enum {
    ($type:ident { $($value:literal => $variant:ident),* $(,)? }) => {
        impl $type {
            const VALUES: &'static [&'static str] = &[$($value),*];

            /// The value as it stands on the wire.
            pub fn to_value(&self) -> ::serde_json::Value {
                let text = match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => return value.clone(),
                };
                $crate::runtime::codec::parse(text)
            }
        }

        impl ::std::convert::From<::serde_json::Value> for $type {
            fn from(value: ::serde_json::Value) -> Self {
                match $crate::runtime::codec::known(Self::VALUES, &value) {
                    $(Some($value) => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

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
