//! What was given on the command line, on its way into the body of a request.

use std::ops::ControlFlow;

use secrecy::zeroize::Zeroizing;
use serde_json::Value;

use crate::runtime::{
    Decode, Encode, Entries, Fault, Format, Object, Sensitive, Shape, from_json, to_json,
};

/// A value that was given.
pub(super) enum Given {
    /// What may be shown.
    Value(Value),
    /// What may not.
    Secret(Sensitive),
    /// What no JSON can hold: a file.
    Other(Box<dyn Encode>),
    /// Several values.
    List(Vec<Self>),
    /// Values with names.
    Members(Members),
}

/// Values with names, in the order in which they came.
#[derive(Default)]
pub(super) struct Members(Vec<(String, Given)>);

impl Given {
    /// An object without members.
    pub(super) fn object() -> Self {
        Self::Members(Members::default())
    }

    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Value(Value::String(text.into()))
    }

    /// Sets what these names lead to, and makes objects on the way there. What is no object is replaced by one.
    pub(super) fn set(&mut self, path: &[&str], value: Self) {
        let Some((first, rest)) = path.split_first() else {
            *self = value;
            return;
        };
        if !matches!(self, Self::Members(_)) {
            *self = Self::object();
        }
        if let Self::Members(members) = self {
            members.set(first, rest, value);
        }
    }
}

impl Given {
    /// Whether it is an object, the last name of the path is missing, and all before it are there.
    pub(super) fn lacks(&self, path: &[&str]) -> bool {
        let (Self::Members(members), Some((first, rest))) = (self, path.split_first()) else {
            return false;
        };
        match members.0.iter().find(|(known, _)| known == first) {
            Some((_, member)) => member.lacks(rest),
            None => rest.is_empty(),
        }
    }
}

impl Members {
    /// Sets what is inside of the member of this name, or the member itself.
    fn set(&mut self, name: &str, rest: &[&str], value: Given) {
        let known = self.0.iter_mut().find(|(known, _)| known == name);
        if let Some((_, member)) = known {
            return member.set(rest, value);
        }
        let mut member = Given::Value(Value::Null);
        member.set(rest, value);
        self.0.push((name.to_owned(), member));
    }
}

impl From<Value> for Given {
    fn from(value: Value) -> Self {
        match value {
            Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Value::Object(members) => {
                let members = members.into_iter();
                let members = members.map(|(name, value)| (name, Self::from(value)));
                Self::Members(Members(members.collect()))
            }
            scalar => Self::Value(scalar),
        }
    }
}

impl Encode for Given {
    fn shape(&self) -> Shape<'_> {
        match self {
            Self::Value(value) => value.shape(),
            Self::Secret(secret) => secret.shape(),
            Self::Other(other) => other.shape(),
            Self::List(items) => Shape::List(items),
            Self::Members(members) => Shape::Object(members),
        }
    }
}

impl Object for Members {
    fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
        for (name, value) in &self.0 {
            entries.field(name, value)?;
        }
        ControlFlow::Continue(())
    }
}

/// Hands a body over as the type that the document has for it, with all that the document says of that.
pub fn typed<T: Decode + Encode>(
    given: &dyn Encode,
    format: &'static dyn Format,
    hand: &mut dyn FnMut(&'static dyn Format, &dyn Encode),
) -> Result<(), Fault> {
    let json = Zeroizing::new(to_json(given)?);
    hand(format, &from_json::<T>(&json)?);
    Ok(())
}

/// Hands a body over as it was given: one with files in it, of which JSON can say nothing.
pub fn untyped(
    given: &dyn Encode,
    format: &'static dyn Format,
    hand: &mut dyn FnMut(&'static dyn Format, &dyn Encode),
) -> Result<(), Fault> {
    hand(format, given);
    Ok(())
}
