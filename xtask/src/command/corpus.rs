//! `corpus`: the crate of every document in a folder, what each costs, and whether it compiles without a complaint.

use std::env;
use std::fs;
use std::io::{self, IsTerminal as _};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use glob::Pattern;
use indicatif::{ProgressBar, ProgressStyle};
use openapi_client_generator::diag::render;
use openapi_client_generator::openapi;
use serde_json::Value;

use super::generate::{Input, read};
use crate::corpus::compile::{Workshop, cargo};
use crate::corpus::documents::{self, Document};
use crate::corpus::examples::{self, Examples};
use crate::corpus::report::{Table, alone, problems, summary};
use crate::corpus::row::{Problem, Row};
use crate::corpus::{child, copies, json, parent};
use crate::failure::Failure;
use crate::terminal::{count, print};
use crate::workspace;

/// The arguments of `corpus`.
#[derive(clap::Args)]
pub struct Corpus {
    /// The folder with the documents: .yaml, .yml and .json; a .sdk.yaml of the same name is a document's configuration
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Put every crate through `cargo check`, clippy and rustdoc too, in corpus/ of the target folder
    #[arg(long)]
    compile: bool,
    /// Decode the example values that every document gives for its own schemas into the generated types and compare what
    /// they encode to; of those that are as their schema says, 99 of 100 have to come back equal
    #[arg(long)]
    examples: bool,
    /// With --compile, also put every crate through them without features and with each feature alone
    #[arg(long, requires = "compile")]
    each_feature: bool,
    /// Write the report to this file as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Take the documents of these names alone; can be given more than once
    #[arg(long, value_name = "GLOB")]
    only: Vec<Pattern>,
    /// How many documents to generate at a time [default: one per core]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Put so many copies of each document into one, and generate that without a configuration: several numbers with
    /// commas between them show how the costs grow
    #[arg(long, value_name = "N", value_delimiter = ',')]
    copies: Vec<NonZero<usize>>,
    /// Measure the generator as this command was built, instead of building it with optimisation first
    #[arg(long)]
    unoptimized: bool,
}

/// The arguments of the command that a document's process runs; not for people.
#[derive(clap::Args)]
pub struct CorpusOne {
    document: PathBuf,
    #[arg(long)]
    out: Option<PathBuf>,
}

/// The arguments of the command that prints the copies of a document; not for people.
#[derive(clap::Args)]
pub struct CorpusCopies {
    copies: usize,
    document: PathBuf,
}

/// The arguments of the command that writes the program for a document's examples; not for people.
#[derive(clap::Args)]
pub struct CorpusExamples {
    document: PathBuf,
    #[arg(long)]
    crate_folder: PathBuf,
    #[arg(long)]
    out: PathBuf,
}

impl Corpus {
    /// Puts some documents of a folder through the compiler.
    pub(super) fn compiling(folder: PathBuf, only: Vec<Pattern>) -> Self {
        Self {
            folder,
            compile: true,
            examples: false,
            each_feature: false,
            json: None,
            only,
            jobs: None,
            copies: Vec::new(),
            unoptimized: true,
        }
    }

    pub(super) fn run(self) -> Result<(), Failure> {
        let mut documents = documents::find(&self.folder, &self.only)?;
        let needs_crates = self.compile || self.examples;
        let workshop = needs_crates.then(Workshop::new).transpose()?;
        let program = self.program()?;
        // What holds the copies is removed at the end of this call.
        let copied = tempfile::tempdir()
            .map_err(|error| Failure::new(format!("cannot make a folder: {error}")))?;
        if !self.copies.is_empty() {
            documents = parent::multiply(&program, &documents, &self.copies, copied.path());
        }
        let mut rows = self.generate(&program, &documents, workshop.as_ref());

        let table = Table::new(&rows, self.compile);
        print(&table.headings());
        match workshop.as_ref().filter(|_| self.compile) {
            Some(workshop) => self.compile(workshop, &documents, &mut rows, &table)?,
            None => rows.iter().for_each(|row| print(&table.row(row))),
        }
        let examples = match workshop.as_ref().filter(|_| self.examples) {
            Some(workshop) => try_examples(&program, workshop, &documents, &mut rows),
            None => Vec::new(),
        };
        print(&table.row(&Row::total(&rows)));
        if self.examples {
            print(&examples::report(&examples));
        }
        print(&problems(&rows));
        print(&summary(&rows));
        self.write_json(&rows, &examples)?;
        if !Examples::total(&examples).passed() {
            return Err(Failure::new(
                "more than one in 100 examples does not come back equal",
            ));
        }
        let failed = rows.iter().filter(|row| !row.passed());
        let failed = failed.map(|row| row.document.as_str()).collect::<Vec<_>>();
        if failed.is_empty() {
            return Ok(());
        }
        let number = count(failed.len(), "document");
        Err(Failure::new(format!(
            "{number} failed: {}",
            failed.join(", ")
        )))
    }

    fn generate(
        &self,
        program: &Path,
        documents: &[Document],
        workshop: Option<&Workshop>,
    ) -> Vec<Row> {
        let jobs = self.jobs.or_else(|| thread::available_parallelism().ok());
        let bar = bar(documents.len());
        let done = |row: &Row| {
            bar.set_message(row.document.clone());
            bar.inc(1);
        };
        let out = |document: &Document| Some(workshop?.crate_folder(document));
        let jobs = jobs.map_or(1, NonZero::get);
        let rows = parent::generate(program, documents, jobs, out, done);
        bar.finish_and_clear();
        rows
    }

