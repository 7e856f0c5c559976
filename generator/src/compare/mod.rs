//! What changes in the Rust API between two documents: a file per question, each of which looks at what is in both IRs and
//! at the names that were settled for it.
//!
//! Judged is the crate as it comes out. Operations are the same by method and path, types by their names in the document;
//! see `side` for what has other names. What is documentation alone makes no row.

mod access;
mod answers;
mod client;
mod credentials;
mod errors;
mod headers;
mod inputs;
mod objects;
mod operations;
mod place;
mod row;
mod servers;
mod side;
mod slots;
mod types;
mod variants;
mod webhooks;

pub use row::{Level, Row, Spot, Step};

use row::Rows;
use side::{Both, Side};

use crate::diag::{Diagnostic, Source};
use crate::extension::Extensions;
use crate::ir::Api;
use crate::names::{self, Names};
use crate::{Inputs, emit, lower};

/// What two documents make of a crate.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// How they differ; `None` if one of them makes no crate.
    pub comparison: Option<Comparison>,
    /// What there is to say about each document, the old one first.
    pub diagnostics: [Vec<Diagnostic>; 2],
    /// All files that were read for each, for excerpts.
    pub sources: [Vec<Source>; 2],
}

/// How two crates differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The differences, those that break code first.
    pub rows: Vec<Row>,
    /// Which number of the version has to change.
    pub step: Step,
    /// The versions of the two crates.
    pub versions: [String; 2],
}

/// Compares the crates of two documents.
pub fn compare(old: Inputs<'_>, new: Inputs<'_>) -> Compared {
    let (old, new) = (Read::new(old), Read::new(new));
    let comparison = old.whole().zip(new.whole()).map(|(before, after)| {
        let both = Both::new(before, after);
        let mut rows = Rows::default();
        client::compare(&both, &mut rows);
        operations::compare(&both, &mut rows);
        webhooks::compare(&both, &mut rows);
        types::compare(&both, &mut rows);
        let mut rows = place::fill(rows.drafts, &old.sources, &new.sources);
        rows.sort_by_key(|row| std::cmp::Reverse(row.level));
        Comparison {
            step: step(&rows, before, after),
            rows,
            versions: [before, after].map(|side| side.api.package.version.clone()),
        }
    });
    Compared {
        comparison,
        diagnostics: [old.diagnostics, new.diagnostics],
        sources: [old.sources, new.sources],
    }
}

/// The step that follows from the rows; without any, it is the files that tell whether there is one.
fn step(rows: &[Row], old: Side<'_>, new: Side<'_>) -> Step {
    match rows.first().map(|row| row.level) {
        Some(Level::Breaking) => Step::Major,
        Some(Level::Additive) => Step::Minor,
        None if files(old) == files(new) => Step::None,
        Some(Level::Neutral) | None => Step::Patch,
    }
}

/// The files of a crate, without what they say of the name and the version that it was made for.
fn files(side: Side<'_>) -> Option<emit::Files> {
    let mut api = side.api.clone();
    api.package.source.clear();
    api.package.version.clear();
    emit::emit(&api, side.names, &Extensions::default()).ok()
}

/// A document, as far as it could be read.
struct Read {
    name: String,
    whole: Option<(Api, Names)>,
    diagnostics: Vec<Diagnostic>,
    sources: Vec<Source>,
}

impl Read {
    fn new(inputs: Inputs<'_>) -> Self {
        let Inputs {
            document,
            config,
            load,
            ..
        } = inputs;
        let mut sources: Vec<Source> = std::iter::once(document).chain(config).cloned().collect();
        let mut diagnostics = Vec::new();
        let whole = match load {
            None => lower(document, config, None, &mut diagnostics),
            Some(load) => {
                let mut noting = |path: &str| {
                    let source = load(path)?;
                    sources.push(source.clone());
                    Ok(source)
                };
                lower(document, config, Some(&mut noting), &mut diagnostics)
            }
        };
        let whole = whole.map(|(api, config)| {
            let names = names::decide(&api, &config, &mut diagnostics);
            (api, names)
        });
        let is_sound = !diagnostics.iter().any(Diagnostic::is_error);
        Self {
            name: document.name.clone(),
            whole: whole.filter(|_| is_sound),
            diagnostics,
            sources,
        }
    }

    fn whole(&self) -> Option<Side<'_>> {
        let (api, names) = self.whole.as_ref()?;
        Some(Side {
            api,
            names,
            source: &self.name,
        })
    }
}
