//! The command that serves a mock of the API.

use std::io::Write;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::exit::Failure;
use super::table::Mock;

/// The command.
pub(super) fn command(mock: &Mock) -> Command {
    Command::new(mock.name)
        .about("Serve a mock of the API on this machine, until the program is ended")
        .long_about(
            "Serve a mock of the API on this machine, until the program is ended. Its address is the only line of the \
             standard output. It holds requests to the API's document, takes any credentials, and starts with nothing in it.",
        )
        .disable_help_subcommand(true)
        .arg(
            Arg::new("port")
                .long("port")
                .value_name("N")
                .value_parser(value_parser!(u16))
                .default_value("0")
                .help("The port to listen at; 0 for one that is free"),
        )
        .arg(
            Arg::new("script")
                .long("script")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("JSON with the answers to give instead of the usual ones, as the chapter on mocks tells"),
        )
}

/// Serves it.
pub(super) fn serve(mock: &Mock, matches: &ArgMatches) -> Result<(), Failure> {
    let port = matches.get_one::<u16>("port").copied().unwrap_or_default();
    let path = matches.get_one::<PathBuf>("script");
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path);
        text.map_err(|error| {
            Failure::Local(format!("`{}` cannot be read: {error}", path.display()))
        })
    };
    let script = path.map(read).transpose()?;
    let mut told = Ok(());
    let served = (mock.serve)(port, script.as_deref(), &mut |address| {
        let mut out = std::io::stdout().lock();
        told = writeln!(out, "{address}").and_then(|()| out.flush());
    });
    told.map_err(|error| Failure::output(&error))?;
    served.map_err(Failure::Local)
}
