//! serde for every type that has a form here, so that a value can be kept in any format that serde knows.

use serde::de::Error;
use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Deserializer, Serialize, Serializer};

use super::encode::go_on;
use super::source::Source;
use super::{Decode, Encode, Entries, List, Object, Shape};

/// The body of `Deserialize` for a type that has [`Decode`]; the format has to tell of itself what it holds, as JSON does.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut source = Source::new(deserializer);
    match T::decode(&mut source) {
        Ok(value) => source.finish().map(|()| value),
        Err(fault) => Err(match source.error() {
            Some(error) if fault.is_malformed() => error,
            _ => D::Error::custom(fault),
        }),
    }
}

/// The body of `Serialize` for a type that has [`Encode`]. Sensitive texts are written.
#[inline]
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    match value.shape() {
        Shape::Text(text) => serializer.serialize_str(&text),
        shape => serialize_other(shape, serializer),
    }
}

/// Apart, so that the way of a text, which most values are, stays short.
#[inline(never)]
fn serialize_other<S: Serializer>(shape: Shape<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match shape {
        Shape::Null => serializer.serialize_none(),
        Shape::Bool(value) => serializer.serialize_bool(value),
        Shape::Integer(number) => serializer.serialize_i64(number),
        Shape::Unsigned(number) => serializer.serialize_u64(number),
        Shape::Number(number) => serializer.serialize_f64(number),
        Shape::Text(text) => serializer.serialize_str(&text),
        Shape::Sensitive(text) => serializer.serialize_str(text),
        Shape::List(list) => serialize_list(list, serializer),
        Shape::Object(object) => serialize_object(object, serializer),
        Shape::Opaque(_) => Err(S::Error::custom("a file has no form in serde")),
    }
}

fn serialize_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let mut output = serializer.serialize_seq(Some(list.len()))?;
    let mut result = Ok(());
    let _ = list.each(&mut |item| go_on(&mut result, output.serialize_element(&Bridge(item))));
    result?;
    output.end()
}

fn serialize_object<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    let mut output = serializer.serialize_map(None)?;
    let mut result = Ok(());
    let _ = object.entries(&mut Entries::new(&mut |key, value| {
        go_on(&mut result, output.serialize_entry(key, &Bridge(value)))
    }));
    result?;
    output.end()
}

struct Bridge<'a>(&'a dyn Encode);

impl Serialize for Bridge<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

crate::serde_impls!(super::Sensitive);
crate::serde_impls!(super::Timestamp);
