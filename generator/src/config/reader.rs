//! Reads the objects of a configuration file member by member, and reports the members that nobody asked for.

use std::cell::RefCell;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::Entry;
use crate::diag::Diagnostic;
use crate::openapi::At;

/// One object of the file.
pub struct Section<'a> {
    members: Option<&'a Map<String, Value>>,
    at: At,
    known: BTreeSet<String>,
    findings: &'a RefCell<Vec<Diagnostic>>,
}

impl<'a> Section<'a> {
    /// The whole file.
    pub fn new(tree: &'a Value, at: At, findings: &'a RefCell<Vec<Diagnostic>>) -> Self {
        let mut section = Self {
            members: None,
            at,
            known: BTreeSet::new(),
            findings,
        };
        section.members = section.object(tree, &section.at);
        section
    }

    /// Where it stands.
    pub fn at(&self) -> At {
        self.at.clone()
    }

    /// The names of its members, for an object whose names the user chooses.
    pub fn keys(&self) -> Vec<String> {
        self.members
            .into_iter()
            .flat_map(Map::keys)
            .cloned()
            .collect()
    }

    /// A member that is an object; an empty one where the file has `null`.
    pub fn section(&mut self, key: &str) -> Option<Section<'a>> {
        let value = self.member(key)?;
        Some(self.below(value, self.at.key(key)))
    }

    /// A member that is `true`, or an object that says more; nothing where it is `false`.
    pub fn switch(&mut self, key: &str) -> Option<Section<'a>> {
        const NOTHING: &Value = &Value::Null;
        let at = self.at.key(key);
        match self.member(key)? {
            Value::Bool(false) => None,
            Value::Bool(true) => Some(self.below(NOTHING, at)),
            Value::Object(members) => Some(Section {
                members: Some(members),
                at,
                known: BTreeSet::new(),
                findings: self.findings,
            }),
            _ => {
                self.wrong(&at, "true, false or an object");
                None
            }
        }
    }

    /// A member that is a list of objects.
    pub fn sections(&mut self, key: &str) -> Vec<Section<'a>> {
        let at = self.at.key(key);
        match self.member(key) {
            Some(Value::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| self.below(item, at.index(index)))
                .collect(),
            Some(_) => {
                self.wrong(&at, "a list");
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// A member that is text.
    pub fn text(&mut self, key: &str) -> Option<String> {
        self.text_entry(key).map(|entry| entry.value)
    }

    /// A member that is text, with its place.
    pub fn text_entry(&mut self, key: &str) -> Option<Entry<String>> {
        let at = self.at.key(key);
        match self.member(key)? {
            Value::String(text) => Some(Entry::new(text.clone(), at)),
            _ => {
                self.wrong(&at, "text (put a number in quotes)");
                None
            }
        }
    }

    /// A member that is text and cannot be left out.
    pub fn required_text(&mut self, key: &str) -> Option<Entry<String>> {
        if self
            .members
            .is_some_and(|members| !members.contains_key(key))
        {
            let message = format!("`{key}` is missing here");
            self.report(
                Diagnostic::error("missing-key", self.at.place(), message)
                    .help(format!("add a line `{key}: …`")),
            );
        }
        self.text_entry(key)
    }

    /// A member that is `true` or `false`.
    pub fn boolean(&mut self, key: &str) -> Option<bool> {
        let at = self.at.key(key);
        match self.member(key)? {
            Value::Bool(value) => Some(*value),
            _ => {
                self.wrong(&at, "true or false");
                None
            }
        }
    }

    /// A member that is a whole number.
    pub fn integer(&mut self, key: &str) -> Option<i64> {
        let at = self.at.key(key);
        let number = self.member(key)?.as_i64();
        if number.is_none() {
            self.wrong(&at, "a whole number");
        }
        number
    }

    /// A member that is a list of text.
    pub fn texts(&mut self, key: &str) -> Vec<Entry<String>> {
        let at = self.at.key(key);
        let Some(value) = self.member(key) else {
            return Vec::new();
        };
        let Value::Array(items) = value else {
            self.wrong(&at, "a list");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item {
                Value::String(text) => texts.push(Entry::new(text.clone(), at.index(index))),
                _ => self.wrong(&at.index(index), "text"),
            }
        }
        texts
    }

    /// A member that is an object of text.
    pub fn text_map(&mut self, key: &str) -> IndexMap<String, Entry<String>> {
        let Some(mut section) = self.section(key) else {
            return IndexMap::new();
        };
        section
            .keys()
            .into_iter()
            .filter_map(|name| section.text_entry(&name).map(|entry| (name, entry)))
            .collect()
    }

    /// The members of an object whose names the user chooses, whatever they are.
    pub fn values(&mut self, key: &str) -> Vec<(String, Value, At)> {
        let Some(section) = self.section(key) else {
            return Vec::new();
        };
        let members = section.members.into_iter().flatten();
        members
            .map(|(name, value)| (name.clone(), value.clone(), section.at.key(name)))
            .collect()
    }

    /// Reports the members that nobody asked for.
    pub fn finish(self) {
        for key in self
            .members
            .into_iter()
            .flat_map(Map::keys)
            .filter(|key| !self.known.contains(*key))
        {
            let known = self
                .known
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ");
            self.report(
                Diagnostic::error(
                    "unknown-key",
                    self.at.key(key).key_place(),
                    format!("there is no key `{key}` here"),
                )
                .help(format!("the keys here are {known}")),
            );
        }
    }

    fn below(&self, value: &'a Value, at: At) -> Section<'a> {
        Section {
            members: self.object(value, &at),
            at,
            known: BTreeSet::new(),
            findings: self.findings,
        }
    }

    fn member(&mut self, key: &str) -> Option<&'a Value> {
        self.known.insert(key.to_owned());
        self.members?.get(key)
    }

    fn object(&self, value: &'a Value, at: &At) -> Option<&'a Map<String, Value>> {
        match value {
            Value::Object(members) => Some(members),
            Value::Null => None,
            _ => {
                self.wrong(at, "an object");
                None
            }
        }
    }

    fn wrong(&self, at: &At, expected: &str) {
        self.report(
            Diagnostic::error(
                "wrong-shape",
                at.place(),
                format!("this has to be {expected}"),
            )
            .help("see the documentation of the key in the configuration reference"),
        );
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.findings.borrow_mut().push(diagnostic);
    }
}
