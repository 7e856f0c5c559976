//! What the process of one document does: generates its crate, and tells what that took and what came of it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process;
use std::thread;
use std::time::{Duration, Instant};
use std::{fs, iter};

use openapi_client_generator::diag::{Diagnostic, Source, Spot, render};
use openapi_client_generator::{Api, Files, Inputs, describe_with, generate_from, openapi};

use super::operations::{operations, touched};
use super::row::{Answer, Codes, Generated};
use super::usage::{Usage, Who};
use crate::failure::Failure;
use crate::loader::Loader;
use crate::output::{self, Plan};
use crate::terminal::print_error;

/// More than any document takes, in an unoptimised build on a busy machine.
const LIMIT: Duration = Duration::from_secs(300);

/// Ends this process after five minutes; whoever waits for it learns why.
pub fn limit_time() {
    thread::spawn(|| {
        thread::sleep(LIMIT);
        print_error(&format!("no end after {} seconds\n", LIMIT.as_secs()));
        process::exit(1);
    });
}

/// Generates the crate of what `read` gives, the document at `path` and its configuration, and writes it to the folder `out`,
/// which is emptied first.
pub fn run(
    path: &Path,
    read: impl FnOnce() -> Result<(Source, Option<Source>), Failure>,
    out: Option<&Path>,
) -> Result<Answer, Failure> {
    let start = Instant::now();
    let (document, config) = read()?;
    let mut loader = Loader::new(path);
    let (files, diagnostics) = generate_from(Inputs {
        document: &document,
        config: config.as_ref(),
        extensions: &[],
        load: Some(&mut |path| loader.load(path)),
    });
    let wall_seconds = start.elapsed().as_secs_f64();
    let usage = Usage::now(Who::Own);
    // What follows is not part of what a user waits for.
    let mut generated = Generated {
        errors: codes(diagnostics.iter().filter(|one| one.is_error())),
        warnings: codes(diagnostics.iter().filter(|one| !one.is_error())),
        user_seconds: usage.map(|usage| usage.user.as_secs_f64()),
        wall_seconds,
        peak_bytes: usage.map(|usage| usage.peak),
        lines: lines(&files).sum(),
        longest: lines(&files).max().unwrap_or_default(),
        ..Generated::default()
    };
    let mut load = |path: &str| loader.load(path);
    let (api, _) = describe_with(&document, config.as_ref(), Some(&mut load));
    count(&mut generated, &document, api.as_ref(), &diagnostics);
    if let Some(out) = out.filter(|_| !files.is_empty()) {
        write(out, files)?;
    }
    let errors = diagnostics.into_iter().filter(Diagnostic::is_error);
    let others = config.into_iter().chain(loader.into_sources());
    let sources = iter::once(document).chain(others).collect::<Vec<_>>();
    let rendered = render(&errors.collect::<Vec<_>>(), &sources, true);
    Ok(Answer {
        generated,
        rendered,
    })
}

fn codes<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> Codes {
    let mut codes = Codes::new();
    for diagnostic in diagnostics {
        *codes.entry(diagnostic.code.to_owned()).or_default() += 1;
    }
    codes
}

/// The number of lines of each Rust file.
fn lines(files: &Files) -> impl Iterator<Item = usize> {
    let sources = files.iter().filter(|(path, _)| {
        Path::new(path)
            .extension()
            .is_some_and(|extension| extension == "rs")
    });
    sources.map(|(_, text)| text.lines().count())
}

/// Holds what was made against what the text says.
fn count(
    generated: &mut Generated,
    document: &Source,
    api: Option<&Api>,
    diagnostics: &[Diagnostic],
) {
    // What is wrong with the text is among the diagnostics already.
    let tree = openapi::parse(document, &mut Vec::new()).unwrap_or_default();
    let written = operations(&tree);
    generated.operations = written.len();
    let Some(api) = api.filter(|_| generated.lines > 0) else {
        return;
    };
    let name = |one: &openapi_client_generator::ir::Operation| {
        format!("{} {}", one.method.as_str(), one.path)
    };
    let emitted = api.operations.iter().map(name).collect::<BTreeSet<_>>();
    let missing = written.iter().filter(|one| !emitted.contains(&one.name));
    generated.missing = missing.map(|one| one.name.clone()).collect();
    generated.emitted = api.operations.len();
    generated.types = api.types.len();
    let warnings = diagnostics
        .iter()
        .filter(|one| !one.is_error() && *one.place.source == *document.name)
        .filter_map(|one| match &one.place.spot {
            Spot::Node { pointer, .. } => Some(pointer.clone()),
            Spot::Position { .. } => None,
        });
    generated.approximated = touched(&tree, &written, &warnings.collect());
}

/// Writes the crate anew, so that cargo takes none of it for known.
fn write(out: &Path, files: Files) -> Result<(), Failure> {
    let folder = output::resolve(out)?;
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::io("remove", &folder, &error))?;
    }
    let files = files.into_iter().map(|(path, text)| (path, text.into()));
    let shown = out.display().to_string();
    Plan::new(folder, &shown, files.collect::<output::Files>())?.apply()
}
