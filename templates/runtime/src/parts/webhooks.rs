//! What an API calls of its own accord: which of its webhooks a request is, and what is in it.

use bytes::Bytes;
use http::{HeaderMap, header};
use serde_json::Value;

use crate::runtime::{
    Decode, Error, ErrorKind, Fault, Input, Raw, ReadBody, from_value, read_json,
};

pub mod sign;
#[cfg(test)]
mod tests;

use sign::{Place, Row, Seen};

/// The most bytes that a body may have: as many as a client accepts of an answer, unless it is told otherwise.
pub const MOST: usize = 64 * 1024 * 1024;

/// What errors are about where it is not known which webhook it is.
const SUBJECT: &str = "webhooks";

/// How many webhooks an error lists.
const MOST_LISTED: usize = 4;

/// The place in the table of the webhook that a request is; `None` if it is none of them, as far as the table tells.
///
/// Candidates are those with no sign that speaks against them; of these, the one wins that most signs speak for. What
/// nothing speaks for is taken only where the API has no other.
pub fn find(
    rows: &[Row],
    scan: ReadBody,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Option<usize>, Error> {
    check(SUBJECT, body)?;
    let mut seen = Seen::of(headers);
    let scanned = scan_members(rows, scan, &mut seen, (headers, body));
    let named = seen.named(rows);
    let (mut best, mut found) = (0, Vec::new());
    for (index, row) in rows.iter().enumerate() {
        let Some(score) = seen.score(row, &named) else {
            continue;
        };
        if score > best || found.is_empty() {
            best = score;
            found.clear();
        }
        if score == best {
            found.push(index);
        }
    }
    let is_only = rows.windows(2).all(|pair| match pair {
        [one, other] => one.name == other.name,
        _ => true,
    });
    let has_signs = rows.iter().any(|row| !row.signs.is_empty());
    match found.as_slice() {
        [only] if best > 0 || is_only => Ok(Some(*only)),
        [_, _, ..] if best > 0 || is_only || !has_signs => Err(ambiguous(rows, &found)),
        // What cannot be read at all is not merely unknown.
        _ => scanned
            .map(|()| None)
            .map_err(|fault| unreadable(SUBJECT, &fault)),
    }
}

/// Looks for the members that tell webhooks apart. The fault is that of a body which says that it is JSON and is not.
fn scan_members(
    rows: &[Row],
    scan: ReadBody,
    seen: &mut Seen<'_>,
    (headers, body): (&HeaderMap, &[u8]),
) -> Result<(), Fault> {
    let mut paths: Vec<&[&str]> = Vec::new();
    for sign in rows.iter().flat_map(|row| row.signs) {
        if let Place::Member(path) = sign.place
            && !paths.contains(&path)
        {
            paths.push(path);
        }
    }
    let is_json = seen.says_json();
    if body.trim_ascii().is_empty() {
        return Ok(());
    }
    let scanned = scan(headers, body, &mut |input| {
        let whole = if paths.is_empty() {
            return input.skip();
        } else {
            input
        };
        whole.object(&mut |name, input| {
            let mut value: Option<Value> = None;
            for path in &paths {
                if path.first() != Some(&name) {
                    continue;
                }
                if value.is_none() {
                    value = Some(input.value()?);
                }
                if let Some(value) = &value {
                    seen.note(path, value);
                }
            }
            match value {
                Some(_) => Ok(()),
                None => input.skip(),
            }
        })
    });
    match scanned {
        // A list, say, has no members, and is sound all the same.
        Err(fault) if is_json && fault.is_malformed() => Err(fault),
        _ => Ok(()),
    }
}

/// Reads the payload of a webhook.
pub fn read<T: Decode>(
    name: &'static str,
    read: ReadBody,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<T, Error> {
    check(name, body)?;
    if body.trim_ascii().is_empty()
        && let Ok(nothing) = from_value(&Value::Null)
    {
        return Ok(nothing);
    }
    let mut value = None;
    let done = read(headers, body, &mut |input| {
        value = Some(T::decode(input)?);
        Ok(())
    });
    let value = done.and_then(|()| value.ok_or_else(|| Fault::new("there is none")));
    value.map_err(|fault| unreadable(name, &fault))
}

/// A body as it came.
pub fn raw(name: &'static str, headers: &HeaderMap, body: &[u8]) -> Result<Raw, Error> {
    check(name, body)?;
    let media_type = headers.get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    Ok(Raw::new(
        Bytes::copy_from_slice(body),
        media_type.map(str::to_owned),
    ))
}

/// Reads JSON, whatever the headers say.
pub fn json(
    _: &HeaderMap,
    body: &[u8],
    decode: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
) -> Result<(), Fault> {
    read_json(body, decode)
}

fn check(name: &'static str, body: &[u8]) -> Result<(), Error> {
    if body.len() <= MOST {
        return Ok(());
    }
    let message = format!("the body is larger than {MOST} bytes");
    Err(Error::new(ErrorKind::BodyTooLarge, name, message))
}

/// The fault tells kinds and places, and no value.
#[cold]
fn unreadable(name: &'static str, fault: &Fault) -> Error {
    let message = format!("the payload cannot be read: {fault}");
    Error::new(ErrorKind::Decode, name, message)
}

#[cold]
fn ambiguous(rows: &[Row], found: &[usize]) -> Error {
    let mut message = "nothing tells which webhook this is: it may be ".to_owned();
    for (count, row) in found
        .iter()
        .filter_map(|index| rows.get(*index))
        .enumerate()
    {
        match count {
            0 => {}
            MOST_LISTED => {
                message.push_str(" or another");
                break;
            }
            _ => message.push_str(" or "),
        }
        message.extend(["`", row.name, "`"]);
    }
    message.push_str("; say so with `Webhook::parse_as`");
    Error::new(ErrorKind::Ambiguous, SUBJECT, message)
}

/// All webhooks of an API: the enum of their payloads and that of their names, from a table.
///
/// A line is `"name" => Variant(read Type): force(place "where": "value" | "value")`. `read` is `json`, `text`, `form`,
/// `json_or_form` or `bytes`; a webhook without a payload has no parentheses. The signs after the colon are what tells it
/// from others, see [`sign::Sign`]. Before the table stands how a body is looked into: `json` or `json_or_form`.
#[doc(hidden)]
#[macro_export]
macro_rules! webhooks {
    ($scan:ident {$(
        $(#[$meta:meta])* $name:literal => $variant:ident $(($read:ident $ty:ty))?
            $(: $($force:ident($place:ident $($at:literal)*: $($value:literal)|+))+)?
    ),* $(,)?}) => {
        /// What the API sends of its own accord: a variant for each webhook and callback, with what its body holds.
        ///
        /// Nothing here checks who sent it: see the [module](self) on that.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Webhook {
            $($(#[$meta])* $variant $(($ty))?,)*
            /// None of those that this crate knows, as it came. `Debug` shows how long it is, and nothing of it.
            Unknown($crate::Raw),
        }

        /// The webhooks and callbacks by their names, for [`Webhook::parse_as`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum WebhookName {
            $(#[doc = concat!("`", $name, "`: [`Webhook::", stringify!($variant), "`].")] $variant,)*
        }

        impl WebhookName {
            /// All of them, in the order of the API's description.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in the API's description.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }

        impl ::std::fmt::Display for WebhookName {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Webhook {
            const ROWS: &'static [$crate::parts::webhooks::sign::Row] = &[$(
                $crate::parts::webhooks::sign::Row::new($name, &[$($(
                    $crate::parts::webhooks::sign::Sign::$force(
                        $crate::parts::webhooks::sign::Place::$place(&[$($at),*]),
                        &[$($value),+],
                    )
                ),+)?])
            ),*];

            /// Finds out which webhook a request is, by its headers and its body, and reads the payload.
            ///
            /// One that this crate does not know is [`Webhook::Unknown`].
            ///
            /// # Errors
            ///
            /// [`Ambiguous`](crate::ErrorKind::Ambiguous) where nothing in the request tells it from others:
            /// [`Webhook::parse_as`] reads it. [`Decode`](crate::ErrorKind::Decode) where the body is not what the API
            /// describes, and [`BodyTooLarge`](crate::ErrorKind::BodyTooLarge) beyond 64 MiB.
            pub fn parse(
                headers: &::http::HeaderMap,
                body: &[u8],
            ) -> ::std::result::Result<Self, $crate::Error> {
                let found = $crate::parts::webhooks::find(
                    Self::ROWS,
                    $crate::webhooks!(@scan $scan),
                    headers,
                    body,
                )?;
                match found.and_then(|index| WebhookName::ALL.get(index)) {
                    Some(name) => Self::parse_as(*name, headers, body),
                    None => $crate::parts::webhooks::raw("webhooks", headers, body).map(Self::Unknown),
                }
            }

            /// Reads the payload of a webhook whose name is known, such as by the address that it came to.
            ///
            /// # Errors
            ///
            /// As those of [`Webhook::parse`], but for what is ambiguous.
            pub fn parse_as(
                name: WebhookName,
                headers: &::http::HeaderMap,
                body: &[u8],
            ) -> ::std::result::Result<Self, $crate::Error> {
                match name {$(
                    WebhookName::$variant => {
                        $crate::webhooks!(@read $name, headers, body, Self::$variant $(, $read $ty)?)
                    }
                )*}
            }

            /// Its name; `None` for one that this crate does not know.
            pub fn name(&self) -> ::std::option::Option<WebhookName> {
                match self {
                    $(Self::$variant { .. } => Some(WebhookName::$variant),)*
                    Self::Unknown(_) => None,
                }
            }
        }
    };
    (@scan json) => { $crate::parts::webhooks::json };
    (@scan json_or_form) => { $crate::parts::fields::read_either };
    (@read $name:literal, $headers:ident, $body:ident, $variant:expr) => {{
        // A webhook without a payload has nothing to read.
        let _ = ($headers, $body);
        Ok($variant)
    }};
    (@read $name:literal, $headers:ident, $body:ident, $variant:expr, bytes $ty:ty) => {
        $crate::parts::webhooks::raw($name, $headers, $body).map($variant)
    };
    (@read $name:literal, $headers:ident, $body:ident, $variant:expr, json $ty:ty) => {
        $crate::parts::webhooks::read($name, $crate::parts::webhooks::json, $headers, $body).map($variant)
    };
    (@read $name:literal, $headers:ident, $body:ident, $variant:expr, text $ty:ty) => {
        $crate::parts::webhooks::read($name, $crate::parts::text::read, $headers, $body).map($variant)
    };
    (@read $name:literal, $headers:ident, $body:ident, $variant:expr, form $ty:ty) => {
        $crate::parts::webhooks::read($name, $crate::parts::fields::read, $headers, $body).map($variant)
    };
    (@read $name:literal, $headers:ident, $body:ident, $variant:expr, json_or_form $ty:ty) => {
        $crate::parts::webhooks::read($name, $crate::parts::fields::read_either, $headers, $body).map($variant)
    };
}
