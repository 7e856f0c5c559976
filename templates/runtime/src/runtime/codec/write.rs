//! Values to JSON text.

use std::io::{self, Write};
use std::mem;

use secrecy::zeroize::Zeroize;
use serde::Serialize;

use super::encode::go_on;
use super::{Encode, Entries, Fault, List, Object, Shape};

/// Room for a small request, so that it is written without growing.
const CAPACITY: usize = 256;

/// The value as JSON, without blanks, fields in their declared order.
///
/// The one fault there can be is a number that is not finite. Memory that held a sensitive text on the way is wiped;
/// the result is for the caller to look after.
pub fn to_json(value: &dyn Encode) -> Result<Vec<u8>, Fault> {
    let mut output = Output {
        bytes: Vec::with_capacity(CAPACITY),
        sensitive: false,
    };
    output.value(value)?;
    Ok(mem::take(&mut output.bytes))
}

/// The text so far.
struct Output {
    bytes: Vec<u8>,
    /// Whether a sensitive text is part of it, so that what it leaves behind in memory has to be wiped.
    sensitive: bool,
}

impl Output {
    fn value(&mut self, value: &dyn Encode) -> Result<(), Fault> {
        match value.shape() {
            Shape::Null => {
                self.bytes(b"null");
                Ok(())
            }
            Shape::Bool(value) => self.scalar(&value),
            Shape::Integer(number) => self.scalar(&number),
            Shape::Unsigned(number) => self.scalar(&number),
            Shape::Number(number) if number.is_finite() => self.scalar(&number),
            Shape::Number(_) => Err(Fault::new(
                "a number that is not finite has no form in JSON",
            )),
            Shape::Text(text) => self.text(&text),
            Shape::Sensitive(text) => {
                self.sensitive = true;
                self.text(text)
            }
            Shape::List(list) => self.list(list),
            Shape::Object(object) => self.object(object),
            Shape::Opaque(_) => Err(Fault::new("a file has no form in JSON")),
        }
    }

    fn scalar(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Fault> {
        serde_json::to_writer(self, value).map_err(|_| Fault::new("a value has no form in JSON"))
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        if needs_escape(text) {
            return self.scalar(text);
        }
        self.reserve(text.len().saturating_add(2));
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'"');
        Ok(())
    }

    fn list(&mut self, list: &dyn List) -> Result<(), Fault> {
        let mut result = Ok(());
        let mut index = 0;
        self.byte(b'[');
        let _ = list.each(&mut |item| {
            if index > 0 {
                self.byte(b',');
            }
            let item = self.value(item).map_err(|fault| fault.in_item(index));
            index += 1;
            go_on(&mut result, item)
        });
        self.byte(b']');
        result
    }

    fn object(&mut self, object: &dyn Object) -> Result<(), Fault> {
        let mut result = Ok(());
        let mut first = true;
        self.byte(b'{');
        let _ = object.entries(&mut Entries::new(&mut |key, value| {
            if !mem::take(&mut first) {
                self.byte(b',');
            }
            go_on(&mut result, self.entry(key, value))
        }));
        self.byte(b'}');
        result
    }

    fn entry(&mut self, key: &str, value: &dyn Encode) -> Result<(), Fault> {
        self.text(key)?;
        self.byte(b':');
        self.value(value).map_err(|fault| fault.in_field(key))
    }

    fn byte(&mut self, byte: u8) {
        self.reserve(1);
        self.bytes.push(byte);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    #[inline]
    fn reserve(&mut self, more: usize) {
        if self.sensitive && self.bytes.capacity() - self.bytes.len() < more {
            self.move_away(more);
        }
    }

    /// Grows, and wipes the memory that the text has stood in so far.
    #[cold]
    fn move_away(&mut self, more: usize) {
        let capacity = self.bytes.len().saturating_add(more).saturating_mul(2);
        let mut grown = Vec::with_capacity(capacity);
        grown.extend_from_slice(&self.bytes);
        self.bytes.zeroize();
        self.bytes = grown;
    }
}

/// Whether JSON writes any of the characters in another way; eight bytes a step, since most texts need a look only.
fn needs_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.last_chunk() {
        // The last eight may overlap those before.
        Some(last) => {
            any_escape(*last) || bytes.as_chunks().0.iter().any(|bytes| any_escape(*bytes))
        }
        None => bytes
            .iter()
            .any(|&byte| byte < b' ' || byte == b'"' || byte == b'\\'),
    }
}

/// The usual search for a zero byte in a word, for each of the three conditions at once.
fn any_escape(bytes: [u8; 8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let equal = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let word = u64::from_ne_bytes(bytes);
    (below(word, b' ') | equal(word, b'"') | equal(word, b'\\')) & HIGH != 0
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes(bytes);
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if self.sensitive {
            self.bytes.zeroize();
        }
    }
}
