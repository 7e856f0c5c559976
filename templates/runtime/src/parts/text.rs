//! Bodies that are text, and values that are written as text.

use std::borrow::Cow;

use http::{HeaderMap, header};
use serde_json::Value;

use crate::runtime::codec::{Take, Want};
use crate::runtime::{Error, Fault, Input, Kept};

/// [`Input`] over a value that is written as text: in a body of that type, or in a header.
///
/// A list is separated by commas, and so are the names and values of an object.
pub struct Plain<'a> {
    text: &'a str,
    /// Whether an object is written as `name=value`.
    exploded: bool,
}

impl<'a> Plain<'a> {
    /// A value written as this text.
    pub fn new(text: &'a str, exploded: bool) -> Self {
        Self { text, exploded }
    }

    fn parse<T: std::str::FromStr>(&self, expected: &'static str) -> Result<T, Fault> {
        let parsed = self.text.trim().parse::<T>();
        parsed.map_err(|_| Fault::mismatch(expected, "another text"))
    }

    fn each(&self, item: Take<'_>) -> Result<(), Fault> {
        for (index, text) in items(self.text).enumerate() {
            item(&mut Plain::new(text, self.exploded)).map_err(|fault| fault.in_item(index))?;
        }
        Ok(())
    }

    fn pair(
        &self,
        name: &str,
        value: &str,
        entry: &mut dyn FnMut(&str, &mut dyn Input) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut value = Plain::new(value, self.exploded);
        entry(name, &mut value).map_err(|fault| fault.in_field(name))
    }
}

/// The items of a list.
fn items(text: &str) -> impl Iterator<Item = &str> {
    let is_empty = text.trim().is_empty();
    text.split(',').map(str::trim).filter(move |_| !is_empty)
}

impl Input for Plain<'_> {
    fn text(&mut self, visit: &mut dyn FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault> {
        visit(self.text)
    }

    fn optional(&mut self, some: Take<'_>) -> Result<(), Fault> {
        // Where there need be no value, an empty text is none.
        if self.text.is_empty() {
            return Ok(());
        }
        some(self)
    }

    fn accept(&mut self, want: Want<'_>) -> Result<(), Fault> {
        match want {
            Want::Boolean(slot) => match self.text.trim() {
                text if text.eq_ignore_ascii_case("true") => *slot = true,
                text if text.eq_ignore_ascii_case("false") => *slot = false,
                _ => return Err(Fault::mismatch("`true` or `false`", "another text")),
            },
            Want::Integer(slot) => *slot = self.parse("a whole number")?,
            Want::Unsigned(slot) => *slot = self.parse("a whole number without a sign")?,
            Want::Number(slot) => *slot = self.parse("a number")?,
            Want::List(item) => return self.each(item),
            Want::Object(entry) => {
                let mut items = items(self.text);
                while let Some(item) = items.next() {
                    let (name, value) = if self.exploded {
                        item.split_once('=').unwrap_or((item, ""))
                    } else {
                        (item, items.next().unwrap_or_default())
                    };
                    self.pair(name, value, entry)?;
                }
            }
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Value, Fault> {
        Ok(self.text.into())
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}

/// Reads a body that is text.
pub fn read(
    headers: &HeaderMap,
    body: &[u8],
    decode: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
) -> Result<(), Fault> {
    decode(&mut Plain::new(&text(headers, body)?, false))
}

/// The text of a body, in the charset that the headers name: UTF-8 unless they say otherwise, ISO 8859-1 or UTF-16.
pub fn text<'b>(headers: &HeaderMap, body: &'b [u8]) -> Result<Cow<'b, str>, Fault> {
    let media_type = headers.get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    let charset = charset(media_type.unwrap_or_default()).to_ascii_lowercase();
    match charset.as_str() {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" => {
            let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
            let text = std::str::from_utf8(body);
            text.map(Cow::Borrowed).map_err(|error| {
                Fault::new(format!(
                    "no UTF-8 text from byte {} on",
                    error.valid_up_to()
                ))
            })
        }
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1" => {
            Ok(body.iter().copied().map(char::from).collect())
        }
        // The two differ where the other one has characters that nobody writes.
        "windows-1252" | "cp1252" if !body.iter().any(|byte| (0x80..0xA0).contains(byte)) => {
            Ok(body.iter().copied().map(char::from).collect())
        }
        "utf-16" | "utf-16le" | "utf-16be" => utf_16(body, charset.ends_with("le")),
        _ => Err(Fault::new("its text is in a charset that is not known")),
    }
}

