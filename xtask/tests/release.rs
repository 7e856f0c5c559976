//! `release`: a check that cannot be tried on this machine says so, and passes for neither a success nor a failure.

#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

use std::process::Command;

/// Runs a check where no program can be found, and returns its exit code and what it says.
fn without_programs(check: &str) -> (Option<i32>, String) {
    let nothing = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["release", check])
        .env("PATH", nothing.path())
        .env("CARGO_HOME", nothing.path());
    let output = command.output().expect("the program runs");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), error)
}

#[test]
fn checks_that_need_a_program_say_which_and_how_to_get_it() {
    let (code, error) = without_programs("deny");
    assert_eq!(code, Some(77), "{error}");
    assert_eq!(
        error,
        "skipped: cargo-deny is not installed\nhelp: `cargo install cargo-deny --locked` installs it\n"
    );
    let (code, error) = without_programs("msrv");
    assert_eq!(code, Some(77), "{error}");
    let version = env!("CARGO_PKG_RUST_VERSION");
    assert_eq!(
        error,
        format!(
            "skipped: Rust {version} is not installed\nhelp: `rustup toolchain install {version} --profile minimal` installs it\n"
        )
    );
}
