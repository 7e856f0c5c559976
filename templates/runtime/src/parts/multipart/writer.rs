//! Writes parts: their heads, and what goes between them.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use http::{HeaderName, HeaderValue};
use secrecy::zeroize::Zeroizing;

use super::super::plain::{Buffer, each_entry, each_item, scalar};
use super::super::upload::{self, Piece, Pieces, Upload};
use super::Part;
use crate::runtime::{Content, Encode, Parameter, Shape, Style, to_json};

/// The parts so far.
pub(super) struct Writer {
    boundary: String,
    is_form: bool,
    /// What follows the last of the pieces.
    text: Buffer,
    pieces: Vec<Piece>,
    /// The media type of the first part.
    first_type: String,
}

impl Writer {
    pub fn new(is_form: bool, holds_secret: bool) -> Self {
        Self {
            boundary: boundary(),
            is_form,
            text: Buffer::new(holds_secret),
            pieces: Vec::new(),
            first_type: String::new(),
        }
    }

    /// A member of an object: a part, or several.
    pub fn member(&mut self, name: &str, value: &dyn Encode, part: &Part) -> Result<(), String> {
        if let Some(style) = &part.style {
            return self.styled(name, value, style);
        }
        match value.shape() {
            Shape::Null => Ok(()),
            Shape::List(list) if !is_json(part.content_type) => {
                each_item(list, &mut |item| self.part(name, item, part))
            }
            _ => self.part(name, value, part),
        }
    }

    /// A part as its value has it.
    pub fn part(&mut self, name: &str, value: &dyn Encode, part: &Part) -> Result<(), String> {
        if let Some(upload) = upload::of(value) {
            return self.file(name, upload, part);
        }
        let is_structured = matches!(value.shape(), Shape::List(_) | Shape::Object(_));
        if is_structured || is_json(part.content_type) {
            let json = Zeroizing::new(to_json(value).map_err(|fault| fault.to_string())?);
            let media_type = part.content_type.unwrap_or("application/json");
            self.head(name, Some(media_type), part.headers);
            self.text.push(&*json);
        } else {
            let text = scalar(value)?;
            self.text_part(name, &text, part);
        }
        self.text.push(b"\r\n");
        Ok(())
    }

    fn text_part(&mut self, name: &str, text: &str, part: &Part) {
        // In a form, a part is plain text unless it says otherwise.
        let usual = (!self.is_form).then_some("text/plain; charset=utf-8");
        self.head(name, part.content_type.or(usual), part.headers);
        self.text.push(text);
    }

    fn file(&mut self, name: &str, upload: &Upload, part: &Part) -> Result<(), String> {
        let documented = part.content_type.unwrap_or("*/*");
        let media_type = upload.media_type(documented)?;
        let value = HeaderValue::from_str(&media_type).ok();
        if value.is_none() || !media_type.contains('/') {
            return Err("its media type is none".to_owned());
        }
        let mut headers = Vec::with_capacity(part.headers.len());
        for (name, value) in upload.own_headers() {
            check_header(name, value)?;
            headers.push((name.as_str(), value.as_str()));
        }
        for (name, value) in part.headers {
            let is_set = |(own, _): &(&str, &str)| own.eq_ignore_ascii_case(name);
            if !headers.iter().any(is_set) {
                headers.push((name, value));
            }
        }
        // Servers take a part of a form for a file if it has the name of one.
        let usual = self.is_form.then_some(name);
        let file_name = upload.own_file_name().or(usual);
        self.whole_head(name, file_name, Some(&media_type), &headers);
        self.pieces.push(Piece::Bytes(self.text.take()));
        self.pieces.push(upload.piece(name));
        self.text.push(b"\r\n");
        Ok(())
    }

    /// A list or an object as the style of a parameter has it, but not escaped.
    fn styled(&mut self, name: &str, value: &dyn Encode, style: &Parameter) -> Result<(), String> {
        let (kind, explode) = style.layout();
        let part = Part::new("");
        match value.shape() {
            Shape::Null => Ok(()),
            Shape::Object(object) if kind == Style::DeepObject => {
                each_entry(object, &mut |key, value| {
                    self.member(&format!("{name}[{key}]"), value, &part)
                })
            }
            Shape::Object(object) if explode => {
                each_entry(object, &mut |key, value| self.member(key, value, &part))
            }
            Shape::List(list) if explode => {
                each_item(list, &mut |item| self.part(name, item, &part))
            }
            Shape::Object(object) => {
                let mut joined = Joined::new(kind);
                each_entry(object, &mut |key, value| {
                    joined.push(key);
                    joined.push(&scalar(value)?);
                    Ok(())
                })?;
                self.text_part(name, &joined.text, &part);
                self.text.push(b"\r\n");
                Ok(())
            }
            Shape::List(list) => {
                let mut joined = Joined::new(kind);
                each_item(list, &mut |item| {
                    joined.push(&scalar(item)?);
                    Ok(())
                })?;
                self.text_part(name, &joined.text, &part);
                self.text.push(b"\r\n");
                Ok(())
            }
            _ => self.part(name, value, &part),
        }
    }

