//! Hand-written files beside the generated ones: where the configuration wants them from, and which may join the crate.

use crate::config;
use crate::diag::{Diagnostic, Place, Source};
use crate::names::snake;

/// The files of an extensions folder, sorted into what they become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    /// Modules of Rust by their names: `NAME.rs`, copied as it is to `src/extensions`.
    pub modules: Vec<(String, String)>,
    /// Chapters of the guide by their names: `NAME.md`, which continues the chapter of that name or is a new one, and may
    /// ask for values as the templates of the guide do.
    pub chapters: Vec<(String, String)>,
}

/// The folder that `extensions` in a configuration names, as it stands there, and where it stands.
///
/// A relative one starts at the folder of the configuration's file. What else is wrong with the configuration is
/// [`generate`](crate::generate)'s to say.
pub fn folder(config: &Source) -> Option<(String, Place)> {
    let entry = config::read(config, &mut Vec::new()).extensions?;
    Some((entry.value.clone(), entry.at().place()))
}

/// Sorts the files of the folder; each is named by its path, whose last part counts.
pub fn sort(
    files: &[Source],
    config: Option<&Source>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Extensions {
    let mut sorted = Extensions::default();
    for file in files {
        let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let parts = name.rsplit_once('.').filter(|(stem, _)| is_module(stem));
        let list = match parts {
            Some((_, "rs")) => &mut sorted.modules,
            Some((_, "md")) => &mut sorted.chapters,
            _ => {
                diagnostics.push(misnamed(file, config));
                continue;
            }
        };
        let stem = parts.map(|(stem, _)| stem.to_owned()).unwrap_or_default();
        list.push((stem, file.text.replace("\r\n", "\n")));
    }
    sorted.modules.sort();
    sorted.chapters.sort();
    sorted
}

/// Whether a module can have this name, and stand beside `mod.rs`.
fn is_module(name: &str) -> bool {
    name.is_ascii() && snake(name) == name && name != "mod"
}

fn misnamed(file: &Source, config: Option<&Source>) -> Diagnostic {
    let place = config
        .and_then(folder)
        .map_or_else(|| Place::file(file.name.as_str()), |(_, place)| place);
    let message = format!("`{}` cannot join the crate under this name", file.name);
    Diagnostic::error("extension-name", place, message).help(
        "name a module `snake_case.rs` and a chapter of the guide `snake_case.md`, and keep all else out of the folder",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &[&str]) -> (Extensions, Vec<Diagnostic>) {
        let files: Vec<Source> = names
            .iter()
            .map(|name| Source::new(format!("folder/{name}"), "//! Text.\r\n"))
            .collect();
        let config = Source::new("a.sdk.yaml", "extensions: folder\n");
        let mut diagnostics = Vec::new();
        (sort(&files, Some(&config), &mut diagnostics), diagnostics)
    }

    #[test]
    fn modules_and_chapters_are_told_apart_and_ordered() {
        let (found, diagnostics) = sorted(&["stores.rs", "errors.md", "find_one.rs"]);
        assert_eq!(diagnostics, []);
        let names = |list: &[(String, String)]| {
            list.iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&found.modules), ["find_one", "stores"]);
        assert_eq!(names(&found.chapters), ["errors"]);
        assert_eq!(
            found.modules.first().map(|(_, text)| text.as_str()),
            Some("//! Text.\n")
        );
    }

    #[test]
    fn what_can_be_no_module_is_an_error_at_the_key() {
        for name in [
            "mod.rs",
            "type.rs",
            "self.rs",
            "two-words.rs",
            "Big.rs",
            "1st.rs",
            ".rs",
            "notes.txt",
            "rs",
            "ü.rs",
        ] {
            let (found, diagnostics) = sorted(&[name]);
            assert_eq!(found, Extensions::default(), "{name}");
            let [diagnostic] = diagnostics.as_slice() else {
                panic!("{name}: {diagnostics:?}");
            };
            assert_eq!(diagnostic.place, Place::value("a.sdk.yaml", "/extensions"));
            assert!(diagnostic.message.contains(name), "{diagnostic:?}");
        }
    }
}
