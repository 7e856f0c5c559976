//! What values are allowed, beyond their type: lengths, ranges, counts.

use std::cmp::Ordering;

/// What values are allowed, beyond the type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// The fewest characters.
    pub min_length: Option<u64>,
    /// The most characters.
    pub max_length: Option<u64>,
    /// A regular expression that text must match; documented, not checked.
    pub pattern: Option<String>,
    /// The least number.
    pub minimum: Option<Bound>,
    /// The greatest number.
    pub maximum: Option<Bound>,
    /// What a number must be a multiple of.
    pub multiple_of: Option<f64>,
    /// The fewest items.
    pub min_items: Option<u64>,
    /// The most items.
    pub max_items: Option<u64>,
    /// Whether items must differ.
    pub unique_items: bool,
    /// The fewest members.
    pub min_properties: Option<u64>,
    /// The most members.
    pub max_properties: Option<u64>,
    /// The limits of each item of a list or member of a map.
    pub items: Option<Box<Self>>,
}

impl Limits {
    /// Whether every value of the type is allowed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is allowed where a value may keep to either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let least = |one: Option<u64>, other: Option<u64>| Some(one?.min(other?));
        let most = |one: Option<u64>, other: Option<u64>| Some(one?.max(other?));
        let same = self.pattern == other.pattern;
        let items = self.items.as_ref().zip(other.items.as_ref());
        Self {
            min_length: least(self.min_length, other.min_length),
            max_length: most(self.max_length, other.max_length),
            pattern: self.pattern.clone().filter(|_| same),
            minimum: Bound::outer(self.minimum, other.minimum, Ordering::Less),
            maximum: Bound::outer(self.maximum, other.maximum, Ordering::Greater),
            multiple_of: self
                .multiple_of
                .filter(|_| self.multiple_of == other.multiple_of),
            min_items: least(self.min_items, other.min_items),
            max_items: most(self.max_items, other.max_items),
            unique_items: self.unique_items && other.unique_items,
            min_properties: least(self.min_properties, other.min_properties),
            max_properties: most(self.max_properties, other.max_properties),
            items: items
                .map(|(one, other)| one.or(other))
                .filter(|items| !items.is_empty())
                .map(Box::new),
        }
    }
}

/// A limit on a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The limit, exact for whole numbers.
    pub value: Number,
    /// Whether the limit itself is left out.
    pub exclusive: bool,
}

impl Bound {
    /// The one that lets more through: the lesser of two minimums, the greater of two maximums.
    fn outer(one: Option<Self>, other: Option<Self>, outer: Ordering) -> Option<Self> {
        let (one, other) = (one?, other?);
        Some(match one.value.compare(other.value)? {
            Ordering::Equal => Self {
                exclusive: one.exclusive && other.exclusive,
                ..one
            },
            order if order == outer => one,
            _ => other,
        })
    }
}

/// A number of the document, whole ones kept exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number.
    Whole(i128),
    /// A number with a fraction.
    Fraction(f64),
}

impl Number {
    /// Which of the two is greater.
    fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => Some(one.cmp(&other)),
            (one, other) => one.nearest().partial_cmp(&other.nearest()),
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "beside a fraction, nearly is enough"
    )]
    fn nearest(self) -> f64 {
        match self {
            Self::Whole(value) => value as f64,
            Self::Fraction(value) => value,
        }
    }

    /// Whether it is less than a whole number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "near the ends of 64 bits, nearly is enough"
    )]
    pub fn is_below(self, limit: i128) -> bool {
        match self {
            Self::Whole(value) => value < limit,
            Self::Fraction(value) => value < limit as f64,
        }
    }

    /// Whether it is greater than a whole number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "near the ends of 64 bits, nearly is enough"
    )]
    pub fn is_above(self, limit: i128) -> bool {
        match self {
            Self::Whole(value) => value > limit,
            Self::Fraction(value) => value > limit as f64,
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(value) => value.fmt(formatter),
            Self::Fraction(value) => value.fmt(formatter),
        }
    }
}
