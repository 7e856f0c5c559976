//! What rustdoc says of parameters, members and values: the document's words, then its constraints.

use serde_json::Value;

use super::prose;
use crate::ir::{Bound, Docs, Limits, Slot, TypeRef};

/// The text of a thing: its summary, then its description.
pub fn text(docs: &Docs) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(summary) = &docs.summary {
        lines.extend(prose::lines(summary));
    }
    if let Some(description) = docs
        .description
        .as_ref()
        .filter(|text| Some(*text) != docs.summary.as_ref())
    {
        section(&mut lines, prose::lines(description));
    }
    if let Some(url) = &docs.external {
        section(&mut lines, prose::lines(&format!("More at {url}")));
    }
    lines
}

/// Adds a block of lines, a blank line before it.
pub fn section(lines: &mut Vec<String>, block: Vec<String>) {
    if !lines.is_empty() && !block.is_empty() {
        lines.push(String::new());
    }
    lines.extend(block);
}

/// The doc comment of a member.
pub fn slot(slot: &Slot, fallback: &str) -> Vec<String> {
    let mut lines = text(&slot.docs);
    if lines.is_empty() {
        lines.extend(prose::paragraph(fallback));
    }
    with_facts(lines, slot)
}

/// What the document says of a place: its words, and its constraints.
pub fn of_slot(slot: &Slot) -> Vec<String> {
    with_facts(text(&slot.docs), slot)
}

fn with_facts(mut lines: Vec<String>, slot: &Slot) -> Vec<String> {
    let facts = facts(slot).join(" ");
    match lines.as_mut_slice() {
        _ if facts.is_empty() => {}
        // A single line of prose and what is short go together.
        [only] if only.ends_with(['.', '!', '?']) && only.len() + facts.len() < prose::WIDTH => {
            only.extend([" ", &facts]);
        }
        prose if prose.iter().all(|line| is_sentence(line)) => {
            lines.extend(prose::paragraph(&facts));
        }
        _ => section(&mut lines, prose::paragraph(&facts)),
    }
    lines
}

/// Whether a line is prose that the next line may go on from: no list, heading, quote, table or code.
fn is_sentence(line: &str) -> bool {
    line.starts_with(|first: char| first.is_alphabetic()) && !line.contains('|')
}

/// The constraints of a place, a sentence each.
pub fn facts(slot: &Slot) -> Vec<String> {
    let mut facts = Vec::new();
    let limits = limits(&slot.limits);
    if !limits.is_empty() {
        facts.push(format!("Limits: {}.", limits.join(", ")));
    }
    if let Some(default) = slot.default.as_ref().filter(|default| !default.is_null()) {
        facts.push(format!("Default: {}.", value(default)));
    }
    if slot.nullable {
        facts.push("May be null.".to_owned());
    }
    if slot.ty == TypeRef::Sensitive {
        facts.push("Never shown: `Debug` prints `[REDACTED]`.".to_owned());
    } else if let Some(example) = slot.example.as_ref().filter(|example| is_short(example)) {
        facts.push(format!("Example: {}.", value(example)));
    }
    facts
}

/// The limits of a value, in words.
pub fn limits(limits: &Limits) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(range(limits.min_length, limits.max_length, "character"));
    words.extend(range(limits.min_items, limits.max_items, "item"));
    words.extend(range(
        limits.min_properties,
        limits.max_properties,
        "member",
    ));
    words.extend(bounds(limits.minimum, limits.maximum));
    if let Some(step) = limits.multiple_of {
        words.push(format!("a multiple of {step}"));
    }
    if limits.unique_items {
        words.push("no item twice".to_owned());
    }
    if let Some(pattern) = &limits.pattern {
        words.push(format!("matches {}", prose::code(pattern)));
    }
    if let Some(items) = &limits.items {
        let each = self::limits(items);
        if !each.is_empty() {
            words.push(format!("each {}", each.join(", ")));
        }
    }
    words
}

fn range(least: Option<u64>, most: Option<u64>, unit: &str) -> Option<String> {
    let plural = |count: u64| {
        if count == 1 {
            unit.to_owned()
        } else {
            format!("{unit}s")
        }
    };
    match (least, most) {
        (Some(least), Some(most)) if least == most => {
            Some(format!("exactly {least} {}", plural(least)))
        }
        (Some(least), Some(most)) => Some(format!("{least} to {most} {}", plural(most))),
        (Some(least), None) => Some(format!("at least {least} {}", plural(least))),
        (None, Some(most)) => Some(format!("at most {most} {}", plural(most))),
        (None, None) => None,
    }
}

fn bounds(least: Option<Bound>, most: Option<Bound>) -> Option<String> {
    let least = least.map(|bound| {
        format!(
            "{} {}",
            if bound.exclusive {
                "more than"
            } else {
                "at least"
            },
            bound.value
        )
    });
    let most = most.map(|bound| {
        format!(
            "{} {}",
            if bound.exclusive {
                "less than"
            } else {
                "at most"
            },
            bound.value
        )
    });
    match (least, most) {
        (Some(least), Some(most)) => Some(format!("{least} and {most}")),
        (least, most) => least.or(most),
    }
}

/// A value of the document in code marks; text without its quotes.
pub fn value(value: &Value) -> String {
    match value {
        Value::String(text) => prose::code(text),
        other => prose::code(&other.to_string()),
    }
}

fn is_short(value: &Value) -> bool {
    let is_empty = match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Null => true,
        _ => false,
    };
    !is_empty && value.to_string().len() <= 120
}

/// `a`, `a or b`, `a, b or c`.
pub fn alternatives(words: &[String]) -> String {
    joined(words, "or")
}

/// All of several: `a, b and c`.
pub fn listed(words: &[String]) -> String {
    joined(words, "and")
}

fn joined(words: &[String], last_word: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {last_word} {last}", first.join(", ")),
    }
}
