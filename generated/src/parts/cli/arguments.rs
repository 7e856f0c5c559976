//! What was given on the command line, as parameters and a body.

use std::io::Read;
use std::path::PathBuf;

use clap::ArgMatches;
use secrecy::zeroize::{Zeroize, Zeroizing};
use serde_json::{Number, Value};

use super::ask;
use super::exit::Failure;
use super::given::Given;
use super::table::{Argument, Body, Call, Content, Kind, Place};
use crate::runtime::{Blocking, Request, Sensitive, check};

/// The most that is read from a file or the standard input for a value, in bytes.
const MOST: u64 = 64 * 1024 * 1024;

/// Reads what the arguments of a call refer to, the standard input once at most.
pub(super) struct Reading<'a> {
    matches: &'a ArgMatches,
    /// Which argument has read the standard input.
    input: Option<&'static str>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(matches: &'a ArgMatches) -> Self {
        Self {
            matches,
            input: None,
        }
    }

    /// Sets the parameters of a request.
    pub(super) fn parameters(
        &mut self,
        call: &'static Call,
        request: &mut Request<(), Blocking>,
    ) -> Result<(), Failure> {
        for argument in call.arguments {
            if let Place::Parameter(index) = argument.place
                && let Some(value) = self.value(argument, argument.is_required)?
            {
                request.parameter(index, &value);
            }
        }
        Ok(())
    }

    /// The body of a request, unless there is none.
    pub(super) fn body(
        &mut self,
        call: &'static Call,
        body: &Body,
        switch: Option<&str>,
    ) -> Result<Option<Given>, Failure> {
        let base = self.whole(body)?;
        let mut is_given = base.is_some() || body.is_required;
        let (base, wraps) = match (base, body.content) {
            (None, Content::Json { list, .. }) => (Given::object(), list),
            (Some(base), _) => (base, false),
            (None, _) => (Given::object(), false),
        };
        let mut whole = base;
        // A secret that is needed is asked for, unless the body as a whole may hold it.
        let asks = self
            .matches
            .try_get_one::<String>("body")
            .ok()
            .flatten()
            .is_none()
            && is_given;
        for argument in call.arguments {
            let Place::Member(path) = argument.place else {
                continue;
            };
            if let Kind::Constant(_) = argument.kind {
                continue;
            }
            if let Some(value) = self.value(argument, asks && argument.is_required)? {
                if matches!(whole, Given::List(_)) {
                    return Err(Failure::Usage(format!(
                        "--{} says a member of one item, and --body is a list: give one of them",
                        argument.name
                    )));
                }
                is_given = true;
                if let Some(rules) = argument.rules {
                    check(&value, rules, argument.name)
                        .map_err(|violation| Failure::Invalid(violation.to_string()))?;
                }
                whole.set(path, value);
            }
        }
        for argument in call.arguments {
            // One inside of an object comes along with that.
            if let (Place::Member(path), Kind::Constant(json)) = (&argument.place, &argument.kind)
                && (argument.is_required || path.len() > 1)
                && whole.lacks(path)
                && let Ok(value) = serde_json::from_str::<Value>(json)
            {
                whole.set(path, Given::from(value));
            }
        }
        if let Some(member) = switch {
            whole.set(&[member], Given::Value(Value::Bool(true)));
        }
        if wraps {
            whole = Given::List(vec![whole]);
        }
        Ok(is_given.then_some(whole))
    }

    /// What was given for the body as a whole.
    fn whole(&mut self, body: &Body) -> Result<Option<Given>, Failure> {
        let given = self.matches.try_get_one::<String>("body").ok().flatten();
        let Some(given) = given else {
            return Ok(None);
        };
        match body.content {
            Content::Json { secret, .. } => self.json("body", given, secret).map(Some),
            Content::Text => {
                let text = match self.source("body", given)? {
                    Some(bytes) => text("body", &bytes)?.to_owned(),
                    None => given.clone(),
                };
                Ok(Some(Given::text(text)))
            }
            Content::File(open) => self.file("body", given, open).map(Some),
            Content::Members => Ok(None),
        }
    }

    /// What was given for an argument; one that is secret is asked for if it is needed.
    fn value(
        &mut self,
        argument: &'static Argument,
        is_needed: bool,
    ) -> Result<Option<Given>, Failure> {
        let name = argument.name;
        let given: Vec<String> = match self.matches.get_many::<String>(name) {
            Some(given) => given.cloned().collect(),
            None if is_needed && matches!(argument.kind, Kind::Secret) => vec![String::new()],
            None => return Ok(None),
        };
        match &argument.kind {
            Kind::List(item) => {
                let items = given.iter().map(|given| self.one(name, item, given));
                items
                    .collect::<Result<_, _>>()
                    .map(|items| Some(Given::List(items)))
            }
            Kind::Map(item) => {
                let mut members = Given::object();
                for given in &given {
                    let (key, value) = given.split_once('=').unwrap_or((given, ""));
                    let value = self.one(name, item, value)?;
                    members.set(&[key], value);
                }
                Ok(Some(members))
            }
            // The last one counts, and there is one.
            kind => given
                .last()
                .map(|given| self.one(name, kind, given))
                .transpose(),
        }
    }

    fn one(
        &mut self,
        name: &'static str,
        kind: &'static Kind,
        given: &str,
    ) -> Result<Given, Failure> {
        Ok(match kind {
            Kind::Secret => Given::Secret(self.secret(name, given)?),
            Kind::SecretJson => self.json(name, given, true)?,
            Kind::Json | Kind::List(_) | Kind::Map(_) | Kind::Constant(_) => {
                self.json(name, given, false)?
            }
            Kind::File(open) => self.file(name, given, *open)?,
            Kind::Boolean => Given::Value(Value::Bool(given == "true")),
            Kind::Integer | Kind::Number | Kind::OneNumberOf(_) => Given::Value(
                number(given)
                    .ok_or_else(|| Failure::Usage(format!("--{name}: `{given}` is no number")))?,
            ),
            Kind::Text | Kind::Timestamp | Kind::Date | Kind::OneOf(_) => Given::text(given),
        })
    }

    /// A text that is never on the command line.
    fn secret(&mut self, name: &'static str, given: &str) -> Result<Sensitive, Failure> {
        if given.is_empty() {
            return ask::secret(name);
        }
        let Some(bytes) = self.source(name, given)? else {
            return Err(refused(name, &Kind::Secret));
        };
        let text = text(name, &bytes)?;
        // What `echo` and editors put at the end belongs to the line and not to the secret.
        let text = text.strip_suffix('\n').unwrap_or(text);
        Ok(Sensitive::from(text.strip_suffix('\r').unwrap_or(text)))
    }

    fn json(&mut self, name: &'static str, given: &str, is_secret: bool) -> Result<Given, Failure> {
        let found = self.source(name, given)?;
        let bytes = match &found {
            Some(bytes) => bytes.as_slice(),
            None if is_secret => return Err(refused(name, &Kind::SecretJson)),
            None => given.as_bytes(),
        };
        let value: Value = serde_json::from_slice(bytes)
            .map_err(|error| Failure::Usage(format!("--{name} is no JSON: {error}")))?;
        Ok(Given::from(value))
    }

    fn file(
        &mut self,
        name: &'static str,
        given: &str,
        open: super::table::Open,
    ) -> Result<Given, Failure> {
        let path = match given.strip_prefix('@') {
            Some(path) => Some(PathBuf::from(path)),
            None if given == "-" => {
                self.take_input(name)?;
                None
            }
            None => {
                return Err(Failure::Usage(format!(
                    "--{name} takes a file: write @PATH, or - for the standard input"
                )));
            }
        };
        Ok(Given::Other(open(path)))
    }

    /// The bytes that a value refers to; `None` where it refers to nothing.
    fn source(
        &mut self,
        name: &'static str,
        given: &str,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
        if given == "-" {
            self.take_input(name)?;
            return read(name, "the standard input", &mut std::io::stdin().lock()).map(Some);
        }
        let Some(path) = given.strip_prefix('@') else {
            return Ok(None);
        };
        let mut file = std::fs::File::open(path).map_err(|error| {
            Failure::Local(format!("--{name}: `{path}` cannot be read: {error}"))
        })?;
        read(name, path, &mut file).map(Some)
    }

    /// The standard input can be read once.
    fn take_input(&mut self, name: &'static str) -> Result<(), Failure> {
        if let Some(other) = self.input.replace(name) {
            return Err(Failure::Usage(format!(
                "--{other} and --{name} both read the standard input: give one of them as @PATH"
            )));
        }
        Ok(())
    }
}

