//! The report as JSON: everything in the table, under names that stay.

use serde::Serialize;

use super::examples::Examples;
use super::row::{Alone, Compiled, Generated, Row, Verdict};

#[derive(Serialize)]
struct Report<'a> {
    generator: &'static str,
    optimized: bool,
    passed: usize,
    failed: usize,
    documents: Vec<Entry<'a>>,
    total: Entry<'a>,
}

/// What came of a document; of all of them, the sums, and the highest peak.
#[derive(Serialize)]
struct Entry<'a> {
    document: &'a str,
    passed: bool,
    #[serde(flatten)]
    generated: &'a Generated,
    check: Option<&'a Verdict>,
    clippy: Option<&'a Verdict>,
    doc: Option<&'a Verdict>,
    examples: Option<&'a Examples>,
    #[serde(skip_serializing_if = "<[Alone]>::is_empty")]
    alone: &'a [Alone],
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct Problem<'a> {
    title: &'a str,
    text: String,
}

impl<'a> Entry<'a> {
    fn new(row: &'a Row, examples: &'a [Examples]) -> Self {
        let [check, clippy, doc] = match row.compiled.as_ref().map(Compiled::verdicts) {
            Some(verdicts) => verdicts.map(|(_, verdict)| Some(verdict)),
            None => [None; 3],
        };
        let problems = row.problems.iter().map(|problem| Problem {
            title: &problem.title,
            text: anstream::adapter::strip_str(&problem.text).to_string(),
        });
        Self {
            document: &row.document,
            passed: row.passed(),
            generated: &row.generated,
            check,
            clippy,
            doc,
            examples: examples.iter().find(|one| one.document == row.document),
            alone: row
                .compiled
                .as_ref()
                .map_or(&[], |compiled| &compiled.alone),
            problems: problems.collect(),
        }
    }
}

/// The report; `optimized` says how the generator was built that these figures are of.
pub fn report(rows: &[Row], examples: &[Examples], optimized: bool) -> serde_json::Result<String> {
    let total = Row::total(rows);
    let total_examples = (!examples.is_empty()).then(|| Examples::total(examples));
    let passed = rows.iter().filter(|row| row.passed()).count();
    let report = Report {
        generator: openapi_client_generator::VERSION,
        optimized,
        passed,
        failed: rows.len() - passed,
        documents: rows.iter().map(|row| Entry::new(row, examples)).collect(),
        total: Entry {
            passed: passed == rows.len(),
            examples: total_examples.as_ref(),
            ..Entry::new(&total, &[])
        },
    };
    serde_json::to_string_pretty(&report).map(|text| text + "\n")
}
