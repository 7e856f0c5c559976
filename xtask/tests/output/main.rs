//! The output folder: what a run writes, keeps, removes and refuses.

#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

#[cfg(unix)]
mod links;
mod refusals;
mod runs;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::output::{Files, Plan};
use xtask::report;

fn files(contents: &[(&str, &str)]) -> Files {
    let files = contents.iter();
    files
        .map(|(path, content)| ((*path).to_owned(), content.as_bytes().to_vec()))
        .collect()
}

fn three_files() -> Files {
    files(&[
        ("README.md", "read me\n"),
        ("src/lib.rs", "//! one\n"),
        ("src/types/store.rs", "//! store\n"),
    ])
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// The plan for a folder that the tests call `out`.
fn plan(folder: &Path, files: Files) -> Result<Plan, String> {
    let plan = Plan::new(folder.to_path_buf(), "out", files);
    plan.map_err(|failure| plain(&failure.to_string()))
}

/// Generates and returns what is printed.
fn generate(folder: &Path, files: Files) -> Result<String, String> {
    let plan = plan(folder, files)?;
    plan.apply()
        .map_err(|failure| plain(&failure.to_string()))?;
    Ok(plain(&report::changes(&plan)))
}

fn refusal(folder: &Path, files: Files) -> String {
    generate(folder, files).expect_err("the run is refused")
}

/// The content of everything below a folder; of a link, where it leads.
fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(current)
            .expect("readable")
            .map(|entry| entry.expect("readable").path())
        {
            let name = entry
                .strip_prefix(folder)
                .expect("inside")
                .display()
                .to_string();
            let metadata = entry.symlink_metadata().expect("there");
            let content = if metadata.is_symlink() {
                entry
                    .read_link()
                    .expect("a link")
                    .display()
                    .to_string()
                    .into_bytes()
            } else if metadata.is_dir() {
                folders.push(entry);
                b"folder".to_vec()
            } else {
                fs::read(entry).expect("readable")
            };
            all.insert(name, content);
        }
    }
    all
}

fn put(folder: &Path, path: &str, content: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
    fs::write(path, content).expect("writable");
}

/// A folder with [`three_files`] generated into it.
fn generated() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    generate(folder.path(), three_files()).expect("generated");
    folder
}
