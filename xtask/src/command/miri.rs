//! `miri`: the runtime's tests that need no network, in the interpreter that sees undefined behaviour and leaks.

use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::terminal::{BOLD, DIM, print};
use crate::workspace;

/// What is run, and how: what decides without I/O, which is all of it where there is no transport, and the codec.
///
/// Tests of calls make operations as they need them, which live for good as generated ones do: those are no leaks. They ask
/// for the time as well, which the interpreter gives only where it is not isolated.
const SUITES: &[(&[&str], &str)] = &[
    (&["--lib"], "-Zmiri-ignore-leaks -Zmiri-disable-isolation"),
    (&["--test", "codec"], ""),
];

/// The arguments of `miri`.
#[derive(clap::Args)]
pub struct Miri {
    /// The toolchain that has miri
    #[arg(long, value_name = "NAME", default_value = "nightly")]
    toolchain: String,
    /// Run only the tests whose names contain this
    #[arg(value_name = "FILTER")]
    filter: Option<String>,
}

impl Miri {
    pub(super) fn run(self) -> Result<(), Failure> {
        self.look_for_it()?;
        for (suite, flags) in SUITES {
            let mut command = self.cargo(&["test", "-p", "openapi-client-runtime"]);
            command
                .arg("--no-default-features")
                .args(*suite)
                .args(&self.filter);
            command.env("MIRIFLAGS", flags);
            let words: Vec<_> = command
                .get_args()
                .map(|word| word.to_string_lossy())
                .collect();
            print(&format!(
                "\n{BOLD}== {}{BOLD:#}\n{DIM}$ MIRIFLAGS={flags} rustup {}{DIM:#}\n",
                suite.join(" "),
                words.join(" ")
            ));
            let status = command.status().map_err(|error| cannot_run(&error))?;
            if !status.success() {
                return Err(Failure::new(format!("failed: {}", suite.join(" "))));
            }
        }
        Ok(())
    }

    /// Says what to install where it is missing.
    fn look_for_it(&self) -> Result<(), Failure> {
        let mut command = self.cargo(&["--version"]);
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if status.map_err(|error| cannot_run(&error))?.success() {
            return Ok(());
        }
        let toolchain = &self.toolchain;
        Err(
            Failure::new(format!("the toolchain `{toolchain}` has no miri")).help(format!(
                "install it with `rustup toolchain install {toolchain} --component miri,rust-src`"
            )),
        )
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("rustup");
        command
            .args(["run", &self.toolchain, "cargo", "miri"])
            .args(arguments)
            .current_dir(workspace::root());
        command
    }
}

fn cannot_run(error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot run `rustup`: {error}"))
        .help("install it as https://rustup.rs says: it finds the toolchain that has miri")
}
