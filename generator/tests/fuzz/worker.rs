//! What runs the inputs, in a process of its own: it may hang, run out of memory, or die.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use openapi_client_generator::diag::render;
use openapi_client_generator::{Diagnostic, Source, generate};
use serde_json::Value;

/// The most memory that an input may take, in kilobytes.
const MOST_MEMORY: u64 = 1024 * 1024;

/// Why an input is a finding, if it is one.
pub fn run(text: &str) -> Result<(), String> {
    let run = || {
        let document = Source::new("fuzz.yaml", text);
        let (files, diagnostics) = generate(&document, None);
        let has_error = diagnostics.iter().any(Diagnostic::is_error);
        render(&diagnostics, &[document], false);
        let fault = diagnostics.iter().find(|one| one.code == "generator-fault");
        match fault {
            Some(fault) => Err(fault.to_string()),
            None if files.is_empty() != has_error => {
                Err("files and errors do not agree".to_owned())
            }
            None => Ok(()),
        }
    };
    catch_unwind(run).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned()));
        Err(format!("panic: {}", said.unwrap_or_default()))
    })?;
    match peak() {
        Some(peak) if peak > MOST_MEMORY => Err(format!("{peak} kB of memory")),
        _ => Ok(()),
    }
}

/// The most memory that this process had resident, in kilobytes, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The smallest tree that one finds by leaving parts out, as long as it is still a finding of the same kind.
pub fn minimized(text: &str, reason: &str) -> String {
    let Ok(mut tree) = serde_yaml::from_str::<Value>(text) else {
        return text.to_owned();
    };
    let kind = |reason: &str| reason.chars().take(30).collect::<String>();
    let still = |tree: &Value| {
        let found = run(&serde_json::to_string_pretty(tree).unwrap());
        found.is_err_and(|found| kind(&found) == kind(reason))
    };
    if !still(&tree) {
        return text.to_owned();
    }
    let mut tries = 0;
    loop {
        let mut smaller = None;
        for pointer in pointers(&tree) {
            tries += 1;
            let mut candidate = tree.clone();
            if tries < 5_000 && remove(&mut candidate, &pointer) && still(&candidate) {
                smaller = Some(candidate);
                break;
            }
        }
        match smaller {
            Some(found) => tree = found,
            None => return serde_json::to_string_pretty(&tree).unwrap(),
        }
    }
}

/// Every node but the root, the largest first.
fn pointers(tree: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = std::collections::VecDeque::from([(String::new(), tree)]);
    while let Some((pointer, node)) = open.pop_front() {
        let below: Vec<(String, &Value)> = match node {
            Value::Object(members) => members
                .iter()
                .map(|(key, member)| (key.replace('~', "~0").replace('/', "~1"), member))
                .collect(),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (index.to_string(), item))
                .collect(),
            _ => Vec::new(),
        };
        open.extend(
            below
                .into_iter()
                .map(|(step, node)| (format!("{pointer}/{step}"), node)),
        );
        found.push(pointer);
    }
    found.split_off(1)
}

fn remove(tree: &mut Value, pointer: &str) -> bool {
    let Some((parent, step)) = pointer.rsplit_once('/') else {
        return false;
    };
    let step = step.replace("~1", "/").replace("~0", "~");
    match tree.pointer_mut(parent) {
        Some(Value::Object(members)) => members.remove(&step).is_some(),
        Some(Value::Array(items)) => {
            drop(items.remove(step.parse().unwrap()));
            true
        }
        _ => false,
    }
}

/// The documents to start from: the cases, and published ones where there are any.
pub fn documents() -> Vec<Value> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = ["tests/cases/ok", "../../shared/corpus"]
        .iter()
        .filter_map(|folder| fs::read_dir(here.join(folder)).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with(".sdk.yaml") && path.is_file())
        .collect();
    paths.sort();
    let small = |path: &PathBuf| fs::metadata(path).is_ok_and(|found| found.len() < 500_000);
    let texts = paths
        .into_iter()
        .filter(small)
        .filter_map(|path| fs::read_to_string(path).ok());
    texts
        .filter_map(|text| serde_yaml::from_str(&text).ok())
        .collect()
}
