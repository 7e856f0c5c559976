//! Keeps secrets and control characters out of every text that comes from outside.

use super::{Sensitive, base64};

/// What stands in place of a secret.
const REDACTED: &str = "[REDACTED]";

/// The most of a body that is looked at for an excerpt, in bytes.
const WINDOW: usize = 4096;

/// The longest excerpt, in characters.
const EXCERPT: usize = 200;

/// A secret shorter than this, in bytes, is only taken for one where it stands alone: it would be found in every text.
const SHORT: usize = 4;

/// So many bytes of a secret are taken for it even if something else follows.
const TELLING: usize = 12;

/// The secrets that a call knows of.
#[derive(Clone, Copy, Default)]
pub(crate) struct Secrets<'a> {
    /// Those of the client.
    pub(crate) session: &'a [Sensitive],
    /// Those of this request alone.
    pub(crate) request: &'a [Sensitive],
}

impl Secrets<'_> {
    /// A text from outside on one line, without the secrets and without control characters.
    ///
    /// A secret is found as it is, escaped for JSON or for a URL, and in base64; also its beginning, where the text ends
    /// within it or the beginning is long enough to tell.
    pub(crate) fn clean(self, text: &str) -> String {
        escape(&self.redact(text, SHORT))
    }

    /// The beginning of a body, cleaned, for a person to recognise it by; `None` for an empty body.
    pub(crate) fn excerpt(self, body: &[u8]) -> Option<String> {
        let window = body.get(..WINDOW).unwrap_or(body);
        let text = String::from_utf8_lossy(window);
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        // Where the window cuts, whatever could be the beginning of a secret goes.
        let least = if window.len() < body.len() { 1 } else { SHORT };
        let mut text = escape(&self.redact(text, least));
        if let Some((end, _)) = text.char_indices().nth(EXCERPT) {
            text.truncate(end);
            text.push('…');
        }
        Some(text)
    }

    /// Replaces every secret; `least` is how many bytes of one the end of the text must hold to count as cut off.
    fn redact(self, text: &str, least: usize) -> String {
        let mut needles = Vec::new();
        for secret in self.session {
            Needle::push_all(&mut needles, secret.expose(), text.len());
        }
        for secret in self.request {
            Needle::push_all(&mut needles, secret.expose(), text.len());
        }
        let mut clean = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let before = text.len() - rest.len();
            let mut found = None;
            for needle in &needles {
                found = found.max(needle.find(text, before, least));
            }
            if let Some(length) = found {
                if !clean.ends_with(REDACTED) {
                    clean.push_str(REDACTED);
                }
                rest = rest.get(length..).unwrap_or_default();
            } else {
                clean.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
        clean
    }
}

/// How a secret may be written.
#[derive(Clone, Copy)]
enum Form {
    Plain,
    Json,
    Percent,
    Base64,
}

/// One secret in one form.
struct Needle<'a> {
    form: Form,
    bytes: std::borrow::Cow<'a, [u8]>,
    /// Only what surrounds it tells a short secret from a part of a word.
    alone: bool,
}

impl<'a> Needle<'a> {
    /// Adds the forms of a secret that a text of this many bytes can hold.
    fn push_all(needles: &mut Vec<Self>, secret: &'a str, room: usize) {
        if secret.is_empty() {
            return;
        }
        let bytes = secret.as_bytes();
        let alone = bytes.len() < SHORT;
        let mut push = |form, bytes| needles.push(Self { form, bytes, alone });
        push(Form::Plain, bytes.into());
        push(Form::Json, bytes.into());
        push(Form::Percent, bytes.into());
        let encoded = base64::encode(bytes.get(..room).unwrap_or(bytes));
        // The last character depends on what follows the secret where that was encoded along with it.
        let certain = (bytes.len() * 4 / 3).min(encoded.len());
        let encoded = encoded.into_bytes();
        let cut = encoded.get(..certain).unwrap_or_default().to_vec();
        push(Form::Base64, encoded.into());
        push(Form::Base64, cut.into());
    }