    fn head(&mut self, name: &str, media_type: Option<&str>, headers: &[(&str, &str)]) {
        self.whole_head(name, None, media_type, headers);
    }

    fn whole_head(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        media_type: Option<&str>,
        headers: &[(&str, &str)],
    ) {
        if self.first_type.is_empty() {
            media_type
                .unwrap_or("text/plain")
                .clone_into(&mut self.first_type);
        }
        for text in ["--", &self.boundary, "\r\n"] {
            self.text.push(text);
        }
        if !name.is_empty() || file_name.is_some() {
            let kind = if name.is_empty() {
                "attachment"
            } else {
                "form-data"
            };
            self.text.push("Content-Disposition: ");
            self.text.push(kind);
            self.quoted("; name=\"", name);
            self.quoted("; filename=\"", file_name.unwrap_or_default());
            self.text.push("\r\n");
        }
        let media_type = media_type.map(|media_type| ("Content-Type", media_type));
        for (name, value) in media_type.iter().chain(headers) {
            for text in [name, ": ", value, "\r\n"] {
                self.text.push(text);
            }
        }
        self.text.push("\r\n");
    }

    /// A parameter in quotes, if there is one, with what would end the quotes or the line escaped as browsers do it.
    fn quoted(&mut self, start: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.push(start);
        for character in text.chars() {
            match character {
                '"' => self.text.push("%22"),
                '\r' => self.text.push("%0D"),
                '\n' => self.text.push("%0A"),
                other => self.text.push(other.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        self.text.push("\"");
    }

    /// The whole body.
    pub fn finish(mut self, media_type: &str) -> Result<Content, String> {
        for text in ["--", &self.boundary, "--\r\n"] {
            self.text.push(text);
        }
        self.pieces.push(Piece::Bytes(self.text.take()));
        let mut header = format!("{media_type}; boundary={}", self.boundary);
        if media_type == "multipart/related" {
            let root = self.first_type.split(';').next().unwrap_or_default();
            header.extend(["; type=\"", root, "\""]);
        }
        Pieces::content(&header, self.pieces)
    }
}

/// A line that no part holds by chance.
pub(super) fn boundary() -> String {
    // Each state has keys of its own, made from what the system gives once per thread.
    let random = || RandomState::new().build_hasher().finish();
    format!("boundary-{:016x}{:016x}", random(), random())
}

/// Texts with what a style puts between them.
struct Joined {
    separator: &'static str,
    text: Zeroizing<String>,
    is_first: bool,
}

impl Joined {
    fn new(style: Style) -> Self {
        Self {
            separator: match style {
                Style::SpaceDelimited => " ",
                Style::PipeDelimited => "|",
                _ => ",",
            },
            text: Zeroizing::default(),
            is_first: true,
        }
    }

    fn push(&mut self, text: &str) {
        if !std::mem::take(&mut self.is_first) {
            self.text.push_str(self.separator);
        }
        self.text.push_str(text);
    }
}

/// Checks a header of a part; the error does not repeat it.
fn check_header(name: &str, value: &str) -> Result<(), String> {
    let known = HeaderName::from_bytes(name.as_bytes()).ok();
    let Some(name) = known.filter(|_| HeaderValue::from_str(value).is_ok()) else {
        return Err("one of its headers holds what a header cannot have".to_owned());
    };
    match name.as_str() {
        "content-type" => Err("its media type is set with `.content_type(..)`".to_owned()),
        "content-disposition" | "content-length" => {
            Err(format!("the header {name} is not for the caller to set"))
        }
        _ => Ok(()),
    }
}

fn is_json(media_type: Option<&str>) -> bool {
    let essence = media_type.unwrap_or_default().split(';').next();
    let essence = essence.unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}
