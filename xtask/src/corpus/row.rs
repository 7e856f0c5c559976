//! What came of one document, and of all of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How often each code came, by code.
pub type Codes = BTreeMap<String, usize>;

/// What the generator made of a document; the names of the members are those of the JSON report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Generated {
    /// The operations that the document's text holds; none when it cannot be read.
    pub operations: usize,
    /// The operations in the crate.
    pub emitted: usize,
    /// The operations under which, or under what they refer to, a warning stands.
    pub approximated: usize,
    /// The operations that should be in the crate and are not, as `GET /path`; empty when there is no crate.
    pub missing: Vec<String>,
    /// The types in the crate.
    pub types: usize,
    /// The errors.
    pub errors: Codes,
    /// The warnings.
    pub warnings: Codes,
    /// Processor time outside the kernel for reading and generating; `None` where the system does not tell.
    pub user_seconds: Option<f64>,
    /// Time on the clock for the same.
    pub wall_seconds: f64,
    /// The most memory that was resident at once until then; `None` where the system does not tell.
    pub peak_bytes: Option<u64>,
    /// The lines of the crate's Rust files.
    pub lines: usize,
    /// The lines of the longest of them.
    pub longest: usize,
}

impl Generated {
    /// Sums, but the highest peak.
    fn add(&mut self, other: &Self) {
        self.operations += other.operations;
        self.emitted += other.emitted;
        self.approximated += other.approximated;
        self.missing.extend_from_slice(&other.missing);
        self.types += other.types;
        add_codes(&mut self.errors, &other.errors);
        add_codes(&mut self.warnings, &other.warnings);
        add_seconds(&mut self.user_seconds, other.user_seconds);
        self.wall_seconds += other.wall_seconds;
        self.peak_bytes = self.peak_bytes.max(other.peak_bytes);
        self.lines += other.lines;
        self.longest = self.longest.max(other.longest);
    }
}

/// What a process says of its document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The figures.
    pub generated: Generated,
    /// The errors for people, in colour.
    pub rendered: String,
}

/// How a cargo command went; the names of the members are those of the JSON report.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Verdict {
    /// Whether it ran: what does not compile is neither linted nor documented.
    pub ran: bool,
    /// Whether it ran and found nothing wrong.
    pub passed: bool,
    /// Processor time outside the kernel, without that for dependencies; `None` where the system does not tell.
    pub user_seconds: Option<f64>,
    /// Errors, and warnings where they are denied, by the compiler's code, `syntax` for what has none.
    pub messages: Codes,
    /// The first of each code for people, in colour.
    #[serde(skip)]
    pub rendered: String,
}

impl Verdict {
    /// The sums; passed, when both are.
    fn add(&mut self, other: &Self) {
        self.ran |= other.ran;
        self.passed &= other.passed;
        add_seconds(&mut self.user_seconds, other.user_seconds);
        add_codes(&mut self.messages, &other.messages);
    }
}

/// How each cargo command went on a crate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compiled {
    /// `cargo check`.
    pub check: Verdict,
    /// `cargo clippy`, warnings denied.
    pub clippy: Verdict,
    /// `cargo doc`, warnings denied.
    pub doc: Verdict,
    /// The same with nothing but one feature, for each of them, if that was asked for; the first has none at all.
    pub alone: Vec<Alone>,
}

/// How the cargo commands went on a crate with a single feature; the names of the members are those of the JSON report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alone {
    /// The feature; empty for none.
    pub feature: String,
    /// `cargo check`.
    pub check: Verdict,
    /// `cargo clippy`, warnings denied.
    pub clippy: Verdict,
    /// `cargo doc`, warnings denied.
    pub doc: Verdict,
}

