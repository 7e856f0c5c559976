//! The commands as clap has them, made from the table.

use std::str::FromStr;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, Command, value_parser};
use clap_complete::Shell;
use jiff::civil::Date;

use super::client;
use super::exit::STATUSES;
use super::table::{Argument, Call, Content, Kind, Program};
use crate::runtime::Timestamp;

/// Headings of the help.
const ANY_CALL: &str = "Options of every call";

/// The most commands that are named beside a group of them.
const MOST: usize = 6;

/// The commands of a program.
pub fn command(program: &'static Program) -> Command {
    let mut top = Command::new(program.name)
        .bin_name(program.name)
        .version(program.version)
        .about(program.about)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .infer_long_args(false)
        .disable_help_subcommand(!program.has_help)
        .max_term_width(110)
        .after_help(format!(
            "Credentials come from the environment: {}.\nSee '{} --help' for all of it, and for the exit statuses.",
            client::variables(program.api),
            program.name,
        ))
        .after_long_help(format!("{}\n\n{}", client::environment(program), statuses()))
        .args(globals(program));
    for call in program.calls() {
        top = place(top, call.path, call);
    }
    described(top)
        .subcommand(completions(program))
        .subcommand(manual(program))
        .subcommands(program.mock.as_ref().map(super::mock::command))
}

fn statuses() -> String {
    let mut text = "Exit statuses:".to_owned();
    for (status, meaning) in STATUSES {
        let status = status.to_string();
        let room = " ".repeat(4_usize.saturating_sub(status.len()));
        text.extend(["\n  ", &status, &room, meaning]);
    }
    text
}

/// Puts a call where its path leads to, below what is there.
fn place(mut command: Command, path: &'static [&'static str], call: &'static Call) -> Command {
    match path {
        [] => command,
        [last] => command.subcommand(leaf(last, call)),
        [first, rest @ ..] => {
            if command.find_subcommand(first).is_none() {
                let group = Command::new(*first)
                    .subcommand_required(true)
                    .arg_required_else_help(true)
                    .disable_help_subcommand(true);
                command = command.subcommand(group);
            }
            command.mut_subcommand(first, |group| place(group, rest, call))
        }
    }
}

/// Says of the groups what is in them.
fn described(command: Command) -> Command {
    command.mut_subcommands(|group| {
        let names: Vec<&str> = group.get_subcommands().map(Command::get_name).collect();
        if names.is_empty() {
            return group;
        }
        let mut about = names.get(..MOST).unwrap_or(&names).join(", ");
        if names.len() > MOST {
            about.push_str(", …");
        }
        described(group.about(about))
    })
}

fn leaf(name: &'static str, call: &'static Call) -> Command {
    let mut command = Command::new(name)
        .about(call.about)
        .disable_help_subcommand(true);
    if !call.details.is_empty() {
        command = command.long_about(format!("{}\n\n{}", call.about, call.details));
    }
    for argument in call.arguments {
        if !matches!(argument.kind, Kind::Constant(_)) {
            command = command.arg(arg(argument, call));
        }
    }
    if let Some(body) = &call.body
        && let Some(about) = about_body(body.content, has_members(call))
    {
        let is_needed = body.is_required && !has_members(call);
        command = command.arg(
            Arg::new("body")
                .long("body")
                .value_name(if matches!(body.content, Content::File(_)) {
                    "@FILE"
                } else {
                    "JSON"
                })
                .required(is_needed)
                .help(about),
        );
    }
    for form in call.forms {
        let about = format!("Ask for the answer as {}", form.accept);
        command = command.arg(flag(form.name, &about));
    }
    if call.items.is_some() {
        command = command.arg(flag(
            "all",
            "Follow the pages to the last, and print all items",
        ));
    }
    if call.gives_bytes() {
        command = command.arg(
            Arg::new("out")
                .long("out")
                .value_name("FILE")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("Write what comes to a file instead of the standard output"),
        );
    }
    if call.is_confirmed {
        command = command.arg(flag("yes", "Do it without asking").short('y'));
    }
    command
}

