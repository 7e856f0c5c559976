//! Reads the other files that a document refers to.

use std::env;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use openapi_client_generator::diag::Source;

/// No document is larger than this.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The files around one document.
///
/// A document may come from anybody, and what it refers to shows up in the crate and in excerpts. So a reference reaches
/// the files below the folder that the command runs in, or below the document's own folder where the document is
/// elsewhere, and no others; symbolic links are followed before that is decided.
#[derive(Debug)]
pub struct Loader {
    /// The folder of the document.
    folder: PathBuf,
    /// Nothing outside of it is read.
    bounds: Option<PathBuf>,
    /// What was read, in its order.
    sources: Vec<Source>,
}

impl Loader {
    /// For the document at `document`.
    pub fn new(document: &Path) -> Self {
        let folder = document.parent().unwrap_or(Path::new("")).to_path_buf();
        let folder = if folder.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            folder
        };
        let own = folder.canonicalize().ok();
        let current = env::current_dir().and_then(fs::canonicalize).ok();
        let is_inside =
            |current: &PathBuf| own.as_ref().is_some_and(|own| own.starts_with(current));
        let bounds = current.filter(is_inside).or(own);
        Self {
            folder,
            bounds,
            sources: Vec::new(),
        }
    }

    /// Reads the file at `path`, relative to the folder of the document; the error says why it is not read.
    pub fn load(&mut self, path: &str) -> Result<Source, String> {
        if Path::new(path).is_absolute() {
            return Err("an absolute path means another file on every machine".to_owned());
        }
        let wanted = self.folder.join(path);
        let found = wanted.canonicalize().map_err(|error| error.to_string())?;
        let is_inside = self
            .bounds
            .as_ref()
            .is_some_and(|bounds| found.starts_with(bounds));
        if !is_inside {
            return Err("it is outside of the folder that the document may read from".to_owned());
        }
        let text = read(&found)?;
        let name = wanted
            .strip_prefix(".")
            .unwrap_or(&wanted)
            .display()
            .to_string();
        let source = Source::new(name, text);
        self.sources.push(source.clone());
        Ok(source)
    }

    /// What was read, for excerpts.
    pub fn into_sources(self) -> Vec<Source> {
        self.sources
    }
}

fn read(path: &Path) -> Result<String, String> {
    if !path.is_file() {
        return Err("it is no file".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| error.to_string())?;
    let mut text = String::new();
    let read = file.take(MOST_BYTES + 1).read_to_string(&mut text);
    match read {
        Ok(length) if length as u64 > MOST_BYTES => Err("it is larger than 64 MiB".to_owned()),
        Ok(_) => Ok(text),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::Loader;

    #[test]
    fn files_outside_are_refused() {
        let root = tempfile::tempdir().unwrap();
        let inside = root.path().join("inside");
        std::fs::create_dir_all(inside.join("parts")).unwrap();
        std::fs::write(inside.join("parts/a.yaml"), "a: 1").unwrap();
        std::fs::write(root.path().join("secret.yaml"), "b: 1").unwrap();
        let mut loader = Loader::new(&inside.join("openapi.yaml"));
        assert_eq!(loader.load("parts/a.yaml").unwrap().text, "a: 1");
        for path in [
            "../secret.yaml",
            "parts/../../secret.yaml",
            "/etc/hostname",
            "parts",
            "missing.yaml",
        ] {
            assert!(loader.load(path).is_err(), "{path}");
        }
        assert_eq!(loader.into_sources().len(), 1);
    }
}
