//! `ci`: what it would run, so that one can run it alone.

#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

use std::process::{Command, Output};

fn ci(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .arg("ci")
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[test]
fn lists_its_steps_in_order() {
    let output = ci(&["--list"]);
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "\
format              cargo fmt --all --check
clippy              cargo clippy --workspace --all-targets -- -D warnings
clippy-no-features  cargo clippy -p openapi-client-runtime -p cloudflare-secrets-store --all-targets --no-default-features -- -D warnings
clippy-features     cargo clippy -p openapi-client-runtime -p cloudflare-secrets-store --all-targets --features 'blocking,tower,tracing' -- -D warnings
test                cargo test --workspace
doc                 RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps
fuzz                FUZZ_SECONDS=60 cargo test -p openapi-client-generator --test fuzz
generate            cargo xtask generate --check
load                cargo bench -p secrets-store-acceptance --bench load
"
    );
}

#[test]
fn an_unknown_step_is_refused_with_the_known_ones() {
    let output = ci(&["--only", "tests"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("possible values: format, clippy, clippy-no-features, clippy-features, test, doc, fuzz, generate, load"), "{error}");
}