/// The charset that a media type names, empty for none.
fn charset(media_type: &str) -> &str {
    let mut parameters = media_type.split(';').skip(1);
    let charset = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches('"'))
    });
    charset.unwrap_or_default()
}

fn utf_16<'b>(body: &[u8], little: bool) -> Result<Cow<'b, str>, Fault> {
    let (little, body) = match body {
        [0xFF, 0xFE, rest @ ..] => (true, rest),
        [0xFE, 0xFF, rest @ ..] => (false, rest),
        body => (little, body),
    };
    let units = body.chunks(2).map(|pair| match *pair {
        [first, second] if little => u16::from_le_bytes([first, second]),
        [first, second] => u16::from_be_bytes([first, second]),
        // Half a unit is none: a lone surrogate, which is refused below.
        _ => 0xDC00,
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.map(Cow::Owned)
        .map_err(|_| Fault::new("its text is not UTF-16"))
}

impl Kept {
    /// Reads the body as text.
    pub fn text<T: crate::runtime::Decode>(&self) -> Result<T, Fault> {
        let text = text(&self.headers, &self.body)?;
        T::decode(&mut Plain::new(&text, false))
    }
}

impl Error {
    /// The body of the answer where it is text in a charset that is known. No text of this error shows it.
    pub fn body_text(&self) -> Option<Cow<'_, str>> {
        let answer = self.kept()?;
        text(&answer.headers, &answer.body).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::Decode;
    use std::collections::BTreeMap;

    fn plain<T: Decode>(text: &str, exploded: bool) -> Result<T, Fault> {
        T::decode(&mut Plain::new(text, exploded))
    }

    #[test]
    fn text_stands_for_what_is_expected() {
        assert_eq!(plain(" 12 ", false), Ok(12_i64));
        assert_eq!(plain("18446744073709551615", false), Ok(u64::MAX));
        assert_eq!(plain("-0.5", false), Ok(-0.5));
        assert_eq!(plain("True", false), Ok(true));
        assert_eq!(plain(" as it is ", false), Ok(" as it is ".to_owned()));
        assert_eq!(plain("1, 2,3", false), Ok(vec![1_i64, 2, 3]));
        assert_eq!(plain("", false), Ok(Vec::<String>::new()));
        let pairs = |text, exploded| plain::<BTreeMap<String, i64>>(text, exploded);
        let expected = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
        assert_eq!(pairs("a,1,b,2", false), Ok(expected.clone()));
        assert_eq!(pairs("a=1, b=2", true), Ok(expected));
        assert_eq!(plain("x", false), Ok(Some("x".to_owned())));
        assert_eq!(plain("x", false), Ok(Value::from("x")));
    }

    #[test]
    fn what_does_not_fit_is_a_fault_that_does_not_repeat_it() {
        for fault in [
            plain::<i64>("hunter2", false).unwrap_err(),
            plain::<i64>("9223372036854775808", false).unwrap_err(),
            plain::<u64>("-1", false).unwrap_err(),
            plain::<bool>("hunter2", false).unwrap_err(),
            plain::<f64>("hunter2", false).unwrap_err(),
            plain::<Vec<i64>>("1,hunter2", false).unwrap_err(),
        ] {
            assert!(!fault.to_string().contains("hunter2"), "{fault}");
        }
    }

    #[test]
    fn charsets_are_honoured() {
        let read = |media_type: &str, body: &[u8]| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, media_type.parse().unwrap());
            text(&headers, body).map(Cow::into_owned)
        };
        for (media_type, body, expected) in [
            ("text/plain", "é€".as_bytes(), Some("é€")),
            ("text/plain", b"\xEF\xBB\xBFa", Some("a")),
            ("text/plain", b"\xE9", None),
            ("text/plain; charset=\"UTF-8\"", "é".as_bytes(), Some("é")),
            (
                "text/plain;CHARSET=ISO-8859-1",
                b"\xE9\x80",
                Some("é\u{80}"),
            ),
            ("text/html; a=b; charset=windows-1252", b"\xE9", Some("é")),
            ("text/html; charset=windows-1252", b"\x80", None),
            ("text/csv; charset=utf-16", b"\xFF\xFEa\0", Some("a")),
            ("text/csv; charset=utf-16", b"\0a\0b", Some("ab")),
            ("text/csv; charset=utf-16le", b"a\0b\0", Some("ab")),
            ("text/csv; charset=utf-16le", b"a\0b", None),
            ("text/csv; charset=koi8-r", b"a", None),
        ] {
            assert_eq!(
                read(media_type, body).ok().as_deref(),
                expected,
                "{media_type}"
            );
        }
    }
}
