//! Bodies of several parts: texts, JSON and files, each with headers of its own (RFC 7578, and RFC 2046 for the others).

mod writer;

use super::plain::{each_entry, each_item};
use crate::runtime::{Content, Encode, Format, Parameter, Shape};
use writer::Writer;

/// The members of an object as the parts of a body.
///
/// A list is a part for each item; an object is JSON, and everything else but an upload is text.
#[derive(Debug)]
pub struct Multipart {
    media_type: &'static str,
    parts: &'static [Part],
}

/// What the document says of a part.
#[derive(Debug)]
pub struct Part {
    name: &'static str,
    content_type: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
    style: Option<Parameter>,
}

impl Multipart {
    /// A body of this media type, with the parts of which the document says more.
    pub const fn new(media_type: &'static str, parts: &'static [Part]) -> Self {
        Self { media_type, parts }
    }
}

impl Part {
    /// A part, by the name of its member.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            content_type: None,
            headers: &[],
            style: None,
        }
    }

    /// Its media type. For an upload also a range, or several separated by commas, of which the caller names one.
    #[must_use]
    pub const fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = Some(media_type);
        self
    }

    /// Headers that it always has.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// How a list or an object becomes text, in place of a part for each item, and of JSON.
    #[must_use]
    pub const fn style(mut self, style: Parameter) -> Self {
        self.style = Some(style);
        self
    }
}

/// A part of which the document says nothing more.
const OTHER: &Part = &Part::new("");

impl Format for Multipart {
    fn content(&self, value: &dyn Encode, holds_secret: bool) -> Result<Content, String> {
        let is_form = self.media_type == "multipart/form-data";
        let mut writer = Writer::new(is_form, holds_secret);
        match value.shape() {
            Shape::Object(object) => each_entry(object, &mut |name, value| {
                let known = self.parts.iter().find(|part| part.name == name);
                writer
                    .member(name, value, known.unwrap_or(OTHER))
                    .map_err(|message| format!("{name}: {message}"))
            })?,
            // Parts without names, as `multipart/mixed` may have them.
            Shape::List(list) => {
                let part = self.parts.first().unwrap_or(OTHER);
                each_item(list, &mut |item| writer.part("", item, part))?;
            }
            Shape::Opaque(_) => writer.part("file", value, OTHER)?,
            _ => return Err("only an object has parts".to_owned()),
        }
        writer.finish(self.media_type)
    }
}

#[cfg(test)]
mod tests;
