//! Writes the program that tries the examples of one document.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use openapi_client_generator::diag::Source;
use openapi_client_generator::{SchemaType, openapi, schema_types};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::collect::{Example, collect};
use crate::corpus::client::{manifest, put};
use crate::failure::Failure;
use crate::loader::Loader;
use crate::schema::judge::{Judge, Judgement};

/// The file with the examples, a line each.
pub const LIST: &str = "examples.jsonl";

/// The name of the program's package.
pub const PACKAGE: &str = "corpus-examples";

/// What is known of the examples of a document before they are tried.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Prepared {
    /// How many values the document gives.
    pub all: usize,
    /// How many of them are given for a schema that an operation reaches.
    pub reached: usize,
    /// How many of those are as their schema says.
    pub valid: usize,
    /// Why it cannot be told of some, with their number.
    pub unknown: BTreeMap<String, usize>,
    /// Those that are tried, by line of the list.
    pub tried: Vec<Tried>,
}

/// An example that is tried.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// The pointer to the value.
    pub at: String,
    /// The types of its schema, the probe of each being its index.
    pub types: BTreeMap<usize, String>,
    /// Why it is not as its schema says.
    pub invalid: Option<String>,
}

/// Writes the program for a document to a folder; the crate of the document is in the folder `crate_folder`.
pub fn prepare(
    path: &Path,
    document: &Source,
    config: Option<&Source>,
    crate_folder: &Path,
    out: &Path,
) -> Result<Prepared, Failure> {
    let mut loader = Loader::new(path);
    let (types, _) = schema_types(document, config, Some(&mut |path| loader.load(path)));
    let tree = openapi::parse(document, &mut Vec::new()).unwrap_or_default();
    let examples = collect(&tree);
    let mut judge = Judge::new(&tree, None)?;
    let mut prepared = Prepared {
        all: examples.len(),
        ..Prepared::default()
    };
    let mut probes = Probes::default();
    let by_place = by_place(&document.name, types);
    let mut list = String::new();
    for example in examples {
        let Some(types) = by_place.get(&example.schema) else {
            continue;
        };
        prepared.reached += 1;
        let invalid = match judge.judge(&example.schema, &example.value) {
            Judgement::Valid => {
                prepared.valid += 1;
                None
            }
            Judgement::Invalid(reason) => Some(reason),
            Judgement::Unknown(reason) => {
                *prepared.unknown.entry(reason.clone()).or_default() += 1;
                Some(reason)
            }
        };
        let Example { at, value, .. } = example;
        let types: BTreeMap<usize, String> = types
            .iter()
            .map(|ty| (probes.index(ty), ty.clone()))
            .collect();
        let wanted: Vec<usize> = types.keys().copied().collect();
        list += &json!({ "probes": wanted, "value": value }).to_string();
        list.push('\n');
        prepared.tried.push(Tried { at, types, invalid });
    }
    put(&out.join(LIST), &list)?;
    put(
        &out.join("Cargo.toml"),
        &manifest(PACKAGE, crate_folder, &[])?,
    )?;
    put(&out.join("src/main.rs"), &probes.program())?;
    put(&out.join("src/program.rs"), include_str!("program.rs"))?;
    Ok(prepared)
}

/// The types of the schemas in the file of that name, by pointer.
fn by_place(name: &str, types: Vec<SchemaType>) -> HashMap<String, Vec<String>> {
    let mut by_place: HashMap<String, Vec<String>> = HashMap::new();
    for ty in types.into_iter().filter(|ty| ty.origin.source == name) {
        by_place
            .entry(ty.origin.pointer)
            .or_default()
            .push(ty.spelled);
    }
    by_place
}

/// The types that the program has a probe for.
#[derive(Default)]
struct Probes {
    indices: HashMap<String, usize>,
    types: Vec<String>,
}

impl Probes {
    fn index(&mut self, ty: &str) -> usize {
        if let Some(index) = self.indices.get(ty) {
            return *index;
        }
        self.indices.insert(ty.to_owned(), self.types.len());
        self.types.push(ty.to_owned());
        self.types.len() - 1
    }

    fn program(&self) -> String {
        let probes = self
            .types
            .iter()
            .map(|ty| format!("    program::probe::<{ty}>,\n"));
        let probes: String = probes.collect();
        format!(
            "//! Tries the examples of a document.\n\n#![allow(deprecated, unused_imports, dead_code)]\n\nmod program;\n\n\
             use api::*;\n\nstatic PROBES: &[program::Probe] = &[\n{probes}];\n\n\
             fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
             let list = std::fs::read_to_string(std::env::args().nth(1).unwrap_or_default())?;\n    \
             let work = move || print!(\"{{}}\", program::run(PROBES, &list));\n    \
             // Values may be nested deep.\n    \
             let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(work)?;\n    \
             thread.join().map_err(|_| \"the program ended too early\".into())\n}}\n"
        )
    }
}