    /// The length in bytes of the secret, or of what is there of it, at this place of the text.
    fn find(&self, text: &str, at: usize, least: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(at..)?;
        let room = rest.len();
        let mut matched = 0;
        while let Some(wanted) = self
            .bytes
            .get(matched..)
            .filter(|wanted| !wanted.is_empty())
        {
            let Some((length, used)) = self.form.step(rest, wanted) else {
                break;
            };
            rest = rest.get(used..)?;
            matched += length;
        }
        let length = room - rest.len();
        let whole = matched == self.bytes.len();
        let complete = whole && (!self.alone || stands_alone(text, at, at + length));
        let telling = matched >= TELLING;
        // An escape that the end of the text cuts does not hide that the text ends within the secret.
        let ended = matched >= least && !whole && self.form.is_cut(rest);
        if ended {
            return Some(room);
        }
        // A character is never split.
        (matched > 0 && (complete || telling)).then(|| {
            let end = (at + length..=text.len()).find(|end| text.is_char_boundary(*end));
            end.unwrap_or(text.len()) - at
        })
    }
}

impl Form {
    /// Compares one unit of the text with the secret: how many bytes of the secret it stands for, and its own length.
    fn step(self, text: &[u8], wanted: &[u8]) -> Option<(usize, usize)> {
        let first = *text.first()?;
        let byte = *wanted.first()?;
        let one = |byte_found: u8, used: usize| (byte_found == byte).then_some((1, used));
        match self {
            Self::Base64 => match first {
                b'-' => one(b'+', 1),
                b'_' => one(b'/', 1),
                first => one(first, 1),
            },
            Self::Percent => match (first, text.get(1..3)) {
                (b'%', Some(digits)) => {
                    one(hexadecimal(digits).and_then(|n| n.try_into().ok())?, 3)
                }
                (b'+', _) if byte == b' ' => Some((1, 1)),
                _ => one(first, 1),
            },
            Self::Json if first == b'\\' => {
                let (character, used) = json_escape(text)?;
                let mut buffer = [0; 4];
                let found = character.encode_utf8(&mut buffer).as_bytes();
                wanted.starts_with(found).then_some((found.len(), used))
            }
            Self::Plain | Self::Json => one(first, 1),
        }
    }

    /// Whether nothing is left of the text but perhaps the beginning of an escape.
    fn is_cut(self, rest: &[u8]) -> bool {
        match (self, rest.first()) {
            (_, None) => true,
            (Self::Percent, Some(b'%')) => rest.len() < 3,
            (Self::Json, Some(b'\\')) => rest.len() < 6 && json_escape(rest).is_none(),
            _ => false,
        }
    }
}

/// Reads hexadecimal digits, and nothing else.
fn hexadecimal(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        Some(number << 4 | char::from(*digit).to_digit(16)?)
    })
}

/// Reads an escape of a JSON string: the character, and the length of the escape.
fn json_escape(text: &[u8]) -> Option<(char, usize)> {
    let character = match *text.get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return json_unicode(text),
        other @ (b'"' | b'\\' | b'/') => char::from(other),
        _ => return None,
    };
    Some((character, 2))
}

/// Reads `\uXXXX`, or two of them that make one character.
fn json_unicode(text: &[u8]) -> Option<(char, usize)> {
    let high = hexadecimal(text.get(2..6)?)?;
    if let Some(character) = char::from_u32(high) {
        return Some((character, 6));
    }
    let low = text.get(6..12).filter(|low| low.starts_with(b"\\u"))?;
    let low = hexadecimal(low.get(2..)?)?;
    let both = [u16::try_from(high).ok()?, u16::try_from(low).ok()?];
    let character = char::decode_utf16(both).next()?.ok()?;
    Some((character, 12))
}

/// Whether neither a letter nor a digit touches this part of a text.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
}

/// Makes visible what would end a line, move a cursor or turn the direction of writing.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        let turns = matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if character.is_control() || turns {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
