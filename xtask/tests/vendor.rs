//! `vendor` as its users run it: the real program, a small crate, and projects of its own.

#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Shelves, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /shelves/{shelf_id}:
    get:
      operationId: getShelf
      parameters:
        - {name: shelf_id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The shelf.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Shelf'}
  /ladders:
    post:
      operationId: createLadder
      responses:
        '204': {description: Created.}
components:
  schemas:
    Shelf:
      type: object
      properties:
        id: {type: string}
";

/// A folder with a document, the crate of it in `made`, and room for copies.
struct Desk {
    folder: TempDir,
}

struct Run {
    code: Option<i32>,
    out: String,
    error: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        desk.generate(DOCUMENT);
        desk
    }

    /// A desk with a copy of the crate.
    fn with_copy() -> Self {
        let desk = Self::new();
        assert_eq!(desk.vendor("copy", &[]).code, Some(0));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
        fs::write(path, content).expect("writable");
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(self.folder.path());
        let output = command.output().expect("the program runs");
        Run {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            error: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn generate(&self, document: &str) {
        self.put("shelves.yaml", document);
        let run = self.run(&["generate", "--spec", "shelves.yaml", "--out", "made"]);
        assert_eq!(run.code, Some(0), "{}", run.error);
    }

    fn vendor(&self, dest: &str, more: &[&str]) -> Run {
        self.run(&[&["vendor", dest, "--from", "made"], more].concat())
    }

    /// Every file below a folder, with its content.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.path(folder);
        let mut files = BTreeMap::new();
        let mut open = vec![root.clone()];
        while let Some(current) = open.pop() {
            for entry in fs::read_dir(current).into_iter().flatten() {
                let path = entry.expect("readable").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(&root).expect("inside").to_path_buf();
                    files.insert(name, fs::read(&path).expect("readable"));
                }
            }
        }
        files
    }
}

#[test]
fn a_copy_has_every_file_and_is_up_to_date() {
    let desk = Desk::with_copy();
    assert_eq!(desk.files("copy"), desk.files("made"));
    let list = fs::read_to_string(desk.path("copy/.generated.json")).expect("a list");
    for said in [
        "\"shelves 0.1.0\"",
        "\"shelves.yaml\": \"",
        "openapi-client-generator ",
    ] {
        assert!(list.contains(said), "{list}");
    }
    let again = desk.vendor("copy", &[]);
    assert_eq!(again.code, Some(0));
    assert!(
        again.out.starts_with("copy: ") && again.out.ends_with(" up to date\n"),
        "{}",
        again.out
    );
    let check = desk.vendor("copy", &["--check"]);
    assert_eq!((check.code, check.error.as_str()), (Some(0), ""));
    assert!(
        check
            .out
            .contains(" files up to date, shelves 0.1.0 of shelves.yaml "),
        "{}",
        check.out
    );
}

#[test]
fn a_check_names_what_is_wrong_and_the_command_that_fixes_it() {
    let desk = Desk::with_copy();
    let ladders =
        DOCUMENT.find("  /ladders:").expect("there")..DOCUMENT.find("components:").expect("there");
    let mut document = DOCUMENT.replace("id: {type: string}\n", "id: {type: integer}\n");
    document.replace_range(ladders, "");
    desk.generate(&document);
    desk.put("copy/src/client.rs", "// edited\n");
    fs::remove_file(desk.path("copy/src/api.rs")).expect("removed");
    desk.put("copy/build.rs", "fn main() {}\n");
    desk.put("copy/target/x", "not looked at\n");
    desk.put("copy/Cargo.lock", "not looked at\n");
    let before = desk.files("copy");
    let check = desk.vendor("copy", &["--check"]);
    assert_eq!(check.code, Some(1));
    assert_eq!(desk.files("copy"), before);
    let lines = [
        "edited                    src/client.rs\n",
        "missing                   src/api.rs\n",
        "extra                     build.rs\n",
        "outdated                  src/types/shelf.rs\n",
        "outdated, no longer made  src/resources/ladders.rs\n",
        "outdated                  .generated.json\n",
    ];
    for line in lines {
        assert!(check.out.contains(line), "{line}{}", check.out);
    }
    assert!(
        check
            .out
            .contains("\nthe copy is shelves 0.1.0 of shelves.yaml "),
        "{}",
        check.out
    );
    assert!(check.error.contains(
        "run `cargo xtask vendor copy --from made --force`, which drops what was edited"
    ));
    assert!(
        check
            .error
            .contains("move what is extra into a crate of your own, or delete it")
    );

    assert_eq!(desk.vendor("copy", &["--force"]).code, Some(0));
    let check = desk.vendor("copy", &["--check"]);
    assert_eq!(check.code, Some(1));
    assert_eq!(check.out, "extra  build.rs\n\n");
    fs::remove_file(desk.path("copy/build.rs")).expect("removed");
    assert_eq!(desk.vendor("copy", &["--check"]).code, Some(0));
}

