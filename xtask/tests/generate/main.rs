//! `generate` as its users run it: the real program, a small document, folders of its own.

#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

mod extensions;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A document with one resource, as far as its paths go.
const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Shelves, version: '1'}
servers: [{url: 'https://example.com'}]
components:
  schemas:
    Shelf:
      type: object
      required: [id]
      properties:
        id: {type: string}
paths:
  /shelves/{shelf_id}:
    get:
      operationId: getShelf
      tags: [shelves]
      parameters:
        - {name: shelf_id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The shelf.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Shelf'}
";

/// The path of one more resource.
const LADDERS: &str = "  /ladders:
    post:
      operationId: createLadder
      tags: [ladders]
      responses:
        '204': {description: Created.}
";

/// A folder to work in, with a document `shelf spec.yaml`.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        desk.put("shelf spec.yaml", format!("{DOCUMENT}{LADDERS}"));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
        fs::write(path, content).expect("writable");
    }

    /// Runs `xtask` in the folder.
    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(self.folder.path());
        Run::new(&command.output().expect("the program runs"))
    }

    /// Runs `xtask generate` on the document, into the folder `out`.
    fn generate(&self, more: &[&str]) -> Run {
        let arguments = ["generate", "--spec", "shelf spec.yaml", "--out", "out"];
        self.run(&[&arguments, more].concat())
    }

    /// The files below `out`.
    fn made(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path("out"), Path::new(""), &mut files);
        files
    }
}

fn collect(folder: &Path, below: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder.join(below)).into_iter().flatten() {
        let path = below.join(entry.expect("readable").file_name());
        if folder.join(&path).is_dir() {
            collect(folder, &path, files);
        } else {
            let content = fs::read(folder.join(&path)).expect("readable");
            files.insert(path.display().to_string(), content);
        }
    }
}

#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    error: String,
}

