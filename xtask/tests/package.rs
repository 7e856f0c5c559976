//! The packages as `cargo package` would make them: no file too many, none too few, and manifests that agree.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says where"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{Event, Parser, Tag};

/// What cargo adds of its own accord.
const OF_CARGO: [&str; 3] = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml.orig"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files that a package would hold.
fn packaged(package: &str) -> BTreeSet<String> {
    let list = ["package", "--list", "--offline", "--allow-dirty", "-p"];
    let output = Command::new(env!("CARGO"))
        .args(list)
        .arg(package)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let text = String::from_utf8(output.stdout).expect("names of files are text");
    let lines = text.lines().map(|line| line.replace('\\', "/"));
    lines
        .filter(|line| !OF_CARGO.contains(&line.as_str()))
        .collect()
}

/// The files below a folder, by their paths in it.
fn files(folder: &str) -> BTreeSet<String> {
    let top = root().join(folder);
    let mut found = BTreeSet::new();
    let mut open = vec![top.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(&top).expect("it is below");
                found.insert(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found
}

/// Where the links of a page lead that stay in the package.
fn links(page: &str, text: &str) -> Vec<String> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let targets = Parser::new(text).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    let within = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    within
        .map(|target| {
            let path = target.split('#').next().unwrap_or_default();
            let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
            for step in path.split('/') {
                match step {
                    "." => {}
                    ".." => drop(steps.pop()),
                    step => steps.push(step),
                }
            }
            steps.join("/")
        })
        .collect()
}

#[test]
fn the_client_is_packaged_as_it_was_generated() {
    let packaged = packaged("cloudflare-secrets-store");
    assert_eq!(packaged, files("generated"));
    let is_page = |path: &&String| {
        let extension = Path::new(path).extension();
        extension.is_some_and(|extension| extension == "md") && !path.starts_with("src/")
    };
    let mut checked = 0;
    for page in packaged.iter().filter(is_page) {
        for target in links(page, &read(&format!("generated/{page}"))) {
            checked += 1;
            assert!(packaged.contains(&target), "{page} leads to {target}");
        }
    }
    assert!(checked > 50, "only {checked} links");
}

#[test]
fn the_generator_is_packaged_with_its_templates_and_without_its_tests() {
    let packaged = packaged("openapi-client-generator");
    let sources = files("generator/src");
    let mut expected: BTreeSet<String> = sources.iter().map(|path| format!("src/{path}")).collect();
    expected
        .extend(["Cargo.toml", "README.md", "LICENSE-APACHE", "LICENSE-MIT"].map(str::to_owned));
    let embedded = read("generator/src/templates.rs");
    let is_embedded = |path: &String| {
        let name = path.trim_start_matches("templates/");
        let name = name.split_once('/').map_or(name, |(_, name)| name);
        let name = name.trim_start_matches("guide/");
        embedded.contains(&format!("\"{name}\"")) || embedded.contains(&format!("{path}\""))
    };
    let (templates, others): (BTreeSet<String>, _) = packaged
        .into_iter()
        .partition(|path| path.starts_with("templates/"));
    assert_eq!(others, expected);
    assert!(templates.len() > 100, "only {} templates", templates.len());
    // That none is missing, the compiler says when the package is built.
    let strays: Vec<&String> = templates.iter().filter(|path| !is_embedded(path)).collect();
    assert!(strays.is_empty(), "{strays:?}");
    for target in links("README.md", &read("generator/README.md")) {
        assert!(others.contains(&target), "README.md leads to {target}");
    }
}

#[test]
fn packages_carry_the_licences_whole() {
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        for package in ["generated", "generator"] {
            assert_eq!(read(&format!("{package}/{licence}")), read(licence));
        }
    }
}

/// The lowest version of each dependency that a manifest takes for its product.
fn bounds(manifest: &str) -> BTreeMap<String, String> {
    let (_, after) = manifest
        .split_once("\n[dependencies]\n")
        .expect("dependencies");
    let section = after.split("\n[").next().unwrap_or_default();
    let version = |line: &str| {
        let (name, value) = line.split_once(" = ")?;
        let mut quoted = value.split('"').skip(1);
        Some((name.to_owned(), quoted.next()?.to_owned()))
    };
    section.lines().filter_map(version).collect()
}

#[test]
fn the_client_asks_for_the_versions_that_its_runtime_is_tested_with() {
    let runtime = bounds(&read("templates/runtime/Cargo.toml"));
    assert_eq!(bounds(&read("generated/Cargo.toml")), runtime);
}

#[test]
fn every_manifest_names_the_same_version_of_rust() {
    let workspace = read("Cargo.toml");
    let is_it = |line: &&str| line.starts_with("rust-version");
    let expected = workspace.lines().find(is_it).expect("a version of Rust");
    for folder in [
        "generated",
        "generator",
        "templates/acceptance",
        "templates/runtime",
        "xtask",
    ] {
        let manifest = read(&format!("{folder}/Cargo.toml"));
        assert_eq!(manifest.lines().find(is_it), Some(expected), "{folder}");
    }
}
