//! The task runner of this workspace: `cargo xtask --help` lists what it does.

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;
use xtask::command::Command;
use xtask::terminal;

// The trees of a large document are millions of small allocations, whose cost in the system's allocator grows faster
// than their number.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
            ExitCode::from(failure.exit_code())
        }
    }
}
