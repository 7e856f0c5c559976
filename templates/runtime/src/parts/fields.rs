//! Bodies that are HTML forms, read: pairs of names and values to the members of an object.

use std::borrow::Cow;
use std::collections::HashMap;

use http::{HeaderMap, header};
use percent_encoding::percent_decode;
use serde_json::Value;

use crate::parts::text::{Plain, text};
use crate::runtime::codec::{Take, Want};
use crate::runtime::{Fault, Input, read_json};

#[cfg(test)]
mod tests;

/// More pairs than any honest form has: each costs more than its bytes.
const MOST_PAIRS: usize = 20_000;

/// How many levels may lie inside of each other, the same as in JSON.
const DEPTH: usize = 127;

/// Reads a form.
///
/// `name=a&name=b` is a list, `name[key]=a` an object, `name[]=a` and `name[0]=a` lists. A list or an object may also be
/// JSON in one field.
pub fn read(
    headers: &HeaderMap,
    body: &[u8],
    decode: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let text = text(headers, body)?;
    let mut pairs = Vec::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        if pairs.len() == MOST_PAIRS {
            return Err(Fault::malformed("too many fields"));
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push((unescaped(name)?, unescaped(value)?));
    }
    let mut entries = Vec::with_capacity(pairs.len());
    for (name, value) in &pairs {
        entries.push(Entry {
            path: steps(name)?,
            value,
        });
    }
    decode(&mut Fields {
        entries: &entries.iter().collect::<Vec<_>>(),
        depth: 0,
    })
}

/// Reads a form or JSON, as the media type says.
pub fn read_either(
    headers: &HeaderMap,
    body: &[u8],
    decode: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let media_type = headers.get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    let essence = media_type.unwrap_or_default().split(';').next();
    let essence = essence.unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        read(headers, body, decode)
    } else {
        read_json(body, decode)
    }
}

fn unescaped(text: &str) -> Result<String, Fault> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode(spaced.as_bytes()).decode_utf8();
    let decoded = decoded.map(Cow::into_owned);
    decoded.map_err(|_| Fault::malformed("a field is not UTF-8 text"))
}

/// The way that a name leads: `a[b][]` is `a`, `b` and nothing.
fn steps(name: &str) -> Result<Vec<&str>, Fault> {
    let Some((first, rest)) = name.split_once('[') else {
        return Ok(vec![name]);
    };
    let Some(rest) = rest.strip_suffix(']').filter(|_| !first.is_empty()) else {
        return Ok(vec![name]);
    };
    let mut steps = vec![first];
    for step in rest.split("][") {
        if steps.len() > DEPTH {
            return Err(Fault::malformed("too many levels inside of each other"));
        }
        steps.push(step);
    }
    Ok(steps)
}

/// A value, and the way to it.
struct Entry<'a> {
    path: Vec<&'a str>,
    value: &'a str,
}

/// [`Input`] over the fields below one name.
struct Fields<'a> {
    entries: &'a [&'a Entry<'a>],
    /// How many steps of their ways lead here.
    depth: usize,
}

impl<'a> Fields<'a> {
    /// The values that stand here themselves: the last one counts where one is wanted.
    fn value_here(&self) -> Option<&'a str> {
        let last = self.entries.last()?;
        (last.path.len() == self.depth).then_some(last.value)
    }

    /// The fields by their next step, in the order in which they came.
    fn groups(&self) -> Vec<(&'a str, Vec<&'a Entry<'a>>)> {
        let mut groups: Vec<(&str, Vec<&Entry<'_>>)> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for entry in self.entries {
            let Some(step) = entry.path.get(self.depth) else {
                continue;
            };
            let index = *known.entry(step).or_insert(groups.len());
            match groups.get_mut(index) {
                Some((_, group)) => group.push(entry),
                None => groups.push((step, vec![entry])),
            }
        }
        groups
    }

    // Named unlike the methods of `Input`, which would be taken instead.
    fn members(
        &self,
        entry: &mut dyn FnMut(&str, &mut dyn Input) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        for (name, group) in self.groups() {
            let mut inner = Fields {
                entries: &group,
                depth: self.depth + 1,
            };
            entry(name, &mut inner).map_err(|fault| fault.in_field(name))?;
        }
        Ok(())
    }

    fn items(&self, item: Take<'_>) -> Result<(), Fault> {
        let mut index = 0;
        let mut show = |entries: &[&Entry<'_>], depth| {
            index += 1;
            item(&mut Fields { entries, depth }).map_err(|fault| fault.in_item(index - 1))
        };
        if self.value_here().is_some() {
            for entry in self.entries {
                show(&[*entry], entry.path.len())?;
            }
            return Ok(());
        }
        for (step, group) in self.groups() {
            if step.is_empty() {
                // `name[]` stands once for each item.
                for entry in &group {
                    show(&[*entry], self.depth + 1)?;
                }
            } else {
                show(&group, self.depth + 1)?;
            }
        }
        Ok(())
    }

    /// The JSON in the one field that stands here, if it begins like this.
    fn json(&self, first: char) -> Option<&'a str> {
        let text = self.value_here().filter(|_| self.entries.len() == 1)?;
        text.trim_start().starts_with(first).then_some(text)
    }
}

impl Input for Fields<'_> {
    fn text(&mut self, visit: &mut dyn FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault> {
        match self.value_here() {
            Some(text) => visit(text),
            None => Err(Fault::mismatch("a string", "an object")),
        }
    }

    fn optional(&mut self, some: Take<'_>) -> Result<(), Fault> {
        let taken = some(self);
        // A field that is left empty has nothing where a number is wanted.
        if self.value_here() == Some("") {
            return Ok(());
        }
        taken
    }

    fn accept(&mut self, want: Want<'_>) -> Result<(), Fault> {
        match want {
            Want::Object(entry) => match self.json('{') {
                Some(json) => read_json(json.as_bytes(), &mut |input| input.object(entry)),
                None if self.value_here().is_some() => {
                    Err(Fault::mismatch("an object", "a string"))
                }
                None => self.members(entry),
            },
            Want::List(item) => match self.json('[') {
                Some(json) => read_json(json.as_bytes(), &mut |input| input.list(item)),
                None => self.items(item),
            },
            scalar => match self.value_here() {
                Some(text) => Plain::new(text, false).accept(scalar),
                None => Err(Fault::mismatch("one value", "an object")),
            },
        }
    }

    fn value(&mut self) -> Result<Value, Fault> {
        match self.value_here() {
            Some(text) if self.entries.len() == 1 => return Ok(text.into()),
            Some(_) => {
                let values = self.entries.iter().map(|entry| Value::from(entry.value));
                return Ok(Value::Array(values.collect()));
            }
            None => {}
        }
        let mut members = serde_json::Map::new();
        self.members(&mut |name, input| {
            members.insert(name.to_owned(), input.value()?);
            Ok(())
        })?;
        Ok(Value::Object(members))
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}
