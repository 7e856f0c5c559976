//! The list of generated files that marks an output folder as ours.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::disk::{self, OnDisk};
use super::folder::check_path;
use super::{Files, MANIFEST, Sources};
use crate::failure::Failure;

/// Raised when an older reader would misread the list.
const FORMAT: u32 = 1;

/// The files made, and by what.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    generator: String,
    /// The name and the version of the package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    package: Option<String>,
    /// The SHA-256 checksums of what it was made of: the document, the configuration, other files of the document.
    #[serde(default, skip_serializing_if = "Sources::is_empty")]
    pub(super) sources: Sources,
    /// The SHA-256 checksum of each file, in hexadecimal.
    #[serde(rename = "sha256")]
    pub(super) files: BTreeMap<String, String>,
}

impl Manifest {
    /// The list for `files`.
    pub(super) fn of(files: &Files, sources: Sources) -> Self {
        let checksums = files
            .iter()
            .map(|(path, content)| (path.clone(), checksum(content)));
        Self {
            format: FORMAT,
            // The crates of this workspace share one version.
            generator: format!(
                "openapi-client-generator {}",
                openapi_client_generator::VERSION
            ),
            package: package(files),
            sources,
            files: checksums.collect(),
        }
    }

    /// The list in `folder`, if it has one.
    pub(super) fn read(folder: &Path, shown: &str) -> Result<Option<Self>, Failure> {
        let damaged = |reason: &str| {
            Failure::new(format!(
                "`{shown}/{MANIFEST}` is not a list of generated files: {reason}"
            ))
            .help(
                "restore it from version control, or delete the whole folder and generate it again",
            )
        };
        let text = match disk::look(folder, MANIFEST)? {
            OnDisk::Nothing => return Ok(None),
            OnDisk::File(text) => text,
            OnDisk::Link | OnDisk::Folder | OnDisk::BehindLink(_) | OnDisk::BehindFile => {
                return Err(damaged("it is no regular file"));
            }
        };
        let manifest =
            serde_json::from_slice::<Self>(&text).map_err(|error| damaged(&error.to_string()))?;
        if manifest.format != FORMAT {
            return Err(damaged(&format!(
                "its format is {}, only {FORMAT} is known",
                manifest.format
            )));
        }
        for path in manifest.files.keys() {
            check_path(path).map_err(|reason| damaged(&format!("the path `{path}` {reason}")))?;
        }
        Ok(Some(manifest))
    }

    /// The name of the package, if the list says it.
    pub(super) fn package(&self) -> Option<&str> {
        let package = self.package.as_deref()?;
        package.split(' ').next()
    }

    /// In a few words: the package, what it was made of, and by what.
    pub(super) fn origin(&self) -> String {
        let short = |(name, checksum): (&String, &String)| {
            let start: String = checksum.chars().take(12).collect();
            format!("{name} {start}")
        };
        let sources: Vec<String> = self.sources.iter().map(short).collect();
        let package = self.package.as_deref().unwrap_or("a crate");
        let of = if sources.is_empty() { "" } else { " of " };
        format!("{package}{of}{} by {}", sources.join(", "), self.generator)
    }

    /// The list as it stands on disk.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, Failure> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|error| {
            Failure::new(format!(
                "the list of files cannot be written as JSON: {error}"
            ))
        })?;
        text.push(b'\n');
        Ok(text)
    }
}

/// The name and the version in the manifest of cargo that the generator has written.
fn package(files: &Files) -> Option<String> {
    let text = str::from_utf8(files.get("Cargo.toml")?).ok()?;
    let value = |key: &str| {
        let mut lines = text.lines();
        let line = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
        Some(line.trim_matches('"').to_owned())
    };
    Some(format!("{} {}", value("name")?, value("version")?))
}

/// SHA-256 in hexadecimal.
pub(super) fn checksum(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
