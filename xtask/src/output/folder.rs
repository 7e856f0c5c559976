//! Which folders may be output folders, and which paths may be in one.

use std::env;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::{MANIFEST, STAGE};
use crate::failure::Failure;

/// The absolute path of a folder that need not exist, with every symbolic link in what exists resolved.
pub fn resolve(folder: &Path) -> Result<PathBuf, Failure> {
    let failed = |error| Failure::io("find", folder, &error);
    let absolute = std::path::absolute(folder).map_err(failed)?;
    let mut missing = Vec::new();
    for existing in absolute.ancestors() {
        match existing.canonicalize() {
            Ok(found) => {
                return Ok(missing
                    .iter()
                    .rev()
                    .fold(found, |path, name| path.join(name)));
            }
            Err(error)
                if error.kind() == ErrorKind::NotFound && existing.symlink_metadata().is_err() =>
            {
                match existing.components().next_back() {
                    Some(Component::Normal(name)) => missing.push(name),
                    _ => return Err(failed(error)),
                }
            }
            Err(error) => return Err(failed(error)),
        }
    }
    Err(failed(ErrorKind::NotFound.into()))
}

/// What an output folder must not contain.
pub struct Surroundings<'a> {
    /// The root of this workspace.
    pub workspace: &'a Path,
    /// The document and the configuration.
    pub inputs: Vec<&'a Path>,
    /// Whether the user chose the folder: only then can it surprise to be in it.
    pub is_chosen: bool,
}

impl Surroundings<'_> {
    /// Refuses a resolved `folder` that holds more than an output.
    pub fn admit(&self, folder: &Path) -> Result<(), Failure> {
        let holds = |inner: &Path| {
            inner
                .canonicalize()
                .is_ok_and(|inner| inner.starts_with(folder))
        };
        let home = env::home_dir();
        let reason = if folder.parent().is_none() {
            Some("is the root of the file system".to_owned())
        } else if home.is_some_and(|home| holds(&home)) {
            Some("holds your home folder".to_owned())
        } else if holds(self.workspace) {
            Some("holds this workspace".to_owned())
        } else if let Some(input) = self.inputs.iter().find(|input| holds(input)) {
            Some(format!("holds `{}`", input.display()))
        } else if self.is_chosen
            && env::current_dir().is_ok_and(|current| holds(&current) && current != folder)
        {
            Some("holds the folder you are in".to_owned())
        } else {
            None
        };
        reason.map_or(Ok(()), |reason| {
            let folder = folder.display();
            Err(Failure::new(format!(
                "`{folder}` cannot be the output folder: it {reason}"
            ))
            .help("choose a folder of its own for the crate"))
        })
    }
}

/// Refuses a path that does not stay inside the output folder or that we need for ourselves; says why.
pub(super) fn check_path(path: &str) -> Result<(), &'static str> {
    for name in path.split('/') {
        match name {
            "" => return Err("is empty, absolute, or has an empty part"),
            "." | ".." => return Err("has a `.` or `..` part"),
            _ if name.contains(['\\', ':']) => return Err("has a `\\` or `:`"),
            _ if name.contains(char::is_control) => return Err("has a control character"),
            _ => {}
        }
    }
    if path == MANIFEST || path.split('/').next() == Some(STAGE) {
        return Err("is reserved");
    }
    Ok(())
}
