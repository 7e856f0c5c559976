//! Lines, columns and windows of a text, and text made safe to show.

use std::iter::once;
use std::ops::Range;

/// A place in a text. Both numbers count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
}

impl Location {
    pub(super) const START: Self = Self { line: 1, column: 1 };
}

/// A place in a text, as people and as slices count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) location: Location,
    pub(super) byte: usize,
}

/// The text without its byte order mark, which no editor counts as a column.
pub(super) fn body(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The points of characters counted from 0, in their order; past the end means the end.
pub(super) fn find_indices(text: &str, indices: Vec<usize>) -> Vec<Point> {
    find(text, indices, |cursor, _, index| cursor.index >= *index)
}

/// The points of lines and columns, in their order; past the end of a line means that end.
pub(super) fn find_locations(text: &str, locations: Vec<Location>) -> Vec<Point> {
    find(text, locations, |cursor, next, wanted| {
        let here = cursor.point.location;
        here >= *wanted || here.line == wanted.line && matches!(next, Some('\n' | '\r'))
    })
}

/// A character's place while walking a text.
struct Cursor {
    index: usize,
    point: Point,
}

/// One walk over the text for all targets; `reached` must agree with their order.
fn find<T: Ord>(
    text: &str,
    targets: Vec<T>,
    reached: impl Fn(&Cursor, Option<char>, &T) -> bool,
) -> Vec<Point> {
    let start = Point {
        location: Location::START,
        byte: 0,
    };
    let mut points = vec![start; targets.len()];
    let mut targets = targets.into_iter().zip(&mut points).collect::<Vec<_>>();
    targets.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut targets = targets.into_iter().peekable();
    let mut cursor = Cursor {
        index: 0,
        point: start,
    };
    for next in text.chars().map(Some).chain(once(None)) {
        while let Some((_, point)) =
            targets.next_if(|(target, _)| next.is_none() || reached(&cursor, next, target))
        {
            *point = cursor.point;
        }
        if targets.peek().is_none() {
            break;
        }
        let Some(character) = next else { break };
        cursor.index += 1;
        cursor.point.byte += character.len_utf8();
        if character == '\n' {
            cursor.point.location.line += 1;
            cursor.point.location.column = 1;
        } else {
            cursor.point.location.column += 1;
        }
    }
    points
}

/// The stretch of a line to show around a mark.
pub(super) struct Window {
    /// Safe to show.
    pub(super) text: String,
    /// The mark, in bytes of `text`.
    pub(super) mark: Range<usize>,
}

/// How many characters of a long line are shown.
const WIDTH: usize = 120;
const CUT: &str = "...";

/// Cuts the line around `start` (a byte of `text`) to what is shown; `length` is the mark's, in characters.
///
/// Never looks further than it shows, since a document may be a single line.
pub(super) fn window(text: &str, start: usize, length: usize) -> Window {
    let (before, after) = text.split_at_checked(start).unwrap_or((text, ""));
    let in_line = |character: &char| *character != '\n';
    let mut before = before
        .chars()
        .rev()
        .take_while(in_line)
        .take(WIDTH + 1)
        .collect::<Vec<_>>();
    let mut after = after
        .chars()
        .take_while(in_line)
        .take(WIDTH + 1)
        .collect::<Vec<_>>();
    after.pop_if(|last| *last == '\r');

    let left = before
        .len()
        .min(WIDTH.saturating_sub(after.len()).max(WIDTH / 2));
    let right = after.len().min(WIDTH - left);
    let cut = |is_cut| if is_cut { CUT } else { "" };
    let (cut_left, cut_right) = (cut(before.len() > left), cut(after.len() > right));
    before.truncate(left);
    before.reverse();
    after.truncate(right);
    let marked = after.get(..length.min(right)).map_or(0, scalar_length);
    let rest = after.split_off(marked);

    let mut shown = cut_left.to_owned();
    push_visible(&mut shown, before);
    let mark_start = shown.len();
    push_visible(&mut shown, after);
    let mark = mark_start..shown.len();
    push_visible(&mut shown, rest);
    shown.push_str(cut_right);
    Window { text: shown, mark }
}

/// How much of the text the parser gave for a scalar is the scalar: it counts the blanks and the comment behind a quoted
/// one as part of it.
fn scalar_length(text: &[char]) -> usize {
    let quote = text.first().filter(|first| matches!(first, '"' | '\''));
    let mut is_escaped = false;
    for (index, character) in text.iter().enumerate().skip(1) {
        let is_quote = Some(character) == quote;
        let escapes = match quote {
            Some('"') => *character == '\\',
            _ => is_quote && text.get(index + 1) == quote,
        };
        if is_escaped {
            is_escaped = false;
        } else if escapes {
            is_escaped = true;
        } else if is_quote {
            return index + 1;
        }
    }
    let blanks = text.iter().rev().take_while(|last| last.is_whitespace());
    text.len() - blanks.count()
}

/// Text that may come from a document, in one line that a terminal neither obeys nor hides.
pub(super) fn visible(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '\t' {
            result.push_str(r"\t");
        } else {
            push_visible(&mut result, [character]);
        }
    }
    result
}

fn push_visible(text: &mut String, characters: impl IntoIterator<Item = char>) {
    for character in characters {
        // Tabs are kept: they indent, and the excerpt's printer widens them.
        if character != '\t' && (character.is_control() || is_invisible(character)) {
            text.extend(character.escape_default());
        } else {
            text.push(character);
        }
    }
}

/// Characters that have no shape of their own, reorder their neighbours, or break a line.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
