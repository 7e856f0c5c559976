//! `invent`: documents made at random, and whether their clients are as they say.

use std::path::PathBuf;

use glob::Pattern;

use super::corpus::Corpus;
use super::draws::Draws;
use crate::corpus::client::put;
use crate::failure::Failure;
use crate::invent::invent;
use crate::terminal::print;

/// The arguments of `invent`.
#[derive(clap::Args)]
pub struct Invent {
    /// The folder to write them into
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// How many documents, of as many seeds
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    documents: u16,
    /// The first seed: the same seed makes the same document
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u32,
    /// How many operations each has at least
    #[arg(long, value_name = "N", default_value_t = 40)]
    operations: u16,
    /// Put every crate through `cargo check`, clippy and rustdoc, as `corpus --compile` does
    #[arg(long)]
    compile: bool,
    /// Send so many random requests of each, to its mock as well, as `draws --mock` does
    #[arg(long, value_name = "N")]
    draws: Option<usize>,
}

impl Invent {
    pub(super) fn run(self) -> Result<(), Failure> {
        let mut paths = Vec::new();
        let mut names = Vec::new();
        let first = u64::from(self.seed);
        for seed in first..first + u64::from(self.documents) {
            let name = format!("invented-{seed}.json");
            let path = self.folder.join(&name);
            let document = invent(seed, self.operations.into());
            put(&path, &format!("{document:#}\n"))?;
            print(&format!("{}\n", path.display()));
            names.extend(Pattern::new(&name).ok());
            paths.push(path);
        }
        if self.compile {
            Corpus::compiling(self.folder, names).run()?;
        }
        match self.draws {
            Some(number) => Draws::with_mocks(paths, number).run(),
            None => Ok(()),
        }
    }
}
