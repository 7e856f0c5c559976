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
format                   cargo fmt --all --check
clippy                   cargo clippy --workspace --features 'openapi-client-runtime/blocking,openapi-client-runtime/tower,openapi-client-runtime/tracing' --all-targets -- -D warnings
clippy-default-features  cargo clippy -p openapi-client-runtime -p cloudflare-secrets-store --all-targets -- -D warnings
clippy-no-features       cargo clippy -p openapi-client-runtime -p cloudflare-secrets-store --all-targets --no-default-features -- -D warnings
test                     FUZZ_SECONDS=60 cargo test --workspace --features 'openapi-client-runtime/blocking,openapi-client-runtime/tower,openapi-client-runtime/tracing'
doc                      RUSTDOCFLAGS='-D warnings' cargo doc --workspace --features 'openapi-client-runtime/blocking,openapi-client-runtime/tower,openapi-client-runtime/tracing' --no-deps
generate                 cargo xtask generate --check
features                 cargo xtask corpus generator/tests/cases/features --compile --each-feature --unoptimized
examples                 cargo xtask corpus generator/tests/cases/ok --examples --unoptimized
draws                    cargo xtask draws generator/tests/cases/draws/library.yaml generator/tests/cases/draws/answers.yaml --draws 400 --mock
invent                   cargo xtask invent target/invented --documents 4 --compile --draws 300
package                  CARGO_PROFILE_DEV_DEBUG=0 cargo package --offline --allow-dirty -p openapi-client-generator -p cloudflare-secrets-store --features 'cloudflare-secrets-store/cli,cloudflare-secrets-store/mock,cloudflare-secrets-store/tower,cloudflare-secrets-store/tracing'
deny                     cargo xtask release deny
msrv                     cargo xtask release msrv
minimal-versions         cargo xtask release minimal-versions
load                     cargo bench -p secrets-store-acceptance --bench load
"
    );
}

#[test]
fn an_unknown_step_is_refused_with_the_known_ones() {
    let output = ci(&["--only", "tests"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("possible values: format, clippy, clippy-default-features, clippy-no-features, test, doc, generate, features, examples, draws, invent, package, deny, msrv, minimal-versions, load"), "{error}");
}
