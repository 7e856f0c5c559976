//! What a run writes, keeps and removes.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use xtask::output::{Files, MANIFEST};
use xtask::report;

use super::{files, generate, generated, plain, plan, put, snapshot, three_files};

#[test]
fn a_fresh_folder_gets_every_file_and_the_list_of_them() {
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("new/folder");
    let printed = generate(&folder, three_files()).expect("generated");
    assert_eq!(printed, "out: 4 new, 0 files up to date\n");
    assert_eq!(
        fs::read_to_string(folder.join(MANIFEST)).expect("the list"),
        format!(
            r#"{{
  "format": 1,
  "generator": "openapi-client-generator {}",
  "sha256": {{
    "README.md": "65ce01fcc3e22e78b63419ef0f4493b0950daac7cee97329b428f5cafd395cda",
    "src/lib.rs": "1c2200f02a950864e95d2940285e43dd1979e37274ff29e7f8267a05baea7d86",
    "src/types/store.rs": "b1880a9d3024b547bb8ebd4b7f511406cb7bb04f3ac75705aa4588c8caf59eb4"
  }}
}}
"#,
            env!("CARGO_PKG_VERSION")
        )
    );
    let names = snapshot(&folder).into_keys().collect::<Vec<_>>();
    let expected = [
        MANIFEST,
        "README.md",
        "src",
        "src/lib.rs",
        "src/types",
        "src/types/store.rs",
    ];
    assert_eq!(names, expected, "no temporary file is left");
}

#[cfg(unix)]
#[test]
fn files_have_the_permissions_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = generated();
    put(folder.path(), "ordinary", "");
    let mode = |path: &str| {
        fs::metadata(folder.path().join(path))
            .expect("there")
            .permissions()
            .mode()
    };
    assert_eq!(mode("src/lib.rs"), mode("ordinary"));
    assert_eq!(mode(MANIFEST), mode("ordinary"));
}

#[test]
fn a_second_run_touches_nothing() {
    let folder = generated();
    let old = SystemTime::now() - Duration::from_secs(1_000_000);
    let paths = ["README.md", "src/lib.rs", "src/types/store.rs", MANIFEST]
        .map(|path| folder.path().join(path));
    for path in &paths {
        let file = File::options().write(true).open(path).expect("writable");
        file.set_modified(old).expect("times can be set");
    }
    let printed = generate(folder.path(), three_files()).expect("generated");
    assert_eq!(printed, "out: 4 files up to date\n");
    for path in &paths {
        assert_eq!(
            fs::metadata(path)
                .expect("there")
                .modified()
                .expect("a time"),
            old
        );
    }
}

/// A folder in which every state occurs, and the files that a run would make now.
fn every_state() -> (TempDir, Files) {
    let folder = generated();
    let mut before = three_files();
    before.extend(files(&[
        ("a.txt", "a\n"),
        ("old/b.txt", "b\n"),
        ("old/c.txt", "c\n"),
        ("src/d.rs", "d\n"),
    ]));
    generate(folder.path(), before).expect("generated");
    put(folder.path(), "a.txt", "a\nedited \u{1b}[31m\n");
    put(folder.path(), "old/c.txt", "edited\n");
    put(folder.path(), "src/mine.rs", "mine\n");
    put(folder.path(), "target/x", "not looked at\n");
    fs::remove_file(folder.path().join("src/d.rs")).expect("removed");
    let mut after = three_files();
    after.extend(files(&[
        ("a.txt", "a\n"),
        ("src/d.rs", "d\n"),
        ("src/lib.rs", "//! two\n"),
    ]));
    (folder, after)
}

