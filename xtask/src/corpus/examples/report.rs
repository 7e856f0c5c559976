//! How many examples come back equal, and which do not.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::prepare::Prepared;
use crate::terminal::{BAD, BOLD, DIM, visible};

/// How the examples of a document went; the names of the members are those of the JSON report.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Examples {
    /// The document's file name.
    pub document: String,
    /// How many values the document gives.
    pub all: usize,
    /// How many of them are given for a schema that an operation reaches, and so are tried.
    pub tried: usize,
    /// How many of those come back equal, as their schema says or not.
    pub equal: usize,
    /// How many are as their schema says, by an independent validator.
    pub valid: usize,
    /// How many of those come back equal.
    pub valid_equal: usize,
    /// Those that are as their schema says and do not come back equal.
    pub lost: Vec<Lost>,
    /// Why there is no telling whether some are as their schema says, with their number.
    pub unknown: Vec<(String, usize)>,
}

/// An example that does not come back equal.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Lost {
    /// The pointer to the value.
    pub at: String,
    /// The type it was decoded into.
    pub decoded_as: String,
    pub reason: String,
}

/// What the program says of an example.
#[derive(Deserialize)]
struct Fault {
    line: usize,
    probe: usize,
    reason: String,
}

impl Examples {
    /// Puts together what was known before and what the program printed.
    pub fn new(document: &str, prepared: Prepared, printed: &str) -> Self {
        let mut examples = Self {
            document: document.to_owned(),
            all: prepared.all,
            tried: prepared.reached,
            equal: prepared.reached,
            valid: prepared.valid,
            valid_equal: prepared.valid,
            unknown: prepared.unknown.into_iter().collect(),
            ..Self::default()
        };
        let lines = printed.lines().map(serde_json::from_str::<Fault>);
        for fault in lines.filter_map(Result::ok) {
            let Some(tried) = prepared.tried.get(fault.line) else {
                continue;
            };
            examples.equal -= 1;
            if tried.invalid.is_some() {
                continue;
            }
            examples.valid_equal -= 1;
            examples.lost.push(Lost {
                at: tried.at.clone(),
                decoded_as: tried.types.get(&fault.probe).cloned().unwrap_or_default(),
                reason: fault.reason,
            });
        }
        examples
    }

    /// The sums.
    pub fn total(all: &[Self]) -> Self {
        let mut total = Self {
            document: "total".to_owned(),
            ..Self::default()
        };
        for one in all {
            total.all += one.all;
            total.tried += one.tried;
            total.equal += one.equal;
            total.valid += one.valid;
            total.valid_equal += one.valid_equal;
            total.lost.extend_from_slice(&one.lost);
        }
        total
    }

    /// Whether at least 99 of 100 that are as their schema says come back equal.
    pub fn passed(&self) -> bool {
        self.lost.len() * 100 <= self.valid
    }

    fn share(&self) -> String {
        match u32::try_from(self.valid).map(f64::from) {
            Ok(valid) if valid > 0.0 => {
                let equal = u32::try_from(self.valid_equal).map_or(0.0, f64::from);
                format!("{:.2} %", equal / valid * 100.0)
            }
            _ => "-".to_owned(),
        }
    }
}

/// The table, and below it every example that is as its schema says and does not come back equal.
pub fn report(all: &[Examples]) -> String {
    let total = Examples::total(all);
    let width = all.iter().map(|one| one.document.chars().count()).max();
    let width = width.unwrap_or_default().max("document".len());
    let mut text = format!(
        "\n{BOLD}{:width$}  {:>8}  {:>8}  {:>8}  {:>8}  {:>11}  {:>8}{BOLD:#}\n",
        "document", "examples", "tried", "equal", "valid", "valid equal", "share"
    );
    for one in all.iter().chain([&total]) {
        let style = if one.lost.is_empty() { DIM } else { BAD };
        let _ = writeln!(
            text,
            "{:width$}  {:>8}  {:>8}  {:>8}  {:>8}  {:>11}  {style}{:>8}{style:#}",
            one.document,
            one.all,
            one.tried,
            one.equal,
            one.valid,
            one.valid_equal,
            one.share()
        );
    }
    for one in all {
        for lost in &one.lost {
            let _ = writeln!(
                text,
                "{}#{}: {} ({DIM}{}{DIM:#})",
                one.document,
                visible(&lost.at),
                visible(&lost.reason),
                visible(&lost.decoded_as)
            );
        }
        for (reason, number) in &one.unknown {
            let _ = writeln!(
                text,
                "{}: {number} cannot be judged: {}",
                one.document,
                visible(reason)
            );
        }
    }
    text
}
