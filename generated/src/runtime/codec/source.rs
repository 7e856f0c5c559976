//! A value that any serde format is about to give.

use std::borrow::Cow;
use std::fmt::{self, Formatter};
use std::marker::PhantomData;
use std::mem;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};

use super::want::{Receive, Take, TakeEntry, WantText};
use super::{Fault, Input, Want};

/// [`Input`] over a deserializer.
pub(super) struct Source<'de, D: Deserializer<'de>> {
    state: State<D, D::Error>,
    lifetime: PhantomData<&'de ()>,
}

enum State<D, E> {
    Unread(D),
    Read,
    /// The format has stopped, for reasons of its own or because a fault made it.
    Failed(E),
}

impl<'de, D: Deserializer<'de>> Source<'de, D> {
    pub(super) fn new(deserializer: D) -> Self {
        Self {
            state: State::Unread(deserializer),
            lifetime: PhantomData,
        }
    }

    /// What the format itself has to say of a value that it could not read.
    pub(super) fn error(self) -> Option<D::Error> {
        if let State::Failed(error) = self.state {
            Some(error)
        } else {
            None
        }
    }

    /// The end of a value that was made sense of: one that nobody looked at is passed over.
    pub(super) fn finish(self) -> Result<(), D::Error> {
        match self.state {
            State::Read => Ok(()),
            State::Unread(deserializer) => IgnoredAny::deserialize(deserializer).map(drop),
            State::Failed(error) => Err(error),
        }
    }

    fn take(&mut self) -> Result<D, Fault> {
        match mem::replace(&mut self.state, State::Read) {
            State::Unread(deserializer) => Ok(deserializer),
            _ => Err(Fault::new("a value was asked for twice")),
        }
    }

    fn done<T>(&mut self, result: Result<T, D::Error>, fault: Option<Fault>) -> Result<T, Fault> {
        result.map_err(|error| {
            self.state = State::Failed(error);
            fault.unwrap_or_else(|| Fault::malformed("cannot be read"))
        })
    }
}

// Not the narrower calls of serde: with those, the format would word a mismatch, and show the value.
impl<'de, D: Deserializer<'de>> Input for Source<'de, D> {
    fn text(&mut self, visit: &mut dyn FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut fault = None;
        let visitor = Visit::new(WantText(visit), &mut fault);
        let result = self.take()?.deserialize_any(visitor);
        self.done(result, fault)
    }

    fn string(&mut self) -> Result<String, Fault> {
        let mut fault = None;
        let mut string = String::new();
        let visit = |text: &str| {
            string = String::from(text);
            Ok(())
        };
        let visitor = Visit::new(WantText(visit), &mut fault);
        let result = self.take()?.deserialize_any(visitor);
        self.done(result, fault).map(|()| string)
    }

    fn optional(&mut self, some: Take<'_>) -> Result<(), Fault> {
        let mut fault = None;
        let visitor = VisitOption(Part {
            take: TakePart::Value(some),
            fault: &mut fault,
        });
        let result = self.take()?.deserialize_option(visitor);
        self.done(result, fault)
    }

    fn accept(&mut self, want: Want<'_>) -> Result<(), Fault> {
        let mut fault = None;
        let visitor = Visit::new(want, &mut fault);
        let result = self.take()?.deserialize_any(visitor);
        self.done(result, fault)
    }

    fn value(&mut self) -> Result<Value, Fault> {
        let result = Value::deserialize(self.take()?);
        self.done(result, None)
    }

    fn skip(&mut self) -> Result<(), Fault> {
        let result = IgnoredAny::deserialize(self.take()?);
        self.done(result.map(drop), None)
    }
}

/// Hands what comes to whom it may concern. A [`Fault`] waits in its slot while an error of the format stands in for it.
struct Visit<'a, 'f, R> {
    want: R,
    fault: &'f mut Option<Fault>,
    lifetime: PhantomData<&'a ()>,
}

impl<'a, 'f, R: Receive<'a>> Visit<'a, 'f, R> {
    fn new(want: R, fault: &'f mut Option<Fault>) -> Self {
        Self {
            want,
            fault,
            lifetime: PhantomData,
        }
    }
}

/// Keeps a fault until serde has unwound.
fn keep<T, E: Error>(slot: &mut Option<Fault>, result: Result<T, Fault>) -> Result<T, E> {
    result.map_err(|fault| {
        *slot = Some(fault);
        E::custom("unexpected value")
    })
}

impl<'de, 'a, R: Receive<'a>> Visitor<'de> for Visit<'a, '_, R> {
    type Value = ();

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.want.expected())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        keep(self.fault, self.want.boolean(value))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        keep(self.fault, self.want.integer(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        keep(self.fault, self.want.unsigned(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        keep(self.fault, self.want.number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        keep(self.fault, self.want.text(text))
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        keep(self.fault, self.want.mismatch("null"))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        keep(self.fault, self.want.mismatch("null"))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let item = keep(self.fault, self.want.list())?;
        let mut index = 0;
        loop {
            let part = Part {
                take: TakePart::Value(item),
                fault: self.fault,
            };
            match sequence.next_element_seed(part) {
                Ok(Some(())) => index += 1,
                Ok(None) => return Ok(()),
                Err(error) => {
                    *self.fault = self.fault.take().map(|fault| fault.in_item(index));
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let entry = match self.want.object() {
            Ok(entry) => entry,
            Err(want) => {
                // With serde_json's `arbitrary_precision`, which any crate of a build can turn on, numbers come as maps.
                let result = match Number::deserialize(MapAccessDeserializer::new(map)) {
                    Ok(number) => want.json_number(&number),
                    Err(_) => want.mismatch("an object"),
                };
                return keep(self.fault, result);
            }
        };
        while let Some(key) = map.next_key_seed(Key)? {
            let part = Part {
                take: TakePart::Entry(entry, &key),
                fault: self.fault,
            };
            if let Err(error) = map.next_value_seed(part) {
                *self.fault = self.fault.take().map(|fault| fault.in_field(&key));
                return Err(error);
            }
        }
        Ok(())
    }
}

/// Null, or a value inside.
struct VisitOption<'a, 'f>(Part<'a, 'f>);

impl<'de> Visitor<'de> for VisitOption<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.deserialize(deserializer)
    }
}

/// A value inside of another one.
struct Part<'a, 'f> {
    take: TakePart<'a>,
    fault: &'f mut Option<Fault>,
}

enum TakePart<'a> {
    Value(Take<'a>),
    Entry(TakeEntry<'a>, &'a str),
}

impl<'de> DeserializeSeed<'de> for Part<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut source = Source::new(deserializer);
        let result = match self.take {
            TakePart::Value(take) => take(&mut source),
            TakePart::Entry(take, key) => take(key, &mut source),
        };
        let Err(fault) = result else {
            return source.finish();
        };
        *self.fault = Some(fault);
        Err(source
            .error()
            .unwrap_or_else(|| D::Error::custom("unexpected value")))
    }
}

/// The name of an entry, borrowed where the text allows it.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}
