//! What came of the documents, in aligned columns, and what is wrong below.

use std::fmt::Write as _;

use anstyle::Style;

use super::row::{Alone, Compiled, Row, Verdict, compact};
use crate::terminal::{BAD, BOLD, CHANGED, DIM, GOOD, count};

const HEADINGS: [&str; 15] = [
    "document",
    "operations",
    "emitted",
    "approximated",
    "types",
    "errors",
    "warnings",
    "CPU s",
    "wall s",
    "peak MB",
    "lines",
    "check",
    "clippy",
    "doc",
    "errors and warnings by code",
];

/// What stands above a verdict.
const COMMANDS: [&str; 3] = ["check", "clippy", "doc"];

/// The table: its columns are as wide as the documents' figures, and a row can be printed as soon as it is there.
pub struct Table {
    /// None for a column that is not shown.
    widths: [Option<usize>; HEADINGS.len()],
}

type Cells = [(Style, String); HEADINGS.len()];

impl Table {
    /// A table for these rows, with verdicts if `is_compiled`; they need not be there yet.
    pub fn new(rows: &[Row], is_compiled: bool) -> Self {
        let total = Row::total(rows);
        // As wide as a verdict gets.
        let verdict = || Verdict {
            ran: true,
            user_seconds: Some(9999.0),
            ..Verdict::default()
        };
        let compiled = Compiled {
            check: verdict(),
            clippy: verdict(),
            doc: verdict(),
            ..Compiled::default()
        };
        let is_shown = |heading| is_compiled || !COMMANDS.contains(&heading);
        let mut widths = HEADINGS.map(|heading| is_shown(heading).then_some(heading.len()));
        for row in rows.iter().chain([&total]) {
            let all = cells(row, Some(&compiled));
            for (width, (_, text)) in widths.iter_mut().zip(all) {
                *width = width.map(|width| text.chars().count().max(width));
            }
        }
        Self { widths }
    }

    /// The line of headings.
    pub fn headings(&self) -> String {
        self.line(&HEADINGS.map(|heading| (BOLD, heading.to_owned())))
    }

    /// The line of a row.
    pub fn row(&self, row: &Row) -> String {
        self.line(&cells(row, row.compiled.as_ref()))
    }

    fn line(&self, cells: &Cells) -> String {
        let last = HEADINGS.len() - 1;
        let column =
            |(column, ((style, text), width)): (usize, (&(Style, String), Option<usize>))| {
                let padding = " ".repeat(width?.saturating_sub(text.chars().count()));
                let text = match text.as_str() {
                    "" => String::new(),
                    text => format!("{style}{text}{style:#}"),
                };
                Some(match column {
                    0 => text + &padding,
                    // Nothing stands behind it.
                    _ if column == last => text,
                    _ => padding + &text,
                })
            };
        let columns = cells.iter().zip(self.widths).enumerate().filter_map(column);
        let line = columns.collect::<Vec<_>>().join("  ");
        format!("{}\n", line.trim_end())
    }
}

fn cells(row: &Row, compiled: Option<&Compiled>) -> Cells {
    let generated = &row.generated;
    let plain = |text: String| (Style::new(), text);
    let number = |number: usize| plain(number.to_string());
    let colored = |style: Style, is_on: bool, text: String| {
        let style = if is_on { style } else { Style::new() };
        (style, text)
    };
    let [errors, warnings] =
        [&generated.errors, &generated.warnings].map(|codes| codes.values().sum::<usize>());
    let codes = [&generated.errors, &generated.warnings].map(compact);
    let codes = codes.into_iter().filter(|codes| !codes.is_empty());
    let verdicts = compiled.map(Compiled::verdicts);
    let [check, clippy, doc] = match verdicts {
        Some(verdicts) => verdicts.map(|(_, one)| verdict(one)),
        None => [(); 3].map(|()| (DIM, "-".to_owned())),
    };
    let document = colored(BAD, !row.passed(), row.document.clone());
    [
        document,
        number(generated.operations),
        colored(
            BAD,
            generated.emitted < generated.operations,
            generated.emitted.to_string(),
        ),
        colored(
            CHANGED,
            generated.approximated > 0,
            generated.approximated.to_string(),
        ),
        number(generated.types),
        colored(BAD, errors > 0, errors.to_string()),
        colored(CHANGED, warnings > 0, warnings.to_string()),
        plain(seconds(generated.user_seconds)),
        plain(seconds(Some(generated.wall_seconds))),
        plain(megabytes(generated.peak_bytes)),
        number(generated.lines),
        check,
        clippy,
        doc,
        (DIM, codes.collect::<Vec<_>>().join("; ")),
    ]
}

fn verdict(verdict: &Verdict) -> (Style, String) {
    if !verdict.ran {
        return (DIM, "-".to_owned());
    }
    let (style, word) = if verdict.passed {
        (GOOD, "ok")
    } else {
        (BAD, "fails")
    };
    (style, format!("{word} {}", seconds(verdict.user_seconds)))
}