/// Whether options give members of the body.
pub(super) fn has_members(call: &Call) -> bool {
    let mut arguments = call.arguments.iter();
    arguments.any(|argument| matches!(argument.place, super::table::Place::Member(_)))
}

fn about_body(content: Content, has_members: bool) -> Option<&'static str> {
    Some(match (content, has_members) {
        (Content::Json { secret: true, .. }, false) => {
            "The body as JSON: - for the standard input, @PATH for a file"
        }
        (Content::Json { secret: true, .. }, true) => {
            "The body as JSON, in which the options above replace members: - for the standard input, @PATH for a file"
        }
        (Content::Json { .. }, false) => {
            "The body as JSON, or where it is: - for the standard input, @PATH for a file"
        }
        (Content::Json { .. }, true) => {
            "The body as JSON, or where it is: - for the standard input, @PATH for a file. The options above replace members of it"
        }
        (Content::Text, _) => {
            "The body, or where it is: - for the standard input, @PATH for a file"
        }
        (Content::File(_), _) => "The body: - for the standard input, @PATH for a file",
        (Content::Members, _) => return None,
    })
}

fn flag(name: &'static str, about: &str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(about.to_owned())
}

fn arg(argument: &'static Argument, call: &'static Call) -> Arg {
    let mut arg = Arg::new(argument.name)
        .help(about(argument))
        .value_name(value_name(argument))
        .value_parser(parser(&argument.kind));
    if !argument.is_positional {
        arg = arg.long(argument.name);
        if let Some(alias) = argument.alias {
            arg = arg.alias(alias);
        }
    }
    if argument.is_required {
        let is_member = matches!(argument.place, super::table::Place::Member(_));
        let has_body = matches!(
            call.body.as_ref().map(|body| body.content),
            Some(Content::Json { .. })
        );
        arg = match argument.kind {
            // Whoever sits at a terminal is asked for it.
            Kind::Secret => arg,
            _ if is_member && has_body => arg.required_unless_present("body"),
            _ => arg.required(true),
        };
    }
    match &argument.kind {
        Kind::Boolean => arg
            .num_args(0..=1)
            .require_equals(!argument.is_positional)
            .default_missing_value("true"),
        Kind::Secret if !argument.is_positional => arg.num_args(0..=1).default_missing_value(""),
        Kind::List(_) if argument.is_positional => arg.value_delimiter(',').num_args(1),
        Kind::List(_) | Kind::Map(_) => arg.action(ArgAction::Append),
        Kind::Integer | Kind::Number => arg.allow_negative_numbers(true),
        _ => arg,
    }
}

/// What the document says of an argument, and what there is to know of how it is given.
fn about(argument: &'static Argument) -> String {
    let note = match &argument.kind {
        Kind::Secret | Kind::List(Kind::Secret) => {
            "Never given here: - for the standard input, @PATH for a file; on a terminal you are asked for it"
        }
        Kind::SecretJson | Kind::List(Kind::SecretJson) | Kind::Map(_)
            if argument.kind.is_secret() =>
        {
            "JSON, from - (the standard input) or @PATH (a file)"
        }
        Kind::Json => "JSON, - or @PATH",
        Kind::List(Kind::Json) => "JSON, - or @PATH, for each item",
        Kind::File(_) | Kind::List(Kind::File(_)) => "- for the standard input, @PATH for a file",
        _ => "",
    };
    let many = match &argument.kind {
        Kind::List(_) if argument.is_positional => "Several are separated by commas",
        Kind::List(_) | Kind::Map(_) => "May be given several times",
        _ => "",
    };
    let parts = [argument.about.trim_end_matches('.'), note, many];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(". ")
}

