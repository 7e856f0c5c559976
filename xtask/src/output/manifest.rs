//! The list of generated files that marks an output folder as ours.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::disk::{self, OnDisk};
use super::folder::check_path;
use super::{Files, MANIFEST};
use crate::failure::Failure;

/// Raised when an older reader would misread the list.
const FORMAT: u32 = 1;

/// The files made, and by what.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    generator: String,
    /// The SHA-256 checksum of each file, in hexadecimal.
    #[serde(rename = "sha256")]
    pub(super) files: BTreeMap<String, String>,
}

impl Manifest {
    /// The list for `files`.
    pub(super) fn of(files: &Files) -> Self {
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

/// SHA-256 in hexadecimal.
pub(super) fn checksum(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
