//! Bodies as HTML forms have them: pairs of names and values, escaped.

use secrecy::zeroize::Zeroizing;

use super::plain::{Buffer, each_entry, each_item, scalar};
use crate::runtime::{
    Content, Encode, Format, Parameter, Shape, holds_structures, push_encoded, to_json,
    write_parameter,
};

/// The members of an object as the pairs of a form.
///
/// A list is its name once for each item, and `name[]` where it stands in an object; an object is `name[key]`, and so is
/// each item of a list that holds some. Fields for which the document says otherwise are described like parameters of a
/// query.
#[derive(Debug)]
pub struct Form {
    media_type: &'static str,
    fields: &'static [Parameter],
    json: &'static [&'static str],
}

impl Form {
    /// A form of this media type, with the fields that are not written the usual way.
    pub const fn new(media_type: &'static str, fields: &'static [Parameter]) -> Self {
        Self {
            media_type,
            fields,
            json: &[],
        }
    }

    /// The fields that may hold anything: their lists and objects, which nobody describes, are JSON.
    #[must_use]
    pub const fn json(mut self, names: &'static [&'static str]) -> Self {
        self.json = names;
        self
    }
}

impl Format for Form {
    fn content(&self, value: &dyn Encode, holds_secret: bool) -> Result<Content, String> {
        let Shape::Object(object) = value.shape() else {
            return Err("only an object has fields for a form".to_owned());
        };
        let mut writer = Writer {
            out: Buffer::new(holds_secret),
            is_first: true,
            is_json: false,
            is_inside: false,
        };
        each_entry(object, &mut |key, value| {
            let mut name = String::new();
            push_encoded(&mut name, key);
            match self.fields.iter().find(|field| field.name() == key) {
                Some(field) => writer.styled(field, value),
                None => {
                    writer.is_json = self.json.contains(&key);
                    writer.field(&mut name, value)
                }
            }
            .map_err(|message| format!("{key}: {message}"))
        })?;
        Content::bytes(self.media_type, writer.out.take())
    }
}

struct Writer {
    out: Buffer,
    is_first: bool,
    /// Whether structures within the field are JSON.
    is_json: bool,
    /// Whether the name has brackets, as it stands in an object or a list.
    is_inside: bool,
}

