//! `ci`: everything that must hold before a change is merged, in the order of what fails fastest.

use std::env;
use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::failure::{Failure, SKIPPED};
use crate::terminal::{BAD, BOLD, DIM, GOOD, print};
use crate::workspace;

/// A check: a name to ask for it, and a command that anybody can run alone.
struct Step {
    name: &'static str,
    /// Environment variables.
    environment: &'static [(&'static str, &'static str)],
    /// Arguments of `cargo`.
    arguments: &'static [&'static str],
}

impl Step {
    const fn new(name: &'static str, arguments: &'static [&'static str]) -> Self {
        let environment = &[];
        Self {
            name,
            environment,
            arguments,
        }
    }
}

/// Arguments for the whole workspace, with the features of the runtime that nothing else turns on. Those of the client are
/// on in any case, since its acceptance tests need them; and one choice for all steps is built once for all of them.
macro_rules! everything {
    ($command:literal $(, $more:literal)*) => {
        &[$command, "--workspace", "--features",
          "openapi-client-runtime/blocking,openapi-client-runtime/tower,openapi-client-runtime/tracing" $(, $more)*]
    };
}

/// Arguments for the packages that have features, which must build with fewer of them as well.
macro_rules! clippy_with_fewer {
    ($($features:literal),*) => {
        &["clippy", "-p", "openapi-client-runtime", "-p", "cloudflare-secrets-store", "--all-targets", $($features,)*
          "--", "-D", "warnings"]
    };
}

const STEPS: &[Step] = &[
    Step::new("format", &["fmt", "--all", "--check"]),
    Step::new(
        "clippy",
        everything!("clippy", "--all-targets", "--", "-D", "warnings"),
    ),
    Step::new("clippy-default-features", clippy_with_fewer!()),
    Step::new(
        "clippy-no-features",
        clippy_with_fewer!("--no-default-features"),
    ),
    // New documents are tried for so long beside the tests proper.
    Step {
        environment: &[("FUZZ_SECONDS", "60")],
        ..Step::new("test", everything!("test"))
    },
    Step {
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
        ..Step::new("doc", everything!("doc", "--no-deps"))
    },
    Step::new("generate", &["xtask", "generate", "--check"]),
    // A crate with a feature for each resource, with each of them alone.
    Step::new(
        "features",
        &[
            "xtask",
            "corpus",
            "generator/tests/cases/features",
            "--compile",
            "--each-feature",
            "--unoptimized",
        ],
    ),
    Step::new(
        "examples",
        &[
            "xtask",
            "corpus",
            "generator/tests/cases/ok",
            "--examples",
            "--unoptimized",
        ],
    ),
    Step::new(
        "draws",
        &[
            "xtask",
            "draws",
            "generator/tests/cases/draws/library.yaml",
            "generator/tests/cases/draws/answers.yaml",
            "--draws",
            "400",
            "--mock",
        ],
    ),
    // What no document at hand shows beside each other.
    Step::new(
        "invent",
        &[
            "xtask",
            "invent",
            "target/invented",
            "--documents",
            "4",
            "--compile",
            "--draws",
            "300",
        ],
    ),
    // The packages build from what they hold. What users build is not held to our profile, and lines cost time.
    Step {
        environment: &[("CARGO_PROFILE_DEV_DEBUG", "0")],
        ..Step::new(
            "package",
            &[
                "package",
                "--offline",
                "--allow-dirty",
                "-p",
                "openapi-client-generator",
                "-p",
                "cloudflare-secrets-store",
                "--features",
                "cloudflare-secrets-store/cli,cloudflare-secrets-store/mock,cloudflare-secrets-store/tower,cloudflare-secrets-store/tracing",
            ],
        )
    },
    Step::new("deny", &["xtask", "release", "deny"]),
    Step::new("msrv", &["xtask", "release", "msrv"]),
    Step::new(
        "minimal-versions",
        &["xtask", "release", "minimal-versions"],
    ),
    // Last, since it is the one step that needs everything built for release.
    Step::new(
        "load",
        &["bench", "-p", "secrets-store-acceptance", "--bench", "load"],
    ),
];

/// The arguments of `ci`.
#[derive(clap::Args)]
pub struct Ci {
    /// List the steps and their commands, and run nothing
    #[arg(long)]
    list: bool,
    /// Run this step alone; can be given more than once
    #[arg(long, value_name = "NAME", value_parser = names())]
    only: Vec<String>,
    /// Go on after a step that failed
    #[arg(long)]
    keep_going: bool,
}

/// How a step went.
enum Outcome {
    Passed(Duration),
    Failed(Duration),
    /// After a failure, or because it cannot be tried on this machine.
    Skipped,
}

impl Ci {
    pub(super) fn run(self) -> Result<(), Failure> {
        let is_wanted =
            |step: &&Step| self.only.is_empty() || self.only.iter().any(|name| name == step.name);
        let steps = STEPS.iter().filter(is_wanted).collect::<Vec<_>>();
        if self.list {
            let width = steps
                .iter()
                .map(|step| step.name.len())
                .max()
                .unwrap_or_default();
            let line = |step: &&Step| {
                format!(
                    "{BOLD}{:width$}{BOLD:#}  {}\n",
                    step.name,
                    step.command_line()
                )
            };
            print(&steps.iter().map(line).collect::<String>());
            return Ok(());
        }
        let mut outcomes = Vec::new();
        let mut failed = Vec::new();
        for step in steps {
            let outcome = if failed.is_empty() || self.keep_going {
                step.run()?
            } else {
                Outcome::Skipped
            };
            if matches!(outcome, Outcome::Failed(_)) {
                failed.push(step);
            }
            outcomes.push((step, outcome));
        }
        print(&summary(&outcomes));
        let names = failed
            .iter()
            .map(|step| step.name)
            .collect::<Vec<_>>()
            .join(", ");
        match failed.first() {
            None => Ok(()),
            Some(first) => Err(Failure::new(format!("failed: {names}"))
                .help(format!("run `{}` alone", first.command_line()))),
        }
    }
}

impl Step {
    /// The command, as one would type it at the workspace's root.
    fn command_line(&self) -> String {
        let quote = |word| shlex::try_quote(word).unwrap_or(word.into());
        let variables = self
            .environment
            .iter()
            .map(|(name, value)| format!("{name}={} ", quote(value)));
        let arguments = self
            .arguments
            .iter()
            .map(|argument| format!(" {}", quote(argument)));
        variables
            .chain(["cargo".to_owned()])
            .chain(arguments)
            .collect()
    }

