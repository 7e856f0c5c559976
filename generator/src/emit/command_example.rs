//! A call as a command line of the program: the request that the examples in Rust and for `curl` make.

use serde_json::{Map, Value};

use super::command_kind::Kind;
use super::curl::{ANY_ADDRESS, is_shown};
use super::example_body::{is_made_for_body, sample_of};
use super::sample;
use super::shell::{Word, block};
use crate::ir::{
    AnswerContent, Api, Body, BodyForm, FormatKind, Location, Operation, OperationId, Parameter,
};
use crate::names::{Names, OptionNames, is_positional};

/// The length up to which JSON is an argument; beyond it, it is given by the standard input.
const SHORT: usize = 60;

/// The lines of a fenced block with the command; none where there is no program.
pub fn example(id: OperationId, operation: &Operation, api: &Api, names: &Names) -> Vec<String> {
    let Some(program) = &api.program else {
        return Vec::new();
    };
    let command = names.program.command(id);
    let mut example = Example {
        api,
        names,
        positional: Vec::new(),
        options: Vec::new(),
        input: None,
    };
    for (parameter, own) in operation.parameters.iter().zip(&command.parameters) {
        example.parameter(parameter, own);
    }
    example.address(operation);
    if let Some(body) = &operation.body
        && (body.required || is_made_for_body(operation))
    {
        example.body(body, &command.members);
    }
    if operation.answer.content == AnswerContent::Download {
        example.options.push("--out download".to_owned());
    }
    let mut words = vec![program.name.clone()];
    words.extend(command.path.iter().map(|word| Word::text(word).quoted()));
    block(&example.text(words))
}

struct Example<'a> {
    api: &'a Api,
    names: &'a Names,
    positional: Vec<String>,
    /// An option on each line, with its value.
    options: Vec<String>,
    /// What the program reads from the standard input.
    input: Option<String>,
}

impl Example<'_> {
    fn text(&self, mut words: Vec<String>) -> String {
        let quoted = self.positional.iter().map(|text| Word::text(text).quoted());
        // What looks like an option is none behind two dashes.
        let is_plain = !self.positional.iter().any(|text| text.starts_with('-'));
        let mut options = self.options.clone();
        if is_plain {
            words.extend(quoted);
        } else {
            let quoted: Vec<String> = quoted.collect();
            options.push(format!("-- {}", quoted.join(" ")));
        }
        let mut lines = vec![words.join(" ")];
        lines.extend(options);
        let command = lines.join(" \\\n  ");
        match &self.input {
            // No line of JSON is this word.
            Some(input) => format!("{command} <<'JSON'\n{input}\nJSON"),
            None => command,
        }
    }

    fn option(&mut self, name: &str, value: &str) {
        self.options.push(option(name, value));
    }

    fn parameter(&mut self, parameter: &Parameter, own: &OptionNames) {
        let value = || sample::slot(&parameter.slot, None, 0, self.api);
        if parameter.client {
            let mut known = self.api.client_parameters.iter();
            let index = known.position(|known| known.name == parameter.name);
            let known = index.and_then(|index| self.api.client_parameters.get(index));
            let name = index.and_then(|index| self.names.program.parameters.get(index));
            // What the environment holds is not said again.
            if let (Some(known), Some(name)) = (known, name)
                && known.environment.is_none()
            {
                let value = value();
                self.option(name, &written(&value));
            }
            return;
        }
        if parameter.location != Location::Path && !is_shown(parameter) {
            return;
        }
        let (kind, value) = (Kind::of_parameter(parameter, self.api), value());
        if is_positional(parameter) {
            let text = match (&kind, &value) {
                (Kind::List(_), Value::Array(items)) => {
                    let items: Vec<String> = items.iter().map(written).collect();
                    items.join(",")
                }
                (_, value) => written(value),
            };
            self.positional.push(text);
        } else if let Some(options) = said(&kind, &own.name, &value, true) {
            self.options.extend(options);
        }
    }

    /// The address, where the document has none that can be used.
    fn address(&mut self, operation: &Operation) {
        let usual = &self.api.base_url;
        let is_usable = usual.contains("://") && !usual.contains('{');
        if operation.server.is_none() && !is_usable {
            self.option("base-url", ANY_ADDRESS);
        }
    }

    fn body(&mut self, body: &Body, names: &[OptionNames]) {
        let Some(form) = BodyForm::of(body, self.api) else {
            return;
        };
        let example = form.format.example.as_ref().or(sample_of(body));
        let value = sample::slot(form.slot, example, 0, self.api);
        let is_multipart = form.format.kind == FormatKind::Multipart;
        match self.members(form, &value, names) {
            Some(options) if is_multipart || body.required || !options.is_empty() => {
                self.options.extend(options);
            }
            _ => self.whole(form, &value),
        }
    }

    /// The body as a value of one option.
    fn whole(&mut self, form: BodyForm<'_>, value: &Value) {
        match form.format.kind {
            FormatKind::Binary => self.options.push("--body @file.bin".to_owned()),
            FormatKind::Text => match written(value) {
                text if text.starts_with(['@', '-']) => self.option("body", "@body.txt"),
                text => self.option("body", &text),
            },
            _ => {
                let short = value.to_string();
                let is_secret = self.api.holds_secret(&form.slot.ty);
                if short.len() <= SHORT && !is_secret {
                    return self.option("body", &short);
                }
                self.option("body", "-");
                self.input = Some(serde_json::to_string_pretty(value).unwrap_or(short));
            }
        }
    }

    /// The body member by member, if that can say all of it.
    fn members(
        &self,
        form: BodyForm<'_>,
        value: &Value,
        names: &[OptionNames],
    ) -> Option<Vec<String>> {
        let members = form.members(self.api);
        if members.is_empty() {
            return None;
        }
        let is_multipart = form.format.kind == FormatKind::Multipart;
        let mut rest = match value {
            Value::Array(items) if form.is_list() => match items.as_slice() {
                [only] => only.clone(),
                _ => return None,
            },
            value => value.clone(),
        };
        let (mut options, mut paths, mut constants) = (Vec::new(), Vec::new(), Vec::new());
        for (member, own) in members.iter().zip(names) {
            let Some(value) = take(&mut rest, &member.path) else {
                continue;
            };
            let kind = Kind::of_member(member, is_multipart, self.api);
            if let Kind::Constant(known) = &kind {
                constants.push(&member.path);
                // One that may be missing is said by the body as a whole alone.
                let is_added = member.required || member.path.len() > 1;
                if is_added
                    && serde_json::from_str::<Value>(known).is_ok_and(|known| known == value)
                {
                    continue;
                }
                return None;
            }
            match said(&kind, &own.name, &value, false) {
                Some(said) => {
                    options.extend(said);
                    paths.push(&member.path);
                }
                // There is no other way to say such a body.
                None if is_multipart => {}
                None => return None,
            }
        }
        // A constant comes along with the object that it is in.
        let is_implied = |constant: &&Vec<&str>| match constant.split_last() {
            None | Some((_, [])) => true,
            Some((_, parents)) => paths.iter().any(|path| path.starts_with(parents)),
        };
        let is_all = rest.as_object().is_some_and(Map::is_empty) || is_multipart;
        (is_all && constants.iter().all(is_implied)).then_some(options)
    }
}

