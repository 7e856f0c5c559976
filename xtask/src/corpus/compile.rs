//! Crates put through cargo, one after the other: they share what is built of their dependencies, and what a crate
//! costs is then what all processes of its cargo cost.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::documents::Document;
use super::examples;
use super::row::{Alone, Compiled, Verdict};
use super::usage::{Usage, Who};
use crate::failure::Failure;
use crate::terminal::count;
use crate::workspace;

/// How many of a command's messages of each code are kept as text.
const MESSAGES: usize = 2;

/// What all of what is emitted needs.
const FEATURES: [&str; 2] = ["--features", "blocking,tower,tracing"];

/// Features that are not tried alone: one that is all others, and one that takes what a machine may not have.
const UNTRIED: [&str; 2] = ["default", "native-tls"];

/// The folder `corpus` in cargo's target folder: a workspace that holds one crate at a time, since any two of them may
/// bear the same name. The crates stay where they are; the path of each is its own, and so is what is built of it.
pub struct Workshop {
    folder: PathBuf,
    cargo: OsString,
}

impl Workshop {
    /// The workshop of this workspace.
    pub fn new() -> Result<Self, Failure> {
        let folder = workspace::target()?.join("corpus");
        let cargo = cargo();
        Ok(Self { folder, cargo })
    }

    /// Where a document's crate is to be written.
    pub fn crate_folder(&self, document: &Document) -> PathBuf {
        self.folder.join("crates").join(document.folder())
    }

    /// Builds the dependencies that every crate has, as those of `like`, so that none is charged for them.
    pub fn build_dependencies(&self, like: &Document) -> Result<(), Failure> {
        self.build_dependencies_with(like, &FEATURES)
    }

    fn build_dependencies_with(&self, like: &Document, features: &[&str]) -> Result<(), Failure> {
        const NAME: &str = "dependencies";
        let (from, to) = (self.crate_folder(like), self.folder.join(NAME));
        let failed = |error| Failure::io("write to", &to, &error);
        fs::create_dir_all(to.join("src")).map_err(failed)?;
        fs::copy(from.join("Cargo.toml"), to.join("Cargo.toml")).map_err(failed)?;
        fs::write(to.join("src/lib.rs"), "//! Nothing.\n").map_err(failed)?;
        self.open(&[NAME])?;
        let output = self.run(self.command("check", features, &[]))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim_end();
        Err(Failure::new(format!(
            "the dependencies of the crates cannot be built: {said}"
        ))
        .help("run `cargo fetch` once: nothing is downloaded here"))
    }

    /// Puts the crate of a document through cargo.
    pub fn compile(&self, document: &Document) -> Result<Compiled, Failure> {
        self.open_crate(document)?;
        let check = self.verdict(self.command("check", &FEATURES, &[]))?;
        if !check.passed {
            return Ok(Compiled {
                check,
                ..Compiled::default()
            });
        }
        let (clippy, doc) = self.lint(&FEATURES)?;
        Ok(Compiled {
            check,
            clippy,
            doc,
            alone: Vec::new(),
        })
    }

    /// Puts the crate of a document through cargo without features, and with each of them alone; `next` hears which.
    pub fn compile_alone(
        &self,
        document: &Document,
        mut next: impl FnMut(&str),
    ) -> Result<Vec<Alone>, Failure> {
        let mut all = Vec::new();
        self.open_crate(document)?;
        for feature in iter::once(String::new()).chain(self.features()?) {
            next(&feature);
            let chosen = ["--no-default-features", "--features", &feature];
            self.build_dependencies_with(document, &chosen)?;
            self.open_crate(document)?;
            let check = self.verdict(self.command("check", &chosen, &[]))?;
            let (clippy, doc) = if check.passed {
                self.lint(&chosen)?
            } else {
                Default::default()
            };
            all.push(Alone {
                feature,
                check,
                clippy,
                doc,
            });
        }
        Ok(all)
    }