    /// The same, without what `cargo run` has told this program of its own package: build scripts that look at it would
    /// run anew, and much would be compiled again whenever one goes from a command typed to one started from here.
    fn command(&self) -> Command {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
            .args(self.arguments)
            .envs(self.environment.iter().copied())
            .current_dir(workspace::root());
        command
    }

    fn run(&self) -> Result<Outcome, Failure> {
        print(&format!(
            "\n{BOLD}== {}{BOLD:#}\n{DIM}$ {}{DIM:#}\n",
            self.name,
            self.command_line()
        ));
        let start = Instant::now();
        let status = self.command().status().map_err(|error| {
            Failure::new(format!("cannot run `{}`: {error}", self.command_line()))
        })?;
        let time = start.elapsed();
        Ok(if status.success() {
            Outcome::Passed(time)
        } else if status.code() == Some(SKIPPED.into()) {
            Outcome::Skipped
        } else {
            Outcome::Failed(time)
        })
    }
}

fn names() -> clap::builder::PossibleValuesParser {
    STEPS
        .iter()
        .map(|step| step.name)
        .collect::<Vec<_>>()
        .into()
}

/// A line per step: how it went and how long it took.
fn summary(outcomes: &[(&Step, Outcome)]) -> String {
    let width = outcomes
        .iter()
        .map(|(step, _)| step.name.len())
        .max()
        .unwrap_or_default();
    let mut text = format!("\n{BOLD}== summary{BOLD:#}\n");
    for (step, outcome) in outcomes {
        let (style, word, time) = match outcome {
            Outcome::Passed(time) => (GOOD, "passed", Some(time)),
            Outcome::Failed(time) => (BAD, "failed", Some(time)),
            Outcome::Skipped => (DIM, "skipped", None),
        };
        let _ = write!(text, "{style}{word:7}{style:#}  {}", step.name);
        if let Some(time) = time {
            let padding = width - step.name.len();
            let _ = write!(text, "{:padding$}{:>8.1} s", "", time.as_secs_f64());
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Step = Step::new("a", &["fmt"]);
    const LONG: Step = Step {
        environment: &[("FLAGS", "-D warnings")],
        ..Step::new("longer", &["doc", "it's"])
    };

    #[test]
    fn command_lines_can_be_pasted_into_a_shell() {
        assert_eq!(SHORT.command_line(), "cargo fmt");
        assert_eq!(
            LONG.command_line(),
            r#"FLAGS='-D warnings' cargo doc "it's""#
        );
    }

    #[test]
    fn a_step_hears_nothing_of_the_package_that_starts_it() {
        let command = LONG.command();
        let envs: Vec<_> = command.get_envs().collect();
        assert!(envs.contains(&("CARGO_PKG_NAME".as_ref(), None)));
        assert!(envs.contains(&("CARGO_MANIFEST_DIR".as_ref(), None)));
        assert!(envs.contains(&("FLAGS".as_ref(), Some("-D warnings".as_ref()))));
    }

    #[test]
    fn the_summary_aligns_names_and_times() {
        let outcomes = [
            (&SHORT, Outcome::Passed(Duration::from_millis(1250))),
            (&LONG, Outcome::Failed(Duration::from_secs(100))),
            (&SHORT, Outcome::Skipped),
        ];
        let text = anstream::adapter::strip_str(&summary(&outcomes)).to_string();
        assert_eq!(
            text,
            "\n== summary\npassed   a          1.2 s\nfailed   longer   100.0 s\nskipped  a\n"
        );
    }
}