/// Takes a member out of a value, and the objects that are empty without it.
fn take(value: &mut Value, path: &[&str]) -> Option<Value> {
    let (first, rest) = path.split_first()?;
    let members = value.as_object_mut()?;
    if rest.is_empty() {
        return members.shift_remove(*first);
    }
    let inner = members.get_mut(*first)?;
    let taken = take(inner, rest)?;
    if inner.as_object().is_some_and(Map::is_empty) {
        members.shift_remove(*first);
    }
    Some(taken)
}

/// The options that say a value; nothing where none can. Any scalar is text where it becomes text on the wire.
fn said(kind: &Kind, name: &str, value: &Value, is_text: bool) -> Option<Vec<String>> {
    let texts = match (kind, value) {
        (Kind::List(item), Value::Array(items)) => {
            let files = items.len();
            let one = |(index, value): (usize, &Value)| {
                let file = match files {
                    1 => name.to_owned(),
                    _ => format!("{name}-{}", index + 1),
                };
                one(item, &file, value, is_text)
            };
            items
                .iter()
                .enumerate()
                .map(one)
                .collect::<Option<Vec<_>>>()?
        }
        (Kind::Map(item), Value::Object(members)) => {
            let one = |(key, value): (&String, &Value)| {
                let value = one(item, name, value, is_text)?;
                (!key.contains('=')).then(|| format!("{key}={value}"))
            };
            members.iter().map(one).collect::<Option<Vec<_>>>()?
        }
        (Kind::List(_) | Kind::Map(_), _) => return None,
        (Kind::Boolean, Value::Bool(true)) => return Some(vec![format!("--{name}")]),
        (Kind::Boolean, Value::Bool(false)) => return Some(vec![format!("--{name}=false")]),
        (kind, value) => vec![one(kind, name, value, is_text)?],
    };
    // Nothing says that there is an empty list.
    let is_something = !texts.is_empty() || is_text;
    let option = |text: &String| option(name, text);
    is_something.then(|| texts.iter().map(option).collect())
}

/// An option with its value, which may look like an option itself.
fn option(name: &str, value: &str) -> String {
    let word = Word::text(value).quoted();
    let is_plain = value == "-" || !value.starts_with('-');
    let link = if is_plain { " " } else { "=" };
    format!("--{name}{link}{word}")
}

/// The argument that is a value: of what must not be there, the file it is in.
fn one(kind: &Kind, name: &str, value: &Value, is_text: bool) -> Option<String> {
    let is_scalar = !value.is_array() && !value.is_object();
    let fits = match kind {
        Kind::Secret => return Some(format!("@{name}.txt")),
        Kind::SecretJson => return Some(format!("@{name}.json")),
        Kind::File => return Some("@file.bin".to_owned()),
        Kind::Json | Kind::List(_) | Kind::Map(_) | Kind::Constant(_) => {
            return Some(value.to_string());
        }
        Kind::Text | Kind::Timestamp | Kind::Date | Kind::OneOf(_) => value.is_string(),
        Kind::Boolean => value.is_boolean(),
        Kind::Integer | Kind::Number | Kind::OneNumberOf(_) => value.is_number(),
    };
    (fits || is_text && is_scalar).then(|| written(value))
}

/// A value as a word: text as it is, anything else as JSON.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
