//! Looking at a folder without following the links in it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// What is at a path inside a folder.
pub(super) enum OnDisk {
    Nothing,
    File(Vec<u8>),
    Folder,
    /// A symbolic link, or something else that is neither file nor folder.
    Link,
    /// The path leads through this symbolic link.
    BehindLink(String),
    /// The path leads through a file.
    BehindFile,
}

/// What is at `path`, relative and with `/`, inside `folder`.
pub(super) fn look(folder: &Path, path: &str) -> Result<OnDisk, Failure> {
    for (end, _) in path.match_indices('/') {
        let parent = path.get(..end).unwrap_or_default();
        match fs::symlink_metadata(folder.join(parent)) {
            Ok(found) if found.is_dir() => {}
            Ok(found) if found.is_symlink() => return Ok(OnDisk::BehindLink(parent.to_owned())),
            Ok(_) => return Ok(OnDisk::BehindFile),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(OnDisk::Nothing),
            Err(error) => return Err(Failure::io("read", &folder.join(parent), &error)),
        }
    }
    let full = folder.join(path);
    match fs::symlink_metadata(&full) {
        Ok(found) if found.is_file() => {
            let content = fs::read(&full).map_err(|error| Failure::io("read", &full, &error))?;
            Ok(OnDisk::File(content))
        }
        Ok(found) if found.is_dir() => Ok(OnDisk::Folder),
        Ok(_) => Ok(OnDisk::Link),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(OnDisk::Nothing),
        Err(error) => Err(Failure::io("read", &full, &error)),
    }
}

/// The paths, relative to `folder` and with `/`, of everything below its part `below` that is no folder, or of that part
/// itself if it is none; sorted.
pub(super) fn list(folder: &Path, below: &str) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    if !below.is_empty()
        && fs::symlink_metadata(folder.join(below)).is_ok_and(|found| !found.is_dir())
    {
        return Ok(vec![below.to_owned()]);
    }
    let mut folders = vec![below.to_owned()];
    while let Some(current) = folders.pop() {
        let full = folder.join(&current);
        for entry in entries(&full)? {
            let name = entry
                .file_name()
                .map_or_else(Default::default, |name| name.to_string_lossy().into_owned());
            let path = if current.is_empty() {
                name
            } else {
                format!("{current}/{name}")
            };
            let metadata = fs::symlink_metadata(&entry)
                .map_err(|error| Failure::io("read", &entry, &error))?;
            if metadata.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The names of what is in a folder, sorted; nothing when there is none.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let entries = entries(folder)?;
    let names = entries.iter().filter_map(|entry| entry.file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

/// What is in a folder; nothing when there is none.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Ok(Vec::new()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::io("read", folder, &error)),
    }
    let list = || -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect()
    };
    list().map_err(|error| Failure::io("list", folder, &error))
}