impl Alone {
    /// The verdicts with the names of their commands.
    pub fn verdicts(&self) -> [(&'static str, &Verdict); 3] {
        let Self {
            check, clippy, doc, ..
        } = self;
        [("check", check), ("clippy", clippy), ("doc", doc)]
    }
}

impl Compiled {
    /// The verdicts with the names of their commands.
    pub fn verdicts(&self) -> [(&'static str, &Verdict); 3] {
        let Self {
            check, clippy, doc, ..
        } = self;
        [("check", check), ("clippy", clippy), ("doc", doc)]
    }

    fn add(&mut self, other: &Self) {
        self.check.add(&other.check);
        self.clippy.add(&other.clippy);
        self.doc.add(&other.doc);
    }
}

/// What came of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The document's file name.
    pub document: String,
    /// The figures; all zero when the process died.
    pub generated: Generated,
    /// How the crate compiled, if that was asked for and there is one.
    pub compiled: Option<Compiled>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with what came of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What, in one line.
    pub title: String,
    /// The evidence: any number of lines, in colour.
    pub text: String,
}

impl Row {
    /// A row for what the document's process said, or how it ended without a word.
    pub fn new(document: &str, answer: Result<Answer, String>) -> Self {
        let (answer, problem) = match answer {
            Ok(answer) => {
                let problem = problem(&answer);
                (answer, problem)
            }
            Err(text) => {
                let title = "the generator did not finish".to_owned();
                (Answer::default(), Some(Problem { title, text }))
            }
        };
        Self {
            document: document.to_owned(),
            generated: answer.generated,
            compiled: None,
            problems: problem.into_iter().collect(),
        }
    }

    /// Adds how the crate compiled.
    pub fn set_compiled(&mut self, compiled: Compiled) {
        for (command, verdict) in compiled.verdicts() {
            if verdict.ran && !verdict.passed {
                self.problems.push(Problem {
                    title: format!("cargo {command} fails: {}", compact(&verdict.messages)),
                    text: verdict.rendered.clone(),
                });
            }
        }
        for alone in &compiled.alone {
            for (command, verdict) in alone.verdicts() {
                if verdict.ran && !verdict.passed {
                    let with = match alone.feature.as_str() {
                        "" => "without features".to_owned(),
                        name => format!("with the feature {name} alone"),
                    };
                    self.problems.push(Problem {
                        title: format!(
                            "cargo {command} fails {with}: {}",
                            compact(&verdict.messages)
                        ),
                        text: verdict.rendered.clone(),
                    });
                }
            }
        }
        self.compiled = Some(compiled);
    }

