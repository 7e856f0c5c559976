//! Where this workspace is.

use std::path::{Path, PathBuf};

/// The workspace's root folder, whatever the working folder is.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}
