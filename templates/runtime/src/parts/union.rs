//! One of several types: which one a value is, by a member that says so or by the best match.

use std::ops::ControlFlow;

use serde_json::Value;

use crate::runtime::{Decode, Encode, Entries, Shape, from_value};

/// The member that says what an object is, where it is text.
pub fn tag<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

/// The best of the types that a value can be read as.
///
/// The one that knows the most of the value wins: fewest members and values it does not know, then most members it
/// does. Of equals the first counts.
pub struct Best<'a, T> {
    value: &'a Value,
    best: Option<(Match, T)>,
}

impl<'a, T> Best<'a, T> {
    /// Nothing yet for this value.
    pub fn of(value: &'a Value) -> Self {
        Self { value, best: None }
    }

    /// Tries one type.
    pub fn offer<U: Decode + Encode>(&mut self, wrap: impl FnOnce(U) -> T) {
        let Ok(candidate) = from_value::<U>(self.value) else {
            return;
        };
        let found = Match::of(&candidate);
        if self
            .best
            .as_ref()
            .is_none_or(|(best, _)| found.is_better_than(best))
        {
            self.best = Some((found, wrap(candidate)));
        }
    }

    /// The best, if the value could be read at all.
    pub fn take(self) -> Option<T> {
        self.best.map(|(_, value)| value)
    }
}

/// How well a value fits the type it was read as.
#[derive(Default)]
struct Match {
    strange: usize,
    known: usize,
}

impl Match {
    fn of(value: &dyn Encode) -> Self {
        let mut found = Self::default();
        found.count(value);
        found
    }

    fn is_better_than(&self, other: &Self) -> bool {
        (self.strange, std::cmp::Reverse(self.known))
            < (other.strange, std::cmp::Reverse(other.known))
    }

    fn count(&mut self, value: &dyn Encode) {
        if !value.is_known() {
            self.strange += 1;
        }
        match value.shape() {
            Shape::Object(object) => {
                let mut visit = |_: &str, value: &dyn Encode| {
                    self.known += 1;
                    self.count(value);
                    ControlFlow::Continue(())
                };
                let mut entries = Entries::new(&mut visit);
                // Nothing breaks the visit, so how it ended says nothing.
                let _ = object.entries(&mut entries);
                let (unknown, additional) = (entries.unknown_count(), entries.additional_count());
                self.strange += unknown;
                self.known = self.known.saturating_sub(unknown + additional);
            }
            Shape::List(list) => {
                let _ = list.each(&mut |value| {
                    self.count(value);
                    ControlFlow::Continue(())
                });
            }
            _ => {}
        }
    }
}