/// What is said of a secret on the command line: not what it is.
pub(super) fn refused(name: &str, kind: &Kind) -> Failure {
    if !matches!(kind.item(), Kind::Secret) {
        return Failure::Usage(format!(
            "--{name} may hold a secret and is not taken from the command line, where other programs and the history of the \
             shell show it: use `--{name} -` for the standard input, or `--{name} @PATH` for a file"
        ));
    }
    Failure::Usage(format!(
        "--{name} is secret and not taken from the command line, where other programs and the history of the shell show it: \
         use `--{name} -` for the standard input, `--{name} @PATH` for a file, or on a terminal `--{name}` alone to be asked"
    ))
}

fn read(name: &str, what: &str, from: &mut dyn Read) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let failed = |why: String| Failure::Local(format!("--{name}: `{what}` cannot be read: {why}"));
    let mut bytes = Zeroizing::new(Vec::new());
    let mut part = Zeroizing::new(vec![0; 64 * 1024]);
    loop {
        let length = match from.read(&mut part) {
            Ok(0) => return Ok(bytes),
            Ok(length) => length,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(failed(error.to_string())),
        };
        if u64::try_from(bytes.len() + length).is_ok_and(|length| length > MOST) {
            return Err(failed(format!("it has more than {MOST} bytes")));
        }
        append(&mut bytes, part.get(..length).unwrap_or_default());
    }
}

/// Appends to bytes without leaving a copy behind where they have to move.
fn append(bytes: &mut Zeroizing<Vec<u8>>, more: &[u8]) {
    let length = bytes.len() + more.len();
    if length > bytes.capacity() {
        let mut moved = Vec::with_capacity(2 * length);
        moved.extend_from_slice(bytes);
        bytes.zeroize();
        **bytes = moved;
    }
    bytes.extend_from_slice(more);
}

fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Failure> {
    std::str::from_utf8(bytes).map_err(|_| Failure::Usage(format!("--{name} is no UTF-8 text")))
}

/// A number as it is written: a whole one stays one.
fn number(text: &str) -> Option<Value> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    if let Ok(number) = text.parse::<u64>() {
        return Some(number.into());
    }
    Number::from_f64(text.parse().ok()?).map(Value::Number)
}
