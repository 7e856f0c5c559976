//! The official packages make the twelve operations against the mock: what it answers is what they expect of the service.
//!
//! They are looked for below `target/official-sdks`, where `.ci/run` puts them; without them nothing is tried, unless
//! `OFFICIAL_SDKS=required` is in the environment.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

use cloudflare_secrets_store::mock::Mock;

fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    target.unwrap_or(usual).join("official-sdks")
}

/// Runs a script with the address of a mock, if what it needs is there.
fn holds(needed: &str, program: &Path, script: &str) {
    let folder = folder();
    if !folder.join(needed).exists() {
        let is_required = std::env::var_os("OFFICIAL_SDKS").is_some();
        assert!(
            !is_required,
            "{} is not there",
            folder.join(needed).display()
        );
        eprintln!("skipped: `.ci/run` installs what this test needs");
        return;
    }
    let server = Mock::new().serve(0).unwrap();
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/official");
    let output = Command::new(program)
        .arg(scripts.join(script))
        .args([server.url().as_str(), &folder.to_string_lossy()])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "12 operations\n");
    let calls = server.mock().requests();
    assert!(calls.iter().all(|request| request.call().is_some()));
}

#[test]
fn the_npm_package_passes() {
    holds(
        "node_modules/cloudflare",
        Path::new("node"),
        "typescript.mjs",
    );
}

#[test]
fn the_pypi_package_passes() {
    let python = folder().join("python/bin/python");
    holds("python/bin/python", &python, "python.py");
}
