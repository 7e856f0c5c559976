//! How a type is put together again from a document.

use serde_json::Value;

use super::want::{Take, TakeEntry};
use super::{Fault, Want};

/// A type that can be read from a document.
pub trait Decode: Sized {
    /// Reads one value, all of it.
    fn decode(input: &mut dyn Input) -> Result<Self, Fault>;
}

/// One value of a document that is about to be read: the first call decides what is expected of it, and consumes it.
///
/// A value of another kind is a [`Fault`] that names both kinds. Faults from inside a list or an object come back with
/// their place in it.
pub trait Input {
    /// Expects a string and shows it without a copy of its own.
    fn text(&mut self, visit: &mut dyn FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault>;

    /// Calls `some` unless the value is null.
    fn optional(&mut self, some: Take<'_>) -> Result<(), Fault>;

    /// Expects a value of another kind; the typed calls below are made of this one.
    fn accept(&mut self, want: Want<'_>) -> Result<(), Fault>;

    /// Takes any value as it is.
    fn value(&mut self) -> Result<Value, Fault>;

    /// Passes over any value.
    fn skip(&mut self) -> Result<(), Fault>;

    /// Expects a string.
    fn string(&mut self) -> Result<String, Fault> {
        let mut string = String::new();
        self.text(&mut |text| {
            string = String::from(text);
            Ok(())
        })?;
        Ok(string)
    }

    /// Expects `true` or `false`.
    fn boolean(&mut self) -> Result<bool, Fault> {
        let mut value = false;
        self.accept(Want::Boolean(&mut value))?;
        Ok(value)
    }

    /// Expects a whole number of the range of `i64`; `10.0` is one, `10.5` is not, and neither is a number written with
    /// a point or an exponent beyond 2^53, since it may stand for another one than was meant.
    fn integer(&mut self) -> Result<i64, Fault> {
        let mut number = 0;
        self.accept(Want::Integer(&mut number))?;
        Ok(number)
    }

    /// Expects a whole number of the range of `u64`, on the terms of [`Input::integer`].
    fn unsigned(&mut self) -> Result<u64, Fault> {
        let mut number = 0;
        self.accept(Want::Unsigned(&mut number))?;
        Ok(number)
    }

    /// Expects a number; beyond 2^53 a whole one becomes the nearest `f64`.
    fn number(&mut self) -> Result<f64, Fault> {
        let mut number = 0.0;
        self.accept(Want::Number(&mut number))?;
        Ok(number)
    }

    /// Expects an array and shows its items one after the other.
    fn list(&mut self, item: Take<'_>) -> Result<(), Fault> {
        self.accept(Want::List(item))
    }

    /// Expects an object and shows its entries in the order in which they stand; a name may come twice.
    fn object(&mut self, entry: TakeEntry<'_>) -> Result<(), Fault> {
        self.accept(Want::Object(entry))
    }
}
