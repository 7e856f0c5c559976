//! Where this workspace is, and where its commands may write.

use std::env;
use std::fs;
use std::path::{Path, PathBuf, absolute};

use crate::failure::Failure;

/// The workspace's root folder, whatever the working folder is.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// The folder that cargo builds into, as a whole path.
pub fn target() -> Result<PathBuf, Failure> {
    let given = env::var_os("CARGO_TARGET_DIR").filter(|given| !given.is_empty());
    let target = given.map_or_else(|| root().join("target"), PathBuf::from);
    absolute(&target).map_err(|error| Failure::io("find", &target, &error))
}

/// Copies a folder with all that is in it; links are followed.
pub fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(|error| Failure::io("make", to, &error))?;
    let read = |error| Failure::io("read", from, &error);
    for entry in fs::read_dir(from).map_err(read)? {
        let entry = entry.map_err(read)?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(|error| Failure::io("copy", &source, &error))?;
        }
    }
    Ok(())
}
