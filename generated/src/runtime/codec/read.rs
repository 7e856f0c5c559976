//! JSON text, and values of JSON, to types.

use std::str;

use serde_json::Value;
use serde_json::error::Category;

use super::source::Source;
use super::value::Kept;
use super::{Decode, Fault, Input};

/// Some servers begin a text with this mark, which says nothing in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a type from JSON text.
pub fn from_json<T: Decode>(bytes: &[u8]) -> Result<T, Fault> {
    let mut value = None;
    read_json(bytes, &mut |input| {
        value = Some(T::decode(input)?);
        Ok(())
    })?;
    value.ok_or_else(|| Fault::malformed("holds no value"))
}

/// Reads a type from a JSON value.
pub fn from_value<T: Decode>(value: &Value) -> Result<T, Fault> {
    T::decode(&mut Kept::new(value))
}

/// Shows the one value that a JSON text holds; for readers that are no type, such as that of an envelope.
///
/// Arrays and objects may lie inside of each other 127 levels deep.
pub fn read_json(
    bytes: &[u8],
    read: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let text = str::from_utf8(bytes).map_err(|error| {
        Fault::malformed(format!(
            "no UTF-8 text from byte {} on",
            error.valid_up_to()
        ))
    })?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut source = Source::new(&mut deserializer);
    match read(&mut source) {
        Ok(()) => source
            .finish()
            .map_err(|error| describe(Fault::malformed(""), &error))?,
        Err(fault) => {
            return Err(match source.error() {
                Some(error) if fault.is_malformed() => describe(fault, &error),
                _ => fault,
            });
        }
    }
    deserializer
        .end()
        .map_err(|error| describe(Fault::malformed(""), &error))
}

/// Says what the parser found; of syntax alone, since nothing else is sure to leave out the value.
fn describe(fault: Fault, error: &serde_json::Error) -> Fault {
    fault.with_message(match error.classify() {
        Category::Syntax | Category::Eof => format!("malformed JSON: {error}"),
        Category::Data | Category::Io => String::from("malformed JSON"),
    })
}
