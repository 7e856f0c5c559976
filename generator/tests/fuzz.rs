//! Documents that nobody would write go through the generator: none may bring it down, take more than 10 seconds, or take
//! more than 1 GB.
//!
//! `FUZZ_SECONDS` says for how long new ones are tried (2 without it), and `FUZZ_SEED` where to start. What is found is
//! made as small as it can be and written below `cases/hostile`, whose files are tried first each time.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/random.rs"]
mod random;
#[path = "fuzz/worker.rs"]
mod worker;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use serde_json::Value;

/// The longest that an input may take.
const MOST_TIME: Duration = Duration::from_secs(10);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/hostile")
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok()?.parse().ok()
}

#[test]
fn what_was_found_before_is_harmless() {
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let start = Instant::now();
        assert_eq!(worker::run(&text), Ok(()), "{}", path.display());
        assert!(
            start.elapsed() < MOST_TIME,
            "{} takes too long",
            path.display()
        );
    }
}

/// Runs for as long as it is asked to in processes of its own, one after the other.
#[test]
fn nothing_brings_the_generator_down() {
    let seconds = number("FUZZ_SECONDS").unwrap_or(2);
    let end = Instant::now() + Duration::from_secs(seconds);
    let start = number("FUZZ_SEED").unwrap_or(1);
    let (mut seed, mut findings) = (start, Vec::new());
    let documents = worker::documents();
    while Instant::now() < end && findings.len() < 20 {
        let (next, finding) = batch(seed, end, &documents);
        findings.extend(finding);
        seed = next;
    }
    println!("{} inputs from seed {start}", seed - start);
    assert!(findings.is_empty(), "found:\n{}", findings.join("\n"));
}

/// Runs a process over seeds from `seed`; gives the seed to go on with, and what was found.
fn batch(seed: u64, end: Instant, documents: &[Value]) -> (u64, Option<String>) {
    let document = |seed| mutate::document(seed, documents);
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["run_inputs", "--exact", "--ignored", "--nocapture"])
        .env("FUZZ_SEED", seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let mut current = seed;
    // A process that has just started reads its documents first.
    let mut patience = MOST_TIME * 3;
    let finding = loop {
        match receiver.recv_timeout(patience) {
            Ok(line) => {
                patience = MOST_TIME;
                if let Some(found) = line.strip_prefix("found ") {
                    break Some(found.to_owned());
                }
                if let Some(started) = line.strip_prefix("seed ") {
                    current = started.parse().unwrap();
                } else if line.starts_with("minimizing") {
                    patience = MOST_TIME * 60;
                }
                if Instant::now() > end {
                    break None;
                }
            }
            // On a busy machine, waiting proves little: it gets a process and more time of its own.
            Err(RecvTimeoutError::Timeout) if current != seed => {
                current -= 1;
                break None;
            }
            Err(RecvTimeoutError::Timeout) => {
                break Some(keep(current, &document(current), "it takes too long"));
            }
            Err(RecvTimeoutError::Disconnected) => {
                break Some(keep(current, &document(current), "the process died"));
            }
        }
    };
    child.kill().unwrap();
    child.wait().unwrap();
    (current + 1, finding)
}

/// Writes a finding to the cases.
fn keep(seed: u64, text: &str, reason: &str) -> String {
    fs::create_dir_all(folder()).unwrap();
    let path = folder().join(format!("found-{seed}.json"));
    fs::write(&path, text).unwrap();
    let reason = reason.lines().next().unwrap_or_default();
    format!("seed {seed}: {reason}: {}", path.display())
}

#[test]
#[ignore = "the process that the other test starts"]
fn run_inputs() {
    let documents = worker::documents();
    for seed in number("FUZZ_SEED").unwrap_or(1).. {
        println!("seed {seed}");
        let text = mutate::document(seed, &documents);
        if let Err(reason) = worker::run(&text) {
            println!("minimizing");
            let text = worker::minimized(&text, &reason);
            println!("found {}", keep(seed, &text, &reason));
            return;
        }
    }
}
