//! The program: reads the arguments, makes the call, prints what comes.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ArgMatches;
use clap::error::ErrorKind;
use clap_complete::Shell;
use serde_json::Value;

use super::arguments::{Reading, refused};
use super::ask;
use super::client;
use super::commands::command;
use super::exit::Failure;
use super::output::{Form, Output, Sink, line, note, progress};
use super::preview;
use super::reply::{Answer, Held, find};
use super::table::{Call, Content, Kind, Program, Reply};
use crate::runtime::{Blocking, Request};

/// Runs a program with the arguments and the environment of this process.
pub fn run(program: &'static Program) -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match act(program, &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(program.name),
    }
}

fn act(program: &'static Program, arguments: &[OsString]) -> Result<(), Failure> {
    let matches = command(program)
        .try_get_matches_from(arguments)
        .map_err(|error| misread(program, arguments, error))?;
    let mut path = Vec::new();
    let mut leaf = &matches;
    while let Some((name, below)) = leaf.subcommand() {
        path.push(name);
        leaf = below;
    }
    if let Some(call) = program.calls().find(|call| call.path == path) {
        return make(program, call, leaf);
    }
    if path == [program.completions] {
        let shell = leaf.get_one::<Shell>("shell").copied();
        return super::manual::completions(command(program), shell.unwrap_or(Shell::Bash));
    }
    if let Some(mock) = program.mock.as_ref().filter(|mock| path == [mock.name]) {
        return super::mock::serve(mock, leaf);
    }
    let folder = leaf.get_one::<PathBuf>("folder");
    super::manual::pages(command(program), folder.map(PathBuf::as_path))
}

/// What is wrong with the arguments. What clap says of it repeats them, which it must not where a secret is among them.
fn misread(program: &'static Program, arguments: &[OsString], error: clap::Error) -> Failure {
    let is_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    let texts: Vec<&str> = arguments.iter().filter_map(|each| each.to_str()).collect();
    if !is_help {
        for call in program.calls().filter(|call| is_meant(call, &texts)) {
            for argument in call.arguments {
                let names = [Some(argument.name), argument.alias];
                let is_shown = |name: &str| is_shown(name, &texts);
                if argument.kind.is_secret() && names.into_iter().flatten().any(is_shown) {
                    return refused(argument.name, &argument.kind);
                }
            }
            let content = call.body.as_ref().map(|body| body.content);
            let is_secret = matches!(content, Some(Content::Json { secret: true, .. }));
            if is_secret && is_shown("body", &texts) {
                return refused("body", &Kind::SecretJson);
            }
        }
    }
    Failure::Arguments(Box::new(error))
}

/// Whether the words of a call are among the arguments, in their order.
fn is_meant(call: &Call, arguments: &[&str]) -> bool {
    let mut rest = arguments.iter();
    call.path
        .iter()
        .all(|word| rest.any(|argument| argument == word))
}

/// Whether the value of an option is among the arguments.
fn is_shown(name: &str, arguments: &[&str]) -> bool {
    let mut after = false;
    for argument in arguments {
        let is_source = *argument == "-" || argument.starts_with('@');
        if after && !is_source && !argument.starts_with("--") {
            return true;
        }
        let option = argument.strip_prefix("--").unwrap_or_default();
        if let Some((option, value)) = option.split_once('=')
            && option == name
            && !(value == "-" || value.starts_with('@'))
        {
            return true;
        }
        after = option == name;
    }
    false
}

