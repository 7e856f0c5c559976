//! How a parameter is written: the styles of OpenAPI over what a value is made of.

use std::fmt::{Display, Write};
use std::ops::ControlFlow;

use super::operation::{Location, Parameter, Style};
use super::url::{push_encoded, push_reserved, push_segments};
use super::{Encode, Entries, Fault, List, Object, Sensitive, Shape, to_json};

/// Appends a parameter as its style has it: for a query or a cookie with its name, for a path or a header without.
///
/// Nothing is appended for null and for an empty list or object, which these styles cannot tell from an absent value,
/// unless the parameter may be empty. What is null inside a list or an object is left out.
pub(crate) fn write(
    out: &mut String,
    parameter: &Parameter,
    value: &dyn Encode,
) -> Result<(), Fault> {
    let start = out.len();
    let mut writer = Writer {
        out,
        parameter,
        start,
    };
    let is_query = parameter.location == Location::Query;
    match (parameter.style, value.shape()) {
        (Style::Json, Shape::Null) if !parameter.name.is_empty() => {}
        (Style::Json, _) => {
            writer.layout().start(&mut writer);
            writer.json(value)?;
        }
        (_, Shape::Null) => {}
        (Style::DeepObject, Shape::Object(_) | Shape::List(_)) => {
            let mut name = String::new();
            push_encoded(&mut name, parameter.name);
            writer.deep(&mut name, value, !parameter.name.ends_with("[]"))?;
        }
        // The members of a member have no place of their own but that of a form.
        (Style::Form, Shape::Object(object)) if is_query && parameter.explode => {
            writer.fields(object)?;
        }
        (_, Shape::List(list)) => {
            writer.joined(&mut |visit| list.each(&mut |item| visit(None, item)))?;
        }
        (_, Shape::Object(object)) => writer.joined(&mut |visit| {
            object.entries(&mut Entries::new(&mut |key, value| visit(Some(key), value)))
        })?,
        (Style::Matrix, Shape::Text(text)) if text.is_empty() => {
            writer.out.push(';');
            push_encoded(writer.out, parameter.name);
        }
        _ => {
            writer.layout().start(&mut writer);
            writer.scalar(value)?;
        }
    }
    if parameter.allow_empty && writer.out.len() == start {
        writer.name();
    }
    Ok(())
}

/// Collects the sensitive texts of a value.
pub(crate) fn collect_sensitive(value: &dyn Encode, found: &mut Vec<Sensitive>) {
    // No visit breaks, so how it ended says nothing.
    let _ = match value.shape() {
        Shape::Sensitive(text) => {
            found.push(Sensitive::from(text));
            ControlFlow::Continue(())
        }
        Shape::List(list) => list.each(&mut |item| {
            collect_sensitive(item, found);
            ControlFlow::Continue(())
        }),
        Shape::Object(object) => object.entries(&mut Entries::new(&mut |_, value| {
            collect_sensitive(value, found);
            ControlFlow::Continue(())
        })),
        _ => ControlFlow::Continue(()),
    };
}

/// Takes an item, or an entry with its key.
type Visit<'a> = dyn FnMut(Option<&str>, &dyn Encode) -> ControlFlow<()> + 'a;

struct Writer<'a> {
    out: &'a mut String,
    parameter: &'a Parameter,
    /// Where in the text the parameter begins.
    start: usize,
}

/// Goes on as long as nothing is wrong.
fn go_on(result: &Result<(), Fault>) -> ControlFlow<()> {
    if result.is_ok() {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(())
    }
}

/// How a style puts its parts together.
#[derive(Clone, Copy)]
struct Layout {
    /// What comes first.
    lead: &'static str,
    /// Whether the name comes next, and an equals sign.
    named: bool,
    /// Whether the name comes before each item of a list instead.
    repeated: bool,
    /// What separates items, and entries.
    separator: &'static str,
    /// What separates a key from its value.
    pair: &'static str,
}

impl Layout {
    /// Begins a value that is no list and no object.
    fn start(self, writer: &mut Writer<'_>) {
        writer.out.push_str(self.lead);
        if self.named || self.repeated {
            writer.name();
        }
    }
}

