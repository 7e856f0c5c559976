//! `vendor`: a copy of a generated crate in another project, and `--check`: whether the copy is still that crate.

use std::fs;
use std::path::{Path, PathBuf};

use super::generate::{OUT, SPEC};
use crate::failure::Failure;
use crate::output::{self, Made, Plan, State, Surroundings, source_checksum};
use crate::terminal::print;
use crate::{report, workspace};

/// The arguments of `vendor`.
#[derive(clap::Args)]
#[command(
    after_help = "The copy holds .generated.json: a checksum of every file, checksums of the document and the \
    configuration, and the version of the generator. Only files that it lists are ever replaced or removed."
)]
pub struct Vendor {
    /// The folder of the copy: new, empty, or a copy of the same crate
    #[arg(value_name = "DEST")]
    dest: PathBuf,
    /// The generated crate to copy [default: generated]
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// Write nothing: list what is edited, missing, extra or outdated, and how to fix it; exit 1 if anything is
    #[arg(long, conflicts_with = "force")]
    check: bool,
    /// Replace files that were edited in the copy
    #[arg(long)]
    force: bool,
}

impl Vendor {
    pub(super) fn run(self) -> Result<(), Failure> {
        let root = workspace::root();
        let (from, shown_from) = match &self.from {
            Some(from) => (from.clone(), from.display().to_string()),
            None => (root.join(OUT), OUT.to_owned()),
        };
        let from = output::resolve(&from)?;
        let made = Made::read(&from, &shown_from)?;
        if self.from.is_none() {
            refuse_older_than_its_document(&made)?;
        }
        let shown = self.dest.display().to_string();
        let folder = output::resolve(&self.dest)?;
        admit(&folder, &shown, &from, &root)?;
        let origin = made.origin();
        let package = made.package().map(str::to_owned);
        let plan = Plan::new(folder, &shown, made)?.with_extras()?;
        if let (Some(theirs), Some(ours)) = (plan.package(), package.as_deref())
            && theirs != ours
        {
            return Err(Failure::new(format!(
                "`{shown}` holds the crate `{theirs}`, not `{ours}`"
            ))
            .help("name another folder, or delete this one if nothing in it is needed"));
        }
        if self.check {
            return self.check(&plan, &origin);
        }
        self.write(&plan)
    }

    fn check(&self, plan: &Plan, origin: &str) -> Result<(), Failure> {
        if plan.is_new() {
            return Err(
                Failure::new(format!("there is no copy in `{}`", plan.shown()))
                    .help(format!("run `{}`", self.command_line(false))),
            );
        }
        print(&report::check_copy(plan, origin));
        let Some(verdict) = report::verdict_on_copy(plan) else {
            return Ok(());
        };
        let has = |states: &[State]| {
            plan.entries()
                .iter()
                .any(|entry| states.contains(&entry.state))
        };
        let mut help = Vec::new();
        let replaced = [State::Missing, State::Stale, State::Obsolete];
        let is_edited = has(&[State::Edited, State::ObsoleteEdited]);
        if is_edited || has(&replaced) {
            let lost = if is_edited {
                ", which drops what was edited"
            } else {
                ""
            };
            help.push(format!("run `{}`{lost}", self.command_line(is_edited)));
        }
        if has(&[State::Extra]) {
            help.push("move what is extra into a crate of your own, or delete it".to_owned());
        }
        Err(Failure::new(verdict).help(help.join("; ")))
    }

    fn write(&self, plan: &Plan) -> Result<(), Failure> {
        let edited = report::edited(plan);
        if !(edited.is_empty() || self.force) {
            print(&edited);
            let shown = plan.shown();
            return Err(Failure::new(format!(
                "nothing is written: files of `{shown}` were edited"
            ))
            .help(format!(
                "keep what was edited elsewhere, then run `{}`",
                self.command_line(true)
            )));
        }
        plan.apply()?;
        print(&report::changes(plan));
        Ok(())
    }

    /// The command that makes the copy what it should be.
    fn command_line(&self, force: bool) -> String {
        let mut words = ["cargo", "xtask", "vendor"].map(str::to_owned).to_vec();
        words.push(self.dest.display().to_string());
        if let Some(from) = &self.from {
            words.extend(["--from".to_owned(), from.display().to_string()]);
        }
        words.extend(force.then(|| "--force".to_owned()));
        let quoted = shlex::try_join(words.iter().map(String::as_str));
        quoted.unwrap_or_else(|_| words.join(" "))
    }
}

/// Refuses a folder that holds more than a copy, or is a part of what is copied.
fn admit(folder: &Path, shown: &str, from: &Path, root: &Path) -> Result<(), Failure> {
    if folder.starts_with(from) {
        return Err(
            Failure::new(format!("`{shown}` is a part of what is copied"))
                .help("choose a folder of its own for the copy"),
        );
    }
    Surroundings {
        workspace: root,
        inputs: vec![from],
        is_chosen: true,
    }
    .admit(folder)
}

/// Refuses the crate of this workspace if its document, or its configuration, has changed since.
fn refuse_older_than_its_document(made: &Made) -> Result<(), Failure> {
    let root = workspace::root();
    let folder = Path::new(SPEC).parent().unwrap_or(Path::new(""));
    for (name, checksum) in made.sources() {
        let shown = folder.join(name);
        let text = fs::read_to_string(root.join(&shown))
            .map_err(|error| Failure::io("read", &shown, &error))?;
        if source_checksum(&text) != *checksum {
            let shown = shown.display();
            return Err(Failure::new(format!("`{OUT}` is older than `{shown}`"))
                .help("run `cargo xtask generate` first"));
        }
    }
    Ok(())
}
