//! `generate`: from a document to a crate on disk, and `--check`: whether what is on disk is that crate.

use std::fs;
use std::iter;
use std::path::{Path, PathBuf};

use openapi_client_generator::diag::{Source, render};
use openapi_client_generator::{Inputs, generate_from};

use super::extensions;
use crate::failure::Failure;
use crate::loader::Loader;
use crate::output::{self, Made, Plan, Sources, Surroundings, source_checksum};
use crate::terminal::{count, print, print_error};
use crate::{report, workspace};

pub(super) const SPEC: &str = "spec/secrets-store.yaml";
const CONFIG: &str = "spec/secrets-store.sdk.yaml";
pub(super) const OUT: &str = "generated";

/// The arguments of `generate`.
#[derive(clap::Args)]
pub struct Generate {
    /// Write nothing: list what is stale, missing or edited, and how to fix it
    #[arg(long)]
    check: bool,
    /// The OpenAPI document [default: spec/secrets-store.yaml]
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// How to name and wrap it [default: the document's name with .sdk.yaml, if there is such a file beside it]
    #[arg(long, value_name = "FILE", requires = "spec")]
    config: Option<PathBuf>,
    /// The crate's folder: new, empty, or generated before; a symbolic link is followed [default: generated]
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
}

/// A file to read: where it is, and what the user calls it.
pub(super) struct Input {
    path: PathBuf,
    name: String,
}

impl Input {
    /// A file that a user named.
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            name: path.display().to_string(),
        }
    }

    /// The configuration beside a document, if there is one.
    pub(super) fn beside(document: &Path) -> Option<Self> {
        let path = document.with_extension("sdk.yaml");
        path.is_file().then(|| Self::new(&path))
    }
}

impl Generate {
    pub(super) fn run(self) -> Result<(), Failure> {
        let root = workspace::root();
        let (document, config) = self.inputs();
        let (out, shown) = match &self.out {
            Some(out) => (out.clone(), out.display().to_string()),
            None => (root.join(OUT), OUT.to_owned()),
        };
        let folder = output::resolve(&out)?;
        let inputs = iter::once(&document).chain(&config);
        Surroundings {
            workspace: &root,
            inputs: inputs.map(|input| input.path.as_path()).collect(),
            is_chosen: self.out.is_some(),
        }
        .admit(&folder)?;

        let made = generate(&document, config.as_ref())?;
        let plan = Plan::new(folder, &shown, made)?;
        if self.check {
            print(&report::check(&plan));
            return match report::verdict(&plan) {
                None => Ok(()),
                Some(verdict) => {
                    Err(Failure::new(verdict).help(format!("run `{}`", self.command_line())))
                }
            };
        }
        plan.apply()?;
        print(&report::changes(&plan));
        Ok(())
    }

    fn inputs(&self) -> (Input, Option<Input>) {
        let ours = |name: &str| Input {
            path: workspace::root().join(name),
            name: name.to_owned(),
        };
        let Some(spec) = &self.spec else {
            return (ours(SPEC), Some(ours(CONFIG)));
        };
        let config = self.config.as_deref().map(Input::new);
        (Input::new(spec), config.or_else(|| Input::beside(spec)))
    }

    /// The command that writes what this one would check.
    fn command_line(&self) -> String {
        let mut words = ["cargo", "xtask", "generate"].map(str::to_owned).to_vec();
        let options = [
            ("--spec", &self.spec),
            ("--config", &self.config),
            ("--out", &self.out),
        ];
        for (option, value) in options {
            if let Some(value) = value {
                words.extend([option.to_owned(), value.display().to_string()]);
            }
        }
        let quoted = shlex::try_join(words.iter().map(String::as_str));
        quoted.unwrap_or_else(|_| words.join(" "))
    }
}

/// Runs the generator and shows what it has to say; the crate, unless anything is an error.
fn generate(document: &Input, config: Option<&Input>) -> Result<Made, Failure> {
    let mut loader = Loader::new(&document.path);
    let document = read(document)?;
    let path = config.map(|config| config.path.as_path());
    let config = config.map(read).transpose()?;
    let mut unreadable = Vec::new();
    let extensions = path
        .zip(config.as_ref())
        .map(|(path, config)| extensions::read(path, config, &mut unreadable));
    let (files, mut diagnostics) = generate_from(Inputs {
        document: &document,
        config: config.as_ref(),
        extensions: &extensions.unwrap_or_default(),
        load: Some(&mut |path| loader.load(path)),
    });
    diagnostics.append(&mut unreadable);

    let errors = diagnostics.iter().filter(|one| one.is_error()).count();
    let warnings = count(diagnostics.len() - errors, "warning");
    let name = document.name.clone();
    let others = config.into_iter().chain(loader.into_sources());
    let sources = iter::once(document).chain(others).collect::<Vec<_>>();
    if !diagnostics.is_empty() {
        let text = render(&diagnostics, &sources, true);
        print_error(&format!("{text}\n"));
    }
    if errors > 0 {
        let errors = count(errors, "error");
        return Err(Failure::new(format!(
            "nothing is generated from `{name}`: {errors} and {warnings}"
        )));
    }
    if files.is_empty() {
        return Err(Failure::new(format!(
            "the generator made no files from `{name}`"
        )));
    }
    if !diagnostics.is_empty() {
        print_error(&format!("{warnings}\n\n"));
    }
    let files = files.into_iter();
    let files = files.map(|(path, content)| (path, content.into()));
    Ok(Made::new(files.collect(), checksums(&sources)))
}

/// The checksums of what was read, the names as they stand seen from the document.
fn checksums(sources: &[Source]) -> Sources {
    let document = sources
        .first()
        .map_or("", |document| document.name.as_str());
    let folder = Path::new(document).parent().unwrap_or(Path::new(""));
    let sources = sources.iter().map(|source| {
        let path = Path::new(&source.name);
        let below = path.strip_prefix(folder).ok();
        let name = below
            .or_else(|| path.file_name().map(Path::new))
            .unwrap_or(path);
        let name = name.display().to_string().replace('\\', "/");
        (name, source_checksum(&source.text))
    });
    sources.collect()
}

/// The text of a file.
pub(super) fn read(input: &Input) -> Result<Source, Failure> {
    let bytes = fs::read(&input.path)
        .map_err(|error| Failure::io("read", Path::new(&input.name), &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(format!("`{}` is not UTF-8 text: see byte {at}", input.name))
    })?;
    Ok(Source::new(input.name.clone(), text))
}
