//! What a run refuses, and that it then leaves all bytes.

use std::collections::BTreeMap;

use xtask::output::MANIFEST;

use super::{files, generated, put, refusal, snapshot, three_files};

#[test]
fn a_folder_that_was_not_generated_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for path in ["Cargo.toml", "src/lib.rs", "src/main.rs", "z/1", "z/2"] {
        put(folder.path(), path, "somebody's\n");
    }
    let before = snapshot(folder.path());
    assert_eq!(
        refusal(folder.path(), three_files()),
        "\
error: `out` was not generated: it has no `.generated.json`, but `Cargo.toml`, `src/lib.rs`, `src/main.rs` and 2 more
help: choose a folder that is new or empty, or delete this one if nothing in it is needed
"
    );
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused() {
    let parent = tempfile::tempdir().expect("a folder");
    put(parent.path(), "file", "somebody's\n");
    assert_eq!(
        refusal(&parent.path().join("file"), three_files()),
        "error: `out` is no folder\nhelp: choose another output folder\n"
    );
}

#[test]
fn files_in_the_way_are_refused_before_anything_is_written() {
    let folder = generated();
    put(folder.path(), "src/new.rs", "somebody's\n");
    put(folder.path(), "src/newer.rs/file", "somebody's\n");
    put(folder.path(), "docs", "somebody's\n");
    let before = snapshot(folder.path());
    let mut after = three_files();
    let new = files(&[
        ("README.md", "new\n"),
        ("src/new.rs", "x"),
        ("src/newer.rs", "x"),
        ("docs/index.md", "x"),
    ]);
    after.extend(new);
    assert_eq!(
        refusal(folder.path(), after),
        "\
error: `out` holds what was not generated where a file must go: `docs/index.md`, `src/new.rs`, `src/newer.rs`
help: move or delete it and run the command again; nothing was written
"
    );
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn a_run_that_cannot_write_leaves_all_bytes() {
    let folder = generated();
    // What is not a folder in the place of the folder for new files stops any user, also one who may write everywhere.
    put(folder.path(), ".generating", "");
    let before = snapshot(folder.path());
    let refused = refusal(
        folder.path(),
        files(&[("README.md", "new\n"), ("src/lib.rs", "//! new\n")]),
    );
    assert!(refused.starts_with("error: cannot remove `"), "{refused}");
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn a_list_that_cannot_be_trusted_is_refused() {
    let list = |format: u32, path: &str| {
        format!(r#"{{"format": {format}, "generator": "g", "sha256": {{"{path}": ""}}}}"#)
    };
    let cases = [
        ("<<<<<<<".to_owned(), "expected value at line 1 column 1"),
        (list(2, "a"), "its format is 2, only 1 is known"),
        (list(1, "../a"), "the path `../a` has a `.` or `..` part"),
        (
            list(1, "/etc/passwd"),
            "the path `/etc/passwd` is empty, absolute, or has an empty part",
        ),
        (
            list(1, ".generated.json"),
            "the path `.generated.json` is reserved",
        ),
    ];
    for (text, reason) in cases {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = parent.path().join("out");
        put(parent.path(), "a", "somebody's\n");
        put(&folder, MANIFEST, &text);
        let before = snapshot(parent.path());
        assert_eq!(
            refusal(&folder, three_files()),
            format!(
                "\
error: `out/.generated.json` is not a list of generated files: {reason}
help: restore it from version control, or delete the whole folder and generate it again
"
            )
        );
        assert_eq!(snapshot(parent.path()), before);
    }
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    let cases = [
        ("../a", "has a `.` or `..` part"),
        ("src/../../a", "has a `.` or `..` part"),
        ("./a", "has a `.` or `..` part"),
        ("/a", "is empty, absolute, or has an empty part"),
        ("", "is empty, absolute, or has an empty part"),
        ("a//b", "is empty, absolute, or has an empty part"),
        ("a/", "is empty, absolute, or has an empty part"),
        (r"a\b", "has a `\\` or `:`"),
        ("C:a", "has a `\\` or `:`"),
        ("a\0", "has a control character"),
        (MANIFEST, "is reserved"),
        (".generating/a", "is reserved"),
        ("readme.md", "differs from another one in case only"),
        ("src/lib.rs/a", "leads through another file"),
    ];
    for (path, reason) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        let mut files = three_files();
        files.insert(path.to_owned(), Vec::new());
        let refused = refusal(folder.path(), files);
        assert!(
            refused.starts_with(&format!(
                "error: the generator made a file whose path {reason}: `"
            )),
            "{refused}"
        );
        assert_eq!(snapshot(folder.path()), BTreeMap::new());
    }
}