    /// The features of the crate in the workshop.
    fn features(&self) -> Result<Vec<String>, Failure> {
        let mut command = Command::new(&self.cargo);
        command
            .args(["metadata", "--offline", "--no-deps", "--format-version=1"])
            .current_dir(&self.folder);
        let output = self.run(command)?;
        let read = serde_json::from_slice::<Metadata>(&output.stdout);
        let metadata = read
            .map_err(|error| Failure::new(format!("cargo does not tell the features: {error}")))?;
        let features = metadata.packages.into_iter().flat_map(|one| one.features);
        let features = features.map(|(name, _)| name);
        let is_tried = |name: &String| !UNTRIED.contains(&name.as_str());
        Ok(features.filter(is_tried).collect())
    }

    /// Clippy and rustdoc, warnings denied.
    fn lint(&self, features: &[&str]) -> Result<(Verdict, Verdict), Failure> {
        let deny = ["--", "--deny", "warnings"];
        let clippy = self.verdict(self.command("clippy", features, &deny))?;
        self.clear_documentation()?;
        let mut doc = self.command("doc", features, &["--no-deps"]);
        doc.env("RUSTDOCFLAGS", "--deny warnings");
        Ok((clippy, self.verdict(doc)?))
    }

    /// Where the program that tries a document's examples is to be written.
    pub fn program_folder(&self, document: &Document) -> PathBuf {
        self.folder.join("examples").join(document.folder())
    }

    /// Builds the program of a document, and runs it on its list of examples; what comes back is what it prints.
    pub fn try_examples(&self, document: &Document) -> Result<String, Failure> {
        let program = self.build_program(document, examples::PACKAGE)?;
        let list = self.program_folder(document).join(examples::LIST);
        self.run_program(&program, &[&list.to_string_lossy()])
    }

    /// Builds the program of a document, which is a package of that name, and says where it is.
    pub fn build_program(&self, document: &Document, package: &str) -> Result<PathBuf, Failure> {
        let folder = document.folder();
        self.open(&[&format!("crates/{folder}"), &format!("examples/{folder}")])?;
        let mut command = Command::new(&self.cargo);
        command.args(["build", "--quiet", "--offline", "--package", package]);
        self.prepare(&mut command);
        let output = self.run(command)?;
        if output.status.success() {
            return Ok(self.folder.join("target/debug").join(package));
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let name = &document.name;
        Err(Failure::new(format!(
            "the program for `{name}` cannot be built: {}",
            said.trim_end()
        )))
    }

    /// Runs such a program; what comes back is what it prints.
    pub fn run_program(&self, program: &Path, arguments: &[&str]) -> Result<String, Failure> {
        let mut command = Command::new(program);
        command.args(arguments);
        let output = self.run(command)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!(
            "the program ends with an error: {}",
            said.trim_end()
        )))
    }

    /// Removes what rustdoc wrote: it takes longer with every crate that is in the same index.
    fn clear_documentation(&self) -> Result<(), Failure> {
        let folder = self.folder.join("target/doc");
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Failure::io("remove", &folder, &error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Makes the packages in these folders the only ones of the workshop.
    fn open(&self, members: &[&str]) -> Result<(), Failure> {
        let manifest = self.folder.join("Cargo.toml");
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
        fs::write(&manifest, text).map_err(|error| Failure::io("write", &manifest, &error))?;
        // The versions that are on this machine already; cargo leaves those that the crate needs.
        let lock = workspace::root().join("Cargo.lock");
        fs::copy(&lock, self.folder.join("Cargo.lock"))
            .map(drop)
            .map_err(|error| Failure::io("copy", &lock, &error))
    }

    /// Makes the crate of a document the only one of the workshop.
    fn open_crate(&self, document: &Document) -> Result<(), Failure> {
        self.open(&[&format!("crates/{}", document.folder())])
    }

    fn command(&self, name: &str, features: &[&str], more: &[&str]) -> Command {
        let mut command = Command::new(&self.cargo);
        command
            .args([
                name,
                "--offline",
                "--message-format=json-diagnostic-rendered-ansi",
            ])
            .args(features)
            .args(more);
        self.prepare(&mut command);
        command
    }

    /// What all commands have in common.
    fn prepare(&self, command: &mut Command) {
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env_remove("RUSTFLAGS")
            .env_remove("RUSTDOCFLAGS");
    }

    fn run(&self, mut command: Command) -> Result<Output, Failure> {
        let output = command.output();
        output.map_err(|error| Failure::io("run", Path::new(&self.cargo), &error))
    }

    fn verdict(&self, command: Command) -> Result<Verdict, Failure> {
        let before = Usage::now(Who::Children);
        let output = self.run(command)?;
        let after = Usage::now(Who::Children);
        let used = before
            .zip(after)
            .map(|(before, after)| after.user.saturating_sub(before.user));
        Ok(Verdict {
            ran: true,
            passed: output.status.success(),
            user_seconds: used.map(|used| used.as_secs_f64()),
            ..judge(&output)
        })
    }
}

/// The cargo that runs this program, or the user's.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// What cargo tells of the crates of a workspace.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    features: BTreeMap<String, Vec<String>>,
}

