//! A document of several files: what they make together, and what is asked of the loader.

use std::fs;
use std::path::Path;

use openapi_client_generator::diag::render;
use openapi_client_generator::{Inputs, Source, describe_with, generate_from};

fn read(path: &str) -> Result<Source, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/files");
    let text = fs::read_to_string(folder.join(path)).map_err(|error| error.kind().to_string())?;
    Ok(Source::new(path, text))
}

#[test]
fn files_make_one_document() {
    let document = read("openapi.yaml").unwrap();
    let mut asked = Vec::new();
    let mut load = |path: &str| {
        asked.push(path.to_owned());
        read(path)
    };
    let (api, diagnostics) = describe_with(&document, None, Some(&mut load));
    // Each file once, whatever it is called on the way, and the document never.
    let expected = [
        "paths/pets.yaml",
        "common.yaml",
        "schemas/owner.yaml",
        "schemas/pet.yaml",
    ];
    let mut sorted = asked.clone();
    sorted.sort();
    let mut wanted = expected.to_vec();
    wanted.sort_unstable();
    assert_eq!(sorted, wanted);

    let others = asked.iter().map(|path| read(path).unwrap());
    let sources: Vec<Source> = std::iter::once(document).chain(others).collect();
    let text = format!(
        "{}\n{}",
        api.unwrap().dump(),
        render(&diagnostics, &sources, false)
    );
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("files", text) });
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_the_reason() {
    let document = read("openapi.yaml").unwrap();
    let mut load = |path: &str| match path {
        "paths/pets.yaml" => Err("the disk is on fire".to_owned()),
        "common.yaml" => Ok(Source::new(path, "a: [")),
        path => read(path),
    };
    let (files, diagnostics) = generate_from(Inputs {
        document: &document,
        config: None,
        extensions: &[],
        load: Some(&mut load),
    });
    assert!(files.is_empty(), "a file that is no YAML stops the run");
    let told: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    let has = |part: &str| told.iter().any(|line| line.contains(part));
    assert!(
        has("openapi.yaml#/paths/~1pets/$ref: warning[unreadable-file]"),
        "{told:#?}"
    );
    assert!(has("the disk is on fire"), "{told:#?}");
    assert!(has("common.yaml:2:1: error[syntax]"), "{told:#?}");
}