/// Everything that an emitted enum of types can do, from a table of its variants and their types.
///
/// With `by "member"`, a line is `Variant(Type): "tag" | "tag"`; without, the variants stand in the order in which they
/// are tried. A tag that several variants have stands behind `several`, as `"tag" => Variant | Variant`: the best match of
/// these counts, as that of the variants behind `none` does for a value without the tag. With `else Variant` at the end, that is what a value is whose tag means no other, or that is not as its tag
/// says. `from` before a line makes a conversion from its type, which no other variant may have.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($type:ident { $($(@$from:ident)? $variant:ident($of:ty)),* $(,)? }) => {
        $crate::union!(@shared $type $(([$($from)?] $variant($of)))*);

        impl $crate::runtime::codec::Decode for $type {
            fn decode(
                input: &mut dyn $crate::runtime::codec::Input,
            ) -> ::std::result::Result<Self, $crate::runtime::codec::Fault> {
                let value = input.value()?;
                let mut best = $crate::parts::union::Best::of(&value);
                $(best.offer(Self::$variant);)*
                Ok(best.take().unwrap_or(Self::Unknown(value)))
            }
        }
    };
    ($type:ident by $tag:literal { $($(@$from:ident)? $variant:ident($of:ty): $($value:literal)|*),* $(,)? }
        $(several { $($shared:literal => $($candidate:ident)|*),* $(,)? })?
        $(none { $($untagged:ident)|* })? $(else $default:ident)?) => {
        $crate::union!(@shared $type $(([$($from)?] $variant($of)))*);

        impl $crate::runtime::codec::Decode for $type {
            fn decode(
                input: &mut dyn $crate::runtime::codec::Input,
            ) -> ::std::result::Result<Self, $crate::runtime::codec::Fault> {
                let value = input.value()?;
                $crate::union!(@or value [$($default)?] match $crate::parts::union::tag(&value, $tag) {
                    $($(Some($value) => $crate::runtime::codec::from_value(&value).map(Self::$variant),)*)*
                    $($(Some($shared) => $crate::union!(@best value $($candidate)*),)*)?
                    $(None => $crate::union!(@best value $($untagged)*),)?
                    _ => $crate::union!(@other value [$($default)?]),
                })
            }
        }
    };
    (@best $value:ident $($candidate:ident)*) => {{
        let mut best = $crate::parts::union::Best::of(&$value);
        $(best.offer(Self::$candidate);)*
        Ok(best.take().unwrap_or_else(|| Self::Unknown($value.clone())))
    }};
    (@other $value:ident []) => { Ok(Self::Unknown($value)) };
    (@other $value:ident [$default:ident]) => {
        Ok($crate::runtime::codec::from_value(&$value)
            .map_or_else(|_| Self::Unknown($value.clone()), Self::$default))
    };
    (@or $value:ident [] $read:expr) => { $read };
    (@or $value:ident [$default:ident] $read:expr) => {
        // Where the document asks for the default's type, a value of it is right, whatever its tag promises.
        $read.or_else(|fault| {
            $crate::runtime::codec::from_value(&$value).map(Self::$default).map_err(|_| fault)
        })
    };
    (@shared $type:ident $(([$($from:ident)?] $variant:ident($of:ty)))*) => {
        impl $crate::runtime::codec::Encode for $type {
            fn shape(&self) -> $crate::runtime::codec::Shape<'_> {
                match self {
                    $(Self::$variant(value) => value.shape(),)*
                    Self::Unknown(value) => value.shape(),
                }
            }

            fn is_known(&self) -> bool {
                match self {
                    $(Self::$variant(value) => value.is_known(),)*
                    Self::Unknown(_) => false,
                }
            }
        }

        $($crate::union!(@[$($from)?] $type $variant $of);)*

        $crate::serde_impls!($type);
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Best, tag};

    #[derive(Debug, PartialEq)]
    enum Choice {
        Whole(i64),
        Number(f64),
        List(Vec<i64>),
        Map(BTreeMap<String, i64>),
        Text(String),
    }

    fn choose(value: &serde_json::Value) -> Option<Choice> {
        let mut best = Best::of(value);
        best.offer(Choice::Whole);
        best.offer(Choice::Number);
        best.offer(Choice::List);
        best.offer(Choice::Map);
        best.offer(Choice::Text);
        best.take()
    }

    #[test]
    fn the_first_type_that_fits_wins_among_equals() {
        assert_eq!(choose(&json!(5)), Some(Choice::Whole(5)));
        assert_eq!(choose(&json!(5.5)), Some(Choice::Number(5.5)));
        assert_eq!(choose(&json!([1])), Some(Choice::List(vec![1])));
        assert_eq!(choose(&json!("a")), Some(Choice::Text("a".into())));
        assert!(matches!(choose(&json!({"a": 1})), Some(Choice::Map(_))));
        assert_eq!(choose(&json!(true)), None);
    }

    #[test]
    fn a_tag_is_a_member_that_is_text() {
        assert_eq!(tag(&json!({"kind": "cat"}), "kind"), Some("cat"));
        assert_eq!(tag(&json!({"kind": 1}), "kind"), None);
        assert_eq!(tag(&json!("cat"), "kind"), None);
    }
}
