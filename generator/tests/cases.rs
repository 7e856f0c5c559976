//! One file below `cases/ok` is one case: a document of one construct, with or without a configuration beside it. Its
//! IR and its code are held in a snapshot, and everything that is emitted is compiled.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use openapi_client_generator::diag::render;
use openapi_client_generator::{Files, Source, describe, generate};

struct Case {
    name: String,
    document: Source,
    config: Option<Source>,
}

fn cases() -> Vec<Case> {
    let mut paths = entries("ok");
    paths.retain(|path| !path.to_string_lossy().ends_with(".sdk.yaml"));
    paths.iter().map(|path| case(path)).collect()
}

/// The documents of the cases that `wire.rs` runs.
fn wire_cases() -> Vec<Case> {
    let named = |folder: &PathBuf| Case {
        name: format!("wire_{}", folder.file_name().unwrap().to_string_lossy()),
        ..case(&folder.join("document.yaml"))
    };
    entries("wire").iter().map(named).collect()
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

fn case(path: &Path) -> Case {
    let read = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        fs::read_to_string(path)
            .ok()
            .map(|text| Source::new(name, text))
    };
    Case {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        document: read(path).unwrap(),
        config: read(&path.with_extension("sdk.yaml")),
    }
}

impl Case {
    fn files(&self) -> (Files, String) {
        let (files, diagnostics) = generate(&self.document, self.config.as_ref());
        let sources: Vec<Source> = std::iter::once(&self.document)
            .chain(&self.config)
            .cloned()
            .collect();
        (files, render(&diagnostics, &sources, false))
    }
}

/// The items of the types and the calls, without documentation and without what every case has alike.
fn outline(files: &Files) -> String {
    let is_own = |path: &str| {
        ["src/types/", "src/resources/", "src/webhooks.rs"]
            .iter()
            .any(|start| path.starts_with(start))
    };
    let own = files.iter().filter(|(path, _)| is_own(path));
    let mut outline = String::new();
    for (path, text) in own.filter(|(path, _)| !path.ends_with("/mod.rs")) {
        outline += "// ";
        outline += path;
        outline.push('\n');
        let kept = text.lines().filter(|line| {
            let line = line.trim_start();
            [
                "pub ",
                "static ",
                "Parameter::",
                ".",
                "FieldRules",
                "impl",
                "    ",
            ]
            .iter()
            .any(|start| line.starts_with(start))
                || line.ends_with(',')
                    && (!line.contains("=>") || path == "src/webhooks.rs")
                    && !line.starts_with("//")
        });
        for line in kept {
            outline += line;
            outline.push('\n');
        }
    }
    outline
}

#[test]
fn every_case_comes_out_as_reviewed() {
    for case in cases() {
        let (api, _) = describe(&case.document, case.config.as_ref());
        let (files, diagnostics) = case.files();
        let text = format!(
            "{}\n{}\n{}",
            api.unwrap().dump(),
            diagnostics,
            outline(&files)
        );
        insta::with_settings!({ snapshot_suffix => case.name, omit_expression => true }, {
            insta::assert_snapshot!("case", text);
        });
    }
}

/// A manifest with the name of the case for its package, since titles may be alike.
fn under_its_own_name(manifest: &str, name: &str) -> String {
    let line = manifest
        .lines()
        .find(|line| line.starts_with("name = "))
        .unwrap();
    manifest.replacen(line, &format!("name = \"{name}\""), 1)
}

#[test]
fn everything_that_is_emitted_compiles() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let _ = fs::remove_dir_all(&root);
    let mut members = Vec::new();
    for case in cases().into_iter().chain(wire_cases()) {
        let (files, diagnostics) = case.files();
        assert!(
            !files.is_empty(),
            "{} was refused:\n{diagnostics}",
            case.name
        );
        for (path, text) in files {
            let text = if path == "Cargo.toml" {
                under_its_own_name(&text, &case.name)
            } else {
                text
            };
            let path = root.join(&case.name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        members.push(format!("\"{}\"", case.name));
    }
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(root.join("Cargo.toml"), workspace).unwrap();
    // The same versions as here, so that nothing has to be fetched.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    let status = Command::new(env!("CARGO"))
        .args([
            "clippy",
            "--quiet",
            "--offline",
            "--workspace",
            "--no-default-features",
            "--features",
            "command_line/cli,command_line/mock",
            "--",
            "--deny",
            "warnings",
        ])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.with_file_name("cases-target"))
        .env_remove("RUSTFLAGS")
        .status()
        .unwrap();
    assert!(
        status.success(),
        "what was emitted to {} does not compile cleanly",
        root.display()
    );
}
