//! `$ref` made plain: whatever one leads to, in any place of the document or in another file, becomes a component, so that
//! what comes after needs to know of `#/components/{section}/{key}` alone.
//!
//! What is referred to moves into the components and leaves a `$ref` behind, so that it stays one thing with one name. It
//! is copied only from another file, and from a place where the document does not expect such a thing.

mod components;
mod files;
mod inline;
mod name;
mod recursion;
mod walk;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

pub use components::insert;
use files::File;
pub use files::{Load, is_remote};
use walk::{kind_at, references};

use super::at::Origins;
use super::model::Kind;
use super::{At, tree};
use crate::diag::{Diagnostic, Source};

/// More hops than any honest document takes; a ring takes them all.
const MOST_HOPS: usize = 64;

/// How many nodes references may copy in all: a few bytes can ask for the same megabyte again and again.
const MOST_COPIED: usize = 2_000_000;

/// How many other files one document may be made of.
const MOST_FILES: usize = 1_000;

/// Rewrites every reference of the document that is no plain mention of a component.
pub fn link(
    tree: &mut Value,
    source: &Source,
    load: Option<&mut Load<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Origins {
    let mut link = Link {
        files: vec![File {
            name: Arc::from(source.name.as_str()),
            path: files::base_name(&source.name).to_owned(),
            tree: Value::Null,
        }],
        load,
        diagnostics,
        answers: HashMap::new(),
        pending: VecDeque::new(),
        targets: IndexMap::new(),
        keys: HashMap::new(),
        copies: Vec::new(),
        budget: MOST_COPIED,
    };
    recursion::settle(tree, &source.text);
    link.scan(tree, Kind::Document, MAIN);
    link.set_main(std::mem::take(tree));
    link.resolve_all();
    let mut origins = Origins::of(&source.name);
    *tree = link.finish(&mut origins);
    let Link { budget, .. } = link;
    inline::inline(tree, &mut origins, budget, diagnostics);
    origins
}

/// The document among the files.
const MAIN: usize = 0;

/// A reference: the file that it stands in, what it stands for, and its text.
type Mention = (usize, Kind, String);

/// What a reference leads to: the file, the pointer in it, and what it is taken for.
type Target = (usize, String, Kind);

struct Link<'a, 'l> {
    files: Vec<File>,
    load: Option<&'a mut Load<'l>>,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// What each reference becomes, if anything.
    answers: HashMap<Mention, Option<String>>,
    pending: VecDeque<Mention>,
    /// The key of each target's component.
    targets: IndexMap<Target, String>,
    /// The keys that are taken, by section.
    keys: HashMap<&'static str, HashSet<String>>,
    copies: Vec<(Target, Value)>,
    /// How many nodes may still be copied.
    budget: usize,
}

impl Link<'_, '_> {
    fn set_main(&mut self, tree: Value) {
        if let Some(main) = self.files.get_mut(MAIN) {
            main.tree = tree;
        }
    }

    fn tree(&self, file: usize) -> &Value {
        self.files.get(file).map_or(&Value::Null, |file| &file.tree)
    }

    /// Notes the references of a part of a file that have to be rewritten.
    fn scan(&mut self, value: &mut Value, kind: Kind, file: usize) {
        let (answers, pending) = (&mut self.answers, &mut self.pending);
        references(value, kind, &mut |kind, reference| {
            if file == MAIN && is_plain(kind, reference) {
                return;
            }
            let mention = (file, kind, reference.clone());
            if !answers.contains_key(&mention) {
                answers.insert(mention.clone(), None);
                pending.push_back(mention);
            }
        });
    }

    fn resolve_all(&mut self) {
        while let Some(mention) = self.pending.pop_front() {
            let (file, kind, reference) = &mention;
            let answer = match self.resolve(*file, reference, 0) {
                Some((found, pointer)) => self.answer(found, pointer, *kind),
                // The same words could mean something in the document.
                None if *file != MAIN && reference.starts_with('#') => {
                    self.report(*file, reference);
                    let path = self.files.get(*file).map_or("", |file| &file.path);
                    Some(format!("{path}{reference}"))
                }
                None => {
                    self.report(*file, reference);
                    None
                }
            };
            self.answers.insert(mention, answer);
        }
    }

    /// Says that nothing stands where a reference leads in another file, if that file could be read.
    ///
    /// Of one in the document itself, whoever needs what it refers to tells.
    fn report(&mut self, file: usize, reference: &str) {
        let (url, _) = reference.split_once('#').unwrap_or((reference, ""));
        let is_own = file == MAIN && url.is_empty();
        let found = self.file(file, url, reference);
        if is_own || found.is_none_or(|found| self.tree(found).is_null()) {
            return;
        }
        let at = self.place(file, reference);
        self.diagnostics.push(
            Diagnostic::warning(
                "unknown-ref",
                at.place(),
                format!("nothing stands at `{reference}`"),
            )
            .help("correct the name; until then any JSON stands in for it"),
        );
    }

    /// What a reference becomes that leads to `pointer` in `file`.
    fn answer(&mut self, file: usize, pointer: String, kind: Kind) -> Option<String> {
        let reference = format!("#{pointer}");
        if file == MAIN && is_plain(kind, &reference) {
            return Some(reference);
        }
        let section = kind.section()?;
        let target = (file, pointer, kind);
        if let Some(key) = self.targets.get(&target) {
            return Some(format!("#/components/{section}/{key}"));
        }
        if file != MAIN || kind_at(&target.1) != Some(kind) {
            let mut copy = self.copy(&target)?;
            self.scan(&mut copy, kind, file);
            self.copies.push((target.clone(), copy));
        }
        let key = self.key(section, &target);
        let answer = format!("#/components/{section}/{key}");
        self.targets.insert(target, key);
        Some(answer)
    }

    fn copy(&mut self, (file, pointer, _): &Target) -> Option<Value> {
        let value = self.tree(*file).pointer(pointer)?;
        let size = inline::size(value);
        let copy = (size <= self.budget).then(|| value.clone());
        match &copy {
            Some(_) => self.budget -= size,
            None => {
                let at = self.at(*file).below(pointer);
                self.diagnostics.push(inline::too_much(&at));
            }
        }
        copy
    }

    fn at(&self, file: usize) -> At {
        At::root(self.files.get(file).map_or("", |file| &file.name))
    }

    /// A key of its own for a new component.
    fn key(&mut self, section: &'static str, (file, pointer, _): &Target) -> String {
        let files = &self.files;
        let name = files.get(*file).map_or_else(String::new, |file| {
            name::name(&file.path, pointer, &file.tree)
        });
        let taken = self.keys.entry(section).or_insert_with(|| {
            let components = files.first().and_then(|main| main.tree.get("components"));
            let section = components.and_then(|components| components.get(section)?.as_object());
            section.into_iter().flat_map(Map::keys).cloned().collect()
        });
        let mut key = name.clone();
        let mut number = 2;
        while !taken.insert(key.clone()) {
            key = format!("{name} {number}");
            number += 1;
        }
        key
    }

    /// The file and the pointer that a reference in `file` leads to.
    fn resolve(&mut self, file: usize, reference: &str, hops: usize) -> Option<(usize, String)> {
        let (url, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let found = self.file(file, url, reference)?;
        let fragment = files::decode(fragment);
        if fragment.is_empty() {
            return (found != MAIN).then_some((found, fragment));
        }
        if !fragment.starts_with('/') {
            let is_anchor = |key: &str, value: &Value| {
                ["$anchor", "$dynamicAnchor"].contains(&key) && *value == fragment
                    || key == "$id" && value.as_str() == Some(reference)
            };
            return files::find(self.tree(found), &is_anchor).map(|pointer| (found, pointer));
        }
        self.follow(found, &fragment, hops)
    }

    /// Walks down a pointer, through the references on its way.
    fn follow(&mut self, file: usize, pointer: &str, hops: usize) -> Option<(usize, String)> {
        let (mut file, mut here) = (file, String::new());
        for step in pointer.split('/').skip(1) {
            let next = format!("{here}/{step}");
            let node = self.tree(file).pointer(&here)?;
            if self.tree(file).pointer(&next).is_some() {
                here = next;
                continue;
            }
            let through = node.get("$ref")?.as_str()?.to_owned();
            if hops >= MOST_HOPS {
                return None;
            }
            (file, here) = self.resolve(file, &through, hops + 1)?;
            here = format!("{here}/{step}");
            self.tree(file).pointer(&here)?;
        }
        Some((file, here))
    }

    /// The file that the part of a reference before its fragment means, loaded when it has to be.
    fn file(&mut self, base: usize, url: &str, reference: &str) -> Option<usize> {
        if url.is_empty() {
            return Some(base);
        }
        if is_remote(url) {
            let own = ["$self", "$id"];
            let is_own = |file: &File| {
                own.iter()
                    .any(|key| file.tree.get(key).is_some_and(|id| id == url))
            };
            return self.files.iter().position(is_own);
        }
        let path = files::join(self.files.get(base).map_or("", |file| &file.path), url);
        if let Some(known) = self.files.iter().position(|file| file.path == path) {
            return Some(known);
        }
        let loaded = match &mut self.load {
            _ if self.files.len() > MOST_FILES => {
                Err("this document is made of too many files".to_owned())
            }
            Some(load) => load(&path),
            None => Err("this file was handed over alone".to_owned()),
        };
        let (name, tree) = match loaded {
            Ok(source) => {
                let tree = tree::parse(&source, self.diagnostics);
                let mut tree = tree.unwrap_or_default();
                recursion::settle(&mut tree, &source.text);
                (source.name, tree)
            }
            Err(reason) => {
                let at = self.place(base, reference);
                let message = format!("`{path}` cannot be read: {reason}");
                self.diagnostics.push(
                    Diagnostic::warning("unreadable-file", at.place(), message)
                        .help("put the file where the reference says, or correct the reference; until then any JSON stands in for it"),
                );
                (path.clone(), Value::Null)
            }
        };
        self.files.push(File {
            name: Arc::from(name),
            path,
            tree,
        });
        Some(self.files.len() - 1)
    }

    /// Where a reference first stands in a file.
    fn place(&self, file: usize, reference: &str) -> At {
        let is_it = |key: &str, value: &Value| key == "$ref" && value.as_str() == Some(reference);
        match files::find(self.tree(file), &is_it) {
            Some(pointer) => self.at(file).below(&pointer).key("$ref"),
            None => self.at(file),
        }
    }
}

/// Whether a reference is a mention of a component of its kind, in the one spelling that is understood later.
fn is_plain(kind: Kind, reference: &str) -> bool {
    let rest = reference.strip_prefix("#/components/");
    let rest = rest.and_then(|rest| rest.strip_prefix(kind.section()?)?.strip_prefix('/'));
    rest.is_some_and(|key| !key.is_empty() && !key.contains(['/', '%']))
}
