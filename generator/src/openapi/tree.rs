//! Text to a plain tree: YAML or JSON, told apart by content, with every repeated key reported.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::At;
use crate::diag::{Diagnostic, Place, Source};

/// Reads a document or a configuration file into a tree.
///
/// A repeated key is a warning: values of both are kept where they are objects that share no member, as when a path stands
/// twice with a method each; otherwise the last one counts, as for most readers of JSON.
pub fn parse(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    if is_too_large(text) {
        let place = Place::file(source.name.as_str());
        diagnostics.push(
            Diagnostic::error(
                "too-large",
                place,
                "this file is larger than any API description",
            )
            .help("64 MiB and 4 million values are read; generate from a part of the document"),
        );
        return None;
    }
    let repeated = RefCell::new(Vec::new());
    let seed = Tree {
        at: At::root(&source.name),
        repeated: &repeated,
    };
    let parsed = if looks_like_json(text) {
        // YAML in braces is still YAML; text that is neither is more likely meant to be JSON.
        from_json(text, seed.clone()).or_else(|problem| from_yaml(text, seed).map_err(|_| problem))
    } else {
        from_yaml(text, seed)
    };
    let tree = match parsed {
        Ok(tree) => tree,
        Err(problem) => {
            diagnostics.push(syntax(source, &problem));
            return None;
        }
    };
    let mut repeated = repeated.into_inner();
    repeated.sort_by_key(At::pointer);
    repeated.dedup_by_key(|at| at.pointer());
    for at in repeated {
        diagnostics.push(
            Diagnostic::warning(
                "duplicate-key",
                at.key_place(),
                "this key stands more than once in the same object",
            )
            .help(
                "remove one of the two, or rename it; until then the last counts, or both where they share no member",
            ),
        );
    }
    Some(tree)
}

/// A syntax problem, in the reader's words, with the line and column where it was noticed.
struct Problem {
    message: String,
    line: usize,
    column: usize,
}

fn syntax(source: &Source, problem: &Problem) -> Diagnostic {
    let limits = [
        (
            "repetition limit",
            "the aliases of this file stand for too much",
            "write out what they stand for, or use `$ref`",
        ),
        (
            "recursion limit",
            "this is nested too deep",
            "128 levels are read; move what is inside to components",
        ),
    ];
    for (limit, message, help) in limits {
        if problem.message.contains(limit) {
            let place = Place::position(
                source.name.as_str(),
                problem.line.max(1),
                problem.column.max(1),
            );
            return Diagnostic::error("too-large", place, message).help(help);
        }
    }
    let place = Place::position(
        source.name.as_str(),
        problem.line.max(1),
        problem.column.max(1),
    );
    Diagnostic::error(
        "syntax",
        place,
        format!("this is neither YAML nor JSON: {}", problem.message),
    )
    .help("correct the text at this place; nothing is generated from a file that cannot be read")
}

/// The most text that is read, in bytes.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// The most values, by what can separate them: a value costs up to 200 bytes of memory while it is read.
const MOST_VALUES: usize = 4_000_000;

/// Whether reading the text could take more memory than a machine has to spare.
fn is_too_large(text: &str) -> bool {
    if text.len() > MOST_TEXT {
        return true;
    }
    let bytes = text.as_bytes();
    let separates = |(byte, next): (&u8, &u8)| match byte {
        b'\n' | b',' | b'[' | b'{' => true,
        b':' | b'-' | b'?' => next.is_ascii_whitespace(),
        _ => false,
    };
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    pairs.filter(|pair| separates(*pair)).count() > MOST_VALUES
}

fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

fn from_json(text: &str, seed: Tree<'_>) -> Result<Value, Problem> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let parsed = seed
        .deserialize(&mut reader)
        .and_then(|tree| reader.end().map(|()| tree));
    parsed.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let message = message
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
        Problem {
            message,
            line,
            column,
        }
    })
}

fn from_yaml(text: &str, seed: Tree<'_>) -> Result<Value, Problem> {
    let problem = |error: serde_yaml::Error| {
        let (line, column) = error
            .location()
            .map_or((1, 1), |location| (location.line(), location.column()));
        let message = error.to_string();
        let message = message
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
        Problem {
            message,
            line,
            column,
        }
    };
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let tree = match documents.next() {
        Some(first) => seed.deserialize(first).map_err(problem)?,
        None => Value::Null,
    };
    match documents.next() {
        None => Ok(tree),
        Some(_) => Err(Problem {
            message: "the file holds more than one YAML document".to_owned(),
            line: 1,
            column: 1,
        }),
    }
}

