//! How two crates differ, for people and for programs.

use std::fmt::Write as _;

use anstyle::Style;
use openapi_client_generator::VERSION;
use openapi_client_generator::compare::{Comparison, Level, Row, Spot, Step};
use serde::Serialize;

use crate::failure::Failure;
use crate::terminal::{BAD, BOLD, CHANGED, DIM, GOOD, visible};

/// Raised when an older reader would misread the JSON.
const FORMAT: u32 = 1;

/// The widest that the column of items becomes; longer ones push what follows to the right.
const WIDEST: usize = 48;

/// So many rows of one kind that break nothing are shown; the rest are counted.
const MOST: usize = 20;

/// What changed, in blocks that mean the same for code; then the step that follows from all.
pub fn table(comparison: &Comparison, old: &str, new: &str) -> String {
    let mut text = String::new();
    for block in blocks(&comparison.rows) {
        push(&mut text, &block);
    }
    let _ = writeln!(
        text,
        "{BOLD}{} -> {}{BOLD:#}: {}",
        visible(old),
        visible(new),
        counts(&comparison.rows)
    );
    text.push_str(&step(comparison));
    text
}

/// The rows that mean the same, in the order in which there are any.
fn blocks(rows: &[Row]) -> Vec<Vec<&Row>> {
    let mut blocks: Vec<Vec<&Row>> = Vec::new();
    for row in rows {
        let means_the_same = |block: &&mut Vec<&Row>| {
            let first = block.first();
            first.is_some_and(|first| (first.level, &first.reason) == (row.level, &row.reason))
        };
        match blocks.iter_mut().find(means_the_same) {
            Some(block) => block.push(row),
            None => blocks.push(vec![row]),
        }
    }
    blocks
}

/// A line with the level and what it means; then two for each row: what changed, and where it stands.
fn push(text: &mut String, block: &[&Row]) {
    let Some(first) = block.first() else {
        return;
    };
    let style = style(first.level);
    let silently = if first.is_silent {
        ", may act differently"
    } else {
        ""
    };
    let _ = writeln!(
        text,
        "{style}{}{silently}{style:#}: {BOLD}{}{BOLD:#}",
        first.level, first.reason
    );
    let most = if first.level == Level::Breaking {
        usize::MAX
    } else {
        MOST
    };
    let shown = || block.iter().take(most);
    let widths = shown().map(|row| visible(&row.item).chars().count());
    let width = widths
        .filter(|width| *width <= WIDEST)
        .max()
        .unwrap_or_default();
    for row in shown() {
        let places = [&row.old, &row.new].into_iter().flatten();
        let places: Vec<String> = places.map(|spot| visible(&spot.to_string())).collect();
        let (item, change) = (visible(&row.item), visible(&row.change));
        let _ = writeln!(text, "  {item:width$}  {change}");
        let (subject, places) = (visible(&row.subject), places.join(" -> "));
        let _ = writeln!(text, "      {DIM}{subject}, {places}{DIM:#}");
    }
    if block.len() > most {
        let more = block.len() - most;
        let _ = writeln!(text, "  {DIM}and {more} more, which --json lists{DIM:#}");
    }
    text.push('\n');
}

fn style(level: Level) -> Style {
    match level {
        Level::Breaking => BAD,
        Level::Additive => GOOD,
        Level::Neutral => CHANGED,
    }
}

fn number(rows: &[Row], level: Level) -> usize {
    rows.iter().filter(|row| row.level == level).count()
}

fn silent(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.is_silent).count()
}

fn counts(rows: &[Row]) -> String {
    if rows.is_empty() {
        return "no change of the API".to_owned();
    }
    let levels = [Level::Breaking, Level::Additive, Level::Neutral];
    let counts = levels.map(|level| format!("{} {level}", number(rows, level)));
    let silent = match silent(rows) {
        0 => String::new(),
        1 => "; 1 compiles as before and may act differently".to_owned(),
        number => format!("; {number} compile as before and may act differently"),
    };
    format!("{}{silent}", counts.join(", "))
}

/// The step of the version, and what it comes to for the version at hand.
fn step(comparison: &Comparison) -> String {
    let Comparison {
        step,
        versions: [old, new],
        ..
    } = comparison;
    let why = match step {
        Step::Major => "code that uses the crate has to change",
        Step::Minor => "there is something new, and what compiled still does",
        Step::Patch => "the API is the same, the crate is not",
        Step::None => "the same crate comes out",
    };
    let mut text = format!("version step: {BOLD}{}{BOLD:#} ({why})", step.as_str());
    if let (Some(next), true) = (step.after(old), *step != Step::None) {
        let _ = write!(text, "; {old} becomes {next}");
        text.push_str(below_one(*step, old));
        if new != old {
            let _ = write!(text, "; the new crate says {new}");
        }
    }
    text.push('\n');
    text
}

/// Why a version that begins with 0 changes as it does: cargo takes the first number that is not 0 for the one that
/// stands for what breaks.
fn below_one(step: Step, version: &str) -> &'static str {
    match step {
        Step::Major if version.starts_with("0.0.") => {
            ", since below 0.1.0 the third number stands for what breaks"
        }
        Step::Major if version.starts_with("0.") => {
            ", since below 1.0.0 the second number stands for what breaks"
        }
        Step::Minor if version.starts_with("0.") => {
            ", since below 1.0.0 the third number stands for what is new"
        }
        _ => "",
    }
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    generator: &'static str,
    old: &'a str,
    new: &'a str,
    rows: Vec<Entry<'a>>,
    breaking: usize,
    additive: usize,
    neutral: usize,
    silent: usize,
    step: &'static str,
    versions: Versions<'a>,
}

#[derive(Serialize)]
struct Versions<'a> {
    old: &'a str,
    new: &'a str,
    next: Option<String>,
}

#[derive(Serialize)]
struct Entry<'a> {
    level: &'static str,
    code: &'static str,
    item: &'a str,
    subject: &'a str,
    change: &'a str,
    reason: &'a str,
    silent: bool,
    old: Option<Place<'a>>,
    new: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    pointer: &'a str,
}

impl<'a> Place<'a> {
    fn of(spot: &'a Spot) -> Self {
        Self {
            file: &spot.file,
            line: spot.line,
            column: spot.column,
            pointer: &spot.pointer,
        }
    }
}

/// All of it as JSON, under names that stay.
pub fn json(comparison: &Comparison, old: &str, new: &str) -> Result<String, Failure> {
    let Comparison {
        rows,
        step,
        versions: [old_version, new_version],
    } = comparison;
    let entries = rows.iter().map(|row| Entry {
        level: row.level.as_str(),
        code: row.code,
        item: &row.item,
        subject: &row.subject,
        change: &row.change,
        reason: &row.reason,
        silent: row.is_silent,
        old: row.old.as_ref().map(Place::of),
        new: row.new.as_ref().map(Place::of),
    });
    let report = Report {
        format: FORMAT,
        generator: VERSION,
        old,
        new,
        rows: entries.collect(),
        breaking: number(rows, Level::Breaking),
        additive: number(rows, Level::Additive),
        neutral: number(rows, Level::Neutral),
        silent: silent(rows),
        step: step.as_str(),
        versions: Versions {
            old: old_version,
            new: new_version,
            next: step.after(old_version),
        },
    };
    let text = serde_json::to_string_pretty(&report)
        .map_err(|error| Failure::new(format!("the rows cannot be written as JSON: {error}")))?;
    Ok(text + "\n")
}
