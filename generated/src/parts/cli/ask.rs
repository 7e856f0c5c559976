//! Asks whoever sits at the terminal.

use std::io::{IsTerminal, Write};

use super::exit::Failure;
use super::grid::visible;
use crate::runtime::Sensitive;

/// Whether somebody can be asked.
fn is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks for a secret, which does not show.
pub(super) fn secret(name: &str) -> Result<Sensitive, Failure> {
    if !is_there() {
        return Err(Failure::Usage(format!(
            "--{name} is needed, and nobody can be asked for it here: use `--{name} -` for the standard input, or \
             `--{name} @PATH` for a file"
        )));
    }
    rpassword::prompt_password(format!("{name}: "))
        .map(Sensitive::from)
        .map_err(|error| Failure::Local(format!("the terminal cannot be read: {error}")))
}

/// Asks whether to do what cannot be undone.
pub(super) fn confirm(command: &str) -> Result<(), Failure> {
    if !is_there() {
        return Err(Failure::Usage(format!(
            "`{command}` needs --yes where nobody can be asked"
        )));
    }
    let mut out = std::io::stderr();
    let asked = write!(out, "Really {}? [y/N] ", visible(command)).and_then(|()| out.flush());
    let mut answer = String::new();
    asked
        .and_then(|()| std::io::stdin().read_line(&mut answer))
        .map_err(|error| Failure::Local(format!("the terminal cannot be read: {error}")))?;
    if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        Ok(())
    } else {
        Err(Failure::Declined)
    }
}
