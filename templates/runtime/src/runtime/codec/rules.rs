//! The limits that a document sets to values, as constants.

use std::fmt::{self, Display, Formatter, LowerExp};

/// A limit of a number, exact: whole numbers stay whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A whole number.
    Integer(i128),
    /// Any other number.
    Number(f64),
}

impl Display for Bound {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => Display::fmt(number, f),
            Self::Number(number) if *number == 0.0 || (1e-5..1e16).contains(&number.abs()) => {
                Display::fmt(number, f)
            }
            Self::Number(number) => LowerExp::fmt(number, f),
        }
    }
}

/// The limits of one value; those that do not fit its kind do not matter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) exclusive_minimum: Option<Bound>,
    pub(super) exclusive_maximum: Option<Bound>,
    pub(super) multiple_of: Option<Bound>,
    pub(super) min_items: Option<u64>,
    pub(super) max_items: Option<u64>,
    pub(super) unique_items: bool,
    pub(super) items: Option<&'static Rules>,
    pub(super) min_properties: Option<u64>,
    pub(super) max_properties: Option<u64>,
}

impl Rules {
    /// No limit at all.
    pub const ANY: Self = Self {
        min_length: None,
        max_length: None,
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        min_items: None,
        max_items: None,
        unique_items: false,
        items: None,
        min_properties: None,
        max_properties: None,
    };

    /// The least number of characters (Unicode scalar values) of a text.
    #[must_use]
    pub const fn min_length(self, characters: u64) -> Self {
        Self {
            min_length: Some(characters),
            ..self
        }
    }

    /// The greatest number of characters (Unicode scalar values) of a text.
    #[must_use]
    pub const fn max_length(self, characters: u64) -> Self {
        Self {
            max_length: Some(characters),
            ..self
        }
    }

    /// The least number.
    #[must_use]
    pub const fn minimum(self, bound: Bound) -> Self {
        Self {
            minimum: Some(bound),
            ..self
        }
    }

    /// The greatest number.
    #[must_use]
    pub const fn maximum(self, bound: Bound) -> Self {
        Self {
            maximum: Some(bound),
            ..self
        }
    }

    /// What a number must be above.
    #[must_use]
    pub const fn exclusive_minimum(self, bound: Bound) -> Self {
        Self {
            exclusive_minimum: Some(bound),
            ..self
        }
    }

    /// What a number must be below.
    #[must_use]
    pub const fn exclusive_maximum(self, bound: Bound) -> Self {
        Self {
            exclusive_maximum: Some(bound),
            ..self
        }
    }

    /// What a number must be a multiple of, taken as the decimal number that it is written as.
    #[must_use]
    pub const fn multiple_of(self, step: Bound) -> Self {
        Self {
            multiple_of: Some(step),
            ..self
        }
    }

    /// The least number of items of a list.
    #[must_use]
    pub const fn min_items(self, items: u64) -> Self {
        Self {
            min_items: Some(items),
            ..self
        }
    }

    /// The greatest number of items of a list.
    #[must_use]
    pub const fn max_items(self, items: u64) -> Self {
        Self {
            max_items: Some(items),
            ..self
        }
    }

    /// No item of a list may be there twice.
    #[must_use]
    pub const fn unique_items(self) -> Self {
        Self {
            unique_items: true,
            ..self
        }
    }

    /// The limits of every item of a list.
    #[must_use]
    pub const fn items(self, rules: &'static Rules) -> Self {
        Self {
            items: Some(rules),
            ..self
        }
    }

    /// The least number of properties of an object.
    #[must_use]
    pub const fn min_properties(self, properties: u64) -> Self {
        Self {
            min_properties: Some(properties),
            ..self
        }
    }

    /// The greatest number of properties of an object.
    #[must_use]
    pub const fn max_properties(self, properties: u64) -> Self {
        Self {
            max_properties: Some(properties),
            ..self
        }
    }
}
