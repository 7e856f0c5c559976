//! The crate as its users get it: copied into a fresh project, built without a network, its doctests passing, and the
//! program of the design's example running.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use secrets_store_acceptance::{Server, json};

const PROGRAM: &str = r#"
use cloudflare_secrets_store::{Client, types::{DuplicateSecret, Scope}};

#[tokio::main]
async fn main() -> Result<(), cloudflare_secrets_store::Error> {
    let client = Client::from_env()?;
    let copy = client
        .secrets_store().stores().secrets()
        .duplicate("023e105f4ecef8ad9ca31a8372d0c353", "3fd85f74b32742f1bff64a85009dda07",
            DuplicateSecret::new("MY_API_KEY", [Scope::Workers, Scope::AiGateway]).comment("for staging"))
        .await?;
    println!("{} is {}", copy.id, copy.status);
    Ok(())
}
"#;

const MANIFEST: &str = r#"
[package]
name = "your-app"
version = "0.1.0"
edition = "2024"

[dependencies]
cloudflare-secrets-store = { path = "vendor/cloudflare-secrets-store" }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

[workspace]
"#;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn cargo(project: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(project)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("your-app-target"),
        )
        .env_remove("RUSTFLAGS")
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

fn project() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let project = folder.path().join("your-app");
    copy(
        &root.join("generated"),
        &project.join("vendor/cloudflare-secrets-store"),
    );
    fs::create_dir_all(project.join("src")).unwrap();
    fs::write(project.join("src/main.rs"), PROGRAM).unwrap();
    fs::write(project.join("Cargo.toml"), MANIFEST).unwrap();
    // The versions that are on this machine already, since nothing may be fetched.
    fs::copy(root.join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
    (folder, project)
}

#[test]
fn a_copy_builds_offline_and_runs_the_example() {
    let (_folder, project) = project();
    let sample = r#"{"success":true,"errors":[],"messages":[],"result":{"id":"51f7c2a09be84d6f8a3e0c94d2b76e1a",
        "name":"MY_API_KEY","store_id":"023e105f4ecef8ad9ca31a8372d0c353","status":"pending",
        "created":"2025-11-21T16:48:20.917004Z","modified":"2025-11-21T16:48:20.917004Z"}}"#;
    let server = Server::start(vec![json("200 OK", sample)]).unwrap();
    let environment = [
        ("CLOUDFLARE_API_TOKEN", "token"),
        ("CLOUDFLARE_ACCOUNT_ID", "985e105f4ecef8ad9ca31a8372d0c353"),
        ("CLOUDFLARE_BASE_URL", &server.url()),
    ];
    let ran = cargo(&project, &["run", "--quiet"], &environment);
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    assert_eq!(
        String::from_utf8_lossy(&ran.stdout),
        "51f7c2a09be84d6f8a3e0c94d2b76e1a is pending\n"
    );
    assert_eq!(server.recorded().len(), 1);
}

/// Without a feature there is no transport but the user's; the examples of the guide bring theirs.
#[test]
fn the_examples_of_a_copy_run_with_the_usual_features_and_with_none() {
    let (_folder, project) = project();
    for features in [&[][..], &["--no-default-features"]] {
        let test = ["test", "--quiet", "--doc", "-p", "cloudflare-secrets-store"];
        let tested = cargo(&project, &[&test, features].concat(), &[]);
        let printed = String::from_utf8_lossy(&tested.stdout);
        assert!(tested.status.success(), "{features:?}: {printed}");
        // 12 calls, 3 helpers, the crate's page, 2 of the read-me, 16 examples of chapters, 4 of transports.
        assert!(printed.contains("38 passed"), "{features:?}: {printed}");
    }
}
