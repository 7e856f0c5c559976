//! `diff`: what changes in the Rust API between two documents, and which step of the version that asks for.

use std::path::PathBuf;

use openapi_client_generator::Inputs;
use openapi_client_generator::compare::{Comparison, Level, compare};
use openapi_client_generator::diag::{Diagnostic, Source, render};

use super::generate::{Input, read};
use crate::comparison;
use crate::failure::Failure;
use crate::loader::Loader;
use crate::terminal::{count, print, print_error};

/// The arguments of `diff`.
#[derive(clap::Args)]
#[command(
    after_help = "Exit codes: 0 compared; 1 compared, and there is a change that --fail-on names; \
    2 not compared: a document, a configuration or an argument is wrong."
)]
pub struct Diff {
    /// The document as it was
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The document as it is
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to name and wrap both [default: each document's name with .sdk.yaml beside it, that of the other if it has none]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Exit with 1 if anything is breaking; or, with `additive`, if anything is breaking or additive
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
}

/// The least change that fails the command.
#[derive(Clone, Copy, clap::ValueEnum)]
enum FailOn {
    /// Code that uses the crate no longer compiles
    Breaking,
    /// There is something new, or worse
    Additive,
}

/// The exit code of documents that cannot be compared.
const NOT_COMPARED: u8 = 2;

impl Diff {
    pub(super) fn run(self) -> Result<(), Failure> {
        let comparison = self
            .compare()
            .map_err(|failure| failure.code(NOT_COMPARED))?;
        let (old, new) = (
            self.old.display().to_string(),
            self.new.display().to_string(),
        );
        if self.json {
            print(&comparison::json(&comparison, &old, &new)?);
        } else {
            print(&comparison::table(&comparison, &old, &new));
        }
        self.verdict(&comparison)
    }

    fn compare(&self) -> Result<Comparison, Failure> {
        let beside = |path| Input::beside(path);
        let (old_config, new_config) = match &self.config {
            Some(config) => (Some(Input::new(config)), Some(Input::new(config))),
            None => {
                let (old, new) = (beside(&self.old), beside(&self.new));
                (
                    old.or_else(|| beside(&self.new)),
                    new.or_else(|| beside(&self.old)),
                )
            }
        };
        let documents = [read(&Input::new(&self.old))?, read(&Input::new(&self.new))?];
        let configs = [
            old_config.as_ref().map(read).transpose()?,
            new_config.as_ref().map(read).transpose()?,
        ];
        let mut loaders = [Loader::new(&self.old), Loader::new(&self.new)];
        let [old_loader, new_loader] = &mut loaders;
        let (mut load_old, mut load_new) = (
            |path: &str| old_loader.load(path),
            |path: &str| new_loader.load(path),
        );
        let [old, new] = &documents;
        let [old_config, new_config] = &configs;
        let compared = compare(
            inputs(old, old_config.as_ref(), &mut load_old),
            inputs(new, new_config.as_ref(), &mut load_new),
        );
        let mut refused = Vec::new();
        for ((document, diagnostics), sources) in documents
            .iter()
            .zip(&compared.diagnostics)
            .zip(&compared.sources)
        {
            let errors = diagnostics.iter().filter(|one| one.is_error());
            let errors: Vec<Diagnostic> = errors.cloned().collect();
            if !errors.is_empty() {
                print_error(&format!("{}\n", render(&errors, sources, true)));
                refused.push(format!(
                    "`{}` has {}",
                    document.name,
                    count(errors.len(), "error")
                ));
            }
        }
        compared
            .comparison
            .filter(|_| refused.is_empty())
            .ok_or_else(|| {
                Failure::new(format!("nothing is compared: {}", refused.join(", ")))
                    .help("both documents have to make a crate: see `cargo xtask generate`")
            })
    }

    fn verdict(&self, comparison: &Comparison) -> Result<(), Failure> {
        let Some(fail_on) = self.fail_on else {
            return Ok(());
        };
        let least = match fail_on {
            FailOn::Breaking => Level::Breaking,
            FailOn::Additive => Level::Additive,
        };
        let rows = comparison.rows.iter();
        match rows.filter(|row| row.level >= least).count() {
            0 => Ok(()),
            number => {
                let changes = count(number, "change");
                let or_worse = match fail_on {
                    FailOn::Breaking => "",
                    FailOn::Additive => " or breaking",
                };
                Err(Failure::new(format!("{changes}: {least}{or_worse}")))
            }
        }
    }
}

fn inputs<'a>(
    document: &'a Source,
    config: Option<&'a Source>,
    load: &'a mut openapi_client_generator::openapi::Load<'a>,
) -> Inputs<'a> {
    Inputs {
        document,
        config,
        extensions: &[],
        load: Some(load),
    }
}
