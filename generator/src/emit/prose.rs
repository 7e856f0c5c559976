//! The document's CommonMark as lines of a doc comment that can neither break out of it nor upset rustdoc.
//!
//! Text stays as the document has it, except for what would mean something else in Rust: a code block would be compiled
//! as a test, brackets would be looked up as items, and invisible characters would hide what a reader should see.

/// The widest line of prose; a table or a code block keeps its own lines.
pub const WIDTH: usize = 112;

/// The lines of a doc comment, without its slashes.
pub fn lines(text: &str) -> Vec<String> {
    let text = visible(text);
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        match (&fence, fence_mark(trimmed)) {
            (None, Some(mark)) => {
                lines.push(format!("{mark}text"));
                fence = Some(mark);
            }
            (Some(open), Some(mark))
                if mark.starts_with(open.as_str())
                    && trimmed.chars().all(|each| mark.contains(each)) =>
            {
                lines.push(open.clone());
                fence = None;
            }
            (Some(_), _) => lines.push(line.trim_end().to_owned()),
            (None, None) => lines.extend(paragraph_line(line)),
        }
    }
    lines.extend(fence);
    trim_blank(lines)
}

/// The first paragraph on one line, for the item of a list.
pub fn one_line(text: &str) -> String {
    let text = visible(text);
    let lines = text
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty());
    let first: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let joined = escape(&first.join(" "));
    joined
        .strip_suffix(':')
        .map_or(joined.clone(), |sentence| format!("{sentence}."))
}

/// An item of a list, wrapped under its bullet.
pub fn item(text: &str) -> Vec<String> {
    wrap(text, "- ", "  ")
}

/// A paragraph, wrapped.
pub fn paragraph(text: &str) -> Vec<String> {
    wrap(text, "", "")
}

/// Text in code marks, whatever it holds.
pub fn code(text: &str) -> String {
    let text = visible(text).replace('\n', " ");
    if !text.contains('`') {
        return format!("`{text}`");
    }
    // As many marks as do not stand in the text.
    let longest = text.split(|each| each != '`').map(str::len).max();
    let marks = "`".repeat(longest.unwrap_or_default().max(1) + 1);
    format!("{marks} {text} {marks}")
}

/// The same lines with their headings in bold, for a page whose headings are its own.
pub fn without_headings(lines: Vec<String>) -> Vec<String> {
    let mut fence: Option<String> = None;
    let mut plain: Vec<String> = Vec::new();
    for line in lines {
        let trimmed = line.trim();
        match (&fence, fence_mark(trimmed)) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if mark == *open && trimmed == mark => fence = None,
            (None, None) => {
                let is_underline = !trimmed.is_empty()
                    && (trimmed.chars().all(|each| each == '=')
                        || trimmed.chars().all(|each| each == '-'));
                let is_below = plain.last().is_some_and(|line| !line.is_empty());
                if is_underline && is_below {
                    // It would make a heading of the lines above.
                    plain.push(String::new());
                    continue;
                }
                if let Some(title) = heading(trimmed) {
                    if is_below {
                        plain.push(String::new());
                    }
                    plain.extend([format!("**{title}**"), String::new()]);
                    continue;
                }
            }
            _ => {}
        }
        plain.push(line);
    }
    trim_blank(plain)
}

/// The text of a heading.
fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let is_heading = (1..=6).contains(&level) && (text.is_empty() || text.starts_with(' '));
    let text = text.trim().trim_end_matches('#').trim().trim_matches('*');
    is_heading.then_some(text).filter(|text| !text.is_empty())
}