/// A line of what cargo prints.
#[derive(Deserialize)]
struct Line {
    message: Option<Message>,
}

/// What a compiler has to say.
#[derive(Deserialize)]
struct Message {
    level: String,
    code: Option<Code>,
    spans: Vec<IgnoredAny>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

/// The errors in what cargo printed, counted, and the first of each code; warnings are for the commands that deny them.
fn judge(output: &Output) -> Verdict {
    let mut verdict = Verdict::default();
    let printed = String::from_utf8_lossy(&output.stdout);
    let lines = printed.lines().map(serde_json::from_str::<Line>);
    let messages = lines.filter_map(|line| line.ok()?.message);
    // The compiler's last words are a count of the others, and have neither code nor place.
    let is_own = |message: &Message| message.code.is_some() || !message.spans.is_empty();
    let mut left_out = 0;
    for message in messages.filter(|one| one.level.starts_with("error") && is_own(one)) {
        let code = message
            .code
            .map_or_else(|| "syntax".to_owned(), |code| code.code);
        let number = verdict.messages.entry(code).or_default();
        *number += 1;
        if *number <= MESSAGES {
            verdict.rendered += &message.rendered.unwrap_or_default();
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        let _ = writeln!(verdict.rendered, "({} more)", count(left_out, "message"));
    }
    if verdict.messages.is_empty() && !output.status.success() {
        verdict.rendered = String::from_utf8_lossy(&output.stderr).into_owned();
    }
    verdict
}

#[cfg(test)]
mod tests {
    use std::process::ExitStatus;

    use super::super::row::compact;
    use super::*;

    fn judged(lines: &[&str], error: &str) -> Verdict {
        judge(&Output {
            status: ExitStatus::default(),
            stdout: lines.join("\n").into(),
            stderr: error.into(),
        })
    }

    #[test]
    fn messages_are_counted_by_code_and_the_first_of_each_are_kept() {
        let message = |number: usize, code: &str| {
            format!(
                r#"{{"reason":"compiler-message","message":{{"level":"error","code":{code},"spans":[{{}}],"rendered":"message {number}\n"}}}}"#
            )
        };
        let code = r#"{"code":"E0308"}"#;
        let mut lines = (1..=4)
            .map(|number| message(number, code))
            .collect::<Vec<_>>();
        lines.push(message(5, "null"));
        lines.push(
            r#"{"message":{"level":"error","code":null,"spans":[],"rendered":"aborting"}}"#
                .to_owned(),
        );
        lines.push(r#"{"reason":"build-finished","success":false}"#.to_owned());
        lines.push("no JSON".to_owned());
        let lines = lines.iter().map(String::as_str).collect::<Vec<_>>();
        let verdict = judged(&lines, "cargo's own words");
        assert_eq!(compact(&verdict.messages), "E0308 4, syntax 1");
        assert_eq!(
            verdict.rendered,
            "message 1\nmessage 2\nmessage 5\n(2 messages more)\n"
        );
    }
}
