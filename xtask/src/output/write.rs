//! Carrying out a plan, so that a run that fails leaves what was there.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::plan::{Plan, State};
use super::{MANIFEST, STAGE};
use crate::failure::Failure;

impl Plan {
    /// Makes the folder what it should be.
    ///
    /// Every new file is complete in a folder of its own before the first one is moved into place, the list of files
    /// last. Current files are not touched.
    pub fn apply(&self) -> Result<(), Failure> {
        let needed = |state: State| matches!(state, State::Missing | State::Stale | State::Edited);
        // The list of files comes last.
        let writes = self.paths(needed).collect::<Vec<_>>();
        if writes.is_empty() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)
            .map_err(|error| Failure::io("create", &self.folder, &error))?;
        let stage = stage(&self.folder)?;
        for (index, path) in writes.iter().enumerate() {
            let staged = stage.path().join(index.to_string());
            fs::write(&staged, self.made(path).unwrap_or_default())
                .map_err(|error| Failure::io("write", &staged, &error))?;
        }
        for (index, path) in writes.iter().enumerate() {
            if *path == MANIFEST {
                self.remove_obsolete()?;
            }
            let target = self.folder.join(path);
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)
                    .map_err(|error| Failure::io("create", parent, &error))?;
            }
            let staged = stage.path().join(index.to_string());
            fs::rename(staged, &target).map_err(|error| Failure::io("write", &target, &error))?;
        }
        Ok(())
    }

    fn paths(&self, wanted: impl Fn(State) -> bool) -> impl Iterator<Item = &str> {
        let entries = self.entries.iter().filter(move |entry| wanted(entry.state));
        entries.map(|entry| entry.path.as_str())
    }

    /// Removes what is no longer made, and the folders which that leaves empty; a folder that is not empty stays.
    fn remove_obsolete(&self) -> Result<(), Failure> {
        let obsolete = |state| matches!(state, State::Obsolete | State::ObsoleteEdited);
        for path in self.paths(obsolete) {
            let path = self.folder.join(path);
            fs::remove_file(&path).map_err(|error| Failure::io("remove", &path, &error))?;
        }
        let gone = self.gone.iter().map(String::as_str);
        for path in self.paths(obsolete).chain(gone) {
            for (end, _) in path.rmatch_indices('/') {
                let folder = self.folder.join(path.get(..end).unwrap_or_default());
                match fs::remove_dir(folder) {
                    Err(error) if error.kind() != ErrorKind::NotFound => break,
                    Ok(()) | Err(_) => {}
                }
            }
        }
        Ok(())
    }
}

/// A fresh folder for new files, on the same file system as the old ones; it goes away by itself.
fn stage(folder: &Path) -> Result<tempfile::TempDir, Failure> {
    let path = folder.join(STAGE);
    // A run that was killed leaves one behind.
    match fs::remove_dir_all(&path) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(Failure::io("remove", &path, &error)),
    }
    let made = tempfile::Builder::new()
        .prefix(STAGE)
        .rand_bytes(0)
        .tempdir_in(folder);
    made.map_err(|error| Failure::io("write to", folder, &error))
}
