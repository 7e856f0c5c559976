//! Reads the folder of hand-written files that a configuration asks for.

use std::fs;
use std::io;
use std::path::Path;

use openapi_client_generator::diag::{Diagnostic, Source};
use openapi_client_generator::extension;

/// The files of the folder that `config` names, which was read from `path`; none where it names no folder. What cannot be
/// read is a diagnostic at the key.
///
/// Files whose names begin with a dot are left out: they are the system's or an editor's.
pub(super) fn read(path: &Path, config: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Source> {
    let Some((name, place)) = extension::folder(config) else {
        return Vec::new();
    };
    let beside = |file: &Path| file.parent().unwrap_or(Path::new("")).join(&name);
    let (folder, shown) = (beside(path), beside(Path::new(&config.name)));
    let mut unreadable = |path: &Path, error: &io::Error, help: &str| {
        let message = format!("cannot read `{}`: {error}", path.display());
        let diagnostic = Diagnostic::error("unreadable-extension", place.clone(), message);
        diagnostics.push(diagnostic.help(help));
    };
    let names = names(&folder).unwrap_or_else(|error| {
        let help = "name a folder that exists; a relative path starts at the folder of this file";
        unreadable(&shown, &error, help);
        Vec::new()
    });
    let mut sources = Vec::new();
    for name in names {
        let shown = shown.join(&name);
        match fs::read_to_string(folder.join(&name)) {
            Ok(text) => sources.push(Source::new(shown.display().to_string(), text)),
            Err(error) => {
                let help = "keep text files alone in this folder, and no folders";
                unreadable(&shown, &error, help);
            }
        }
    }
    sources
}

/// The names of what is in a folder, sorted.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
