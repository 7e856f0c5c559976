//! `draws`: random requests of documents, sent by their clients and held to the documents.

use std::fmt::Write as _;
use std::path::PathBuf;

use openapi_client_generator::diag::Source;

use super::generate::{Input, read};
use crate::corpus::child;
use crate::corpus::compile::Workshop;
use crate::corpus::documents::{Document, of_file};
use crate::draws::{Outcome, run};
use crate::failure::Failure;
use crate::terminal::{BAD, BOLD, DIM, GOOD, print, print_error, visible};

/// The arguments of `draws`.
#[derive(clap::Args)]
pub struct Draws {
    /// The documents; a .sdk.yaml of the same name is a document's configuration
    #[arg(value_name = "FILE", required = true)]
    documents: Vec<PathBuf>,
    /// How many requests to draw of each document; every operation has one at least
    #[arg(long = "draws", value_name = "N", default_value_t = 2000)]
    number: usize,
    /// Where to start: the same seed draws the same
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// Name everything that is left out, and why
    #[arg(long)]
    left_out: bool,
    /// Send every request to the client's own mock as well, which has to take it and to answer as the document says
    #[arg(long)]
    mock: bool,
}

impl Draws {
    /// So many of each of some documents, with the clients' mocks.
    pub(super) fn with_mocks(documents: Vec<PathBuf>, number: usize) -> Self {
        Self {
            documents,
            number,
            seed: 1,
            left_out: false,
            mock: true,
        }
    }

    pub(super) fn run(self) -> Result<(), Failure> {
        let workshop = Workshop::new()?;
        let documents: Vec<Document> = self.documents.iter().map(|path| of_file(path)).collect();
        let width = documents
            .iter()
            .map(|document| document.name.chars().count())
            .max();
        let width = width.unwrap_or_default().max("document".len());
        print(&format!(
            "{BOLD}{:width$}  {:>10}  {:>8}  {:>8}  {:>8}  {:>10}  {:>6}{BOLD:#}\n",
            "document", "operations", "drawn", "requests", "answers", "mismatches", "seed"
        ));
        let mut mismatches = 0;
        for document in &documents {
            let outcome = self.document(&workshop, document)?;
            mismatches += outcome.number_of_mismatches();
            print(&self.shown(document, &outcome, width));
        }
        if mismatches > 0 {
            return Err(Failure::new(format!(
                "{mismatches} draws are not as the document says"
            )));
        }
        Ok(())
    }

    fn document(&self, workshop: &Workshop, document: &Document) -> Result<Outcome, Failure> {
        let source = read(&Input::new(&document.path))?;
        let config = Input::beside(&document.path);
        let mut config = config.as_ref().map(read).transpose()?;
        if self.mock {
            let config = config.get_or_insert_with(|| Source::new("mock.sdk.yaml", ""));
            if !config.text.lines().any(|line| line.starts_with("mock:")) {
                config.text.push_str("\nmock: true\n");
            }
        }
        let both = (source.clone(), config.clone());
        let crate_folder = workshop.crate_folder(document);
        let answer = child::run(&document.path, || Ok(both), Some(&crate_folder))?;
        if !answer.generated.errors.is_empty() {
            print_error(&answer.rendered);
            let name = &document.name;
            return Err(Failure::new(format!("nothing is generated from `{name}`")));
        }
        run(
            workshop,
            document,
            &source,
            config.as_ref(),
            (self.seed, self.number),
            self.mock,
        )
    }

    fn shown(&self, document: &Document, outcome: &Outcome, width: usize) -> String {
        let style = if outcome.mismatches.is_empty() {
            GOOD
        } else {
            BAD
        };
        let mut text = format!(
            "{:width$}  {:>10}  {:>8}  {:>8}  {:>8}  {style}{:>10}{style:#}  {:>6}\n",
            document.name,
            outcome.operations,
            outcome.drawn,
            outcome.sent,
            outcome.answers,
            outcome.number_of_mismatches(),
            self.seed
        );
        for (name, mismatches) in &outcome.mismatches {
            let (name, number) = (visible(name), mismatches.len());
            let first = mismatches.first().map_or("", String::as_str);
            let _ = writeln!(text, "  {name}: {number} mismatched; {first}");
        }
        let compared = outcome.compared.iter();
        let compared: Vec<String> = compared
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        let _ = writeln!(text, "  {DIM}compared: {}{DIM:#}", compared.join(", "));
        for ((kind, reason), names) in &outcome.left_out {
            let _ = writeln!(
                text,
                "  {DIM}{} {} left out: {}{DIM:#}",
                names.len(),
                kind.words(),
                visible(reason)
            );
            for name in names.iter().filter(|_| self.left_out) {
                let _ = writeln!(text, "    {DIM}{}{DIM:#}", visible(name));
            }
        }
        text
    }
}
