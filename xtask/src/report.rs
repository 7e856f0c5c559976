//! What a plan did, or would do, in words.

use std::fmt::Write as _;
use std::time::Duration;

use anstyle::Style;
use similar::TextDiff;

use crate::output::{Entry, MANIFEST, Plan, State};
use crate::terminal::{BAD, BOLD, CHANGED, DIM, GOOD, count, visible};

/// How many files' differences a check shows, and how many lines of each.
const DIFFS: usize = 3;
const DIFF_LINES: usize = 30;

/// What carrying out the plan changed: a line per file unless the whole crate is new, then the counts.
pub fn changes(plan: &Plan) -> String {
    let is_first = number(plan, &[State::Missing]) == plan.entries().len();
    let mut text = table(plan, |state| match state {
        State::Missing if is_first => None,
        State::Missing => Some(("new", GOOD)),
        State::Stale => Some(("changed", CHANGED)),
        State::Edited => Some(("edited, rewritten", CHANGED)),
        State::Obsolete => Some(("removed", BAD)),
        State::ObsoleteEdited => Some(("edited, removed", BAD)),
        State::Current | State::Extra => None,
    });
    let changed = [
        ("new", number(plan, &[State::Missing])),
        ("changed", number(plan, &[State::Stale])),
        ("rewritten", number(plan, &[State::Edited])),
        (
            "removed",
            number(plan, &[State::Obsolete, State::ObsoleteEdited]),
        ),
    ];
    let mut counts = counts(&changed);
    counts.push(format!(
        "{} up to date",
        count(number(plan, &[State::Current]), "file")
    ));
    let (shown, counts) = (visible(plan.shown()), counts.join(", "));
    let _ = writeln!(text, "{BOLD}{shown}{BOLD:#}: {counts}");
    text
}

/// How the folder stands: a line per file that is not as it should be, the first few differences, or that all is well.
pub fn check(plan: &Plan) -> String {
    let mut text = table(plan, |state| match state {
        State::Current => None,
        State::Missing => Some(("missing", BAD)),
        State::Stale => Some(("stale", CHANGED)),
        State::Edited => Some(("edited", CHANGED)),
        State::Obsolete => Some(("no longer made", BAD)),
        State::ObsoleteEdited => Some(("no longer made, edited", BAD)),
        State::Extra => Some(("extra", DIM)),
    });
    if verdict(plan).is_some() {
        // The list of files differs wherever anything else does.
        let entries = plan.entries().iter().filter(|entry| entry.path != MANIFEST);
        let differing = entries.filter_map(|entry| diff(plan, entry));
        text.extend(differing.take(DIFFS).map(|diff| format!("\n{diff}")));
        text.push('\n');
    } else {
        let current = count(number(plan, &[State::Current]), "file");
        let _ = writeln!(
            text,
            "{BOLD}{}{BOLD:#}: {current} up to date",
            visible(plan.shown())
        );
    }
    text
}

/// How a copy stands to the crate that it is a copy of, which `origin` says in a few words.
pub fn check_copy(plan: &Plan, origin: &str) -> String {
    let mut text = table(plan, |state| match state {
        State::Current => None,
        State::Missing => Some(("missing", BAD)),
        State::Stale => Some(("outdated", CHANGED)),
        State::Edited => Some(("edited", CHANGED)),
        State::Obsolete => Some(("outdated, no longer made", BAD)),
        State::ObsoleteEdited => Some(("edited, no longer made", BAD)),
        State::Extra => Some(("extra", BAD)),
    });
    let shown = visible(plan.shown());
    if verdict_on_copy(plan).is_none() {
        let current = count(number(plan, &[State::Current]), "file");
        let _ = writeln!(
            text,
            "{BOLD}{shown}{BOLD:#}: {current} up to date, {origin}"
        );
        return text;
    }
    let copied = plan.origin().filter(|copied| copied != origin);
    if let Some(copied) = copied {
        let (copied, origin) = (visible(&copied), visible(origin));
        let _ = writeln!(text, "\nthe copy is {copied}\nthe crate is {origin}");
    }
    text.push('\n');
    text
}