/// Makes a call.
fn make(
    program: &'static Program,
    call: &'static Call,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let form = call.forms.iter().find(|form| matches.get_flag(form.name));
    let reply = form.map_or(&call.reply, |form| &form.reply);
    let mut sink = Sink {
        file: matches
            .try_get_one::<PathBuf>("out")
            .ok()
            .flatten()
            .cloned(),
        failure: None,
    };
    sink.check(reply)?;
    let lookup = |variable: &str| std::env::var(variable).ok();
    let session = client::session(program, call, matches, &lookup)?;
    let mut request: Request<(), Blocking> = Request::new(&session, call.operation);
    let mut reading = Reading::new(matches);
    reading.parameters(call, &mut request)?;
    let mut shown = None;
    if let Some(body) = &call.body {
        let given = reading.body(call, body, form.and_then(|form| form.switch))?;
        if let Some(given) = given {
            let handed = (body.hand)(&given, &mut |format, value| {
                shown = Some(preview::shown(value));
                request.body(format, value);
            });
            handed
                .map_err(|fault| Failure::Invalid(format!("the body cannot be sent: {fault}")))?;
        }
    }
    if let Some(form) = form {
        request = request.ask_for(form.accept, form.reads);
    }
    if matches.get_flag("dry-run") {
        return preview::show(&request, shown.as_ref());
    }
    if call.is_confirmed && !matches.get_flag("yes") {
        // What is wrong with the request is said before anybody is asked.
        request.preview()?;
        ask::confirm(&format!("{} {}", program.name, call.path.join(" ")))?;
    }
    let output = Output::new(matches, call.hidden);
    let follows = call.items.is_some() && matches.get_flag("all");
    answer(call, reply, request, &output, &mut sink, follows)
}

/// Sends a request, and prints what comes.
fn answer(
    call: &'static Call,
    reply: &Reply,
    request: Request<(), Blocking>,
    output: &Output,
    sink: &mut Sink,
    follows: bool,
) -> Result<(), Failure> {
    match reply {
        Reply::Nothing => {
            request.send()?;
            note("Done.");
            Ok(())
        }
        Reply::Value if follows => all(call, request, output),
        Reply::Value => {
            let held = request.answered_with::<Held>().send()?;
            one(call, &held.value(call.items)?, output)
        }
        Reply::Bytes => {
            let held = request.answered_with::<Held>().send()?;
            sink.bytes(&held.bytes()?)
        }
        Reply::Any => {
            let held = request.answered_with::<Held>().send()?;
            if held.is_json() && sink.file.is_none() {
                return one(call, &held.value(None)?, output);
            }
            sink.bytes(&held.bytes()?)
        }
        Reply::Download(download) => {
            download(request, sink)?;
            sink.failure.take().map_or(Ok(()), Err)
        }
        Reply::Each(stream) => {
            for value in stream(request)? {
                each(&value?, output)?;
            }
            Ok(())
        }
    }
}

/// Prints a single answer.
fn one(call: &'static Call, answer: &Answer, output: &Output) -> Result<(), Failure> {
    if answer.value.is_null() {
        note("Done.");
        return Ok(());
    }
    let items = call.items.and_then(|items| find(&answer.value, items));
    output.value(&answer.value, items)?;
    if answer.next.is_some() {
        note("There are more pages: --all prints the items of all of them.");
    }
    Ok(())
}

/// Follows the pages to the last one, and prints all items: as they come where they are printed line by line.
fn all(
    call: &'static Call,
    request: Request<(), Blocking>,
    output: &Output,
) -> Result<(), Failure> {
    let path = call.items.unwrap_or_default();
    let mut items: Vec<Value> = Vec::new();
    let (mut pages, mut count) = (0_usize, 0_usize);
    let mut next = Some(request);
    while let Some(request) = next {
        let held = request.answered_with::<Held>().send();
        let answer = held.and_then(|held| held.value(Some(path)));
        let answer = answer.inspect_err(|_| progress(""))?;
        if answer.is_past_end {
            break;
        }
        pages += 1;
        let found = find(&answer.value, path).and_then(Value::as_array);
        let found = found.map(Vec::as_slice).unwrap_or_default();
        count += found.len();
        if output.form == Form::Lines {
            progress("");
            found.iter().try_for_each(line)?;
        } else {
            items.extend_from_slice(found);
        }
        let of = answer
            .info
            .total_pages
            .map_or_else(String::new, |total| format!(" of {total}"));
        progress(&format!("page {pages}{of}, {count} items"));
        next = answer.next;
    }
    progress("");
    if output.form == Form::Lines {
        return Ok(());
    }
    output.value(&Value::Array(items), None)
}

/// Prints one of several values that come one after the other.
fn each(value: &Value, output: &Output) -> Result<(), Failure> {
    match output.form {
        Form::Yaml => {
            super::output::print("---\n")?;
            output.value(value, None)
        }
        _ => line(value),
    }
}
