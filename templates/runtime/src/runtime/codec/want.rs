//! What a reader expects of a value, and what it makes of the value that comes.

use serde_json::Number;

use super::{Fault, Input};

/// Takes a value that is there.
pub type Take<'a> = &'a mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>;

/// Takes an entry of an object.
pub type TakeEntry<'a> = &'a mut dyn FnMut(&str, &mut dyn Input) -> Result<(), Fault>;

/// What a reader expects of a value that is neither a text nor optional, and where it goes.
#[non_exhaustive]
pub enum Want<'a> {
    /// `true` or `false`.
    Boolean(&'a mut bool),
    /// A whole number.
    Integer(&'a mut i64),
    /// A whole number without a sign.
    Unsigned(&'a mut u64),
    /// A number.
    Number(&'a mut f64),
    /// An array, its items to be shown.
    List(Take<'a>),
    /// An object, its entries to be shown.
    Object(TakeEntry<'a>),
}

/// What becomes of a value, by its kind: a mismatch unless said otherwise.
pub(super) trait Receive<'a>: Sized {
    fn expected(&self) -> &'static str;

    #[cold]
    fn mismatch<T>(self, found: &'static str) -> Result<T, Fault> {
        Err(Fault::mismatch(self.expected(), found))
    }

    fn boolean(self, _: bool) -> Result<(), Fault> {
        self.mismatch("a boolean")
    }

    fn integer(self, _: i64) -> Result<(), Fault> {
        self.mismatch("a number")
    }

    fn unsigned(self, _: u64) -> Result<(), Fault> {
        self.mismatch("a number")
    }

    fn number(self, _: f64) -> Result<(), Fault> {
        self.mismatch("a number")
    }

    fn text(self, _: &str) -> Result<(), Fault> {
        self.mismatch("a string")
    }

    fn list(self) -> Result<Take<'a>, Fault> {
        self.mismatch("an array")
    }

    /// Who takes the entries of an object; this again where none is expected.
    fn object(self) -> Result<TakeEntry<'a>, Self> {
        Err(self)
    }

    fn json_number(self, number: &Number) -> Result<(), Fault> {
        if let Some(number) = number.as_u64() {
            self.unsigned(number)
        } else if let Some(number) = number.as_i64() {
            self.integer(number)
        } else if let Some(number) = number.as_f64() {
            self.number(number)
        } else {
            Err(out_of_range())
        }
    }
}

/// A text: by far the most of what comes, which is why it goes its own way.
pub(super) struct WantText<F>(pub(super) F);

impl<F: FnMut(&str) -> Result<(), Fault>> Receive<'_> for WantText<F> {
    fn expected(&self) -> &'static str {
        "a string"
    }

    #[inline]
    fn text(mut self, text: &str) -> Result<(), Fault> {
        (self.0)(text)
    }
}

impl<'a> Receive<'a> for Want<'a> {
    fn expected(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) | Self::Unsigned(_) => "a whole number",
            Self::Number(_) => "a number",
            Self::List(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    fn boolean(self, value: bool) -> Result<(), Fault> {
        match self {
            Self::Boolean(slot) => {
                *slot = value;
                Ok(())
            }
            other => other.mismatch("a boolean"),
        }
    }

    fn integer(self, number: i64) -> Result<(), Fault> {
        match self {
            Self::Integer(slot) => *slot = number,
            Self::Unsigned(slot) => *slot = u64::try_from(number).map_err(|_| out_of_range())?,
            Self::Number(slot) => *slot = nearest(number.into()),
            other => return other.mismatch("a number"),
        }
        Ok(())
    }

    fn unsigned(self, number: u64) -> Result<(), Fault> {
        match self {
            Self::Integer(slot) => *slot = i64::try_from(number).map_err(|_| out_of_range())?,
            Self::Unsigned(slot) => *slot = number,
            Self::Number(slot) => *slot = nearest(number.into()),
            other => return other.mismatch("a number"),
        }
        Ok(())
    }

    fn number(self, number: f64) -> Result<(), Fault> {
        match self {
            Self::Number(slot) => {
                *slot = number;
                Ok(())
            }
            whole @ (Self::Integer(_) | Self::Unsigned(_)) => whole.integer(whole_number(number)?),
            other => other.mismatch("a number"),
        }
    }

    fn list(self) -> Result<Take<'a>, Fault> {
        match self {
            Self::List(item) => Ok(item),
            other => other.mismatch("an array"),
        }
    }

    fn object(self) -> Result<TakeEntry<'a>, Self> {
        match self {
            Self::Object(entry) => Ok(entry),
            other => Err(other),
        }
    }
}

/// Up to here every whole number is an `f64`, so that one that is read as such is the one that was written.
pub(super) const EXACT: f64 = 9_007_199_254_740_992.0;

#[expect(
    clippy::cast_precision_loss,
    reason = "the nearest number is what is promised"
)]
fn nearest(number: i128) -> f64 {
    number as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "whole and in range is checked before"
)]
fn whole_number(number: f64) -> Result<i64, Fault> {
    if number.fract() != 0.0 {
        Err(Fault::mismatch(
            "a whole number",
            "a number with a fraction",
        ))
    } else if number.abs() > EXACT {
        Err(out_of_range())
    } else {
        Ok(number as i64)
    }
}

#[cold]
fn out_of_range() -> Fault {
    Fault::new("a number out of range")
}
