//! The commands: one file each, and a line in each list here.

mod ci;
mod corpus;
mod diff;
mod docs;
mod draws;
mod extensions;
mod generate;
mod invent;
mod miri;
mod release;
mod vendor;

use crate::failure::Failure;

/// What the task runner can do.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Generate the client crate of spec/ into generated/, or that of another document
    Generate(generate::Generate),
    /// Generate the crate of every document in a folder: what each costs, and with --compile, whether it compiles cleanly
    Corpus(corpus::Corpus),
    /// Generate the crate of one document, as the process that `corpus` starts for it
    #[command(hide = true)]
    CorpusOne(corpus::CorpusOne),
    /// Print several copies of a document as one, for `corpus --copies`
    #[command(hide = true)]
    CorpusCopies(corpus::CorpusCopies),
    /// Write the program that tries the examples of one document, for `corpus --examples`
    #[command(hide = true)]
    CorpusExamples(corpus::CorpusExamples),
    /// Copy a generated crate into another project, or check that such a copy is as it was made
    Vendor(vendor::Vendor),
    /// Show what changes in the Rust API between two documents, and the step of the version that asks for
    Diff(diff::Diff),
    /// Build the reference and the documentation by rustdoc as one static site below target/site
    Docs(docs::Docs),
    /// Send random requests of documents with their generated clients, and hold them and the answers to the documents
    Draws(draws::Draws),
    /// Write valid documents made at random, for `draws` and `corpus`: what no real document has shown yet
    Invent(invent::Invent),
    /// Run what continuous integration runs: format, clippy, tests, docs, and whether generated/ is up to date
    Ci(ci::Ci),
    /// Run the runtime's tests that need no network under miri, which sees undefined behaviour and leaks
    Miri(miri::Miri),
    /// Check what a release promises: licences, the version of Rust, the lowest versions of dependencies
    #[command(subcommand)]
    Release(release::Release),
}

impl Command {
    /// Does it.
    pub fn run(self) -> Result<(), Failure> {
        match self {
            Self::Generate(command) => command.run(),
            Self::Corpus(command) => command.run(),
            Self::CorpusOne(command) => command.run(),
            Self::CorpusCopies(command) => command.run(),
            Self::CorpusExamples(command) => command.run(),
            Self::Vendor(command) => command.run(),
            Self::Diff(command) => command.run(),
            Self::Docs(command) => command.run(),
            Self::Draws(command) => command.run(),
            Self::Invent(command) => command.run(),
            Self::Ci(command) => command.run(),
            Self::Miri(command) => command.run(),
            Self::Release(command) => command.run(),
        }
    }
}
