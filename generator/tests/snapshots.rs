//! The output for the Secrets Store document, held to the byte where a reader reviews it: the IR, the duplicate
//! operation, and the types it takes and returns.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use openapi_client_generator::{Files, Source, describe, generate};

fn source(name: &str) -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../spec")
        .join(name);
    Source::new(format!("spec/{name}"), fs::read_to_string(path).unwrap())
}

fn files() -> Files {
    let (files, diagnostics) = generate(
        &source("secrets-store.yaml"),
        Some(&source("secrets-store.sdk.yaml")),
    );
    assert_eq!(diagnostics, [], "our own document gives no diagnostics");
    files
}

/// The blocks of a file, parted by blank lines, in which one of the words stands.
fn blocks(text: &str, words: &[&str]) -> String {
    let all: Vec<&str> = text.split("\n\n").collect();
    let chosen: Vec<&str> = all
        .into_iter()
        .filter(|block| words.iter().any(|word| block.contains(word)))
        .collect();
    assert!(!chosen.is_empty(), "none of {words:?} was emitted");
    chosen.join("\n\n")
}

#[test]
fn ir() {
    let config = source("secrets-store.sdk.yaml");
    let (api, diagnostics) = describe(&source("secrets-store.yaml"), Some(&config));
    assert_eq!(diagnostics, []);
    insta::assert_snapshot!(api.unwrap().dump());
}

#[test]
fn duplicate_operation() {
    let files = files();
    let text = &files["src/resources/secrets_store/stores/secrets.rs"];
    insta::assert_snapshot!(blocks(
        text,
        &["fn duplicate(", "DuplicateRequest", "static DUPLICATE"]
    ));
}

#[test]
fn duplicate_request_type() {
    insta::assert_snapshot!(files()["src/types/duplicate_secret.rs"]);
}

#[test]
fn secret() {
    insta::assert_snapshot!(files()["src/types/secret.rs"]);
}

#[test]
fn secret_status() {
    insta::assert_snapshot!(files()["src/types/secret_status.rs"]);
}

#[test]
fn scope() {
    insta::assert_snapshot!(files()["src/types/scope.rs"]);
}

#[test]
fn crlf_and_a_byte_order_mark_change_nothing() {
    let document = source("secrets-store.yaml");
    let crlf = Source::new(
        document.name.clone(),
        format!("\u{feff}{}", document.text.replace('\n', "\r\n")),
    );
    let config = source("secrets-store.sdk.yaml");
    let (from_crlf, diagnostics) = generate(&crlf, Some(&config));
    assert_eq!(diagnostics, []);
    assert_eq!(from_crlf, files());
}

#[test]
fn the_path_names_every_call_without_help() {
    let document = source("secrets-store.yaml");
    let config = Source::new(
        "bare.sdk.yaml",
        "client: {parameters: {account_id: {}}}\nenvelope: {}\npagination: {page: page, per_page: per_page}\n",
    );
    let calls = |config: &Source| {
        let (api, diagnostics) = describe(&document, Some(config));
        assert_eq!(diagnostics, []);
        let dump = api.unwrap().dump();
        dump.lines()
            .filter(|line| line.contains(" = ") || line.trim_start().starts_with("resource "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(calls(&config), calls(&source("secrets-store.sdk.yaml")));
}
