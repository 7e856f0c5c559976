//! Bytes as a script writes them, and what stands for any text.

use std::collections::BTreeMap;

/// Bytes in the words of a script.
pub fn text(bytes: &[u8], is_multipart: bool) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        let mut rest = chunk.valid();
        while let Some(letter) = rest.chars().next() {
            if is_multipart && rest.starts_with("\r\n") {
                out.push('\n');
                rest = rest.get(2..).unwrap_or_default();
                continue;
            }
            let is_plain =
                !letter.is_control() || letter == '\t' || letter == '\n' && !is_multipart;
            if is_plain {
                out.push(letter);
            } else {
                escape(letter.encode_utf8(&mut [0; 4]).as_bytes(), &mut out);
            }
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
        escape(chunk.invalid(), &mut out);
    }
    out.replace("}}{{0x", "")
}

fn escape(bytes: &[u8], out: &mut String) {
    if !bytes.is_empty() {
        *out += "{{0x";
        for byte in bytes {
            *out += &format!("{byte:02x}");
        }
        *out += "}}";
    }
}

/// The bytes that a script writes.
pub fn bytes(text: &str, is_multipart: bool) -> Result<Vec<u8>, String> {
    let plain = |text: &str| {
        if is_multipart {
            text.replace('\n', "\r\n").into_bytes()
        } else {
            text.as_bytes().to_vec()
        }
    };
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, escaped)) = rest.split_once("{{0x") {
        let (digits, after) = escaped.split_once("}}").ok_or("`{{0x` without `}}`")?;
        out.extend(plain(before));
        for pair in digits.as_bytes().chunks(2) {
            let pair = std::str::from_utf8(pair).unwrap_or_default();
            out.push(u8::from_str_radix(pair, 16).map_err(|_| format!("`{digits}` are no bytes"))?);
        }
        rest = after;
    }
    out.extend(plain(rest));
    Ok(out)
}

/// A script's request, with each `{{name}}` replaced by what stands in its place: its line is looked for after the one that
/// the line before it was found at.
pub fn fill(expected: &str, came: &str) -> String {
    let lines: Vec<&str> = came.lines().collect();
    let mut bound = BTreeMap::new();
    let mut next = 0;
    for pattern in expected.lines() {
        for (index, line) in lines.iter().enumerate().skip(next) {
            let mut attempt = bound.clone();
            if bind(pattern, line, &mut attempt) {
                bound = attempt;
                next = index + 1;
                break;
            }
        }
    }
    bound
        .into_iter()
        .fold(expected.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), &value)
        })
}

/// Whether a line fits, and what its names stand for.
fn bind(pattern: &str, line: &str, bound: &mut BTreeMap<String, String>) -> bool {
    let Some((before, rest)) = pattern.split_once("{{") else {
        return pattern == line;
    };
    let Some(line) = line.strip_prefix(before) else {
        return false;
    };
    let Some((name, rest)) = rest.split_once("}}") else {
        return false;
    };
    let known = if name.starts_with("0x") {
        Some(format!("{{{{{name}}}}}"))
    } else {
        bound.get(name).cloned()
    };
    if let Some(known) = known {
        return line
            .strip_prefix(&known)
            .is_some_and(|line| bind(rest, line, bound));
    }
    let ends = line
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    for end in ends {
        let (value, line) = line.split_at(end);
        let mut attempt = bound.clone();
        attempt.insert(name.to_owned(), value.to_owned());
        if bind(rest, line, &mut attempt) {
            *bound = attempt;
            return true;
        }
    }
    false
}
