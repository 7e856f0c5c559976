//! Prints what comes of a call: as a table for people, as JSON, lines of JSON or YAML for programs.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstyle::Style;
use bytes::Bytes;
use clap::ArgMatches;
use serde_json::Value;

use super::exit::Failure;
use super::grid;
use super::table::Reply;
use super::yaml;
use crate::runtime::Error;

/// How a value is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Table,
    Json,
    Yaml,
    Lines,
}

/// Where it is printed, and how.
pub(super) struct Output {
    pub(super) form: Form,
    /// Members that a table of several items leaves out.
    pub(super) hidden: &'static [&'static str],
}

impl Output {
    /// What the arguments say, or what suits who reads it.
    pub(super) fn new(matches: &ArgMatches, hidden: &'static [&'static str]) -> Self {
        let given = matches.get_one::<String>("output").map(String::as_str);
        let form = match given {
            Some("table") => Form::Table,
            Some("json") => Form::Json,
            Some("yaml") => Form::Yaml,
            Some("ndjson") => Form::Lines,
            _ if std::io::stdout().is_terminal() => Form::Table,
            _ => Form::Json,
        };
        Self { form, hidden }
    }

    /// Prints a value; a table or lines show the items of a page, and the rest shows all of it.
    pub(super) fn value(&self, value: &Value, items: Option<&Value>) -> Result<(), Failure> {
        match self.form {
            Form::Table => self.table(items.unwrap_or(value)),
            Form::Json => print(&pretty(value)),
            Form::Yaml => print(&yaml::write(value)),
            Form::Lines => match items.unwrap_or(value) {
                Value::Array(items) => items.iter().try_for_each(line),
                other => line(other),
            },
        }
    }

    fn table(&self, value: &Value) -> Result<(), Failure> {
        let is_terminal = std::io::stdout().is_terminal();
        let width = terminal_size::terminal_size().filter(|_| is_terminal);
        let grid = grid::set(
            value,
            &grid::Style {
                width: width.map(|(width, _)| usize::from(width.0)),
                hidden: self.hidden,
            },
        );
        let bold = Style::new().bold();
        let mut text = grid
            .head
            .map(|head| format!("{bold}{head}{bold:#}\n"))
            .unwrap_or_default();
        for row in &grid.rows {
            text.push_str(row);
            text.push('\n');
        }
        print(&text)?;
        if grid.left_out > 0 {
            let (count, s) = (grid.left_out, if grid.left_out == 1 { "" } else { "s" });
            note(&format!(
                "{count} column{s} left out: --output json shows all"
            ));
        }
        Ok(())
    }
}

/// Prints a value on a line.
pub(super) fn line(value: &Value) -> Result<(), Failure> {
    print(&format!("{value}\n"))
}

/// Prints a text, with its colours where they can be seen.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::output(&error))
}

/// Says something to whoever sits at the terminal, and nothing where nobody does.
pub(super) fn note(text: &str) {
    let mut out = std::io::stderr();
    if out.is_terminal() {
        // Who cannot read it misses nothing.
        let _ = writeln!(out, "{text}");
    }
}

/// Says how far a call is, in place of what was said last; an empty text ends that.
pub(super) fn progress(text: &str) {
    let mut out = std::io::stderr();
    if out.is_terminal() {
        let _ = write!(out, "\r\u{1b}[K{text}").and_then(|()| out.flush());
    }
}

/// A value as JSON that a person can read, with a newline at its end.
pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Where the bytes of an answer go.
pub struct Sink {
    pub(super) file: Option<PathBuf>,
    pub(super) failure: Option<Failure>,
}

impl Sink {
    /// The file that they go to, unless it is the standard output.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Writes parts to the standard output as they come.
    pub fn write(
        &mut self,
        parts: impl Iterator<Item = Result<Bytes, Error>>,
    ) -> Result<(), Error> {
        let mut out = std::io::stdout().lock();
        for part in parts {
            let part = part?;
            if let Err(error) = out.write_all(&part) {
                self.failure = Some(Failure::output(&error));
                return Ok(());
            }
        }
        if let Err(error) = out.flush() {
            self.failure = Some(Failure::output(&error));
        }
        Ok(())
    }

    /// Refuses to write bytes to a terminal, which may take them for commands.
    pub(super) fn check(&self, reply: &Reply) -> Result<(), Failure> {
        let is_bytes = matches!(reply, Reply::Bytes | Reply::Download(_));
        if is_bytes && self.file.is_none() && std::io::stdout().is_terminal() {
            let message = "a file comes, which is no text for a terminal: give --out FILE, or redirect the output";
            return Err(Failure::Usage(message.to_owned()));
        }
        Ok(())
    }

    /// Writes bytes that are there.
    pub(super) fn bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let Some(path) = &self.file else {
            let mut out = std::io::stdout().lock();
            let written = out.write_all(bytes).and_then(|()| out.flush());
            return written.map_err(|error| Failure::output(&error));
        };
        std::fs::write(path, bytes).map_err(|error| {
            Failure::Local(format!("`{}` cannot be written: {error}", path.display()))
        })
    }
}
