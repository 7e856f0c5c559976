//! A value as a table that a person reads on a terminal.

use serde_json::{Map, Value};
use unicode_width::UnicodeWidthStr;

/// The widest cell of a list, in columns of the terminal.
const WIDEST: usize = 60;

/// What stands between two columns.
const GAP: usize = 2;

/// How a table is written.
pub(super) struct Style<'a> {
    /// The width of the terminal, if there is one.
    pub(super) width: Option<usize>,
    /// Members that are left out of a list.
    pub(super) hidden: &'a [&'a str],
}

/// A table, and how many columns it has no room for.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The names of the columns, for a list.
    pub(super) head: Option<String>,
    /// The rows.
    pub(super) rows: Vec<String>,
    /// The columns that were left out.
    pub(super) left_out: usize,
}

/// A text without what moves the cursor of a terminal or hides a part of it.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for each in text.chars() {
        let turns = matches!(each,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if each.is_control() || turns {
            shown.extend(each.escape_default());
        } else {
            shown.push(each);
        }
    }
    shown
}

/// Sets a value as a table: a line for each item of a list, or for each member of an object.
pub(super) fn set(value: &Value, style: &Style<'_>) -> Grid {
    match value {
        Value::Array(items) => list(items, style),
        Value::Object(members) => object(members),
        scalar => Grid {
            rows: vec![cell(scalar)],
            ..Grid::default()
        },
    }
}

fn object(members: &Map<String, Value>) -> Grid {
    let widest = members.keys().map(|name| name.width()).max().unwrap_or(0);
    let rows = members.iter().map(|(name, value)| {
        let name = visible(name);
        let room = " ".repeat(widest.saturating_sub(name.width()) + GAP);
        format!("{name}{room}{}", cell(value))
    });
    Grid {
        rows: rows.map(|row| row.trim_end().to_owned()).collect(),
        ..Grid::default()
    }
}

fn list(items: &[Value], style: &Style<'_>) -> Grid {
    let names = columns(items, style.hidden);
    if names.is_empty() {
        return Grid {
            rows: items.iter().map(cell).collect(),
            ..Grid::default()
        };
    }
    let mut columns: Vec<Vec<String>> = Vec::with_capacity(names.len());
    for name in &names {
        let mut column = vec![visible(name).to_uppercase()];
        for item in items {
            column.push(
                item.get(name.as_str())
                    .map(|value| cut(&cell(value)))
                    .unwrap_or_default(),
            );
        }
        columns.push(column);
    }
    let mut grid = Grid::default();
    let mut used = 0;
    let mut lines = vec![String::new(); items.len() + 1];
    for (index, column) in columns.iter().enumerate() {
        let widest = column.iter().map(|cell| cell.width()).max().unwrap_or(0);
        let start = if index == 0 { 0 } else { used + GAP };
        // Those to the right of a column that has no room may have some.
        if index > 0 && style.width.is_some_and(|width| start + widest > width) {
            grid.left_out += 1;
            continue;
        }
        for (line, cell) in lines.iter_mut().zip(column) {
            let room = start.saturating_sub(line.width());
            line.push_str(&" ".repeat(room));
            line.push_str(cell);
        }
        used = start + widest;
    }
    let mut lines = lines.into_iter().map(|line| line.trim_end().to_owned());
    grid.head = lines.next();
    grid.rows = lines.collect();
    grid
}

/// The members that the items have, in the order in which they come first; none if some item is no object. What holds
/// objects in turn is left out where there is anything else.
fn columns(items: &[Value], hidden: &[&str]) -> Vec<String> {
    let mut simple: Vec<String> = Vec::new();
    let mut nested: Vec<String> = Vec::new();
    for item in items {
        let Value::Object(members) = item else {
            return Vec::new();
        };
        for (name, value) in members {
            if hidden.contains(&name.as_str()) {
                continue;
            }
            if is_nested(value) {
                simple.retain(|known| known != name);
                if !nested.contains(name) {
                    nested.push(name.clone());
                }
            } else if !simple.contains(name) && !nested.contains(name) {
                simple.push(name.clone());
            }
        }
    }
    if simple.is_empty() { nested } else { simple }
}

fn is_nested(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().any(|item| item.is_object() || item.is_array()),
        _ => false,
    }
}

/// A value on one line.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => visible(text),
        Value::Array(items) if !is_nested(value) => {
            let items: Vec<String> = items.iter().map(cell).collect();
            items.join(", ")
        }
        other => visible(&other.to_string()),
    }
}

/// A cell of a list, its end cut off where it is too wide.
fn cut(text: &str) -> String {
    if text.width() <= WIDEST {
        return text.to_owned();
    }
    let mut kept = String::new();
    for each in text.chars() {
        if kept.width() + 2 >= WIDEST {
            break;
        }
        kept.push(each);
    }
    kept.push('…');
    kept
}
