//! The name of a file as a server gives it, made fit to be one.

/// The longest name, in bytes.
const LONGEST: usize = 200;

/// The name in a `Content-Disposition` header, fit for any file system.
pub(super) fn of(disposition: &str) -> Option<String> {
    let parameters = parameters(disposition);
    let find = |wanted: &str| {
        let mut found = parameters.iter();
        found.find(|(name, _)| name.eq_ignore_ascii_case(wanted))
    };
    let extended = find("filename*").and_then(|(_, value)| extended(value));
    let plain = || find("filename").map(|(_, value)| value.clone());
    safe(&extended.or_else(plain)?)
}

/// The parameters after the first `;`, with quotes and escapes taken off.
fn parameters(disposition: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = disposition.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let mut value = String::new();
        if let Some(quoted) = after.strip_prefix('"') {
            let mut end = quoted.len();
            let mut escaped = false;
            for (at, character) in quoted.char_indices() {
                if escaped {
                    value.push(character);
                    escaped = false;
                } else if character == '\\' {
                    escaped = true;
                } else if character == '"' {
                    end = at;
                    break;
                } else {
                    value.push(character);
                }
            }
            rest = quoted.get(end..).unwrap_or_default();
            rest = rest.split_once(';').map_or("", |(_, rest)| rest);
        } else {
            let (plain, others) = after.split_once(';').unwrap_or((after, ""));
            plain.trim().clone_into(&mut value);
            rest = others;
        }
        found.push((name.trim(), value));
    }
    found
}

/// `UTF-8''name` or `ISO-8859-1''name`, with bytes as `%XX`.
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, name) = rest.split_once('\'')?;
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(name).collect();
    if charset.eq_ignore_ascii_case("utf-8") {
        String::from_utf8(bytes).ok()
    } else if charset.eq_ignore_ascii_case("iso-8859-1") {
        Some(bytes.into_iter().map(char::from).collect())
    } else {
        None
    }
}

/// The same without folders, without characters that mean something elsewhere, and not one of the names of devices.
fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut safe = String::new();
    for character in last.chars() {
        let turns = matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if character.is_control() || turns {
            continue;
        }
        let means_something = matches!(character, ':' | '*' | '?' | '"' | '<' | '>' | '|');
        let character = if means_something { '_' } else { character };
        if safe.len() + character.len_utf8() > LONGEST {
            break;
        }
        safe.push(character);
    }
    let safe = safe
        .trim()
        .trim_start_matches('.')
        .trim_end_matches(['.', ' ']);
    if safe.is_empty() {
        return None;
    }
    let stem = safe.split('.').next().unwrap_or_default().trim_end();
    let is_device = ["con", "prn", "aux", "nul"]
        .iter()
        .any(|device| stem.eq_ignore_ascii_case(device))
        || ["com", "lpt"].iter().any(|device| {
            stem.get(..3)
                .is_some_and(|start| start.eq_ignore_ascii_case(device))
                && stem.chars().count() == 4
        });
    Some(if is_device {
        format!("_{safe}")
    } else {
        safe.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_name_is_taken_as_it_is_where_it_does_no_harm() {
        for (disposition, expected) in [
            ("attachment; filename=\"report.pdf\"", "report.pdf"),
            ("attachment; filename=report.pdf", "report.pdf"),
            ("attachment;filename = a b.txt ; size=1", "a b.txt"),
            (
                r#"inline; filename="a \"quoted\"; name.txt""#,
                "a _quoted_; name.txt",
            ),
            (
                "attachment; filename=x; filename*=UTF-8''na%C3%AFve.txt",
                "naïve.txt",
            ),
            (
                "attachment; filename*=iso-8859-1'en'%A3.txt; filename=x",
                "£.txt",
            ),
            ("attachment; filename*=koi8-r''%A3; filename=x", "x"),
            ("attachment; filename=\"../../etc/passwd\"", "passwd"),
            (
                r#"attachment; filename="C:\\Windows\\evil.exe""#,
                "evil.exe",
            ),
            ("attachment; filename=\".bashrc\"", "bashrc"),
            ("attachment; filename=\"a\u{202e}gpj.exe\"", "agpj.exe"),
            ("attachment; filename=\"a\tb\"", "ab"),
            ("attachment; filename=\"con.txt\"", "_con.txt"),
            ("attachment; filename=\"COM1\"", "_COM1"),
            ("attachment; filename=\"trailing. . .\"", "trailing"),
            ("attachment; filename=\"open", "open"),
        ] {
            assert_eq!(of(disposition).as_deref(), Some(expected), "{disposition}");
        }
    }

    #[test]
    fn what_is_no_name_is_none() {
        for disposition in [
            "",
            "attachment",
            "attachment; filename=\"\"",
            "attachment; filename=\"..\"",
            "attachment; filename=\"a/..\"",
            "attachment; filename=\"a/\"",
            "filename=x",
            "attachment; filename*=UTF-8''%FF",
        ] {
            assert_eq!(of(disposition), None, "{disposition}");
        }
        let long = format!("attachment; filename=\"{}\"", "ä".repeat(300));
        assert_eq!(of(&long).map(|name| name.len()), Some(200));
    }
}
