//! Draws the bodies of answers: values, texts and bytes.

use openapi_client_generator::CallAnswer;
use serde_json::Value;

use super::answer::Content;
use super::document::is_json;
use super::plan::{Drawing, Reason};
use super::responses::Offer;
use super::text::Use;
use super::value::Room;
use super::wire::texts;
use crate::random::Random;
use crate::schema::Direction;

/// The charsets that a text is written in where the document names none.
const CHARSETS: [&str; 5] = ["", "", "utf-8", "iso-8859-1", "utf-16le"];

/// The most bytes of a large body.
const MOST: usize = 300_000;

impl Drawing<'_> {
    /// A body that gives this.
    pub(super) fn content(&mut self, kind: &CallAnswer, media: &Offer) -> Result<Content, Reason> {
        match kind {
            CallAnswer::Value | CallAnswer::Page => self.json(media),
            CallAnswer::Nothing if is_json(&media.media_type) => self.json(media),
            CallAnswer::Text => self.plain(media),
            CallAnswer::Events(payload) => self.events(*payload, media),
            CallAnswer::Lines => self.lines(media),
            _ => Ok(self.bytes(*kind == CallAnswer::Nothing, media)),
        }
    }

    fn json(&mut self, media: &Offer) -> Result<Content, Reason> {
        let value = match &media.schema {
            Some(schema) => {
                let usage = (Use::Anywhere, Room::JSON);
                self.value(schema, Direction::Answer, usage)?
            }
            None => self.anything(),
        };
        Ok(Content {
            media_type: concrete(&media.media_type, "application/json"),
            bytes: self.written(&value).into_bytes(),
            value: Some(value),
        })
    }

    /// JSON, over several lines or in one.
    pub(super) fn written(&mut self, value: &Value) -> String {
        if self.random.chance(30) {
            return format!("{value:#}");
        }
        value.to_string()
    }

    /// A text, in some charset.
    fn plain(&mut self, media: &Offer) -> Result<Content, Reason> {
        let value = self.text(media.schema.as_deref())?;
        let text = texts(&value).concat();
        let mut media_type = concrete(&media.media_type, "text/plain");
        let charset = match media_type.split_once("charset=") {
            Some((_, charset)) => charset.trim_matches('"').to_ascii_lowercase(),
            None => {
                let charset = self.random.pick(&CHARSETS).copied();
                let charset = charset.unwrap_or_default().to_owned();
                let is_latin = text.chars().all(|letter| u32::from(letter) < 256);
                if charset.is_empty() || charset == "iso-8859-1" && !is_latin {
                    String::new()
                } else {
                    media_type = format!("{media_type}; charset={charset}");
                    charset
                }
            }
        };
        let narrow = |letter: char| u8::try_from(u32::from(letter)).unwrap_or(b'?');
        let bytes = match charset.as_str() {
            "iso-8859-1" => text.chars().map(narrow).collect(),
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => text.into_bytes(),
        };
        Ok(Content {
            media_type,
            bytes,
            value: Some(value),
        })
    }

    /// A text, or a scalar that is written as one, with line feeds where they may be.
    pub(super) fn text(&mut self, schema: Option<&str>) -> Result<Value, Reason> {
        const FREE: &[&str] = &[
            "a text",
            "two\nlines",
            "",
            " \u{fc}\u{1f680} \n",
            "{\"a\": [1]}",
        ];
        let Some(schema) = schema else {
            let text = self.random.pick(FREE).copied();
            return Ok(Value::from(text.unwrap_or_default()));
        };
        let usage = (Use::Anywhere, Room::TEXT);
        for _ in 0..8 {
            let value = self.value(schema, Direction::Answer, usage)?;
            if value.is_null() {
                continue;
            }
            let broken = value.as_str().map(|text| text.replace([' ', '='], "\n"));
            let broken = broken.filter(|_| self.random.chance(50)).map(Value::from);
            let judge = &mut self.judges.answer;
            let broken = broken.filter(|it| judge.judge(schema, it).reason().is_none());
            return Ok(broken.unwrap_or(value));
        }
        Err("nothing but null is drawn".to_owned())
    }

    fn bytes(&mut self, is_small: bool, media: &Offer) -> Content {
        let length = match self.random.below(10) {
            0 => 0,
            1 | 2 if !is_small => self.random.below(MOST),
            _ => self.random.below(64),
        };
        Content {
            media_type: concrete(&media.media_type, "application/octet-stream"),
            bytes: some_bytes(&mut self.random, length),
            value: None,
        }
    }
}

fn some_bytes(random: &mut Random, length: usize) -> Vec<u8> {
    let words = std::iter::repeat_with(|| random.next().to_le_bytes());
    words
        .take(length.div_ceil(8))
        .flatten()
        .take(length)
        .collect()
}

/// A media type as a server names it: of a range, one that is in it.
fn concrete(media_type: &str, usual: &str) -> String {
    if !media_type.contains('*') {
        return media_type.to_owned();
    }
    match media_type.split('/').next() {
        Some("text") => "text/plain".to_owned(),
        Some("image") => "image/png".to_owned(),
        Some("application") if media_type.ends_with("+json") => "application/a+json".to_owned(),
        _ => usual.to_owned(),
    }
}
