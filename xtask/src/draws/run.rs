//! Draws, sends and compares the requests of one document.

use std::collections::BTreeMap;
use std::sync::Mutex;

use openapi_client_generator::diag::Source;
use openapi_client_generator::{CallAnswer, Calls, calls};
use serde::Deserialize;
use serde_json::Value;

use super::document::{Operation, operations};
use super::plan::{Draw, Judges, draw, tree};
use super::program::{LIST, list, write};
use super::random::Random;
use super::server::Server;
use super::wire::texts;
use crate::corpus::client::put;
use crate::corpus::compile::Workshop;
use crate::corpus::documents::Document;
use crate::corpus::examples::program::difference;
use crate::failure::Failure;
use crate::loader::Loader;
use crate::schema::Direction;
use crate::schema::judge::Judge;
use crate::terminal::visible;

/// What came of a document.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Operations of the document.
    pub operations: usize,
    /// Operations with a draw.
    pub drawn: usize,
    /// Requests that were sent.
    pub sent: usize,
    /// Answers with a body that was compared.
    pub answers: usize,
    /// What was not as it should be, by operation.
    pub mismatches: BTreeMap<String, Vec<String>>,
    /// Why operations have no draw, with their names.
    pub left_out: BTreeMap<String, Vec<String>>,
}

impl Outcome {
    /// How many draws were not as they should be.
    pub fn number_of_mismatches(&self) -> usize {
        self.mismatches.values().map(Vec::len).sum()
    }
}

/// A line of the program.
#[derive(Deserialize)]
struct Line {
    number: usize,
    value: Option<Value>,
    fault: Option<String>,
    /// What the client's own mock has against it.
    mock: Option<String>,
}

/// Makes `number` draws of a document, all of them made of one seed.
pub fn run(
    workshop: &Workshop,
    document: &Document,
    source: &Source,
    config: Option<&Source>,
    (seed, number): (u64, usize),
    has_mock: bool,
) -> Result<Outcome, Failure> {
    let mut loader = Loader::new(&document.path);
    let (calls, _) = calls(source, config, Some(&mut |path| loader.load(path)));
    let tree = tree(source);
    let known = operations(&tree);
    let mut judges = Judges {
        request: Judge::new(&tree, Some(Direction::Request))?,
        answer: Judge::new(&tree, Some(Direction::Answer))?,
    };
    let mut outcome = Outcome {
        operations: known.len(),
        ..Outcome::default()
    };
    let (draws, targets) = draws(&calls, &known, &mut judges, (seed, number), &mut outcome);
    let folder = workshop.program_folder(document);
    write(&calls, &workshop.crate_folder(document), &folder, has_mock)?;
    put(&folder.join(LIST), &list(&calls, &targets, &draws))?;
    let server = Server {
        operations: targets,
        calls: &calls.calls,
        draws: &draws,
        judges: Mutex::new(&mut judges),
        found: Mutex::new(vec![None; draws.len()]),
    };
    let program = workshop.build_program(document, super::program::PACKAGE)?;
    let printed = server
        .serve(|address| {
            workshop.run_program(&program, &[address, &folder.join(LIST).to_string_lossy()])
        })
        .map_err(|error| Failure::new(format!("cannot listen: {error}")))??;
    let found = server.found.into_inner().unwrap_or_default();
    judge(
        &calls,
        &draws,
        &server.operations,
        &found,
        &printed,
        seed,
        &mut outcome,
    );
    Ok(outcome)
}

/// As many draws as asked for, the operations in turn.
fn draws<'a>(
    calls: &Calls,
    known: &'a [Operation],
    judges: &mut Judges,
    (seed, number): (u64, usize),
    outcome: &mut Outcome,
) -> (Vec<Draw>, Vec<&'a Operation>) {
    let pairs: Vec<(usize, &Operation)> = calls
        .calls
        .iter()
        .enumerate()
        .filter_map(|(index, call)| {
            let is_it = |one: &&Operation| one.pointer == call.origin.pointer;
            Some((index, known.iter().find(is_it)?))
        })
        .collect();
    let mut seeds = Random::new(seed);
    let (mut draws, mut targets) = (Vec::new(), Vec::new());
    let mut open = pairs;
    let mut is_first = true;
    while draws.len() < number && !open.is_empty() {
        open.retain(|(index, operation)| {
            if draws.len() >= number && !is_first {
                return true;
            }
            let Some(call) = calls.calls.get(*index) else {
                return false;
            };
            match draw(seeds.next(), *index, call, operation, judges) {
                Ok(draw) => {
                    draws.push(draw);
                    targets.push(*operation);
                    outcome.drawn += usize::from(is_first);
                    true
                }
                Err(reason) if is_first => {
                    outcome
                        .left_out
                        .entry(reason)
                        .or_default()
                        .push(operation.name.clone());
                    false
                }
                Err(_) => true,
            }
        });
        is_first = false;
    }
    (draws, targets)
}

