//! What a program that failed says of it, and the status that it ends with.

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

use super::grid::visible;
use crate::runtime::{Error, ErrorKind};

/// Why there is nothing to show.
pub(super) enum Failure {
    /// The arguments say something that cannot be; what is said of them holds no secret.
    Usage(String),
    /// The arguments cannot be read, or ask for help.
    Arguments(Box<clap::Error>),
    /// A value is not what the API allows.
    Invalid(String),
    /// The client is not set up.
    Setup(String),
    /// The call failed.
    Call(Error),
    /// A file or the standard input cannot be read, or nothing can be written.
    Local(String),
    /// Whoever was asked said no.
    Declined,
    /// Nobody reads what is written any more.
    Closed,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl Failure {
    /// What could not be written to the standard output.
    pub(super) fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::Local(format!("the output cannot be written: {error}"))
    }

    /// Says what went wrong on the standard error, and what the program ends with.
    pub(super) fn report(&self, name: &str) -> ExitCode {
        let code = self.code();
        match self {
            // Help is no failure, and goes to the standard output.
            Self::Arguments(error) => drop(error.print()),
            Self::Closed => {}
            _ => drop(self.write(name, &mut anstream::stderr())),
        }
        ExitCode::from(code)
    }

    fn write(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        let red: Style = AnsiColor::Red.on_default().bold();
        let mut line = |text: &str| writeln!(out, "{red}error:{red:#} {}", visible(text));
        match self {
            Self::Usage(message) => {
                line(message)?;
                writeln!(out, "\nFor more information, try '{name} --help'.")
            }
            Self::Invalid(message) | Self::Setup(message) | Self::Local(message) => line(message),
            Self::Call(error) => line(error.message()).and_then(|()| more(error, out)),
            Self::Declined => line("nothing was done, since nobody said yes"),
            Self::Arguments(_) | Self::Closed => Ok(()),
        }
    }

    /// The status that the program ends with; [`STATUSES`] tells of them.
    fn code(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Arguments(error) => u8::try_from(error.exit_code()).unwrap_or(2),
            Self::Usage(_) => 2,
            Self::Invalid(_) => 3,
            Self::Setup(_) => 4,
            Self::Local(_) => 8,
            Self::Declined => 9,
            Self::Call(error) => of_call(error),
        }
    }
}

/// What the statuses of the program mean, for its help.
pub(super) const STATUSES: &[(u8, &str)] = &[
    (0, "all is well"),
    (1, "the API did not do what it was asked for"),
    (2, "the arguments cannot be understood"),
    (3, "a value is not what the API allows; nothing was sent"),
    (4, "a credential or a setting is missing; nothing was sent"),
    (5, "the server cannot be reached; nothing was sent"),
    (
        6,
        "the time ran out, or the connection broke: the server may have acted",
    ),
    (7, "the answer cannot be used"),
    (
        8,
        "a file, the standard input or the standard output cannot be read or written",
    ),
    (9, "somebody was asked, and did not say yes"),
    (
        10,
        "the API does not accept the credentials, or not for this (401, 403)",
    ),
    (11, "what was asked for does not exist (404)"),
    (
        12,
        "the state of what was asked for does not allow it (409)",
    ),
    (13, "there were too many calls (429)"),
];

fn of_call(error: &Error) -> u8 {
    match error.kind() {
        ErrorKind::Api if error.is_auth() => 10,
        ErrorKind::Api if error.is_not_found() => 11,
        ErrorKind::Api if error.is_conflict() => 12,
        ErrorKind::Api if error.is_rate_limited() => 13,
        ErrorKind::Api | ErrorKind::Ambiguous | ErrorKind::Precondition => 1,
        ErrorKind::Validation => 3,
        ErrorKind::Config => 4,
        ErrorKind::Connect | ErrorKind::Tls => 5,
        ErrorKind::Timeout | ErrorKind::Transport => 6,
        ErrorKind::Redirect | ErrorKind::Decode | ErrorKind::BodyTooLarge => 7,
        ErrorKind::Body | ErrorKind::File => 8,
    }
}

/// What the API says of its refusal: code, message, place and documentation.
fn more(error: &Error, out: &mut dyn Write) -> io::Result<()> {
    for said in error.api_errors() {
        let mut text = match (said.code, said.message.as_str()) {
            (0, message) => message.to_owned(),
            (code, message) => format!("{message} (code {code})"),
        };
        if let Some(source) = &said.source {
            text.push_str(" at ");
            text.push_str(&source.pointer);
        }
        writeln!(out, "  {}", visible(&text))?;
        if let Some(url) = &said.documentation_url {
            writeln!(out, "  see {}", visible(url))?;
        }
    }
    if let Some(id) = error.request_id() {
        writeln!(out, "  request {}", visible(id))?;
    }
    if error.attempts() > 1 {
        writeln!(out, "  after {} attempts", error.attempts())?;
    }
    Ok(())
}
