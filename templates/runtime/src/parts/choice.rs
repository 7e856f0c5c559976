//! The body of an operation that takes several media types.

/// What an emitted enum of bodies can do, from a table of its variants, their types and their formats.
///
/// `from` before a line makes a conversion from its type, which no other variant may have; `text` also one from `&str`.
#[doc(hidden)]
#[macro_export]
macro_rules! choice {
    ($type:ident { $($(@$from:ident)? $variant:ident($of:ty): $format:expr),* $(,)? }) => {
        impl $type {
            pub(crate) fn chosen(
                &self,
            ) -> (&'static dyn $crate::runtime::Format, &dyn $crate::runtime::Encode) {
                match self {
                    $(Self::$variant(value) => (const { &$format }, value),)*
                }
            }
        }

        $($crate::choice!(@[$($from)?] $type $variant $of);)*
    };
    (@[text] $type:ident $variant:ident $of:ty) => {
        impl ::std::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                Self::$variant(value.into())
            }
        }

        $crate::choice!(@[from] $type $variant $of);
    };
    (@[from] $type:ident $variant:ident $of:ty) => {
        impl ::std::convert::From<$of> for $type {
            fn from(value: $of) -> Self {
                Self::$variant(value)
            }
        }
    };
    (@[] $type:ident $variant:ident $of:ty) => {};
}
