//! The description that a mock server is made of: each of its schemas can be held to, for every case.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::{Draft, Registry, validator_for};
use openapi_client_generator::{Source, generate};
use serde_json::{Value, json};

/// The documents of all cases, with their configurations.
fn documents() -> Vec<(Source, Option<Source>)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/tests/cases");
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

/// The places of all schemas that a mock holds values to, or makes samples of.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let below = format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"));
                match (key.as_str(), value) {
                    ("schema", _) => found.push(below),
                    ("headers", Value::Object(headers)) => {
                        let names = headers
                            .keys()
                            .map(|name| name.replace('~', "~0").replace('/', "~1"));
                        found.extend(names.map(|name| format!("{below}/{name}")));
                    }
                    _ => places(value, &below, found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Without the patterns that are none, as the mock leaves them out.
fn without_bad_patterns(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|key, value| {
                key != "pattern"
                    || !value.is_string()
                    || validator_for(&json!({ "pattern": value })).is_ok()
            });
            members.values_mut().for_each(without_bad_patterns);
        }
        Value::Array(items) => items.iter_mut().for_each(without_bad_patterns),
        _ => {}
    }
}

// A mock takes every value where it has no validator, so that a schema that is none would not show.
#[test]
fn every_schema_has_a_validator() {
    let mut count = 0;
    for (document, config) in documents() {
        let mut description = description(&document, config.as_ref());
        without_bad_patterns(&mut description);
        let mut found = Vec::new();
        places(&description["operations"], "/operations", &mut found);
        let resource = Draft::Draft202012.create_resource(description);
        let registry = Registry::new()
            .add("urn:api", resource)
            .unwrap()
            .prepare()
            .unwrap();
        for place in found {
            let options = jsonschema::options().with_registry(&registry);
            let built = options.build(&json!({ "$ref": format!("urn:api#{place}") }));
            assert!(built.is_ok(), "{}: {place}: {built:?}", document.name);
            count += 1;
        }
    }
    assert!(count > 300, "{count} schemas");
}

#[test]
fn a_choice_allows_what_any_of_its_alternatives_does() {
    let all = documents();
    let is_unions = |(document, _): &&(Source, _)| document.name.ends_with("unions.yaml");
    let (document, config) = all.iter().find(is_unions).unwrap();
    let resource = Draft::Draft202012.create_resource(description(document, config.as_ref()));
    let registry = Registry::new().add("urn:api", resource).unwrap();
    let registry = registry.prepare().unwrap();
    let options = jsonschema::options().with_registry(&registry);
    let unions = options.build(&json!({ "$ref": "urn:api#/schemas/Unions" }));
    let unions = unions.unwrap();
    for (value, is_allowed) in [
        (json!("small"), true),
        (json!("any other text"), true),
        (json!(1), false),
    ] {
        let value = json!({ "known_or_text": value });
        assert_eq!(unions.is_valid(&value), is_allowed, "{value}");
    }
}