/// Puts together what the server and the client saw.
fn judge(
    calls: &Calls,
    draws: &[Draw],
    operations: &[&Operation],
    found: &[Option<Vec<String>>],
    printed: &str,
    seed: u64,
    outcome: &mut Outcome,
) {
    let lines = printed
        .lines()
        .filter_map(|line| serde_json::from_str::<Line>(line).ok());
    let lines: BTreeMap<usize, Line> = lines.map(|line| (line.number, line)).collect();
    for (number, draw) in draws.iter().enumerate() {
        let mut faults = Vec::new();
        match found.get(number).and_then(Option::as_ref) {
            Some(found) => {
                outcome.sent += 1;
                faults.extend(found.iter().cloned());
            }
            None => faults.push("nothing was sent".to_owned()),
        }
        let line = lines.get(&number);
        // Of operations that share a path, a mock takes the first that a request fits.
        let is_alone = operations
            .get(number)
            .is_some_and(|operation| !operation.name.contains('#'));
        let mocked = line.and_then(|line| line.mock.as_ref());
        let mocked = mocked.filter(|_| is_alone);
        faults.extend(mocked.map(|fault| format!("the mock: {fault}")));
        match line {
            Some(Line {
                fault: Some(fault), ..
            }) => faults.push(format!("the call fails: {fault}")),
            Some(Line { value, .. }) => {
                let kind = calls.calls.get(draw.call).and_then(|call| {
                    let failure = call.failure.as_ref().map(|(_, kind)| kind);
                    let kind = if draw.status < 400 {
                        Some(&call.answer)
                    } else {
                        failure
                    };
                    Some(of_status(kind?, draw.status))
                });
                if let Some((sent, kind)) = draw.answer.as_ref().zip(kind)
                    && !matches!(kind, CallAnswer::Nothing | CallAnswer::Other)
                {
                    outcome.answers += 1;
                    let came = value.clone().unwrap_or_default();
                    faults.extend(answer_fault(kind, &sent.1, &came));
                }
            }
            None => faults.push("the program says nothing of it".to_owned()),
        }
        if !faults.is_empty() {
            let name = operations
                .get(number)
                .map_or("", |operation| &operation.name);
            let text = visible(&faults.join("; "));
            let mismatches = outcome.mismatches.entry(name.to_owned()).or_default();
            mismatches.push(format!("seed {seed}, draw {number}: {text}"));
        }
    }
}

/// What a call gives for a status: that of the status itself, of its range, or of all others.
fn of_status(answer: &CallAnswer, status: u16) -> &CallAnswer {
    let CallAnswer::ByStatus(_, variants) = answer else {
        return answer;
    };
    let range = format!("{}XX", status / 100);
    let keys = [status.to_string(), range, "default".to_owned()];
    let found = keys.iter().find_map(|key| {
        variants
            .iter()
            .find(|(status, ..)| status.eq_ignore_ascii_case(key))
    });
    found.map_or(&CallAnswer::Nothing, |(.., inner)| inner)
}

/// What is wrong with the value that the client made of an answer. The items of a page are some member of it.
fn answer_fault(kind: &CallAnswer, sent: &Value, came: &Value) -> Option<String> {
    if *kind == CallAnswer::Text && texts(sent) == texts(came) {
        return None;
    }
    let fault = difference(sent, came, "")?;
    let is_inside = |value: &Value| difference(value, came, "").is_none();
    let members = sent.as_object().into_iter().flatten();
    let inner = members
        .clone()
        .flat_map(|(_, value)| value.as_object().into_iter().flatten());
    if *kind == CallAnswer::Page && members.chain(inner).any(|(_, value)| is_inside(value)) {
        return None;
    }
    Some(format!("the answer comes back as another: {fault}"))
}
