//! The task runner of this workspace: `cargo xtask --help` lists what it does.

use std::process::ExitCode;

use clap::Parser as _;
use xtask::command::Command;
use xtask::terminal;

/// Generates, checks and tests this workspace.
#[derive(clap::Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::print_error(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}
