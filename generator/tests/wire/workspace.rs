//! Writes the workspace that the cases are compiled in: a generated crate for each, and the program that makes the calls.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_client_generator::diag::render;
use openapi_client_generator::{Source, generate};

use super::{Case, loopback};

/// Writes what is not there yet, so that nothing is compiled twice.
pub fn write(root: &Path, cases: &[Case]) {
    for case in cases {
        crate_of(case, &root.join(&case.name));
    }
    let members: Vec<String> = cases.iter().map(|case| quoted(&case.name)).collect();
    let text = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"program\", {}]\n\n{PROFILE}",
        members.join(", ")
    );
    put(&root.join("Cargo.toml"), &text);
    put(&root.join("program/Cargo.toml"), &manifest(cases));
    put(&root.join("program/src/main.rs"), &program(cases));
    // The same versions as here, so that nothing has to be fetched.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    put(&root.join("Cargo.lock"), &fs::read_to_string(lock).unwrap());
}

/// Dependencies as in the workspace around, to be built once; and dozens of crates that nobody looks into.
const PROFILE: &str =
    "[profile.dev]\ndebug = false\n\n[profile.dev.package.\"*\"]\ndebug = false\n";

fn crate_of(case: &Case, folder: &Path) {
    let source = |file: &str| case.read(file).map(|text| Source::new(file, text));
    let document =
        source("document.yaml").unwrap_or_else(|| panic!("{} has no document.yaml", case.name));
    let config = source("document.sdk.yaml");
    let (files, diagnostics) = generate(&document, config.as_ref());
    let sources: Vec<Source> = std::iter::once(document).chain(config).collect();
    let diagnostics = render(&diagnostics, &sources, false);
    assert!(
        !files.is_empty(),
        "{} was refused:\n{diagnostics}",
        case.name
    );
    let mut written = BTreeSet::new();
    for (path, text) in files {
        // Titles of documents may be alike.
        let text = match path.as_str() {
            "Cargo.toml" => renamed(&text, &package(case)),
            _ => text,
        };
        let path = folder.join(path);
        put(&path, &text);
        written.insert(path);
    }
    sweep(folder, &written);
}

fn package(case: &Case) -> String {
    format!("wire-{}", case.name.replace('_', "-"))
}

/// A manifest with another name for its package.
fn renamed(manifest: &str, name: &str) -> String {
    let line = manifest
        .lines()
        .find(|line| line.starts_with("name = "))
        .unwrap();
    manifest.replacen(line, &format!("name = {name:?}"), 1)
}

/// Writes a file unless it holds that already.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Removes what an earlier run left and this one did not write.
fn sweep(folder: &Path, kept: &BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sweep(&path, kept);
        } else if !kept.contains(&path) {
            fs::remove_file(path).unwrap();
        }
    }
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// What the program needs.
const DEPENDENCIES: &str = r#"
bytes = "1"
futures-util = { version = "0.3", default-features = false }
http = "1"
libtest-mimic = "0.8"
serde_json = { version = "1", features = ["float_roundtrip", "preserve_order"] }
similar = "3"
tokio = { version = "1", features = ["full"] }

# With the features that they have in the workspace around, so that they, and all that is built on them, are built once:
# compare what `cargo tree -f "{p} {f}"` says here and there.
bitflags = { version = "*", features = ["std"] }
clap = { version = "4", features = ["derive", "wrap_help"] }
hashbrown = "*"
indexmap = { version = "2", features = ["serde"] }
memchr = "2"
reqwest = { version = "0.13", default-features = false, features = ["json"] }
serde = { version = "1", features = ["alloc", "derive"] }
tower = { version = "0.5", default-features = false, features = ["limit", "util"] }
tracing = "0.1"
"#;

fn manifest(cases: &[Case]) -> String {
    let mut text = format!(
        "[package]\nname = \"wire\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]{DEPENDENCIES}"
    );
    for case in cases {
        let key = format!("case_{}", case.name);
        text += &format!(
            "{key} = {{ path = {:?}, package = {:?}, features = [\"blocking\"] }}\n",
            format!("../{}", case.name),
            package(case)
        );
    }
    text
}

/// A module for each case, and the list of them.
fn program(cases: &[Case]) -> String {
    let loopback = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/loopback/mod.rs");
    let mut text = format!(
        "//! Makes the calls of every case.\n\n#[path = {}]\nmod loopback;\n\n",
        quoted(&loopback.to_string_lossy())
    );
    let mut list = String::new();
    for case in cases {
        let path = case.folder.join("calls.rs");
        let calls = case
            .read("calls.rs")
            .unwrap_or_else(|| panic!("{} has no calls.rs", case.name));
        let exchanges = case.folder.join("exchanges.http");
        let script = case.read("exchanges.http").unwrap_or_default();
        if let Err(fault) = loopback::exchanges(&script) {
            panic!("{}: {fault}", exchanges.display());
        }
        let name = &case.name;
        let client = |kind: &str| {
            let builder = format!("api::{kind}::builder().max_retries(0)");
            let builder = if calls.contains("pub fn configure") {
                format!("calls::configure({builder}, address)")
            } else {
                format!("{builder}.base_url(address)")
            };
            format!("{builder}.build().unwrap()")
        };
        text += &format!(
            "mod {name} {{\n    use case_{name} as api;\n    #[path = {}]\n    mod calls;\n\n    pub fn calls(address: &str) {{\n        \
             crate::loopback::wait(calls::calls({}));\n    }}\n",
            quoted(&path.to_string_lossy()),
            client("Client")
        );
        let script = quoted(&exchanges.to_string_lossy());
        list += &format!("        (\"{name} async\", include_str!({script}), {name}::calls),\n");
        if calls.contains("pub fn blocking") {
            text += &format!(
                "\n    pub fn blocking(address: &str) {{\n        calls::blocking({});\n    }}\n",
                client("blocking::Client")
            );
            list += &format!(
                "        (\"{name} blocking\", include_str!({script}), {name}::blocking),\n"
            );
        }
        text += "}\n\n";
    }
    text + &format!("fn main() {{\n    loopback::run(&[\n{list}    ]);\n}}\n")
}
