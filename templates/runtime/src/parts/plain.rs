//! Bodies of text, and what forms share with them: scalars as text, and a buffer that wipes what it leaves behind.

use std::borrow::Cow;
use std::ops::ControlFlow;

use bytes::Bytes;
use secrecy::zeroize::{Zeroize, Zeroizing};

use crate::runtime::{Content, Encode, Entries, Format, List, Object, Shape, to_json, wiped};

/// A text, or another scalar as text, of this media type.
#[derive(Debug)]
pub struct Text(pub &'static str);

impl Format for Text {
    fn content(&self, value: &dyn Encode, holds_secret: bool) -> Result<Content, String> {
        let text = scalar(value)?;
        let bytes = wiped(text.as_bytes().to_vec(), holds_secret);
        // Without the parameter, receivers differ in what they take other characters for.
        let is_told = self.0.contains(';') || !self.0.starts_with("text/");
        if text.is_ascii() || is_told {
            return Content::bytes(self.0, bytes);
        }
        Content::bytes(&format!("{}; charset=utf-8", self.0), bytes)
    }
}

/// The items of a list as JSON, a line each, of this media type.
#[derive(Debug)]
pub struct Lines(pub &'static str);

impl Format for Lines {
    fn content(&self, value: &dyn Encode, holds_secret: bool) -> Result<Content, String> {
        let Shape::List(list) = value.shape() else {
            return Err("only a list has lines".to_owned());
        };
        let mut lines = Buffer::new(holds_secret);
        each_item(list, &mut |item| {
            let json = Zeroizing::new(to_json(item).map_err(|fault| fault.to_string())?);
            lines.push(&*json);
            lines.push(b"\n");
            Ok(())
        })?;
        Content::bytes(self.0, lines.take())
    }
}

/// A scalar as text, without quotes; empty for null.
pub fn scalar(value: &dyn Encode) -> Result<Cow<'_, str>, String> {
    Ok(match value.shape() {
        Shape::Null => Cow::Borrowed(""),
        Shape::Text(text) => text,
        Shape::Sensitive(text) => Cow::Borrowed(text),
        Shape::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
        Shape::Integer(number) => Cow::Owned(number.to_string()),
        Shape::Unsigned(number) => Cow::Owned(number.to_string()),
        Shape::Number(_) => {
            let json = to_json(value).map_err(|fault| fault.to_string())?;
            Cow::Owned(String::from_utf8_lossy(&json).into_owned())
        }
        Shape::Opaque(_) => return Err("a file stands where text is wanted".to_owned()),
        Shape::List(_) | Shape::Object(_) => {
            return Err("a list or an object stands where text is wanted".to_owned());
        }
    })
}

/// Visits the entries of an object until one fails.
pub fn each_entry(
    object: &dyn Object,
    visit: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), String>,
) -> Result<(), String> {
    let mut result = Ok(());
    let _ = object.entries(&mut Entries::new(&mut |key, value| {
        result = visit(key, value);
        if result.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }));
    result
}

/// Visits the items of a list until one fails.
pub fn each_item(
    list: &dyn List,
    visit: &mut dyn FnMut(&dyn Encode) -> Result<(), String>,
) -> Result<(), String> {
    let mut result = Ok(());
    let _ = list.each(&mut |item| {
        result = visit(item);
        if result.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    result
}

/// Bytes that grow; where they hold a secret, the memory that they have stood in is wiped.
pub struct Buffer {
    bytes: Vec<u8>,
    holds_secret: bool,
}

impl Buffer {
    /// Nothing yet.
    pub fn new(holds_secret: bool) -> Self {
        Self {
            bytes: Vec::new(),
            holds_secret,
        }
    }

    /// Whether nothing has been written since the last [`Buffer::take`].
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Appends.
    pub fn push(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        let is_full = self.bytes.capacity() - self.bytes.len() < bytes.len();
        if self.holds_secret && is_full {
            let room = self.bytes.len().saturating_add(bytes.len());
            let mut grown = Vec::with_capacity(room.saturating_mul(2));
            grown.extend_from_slice(&self.bytes);
            self.bytes.zeroize();
            self.bytes = grown;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// What has been written.
    pub fn take(&mut self) -> Bytes {
        wiped(std::mem::take(&mut self.bytes), self.holds_secret)
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        if self.holds_secret {
            self.bytes.zeroize();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::Sensitive;

    fn content(format: &Text, value: &dyn Encode) -> (String, Bytes) {
        let content = format.content(value, false).unwrap();
        let body = content.open().unwrap().as_bytes().unwrap().clone();
        (content.media_type().to_owned(), body)
    }

    #[test]
    fn scalars_are_written_without_quotes() {
        let plain = Text("text/plain");
        for (value, expected) in [
            (&"a \"b\"" as &dyn Encode, "a \"b\""),
            (&true, "true"),
            (&-5_i64, "-5"),
            (&5_u64, "5"),
            (&0.5_f64, "0.5"),
            (&Sensitive::from("hunter2"), "hunter2"),
            (&None::<String>, ""),
        ] {
            let (media_type, body) = content(&plain, value);
            assert_eq!(
                (media_type.as_str(), body.as_ref()),
                ("text/plain", expected.as_bytes())
            );
        }
        assert!(plain.content(&vec!["a"], false).is_err());
        assert!(plain.content(&f64::NAN, false).is_err());
    }

    #[test]
    fn items_are_lines() {
        let lines = Lines("application/x-ndjson");
        let content = lines.content(&vec!["a", "b\n"], true).unwrap();
        let body = content.open().unwrap();
        assert_eq!(body.as_bytes().unwrap().as_ref(), b"\"a\"\n\"b\\n\"\n");
        assert!(lines.content(&"a", false).is_err());
    }

    #[test]
    fn other_characters_are_said_to_be_utf_8() {
        for (media_type, expected) in [
            ("text/csv", "text/csv; charset=utf-8"),
            ("text/plain; charset=UTF-8", "text/plain; charset=UTF-8"),
            ("application/xml", "application/xml"),
        ] {
            let (media_type, body) = content(&Text(media_type), &"é");
            assert_eq!(
                (media_type.as_str(), body.as_ref()),
                (expected, "é".as_bytes())
            );
        }
    }
}
