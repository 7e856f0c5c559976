//! `corpus` as its users run it: the real program, and a folder with a document that is well, one with a warning and
//! one that is broken.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

const WELL: &str = r##"{
  "openapi": "3.0.3",
  "info": {"title": "Wells", "version": "1"},
  "servers": [{"url": "https://example.com"}],
  "components": {"schemas": {"Well": {
    "type": "object", "required": ["depth"], "properties": {"depth": {"type": "integer", "format": "int64"}}
  }}},
  "paths": {"/wells/{well_id}": {
    "parameters": [{"name": "well_id", "in": "path", "required": true, "schema": {"type": "string"}}],
    "get": {"operationId": "getWell", "responses": {"200": {"description": "The well.", "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/Well"}}
    }}}},
    "delete": {"operationId": "fillWell", "responses": {"204": {"description": "Filled."}}}
  }}
}
"##;

/// Its first operation answers with what is not defined.
const WARNED: &str = "openapi: 3.0.3
info: {title: Ferries, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /ferries:
    get:
      operationId: listFerries
      responses:
        '200':
          description: The ferries.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Ferry'}
    post:
      operationId: orderFerry
      responses:
        '204': {description: Ordered.}
";

const BROKEN: &str = "info: {title: Mills, version: '1'}
paths: {}
openapi: 4.0.0
";

const NAMES: [&str; 3] = ["broken.yml", "warned.yaml", "well.json"];

/// A folder with the three, and files that are no documents.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let texts = [BROKEN, WARNED, WELL];
    for (name, text) in NAMES.into_iter().zip(texts) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("read me.txt"), "").unwrap();
    folder
}

#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    error: String,
}

/// Runs `xtask corpus` in the folder, on the folder, with the generator as it is built for this test.
fn corpus(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["corpus", ".", "--unoptimized"])
        .args(arguments)
        .current_dir(folder)
        // What is built of dependencies stays for the next time.
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus-target"),
        )
        .output()
        .unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    /// The words of the line that starts with `first`.
    fn words(&self, first: &str) -> Vec<&str> {
        let mut lines = self
            .out
            .lines()
            .map(|line| line.split_whitespace().collect());
        lines
            .find(|words: &Vec<_>| words.first() == Some(&first))
            .unwrap()
    }

    /// The first figures of that line: operations, emitted, approximated, types, errors, warnings.
    fn figures(&self, first: &str) -> Vec<&str> {
        self.words(first)[1..7].to_vec()
    }
}