#[test]
fn what_was_edited_is_kept_unless_told_otherwise() {
    let desk = Desk::with_copy();
    desk.generate(&DOCUMENT.replace("id: {type: string}\n", "id: {type: integer}\n"));
    desk.put("copy/src/client.rs", "// edited\n");
    let before = desk.files("copy");
    let run = desk.vendor("copy", &[]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.out, "edited  src/client.rs\n");
    assert!(
        run.error
            .contains("nothing is written: files of `copy` were edited"),
        "{}",
        run.error
    );
    assert_eq!(desk.files("copy"), before);

    let run = desk.vendor("copy", &["--force"]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.out.contains("edited, rewritten  src/client.rs\n"),
        "{}",
        run.out
    );
    assert_eq!(desk.files("copy"), desk.files("made"));
}

#[test]
fn folders_that_are_no_copies_are_refused_and_left_alone() {
    let desk = Desk::new();
    desk.put("full/notes.txt", "mine\n");
    desk.put("other.yaml", &DOCUMENT.replace("Shelves", "Chairs"));
    let other = desk.run(&["generate", "--spec", "other.yaml", "--out", "chairs"]);
    assert_eq!(other.code, Some(0));
    let cases = [
        ("full", "it has no `.generated.json`, but `notes.txt`"),
        ("chairs", "`chairs` holds the crate `chairs`, not `shelves`"),
        ("made/src/inner", "is a part of what is copied"),
        ("made", "is a part of what is copied"),
        (".", "it holds `"),
    ];
    for (dest, reason) in cases {
        let before = desk.files(".");
        let run = desk.vendor(dest, &[]);
        assert_eq!(run.code, Some(1), "{dest}");
        assert!(run.error.contains(reason), "{dest}: {}", run.error);
        assert_eq!(desk.files("."), before, "{dest}");
    }
    let run = desk.vendor("nowhere", &["--check"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.error
            .contains("run `cargo xtask vendor nowhere --from made`"),
        "{}",
        run.error
    );
    assert!(!desk.path("nowhere").exists());
}

#[test]
fn only_what_was_made_is_copied() {
    let desk = Desk::new();
    desk.put("made/src/client.rs", "// edited\n");
    let run = desk.vendor("copy", &[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.error
            .contains("`made` is not as it was generated: `src/client.rs`"),
        "{}",
        run.error
    );
    assert!(!desk.path("copy").exists());
    let run = desk.run(&["vendor", "copy", "--from", "empty"]);
    assert!(
        run.error.contains("there is no generated crate in `empty`"),
        "{}",
        run.error
    );
}

#[test]
fn a_copy_that_was_cut_short_is_finished() {
    let desk = Desk::with_copy();
    let old = desk.files("copy");
    desk.generate(&DOCUMENT.replace("id: {type: string}\n", "id: {type: integer}\n"));
    // As a run leaves it that dies between two files: new ones in place, others not, and the old list.
    fs::copy(
        desk.path("made/src/types/shelf.rs"),
        desk.path("copy/src/types/shelf.rs"),
    )
    .expect("copied");
    desk.put("copy/.generating/1", "half of a fi");
    assert_ne!(desk.files("copy"), old);
    let run = desk.vendor("copy", &[]);
    assert_eq!(run.code, Some(0), "{}", run.error);
    assert_eq!(desk.files("copy"), desk.files("made"));
}

#[test]
fn a_copy_builds_without_a_network_in_a_fresh_project() {
    let desk = Desk::new();
    let run = desk.vendor("app/vendor/shelves", &[]);
    assert_eq!(run.code, Some(0), "{}", run.error);
    desk.put(
        "app/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
        shelves = { path = \"vendor/shelves\", default-features = false }\n\n[workspace]\n",
    );
    desk.put(
        "app/src/main.rs",
        "fn main() {\n    let shelf = shelves::types::Shelf::default();\n    println!(\"{:?}\", shelf.id);\n}\n",
    );
    // The versions that are on this machine already, since nothing may be fetched.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, desk.path("app/Cargo.lock")).expect("copied");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline"])
        .current_dir(desk.path("app"))
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("vendored"),
        )
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && error.is_empty(), "{error}");
    // Building a project does not make its copy another one.
    assert_eq!(
        desk.vendor("app/vendor/shelves", &["--check"]).code,
        Some(0)
    );
}
