//! What goes into a folder, and what it was made of.

use std::collections::BTreeMap;
use std::path::Path;

use super::Files;
use super::disk::{self, OnDisk};
use super::manifest::{Manifest, checksum};
use crate::failure::Failure;

/// The checksums of the texts that a crate is made of, by their names.
pub type Sources = BTreeMap<String, String>;

/// A crate: its files, and the list of them.
pub struct Made {
    pub(super) files: Files,
    pub(super) manifest: Manifest,
}

impl Made {
    /// Files that the generator made just now.
    pub fn new(files: Files, sources: Sources) -> Self {
        let manifest = Manifest::of(&files, sources);
        Self { files, manifest }
    }

    /// The crate in a folder (`shown` is what the user calls it); refused unless all of it is as it was made.
    pub fn read(folder: &Path, shown: &str) -> Result<Self, Failure> {
        let manifest = Manifest::read(folder, shown)?.ok_or_else(|| {
            Failure::new(format!("there is no generated crate in `{shown}`"))
                .help("name the folder that `cargo xtask generate` has written")
        })?;
        let mut files = Files::new();
        let mut changed = Vec::new();
        for (path, listed) in &manifest.files {
            match disk::look(folder, path)? {
                OnDisk::File(content) if checksum(&content) == *listed => {
                    files.insert(path.clone(), content);
                }
                _ => changed.push(format!("`{path}`")),
            }
        }
        if changed.is_empty() {
            return Ok(Self { files, manifest });
        }
        let changed = changed.join(", ");
        Err(
            Failure::new(format!("`{shown}` is not as it was generated: {changed}"))
                .help("generate it again, so that what is copied is what was made"),
        )
    }

    /// What it was made of.
    pub fn sources(&self) -> &Sources {
        &self.manifest.sources
    }

    /// The name of the package, if that is known.
    pub fn package(&self) -> Option<&str> {
        self.manifest.package()
    }

    /// In a few words: the package, what it was made of, and by what.
    pub fn origin(&self) -> String {
        self.manifest.origin()
    }
}

impl From<Files> for Made {
    fn from(files: Files) -> Self {
        Self::new(files, Sources::new())
    }
}

/// The checksum of a text that a crate is made of, which is the same with any line ends.
pub fn source_checksum(text: &str) -> String {
    checksum(text.replace("\r\n", "\n").as_bytes())
}
