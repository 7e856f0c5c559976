//! Draws, sends and compares the requests of one document.

use std::collections::BTreeMap;
use std::sync::Mutex;

use openapi_client_generator::diag::Source;
use openapi_client_generator::{Calls, calls};

use super::coverage::{Coverage, Kind};
use super::document::{Operation, operations};
use super::plan::{Draw, Drawing, Judges, tree};
use super::program::{LIST, list, write};
use super::server::Server;
use super::verdict::Verdict;
use crate::corpus::client::put;
use crate::corpus::compile::Workshop;
use crate::corpus::documents::Document;
use crate::failure::Failure;
use crate::loader::Loader;
use crate::random::Random;
use crate::schema::Direction;
use crate::schema::judge::Judge;

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
    /// What of them, by what it is: `values`, `downloads`, `events`.
    pub compared: BTreeMap<&'static str, usize>,
    /// What was not as it should be, by operation.
    pub mismatches: BTreeMap<String, Vec<String>>,
    /// What was never drawn, by its kind and the reason.
    pub left_out: BTreeMap<(Kind, String), Vec<String>>,
}

impl Outcome {
    /// How many draws were not as they should be.
    pub fn number_of_mismatches(&self) -> usize {
        self.mismatches.values().map(Vec::len).sum()
    }
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
    let mut coverage = Coverage::default();
    let (draws, targets) = draws(&calls, &known, &mut judges, (seed, number), &mut coverage);
    outcome.left_out = coverage.rest(&known);
    let is_known = |pointer: &String| known.iter().any(|operation| operation.pointer == *pointer);
    let strangers = calls
        .calls
        .iter()
        .filter(|call| !is_known(&call.origin.pointer));
    let strangers: Vec<String> = strangers
        .map(|call| format!("{} {}", call.method, call.path))
        .collect();
    if !strangers.is_empty() {
        let reason = "they stand in another file".to_owned();
        outcome
            .left_out
            .insert((Kind::Operation, reason), strangers);
    }
    let is_drawn =
        |operation: &&Operation| coverage.has(&(Kind::Operation, operation.name.clone()));
    outcome.drawn = known.iter().filter(is_drawn).count();
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
    let mut verdict = Verdict {
        calls: &calls.calls,
        seed,
        outcome: &mut outcome,
    };
    verdict.judge(&draws, &server.operations, &found, &printed);
    Ok(outcome)
}

/// As many draws as asked for, the operations in turn.
fn draws<'a>(
    calls: &Calls,
    known: &'a [Operation],
    judges: &mut Judges,
    (seed, number): (u64, usize),
    coverage: &mut Coverage,
) -> (Vec<Draw>, Vec<&'a Operation>) {
    let mut open: Vec<(usize, &Operation)> = Vec::new();
    for operation in known {
        let mut all = calls.calls.iter();
        match all.position(|call| call.origin.pointer == operation.pointer) {
            Some(index) => open.push((index, operation)),
            None => {
                let thing = (Kind::Operation, operation.name.clone());
                coverage.skipped(thing, "the client has no such call");
            }
        }
    }
    let mut seeds = Random::new(seed);
    let (mut draws, mut targets) = (Vec::new(), Vec::new());
    let mut is_first = true;
    while draws.len() < number && !open.is_empty() {
        open.retain(|(index, operation)| {
            if draws.len() >= number && !is_first {
                return true;
            }
            let Some(call) = calls.calls.get(*index) else {
                return false;
            };
            let drawing = Drawing {
                random: Random::new(seeds.next()),
                call,
                operation,
                judges,
                coverage,
            };
            match drawing.draw(*index) {
                Ok(draw) => {
                    draws.push(draw);
                    targets.push(*operation);
                    true
                }
                Err(reason) => {
                    let thing = (Kind::Operation, operation.name.clone());
                    coverage.skipped(thing, &reason);
                    !is_first
                }
            }
        });
        is_first = false;
    }
    (draws, targets)
}
