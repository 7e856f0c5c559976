//! Compares what came of a scenario with what had to, and looks for secrets where none may be.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::time::Duration;

use openapi_client_runtime::Error;

use crate::case::{Call, Carried, Failure, Requests};
use crate::server::Recorded;
use crate::stage::{Stage, Told};

/// What every secret in the files begins with, and the same in other forms.
const SECRETS: [&str; 4] = ["hunter2", "aHVudGVyM", "68756e74657232", "%68unter2"];

/// Whoever needs longer than this for a call hangs.
const LONGEST_MS: u64 = 3000;

/// Everything that is not as it had to be.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn same<T: PartialEq + Debug>(&mut self, what: &str, expected: &T, seen: &T) {
        if expected != seen {
            self.0.push(format!(
                "{what}:\n    expected {expected:?}\n    seen     {seen:?}"
            ));
        }
    }

    fn holds(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.0.push(what());
        }
    }
}

/// What is wrong, in words.
pub fn judge(stage: &Stage, told: &[Told], heard: &str) -> Vec<String> {
    let mut faults = Faults::default();
    for (index, (call, told)) in stage.case.calls.iter().zip(told).enumerate() {
        judge_call(&mut faults, &format!("call {}", index + 1), call, told);
    }
    judge_servers(&mut faults, stage);
    let pauses: Vec<_> = stage
        .pauses
        .lock()
        .unwrap()
        .iter()
        .map(Duration::as_millis)
        .collect();
    let expected = &stage.case.seen.pauses;
    let within = expected.len() == pauses.len()
        && expected
            .iter()
            .zip(&pauses)
            .all(|((least, most), pause)| (u128::from(*least)..=u128::from(*most)).contains(pause));
    faults.holds(within, || {
        format!("pauses:\n    expected {expected:?}\n    seen     {pauses:?}")
    });
    let is_told =
        told.iter().all(|told| told.attempts == Some(0)) || heard.contains("url.template");
    faults.holds(is_told, || format!("nothing is traced: {heard}"));
    secret_free(&mut faults, "what is traced", heard);
    faults.0
}

fn judge_call(faults: &mut Faults, name: &str, call: &Call, told: &Told) {
    let (least, most) = call.takes_ms.unwrap_or((0, LONGEST_MS));
    let took = told.took.as_millis();
    faults.holds(
        (u128::from(least)..=u128::from(most)).contains(&took),
        || format!("{name} took {took} ms, not {least} to {most}"),
    );
    faults.same(&format!("{name}, value"), &call.value, &told.value);
    if call.attempts.is_some() {
        faults.same(&format!("{name}, attempts"), &call.attempts, &told.attempts);
    }
    match (&call.error, &told.error) {
        (Some(expected), Some(error)) => judge_error(faults, name, expected, error),
        (None, None) => {}
        (Some(_), None) => faults.0.push(format!("{name}: there is no error")),
        (None, Some(error)) => faults.0.push(format!("{name}: there is an error: {error}")),
    }
    if let Some(error) = &told.error {
        secret_free(faults, name, &everything(error));
    }
}

fn judge_error(faults: &mut Faults, name: &str, expected: &Failure, error: &Error) {
    let kind = format!("{:?}", error.kind());
    faults.same(&format!("{name}, kind of {error}"), &expected.kind, &kind);
    let status = error.status().map(|status| status.as_u16());
    faults.same(
        &format!("{name}, status of {error}"),
        &expected.status,
        &status,
    );
    let text = error.to_string();
    if let Some(expected) = &expected.text {
        faults.same(&format!("{name}, text"), expected, &text);
    }
    for part in &expected.says {
        faults.holds(text.contains(part), || {
            format!("{name} says not {part:?}: {text:?}")
        });
    }
    for part in &expected.hides {
        faults.holds(!everything(error).contains(part), || {
            format!("{name} says {part:?}: {error:?}")
        });
    }
    let codes: Vec<i64> = error.api_errors().iter().map(|error| error.code).collect();
    if !expected.codes.is_empty() {
        faults.same(&format!("{name}, codes"), &expected.codes, &codes);
    }
    if let Some(id) = &expected.request_id {
        faults.same(
            &format!("{name}, request"),
            &Some(id.as_str()),
            &error.request_id(),
        );
    }
    if let Some(expected) = &expected.is {
        let questions = [
            ("not_found", error.is_not_found()),
            ("conflict", error.is_conflict()),
            ("rate_limited", error.is_rate_limited()),
            ("auth", error.is_auth()),
            ("timeout", error.is_timeout()),
            ("retryable", error.is_retryable()),
        ];
        let yes = questions.iter().filter(|(_, yes)| *yes);
        let yes: Vec<String> = yes.map(|(question, _)| (*question).to_owned()).collect();
        faults.same(&format!("{name} is"), expected, &yes);
    }
}

/// All that an error tells in any way.
fn everything(error: &Error) -> String {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n{:?}", error.api_errors());
    let mut source = error.source();
    while let Some(cause) = source {
        write!(text, "\n{cause}\n{cause:?}").unwrap();
        source = cause.source();
    }
    text
}

fn judge_servers(faults: &mut Faults, stage: &Stage) {
    let seen = &stage.case.seen;
    let requests = stage.server.requests();
    let lines: Vec<String> = requests.iter().map(Recorded::line).collect();
    match &seen.requests {
        Requests::Count(count) => {
            faults.holds(*count == lines.len(), || {
                format!("requests:\n    expected {count}\n    seen     {lines:?}")
            });
        }
        Requests::Each(expected) => carried(faults, "requests", expected, &requests),
    }
    if let Some(expected) = seen.connections {
        faults.same("connections", &expected, &stage.server.connections());
    }
    if let Some(most) = seen.written {
        let written = stage.written();
        faults.holds(written <= most, || {
            format!("{written} bytes were read, not at most {most}")
        });
    }
    let abroad = stage.other.requests();
    carried(faults, "requests elsewhere", &seen.other, &abroad);
    for request in &abroad {
        secret_free(faults, "what goes elsewhere", &request.text());
        let said = [
            "authorization",
            "x-auth-key",
            "x-auth-email",
            "cookie",
            "content-type",
        ];
        for name in said {
            faults.same(&format!("{name} elsewhere"), &None, &request.header(name));
        }
        faults.same("body elsewhere", &String::new(), &request.body());
    }
}

fn carried(faults: &mut Faults, what: &str, expected: &[Carried], seen: &[Recorded]) {
    let line = |carried: &Carried| match carried {
        Carried::Line(line) | Carried::More { line, .. } => line.clone(),
    };
    let expected_lines: Vec<String> = expected.iter().map(line).collect();
    let lines: Vec<String> = seen.iter().map(Recorded::line).collect();
    faults.same(what, &expected_lines, &lines);
    for (carried, request) in expected.iter().zip(seen) {
        let Carried::More {
            line,
            headers,
            body,
        } = carried
        else {
            continue;
        };
        for (name, value) in headers {
            faults.same(&format!("{name} of {line}"), value, &request.header(name));
        }
        if let Some(body) = body {
            faults.same(&format!("body of {line}"), body, &request.body());
        }
    }
}

fn secret_free(faults: &mut Faults, what: &str, text: &str) {
    for secret in SECRETS {
        let line = text.lines().find(|line| line.contains(secret));
        faults.holds(line.is_none(), || {
            format!("a secret is in {what}: {line:?}")
        });
    }
}
