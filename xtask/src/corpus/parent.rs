//! A process for each document, several at a time.

use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};
use std::{fs, iter, thread};

use serde::de::DeserializeOwned;

use super::documents::Document;
use super::examples::Prepared;
use super::row::{Answer, Row};

/// The hidden command that a document's process runs.
pub const COMMAND: &str = "corpus-one";

/// Generates the crate of each document in a process of the program `program`, `jobs` at a time; `out` names the folder
/// to write a crate to, if any, and `done` is told of each that is done. The rows are in the order of the documents.
pub fn generate(
    program: &Path,
    documents: &[Document],
    jobs: usize,
    out: impl Fn(&Document) -> Option<PathBuf> + Sync,
    done: impl Fn(&Row) + Sync,
) -> Vec<Row> {
    let queue = Mutex::new(documents.iter().enumerate());
    // A queue is still a queue after somebody panicked over it.
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        let mut rows = Vec::new();
        while let Some((index, document)) = next() {
            let row = Row::new(&document.name, ask(program, document, out(document)));
            done(&row);
            rows.push((index, row));
        }
        rows
    };
    let mut rows = thread::scope(|scope| {
        let workers = iter::repeat_with(|| scope.spawn(work)).take(jobs);
        let workers = workers.collect::<Vec<_>>();
        let rows = workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default());
        rows.collect::<Vec<_>>()
    });
    rows.sort_by_key(|(index, _)| *index);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The hidden command that prints several copies of a document as one.
pub const COPIES_COMMAND: &str = "corpus-copies";

/// Documents of so many copies of each document, in `folder`, made in processes of their own as well. A document that
/// cannot be read stays what it is, for its row to say why.
pub fn multiply(
    program: &Path,
    documents: &[Document],
    copies: &[NonZero<usize>],
    folder: &Path,
) -> Vec<Document> {
    let all = documents
        .iter()
        .flat_map(|document| copies.iter().map(move |copies| (document, copies)));
    let one = |(document, copies): (&Document, &NonZero<usize>)| {
        let mut whole = Document {
            name: format!("{}*{copies}", document.name),
            path: document.path.clone(),
        };
        let path = folder.join(format!("{}.json", whole.folder()));
        if copy(program, document, *copies, &path) {
            whole.path = path;
        }
        whole
    };
    all.map(one).collect()
}

/// Whether so many copies of a document are in the file `path` now.
fn copy(program: &Path, document: &Document, copies: NonZero<usize>, path: &Path) -> bool {
    let Ok(file) = fs::File::create(path) else {
        return false;
    };
    let mut command = Command::new(program);
    command.arg(COPIES_COMMAND).arg(copies.to_string());
    command.arg("--").arg(&document.path);
    let command = command.stdin(Stdio::null()).stdout(file);
    let status = command.stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// The hidden command that writes the program which tries the examples of a document.
pub const EXAMPLES_COMMAND: &str = "corpus-examples";

/// Writes that program for a document to `out`, in a process of its own as well.
pub fn prepare_examples(
    program: &Path,
    document: &Document,
    crate_folder: &Path,
    out: &Path,
) -> Result<Prepared, String> {
    let mut command = Command::new(program);
    command
        .arg(EXAMPLES_COMMAND)
        .stdin(Stdio::null())
        .arg("--crate-folder")
        .arg(crate_folder)
        .arg("--out")
        .arg(out)
        .arg("--")
        .arg(&document.path);
    answer(command.output())
}

/// What the document's process says, or how it ended without a word.
fn ask(program: &Path, document: &Document, out: Option<PathBuf>) -> Result<Answer, String> {
    let mut command = Command::new(program);
    command.arg(COMMAND).stdin(Stdio::null());
    if let Some(out) = out {
        command.arg("--out").arg(out);
    }
    command.arg("--").arg(&document.path);
    answer(command.output())
}

fn answer<T: DeserializeOwned>(output: io::Result<Output>) -> Result<T, String> {
    let output = output.map_err(|error| format!("cannot start a process: {error}\n"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{said}{}\n", output.status));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("{said}no answer: {error}\n"))
}
