//! Holds our description of Secrets Store equal, on the wire, to the one that Cloudflare publishes.
//!
//! The published document is no part of the project. It is looked for beside the checkout, and
//! where it is absent the comparison says that it was skipped.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use openapiv3::{OpenAPI, SchemaData, SchemaKind, Type};
use serde_json::Value;

#[path = "wire_equality/compare.rs"]
mod compare;
#[path = "wire_equality/intended.rs"]
mod intended;
#[path = "wire_equality/self_test.rs"]
mod self_test;
#[path = "wire_equality/wire.rs"]
mod wire;

use compare::{differences, problems};
use intended::INTENDED;
use wire::{parse, wire_form};

const OURS: &str = include_str!("../../spec/secrets-store.yaml");

/// Where the published document is, seen from the root of the repository.
const PUBLISHED: &str = "../shared/upstream/cloudflare-secrets-store.yaml";

#[test]
fn our_document_equals_the_published_one_on_the_wire() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let published = match fs::read_to_string(root.join(PUBLISHED)) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // Written past the test harness, which would swallow it: a skipped test must show.
            let test = "our_document_equals_the_published_one_on_the_wire";
            writeln!(
                io::stderr(),
                "{test}: skipped, since there is no {PUBLISHED}"
            )
            .unwrap();
            return;
        }
        Err(error) => panic!("{PUBLISHED} cannot be read: {error}"),
    };
    let ours = wire_form(&parse(OURS).unwrap()).unwrap();
    let theirs = wire_form(&parse(&published).unwrap()).unwrap();
    let problems = problems(&differences(&ours, &theirs), INTENDED);
    assert!(
        problems.is_empty(),
        "{} problems with spec/secrets-store.yaml:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn our_document_loads_with_all_of_its_operations() {
    let document: OpenAPI = serde_yaml::from_str(OURS).unwrap();
    assert_eq!(document.operations().count(), 12);
}

/// The order of these is no matter on the wire, but users see it: it is the order of arguments.
#[test]
fn our_document_orders_what_becomes_arguments() {
    let document = parse(OURS).unwrap();
    let required = [
        ("CreateStore", vec!["name"]),
        ("CreateSecret", vec!["name", "value", "scopes"]),
        ("DuplicateSecret", vec!["name", "scopes"]),
        ("BulkDeleteSecrets", vec!["ids"]),
    ];
    for (schema, fields) in required {
        let schema = &document["components"]["schemas"][schema];
        assert_eq!(schema["required"], Value::from(fields));
    }
    let path = "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets";
    let parameters = document["paths"][path]["get"]["parameters"]
        .as_array()
        .unwrap();
    let names: Vec<&str> = parameters
        .iter()
        .filter_map(|parameter| parameter["$ref"].as_str()?.rsplit('/').next())
        .collect();
    let path = ["AccountId", "StoreId"];
    let query = [
        "Direction",
        "SecretOrder",
        "Page",
        "PerPage",
        "Search",
        "ScopesFilter",
    ];
    assert_eq!(names, [&path[..], &query[..]].concat());
}

#[test]
fn our_document_describes_and_shows_everything() {
    let document: OpenAPI = serde_yaml::from_str(OURS).unwrap();
    for (path, method, operation) in document.operations() {
        let at = format!("{method} {path}");
        assert!(operation.summary.is_some(), "{at} has no summary");
        assert!(operation.description.is_some(), "{at} has no description");
        assert!(
            operation.extensions.contains_key("x-api-token-group"),
            "{at} has no permissions"
        );
        let body = operation
            .request_body
            .as_ref()
            .and_then(|body| body.as_item());
        let answers = operation.responses.responses.values();
        let answers = answers.filter_map(|answer| Some(&answer.as_item()?.content));
        for content in answers.chain(body.map(|body| &body.content)) {
            let shown = content.values().all(|media| media.example.is_some());
            assert!(shown, "{at} has a body without an example");
        }
    }
    let components = document.components.unwrap();
    for (name, parameter) in &components.parameters {
        let data = parameter.as_item().unwrap().parameter_data_ref();
        assert!(
            data.description.is_some(),
            "parameter {name} has no description"
        );
    }
    for (name, schema) in &components.schemas {
        let schema = schema.as_item().unwrap();
        let described = |data: &SchemaData| data.description.is_some();
        assert!(
            described(&schema.schema_data),
            "schema {name} has no description"
        );
        let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else {
            continue;
        };
        for (property, schema) in &object.properties {
            let described = schema
                .as_item()
                .is_none_or(|schema| described(&schema.schema_data));
            assert!(described, "{name}.{property} has no description");
        }
    }
}

#[test]
fn our_document_keeps_its_lines_short() {
    let long = OURS.lines().filter(|line| line.chars().count() >= 100);
    assert_eq!(long.collect::<Vec<_>>(), [""; 0]);
}
