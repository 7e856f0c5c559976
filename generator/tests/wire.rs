//! Holds what generated clients send to raw bytes: a folder below `cases/wire` is one construct, with a `document.yaml`,
//! perhaps a `document.sdk.yaml`, the calls that are made in `calls.rs`, and in `exchanges.http` what a server on
//! loopback must see of them and answers.
//!
//! `calls.rs` has `pub async fn calls(client: api::Client)`, where `super::api` is the generated crate. Optional are
//! `pub fn blocking(client: api::blocking::Client)`, which makes the same calls and is held to the same exchanges, and
//! `pub fn configure<M: api::Mode>(builder: api::ClientBuilder<M>, address: &str) -> api::ClientBuilder<M>`, for a client
//! that needs more than the address. Nothing is sent again unless that asks for it. How exchanges are written is said in
//! `wire/loopback/exchange.rs`.
//!
//! `cargo test -p openapi-client-generator --test wire -- NAME` generates, compiles and runs only the cases whose names
//! hold NAME. Everything is compiled in one workspace with one program, which leaves one program to link.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![expect(clippy::format_push_string, reason = "texts are short here")]

// Part of the program that is made here; named for the lints' sake, and to see faults of the scripts before it is built.
#[path = "wire/loopback/mod.rs"]
#[expect(dead_code, reason = "the program uses all of it")]
mod loopback;
#[path = "wire/workspace.rs"]
mod workspace;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let filter = arguments.filter.unwrap_or_default();
    let cases: Vec<Case> = Case::all()
        .into_iter()
        .filter(|case| case.name.contains(&filter))
        .collect();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wire");
    workspace::write(&root, &cases);
    // The folder that the dependencies of this workspace are built in, for those that both need.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut run = Command::new(env!("CARGO"));
    run.args(["run", "--quiet", "--offline", "--package", "wire", "--"])
        .args(std::env::args_os().skip(1))
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", target)
        // It would take as much room again as all that is built.
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS");
    for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        run.env_remove(proxy);
    }
    if run.status().unwrap().success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A folder below `cases/wire`.
pub struct Case {
    name: String,
    folder: PathBuf,
}

impl Case {
    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/wire");
        let mut cases: Vec<Self> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|folder| Self {
                name: folder.file_name().unwrap().to_string_lossy().into_owned(),
                folder,
            })
            .collect();
        cases.sort_by(|one, other| one.name.cmp(&other.name));
        cases
    }

    /// A file of the case, as text.
    fn read(&self, file: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(file)).ok()
    }
}
