//! What an emitted object declares of its members, as a macro that makes the code of it.

/// Reading, writing, limits and setters of an emitted struct, from a table of its members in their order.
///
/// A line is `"name" => field: presence`, where presence is `required`, `optional`, `any` or `nullable`. The last is a
/// field of type `Option<Option<T>>`; `any` is one of type `Option<Value>`, which keeps null. What follows in parentheses makes a setter: `(into T)`, `(each Item)` for a list,
/// `(plain T)`; for `nullable` also the name of the setter that sets null. `where` precedes limits. The other members
/// are kept in the field `unknown_fields`, or in the field that is named after the table. `default` before the table says
/// that nothing is required and the type has a default, which members are read into; with `new` instead, it also has a
/// constructor that asks for nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($type:ident new { $($members:tt)* } $($rest:ident)?) => {
        $crate::object!($type default { $($members)* } $($rest)?);

        impl $type {
            /// Nothing set yet.
            pub fn new() -> Self {
                <Self as ::std::default::Default>::default()
            }
        }
    };
    ($type:ident $($default:ident)? { $($members:tt)* }) => {
        $crate::object!(@ $type ($($default)?) unknown_fields (entries.unknown) $($members)*);

        impl $type {
            /// The members that came in and that this client does not know.
            pub fn unknown_fields(&self) -> &$crate::runtime::codec::UnknownFields {
                &self.unknown_fields
            }
        }
    };
    ($type:ident $($default:ident)? { $($members:tt)* } $rest:ident) => {
        $crate::object!(@ $type ($($default)?) $rest (entries.additional) $($members)*);
    };
    (@ $type:ident $default:tt $rest:ident ($entries:ident . $write:ident) $(
        $name:literal => $field:ident: $presence:ident $(($($setter:tt)*))? $(where $rules:expr)?
    ),* $(,)?) => {
        impl $crate::runtime::codec::Decode for $type {
            fn decode(
                input: &mut dyn $crate::runtime::codec::Input,
            ) -> ::std::result::Result<Self, $crate::runtime::codec::Fault> {
                $crate::decode_object!($default input, $rest, $($presence $field)*)
            }
        }

        impl $crate::runtime::codec::Object for $type {
            fn entries(
                &self,
                $entries: &mut $crate::runtime::codec::Entries<'_>,
            ) -> ::std::ops::ControlFlow<()> {
                $entries.members(Self::MEMBERS, &[$(&self.$field),*])?;
                $entries.$write(&self.$rest)
            }
        }

        impl $type {
            const MEMBERS: &'static [$crate::runtime::codec::Member] = &[$(
                $crate::runtime::codec::Member::$presence($name) $(.rules(&$rules))?
            ),*];

            $($($crate::member!(@setter $presence $field $($setter)*);)?)*
        }

        impl $crate::runtime::codec::Encode for $type {
            fn shape(&self) -> $crate::runtime::codec::Shape<'_> {
                $crate::runtime::codec::Shape::Object(self)
            }
        }

        $crate::serde_impls!($type);
    };
}

/// Reads an [`object!`](crate::object): with `default` into a value that is there, without one member by member.
#[doc(hidden)]
#[macro_export]
macro_rules! decode_object {
    ((default) $input:ident, $rest:ident, $($presence:ident $field:ident)*) => {{
        let mut value = <Self as ::std::default::Default>::default();
        $crate::runtime::codec::read_members(
            $input,
            Self::MEMBERS,
            &mut [$(&mut value.$field),*],
            &mut value.$rest,
        )?;
        Ok(value)
    }};
    (() $input:ident, $rest:ident, $($presence:ident $field:ident)*) => {{
        $(let mut $field = None;)*
        let mut rest = ::std::default::Default::default();
        $crate::runtime::codec::read_members(
            $input,
            Self::MEMBERS,
            &mut [$(&mut $field),*],
            &mut rest,
        )?;
        #[allow(irrefutable_let_patterns, reason = "an object may require nothing")]
        let ($($crate::member!(@pattern $presence $field),)*) = ($($field,)*) else {
            return Err($crate::runtime::codec::Fault::new("a member is missing"));
        };
        Ok(Self { $($field,)* $rest: rest })
    }};
}

/// One member of an [`object!`](crate::object).
#[doc(hidden)]
#[macro_export]
macro_rules! member {
    (@pattern required $field:ident) => { Some($field) };
    (@pattern $presence:ident $field:ident) => { $field };
    (@setter optional $field:ident $how:ident $type:ty) => {
        $crate::setter!($field ($how $type) {
            #[doc = concat!("Sets `", stringify!($field), "`.")]
            #[must_use]
        } |this, value| this.$field = Some(value));
    };
    (@setter any $field:ident $how:ident $type:ty) => {
        $crate::member!(@setter optional $field $how $type);
    };
    (@setter nullable $field:ident $how:ident $type:ty, $null:ident) => {
        $crate::setter!($field ($how $type) {
            #[doc = concat!("Sets `", stringify!($field), "` to a value.")]
            #[must_use]
        } |this, value| this.$field = Some(Some(value)));

        #[doc = concat!("Sets `", stringify!($field), "` to null, which is not the same as leaving it out.")]
        #[must_use]
        pub fn $null(mut self) -> Self {
            self.$field = Some(None);
            self
        }
    };
}

/// A method that sets one value, and takes it in the form that suits it.
#[doc(hidden)]
#[macro_export]
macro_rules! setter {
    ($name:ident (into $type:ty) { $($docs:tt)* } |$this:ident, $value:ident| $set:expr) => {
        $($docs)*
        pub fn $name(self, $name: impl ::std::convert::Into<$type>) -> Self {
            let mut $this: Self = self;
            let $value: $type = $name.into();
            $set;
            $this
        }
    };
    ($name:ident (each $item:ty) { $($docs:tt)* } |$this:ident, $value:ident| $set:expr) => {
        $($docs)*
        pub fn $name(
            self,
            $name: impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<$item>>,
        ) -> Self {
            let mut $this: Self = self;
            let $value: ::std::vec::Vec<$item> =
                $name.into_iter().map(::std::convert::Into::into).collect();
            $set;
            $this
        }
    };
    ($name:ident (plain $type:ty) { $($docs:tt)* } |$this:ident, $value:ident| $set:expr) => {
        $($docs)*
        pub fn $name(self, $name: $type) -> Self {
            let mut $this: Self = self;
            let $value: $type = $name;
            $set;
            $this
        }
    };
}

/// Everything that an emitted type around a single value can do.
#[doc(hidden)]
#[macro_export]
macro_rules! wrapper {
    ($type:ident($of:ty)) => {
        impl ::std::convert::From<$of> for $type {
            fn from(value: $of) -> Self {
                Self(value)
            }
        }

        impl $crate::runtime::codec::Decode for $type {
            fn decode(
                input: &mut dyn $crate::runtime::codec::Input,
            ) -> ::std::result::Result<Self, $crate::runtime::codec::Fault> {
                $crate::runtime::codec::Decode::decode(input).map(Self)
            }
        }

        impl $crate::runtime::codec::Encode for $type {
            fn shape(&self) -> $crate::runtime::codec::Shape<'_> {
                self.0.shape()
            }

            fn is_known(&self) -> bool {
                self.0.is_known()
            }
        }

        $crate::serde_impls!($type);
    };
}
