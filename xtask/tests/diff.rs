//! `diff` as its users run it: the real program, small documents, exit codes, text and JSON.

#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

const OLD: &str = "openapi: 3.0.3
info: {title: Shelves, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /shelves:
    get:
      operationId: listShelves
      parameters:
        - {name: row, in: query, schema: {type: integer, maximum: 9}}
        - {name: wall, in: query, schema: {type: string}}
      responses:
        '200':
          description: The shelves.
          content:
            application/json:
              schema: {type: array, items: {$ref: 'parts/shelf.yaml'}}
";

const SHELF: &str = "type: object
required: [id]
properties:
  id: {type: string}
";

/// A folder with a document `old.yaml`, one part of which is in a file of its own.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().expect("a folder");
    put(desk.path(), "old.yaml", OLD);
    put(desk.path(), "parts/shelf.yaml", SHELF);
    desk
}

fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
    fs::write(path, text).expect("writable");
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("diff").args(arguments).current_dir(folder);
    command.output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_table_says_what_changed_why_and_where() {
    let desk = desk();
    let new = OLD
        .replace(
            "        - {name: wall, in: query, schema: {type: string}}\n",
            "",
        )
        .replace("maximum: 9", "maximum: 12")
        .replace("parts/shelf.yaml", "parts/wide.yaml");
    put(desk.path(), "new.yaml", &new);
    put(
        desk.path(),
        "parts/wide.yaml",
        &format!("{SHELF}  width: {{type: number}}\n"),
    );
    let output = diff(desk.path(), &["old.yaml", "new.yaml"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
    let expected = "\
breaking: Code that calls the setter does not compile without it.
  shelves().list(..).wall(..)  removed
      query wall of GET /shelves, old.yaml:10:11

breaking: Code that names the type has to use the other name.
  types::Shelf  is now `types::Wide`
      schema shelf, parts/shelf.yaml:1:1 -> parts/wide.yaml:1:1

additive: A new field to read: the struct is `#[non_exhaustive]`, so that no code has listed them all.
  types::Shelf::width  added
      member width of schema shelf, parts/wide.yaml:5:3

neutral, may act differently: Values that were refused are sent from now on.
  shelves().list(..).row(..)  limits: at most 9 became at most 12
      query row of GET /shelves, old.yaml:9:11 -> new.yaml:9:11

old.yaml -> new.yaml: 2 breaking, 1 additive, 1 neutral; 1 compiles as before and may act differently
version step: major (code that uses the crate has to change); 0.1.0 becomes 0.2.0, since below 1.0.0 the second number stands for what breaks
";
    assert_eq!(text(&output.stdout), expected);
}

#[test]
fn json_says_the_same() {
    let desk = desk();
    let new = OLD.replace("maximum: 9", "maximum: 5");
    put(desk.path(), "new.yaml", &new);
    let output = diff(desk.path(), &["old.yaml", "new.yaml", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let place = |file: &str| json!({ "file": file, "line": 9, "column": 11, "pointer": "/paths/~1shelves/get/parameters/0" });
    let expected = json!({
        "format": 1,
        "generator": env!("CARGO_PKG_VERSION"),
        "old": "old.yaml",
        "new": "new.yaml",
        "rows": [{
            "level": "neutral",
            "code": "limits-changed",
            "item": "shelves().list(..).row(..)",
            "subject": "query row of GET /shelves",
            "change": "limits: at most 9 became at most 5",
            "reason": "Values that passed are refused before anything is sent, unless validation is off.",
            "silent": true,
            "old": place("old.yaml"),
            "new": place("new.yaml"),
        }],
        "breaking": 0,
        "additive": 0,
        "neutral": 1,
        "silent": 1,
        "step": "patch",
        "versions": { "old": "0.1.0", "new": "0.1.0", "next": "0.1.1" },
    });
    assert_eq!(report, expected);
}

#[test]
fn exit_codes_tell_what_was_asked_for() {
    let desk = desk();
    let more = "        - {name: order, in: query, schema: {type: string}}\n      responses:";
    put(
        desk.path(),
        "more.yaml",
        &OLD.replace("      responses:", more),
    );
    put(desk.path(), "broken.yaml", "openapi: 3.0.3\npaths: [\n");
    let cases: [(&[&str], i32); 8] = [
        (&["old.yaml", "more.yaml"], 0),
        (&["old.yaml", "more.yaml", "--fail-on", "breaking"], 0),
        (&["old.yaml", "more.yaml", "--fail-on", "additive"], 1),
        (&["more.yaml", "old.yaml", "--fail-on", "breaking"], 1),
        (&["more.yaml", "old.yaml", "--fail-on", "additive"], 1),
        (&["old.yaml", "broken.yaml"], 2),
        (&["missing.yaml", "old.yaml"], 2),
        (&["old.yaml"], 2),
    ];
    for (arguments, code) in cases {
        let output = diff(desk.path(), arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {output:?}"
        );
    }
    let refused = text(&diff(desk.path(), &["old.yaml", "broken.yaml"]).stderr);
    assert!(refused.contains("broken.yaml:"), "{refused}");
    assert!(
        refused.contains("nothing is compared: `broken.yaml` has 1 error"),
        "{refused}"
    );
}

#[test]
fn one_configuration_beside_either_serves_both() {
    let desk = desk();
    put(desk.path(), "new.yaml", OLD);
    put(
        desk.path(),
        "new.sdk.yaml",
        "package: {name: my-shelves, version: 1.4.0}\n",
    );
    let output = diff(desk.path(), &["old.yaml", "new.yaml"]);
    let expected = "old.yaml -> new.yaml: no change of the API\n\
        version step: none (the same crate comes out)\n";
    assert_eq!(text(&output.stdout), expected);

    put(
        desk.path(),
        "old.sdk.yaml",
        "package: {name: shelves, version: 1.3.0}\n",
    );
    let output = diff(desk.path(), &["old.yaml", "new.yaml"]);
    let shown = text(&output.stdout);
    assert!(shown.contains("is now `my_shelves`"), "{shown}");
    assert!(
        shown.contains("1.3.0 becomes 2.0.0; the new crate says 1.4.0"),
        "{shown}"
    );

    let one = ["old.yaml", "new.yaml", "--config", "old.sdk.yaml"];
    assert!(text(&diff(desk.path(), &one).stdout).contains("no change of the API"));
}

#[test]
fn colours_are_for_terminals() {
    let desk = desk();
    put(desk.path(), "new.yaml", &OLD.replace("wall", "side"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["diff", "old.yaml", "new.yaml"])
        .current_dir(desk.path());
    let forced = command
        .env("CLICOLOR_FORCE", "1")
        .output()
        .expect("the program runs");
    assert!(text(&forced.stdout).contains("\u{1b}["));
    let plain = command
        .env("NO_COLOR", "1")
        .env_remove("CLICOLOR_FORCE")
        .output();
    assert!(!text(&plain.expect("the program runs").stdout).contains("\u{1b}["));
}
