//! The codec of the types that a document's own types are made of.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::civil::Date;
use serde_json::{Map, Number, Value};

use super::want::EXACT;
use super::{Decode, Encode, Entries, Fault, Input, List, Object, Shape, Undeclared};

impl Encode for bool {
    fn shape(&self) -> Shape<'_> {
        Shape::Bool(*self)
    }
}

impl Decode for bool {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        input.boolean()
    }
}

macro_rules! integers {
    ($shape:ident, $read:ident: $($type:ident)*) => {$(
        impl Encode for $type {
            fn shape(&self) -> Shape<'_> {
                Shape::$shape((*self).into())
            }
        }

        impl Decode for $type {
            fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
                Self::try_from(input.$read()?)
                    .map_err(|_| Fault::new(concat!("a number out of the range of ", stringify!($type))))
            }
        }
    )*};
}

integers!(Integer, integer: i8 i16 i32);
integers!(Unsigned, unsigned: u8 u16 u32);

impl Encode for i64 {
    fn shape(&self) -> Shape<'_> {
        Shape::Integer(*self)
    }
}

impl Decode for i64 {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        input.integer()
    }
}

impl Encode for u64 {
    fn shape(&self) -> Shape<'_> {
        Shape::Unsigned(*self)
    }
}

impl Decode for u64 {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        input.unsigned()
    }
}

/// A whole number is written as one, `10` and not `10.0`, as most writers of JSON do.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only for whole numbers in range"
)]
fn number_shape(number: f64) -> Shape<'static> {
    let negative_zero = number == 0.0 && number.is_sign_negative();
    if number.fract() == 0.0 && number.abs() <= EXACT && !negative_zero {
        Shape::Integer(number as i64)
    } else {
        Shape::Number(number)
    }
}

impl Encode for f64 {
    fn shape(&self) -> Shape<'_> {
        number_shape(*self)
    }
}

impl Decode for f64 {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        input.number()
    }
}

impl Encode for f32 {
    fn shape(&self) -> Shape<'_> {
        // By way of its text, so that 0.1 is written as such and not as 0.10000000149011612.
        number_shape(self.to_string().parse().unwrap_or_else(|_| (*self).into()))
    }
}

impl Decode for f32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the nearest number is what is meant"
    )]
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let number = input.number()? as Self;
        if number.is_finite() {
            Ok(number)
        } else {
            Err(Fault::new("a number out of the range of f32"))
        }
    }
}

impl Encode for str {
    fn shape(&self) -> Shape<'_> {
        Shape::Text(Cow::Borrowed(self))
    }
}

impl Encode for String {
    fn shape(&self) -> Shape<'_> {
        Shape::Text(Cow::Borrowed(self))
    }
}

impl Decode for String {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        input.string()
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn shape(&self) -> Shape<'_> {
        (**self).shape()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn shape(&self) -> Shape<'_> {
        (**self).shape()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        T::decode(input).map(Self::new)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn shape(&self) -> Shape<'_> {
        self.as_ref().map_or(Shape::Null, Encode::shape)
    }

    fn is_known(&self) -> bool {
        self.as_ref().is_none_or(Encode::is_known)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let mut value = None;
        input.optional(&mut |input| {
            value = Some(T::decode(input)?);
            Ok(())
        })?;
        Ok(value)
    }
}

impl<T: Encode> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn each(&self, visit: &mut dyn FnMut(&dyn Encode) -> ControlFlow<()>) -> ControlFlow<()> {
        for item in self {
            visit(item)?;
        }
        ControlFlow::Continue(())
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn shape(&self) -> Shape<'_> {
        Shape::List(self)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let mut items = Self::new();
        input.list(&mut |item| {
            items.push(T::decode(item)?);
            Ok(())
        })?;
        Ok(items)
    }
}

impl<T: Encode> Object for BTreeMap<String, T> {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        entries.additional(self)
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn shape(&self) -> Shape<'_> {
        Shape::Object(self)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let mut map = Self::new();
        input.object(&mut |key, input| Undeclared::read(&mut map, key, input))?;
        Ok(map)
    }
}

impl Object for Map<String, Value> {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        for (key, value) in self {
            entries.field(key, value)?;
        }
        ControlFlow::Continue(())
    }
}

impl Encode for Map<String, Value> {
    fn shape(&self) -> Shape<'_> {
        Shape::Object(self)
    }
}

impl Decode for Map<String, Value> {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let mut map = Self::new();
        input.object(&mut |key, input| {
            map.insert(key.to_owned(), input.value()?);
            Ok(())
        })?;
        Ok(map)
    }
}

impl Encode for Number {
    fn shape(&self) -> Shape<'_> {
        if let Some(number) = self.as_u64() {
            Shape::Unsigned(number)
        } else if let Some(number) = self.as_i64() {
            Shape::Integer(number)
        } else {
            Shape::Number(self.as_f64().unwrap_or(f64::INFINITY))
        }
    }
}

impl Encode for Value {
    fn shape(&self) -> Shape<'_> {
        match self {
            Self::Null => Shape::Null,
            Self::Bool(value) => Shape::Bool(*value),
            Self::Number(number) => number.shape(),
            Self::String(text) => text.shape(),
            Self::Array(items) => Shape::List(items),
            Self::Object(fields) => Shape::Object(fields),
        }
    }
}

impl Decode for Value {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        input.value()
    }
}

impl Encode for () {
    fn shape(&self) -> Shape<'_> {
        Shape::Null
    }
}

impl Decode for () {
    /// Takes anything, for answers that say nothing of use.
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        input.skip()
    }
}

impl Encode for Date {
    fn shape(&self) -> Shape<'_> {
        Shape::Text(Cow::Owned(self.to_string()))
    }
}

impl Decode for Date {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let mut date = None;
        input.text(&mut |text| {
            // Exactly a date: a time behind it would be lost.
            date = text
                .parse()
                .ok()
                .filter(|_| text.len() == "2000-01-31".len());
            Ok(())
        })?;
        date.ok_or_else(|| Fault::new("expected a date such as 2000-01-31"))
    }
}
