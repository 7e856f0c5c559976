//! The rules of the house: which room may name what, and what no file may hold.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files below a folder of the workspace.
fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(folder),
    ];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path();
            // A link leads to a folder that has its own turn.
            if entry.file_type().unwrap().is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "there are no Rust files below {folder}");
    found.sort();
    found
}

/// Whether a file holds the tests of the module it stands in.
fn is_test(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "tests.rs")
        || path.components().any(|part| part.as_os_str() == "tests")
}

/// The lines of a file that are compiled into the product, with their numbers.
fn product_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
    let product = text.get(..tests).unwrap_or(text);
    product
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn violations(folder: &str, is_forbidden: impl Fn(&str) -> bool) -> Vec<String> {
    rust_files(folder)
        .iter()
        .filter(|(path, _)| !is_test(path))
        .flat_map(|(path, text)| {
            product_lines(text)
                .filter(|(_, line)| is_forbidden(line))
                .map(|(number, line)| format!("{}:{number}: {}", path.display(), line.trim()))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn names_any(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| line.contains(word))
}

#[test]
fn rooms_name_only_what_they_may() {
    let rules: [(&str, &[&str]); 5] = [
        (
            "generator/src/emit",
            &[
                "openapiv3",
                "crate::openapi",
                "crate::lower",
                "crate::config",
            ],
        ),
        (
            "generator/src/lower",
            &["proc_macro2", "quote", "crate::names", "crate::emit"],
        ),
        (
            "generator/src/ir",
            &[
                "openapiv3",
                "proc_macro2",
                "quote",
                "crate::lower",
                "crate::emit",
                "crate::names",
            ],
        ),
        (
            "generator/src/names",
            &[
                "openapiv3",
                "proc_macro2",
                "quote!",
                "crate::lower",
                "crate::emit",
                "crate::openapi",
            ],
        ),
        (
            "generator/src/diag",
            &[
                "openapiv3",
                "crate::lower",
                "crate::emit",
                "crate::names",
                "crate::ir",
                "crate::openapi",
            ],
        ),
    ];
    for (folder, words) in rules {
        let found = violations(folder, |line| names_any(line, words));
        assert!(
            found.is_empty(),
            "{folder} may not name these:\n{}",
            found.join("\n")
        );
    }
}

#[test]
fn only_xtask_touches_the_disk() {
    let words = [
        "std::fs",
        "fs::read",
        "fs::write",
        "File::open",
        "File::create",
        "std::env",
        "SystemTime",
        "Instant::now",
    ];
    let found = violations("generator/src", |line| names_any(line, &words));
    assert!(
        found.is_empty(),
        "the generator is pure:\n{}",
        found.join("\n")
    );
}

#[test]
fn nothing_that_a_document_says_can_panic() {
    let words = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "unreachable!(",
        "assert!(",
    ];
    for folder in ["generator/src", "templates/runtime/src", "xtask/src"] {
        let found = violations(folder, |line| names_any(line, &words));
        assert!(found.is_empty(), "these can panic:\n{}", found.join("\n"));
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in ["generator", "templates/runtime", "xtask", "generated/src"] {
        let silent: Vec<_> = rust_files(folder)
            .into_iter()
            .filter(|(_, text)| !text.starts_with("//! "))
            .map(|(path, _)| path.display().to_string())
            .collect();
        assert!(
            silent.is_empty(),
            "these open without a line on their purpose:\n{}",
            silent.join("\n")
        );
    }
}

#[test]
fn files_stay_short_enough_to_read() {
    let most = 450;
    for folder in ["generator", "templates/runtime", "xtask"] {
        let long: Vec<_> = rust_files(folder)
            .into_iter()
            .map(|(path, text)| (path, text.lines().count()))
            .filter(|(_, lines)| *lines > most)
            .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
            .collect();
        assert!(
            long.is_empty(),
            "more than {most} lines:\n{}",
            long.join("\n")
        );
    }
}

#[test]
fn the_output_holds_the_whole_runtime() {
    let embedded = include_str!("../src/templates.rs");
    let runtime = rust_files("templates/runtime/src/runtime");
    let mut parts = rust_files("templates/runtime/src/parts");
    parts.retain(|(path, _)| !path.ends_with("parts/mod.rs"));
    for (path, _) in runtime.into_iter().chain(parts) {
        let path = path.to_str().unwrap();
        let (_, inside) = path.split_once("runtime/src/").unwrap();
        let (_, inside) = inside.split_once('/').unwrap();
        assert!(
            embedded.contains(&format!("\"{inside}\"")),
            "generator/src/templates.rs misses {inside}"
        );
    }
}
