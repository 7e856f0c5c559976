//! Words of a POSIX shell: whatever text a document puts into one, the shell reads that text, and nothing else of it.

/// A word on its way to the command line.
#[derive(Default)]
pub struct Word {
    pieces: Vec<Piece>,
}

enum Piece {
    Text(String),
    Variable(String),
}

impl Word {
    /// A word that is this text.
    pub fn text(text: &str) -> Self {
        let mut word = Self::default();
        word.push(text);
        word
    }

    /// More text. What no argument of a program can hold is left out.
    pub fn push(&mut self, text: &str) {
        let text = text.replace('\0', "");
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece::Text(text)),
        }
    }

    /// The value of an environment variable; `name` is one that a shell takes.
    pub fn push_variable(&mut self, name: &str) {
        self.pieces.push(Piece::Variable(name.to_owned()));
    }

    /// The word as it is typed.
    pub fn quoted(&self) -> String {
        let texts = || {
            let pieces = self.pieces.iter();
            pieces.filter_map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Variable(_) => None,
            })
        };
        let has_variable = texts().count() < self.pieces.len();
        let is_tame = !texts().any(|text| text.contains(['"', '\\', '$', '`', '!']));
        match self.pieces.as_slice() {
            [] => "''".to_owned(),
            [Piece::Text(text)] if text.chars().all(is_plain) => text.clone(),
            _ if has_variable && is_tame => format!("\"{}\"", self.expanded()),
            pieces => {
                let pieces = pieces.iter().map(|piece| match piece {
                    Piece::Text(text) => format!("'{}'", text.replace('\'', r"'\''")),
                    Piece::Variable(name) => format!("\"${name}\""),
                });
                pieces.collect()
            }
        }
    }

    /// What stands between double quotes.
    fn expanded(&self) -> String {
        let mut text = String::new();
        let mut pieces = self.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            match (piece, pieces.peek()) {
                (Piece::Text(piece), _) => text.push_str(piece),
                // The name would go on with the text.
                (Piece::Variable(name), Some(Piece::Text(next))) if next.starts_with(is_named) => {
                    text.extend(["${", name, "}"]);
                }
                (Piece::Variable(name), _) => text.extend(["$", name]),
            }
        }
        text
    }
}

/// Whether a character means itself wherever it stands in a word.
fn is_plain(each: char) -> bool {
    each.is_ascii_alphanumeric() || "-._/:%@,+".contains(each)
}

fn is_named(each: char) -> bool {
    each.is_ascii_alphanumeric() || each == '_'
}

/// A name that a shell takes for a variable: this one, or the nearest.
pub fn variable(name: &str) -> String {
    let mut variable: String = name
        .chars()
        .map(|each| if is_named(each) { each } else { '_' })
        .collect();
    if variable.is_empty() || variable.starts_with(|first: char| first.is_ascii_digit()) {
        variable.insert(0, '_');
    }
    variable
}

/// The lines of a fenced block with a command; no text of a document may end it.
pub fn block(command: &str) -> Vec<String> {
    let longest = command.split(|each| each != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
    let mut lines = vec![format!("{fence}sh")];
    lines.extend(command.lines().map(str::to_owned));
    lines.push(fence);
    lines
}

#[cfg(test)]
mod tests {
    use super::{Word, variable};

    #[test]
    fn text_is_quoted_only_where_it_must_be() {
        for (text, expected) in [
            ("", "''"),
            ("https://a.b/c%20d", "https://a.b/c%20d"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("$(rm -rf x)`y`", "'$(rm -rf x)`y`'"),
            ("a\0b", "ab"),
        ] {
            assert_eq!(Word::text(text).quoted(), expected);
        }
    }

    #[test]
    fn variables_are_expanded_and_nothing_beside_them() {
        let word = |before: &str, after: &str| {
            let mut word = Word::text(before);
            word.push_variable("NAME");
            word.push(after);
            word.quoted()
        };
        assert_eq!(word("a ", "/b"), r#""a $NAME/b""#);
        assert_eq!(word("a ", "b"), r#""a ${NAME}b""#);
        assert_eq!(word("", ""), r#""$NAME""#);
        assert_eq!(word("$(x)'", "!"), r#"'$(x)'\'''"$NAME"'!'"#);
    }

    #[test]
    fn a_name_is_one_for_a_shell() {
        assert_eq!(variable("API_TOKEN"), "API_TOKEN");
        assert_eq!(variable("1 x;y"), "_1_x_y");
        assert_eq!(variable(""), "_");
    }
}
