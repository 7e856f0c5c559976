//! Symbolic links: never followed inside the folder.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;

use xtask::output::State;

use super::{files, generate, generated, plan, put, refusal, snapshot, three_files};

#[test]
fn a_link_to_a_folder_is_not_followed() {
    let folder = generated();
    let outside = tempfile::tempdir().expect("a folder");
    fs::rename(folder.path().join("src"), outside.path().join("src")).expect("moved");
    symlink(outside.path().join("src"), folder.path().join("src")).expect("linked");
    let before = (snapshot(folder.path()), snapshot(outside.path()));
    let mut after = three_files();
    after.insert("src/lib.rs".to_owned(), b"//! two\n".to_vec());
    assert_eq!(
        refusal(folder.path(), after),
        "\
error: `out/src` is a symbolic link, and `src/lib.rs` is behind it
help: replace the link by a folder, or delete it: nothing outside `out` is written
"
    );
    // Nor are files behind it removed when they are no longer made.
    generate(folder.path(), files(&[("README.md", "read me\n")])).expect("generated");
    assert_eq!(snapshot(outside.path()), before.1);
    assert!(folder.path().join("src").is_symlink());
}

#[test]
fn a_link_in_the_place_of_a_file_is_replaced_and_its_target_kept() {
    let folder = generated();
    let outside = tempfile::tempdir().expect("a folder");
    put(outside.path(), "target", "//! one\n");
    for path in ["src/lib.rs", "README.md"] {
        fs::remove_file(folder.path().join(path)).expect("removed");
        symlink(outside.path().join("target"), folder.path().join(path)).expect("linked");
    }
    let mut after = three_files();
    after.remove("README.md");
    let printed = generate(folder.path(), after).expect("generated");
    assert_eq!(
        printed,
        "\
edited, removed    README.md
edited, rewritten  src/lib.rs
changed            .generated.json
out: 1 changed, 1 rewritten, 1 removed, 1 file up to date
"
    );
    assert!(
        folder
            .path()
            .join("src/lib.rs")
            .symlink_metadata()
            .expect("there")
            .is_file()
    );
    assert_eq!(
        snapshot(outside.path()),
        BTreeMap::from([("target".to_owned(), b"//! one\n".to_vec())])
    );
}

#[test]
fn a_link_of_the_user_is_in_the_way_or_left_alone() {
    let folder = generated();
    symlink("nowhere", folder.path().join("src/mine.rs")).expect("linked");
    let current = plan(folder.path(), three_files()).expect("a plan");
    let states = current
        .entries()
        .iter()
        .map(|entry| entry.state)
        .filter(|state| *state != State::Current);
    assert_eq!(states.collect::<Vec<_>>(), [State::Extra]);
    let mut after = three_files();
    after.insert("src/mine.rs".to_owned(), Vec::new());
    assert!(refusal(folder.path(), after).contains("where a file must go: `src/mine.rs`"));
}

#[test]
fn the_output_folder_itself_may_be_a_link() {
    let parent = tempfile::tempdir().expect("a folder");
    fs::create_dir(parent.path().join("real")).expect("created");
    symlink("real", parent.path().join("link")).expect("linked");
    let folder = xtask::output::resolve(&parent.path().join("link/crate")).expect("resolved");
    assert!(folder.ends_with("real/crate"), "{}", folder.display());
    symlink("nowhere", parent.path().join("dangling")).expect("linked");
    let dangling = xtask::output::resolve(&parent.path().join("dangling/crate"));
    assert!(
        dangling
            .expect_err("refused")
            .to_string()
            .contains("cannot find")
    );
}