/// Without characters that do not show: controls, and marks that turn the direction of reading.
pub fn visible(text: &str) -> String {
    let is_hidden = |each: char| {
        (each.is_control() && each != '\n')
            || matches!(each, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n")
        .replace('\t', "    ")
        .chars()
        .filter(|each| !is_hidden(*each))
        .collect()
}

fn fence_mark(trimmed: &str) -> Option<String> {
    ['`', '~'].into_iter().find_map(|mark| {
        let length = trimmed.chars().take_while(|each| *each == mark).count();
        (length >= 3).then(|| mark.to_string().repeat(length))
    })
}

fn paragraph_line(line: &str) -> Vec<String> {
    let content = line.trim();
    if content.is_empty() {
        return vec![String::new()];
    }
    // Four blanks would make it a code block, and a code block would be a test.
    let depth = line.len() - line.trim_start().len();
    let indent = " ".repeat(depth.min(3));
    let escaped = escape(content);
    if content.starts_with(['|', '#']) {
        return vec![format!("{indent}{escaped}")];
    }
    let bullet = bullet_width(content);
    wrap(
        &escaped,
        &indent,
        &format!("{indent}{}", " ".repeat(bullet)),
    )
}

/// How wide the mark of a list item is, 0 for other lines.
fn bullet_width(content: &str) -> usize {
    let digits = content.chars().take_while(char::is_ascii_digit).count();
    let rest = content.get(digits..).unwrap_or_default();
    match rest.chars().next() {
        Some('-' | '*' | '+')
            if digits == 0 && rest.get(1..).is_some_and(|rest| rest.starts_with(' ')) =>
        {
            2
        }
        Some('.' | ')')
            if digits > 0 && rest.get(1..).is_some_and(|rest| rest.starts_with(' ')) =>
        {
            digits + 2
        }
        _ => 0,
    }
}

/// Breaks a line at blanks, never so that the next one starts with what CommonMark would read as a mark.
fn wrap(text: &str, first: &str, next: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    let mut in_code = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let fits = line.chars().count() + 1 + word.chars().count() <= WIDTH;
        let can_break = !in_code
            && word.starts_with(|first: char| first.is_alphanumeric() || "`(\"'<".contains(first))
            && bullet_width(&format!("{word} ")) == 0;
        if !is_empty && !fits && can_break {
            lines.push(std::mem::replace(&mut line, next.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
        in_code ^= word.matches('`').count() % 2 == 1;
    }
    lines.push(line);
    lines
}

/// Escapes what rustdoc would read as a link to an item or as HTML, outside of code.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '`' => code_span(rest),
            '[' => link(rest),
            '\\' => rest
                .get(..2)
                .filter(|pair| pair.ends_with(|next: char| next.is_ascii_punctuation())),
            '<' if rest.starts_with("<http") => rest
                .find('>')
                .and_then(|end| rest.get(..=end))
                .filter(|auto| !auto.contains(' ')),
            _ => None,
        };
        let (piece, length) = match (taken, first) {
            (Some(taken), _) => (taken.to_owned(), taken.len()),
            (None, '[' | ']' | '<' | '`') => (format!("\\{first}"), 1),
            (None, 'h') if rest.starts_with("http://") || rest.starts_with("https://") => {
                let url = bare_url(rest);
                (format!("<{url}>"), url.len())
            }
            (None, _) => (first.to_string(), first.len_utf8()),
        };
        escaped.push_str(&piece);
        rest = rest.get(length..).unwrap_or_default();
    }
    escaped
}

/// A code span that ends on the same line.
fn code_span(rest: &str) -> Option<&str> {
    let ticks = rest.chars().take_while(|each| *each == '`').count();
    let mark = rest.get(..ticks)?;
    let end = rest.get(ticks..)?.find(mark)?;
    rest.get(..ticks + end + ticks)
}

/// A link to an address: `[text](https://…)`.
fn link(rest: &str) -> Option<&str> {
    let middle = rest.find("](")?;
    let text = rest.get(1..middle)?;
    let target = rest.get(middle + 2..)?;
    let end = target.find(')')?;
    let address = target.get(..end)?;
    let is_plain = !text.contains(['[', ']', '<']) && !address.contains([' ', '<', '[']);
    let is_remote = address.starts_with("https://") || address.starts_with("http://");
    (is_plain && is_remote)
        .then(|| rest.get(..middle + 2 + end + 1))
        .flatten()
}

/// An address in running text, without the punctuation behind it.
fn bare_url(rest: &str) -> &str {
    let is_end = |each: char| {
        each.is_whitespace()
            || matches!(
                each,
                '<' | '>' | '"' | '`' | ')' | ']' | '[' | '\\' | '|' | '*'
            )
    };
    let end = rest.find(is_end).unwrap_or(rest.len());
    rest.get(..end)
        .unwrap_or_default()
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\''])
}

fn trim_blank(mut lines: Vec<String>) -> Vec<String> {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    lines.split_off(blank)
}

#[cfg(test)]
mod tests {
    use super::{lines, one_line};

    #[test]
    fn nothing_of_a_document_is_a_test_a_link_or_markup() {
        let cases = [
            (
                "```\nfn main() { panic!() }\n```",
                "```text\nfn main() { panic!() }\n```",
            ),
            ("```rust\nx\n", "```text\nx\n```"),
            ("a\n\n    let x = 1;", "a\n\n   let x = 1;"),
            ("see [Store] and <b>", "see \\[Store\\] and \\<b>"),
            (
                "see [docs](https://example.com/a) or https://example.com/b.",
                "see [docs](https://example.com/a) or <https://example.com/b>.",
            ),
            (
                "`[x]` stays, a lone ` does not",
                "`[x]` stays, a lone \\` does not",
            ),
            ("*/ \"# \u{202e}evil\r\nnext", "*/ \"# evil\nnext"),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text).join("\n"), expected);
        }
    }

    #[test]
    fn a_long_line_is_broken_at_blanks_and_not_before_a_mark() {
        let text = format!("{} - b", "word ".repeat(19).trim());
        let broken = lines(&format!("{text} {}", "more ".repeat(20)));
        assert!(
            broken.len() > 1 && broken.iter().all(|line| !line.starts_with('-')),
            "{broken:?}"
        );
        assert_eq!(one_line("\na\n  b:\n\n- c"), "a b.");
    }
}
