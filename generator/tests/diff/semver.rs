//! What `cargo semver-checks` says of the crates of all pairs, beside what is said of their documents.
//!
//! Nothing is tried where the tool is not installed, unless `SEMVER_CHECKS=required` is in the environment.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use openapi_client_generator::compare::Step;

use super::crates::Crates;
use super::{Case, cases};

/// Why the tool finds nothing in some pairs: it judges whether items are there and how many arguments they take, and not
/// the types of them.
const TYPES: &str = "the types of fields, arguments and what is returned are not judged";

/// The same for what is said of the order of arguments.
const ORDER: &str = "the order of arguments is not judged";

/// The pairs of which the tool says less than is so, and why.
const SAYS_LESS: &[(&str, &str)] = &[
    ("all_of", TYPES),
    ("answer_by_status", TYPES),
    ("arguments_reordered", ORDER),
    ("body_choice", TYPES),
    ("field_nullable", TYPES),
    ("field_optional", TYPES),
    ("field_sensitive", TYPES),
    ("field_type", TYPES),
    ("fields_reordered", ORDER),
    ("parameter_type", TYPES),
    (
        "response_field_added_required",
        "`Default` is not among the derives that it looks for",
    ),
    ("type_split", TYPES),
];

/// The pairs of which the tool says more than is so, and why: there are none.
const SAYS_MORE: &[(&str, &str)] = &[];

#[test]
fn semver_checks_agrees() {
    if !is_installed() {
        let is_required = env::var_os("SEMVER_CHECKS").is_some();
        assert!(!is_required, "cargo-semver-checks is not installed");
        eprintln!("skipped: `cargo install cargo-semver-checks --locked` makes this test run");
        return;
    }
    let cases = cases();
    let mut crates = Crates::new("semver");
    let pairs: Vec<(usize, usize)> = cases
        .iter()
        .map(|case| (crates.add(case, false), crates.add(case, true)))
        .collect();
    let described = crates.document();
    let open: Mutex<Vec<usize>> = Mutex::new((0..cases.len()).collect());
    let said: Mutex<BTreeMap<usize, Step>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(|| {
                while let Some(index) = { open.lock().unwrap().pop() } {
                    let (old, new) = pairs[index];
                    let step = step(&described[old], &described[new]);
                    said.lock().unwrap().insert(index, step);
                }
            });
        }
    });
    let said = said.into_inner().unwrap();
    let wrong: Vec<String> = cases
        .iter()
        .zip(said.values())
        .filter_map(|(case, said)| disagreement(case, *said))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with what the tool says, or with what is said here.
fn disagreement(case: &Case, said: Step) -> Option<String> {
    let ours = case.comparison().step;
    let listed = |list: &[(&str, &str)]| list.iter().any(|(name, _)| *name == case.name);
    let (less, more) = (listed(SAYS_LESS), listed(SAYS_MORE));
    // Nothing that is added makes it ask for more than a patch, and nothing makes it ask for less.
    let is_less = said < ours && ours == Step::Major;
    let is_more = said > ours && said > Step::Patch;
    let is_as_listed = (is_less, is_more) == (less, more);
    (!is_as_listed).then(|| {
        format!(
            "{}: it says {}, here it is {}; listed as less: {less}, as more: {more}",
            case.name,
            said.as_str(),
            ours.as_str()
        )
    })
}

/// Whether the tool is there.
fn is_installed() -> bool {
    let status = cargo()
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.arg("semver-checks");
    command
}

/// The step that the tool asks for.
fn step(old: &Path, new: &Path) -> Step {
    let passes = |release: &str| {
        let output = cargo()
            .args(["--release-type", release])
            .arg("--baseline-rustdoc")
            .arg(old)
            .arg("--current-rustdoc")
            .arg(new)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_judged = output.status.success() || text.contains("requires new");
        assert!(is_judged, "{}: {text}", new.display());
        output.status.success()
    };
    if !passes("minor") {
        Step::Major
    } else if passes("patch") {
        Step::Patch
    } else {
        Step::Minor
    }
}