    /// The program to measure.
    fn program(&self) -> Result<PathBuf, Failure> {
        if self.unoptimized || is_optimized() {
            return env::current_exe()
                .map_err(|error| Failure::new(format!("cannot find this program: {error}")));
        }
        let output = Command::new(cargo())
            .args(["build", "--release", "--package", "xtask", "--bin", "xtask"])
            .arg("--message-format=json-render-diagnostics")
            .args((!io::stderr().is_terminal()).then_some("--quiet"))
            .current_dir(workspace::root())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
        let printed = String::from_utf8_lossy(&output.stdout);
        let mut programs = printed.lines().filter_map(|line| {
            let line = serde_json::from_str::<Value>(line).ok()?;
            line.get("executable")?.as_str().map(PathBuf::from)
        });
        let program = programs.next_back().filter(|_| output.status.success());
        program.ok_or_else(|| {
            Failure::new("the generator cannot be built with optimisation")
                .help("mend it, or measure this build with --unoptimized")
        })
    }

    /// Compiles the crates one by one and prints each row as soon as it is complete.
    fn compile(
        &self,
        workshop: &Workshop,
        documents: &[Document],
        rows: &mut [Row],
        table: &Table,
    ) -> Result<(), Failure> {
        let bar = bar(documents.len());
        let mut has_dependencies = false;
        for (document, row) in documents.iter().zip(rows) {
            if row.has_crate() {
                if !has_dependencies {
                    bar.set_message("dependencies");
                    workshop.build_dependencies(document)?;
                    has_dependencies = true;
                }
                bar.set_message(document.name.clone());
                let mut compiled = workshop.compile(document)?;
                if self.each_feature && compiled.check.passed {
                    let name = &document.name;
                    let next = |feature: &str| bar.set_message(format!("{name}: {feature}"));
                    compiled.alone = workshop.compile_alone(document, next)?;
                }
                row.set_compiled(compiled);
            }
            bar.suspend(|| print(&(table.row(row) + &alone(row))));
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn write_json(&self, rows: &[Row], examples: &[Examples]) -> Result<(), Failure> {
        let Some(path) = &self.json else {
            return Ok(());
        };
        let report = json::report(rows, examples, !self.unoptimized || is_optimized())
            .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
        fs::write(path, report).map_err(|error| Failure::io("write", path, &error))
    }
}

impl CorpusOne {
    pub(super) fn run(self) -> Result<(), Failure> {
        child::limit_time();
        let document = Input::new(&self.document);
        let config = Input::beside(&self.document);
        let read = || Ok((read(&document)?, config.as_ref().map(read).transpose()?));
        let answer = child::run(&self.document, read, self.out.as_deref())?;
        let answer = serde_json::to_string(&answer)
            .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
        print(&answer);
        Ok(())
    }
}

impl CorpusExamples {
    pub(super) fn run(self) -> Result<(), Failure> {
        let document = read(&Input::new(&self.document))?;
        let config = Input::beside(&self.document);
        let config = config.as_ref().map(read).transpose()?;
        let prepared = examples::prepare(
            &self.document,
            &document,
            config.as_ref(),
            &self.crate_folder,
            &self.out,
        )?;
        let prepared = serde_json::to_string(&prepared)
            .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
        print(&prepared);
        Ok(())
    }
}

impl CorpusCopies {
    pub(super) fn run(self) -> Result<(), Failure> {
        let document = read(&Input::new(&self.document))?;
        let mut diagnostics = Vec::new();
        let tree = openapi::parse(&document, &mut diagnostics)
            .ok_or_else(|| Failure::new(render(&diagnostics, &[document], true)))?;
        print(&copies::multiply(&tree, self.copies).to_string());
        Ok(())
    }
}

/// Tries the examples of every document that has a crate; whatever goes wrong is a problem of its row.
fn try_examples(
    program: &Path,
    workshop: &Workshop,
    documents: &[Document],
    rows: &mut [Row],
) -> Vec<Examples> {
    let bar = bar(documents.len());
    let mut all = Vec::new();
    for (document, row) in documents.iter().zip(rows) {
        bar.set_message(document.name.clone());
        if row.has_crate() {
            match try_examples_of(program, workshop, document) {
                Ok(examples) => all.push(examples),
                Err(text) => row.problems.push(Problem {
                    title: "the examples cannot be tried".to_owned(),
                    text,
                }),
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    all
}

fn try_examples_of(
    program: &Path,
    workshop: &Workshop,
    document: &Document,
) -> Result<Examples, String> {
    let (crate_folder, out) = (
        workshop.crate_folder(document),
        workshop.program_folder(document),
    );
    let prepared = parent::prepare_examples(program, document, &crate_folder, &out)?;
    let printed = workshop
        .try_examples(document)
        .map_err(|failure| format!("{failure}\n"))?;
    Ok(Examples::new(&document.name, prepared, &printed))
}

/// On the standard error, and only if that is a terminal; without colours.
fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    // A template that is no template is no reason to fail.
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}

/// Whether this program is built with optimisation.
fn is_optimized() -> bool {
    !cfg!(debug_assertions)
}
