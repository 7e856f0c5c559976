//! One file below `cases/err` is one kind of problem, with or without a configuration beside it; what people get to read
//! is held in a snapshot.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use openapi_client_generator::diag::render;
use openapi_client_generator::{Diagnostic, Source, generate};

fn read(path: &Path) -> Option<Source> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(path).ok()?;
    Some(Source::new(name, text))
}

#[test]
fn every_problem_reads_as_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/err");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with(".sdk.yaml"))
        .collect();
    paths.sort();
    for path in paths {
        let document = read(&path).unwrap();
        let config = read(&path.with_extension("sdk.yaml"));
        let (files, diagnostics) = generate(&document, config.as_ref());
        let has_error = diagnostics.iter().any(Diagnostic::is_error);
        assert_eq!(files.is_empty(), has_error, "{}", document.name);
        assert!(!diagnostics.is_empty(), "{} says nothing", document.name);
        let sources: Vec<Source> = [document].into_iter().chain(config).collect();
        let text = render(&diagnostics, &sources, false);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        insta::with_settings!({ snapshot_suffix => name, omit_expression => true }, {
            insta::assert_snapshot!("err", text);
        });
    }
}
