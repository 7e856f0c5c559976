//! Packages around the crate of a document: programs that try it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::failure::Failure;

/// The manifest of a program that has the crate in a folder as `api`, with all of its resources, and these features.
///
/// `jiff` reads and writes a day that stands alone; inside of a type of the crate, the crate does.
pub fn manifest(package: &str, crate_folder: &Path, features: &[&str]) -> Result<String, Failure> {
    let path = crate_folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let after = |start: &str| text.lines().find_map(|line| line.strip_prefix(start));
    let name = after("name = ").unwrap_or_default();
    let is_divided = after("default = ").is_some_and(|features| features.contains("\"all\""));
    let all = is_divided.then_some("all");
    let features: Value = features.iter().copied().chain(all).collect();
    let path: Value = crate_folder.to_string_lossy().into();
    Ok(format!(
        "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         api = {{ path = {path}, package = {name}, default-features = false, features = {features} }}\n\
         jiff = {{ version = \"0.2\", default-features = false, features = [\"std\", \"serde\"] }}\n\
         serde = \"1\"\nserde_json = {{ version = \"1\", features = [\"float_roundtrip\"] }}\n"
    ))
}

/// Writes a file, in a folder that need not be there yet.
pub fn put(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Failure::io("write", path, &error))
}
