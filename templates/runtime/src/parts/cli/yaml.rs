//! A value as YAML. JSON's texts are texts of YAML as well, so that all it takes is the blocks around them.

use std::fmt::Write;

use serde_json::Value;

/// A value as a document of YAML, with a newline at its end.
pub(super) fn write(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Array(items) if !items.is_empty() => list(&mut out, items, 0),
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                member(&mut out, name, value, 0);
            }
        }
        scalar => {
            out.push_str(&self::scalar(scalar));
            out.push('\n');
        }
    }
    out
}

fn list(out: &mut String, items: &[Value], depth: usize) {
    for item in items {
        indent(out, depth);
        out.push_str("- ");
        match item {
            // The first member stands behind the dash, and the others below it.
            Value::Object(members) if !members.is_empty() => {
                let start = out.len();
                for (name, value) in members {
                    member(out, name, value, depth + 1);
                }
                out.replace_range(start..start + 2 * (depth + 1), "");
            }
            Value::Array(items) if !items.is_empty() => {
                let start = out.len();
                list(out, items, depth + 1);
                out.replace_range(start..start + 2 * (depth + 1), "");
            }
            scalar => {
                out.push_str(&self::scalar(scalar));
                out.push('\n');
            }
        }
    }
}

fn member(out: &mut String, name: &str, value: &Value, depth: usize) {
    indent(out, depth);
    out.push_str(&text(name));
    out.push(':');
    match value {
        Value::Object(members) if !members.is_empty() => {
            out.push('\n');
            for (name, value) in members {
                member(out, name, value, depth + 1);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            list(out, items, depth + 1);
        }
        scalar => {
            out.push(' ');
            out.push_str(&self::scalar(scalar));
            out.push('\n');
        }
    }
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => self::text(text),
        // Numbers, and what is empty, are written as JSON has them.
        other => other.to_string(),
    }
}

/// A text as it is where it can only be a text, and in quotes otherwise.
fn text(text: &str) -> String {
    let mut characters = text.chars();
    let is_plain = characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|each| each.is_ascii_alphanumeric() || matches!(each, '_' | '-' | '.'))
        && !is_word(text);
    if is_plain {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Whether some reader of YAML takes this word for something else than a text.
fn is_word(text: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What JSON writes, but for characters that YAML does not let stand in a text.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    for each in Value::from(text).to_string().chars() {
        let shows = !each.is_control() && !matches!(each, '\u{2028}' | '\u{2029}' | '\u{feff}');
        if shows {
            quoted.push(each);
        } else {
            // Writing into a text cannot fail; what is beyond four digits is no control character.
            let _ = write!(quoted, "\\u{:04x}", u32::from(each));
        }
    }
    quoted
}