fn report(path: PathBuf) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_row_for_each_document_and_the_errors_below() {
    let folder = folder();
    let run = corpus(folder.path(), &["--jobs", "2"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.figures("broken.yml"), ["0", "0", "0", "0", "1", "0"]);
    assert_eq!(run.figures("warned.yaml")[..3], ["2", "2", "1"]);
    assert_eq!(run.figures("warned.yaml")[4..], ["0", "1"]);
    assert_eq!(run.figures("well.json"), ["2", "2", "0", "1", "0", "0"]);
    assert_eq!(run.figures("total")[..3], ["4", "4", "1"]);
    assert!(run.words("warned.yaml").ends_with(&["unknown-ref", "1"]));

    let first = run.out.lines().map(|line| line.split(' ').next().unwrap());
    let expected = ["document", NAMES[0], NAMES[1], NAMES[2], "total", ""];
    assert_eq!(first.take(6).collect::<Vec<_>>(), expected);
    // The first columns end where their headings do.
    let end = run.out.find("  types").unwrap();
    for line in run.out.lines().take(5) {
        assert!(
            line.get(..end)
                .unwrap()
                .ends_with(|last: char| !last.is_whitespace()),
            "{}",
            run.out
        );
        assert!(line.get(end..).unwrap().starts_with(' '), "{}", run.out);
    }
    assert!(
        !run.out.contains('\u{1b}'),
        "no colours where there is no terminal"
    );

    assert!(
        run.out
            .contains("\nbroken.yml: nothing is generated: unsupported-version 1\n"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("broken.yml:3:10: error[unsupported-version]: "),
        "{}",
        run.out
    );
    assert!(
        run.out.ends_with("\n3 documents: 2 passed, 1 failed\n"),
        "{}",
        run.out
    );
    assert_eq!(run.error, "error: 1 document failed: broken.yml\n");
}

#[test]
fn the_json_report_says_all_that_the_table_says() {
    let folder = folder();
    let run = corpus(folder.path(), &["--json", "report.json"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let report = report(folder.path().join("report.json"));
    assert_eq!(
        (&report["passed"], &report["failed"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(report["optimized"], false);
    let documents = report["documents"].as_array().unwrap();
    let names = documents
        .iter()
        .map(|one| one["document"].as_str().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), NAMES);

    let [broken, warned, well] = documents.as_slice() else {
        panic!("{documents:?}");
    };
    assert_eq!(broken["passed"], false);
    assert_eq!(broken["errors"], json!({"unsupported-version": 1}));
    let text = broken["problems"][0]["text"].as_str().unwrap();
    assert!(
        text.starts_with("./broken.yml:3:10: error[unsupported-version]: "),
        "{text}"
    );
    assert_eq!(warned["passed"], true);
    assert_eq!(warned["warnings"], json!({"unknown-ref": 1}));
    assert_eq!(warned["approximated"], 1);

    let keys = well.as_object().unwrap().keys().map(String::as_str);
    let expected = [
        "approximated",
        "check",
        "clippy",
        "doc",
        "document",
        "emitted",
        "errors",
        "examples",
        "lines",
        "longest",
        "missing",
        "operations",
        "passed",
        "peak_bytes",
        "problems",
        "types",
        "user_seconds",
        "wall_seconds",
        "warnings",
    ];
    let mut keys = keys.collect::<Vec<_>>();
    keys.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(well["check"], Value::Null);
    assert!(well["lines"].as_u64() > Some(1000));
    // No process does anything in no time, or in less than a page.
    assert!(well["wall_seconds"].as_f64() > Some(0.0));
    if cfg!(unix) {
        assert!(well["user_seconds"].as_f64() > Some(0.0));
        assert!(well["peak_bytes"].as_u64() > Some(100_000));
    }
    let total = report["total"].as_object().unwrap();
    assert_eq!(total["operations"], 4);
    assert_eq!(total["warnings"], json!({"unknown-ref": 1}));
}

#[test]
fn only_what_is_asked_for_is_generated() {
    let folder = folder();
    let run = corpus(folder.path(), &["--only", "w*"]);
    assert_eq!((run.code, run.error.as_str()), (Some(0), ""), "{}", run.out);
    assert!(
        run.out.ends_with("\n2 documents: 2 passed, 0 failed\n"),
        "{}",
        run.out
    );
    let none = corpus(folder.path(), &["--only", "*.toml"]);
    assert_eq!(none.code, Some(1));
    assert!(
        none.error
            .starts_with("error: there are no documents in `.`\nhelp: "),
        "{none:?}"
    );
    assert_eq!(corpus(folder.path(), &["--only", "a**"]).code, Some(2));
    assert_eq!(corpus(folder.path(), &["--jobs", "0"]).code, Some(2));
}

#[test]
fn copies_of_a_document_are_one_larger_document() {
    let folder = folder();
    let run = corpus(folder.path(), &["--copies", "1,3"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let warned = ["6", "6", "3", "0", "0", "3"];
    assert_eq!(run.figures("warned.yaml*3"), warned, "{}", run.out);
    assert_eq!(run.figures("well.json*1")[..2], ["2", "2"]);
    assert_eq!(run.figures("well.json*3")[..2], ["6", "6"]);
    assert!(run.out.contains("unsupported-version"), "{}", run.out);
}

#[test]
fn a_process_that_dies_is_a_row_too() {
    let folder = folder();
    fs::write(folder.path().join("bytes.yaml"), b"openapi: \xff\n").unwrap();
    let run = corpus(folder.path(), &["--only", "[bw]*[ys]*"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.figures("bytes.yaml"), ["0"; 6]);
    assert!(
        run.out.contains(
            "\nbytes.yaml: the generator did not finish\nerror: `./bytes.yaml` is not UTF-8"
        ),
        "{}",
        run.out
    );
    assert_eq!(run.figures("well.json")[..2], ["2", "2"]);
}

#[test]
fn a_configuration_beside_a_document_is_its_own() {
    let folder = folder();
    fs::write(folder.path().join("well.sdk.yaml"), "no such key: 1\n").unwrap();
    let run = corpus(folder.path(), &["--only", "well*"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("well.sdk.yaml:1:"), "{}", run.out);
}

#[test]
fn what_comes_out_is_compiled() {
    let folder = folder();
    let run = corpus(
        folder.path(),
        &["--compile", "--only", "well.json", "--json", "report.json"],
    );
    assert_eq!((run.code, run.error.as_str()), (Some(0), ""), "{}", run.out);
    let verdicts = run
        .words("well.json")
        .into_iter()
        .filter(|word| *word == "ok");
    assert_eq!(verdicts.count(), 3, "{}", run.out);
    let report = report(folder.path().join("report.json"));
    let well = &report["documents"][0];
    for command in ["check", "clippy", "doc"] {
        assert_eq!(well[command]["passed"], true);
        assert_eq!(well[command]["messages"], json!({}));
        if cfg!(unix) {
            assert!(well[command]["user_seconds"].as_f64() > Some(0.0));
        }
    }
}
