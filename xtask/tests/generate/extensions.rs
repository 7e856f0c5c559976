//! Hand-written files that join the crate.

use std::fs;

use super::Desk;

#[test]
fn hand_written_files_join_the_crate_and_leave_it() {
    let desk = Desk::new();
    desk.put("config/shelf.yaml", "extensions: ../by hand\n");
    desk.put(
        "by hand/ladders.rs",
        "//! Ladders.\n\n/// How many.\npub const LADDERS: u32 = 2;\n",
    );
    desk.put("by hand/errors.md", "# On shelves\n\nNone.\n");
    desk.put("by hand/shelves.md", "Shelves.\n");
    desk.put("by hand/.ladders.rs.swp", b"\xff");
    let generate =
        |more: &[&str]| desk.generate(&[&["--config", "config/shelf.yaml"], more].concat());
    generate(&[]).succeeds();

    let made = desk.made();
    let text = |path: &str| String::from_utf8_lossy(&made[path]).into_owned();
    assert_eq!(
        made["src/extensions/ladders.rs"],
        fs::read(desk.path("by hand/ladders.rs")).expect("there")
    );
    assert!(text("src/extensions/mod.rs").contains("\npub mod ladders;\n"));
    assert!(text("src/lib.rs").contains("\npub mod extensions;\n"));
    let errors = text("src/guide/errors.md");
    assert!(
        errors.starts_with("Errors: ") && errors.ends_with("\n# On shelves\n\nNone.\n"),
        "{errors}"
    );
    assert_eq!(text("src/guide/shelves.md"), "Shelves.\n");
    assert!(text("src/guide/mod.rs").contains("pub mod shelves {}"));
    generate(&["--check"]).succeeds();

    desk.put("out/src/extensions/ladders.rs", "//! Edited.\n");
    let edited = generate(&["--check"]);
    assert!(
        edited
            .out
            .starts_with("edited  src/extensions/ladders.rs\n"),
        "{}",
        edited.out
    );
    desk.put("by hand/ladders.rs", "//! No more.\n");
    generate(&[]).succeeds();
    desk.put("by hand/ladders.rs", "//! Other.\n");
    let stale = generate(&["--check"]);
    assert!(
        stale.out.starts_with("stale  src/extensions/ladders.rs\n"),
        "{}",
        stale.out
    );

    fs::remove_file(desk.path("by hand/ladders.rs")).expect("removed");
    let removed = generate(&[]).succeeds().out;
    for path in ["src/extensions/ladders.rs", "src/extensions/mod.rs"] {
        assert!(removed.contains(&format!("  {path}\n")), "{removed}");
    }
    assert!(!desk.path("out/src/extensions").exists());
    assert!(!String::from_utf8_lossy(&desk.made()["src/lib.rs"]).contains("extensions"));
}

#[test]
fn hand_written_files_that_cannot_join_are_errors_at_the_key() {
    let desk = Desk::new();
    desk.put("shelf spec.sdk.yaml", "client: {}\nextensions: hand\n");
    let refused = |start: &str, help: &str| {
        let run = desk.generate(&[]);
        let start = format!("shelf spec.sdk.yaml:2:13: error[{start}");
        assert!(
            run.error.starts_with(&start),
            "{}\nshould start with\n{start}",
            run.error
        );
        let excerpt = "\n  |\n2 | extensions: hand\n  |             ^^^^\nhelp: ";
        assert!(
            run.error.contains(&format!("{excerpt}{help}")),
            "{}",
            run.error
        );
        assert!(!desk.path("out").exists());
    };
    refused(
        "unreadable-extension]: cannot read `hand`: No such file or directory",
        "name a folder that exists; a relative path starts at the folder of this file",
    );
    desk.put("hand/two-words.rs", "//! Text.\n");
    refused(
        "extension-name]: `hand/two-words.rs` cannot join the crate under this name",
        "name a module `snake_case.rs`",
    );
    fs::remove_file(desk.path("hand/two-words.rs")).expect("removed");
    desk.put("hand/binary.rs", b"\xff");
    refused(
        "unreadable-extension]: cannot read `hand/binary.rs`: ",
        "keep text files alone",
    );
    fs::remove_file(desk.path("hand/binary.rs")).expect("removed");
    desk.put("hand/folder/inner.rs", "//! Text.\n");
    refused(
        "unreadable-extension]: cannot read `hand/folder`: ",
        "keep text files alone",
    );
}
