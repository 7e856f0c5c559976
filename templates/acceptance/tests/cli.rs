//! Holds the program to files below `cli/cases`: arguments, environment and input of a process, the requests that a server on
//! loopback sees of it, and all that it prints.
//!
//! A file has sections, each after a line `--- NAME`: `arguments` (one on each line), `environment` (`NAME=value`, or `NAME` for
//! one that is not set), `stdin`, then `request` and `answer` by turns, `stdout`, `stderr` and `status`. What is left out is
//! empty, and 0. A request is its line, the headers that matter, an empty line and the body; an answer is its status and its
//! body. `...` at the end of the standard error is whatever comes there. `{url}` stands for the address of the server, and `{folder}` for that of the cases.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::format_push_string, reason = "texts are short here")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use secrets_store_acceptance::{Recorded, Server, json};

/// What the environment holds unless a case says otherwise.
const ENVIRONMENT: [(&str, &str); 2] = [
    ("CLOUDFLARE_API_TOKEN", "token-of-the-tests"),
    ("CLOUDFLARE_ACCOUNT_ID", "account-1"),
];

/// A case: its sections in their order.
struct Case(Vec<(String, String)>);

impl Case {
    fn read(text: &str) -> Self {
        let mut sections: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("--- ") {
                sections.push((name.to_owned(), String::new()));
            } else if let Some((_, text)) = sections.last_mut() {
                text.push_str(line);
                text.push('\n');
            }
        }
        Self(sections)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let sections = self.0.iter().filter(move |(known, _)| known == name);
        sections.map(|(_, text)| text.as_str())
    }

    fn one<'a>(&'a self, name: &'a str) -> &'a str {
        self.all(name).next().unwrap_or_default()
    }
}

fn answer(text: &str) -> String {
    let (status, body) = text.split_once('\n').unwrap();
    json(status, body.trim_end())
}

/// A request in the words of a case: the headers that it lists, in its order.
fn as_in(case: &str, request: &Recorded) -> String {
    let mut text = format!("{}\n", request.request_line.trim_end_matches(" HTTP/1.1"));
    for line in case.lines().skip(1).take_while(|line| !line.is_empty()) {
        let name = line.split(':').next().unwrap();
        text += &format!("{name}: {}\n", request.header(name).unwrap_or("(none)"));
    }
    if !request.body.is_empty() {
        text += &format!("\n{}\n", request.body);
    }
    text
}

fn run(name: &str, case: &Case, folder: &Path) {
    let answers: Vec<String> = case.all("answer").map(answer).collect();
    let server = Server::start(answers).unwrap();
    let fill = |text: &str| {
        let folder = folder.to_string_lossy();
        text.replace("{url}", &server.url())
            .replace("{folder}", &folder)
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_command-line"));
    command.env_clear().envs(ENVIRONMENT);
    command.env("CLOUDFLARE_BASE_URL", server.url());
    for line in case.one("environment").lines() {
        match line.split_once('=') {
            Some((name, value)) => command.env(name, fill(value)),
            None => command.env_remove(line),
        };
    }
    command.args(case.one("arguments").lines().map(fill));
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // A program that does not read it may be gone already.
    let _ = input.write_all(case.one("stdin").as_bytes());
    drop(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&server.url(), "{url}");
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    let expected = case.one("status").trim();
    let expected = if expected.is_empty() { "0" } else { expected };
    let status = output.status.code().unwrap_or(-1).to_string();
    assert_eq!(status, expected, "{name}: status\n{stdout}\n{stderr}");
    assert_eq!(stdout, case.one("stdout"), "{name}: standard output");
    // What the system says differs from one to the next.
    match case.one("stderr").strip_suffix("...\n") {
        Some(start) => assert!(stderr.starts_with(start), "{name}: {stderr}"),
        None => assert_eq!(stderr, case.one("stderr"), "{name}: standard error"),
    }
    let recorded = server.recorded();
    let expected: Vec<&str> = case.all("request").collect();
    assert_eq!(
        recorded.len(),
        expected.len(),
        "{name}: requests\n{recorded:?}"
    );
    for (request, expected) in recorded.iter().zip(expected) {
        assert_eq!(as_in(expected, request), expected, "{name}: request");
    }
}

#[test]
fn every_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/cases");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "case")
        })
        .collect();
    files.sort();
    assert!(files.len() > 10, "the cases are gone");
    for file in files {
        let case = Case::read(&fs::read_to_string(&file).unwrap());
        run(&file.file_stem().unwrap().to_string_lossy(), &case, &folder);
    }
}

/// What the program prints for some arguments.
fn printed(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_command-line"));
    let output = command.env_clear().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_guide_tells_of_every_status() {
    let help = printed(&["--help"]);
    let guide = include_str!("../../../generated/src/guide/command_line.md");
    let (_, statuses) = help.split_once("Exit statuses:\n").unwrap();
    let rows: Vec<String> = statuses
        .lines()
        .map(|line| line.trim().split_once(' ').unwrap())
        .map(|(status, meaning)| format!("| {status} | {} |", meaning.trim()))
        .collect();
    assert!(guide.contains(&rows.join("\n")), "{}", rows.join("\n"));
}

#[test]
fn there_are_completions_and_manual_pages() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(
            printed(&["completions", shell]).contains("bulk-delete"),
            "{shell}"
        );
    }
    assert!(printed(&["man"]).contains(".TH secrets-store 1"));
    let folder = tempfile::tempdir().unwrap();
    printed(&["man", folder.path().to_str().unwrap()]);
    let page = fs::read_to_string(folder.path().join("secrets-store-secrets-duplicate.1")).unwrap();
    assert!(page.contains("scope"), "{page}");
}

#[test]
fn no_argument_takes_a_credential() {
    let help = printed(&["--help"]);
    for word in ["--api-token", "--api-key", "--token", "--email"] {
        assert!(!help.contains(word), "{word}");
    }
    let page = printed(&["secrets", "create", "--help"]);
    assert!(page.contains("--value") && !page.contains("api_token"));
}