    /// Whether nothing is wrong.
    pub fn passed(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether there is a crate.
    pub fn has_crate(&self) -> bool {
        self.generated.lines > 0
    }

    /// The row for all of them.
    pub fn total(rows: &[Self]) -> Self {
        let mut total = Self {
            document: "total".to_owned(),
            generated: Generated::default(),
            compiled: None,
            problems: Vec::new(),
        };
        for row in rows {
            total.generated.add(&row.generated);
            match (&mut total.compiled, &row.compiled) {
                (Some(total), Some(compiled)) => total.add(compiled),
                (total, Some(compiled)) => {
                    *total = Some(Compiled {
                        alone: Vec::new(),
                        ..compiled.clone()
                    });
                }
                (_, None) => {}
            }
        }
        total
    }
}

/// The most lines that a file may have: editors and reviewers give up on more.
const LONGEST: usize = 5000;

/// What is wrong with what was generated.
fn problem(answer: &Answer) -> Option<Problem> {
    let generated = &answer.generated;
    let missing = generated.operations.saturating_sub(generated.emitted);
    let (title, text) = if !generated.errors.is_empty() {
        let title = format!("nothing is generated: {}", compact(&generated.errors));
        (title, answer.rendered.clone())
    } else if generated.lines == 0 {
        ("the generator made no files".to_owned(), String::new())
    } else if missing > 0 || !generated.missing.is_empty() {
        let title = format!(
            "of {} operations, {} are emitted",
            generated.operations, generated.emitted
        );
        let lines = generated
            .missing
            .iter()
            .map(|one| format!("not emitted: {one}\n"));
        (title, lines.collect())
    } else if generated.longest > LONGEST {
        let title = format!(
            "a file has {} lines, more than {LONGEST}",
            generated.longest
        );
        (title, String::new())
    } else {
        return None;
    };
    Some(Problem { title, text })
}

/// `unknown-ref 2, syntax 1`: the most frequent first.
pub fn compact(codes: &Codes) -> String {
    let mut sorted = codes.iter().collect::<Vec<_>>();
    sorted.sort_by_key(|(_, number)| std::cmp::Reverse(**number));
    let parts = sorted
        .iter()
        .map(|(code, number)| format!("{code} {number}"));
    parts.collect::<Vec<_>>().join(", ")
}

fn add_codes(sums: &mut Codes, codes: &Codes) {
    for (code, number) in codes {
        *sums.entry(code.clone()).or_default() += number;
    }
}

/// What is not known does not count.
fn add_seconds(sum: &mut Option<f64>, seconds: Option<f64>) {
    if let Some(seconds) = seconds {
        *sum = Some(sum.unwrap_or_default() + seconds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(codes: &[(&str, usize)]) -> Codes {
        let codes = codes
            .iter()
            .map(|(code, number)| ((*code).to_owned(), *number));
        codes.collect()
    }

    /// A row of an answer with these numbers of operations, emitted operations and lines.
    fn row(operations: usize, emitted: usize, lines: usize, errors: &[(&str, usize)]) -> Row {
        let generated = Generated {
            operations,
            emitted,
            missing: vec!["GET /a".to_owned(); operations - emitted],
            errors: codes(errors),
            lines,
            ..Generated::default()
        };
        let rendered = "the errors\n".to_owned();
        Row::new(
            "a.yaml",
            Ok(Answer {
                generated,
                rendered,
            }),
        )
    }

    fn problem(row: &Row) -> [&str; 2] {
        let [problem] = row.problems.as_slice() else {
            panic!("{row:?}");
        };
        [&problem.title, &problem.text]
    }

    #[test]
    fn what_is_not_all_of_the_document_is_a_problem() {
        assert!(row(2, 2, 100, &[]).passed());
        let lost = row(3, 1, 100, &[]);
        let text = "not emitted: GET /a\nnot emitted: GET /a\n";
        assert_eq!(problem(&lost), ["of 3 operations, 1 are emitted", text]);
        let refused = row(3, 0, 0, &[("syntax", 1), ("unknown-ref", 2)]);
        let title = "nothing is generated: unknown-ref 2, syntax 1";
        assert_eq!(problem(&refused), [title, "the errors\n"]);
        assert_eq!(
            problem(&row(0, 0, 0, &[])),
            ["the generator made no files", ""]
        );
        let died = Row::new("a.yaml", Err("signal: 9\n".to_owned()));
        assert_eq!(
            problem(&died),
            ["the generator did not finish", "signal: 9\n"]
        );
        assert!(!died.has_crate());
    }

    #[test]
    fn what_does_not_compile_is_a_problem_and_what_did_not_run_is_none() {
        let mut row = row(2, 2, 100, &[]);
        let check = Verdict {
            ran: true,
            messages: codes(&[("E0308", 2)]),
            rendered: "error\n".to_owned(),
            ..Verdict::default()
        };
        row.set_compiled(Compiled {
            check,
            ..Compiled::default()
        });
        assert_eq!(problem(&row), ["cargo check fails: E0308 2", "error\n"]);
    }

    #[test]
    fn the_total_sums_what_is_known_and_keeps_the_highest_peak() {
        let with = |seconds: Option<f64>, peak| {
            let mut row = row(3, 1, 100, &[("syntax", 1)]);
            row.generated.user_seconds = seconds;
            row.generated.peak_bytes = peak;
            row
        };
        let total = Row::total(&[
            with(Some(1.5), Some(7)),
            with(None, None),
            with(Some(2.0), Some(5)),
        ]);
        let generated = &total.generated;
        assert_eq!(
            (generated.operations, generated.emitted, generated.lines),
            (9, 3, 300)
        );
        assert_eq!(
            (generated.user_seconds, generated.peak_bytes),
            (Some(3.5), Some(7))
        );
        assert_eq!(generated.errors, codes(&[("syntax", 3)]));
        assert_eq!(Row::total(&[]).generated, Generated::default());
    }
}
