//! The `use` items of a file: found by looking at which names its text mentions.

use std::collections::HashSet;

/// `use` items for those of the offered names that a text mentions; each offer is a path and the names in it.
pub fn of(text: &str, offers: &[(&str, &[&str])]) -> String {
    if offers.is_empty() {
        return String::new();
    }
    let mentioned = mentioned(text);
    let mut imports = String::new();
    // What comes from this crate stands in one item.
    let mut own: Vec<String> = Vec::new();
    for (path, names) in offers {
        let mut used: Vec<&str> = names.to_vec();
        used.retain(|name| mentioned.contains(name));
        let names = match used.as_slice() {
            [] => continue,
            [only] => (*only).to_owned(),
            several => format!("{{{}}}", several.join(", ")),
        };
        match path.strip_prefix("crate") {
            Some("") => own.push(names),
            Some(below) => own.push(format!("{}::{names}", below.trim_start_matches("::"))),
            None => imports.extend(["use ", path, "::", &names, ";\n"]),
        }
    }
    match own.as_slice() {
        [] => {}
        [only] => imports.extend(["use crate::", only, ";\n"]),
        several => imports.extend(["use crate::{", &several.join(", "), "};\n"]),
    }
    imports
}

/// The identifiers outside comments and literals that stand for themselves: no path leads to them, and nothing is
/// declared by them.
fn mentioned(text: &str) -> HashSet<&str> {
    let mut mentioned = HashSet::new();
    for line in text.lines() {
        let code = line.trim_start();
        if !code.starts_with("//") {
            mention(code, &mut mentioned);
        }
    }
    mentioned
}

fn mention<'t>(line: &'t str, mentioned: &mut HashSet<&'t str>) {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        if byte == b'"' {
            at += literal_length(rest);
        } else if is_word(byte) {
            let length = rest.iter().take_while(|byte| is_word(**byte)).count();
            let is_in_path = bytes
                .get(..at)
                .is_some_and(|before| before.ends_with(b"::"));
            if let Some(word) = line.get(at..at + length).filter(|_| !is_in_path) {
                mentioned.insert(word);
            }
            at += length;
        } else {
            at += 1;
        }
    }
}

/// The length of a string literal that begins here, its quotes included.
fn literal_length(bytes: &[u8]) -> usize {
    let mut length = 1;
    while let Some(byte) = bytes.get(length) {
        match byte {
            b'\\' => length += 2,
            b'"' => return length + 1,
            _ => length += 1,
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_what_stands_for_itself_is_imported() {
        let offers: [(&str, &[&str]); 2] = [("crate", &["One", "Two", "Three"]), ("std", &["Map"])];
        assert_eq!(of("/// One\nlet a = \"Two \\\" Three\";", &offers), "");
        assert_eq!(
            of("super::Map, One<Two>", &offers),
            "use crate::{One, Two};\n"
        );
        assert_eq!(
            of("    \"One\" => one: Map<String>,", &offers),
            "use std::Map;\n"
        );
    }
}
