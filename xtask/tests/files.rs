//! `cargo xtask generate` on a document of several files.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = r#"
openapi: 3.1.0
info: { title: Files, version: "1" }
servers: [{ url: "https://api.example.com" }]
paths:
  /a:
    get:
      responses:
        "200":
          description: An answer.
          content: { application/json: { schema: { $ref: "REFERENCE" } } }
"#;

fn generate(folder: &Path, reference: &str) -> Output {
    let document = folder.join("api/openapi.yaml");
    fs::create_dir_all(folder.join("api/parts")).expect("a folder");
    fs::write(&document, DOCUMENT.replace("REFERENCE", reference)).expect("a file");
    let part = "type: object\nproperties: { inside: { type: text } }\n";
    fs::write(folder.join("api/parts/part.yaml"), part).expect("a file");
    fs::write(folder.join("outside.yaml"), part).expect("a file");
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("generate")
        .arg("--spec")
        .arg(&document)
        .arg("--out")
        .arg(folder.join("out"))
        .output()
        .expect("the program runs")
}

#[test]
fn another_file_is_read_and_excerpted() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = generate(folder.path(), "parts/part.yaml");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains("part.yaml:2:31: warning[unknown-type]"),
        "{told}"
    );
    assert!(
        told.contains("properties: { inside: { type: text } }"),
        "{told}"
    );
    assert!(folder.path().join("out/src/types/part.rs").is_file());
}

#[test]
fn a_file_outside_of_the_documents_folder_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = generate(folder.path(), "../outside.yaml");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains("warning[unreadable-file]: `../outside.yaml` cannot be read: it is outside"),
        "{told}"
    );
}