impl Writer {
    fn separator(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(b"&");
        }
    }

    /// Appends a field of which the document says how it is written.
    fn styled(&mut self, field: &Parameter, value: &dyn Encode) -> Result<(), String> {
        let mut text = Zeroizing::new(String::new());
        write_parameter(&mut text, field, value).map_err(|fault| fault.to_string())?;
        if !text.is_empty() {
            self.separator();
            self.out.push(text.as_bytes());
        }
        Ok(())
    }

    /// Appends everything in a value under `name`, which is escaped, and comes back as it was.
    fn field(&mut self, name: &mut String, value: &dyn Encode) -> Result<(), String> {
        match value.shape() {
            Shape::Null => Ok(()),
            Shape::Object(_) if self.is_json => self.structure(name, value),
            Shape::Object(object) => each_entry(object, &mut |key, value| {
                let mut escaped = String::new();
                push_encoded(&mut escaped, key);
                self.below(name, &escaped, value)
            }),
            Shape::List(list) => {
                let is_nested = !self.is_json && holds_structures(list);
                let mut index = 0_usize;
                each_item(list, &mut |item| {
                    index += 1;
                    if is_nested {
                        self.below(name, &(index - 1).to_string(), item)
                    } else if self.is_inside {
                        self.below(name, "", item)
                    } else {
                        self.field(name, item)
                    }
                })
            }
            _ => {
                self.pair(name, &scalar(value)?);
                Ok(())
            }
        }
    }

    /// Appends a list or an object as JSON.
    fn structure(&mut self, name: &str, value: &dyn Encode) -> Result<(), String> {
        let json = Zeroizing::new(to_json(value).map_err(|fault| fault.to_string())?);
        self.pair(name, &String::from_utf8_lossy(&json));
        Ok(())
    }

    fn pair(&mut self, name: &str, text: &str) {
        // Escaping may take three times the room.
        let mut escaped = Zeroizing::new(String::with_capacity(3 * text.len()));
        push_encoded(&mut escaped, text);
        self.separator();
        self.out.push(name);
        self.out.push(b"=");
        self.out.push(escaped.as_bytes());
    }

    fn below(&mut self, name: &mut String, key: &str, value: &dyn Encode) -> Result<(), String> {
        let (length, was_inside) = (name.len(), self.is_inside);
        name.extend(["%5B", key, "%5D"]);
        self.is_inside = true;
        let result = self.field(name, value);
        self.is_inside = was_inside;
        name.truncate(length);
        result
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::runtime::Style;

    const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

    fn written(form: &Form, value: &Value) -> String {
        let content = form.content(value, true).unwrap();
        let body = content.open().unwrap().as_bytes().unwrap().clone();
        let text = String::from_utf8(body.to_vec()).unwrap();
        // Maps of JSON keep an order of their own in some builds.
        let mut pairs: Vec<&str> = text.split('&').collect();
        pairs.sort_by_key(|pair| pair.split('=').next());
        pairs.join("&")
    }

    #[test]
    fn the_usual_form_nests_by_brackets() {
        for (value, expected) in [
            (json!({}), ""),
            (
                json!({"a b": "c&d=é", "n": 1.5, "t": true, "e": ""}),
                "a%20b=c%26d%3D%C3%A9&e=&n=1.5&t=true",
            ),
            (
                json!({"list": [1, "x", 2], "none": [], "null": null, "z": 1}),
                "list=1&list=x&list=2&z=1",
            ),
            (
                json!({"o": {"a": {"b c": 1}, "d": [1, 2]}}),
                "o%5Ba%5D%5Bb%20c%5D=1&o%5Bd%5D%5B%5D=1&o%5Bd%5D%5B%5D=2",
            ),
            (
                json!({"i": [{"a": 1, "b": 2}, {"a": 3}]}),
                "i%5B0%5D%5Ba%5D=1&i%5B0%5D%5Bb%5D=2&i%5B1%5D%5Ba%5D=3",
            ),
        ] {
            assert_eq!(
                written(&Form::new(MEDIA_TYPE, &[]), &value),
                expected,
                "{value}"
            );
        }
        let form = Form::new(MEDIA_TYPE, &[]);
        assert!(form.content(&"text", false).is_err());
        assert_eq!(
            form.content(&json!({}), false).unwrap().media_type(),
            MEDIA_TYPE
        );
    }

    #[test]
    fn what_nobody_describes_is_json() {
        let form = Form::new(MEDIA_TYPE, &[]).json(&["any", "list"]);
        let value = json!({"any": {"a": [1]}, "list": [{"b": 1}, "c"], "other": {"d": 1}});
        assert_eq!(
            written(&form, &value),
            "any=%7B%22a%22%3A%5B1%5D%7D&list=%7B%22b%22%3A1%7D&list=c&other%5Bd%5D=1"
        );
        assert_eq!(written(&form, &json!({"any": "text"})), "any=text");
    }

    #[test]
    fn a_field_is_written_as_the_document_says() {
        const FIELDS: &[Parameter] = &[
            Parameter::query("csv").style(Style::Form, false),
            Parameter::query("pipes").style(Style::PipeDelimited, false),
            Parameter::query("json").style(Style::Json, false),
            Parameter::query("free").reserved(),
            Parameter::query("spread"),
        ];
        let value = json!({
            "csv": ["a", "b c"], "pipes": [1, 2], "json": {"a": [1]}, "free": "a/b", "spread": {"x": 1, "y": 2}, "csv2": [1, 2]
        });
        assert_eq!(
            written(&Form::new(MEDIA_TYPE, FIELDS), &value),
            "csv=a,b%20c&csv2=1&csv2=2&free=a/b&json=%7B%22a%22%3A%5B1%5D%7D&pipes=1%7C2&x=1&y=2"
        );
    }
}
