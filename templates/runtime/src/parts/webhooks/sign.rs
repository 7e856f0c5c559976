//! The signs by which a webhook is known, and how many of them a request has.

use http::{HeaderMap, header};
use serde_json::Value;

/// A webhook in the table of an API.
pub struct Row {
    pub(super) name: &'static str,
    pub(super) signs: &'static [Sign],
}

impl Row {
    /// A webhook of this name, with what tells it from others.
    pub const fn new(name: &'static str, signs: &'static [Sign]) -> Self {
        Self { name, signs }
    }
}

/// What tells a webhook from others: a place with one of these values.
pub struct Sign {
    pub(super) place: Place,
    values: &'static [&'static str],
    force: Force,
}

impl Sign {
    const fn of(place: Place, values: &'static [&'static str], force: Force) -> Self {
        Self {
            place,
            values,
            force,
        }
    }

    /// A request without it is another one.
    pub const fn must(place: Place, values: &'static [&'static str]) -> Self {
        Self::of(place, values, Force::Must)
    }

    /// A request with another value there is another one.
    pub const fn is(place: Place, values: &'static [&'static str]) -> Self {
        Self::of(place, values, Force::Is)
    }

    /// Names suggest it. The values consist of small letters and digits, and of what a request says nothing else counts;
    /// a value that none of the webhooks has there says nothing.
    pub const fn may(place: Place, values: &'static [&'static str]) -> Self {
        Self::of(place, values, Force::May)
    }
}

/// How much a sign says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Force {
    /// See [`Sign::must`].
    Must,
    /// See [`Sign::is`].
    Is,
    /// See [`Sign::may`].
    May,
}

/// Where a sign stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the header of this name.
    Header(&'static str),
    /// In a member of the body, by the way to it.
    Member(&'static [&'static str]),
    /// In the media type of the body.
    MediaType,
}

impl Place {
    /// A header, by its one name.
    pub const fn header(path: &'static [&'static str]) -> Self {
        match path {
            [name, ..] => Self::Header(name),
            [] => Self::MediaType,
        }
    }

    /// A member, by the way to it.
    pub const fn member(path: &'static [&'static str]) -> Self {
        Self::Member(path)
    }

    /// The media type of the body.
    pub const fn media_type(_: &'static [&'static str]) -> Self {
        Self::MediaType
    }
}

/// What a request has at the places that matter.
pub(super) struct Seen<'a> {
    headers: &'a HeaderMap,
    media_type: String,
    members: Vec<(&'static [&'static str], String)>,
}

impl<'a> Seen<'a> {
    /// A request with these headers, and nothing known of its body.
    pub(super) fn of(headers: &'a HeaderMap) -> Self {
        let media_type = headers.get(header::CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let essence = media_type.unwrap_or_default().split(';').next();
        Self {
            headers,
            media_type: essence.unwrap_or_default().trim().to_ascii_lowercase(),
            members: Vec::new(),
        }
    }

    /// Whether the body is said to be JSON, or nothing is said of it.
    pub(super) fn says_json(&self) -> bool {
        self.media_type.is_empty() || self.media_type.ends_with("json")
    }

    /// Notes the member at the end of a path, whose first step leads to this value. A name that comes twice has its last
    /// value, as in a payload.
    pub(super) fn note(&mut self, path: &'static [&'static str], value: &Value) {
        let mut here = Some(value);
        for step in path.iter().skip(1) {
            here = here.and_then(|value| value.get(step));
        }
        self.members.retain(|(known, _)| *known != path);
        let text = match here {
            Some(Value::String(text)) => text.clone(),
            Some(value @ (Value::Bool(_) | Value::Number(_))) => value.to_string(),
            _ => return,
        };
        self.members.push((path, text));
    }

    fn at(&self, place: Place) -> Option<&str> {
        match place {
            Place::Header(name) => self.headers.get(name)?.to_str().ok().map(str::trim),
            Place::Member(path) => {
                let mut members = self.members.iter();
                let (_, text) = members.find(|(known, _)| *known == path)?;
                Some(text)
            }
            Place::MediaType => Some(&self.media_type)
                .filter(|text| !text.is_empty())
                .map(String::as_str),
        }
    }

    /// Whether a sign is there; `None` if there is nothing at its place.
    fn has(&self, sign: &Sign) -> Option<bool> {
        let text = self.at(sign.place)?;
        let is_there = match sign.force {
            Force::May => sign.values.iter().any(|value| is_called(text, value)),
            _ if sign.place == Place::MediaType => sign
                .values
                .iter()
                .any(|value| value.eq_ignore_ascii_case(text)),
            _ => sign.values.contains(&text),
        };
        Some(is_there)
    }

    /// The places where the request has a name of some webhook.
    pub(super) fn named(&self, rows: &[Row]) -> Vec<Place> {
        let mut named = Vec::new();
        for sign in rows.iter().flat_map(|row| row.signs) {
            if sign.force == Force::May
                && !named.contains(&sign.place)
                && self.has(sign) == Some(true)
            {
                named.push(sign.place);
            }
        }
        named
    }

    /// How many signs speak for a webhook; `None` if one speaks against it.
    pub(super) fn score(&self, row: &Row, named: &[Place]) -> Option<usize> {
        let mut score = 0;
        for sign in row.signs {
            match (self.has(sign), sign.force) {
                // It tells forms of one webhook apart.
                (Some(true), _) if sign.place == Place::MediaType => {}
                (Some(true), _) => score += 1,
                (None, Force::Must) | (Some(false), Force::Must | Force::Is) => return None,
                (Some(false), Force::May) if named.contains(&sign.place) => return None,
                _ => {}
            }
        }
        Some(score)
    }
}

/// Whether a text is this name, which has letters and digits alone, in any spelling.
fn is_called(text: &str, name: &str) -> bool {
    let letters = text.chars().filter(|each| each.is_alphanumeric());
    letters.flat_map(char::to_lowercase).eq(name.chars())
}