fn value_name(argument: &'static Argument) -> &'static str {
    if argument.is_positional {
        return argument.name;
    }
    match argument.kind.item() {
        _ if matches!(argument.kind, Kind::Map(_)) => "KEY=VALUE",
        Kind::Boolean => "BOOL",
        Kind::Integer => "N",
        Kind::Number => "NUMBER",
        Kind::Timestamp => "TIME",
        Kind::Date => "DATE",
        Kind::Json | Kind::SecretJson => "JSON",
        Kind::Secret => "-|@PATH",
        Kind::File(_) => "@FILE",
        _ => "TEXT",
    }
}

fn parser(kind: &'static Kind) -> ValueParser {
    match kind {
        Kind::Boolean => PossibleValuesParser::new(["true", "false"]).into(),
        Kind::Integer => checked(
            |text| text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok(),
            "no whole number",
        ),
        Kind::Number => checked(
            |text| text.parse::<f64>().is_ok_and(f64::is_finite),
            "no number",
        ),
        Kind::Timestamp => checked(
            |text| Timestamp::from_str(text).is_ok(),
            "no point in time such as 2026-01-31T12:00:00Z",
        ),
        Kind::Date => checked(
            |text| Date::from_str(text).is_ok(),
            "no day such as 2026-01-31",
        ),
        Kind::OneOf(known) | Kind::OneNumberOf(known) => PossibleValuesParser::new(*known).into(),
        Kind::List(item) => parser(item),
        Kind::Map(_) => checked(|text| text.contains('='), "no KEY=VALUE"),
        // What is wrong with these is said without repeating them.
        _ => value_parser!(String),
    }
}

/// Takes texts that pass a test as they are.
fn checked(test: fn(&str) -> bool, message: &'static str) -> ValueParser {
    ValueParser::from(move |text: &str| {
        if test(text) {
            Ok(text.to_owned())
        } else {
            Err(format!("this is {message}"))
        }
    })
}

/// The options of every call.
fn globals(program: &'static Program) -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str, about: String| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(about)
            .global(true)
            .help_heading(ANY_CALL)
    };
    let mut all: Vec<Arg> = Vec::new();
    for ((name, about), known) in program.parameters.iter().zip(program.api.client_parameters) {
        let mut about = about.trim_end_matches('.').to_owned();
        if let Some(variable) = known.environment {
            about.push_str(" [env: ");
            about.push_str(variable);
            about.push(']');
        }
        all.push(option(name, "TEXT", about));
    }
    all.push(
        option(
            "output",
            "FORMAT",
            "How to print what comes: a table on a terminal and JSON elsewhere, unless this says otherwise".to_owned(),
        )
        .short('o')
        .value_parser(["table", "json", "yaml", "ndjson"]),
    );
    all.push(option(
        "base-url",
        "URL",
        client::about_base_url(program.api),
    ));
    all.push(
        option(
            "timeout",
            "SECONDS",
            "The most time for a call with all its attempts [default: 60]".to_owned(),
        )
        .value_parser(seconds),
    );
    all.push(
        option(
            "max-retries",
            "N",
            "How often a call that failed for a reason that may pass is made again [default: 2]"
                .to_owned(),
        )
        .value_parser(value_parser!(u32)),
    );
    all.push(
        flag(
            "dry-run",
            "Print the request, without what is secret, and send nothing",
        )
        .global(true)
        .help_heading(ANY_CALL),
    );
    all
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "this is no number of seconds".to_owned())
}

fn completions(program: &'static Program) -> Command {
    Command::new(program.completions)
        .about("Print completions for a shell")
        .disable_help_subcommand(true)
        .arg(
            Arg::new("shell")
                .required(true)
                .value_name("SHELL")
                .value_parser(value_parser!(Shell)),
        )
}

fn manual(program: &'static Program) -> Command {
    Command::new(program.manual)
        .about("Print the manual page, or write those of all commands into a folder")
        .disable_help_subcommand(true)
        .arg(
            Arg::new("folder")
                .value_name("FOLDER")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("Where to write a page for every command"),
        )
}
