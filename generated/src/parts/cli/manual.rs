//! Completions and manual pages.

use std::io::Write;
use std::path::Path;

use clap::Command;
use clap_complete::Shell;

use super::exit::Failure;

/// Prints the completions for a shell.
pub(super) fn completions(mut command: Command, shell: Shell) -> Result<(), Failure> {
    let name = command.get_name().to_owned();
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut text);
    print(&text)
}

/// Prints the page of the program, or writes those of all commands into a folder.
pub(super) fn pages(command: Command, folder: Option<&Path>) -> Result<(), Failure> {
    if let Some(folder) = folder {
        let written = std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(command, folder));
        return written.map_err(|error| {
            Failure::Local(format!("`{}` cannot be written: {error}", folder.display()))
        });
    }
    let mut text = Vec::new();
    let rendered = clap_mangen::Man::new(command).render(&mut text);
    rendered.map_err(|error| Failure::output(&error))?;
    print(&text)
}

fn print(text: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text).and_then(|()| out.flush());
    written.map_err(|error| Failure::output(&error))
}