fn seconds(seconds: Option<f64>) -> String {
    seconds.map_or_else(|| "-".to_owned(), |seconds| format!("{seconds:.2}"))
}

fn megabytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "-".to_owned(), |bytes| (bytes / 1_000_000).to_string())
}

/// How the crate went with each feature alone, a line; empty if that was not asked for.
pub fn alone(row: &Row) -> String {
    let all = row
        .compiled
        .as_ref()
        .map_or(&[][..], |compiled| &compiled.alone);
    let cost = |one: &Alone| one.check.user_seconds.unwrap_or_default();
    let mut sorted: Vec<&Alone> = all.iter().collect();
    sorted.sort_by(|left, right| cost(left).total_cmp(&cost(right)));
    let (Some(median), Some(most)) = (sorted.get(sorted.len() / 2), sorted.last()) else {
        return String::new();
    };
    let passed = |one: &&Alone| one.verdicts().iter().all(|(_, verdict)| verdict.passed);
    format!(
        "  each feature alone: {} of {} pass; check takes {} ({}) to {} ({}), {} at the median\n",
        all.iter().filter(passed).count(),
        all.len(),
        seconds(sorted.first().map(|one| cost(one))),
        sorted.first().map_or("", |one| shown(one)),
        seconds(Some(cost(most))),
        shown(most),
        seconds(Some(cost(median))),
    )
}

fn shown(alone: &Alone) -> &str {
    match alone.feature.as_str() {
        "" => "none",
        name => name,
    }
}

/// What is wrong with each document, with the evidence; empty when all is well.
pub fn problems(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        for problem in &row.problems {
            let (document, title) = (&row.document, &problem.title);
            let _ = writeln!(text, "\n{BAD}{document}{BAD:#}: {BOLD}{title}{BOLD:#}");
            text += &problem.text;
        }
    }
    text
}

/// How many there are, and how many of them are as they should be.
pub fn summary(rows: &[Row]) -> String {
    let passed = rows.iter().filter(|row| row.passed()).count();
    let documents = count(rows.len(), "document");
    format!(
        "\n{BOLD}{documents}{BOLD:#}: {passed} passed, {} failed\n",
        rows.len() - passed
    )
}

#[cfg(test)]
mod tests {
    use super::super::row::{Answer, Codes, Generated};
    use super::*;

    fn row(document: &str, emitted: usize, warnings: &[(&str, usize)]) -> Row {
        let warnings = warnings
            .iter()
            .map(|(code, number)| ((*code).to_owned(), *number));
        let generated = Generated {
            operations: 2,
            emitted,
            approximated: 1,
            types: 3,
            warnings: warnings.collect::<Codes>(),
            user_seconds: Some(1.234),
            wall_seconds: 2.0,
            peak_bytes: Some(12_345_678),
            lines: 100,
            ..Generated::default()
        };
        let rendered = String::new();
        Row::new(
            document,
            Ok(Answer {
                generated,
                rendered,
            }),
        )
    }

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn columns_are_aligned_and_verdicts_shown_when_there_are_any() {
        let rows = [
            row("a", 2, &[]),
            row("longer.yaml", 1, &[("x", 2), ("y", 10)]),
        ];
        let table = Table::new(&rows, false);
        let text = table.headings() + &table.row(&rows[0]) + &table.row(&rows[1]);
        assert_eq!(
            plain(&text),
            "\
document     operations  emitted  approximated  types  errors  warnings  CPU s  wall s  peak MB  lines  errors and warnings by code
a                     2        2             1      3       0         0   1.23    2.00       12    100
longer.yaml           2        1             1      3       0        12   1.23    2.00       12    100  y 10, x 2
"
        );
        let mut compiled = row("a", 2, &[]);
        let check = Verdict {
            ran: true,
            passed: true,
            user_seconds: Some(3.0),
            ..Verdict::default()
        };
        let clippy = Verdict {
            passed: false,
            ..check.clone()
        };
        compiled.set_compiled(Compiled {
            check,
            clippy,
            ..Compiled::default()
        });
        let text = plain(&Table::new(&[compiled.clone()], true).row(&compiled));
        let verdicts = text.split_whitespace().skip(11).collect::<Vec<_>>();
        assert_eq!(verdicts, ["ok", "3.00", "fails", "3.00", "-"]);
    }

    #[test]
    fn colours_say_what_is_wrong() {
        let row = row("a", 1, &[]);
        let rows = [row.clone()];
        let line = Table::new(&rows, false).row(&row);
        assert!(line.contains(&format!("{BAD}1{BAD:#}")), "{line:?}");
        assert!(line.contains(&format!("{CHANGED}1{CHANGED:#}")), "{line:?}");
        assert_eq!(
            plain(&problems(&rows)),
            "\na: of 2 operations, 1 are emitted\n"
        );
        assert_eq!(plain(&summary(&rows)), "\n1 document: 0 passed, 1 failed\n");
    }
}