impl Run {
    fn new(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            error: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    #[track_caller]
    fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// Asserts that the run failed and that its last words are `error`.
    #[track_caller]
    fn fails_with(self, error: &str) -> Self {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert!(
            self.error.ends_with(error),
            "{}\nshould end in\n{error}",
            self.error
        );
        self
    }
}

#[test]
fn generates_a_crate_and_then_finds_it_up_to_date() {
    let desk = Desk::new();
    let first = desk.generate(&[]).succeeds();
    let made = desk.made();
    for path in ["Cargo.toml", "README.md", "src/lib.rs", ".generated.json"] {
        assert!(made.contains_key(path), "{path} is missing");
    }
    let count = made.len();
    assert!(
        // What is all new is not listed: it would hide what was said of the document.
        first
            .out
            .ends_with(&format!("out: {count} new, 0 files up to date\n"))
            && first.out.lines().count() == 1,
        "{}",
        first.out
    );
    assert!(
        !first.out.contains('\u{1b}'),
        "no colours where there is no terminal"
    );

    assert_eq!(
        desk.generate(&[]).succeeds().out,
        format!("out: {count} files up to date\n")
    );
    assert_eq!(
        desk.generate(&["--check"]).succeeds().out,
        format!("out: {count} files up to date\n")
    );
    assert_eq!(desk.made(), made);
}

#[test]
fn check_fails_names_the_command_that_mends_and_writes_nothing() {
    let desk = Desk::new();
    desk.generate(&[]).succeeds();
    let right = desk.made();
    fs::remove_file(desk.path("out/README.md")).expect("removed");
    desk.put("out/src/lib.rs", "// edited\n");
    let before = desk.made();
    let check = desk.generate(&["--check"]).fails_with(
        "\
error: `out` is not up to date: 1 missing, 1 edited
help: run `cargo xtask generate --spec 'shelf spec.yaml' --out out`
",
    );
    assert!(
        check
            .out
            .starts_with("missing  README.md\nedited   src/lib.rs\n\n--- src/lib.rs (on disk)\n"),
        "{}",
        check.out
    );
    assert_eq!(desk.made(), before);

    let mended = desk.generate(&[]).succeeds();
    assert!(
        mended
            .out
            .starts_with("new                README.md\nedited, rewritten  src/lib.rs\n"),
        "{}",
        mended.out
    );
    assert_eq!(desk.made(), right);
}

#[test]
fn a_removed_resource_takes_its_files_along() {
    let desk = Desk::new();
    desk.generate(&[]).succeeds();
    desk.put("shelf spec.yaml", DOCUMENT);
    let stale = desk.generate(&["--check"]);
    assert!(
        stale
            .out
            .contains("no longer made  src/resources/ladders.rs\n"),
        "{}",
        stale.out
    );
    let printed = desk.generate(&[]).succeeds().out;
    assert!(
        printed.contains("removed  src/resources/ladders.rs\n"),
        "{printed}"
    );
    let names = desk.made().into_keys().collect::<String>();
    assert!(!names.contains("ladder"), "{names}");
}

#[test]
fn a_failing_run_shows_the_place_and_leaves_all_bytes() {
    let desk = Desk::new();
    desk.generate(&[]).succeeds();
    let before = desk.made();
    let broken = DOCUMENT.replacen("openapi: 3", "openapi: 4", 1);
    desk.put("shelf spec.yaml", broken);
    for more in [&[][..], &["--check"]] {
        let run = desk.generate(more);
        assert!(
            run.error
                .starts_with("shelf spec.yaml:1:10: error[unsupported-version]: "),
            "{}",
            run.error
        );
        assert!(
            run.error
                .contains("\n  |\n1 | openapi: 4.0.3\n  |          ^^^^^\nhelp: "),
            "{}",
            run.error
        );
        assert!(
            run.error.ends_with(
                "\n\nerror: nothing is generated from `shelf spec.yaml`: 1 error and 0 warnings\n"
            ),
            "{}",
            run.error
        );
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
        assert_eq!(desk.made(), before);
    }
}

#[test]
fn inputs_that_cannot_be_read_are_named() {
    let desk = Desk::new();
    let generate = |spec: &str, config: &[&str]| {
        desk.run(&[&["generate", "--spec", spec, "--out", "out"], config].concat())
    };
    generate("gone.yaml", &[])
        .fails_with("error: cannot read `gone.yaml`: No such file or directory (os error 2)\n");
    generate("shelf spec.yaml", &["--config", "gone.yaml"])
        .fails_with("error: cannot read `gone.yaml`: No such file or directory (os error 2)\n");
    desk.put("binary.yaml", b"openapi: \xff\n");
    generate("binary.yaml", &[]).fails_with("error: `binary.yaml` is not UTF-8 text: see byte 9\n");
    assert!(!desk.path("out").exists());
}

#[test]
fn the_configuration_beside_the_document_is_used_and_another_can_be_given() {
    let desk = Desk::new();
    let wrong = "no such key: 1\n";
    desk.put("other.yaml", wrong);
    let given = desk.generate(&["--config", "other.yaml"]);
    assert!(given.error.starts_with("other.yaml:1:"), "{}", given.error);
    desk.put("shelf spec.sdk.yaml", wrong);
    let beside = desk.generate(&[]);
    assert!(
        beside.error.starts_with("shelf spec.sdk.yaml:1:"),
        "{}",
        beside.error
    );
}

#[test]
fn folders_that_hold_more_than_the_crate_are_refused() {
    let desk = Desk::new();
    let generate = |out: &str| desk.run(&["generate", "--spec", "shelf spec.yaml", "--out", out]);
    let refused = |folder: &Path, reason: &str| {
        let folder = folder.canonicalize().expect("there");
        format!(
            "error: `{}` cannot be the output folder: it {reason}\nhelp: choose a folder of its own for the crate\n",
            folder.display()
        )
    };
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a parent");
    generate("/").fails_with(&refused(Path::new("/"), "is the root of the file system"));
    generate(".").fails_with(&refused(desk.folder.path(), "holds `shelf spec.yaml`"));
    generate(&workspace.display().to_string())
        .fails_with(&refused(workspace, "holds this workspace"));

    fs::create_dir(desk.path("inner")).expect("created");
    let run = |home: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["generate", "--spec", "../shelf spec.yaml", "--out", "."]);
        command.current_dir(desk.path("inner")).env("HOME", home);
        Run::new(&command.output().expect("the program runs"))
    };
    run(&desk.path("inner")).fails_with(&refused(&desk.path("inner"), "holds your home folder"));
    run(desk.folder.path()).succeeds();
}

#[test]
fn a_folder_that_was_not_generated_is_refused() {
    let desk = Desk::new();
    desk.put("out/src/main.rs", "fn main() {}\n");
    desk.generate(&[]).fails_with(
        "\
error: `out` was not generated: it has no `.generated.json`, but `src/main.rs`
help: choose a folder that is new or empty, or delete this one if nothing in it is needed
",
    );
    assert_eq!(desk.made().into_keys().collect::<Vec<_>>(), ["src/main.rs"]);
}

#[test]
fn options_belong_together() {
    let desk = Desk::new();
    let usage = |arguments: &[&str]| {
        let run = desk.run(&[&["generate"], arguments].concat());
        assert_eq!(run.code, Some(2), "{run:?}");
        run.error
    };
    assert!(usage(&["--spec", "shelf spec.yaml"]).contains("--out <DIR>"));
    assert!(usage(&["--out", "out"]).contains("--spec <FILE>"));
    assert!(usage(&["--config", "x.yaml"]).contains("--spec <FILE>"));
}