#[test]
fn check_names_every_file_with_its_state_and_writes_nothing() {
    let (folder, files) = every_state();
    let before = snapshot(folder.path());
    let plan = plan(folder.path(), files).expect("a plan");
    assert_eq!(
        plain(&report::check(&plan)),
        "\
edited                  a.txt
no longer made          old/b.txt
no longer made, edited  old/c.txt
missing                 src/d.rs
stale                   src/lib.rs
extra                   src/mine.rs
stale                   .generated.json

--- a.txt (on disk)
+++ a.txt (as generated)
@@ -1,2 +1 @@
 a
-edited \\u{1b}[31m

--- src/lib.rs (on disk)
+++ src/lib.rs (as generated)
@@ -1 +1 @@
-//! one
+//! two

"
    );
    let verdict = "`out` is not up to date: 1 missing, 2 stale, 1 edited, 2 no longer made";
    assert_eq!(report::verdict(&plan).as_deref(), Some(verdict));
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn generate_mends_every_state_and_keeps_what_is_not_its_own() {
    let (folder, files) = every_state();
    let printed = generate(folder.path(), files.clone()).expect("generated");
    assert_eq!(
        printed,
        "\
edited, rewritten  a.txt
removed            old/b.txt
edited, removed    old/c.txt
new                src/d.rs
changed            src/lib.rs
changed            .generated.json
out: 1 new, 2 changed, 1 rewritten, 2 removed, 2 files up to date
"
    );
    let fresh = tempfile::tempdir().expect("a folder");
    generate(fresh.path(), files.clone()).expect("generated");
    let mut expected = snapshot(fresh.path());
    expected.insert("src/mine.rs".to_owned(), b"mine\n".to_vec());
    expected.insert("target".to_owned(), b"folder".to_vec());
    expected.insert("target/x".to_owned(), b"not looked at\n".to_vec());
    assert_eq!(
        snapshot(folder.path()),
        expected,
        "the empty folder `old` is gone too"
    );

    let plan = plan(folder.path(), files).expect("a plan");
    assert_eq!(report::verdict(&plan), None);
    assert_eq!(
        plain(&report::check(&plan)),
        "extra  src/mine.rs\nout: 6 files up to date\n"
    );
}

#[test]
fn a_folder_with_a_file_of_the_user_stays_when_ours_leave_it() {
    let folder = generated();
    put(folder.path(), "src/types/mine.rs", "mine\n");
    generate(folder.path(), files(&[("README.md", "read me\n")])).expect("generated");
    let names = snapshot(folder.path()).into_keys().collect::<Vec<_>>();
    assert_eq!(
        names,
        [
            MANIFEST,
            "README.md",
            "src",
            "src/types",
            "src/types/mine.rs"
        ]
    );
}

#[test]
fn deleted_folders_come_back_byte_for_byte() {
    let folder = generated();
    let before = snapshot(folder.path());
    fs::remove_dir_all(folder.path().join("src")).expect("removed");
    let printed = generate(folder.path(), three_files()).expect("generated");
    assert_eq!(
        printed,
        "new  src/lib.rs\nnew  src/types/store.rs\nout: 2 new, 2 files up to date\n"
    );
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn empty_folders_go_even_when_their_files_are_already_gone() {
    let folder = generated();
    fs::remove_dir_all(folder.path().join("src/types")).expect("removed");
    fs::remove_file(folder.path().join("src/lib.rs")).expect("removed");
    generate(folder.path(), files(&[("README.md", "read me\n")])).expect("generated");
    let names = snapshot(folder.path()).into_keys().collect::<Vec<_>>();
    assert_eq!(names, [MANIFEST, "README.md"]);
}

#[test]
fn what_a_killed_run_leaves_does_not_stop_the_next() {
    let folder = generated();
    fs::remove_file(folder.path().join(MANIFEST)).expect("removed");
    put(folder.path(), ".generating/0", "half a fi");
    fs::remove_file(folder.path().join("README.md")).expect("removed");
    let printed = generate(folder.path(), three_files()).expect("generated");
    assert_eq!(
        printed,
        "new  README.md\nnew  .generated.json\nout: 2 new, 2 files up to date\n"
    );
    assert!(!folder.path().join(".generating").exists());
}

#[test]
fn long_differences_are_cut() {
    let folder = generated();
    let numbers = (0..100)
        .map(|number| number.to_string())
        .collect::<Vec<_>>()
        .join("\n");
    let mut files = three_files();
    files.insert("README.md".to_owned(), (numbers + "\n").into_bytes());
    let plan = plan(folder.path(), files).expect("a plan");
    let text = plain(&report::check(&plan));
    assert!(text.ends_with("+24\n+25\n(74 lines more)\n\n"), "{text}");
}
