//! The description that a mock server is made of: it is whole, for every case.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use openapi_client_generator::{Source, generate};
use serde_json::Value;

/// The documents of all cases, with their configurations.
fn documents() -> Vec<(Source, Option<Source>)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let list = |folder: PathBuf| {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
    };
    let wire = list(cases.join("wire")).map(|folder| folder.join("document.yaml"));
    let paths = list(cases.join("ok")).chain(wire);
    let is_document = |path: &PathBuf| {
        let name = path.to_string_lossy();
        name.ends_with(".yaml") && !name.ends_with(".sdk.yaml")
    };
    let read = |path: &Path| {
        let text = fs::read_to_string(path).ok()?;
        Some(Source::new(path.to_string_lossy(), text))
    };
    let paths = paths.filter(is_document);
    paths
        .map(|path| (read(&path).unwrap(), read(&path.with_extension("sdk.yaml"))))
        .collect()
}

/// The description in the crate of a document.
fn description(document: &Source, config: Option<&Source>) -> Value {
    let text = config.map_or("", |config| config.text.trim_end());
    let has_mock = text.contains("\nmock: ");
    let text = if has_mock {
        text.to_owned()
    } else {
        format!("{text}\nmock: true\n")
    };
    let (files, _) = generate(document, Some(&Source::new("mock.sdk.yaml", text)));
    serde_json::from_str(&files["src/mock/api.json"]).unwrap()
}

/// Everything that a value refers to.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            for (key, value) in members {
                match key.as_str() {
                    // The keys are names here.
                    "properties" => {
                        let members = value.as_object().into_iter().flatten();
                        members.for_each(|(_, value)| references(value, found));
                    }
                    "const" | "enum" | "example" | "examples" => {}
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let (mut operations, mut checked) = (0, 0);
    for (document, config) in documents() {
        let description = description(&document, config.as_ref());
        operations += description["operations"].as_array().unwrap().len();
        let mut found = Vec::new();
        references(&description["operations"], &mut found);
        references(&description["schemas"], &mut found);
        for reference in found {
            let target = description.pointer(reference.strip_prefix('#').unwrap());
            assert!(target.is_some(), "{}: {reference}", document.name);
            checked += 1;
        }
    }
    assert!(
        operations > 100 && checked > 100,
        "{operations} operations, {checked} references"
    );
}