impl Writer<'_> {
    fn layout(&self) -> Layout {
        let cookie = self.parameter.location == Location::Cookie;
        let plain = |separator| Layout {
            lead: "",
            named: true,
            repeated: false,
            separator,
            pair: separator,
        };
        let exploded = Layout {
            named: false,
            repeated: true,
            pair: "=",
            ..plain(if cookie { "; " } else { "&" })
        };
        let explode = self.parameter.explode;
        match self.parameter.style {
            Style::Simple => Layout {
                named: false,
                pair: if explode { "=" } else { "," },
                ..plain(",")
            },
            Style::Label if explode => Layout {
                lead: ".",
                named: false,
                pair: "=",
                ..plain(".")
            },
            Style::Label => Layout {
                lead: ".",
                named: false,
                ..plain(",")
            },
            Style::Matrix if explode => Layout {
                lead: ";",
                separator: ";",
                ..exploded
            },
            Style::Matrix => Layout {
                lead: ";",
                ..plain(",")
            },
            Style::Json
                if matches!(self.parameter.location, Location::Query | Location::Cookie) =>
            {
                plain(",")
            }
            Style::Json => Layout {
                named: false,
                ..plain(",")
            },
            Style::DeepObject => exploded,
            _ if explode => exploded,
            Style::Form | Style::Cookie => plain(","),
            Style::SpaceDelimited => plain("%20"),
            Style::PipeDelimited => plain("%7C"),
        }
    }

    /// Appends the name and an equals sign; what is all of the query has no name.
    fn name(&mut self) {
        if !self.parameter.name.is_empty() {
            push_encoded(self.out, self.parameter.name);
            self.out.push('=');
        }
    }

    /// Appends a text as a part of the value.
    fn text(&mut self, text: &str) -> Result<(), Fault> {
        match (self.parameter.location, self.parameter.style) {
            (Location::Header | Location::Server, _) => self.out.push_str(text),
            (_, Style::Cookie) if text.contains([';', ',', '"', '\\']) => {
                return Err(Fault::new("a cookie cannot hold such a character"));
            }
            (_, Style::Cookie) => self.out.push_str(text),
            (Location::Path, _) if self.parameter.reserved => push_segments(self.out, text),
            _ if self.parameter.reserved => push_reserved(self.out, text),
            _ => push_encoded(self.out, text),
        }
        Ok(())
    }

    /// Appends what has no characters to escape.
    fn plain(&mut self, value: &dyn Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{value}");
    }

    /// Appends a value that is written as one text.
    fn scalar(&mut self, value: &dyn Encode) -> Result<(), Fault> {
        match value.shape() {
            Shape::Null => {}
            Shape::Bool(value) => self.plain(&value),
            Shape::Integer(number) => self.plain(&number),
            Shape::Unsigned(number) => self.plain(&number),
            Shape::Text(text) => self.text(&text)?,
            Shape::Sensitive(text) => self.text(text)?,
            // As numbers are written in JSON, which leaves out those that are not finite; no style nests any deeper.
            _ => return self.json(value),
        }
        Ok(())
    }

    fn json(&mut self, value: &dyn Encode) -> Result<(), Fault> {
        let json = to_json(value)?;
        let json = String::from_utf8_lossy(&json);
        if self.parameter.location != Location::Header || json.is_ascii() {
            return self.text(&json);
        }
        // A header holds ASCII alone, and JSON can say all of Unicode in it.
        for each in json.chars() {
            if each.is_ascii() {
                self.out.push(each);
            } else {
                for unit in each.encode_utf16(&mut [0; 2]) {
                    self.plain(&format_args!("\\u{unit:04x}"));
                }
            }
        }
        Ok(())
    }

    /// Appends the items of a list, or the entries of an object.
    fn joined(
        &mut self,
        each: &mut dyn FnMut(&mut Visit<'_>) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let layout = self.layout();
        let mut first = true;
        let mut result = Ok(());
        let _ = each(&mut |key, value| {
            if matches!(value.shape(), Shape::Null) {
                return ControlFlow::Continue(());
            }
            self.out
                .push_str(if first { layout.lead } else { layout.separator });
            if layout.named && first || layout.repeated && key.is_none() {
                self.name();
            }
            first = false;
            result = match key {
                Some(key) => self.item(&key, layout).and_then(|()| {
                    self.out.push_str(layout.pair);
                    self.item(value, layout)
                }),
                None => self.item(value, layout),
            };
            go_on(&result)
        });
        result
    }

    /// Appends an item, or a key or value of an entry, unless it would be read as several. In a header, a comma may stand
    /// in quotes.
    fn item(&mut self, item: &dyn Encode, layout: Layout) -> Result<(), Fault> {
        let start = self.out.len();
        self.scalar(item)?;
        let written = self.out.get(start..).unwrap_or_default();
        if self.parameter.location != Location::Header && written.contains(layout.separator) {
            return Err(Fault::new(
                "an item holds the character that parts items in a request",
            ));
        }
        Ok(())
    }

    /// Appends `key=value` for everything in an object.
    fn fields(&mut self, object: &dyn Object) -> Result<(), Fault> {
        let mut result = Ok(());
        let _ = object.entries(&mut Entries::new(&mut |key, value| {
            let mut name = String::new();
            push_encoded(&mut name, key);
            result = self.deep(&mut name, value, false);
            go_on(&result)
        }));
        result
    }

    /// Appends `name[key]=value` for everything in a value; `name` is escaped, and comes back as it was.
    ///
    /// No standard says how lists stand there. What most servers read is `name[]=value` for each item, and a number in the
    /// brackets where items have members of their own; `in_brackets` is false where the name alone is repeated.
    fn deep(
        &mut self,
        name: &mut String,
        value: &dyn Encode,
        in_brackets: bool,
    ) -> Result<(), Fault> {
        let mut result = Ok(());
        let mut visit = |key: Option<&str>, value: &dyn Encode| {
            let length = name.len();
            if let Some(key) = key {
                name.push_str("%5B");
                push_encoded(name, key);
                name.push_str("%5D");
            }
            result = self.deep(name, value, true);
            name.truncate(length);
            go_on(&result)
        };
        let _ = match value.shape() {
            Shape::List(list) if holds_structures(list) => {
                let mut index = 0_usize;
                list.each(&mut |item| {
                    let key = index.to_string();
                    index += 1;
                    visit(Some(&key), item)
                })
            }
            Shape::List(list) => {
                let key = in_brackets.then_some("");
                list.each(&mut |item| visit(key, item))
            }
            Shape::Object(object) => {
                object.entries(&mut Entries::new(&mut |key, value| visit(Some(key), value)))
            }
            Shape::Null => return Ok(()),
            _ => {
                if self.out.len() > self.start {
                    self.out.push('&');
                }
                self.out.push_str(name);
                self.out.push('=');
                return self.scalar(value);
            }
        };
        result
    }
}

/// Whether an item of a list is a list or an object, so that the items have to be told apart.
pub(crate) fn holds_structures(list: &dyn List) -> bool {
    let visited = list.each(&mut |item| match item.shape() {
        Shape::List(_) | Shape::Object(_) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    visited.is_break()
}

#[cfg(test)]
mod tests;
