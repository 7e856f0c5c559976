//! A server that does everything wrong, and what a client makes of it: one file in `cases` is one scenario, which runs
//! once with calls that are futures and once with calls that block.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something unexpected happens"
)]
#![expect(clippy::duplicate_mod, reason = "both modes make the same calls")]

mod answer;
mod asynchronous;
mod blocking;
mod case;
mod ear;
mod judge;
#[path = "../support/server.rs"]
mod server;
mod stage;
mod tls;

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

use self::stage::{Stage, Told};

/// Nearly all of the time of a scenario is spent waiting.
const AT_ONCE: usize = 16;

/// One way to make calls.
type Play = fn(&Stage) -> Vec<Told>;

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_ONCE);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/cases");
    let modes: [(&str, Play); 2] = [("async", asynchronous::play), ("blocking", blocking::play)];
    let mut trials = Vec::new();
    for path in cases(&folder) {
        let name = path.strip_prefix(&folder).unwrap().with_extension("");
        for (mode, play) in modes {
            let path = path.clone();
            let name = format!("{} {mode}", name.display());
            trials.push(Trial::test(name, move || run(&path, play)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The files of all scenarios, in the order of their names.
fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(cases(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A scenario that is about time is played again where it fails: a machine that is busy with something else for half a
/// second must not fail a test, and a client that is wrong is so every time.
fn run(path: &Path, play: Play) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let mut tries = if text.contains("_ms: ") { 3 } else { 1 };
    loop {
        let stage = Stage::set(&text)?;
        let (told, heard) = ear::listen(|| play(&stage));
        let faults = judge::judge(&stage, &told, &heard);
        tries -= 1;
        if faults.is_empty() {
            return Ok(());
        }
        if tries == 0 {
            return Err(format!("{}\n  {}", stage.case.shows, faults.join("\n  ")).into());
        }
    }
}
