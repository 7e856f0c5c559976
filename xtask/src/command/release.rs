//! `release`: what a release promises, and no other command looks at. Each check needs something that not every machine has;
//! where it is missing, the check says so and ends with a code of its own.

mod minimal_versions;

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::terminal::{DIM, print};
use crate::workspace;

/// The version of Rust that all manifests name.
const RUST: &str = env!("CARGO_PKG_RUST_VERSION");

/// What of all there is has to build with every promise: native TLS needs a library of the system.
const FEATURES: [&str; 2] = ["--features", "blocking,cli,mock,tower,tracing"];

/// The checks.
#[derive(clap::Subcommand)]
pub enum Release {
    /// Hold the dependencies to deny.toml with `cargo deny`: licences, bans, sources, and advisories where they can be fetched
    Deny,
    /// Check everything with the version of Rust that the manifests promise
    Msrv,
    /// Check the packages with the lowest versions of their dependencies that the manifests allow
    MinimalVersions,
}

impl Release {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Deny => deny(),
            Self::Msrv => msrv(),
            Self::MinimalVersions => minimal_versions::run_all(),
        }
    }
}

fn deny() -> Result<(), Failure> {
    if !answers(cargo().args(["deny", "--version"])) {
        return Err(Failure::skipped("cargo-deny is not installed")
            .help("`cargo install cargo-deny --locked` installs it"));
    }
    // Duplicates that nobody minds are warnings, and many.
    let check = |which: &[&str]| {
        let arguments = ["deny", "--log-level", "error", "check"];
        run(cargo()
            .args(arguments)
            .arg("--hide-inclusion-graph")
            .args(which))
    };
    check(&["bans", "licenses", "sources"])?;
    if !answers(cargo().args(["deny", "fetch", "db"])) {
        print("skipped: advisories, since their database cannot be fetched\n");
        return Ok(());
    }
    check(&["advisories"])
}

fn msrv() -> Result<(), Failure> {
    let toolchain = || {
        let mut command = Command::new("rustup");
        command
            .args(["run", RUST, "cargo"])
            .current_dir(workspace::root());
        command
    };
    if !answers(toolchain().arg("--version")) {
        return Err(
            Failure::skipped(format!("Rust {RUST} is not installed")).help(format!(
                "`rustup toolchain install {RUST} --profile minimal` installs it"
            )),
        );
    }
    let clients = FEATURES[1].split(',').flat_map(|feature| {
        ["openapi-client-runtime", "cloudflare-secrets-store"].map(|one| format!("{one}/{feature}"))
    });
    run(toolchain()
        .args(["check", "--locked", "--workspace", "--all-targets"])
        .args(["--features", &clients.collect::<Vec<_>>().join(",")]))
}

/// Cargo at the workspace's root.
fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace::root());
    command
}

/// Whether a program is there and does what it is asked for.
fn answers(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Runs a program that has to succeed, and shows how it was called.
fn run(command: &mut Command) -> Result<(), Failure> {
    let shown = shown(command);
    print(&format!("{DIM}$ {shown}{DIM:#}\n"));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::new(format!("failed: {shown}"))),
        Err(error) => Err(Failure::new(format!("cannot run `{shown}`: {error}"))),
    }
}

/// A command as one would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name();
    let words = program.into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    let variables = command.get_envs().filter_map(|(name, value)| {
        let value = value?.to_string_lossy();
        Some(format!("{}={value} ", name.to_string_lossy()))
    });
    variables.collect::<String>()
        + &shlex::try_join(words.iter().map(AsRef::as_ref)).unwrap_or_default()
}
