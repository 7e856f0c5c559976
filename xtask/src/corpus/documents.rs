//! Which files of a folder are documents, and what their crates' folders are called.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use glob::Pattern;

use crate::failure::Failure;
use crate::terminal::visible;

/// A document of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its file name, as it can be shown.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// The documents right in `folder` that one of `only` matches, all without `only`; sorted by name.
///
/// A document is a file that ends in `.yaml`, `.yml` or `.json`; one that ends in `.sdk.yaml` is a configuration.
pub fn find(folder: &Path, only: &[Pattern]) -> Result<Vec<Document>, Failure> {
    let failed = |error| {
        let failure = Failure::io("read", folder, &error);
        if folder.is_file() {
            failure.help("name the folder of the document, and the document with --only")
        } else {
            failure
        }
    };
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let is_wanted = only.is_empty() || only.iter().any(|pattern| pattern.matches(&name));
        if is_wanted && is_document(&name) && path.is_file() {
            let name = visible(&name);
            documents.push(Document { name, path });
        }
    }
    documents.sort_by(|left, right| left.path.cmp(&right.path));
    if documents.is_empty() {
        let shown = folder.display();
        return Err(
            Failure::new(format!("there are no documents in `{shown}`")).help(
                "a document is a file that ends in .yaml, .yml or .json, and that --only matches",
            ),
        );
    }
    Ok(documents)
}

/// The document in a file.
pub fn of_file(path: &Path) -> Document {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Document {
        name: visible(&name),
        path: path.to_path_buf(),
    }
}

fn is_document(name: &str) -> bool {
    let extensions = [".yaml", ".yml", ".json"];
    extensions.iter().any(|extension| name.ends_with(extension)) && !name.ends_with(".sdk.yaml")
}

impl Document {
    /// A name for a folder: its own for each document, and plain enough to stand in a manifest.
    pub fn folder(&self) -> String {
        let mut folder = String::new();
        for character in self.name.chars() {
            if character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_') {
                folder.push(character);
            } else {
                let _ = write!(folder, "%{:x}", u32::from(character));
            }
        }
        folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_documents_are_found_and_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.yaml", "a.json", "b.sdk.yaml", "c.yml", "notes.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("folder.yaml")).unwrap();
        let names = |only: &[&str]| {
            let only: Vec<_> = only.iter().map(|one| Pattern::new(one).unwrap()).collect();
            let found = find(folder.path(), &only).unwrap();
            found.into_iter().map(|one| one.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&[]), ["a.json", "b.yaml", "c.yml"]);
        assert_eq!(names(&["b*", "*.yml"]), ["b.yaml", "c.yml"]);
        let none = find(folder.path(), &[Pattern::new("z*").unwrap()]);
        assert!(none.unwrap_err().to_string().contains("no documents"));
    }

    #[test]
    fn every_folder_can_stand_in_a_manifest() {
        let folder = |name: &str| {
            let (name, path) = (name.to_owned(), PathBuf::new());
            Document { name, path }.folder()
        };
        assert_eq!(folder("oai-v3.0__uspto.yaml"), "oai-v3.0__uspto.yaml");
        assert_eq!(folder("a [\"b\"]%.json"), "a%20%5b%22b%22%5d%25.json");
    }
}
