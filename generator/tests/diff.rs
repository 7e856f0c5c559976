//! A folder below `cases/diff` is one case: two documents, `old.yaml` and `new.yaml`, with or without a configuration
//! `sdk.yaml` for both. What is said of them is held in a snapshot, to what `cargo semver-checks` says of the crates, and to
//! what compiles.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_client_generator::compare::{Comparison, Spot, compare};
use openapi_client_generator::diag::render;
use openapi_client_generator::{Inputs, Source};

#[path = "diff/crates.rs"]
mod crates;
#[path = "diff/programs.rs"]
mod programs;
#[path = "diff/semver.rs"]
mod semver;

struct Case {
    name: String,
    old: Source,
    new: Source,
    config: Option<Source>,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff");
    let entries = fs::read_dir(root).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.iter().map(|folder| case(folder)).collect()
}

fn case(folder: &Path) -> Case {
    let read = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).ok()?;
        Some(Source::new(name, text))
    };
    Case {
        name: folder.file_name().unwrap().to_string_lossy().into_owned(),
        old: read("old.yaml").unwrap(),
        new: read("new.yaml").unwrap(),
        config: read("sdk.yaml"),
    }
}

impl Case {
    fn inputs<'a>(&'a self, document: &'a Source) -> Inputs<'a> {
        Inputs {
            document,
            config: self.config.as_ref(),
            extensions: &[],
            load: None,
        }
    }

    fn comparison(&self) -> Comparison {
        let compared = compare(self.inputs(&self.old), self.inputs(&self.new));
        let [old, new] = &compared.diagnostics;
        assert!(
            old.is_empty() && new.is_empty(),
            "{}:\n{}{}",
            self.name,
            render(old, &compared.sources[0], false),
            render(new, &compared.sources[1], false)
        );
        compared.comparison.unwrap()
    }
}

fn shown(comparison: &Comparison) -> String {
    let mut text = String::new();
    let place = |spot: &Option<Spot>| spot.as_ref().map_or("-".to_owned(), Spot::to_string);
    for row in &comparison.rows {
        let silent = if row.is_silent { ", silent" } else { "" };
        let _ = writeln!(
            text,
            "{}{silent} {}: {}: {}\n    {}\n    {}, {} -> {}",
            row.level,
            row.code,
            row.item,
            row.change,
            row.reason,
            row.subject,
            place(&row.old),
            place(&row.new)
        );
    }
    text + comparison.step.as_str()
}

#[test]
fn every_pair_is_compared_as_reviewed() {
    for case in cases() {
        let text = shown(&case.comparison());
        insta::with_settings!({ snapshot_suffix => case.name, omit_expression => true }, {
            insta::assert_snapshot!("rows", text);
        });
    }
}

/// The documents of all other cases, whatever is in them.
fn documents() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["ok", "err", "hostile"] {
        let entries = fs::read_dir(root.join(folder)).unwrap();
        paths.extend(entries.map(|entry| entry.unwrap().path()));
    }
    paths.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).ok()?;
        Some(Source::new(path.display().to_string(), text))
    };
    paths.iter().filter_map(read).collect()
}

#[test]
fn any_two_documents_can_be_compared_and_one_with_itself_is_the_same() {
    let documents = documents();
    let inputs = |document| Inputs {
        document,
        config: None,
        extensions: &[],
        load: None,
    };
    let mut same = 0;
    for (index, document) in documents.iter().enumerate() {
        let other = &documents[(index + 1) % documents.len()];
        compare(inputs(document), inputs(other));
        if let Some(comparison) = compare(inputs(document), inputs(document)).comparison {
            assert_eq!(shown(&comparison), "none", "{}", document.name);
            same += 1;
        }
    }
    assert!(same > 50, "{same} of {} documents", documents.len());
}
