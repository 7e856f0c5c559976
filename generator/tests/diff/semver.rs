//! What `cargo semver-checks` says of the crates of all pairs, beside what is said of their documents.
//!
//! Nothing is tried where the tool is not installed, unless `SEMVER_CHECKS=required` is in the environment.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use openapi_client_generator::compare::Step;
use openapi_client_generator::{Files, generate_from};

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
    let mut crates = Crates::default();
    let pairs: Vec<(usize, usize)> = cases
        .iter()
        .map(|case| (crates.add(case, false), crates.add(case, true)))
        .collect();
    crates.document();
    let open: Mutex<Vec<usize>> = Mutex::new((0..cases.len()).collect());
    let said: Mutex<BTreeMap<usize, Step>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(|| {
                while let Some(index) = { open.lock().unwrap().pop() } {
                    let (old, new) = pairs[index];
                    let step = step(&Crates::json(old), &Crates::json(new));
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

/// Crates, each with what rustdoc says of it as JSON; those that are the same are one.
#[derive(Default)]
struct Crates {
    crates: Vec<Files>,
    libraries: Vec<String>,
}

impl Crates {
    fn root() -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff")
    }

    /// A name that no other crate of the workspace has, and that is none of a path in it.
    fn name(index: usize) -> String {
        format!("crate_of_a_pair_{index}")
    }

    fn add(&mut self, case: &Case, is_new: bool) -> usize {
        let document = if is_new { &case.new } else { &case.old };
        let (mut files, _) = generate_from(case.inputs(document));
        // They name the document, and nothing of them matters here.
        files.remove("README.md");
        let manifest = files.remove("Cargo.toml").unwrap();
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = "))
            .unwrap();
        let library = name.trim_matches('"').replace('-', "_");
        let same = self.crates.iter().zip(&self.libraries);
        if let Some(index) = same.clone().position(|known| known == (&files, &library)) {
            return index;
        }
        let index = self.crates.len();
        let manifest = manifest.replacen(name, &format!("\"{}\"", Self::name(index)), 1);
        let root = Self::root().join(Self::name(index));
        for (path, text) in files.iter().chain([(&"Cargo.toml".to_owned(), &manifest)]) {
            let path = root.join(path);
            write(&path, text);
        }
        write(&root.join("README.md"), "");
        self.crates.push(files);
        self.libraries.push(library);
        index
    }

    /// Has rustdoc tell what is in them, of all at once.
    fn document(&self) {
        let members: Vec<String> = (0..self.crates.len())
            .map(|index| format!("{:?}", Self::name(index)))
            .collect();
        let workspace = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
            members.join(", ")
        );
        write(&Self::root().join("Cargo.toml"), &workspace);
        // The same versions as here, so that nothing has to be fetched.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, Self::root().join("Cargo.lock")).unwrap();
        let status = Command::new(env!("CARGO"))
            .args(["doc", "--quiet", "--offline", "--workspace", "--no-deps", "--no-default-features"])
            .current_dir(Self::root())
            .env("CARGO_TARGET_DIR", Self::target())
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTDOCFLAGS", "-Z unstable-options --document-hidden-items --output-format=json --cap-lints=allow")
            .env_remove("RUSTFLAGS")
            .stderr(Stdio::inherit())
            .status()
            .unwrap();
        assert!(
            status.success(),
            "rustdoc fails in {}",
            Self::root().display()
        );
        for (index, library) in self.libraries.iter().enumerate() {
            let name = Self::name(index);
            let made = fs::read_to_string(Self::target().join(format!("doc/{name}.json"))).unwrap();
            fs::write(Self::json(index), made.replace(&name, library)).unwrap();
        }
    }

    fn target() -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-target")
    }

    /// What rustdoc says of a crate, as if it had its own name.
    fn json(index: usize) -> PathBuf {
        Self::root().join(Self::name(index)).join("rustdoc.json")
    }
}

/// Writes a file and the folders above it.
fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
