//! The same document gives the same bytes: in another process, folder, locale and time zone, and with other line ends.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn spec(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../spec")
        .join(name)
}

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop() {
        for entry in fs::read_dir(current).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(
                    path.strip_prefix(folder).unwrap().to_owned(),
                    fs::read(&path).unwrap(),
                );
            }
        }
    }
    files
}

fn run(work: &Path, document: &Path, environment: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
    let out = work.join("out");
    let status = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("generate")
        .arg("--spec")
        .arg(document)
        .arg("--config")
        .arg(spec("secrets-store.sdk.yaml"))
        .arg("--out")
        .arg(&out)
        .current_dir(work)
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    assert!(
        status.status.success(),
        "{}",
        String::from_utf8_lossy(&status.stderr)
    );
    tree(&out)
}

#[test]
fn nothing_around_a_run_shows_in_its_output() {
    let (first, second, third) = (
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    let document = spec("secrets-store.yaml");
    let plain = run(first.path(), &document, &[("TZ", "UTC"), ("LC_ALL", "C")]);
    let elsewhere = run(
        second.path(),
        &document,
        &[
            ("TZ", "Pacific/Kiritimati"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("NO_COLOR", "1"),
        ],
    );
    assert!(plain.len() > 50);
    assert_eq!(plain, elsewhere);
    let crlf = third.path().join("secrets-store.yaml");
    fs::write(
        &crlf,
        fs::read_to_string(&document).unwrap().replace('\n', "\r\n"),
    )
    .unwrap();
    assert_eq!(plain, run(third.path(), &crlf, &[]));
}

#[test]
fn the_committed_output_is_what_the_document_gives() {
    let work = tempfile::tempdir().unwrap();
    let made = run(work.path(), &spec("secrets-store.yaml"), &[]);
    let committed = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated"));
    assert_eq!(
        made.keys().collect::<Vec<_>>(),
        committed.keys().collect::<Vec<_>>()
    );
    let differing: Vec<_> = made
        .iter()
        .filter(|(path, bytes)| committed.get(*path) != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    assert!(
        differing.is_empty(),
        "run `cargo xtask generate`: {differing:?}"
    );
}