/// Builds the tree, and remembers where a key came a second time.
#[derive(Clone)]
struct Tree<'a> {
    at: At,
    repeated: &'a RefCell<Vec<At>>,
}

impl Tree<'_> {
    fn below(&self, key: &str) -> Self {
        Self {
            at: self.at.key(key),
            repeated: self.repeated,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        Ok(wide(&value.to_string()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        Ok(wide(&value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        // YAML's `.inf` and `.nan` have no counterpart in JSON; as text they are at least not lost.
        Ok(Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self.below(&items.len().to_string()))? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = access.next_key_seed(Key)? {
            let value = access.next_value_seed(self.below(&key))?;
            if key == "<<" {
                merged.push(value);
            } else if let Some(first) = members.get_mut(&key) {
                self.repeated.borrow_mut().push(self.at.key(&key));
                combine(first, value);
            } else {
                members.insert(key, value);
            }
        }
        for value in merged {
            merge(&mut members, value);
        }
        Ok(Value::Object(members))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        // A YAML tag (`!name value`) says nothing in OpenAPI: the value counts.
        let (_, variant) = access.variant_seed(Key)?;
        variant.newtype_variant_seed(self)
    }
}

/// A whole number that no integer of a JSON value holds: the nearest number with a fraction, as JSON readers take it.
fn wide(digits: &str) -> Value {
    let nearest = digits.parse().ok().and_then(Number::from_f64);
    nearest.map_or_else(|| Value::String(digits.to_owned()), Value::Number)
}

/// What a key stands for that came a second time.
fn combine(first: &mut Value, second: Value) {
    match (first, second) {
        (Value::Object(first), Value::Object(second))
            if !second.keys().any(|key| first.contains_key(key)) =>
        {
            first.extend(second);
        }
        (first, second) => *first = second,
    }
}

/// YAML's `<<`: what the mapping does not say itself comes from the one it names.
fn merge(members: &mut Map<String, Value>, from: Value) {
    match from {
        Value::Object(from) => {
            for (key, value) in from {
                members.entry(key).or_insert(value);
            }
        }
        Value::Array(all) => all.into_iter().for_each(|from| merge(members, from)),
        other => {
            members.insert("<<".to_owned(), other);
        }
    }
}

/// A key as text, whatever YAML makes of it: `200:` and `no:` are names, too.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is text or a number")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::diag::Source;

    fn read(text: &str) -> Result<serde_json::Value, Vec<String>> {
        let mut diagnostics = Vec::new();
        let source = Source::new("a.yaml", text);
        parse(&source, &mut diagnostics).ok_or_else(|| {
            diagnostics
                .iter()
                .map(|found| format!("{}: {}", found.code, found.message))
                .collect()
        })
    }

    #[test]
    fn yaml_and_json_give_the_same_tree() {
        let yaml = "a: {200: x, true: [1, 2.5, null]}\nb: &b {c: d}\ne: {<<: *b, f: g}\n";
        let json = r#"{"a":{"200":"x","true":[1,2.5,null]},"b":{"c":"d"},"e":{"f":"g","c":"d"}}"#;
        assert_eq!(read(yaml), read(json));
        assert!(read(json).is_ok());
    }

    #[test]
    fn every_repeated_key_is_told_and_nothing_is_lost_that_need_not_be() {
        for text in [
            "a: 1\nb: {c: 1, c: 2}\nd: {e: 1}\na: 3\nd: {f: 2}\n",
            r#"{"a":1,"b":{"c":1,"c":2},"d":{"e":1},"a":3,"d":{"f":2}}"#,
        ] {
            let mut diagnostics = Vec::new();
            let tree = parse(&Source::new("a.yaml", text), &mut diagnostics).unwrap();
            let expected = serde_json::json!({"a": 3, "b": {"c": 2}, "d": {"e": 1, "f": 2}});
            assert_eq!(tree, expected);
            let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
            assert_eq!(codes, ["duplicate-key"; 3]);
        }
    }

    #[test]
    fn text_that_cannot_be_read_is_an_error_and_not_a_panic() {
        for text in [
            "a: [",
            "{\"a\" 1}",
            "a: b: c",
            "\t- x",
            "---\na: 1\n---\nb: 2\n",
            &"[".repeat(100_000),
            &"- a\n".repeat(3_000_000),
        ] {
            let found = read(text).unwrap_err();
            let is_told =
                |line: &String| line.starts_with("syntax") || line.starts_with("too-large");
            assert!(found.iter().all(is_told), "{found:?}");
        }
    }
}
