//! What reaches the terminal: colours where they are wanted, and nothing that it would obey.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::{AnsiColor, Style};

/// For what went wrong.
pub const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
/// For what to do about it.
pub const HELP: Style = AnsiColor::BrightCyan.on_default().bold();
/// For headings.
pub const BOLD: Style = Style::new().bold();
/// For what is new or passed.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// For what changed.
pub const CHANGED: Style = AnsiColor::Yellow.on_default();
/// For what is lost.
pub const BAD: Style = AnsiColor::Red.on_default();
/// For what is beside the point.
pub const DIM: Style = Style::new().dimmed();

/// Prints to the standard output; colours are left out where they are not wanted (no terminal, `NO_COLOR`).
pub fn print(text: &str) {
    // A reader that has gone away wants no more of it.
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Prints to the standard error, as [`print()`] does.
pub fn print_error(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Text that may come from a file or its name, with control characters spelled out; tabs stay.
pub fn visible(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        let is_direction = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if character != '\t' && (character.is_control() || is_direction) {
            let _ = write!(result, "{}", character.escape_default());
        } else {
            result.push(character);
        }
    }
    result
}

/// A number and its noun: `1 file`, `2 files`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