/// Why a copy is not as it should be, if it is not.
pub fn verdict_on_copy(plan: &Plan) -> Option<String> {
    let wrong = [
        ("missing", number(plan, &[State::Missing])),
        ("outdated", number(plan, &[State::Stale, State::Obsolete])),
        (
            "edited",
            number(plan, &[State::Edited, State::ObsoleteEdited]),
        ),
        ("extra", number(plan, &[State::Extra])),
    ];
    let counts = counts(&wrong);
    let shown = plan.shown();
    (!counts.is_empty()).then(|| format!("`{shown}` is no copy any more: {}", counts.join(", ")))
}

/// The files that were edited, a line each.
pub fn edited(plan: &Plan) -> String {
    table(plan, |state| match state {
        State::Edited | State::ObsoleteEdited => Some(("edited", CHANGED)),
        _ => None,
    })
}

/// Why the folder is not as it should be, if it is not.
pub fn verdict(plan: &Plan) -> Option<String> {
    let wrong = [
        ("missing", number(plan, &[State::Missing])),
        ("stale", number(plan, &[State::Stale])),
        ("edited", number(plan, &[State::Edited])),
        (
            "no longer made",
            number(plan, &[State::Obsolete, State::ObsoleteEdited]),
        ),
    ];
    let counts = counts(&wrong);
    (!counts.is_empty()).then(|| {
        format!(
            "`{}` is not up to date: {}",
            plan.shown(),
            counts.join(", ")
        )
    })
}

/// One aligned line for each file whose state has a label.
fn table(plan: &Plan, label: impl Fn(State) -> Option<(&'static str, Style)>) -> String {
    let labelled = plan
        .entries()
        .iter()
        .filter_map(|entry| Some((label(entry.state)?, &entry.path)));
    let rows = labelled.collect::<Vec<_>>();
    let width = rows
        .iter()
        .map(|((label, _), _)| label.len())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for ((label, style), path) in rows {
        let _ = writeln!(text, "{style}{label:width$}{style:#}  {}", visible(path));
    }
    text
}

/// How many files are in one of `states`.
fn number(plan: &Plan, states: &[State]) -> usize {
    plan.entries()
        .iter()
        .filter(|entry| states.contains(&entry.state))
        .count()
}

/// `1 new`, `2 changed`: whatever there is any of.
fn counts(numbers: &[(&str, usize)]) -> Vec<String> {
    let some = numbers.iter().filter(|(_, number)| *number > 0);
    some.map(|(name, number)| format!("{number} {name}"))
        .collect()
}

/// From what is on disk to what was made, when both are text; cut to a readable length.
fn diff(plan: &Plan, entry: &Entry) -> Option<String> {
    let on_disk = str::from_utf8(entry.on_disk.as_ref()?).ok()?;
    let made = str::from_utf8(plan.made(&entry.path)?).ok()?;
    let difference = TextDiff::configure()
        .timeout(Duration::from_secs(2))
        .diff_lines(on_disk, made);
    let path = visible(&entry.path);
    let unified = difference
        .unified_diff()
        .header(
            &format!("{path} (on disk)"),
            &format!("{path} (as generated)"),
        )
        .to_string();
    let mut text = String::new();
    let mut lines = unified.lines();
    for line in lines.by_ref().take(DIFF_LINES) {
        let style = match line.as_bytes().first() {
            Some(b'+') => GOOD,
            Some(b'-') => BAD,
            Some(b'@') => DIM,
            _ => Style::new(),
        };
        let _ = writeln!(text, "{style}{}{style:#}", visible(line));
    }
    match lines.count() {
        0 => {}
        more => {
            let _ = writeln!(text, "{DIM}({} more){DIM:#}", count(more, "line"));
        }
    }
    Some(text)
}
