//! The files that one document is made of, and how they name each other.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::diag::Source;

/// Fetches another file by its path relative to the folder of the document, with `/` between its steps. The error says
/// why there is none; the name of the [`Source`] is what diagnostics call it.
pub type Load<'a> = dyn FnMut(&str) -> Result<Source, String> + 'a;

/// A file, read.
pub struct File {
    /// What diagnostics call it.
    pub name: Arc<str>,
    /// Its path relative to the folder of the document.
    pub path: String,
    /// Its tree; `null` where it could not be read.
    pub tree: Value,
}

/// The last step of a path.
pub fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Whether a reference names a place on the network, or something else that is no file.
pub fn is_remote(reference: &str) -> bool {
    let scheme = reference
        .split(['/', '#', '?', '.'])
        .next()
        .unwrap_or_default();
    // A letter before a colon is a drive.
    scheme.find(':').is_some_and(|length| length > 1) || reference.starts_with("//")
}

/// The path that `reference` (without fragment) means in the file at `base`.
pub fn join(base: &str, reference: &str) -> String {
    let reference = decode(reference);
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    if reference.starts_with('/') {
        steps.push("");
    } else {
        steps.extend(folder.split('/').filter(|step| !step.is_empty()));
    }
    for step in reference.split('/') {
        match step {
            "" | "." => {}
            ".." if steps
                .last()
                .is_some_and(|last| *last != ".." && !last.is_empty()) =>
            {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Percent-encoding undone.
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The pointer to the first member of that name which satisfies `is`; objects and lists are searched in their order.
pub fn find(tree: &Value, is: &dyn Fn(&str, &Value) -> bool) -> Option<String> {
    match tree {
        Value::Object(members) => members.iter().find_map(|(key, member)| {
            if is(key, member) {
                return Some(String::new());
            }
            let step = key.replace('~', "~0").replace('/', "~1");
            find(member, is).map(|rest| format!("/{step}{rest}"))
        }),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| find(item, is).map(|rest| format!("/{index}{rest}"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_remote, join};

    #[test]
    fn paths_are_relative_to_the_file_that_names_them() {
        for (base, reference, expected) in [
            ("a.yaml", "b.yaml", "b.yaml"),
            ("a.yaml", "./x/b%20c.yaml", "x/b c.yaml"),
            ("x/y/a.yaml", "../b.yaml", "x/b.yaml"),
            ("x/a.yaml", "../../b.yaml", "../b.yaml"),
            ("a.yaml", "/etc/b.yaml", "/etc/b.yaml"),
            ("../x/a.yaml", "../../b.yaml", "../../b.yaml"),
        ] {
            assert_eq!(join(base, reference), expected, "{reference} in {base}");
        }
    }

    #[test]
    fn a_scheme_makes_a_reference_remote() {
        assert!(is_remote("https://example.com/a.yaml#/b"));
        assert!(is_remote("urn:a:b"));
        assert!(is_remote("//example.com/a"));
        assert!(!is_remote("a.yaml#/b:c"));
        assert!(!is_remote("#/components/schemas/a:b"));
        assert!(!is_remote("c:/a.yaml"));
    }
}
