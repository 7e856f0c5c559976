//! The program on a terminal: what it asks, what it shows only there, and what a terminal must not show.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use nix::sys::termios::{LocalFlags, tcgetattr};
use nix::sys::wait::WaitStatus;
use rexpect::session::{PtySession, spawn_command};
use secrets_store_acceptance::{Server, json};

/// The most that a program may take to say something, in milliseconds.
const PATIENCE: u64 = 20_000;

const BOLD: &str = "\u{1b}[1m";

fn answer(result: &str, info: &str) -> String {
    let body = format!(r#"{{"success":true,"errors":[],"messages":[],"result":{result}{info}}}"#);
    json("200 OK", &body)
}

/// A terminal with the program in it, or a line of shell in which it is called `secrets-store`.
struct Terminal {
    session: PtySession,
    server: Server,
}

impl Terminal {
    fn open(line: &str, answers: Vec<String>, environment: &[(&str, &str)]) -> Self {
        let server = Server::start(answers).unwrap();
        let mut command = Command::new("sh");
        // The terminal of these tests repeats nothing of its own accord, as one does at which somebody sits.
        let script = line.replace("secrets-store", "\"$PROGRAM\"");
        command.args(["-c", &format!("stty echo; {script}")]);
        command.env_clear();
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command
            .env("TERM", "xterm")
            .env("PROGRAM", env!("CARGO_BIN_EXE_command-line"))
            .env("CLOUDFLARE_API_TOKEN", "token-of-the-tests")
            .env("CLOUDFLARE_ACCOUNT_ID", "account-1")
            .env("CLOUDFLARE_BASE_URL", server.url())
            .envs(environment.iter().copied());
        let session = spawn_command(command, Some(PATIENCE)).unwrap();
        Self { session, server }
    }

    /// What comes up to a text.
    fn shows(&mut self, text: &str) -> String {
        self.session.exp_string(text).unwrap()
    }

    /// Waits until what is typed does not show.
    fn hides(&self) {
        let terminal = self.session.process().get_file_handle().unwrap();
        let start = Instant::now();
        while tcgetattr(&terminal)
            .unwrap()
            .local_flags
            .contains(LocalFlags::ECHO)
        {
            assert!(
                start.elapsed() < Duration::from_millis(PATIENCE),
                "what is typed would show"
            );
            sleep(Duration::from_millis(5));
        }
    }

    fn types(&mut self, line: &str) {
        self.session.send_line(line).unwrap();
    }

    /// The rest, and the status that the program ends with.
    fn ends(mut self) -> (String, i32, Vec<String>) {
        let rest = self.session.exp_eof().unwrap();
        let status = match self.session.process().wait().unwrap() {
            WaitStatus::Exited(_, status) => status,
            _ => -1,
        };
        let sent = self.server.recorded();
        let sent = sent.into_iter().map(|request| request.body).collect();
        (rest, status, sent)
    }
}

const CREATE: &str = "secrets-store secrets create store-1 --name KEY --scope workers";

#[test]
fn a_secret_is_asked_for_and_does_not_show() {
    for line in [CREATE.to_owned(), format!("{CREATE} --value")] {
        let mut terminal = Terminal::open(&line, vec![answer("[]", "")], &[]);
        let before = terminal.shows("value: ");
        terminal.hides();
        terminal.types("hush-hush");
        let (after, status, sent) = terminal.ends();
        assert_eq!(status, 0, "{after}");
        assert_eq!(
            sent,
            [r#"[{"name":"KEY","value":"hush-hush","scopes":["workers"]}]"#]
        );
        assert!(!format!("{before}{after}").contains("hush"), "{after}");
    }
}

#[test]
fn a_secret_is_not_asked_for_where_the_output_alone_is_a_terminal() {
    let terminal = Terminal::open(&format!("{CREATE} < /dev/null"), Vec::new(), &[]);
    let (said, status, sent) = terminal.ends();
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("--value is needed"), "{said}");
    assert_eq!(sent, [""; 0]);
}

#[test]
fn a_delete_is_done_after_a_yes_alone() {
    for (typed, expected) in [("y", 1), ("YES", 1), ("n", 0), ("", 0), ("yup", 0)] {
        let line = "secrets-store stores delete store-1";
        let mut terminal = Terminal::open(line, vec![answer("null", "")], &[]);
        terminal.shows("Really secrets-store stores delete? [y/N] ");
        assert_eq!(terminal.server.recorded().len(), 0, "before the answer");
        terminal.types(typed);
        let (said, status, sent) = terminal.ends();
        assert_eq!(sent.len(), expected, "{typed}: {said}");
        assert_eq!(status == 0, expected == 1, "{typed}: {said}");
    }
}

#[test]
fn no_answer_is_no_yes() {
    let line = "secrets-store stores delete store-1";
    let mut terminal = Terminal::open(line, Vec::new(), &[]);
    terminal.shows("[y/N] ");
    terminal.session.send_control('d').unwrap();
    let (said, status, sent) = terminal.ends();
    assert_eq!((status == 0, sent.len()), (false, 0), "{said}");
}

#[test]
fn nobody_is_asked_who_has_said_yes() {
    let line = "secrets-store stores delete store-1 --yes";
    let terminal = Terminal::open(line, vec![answer("null", "")], &[]);
    let (said, status, sent) = terminal.ends();
    assert_eq!((status, sent.len()), (0, 1), "{said}");
    assert!(!said.contains("Really"), "{said}");
}

fn pages() -> Vec<String> {
    let page = |number: u32| {
        let info = format!(
            r#","result_info":{{"page":{number},"per_page":1,"count":1,"total_count":2,"total_pages":2}}"#
        );
        let time = "2025-04-09T08:30:12.514907Z";
        let store = format!(
            r#"{{"id":"store-{number}","name":"prod","created":"{time}","modified":"{time}"}}"#
        );
        answer(&format!("[{store}]"), &info)
    };
    vec![page(1), page(2)]
}

#[test]
fn a_terminal_shows_a_table_and_how_far_it_is() {
    let mut terminal = Terminal::open("secrets-store stores list --all", pages(), &[]);
    terminal.shows("\r\u{1b}[Kpage 1 of 2, 1 items");
    terminal.shows("\r\u{1b}[Kpage 2 of 2, 2 items");
    // The line is gone before the table comes.
    terminal.shows(&format!("\r\u{1b}[K{BOLD}ID "));
    let (table, status, _) = terminal.ends();
    assert_eq!(status, 0);
    assert_eq!(table.matches("  prod  ").count(), 2, "{table}");
    assert!(!table.contains('{'), "{table}");
}

#[test]
fn a_pipe_gets_json_and_nothing_else() {
    // How far it is shows on the terminal even then, and the pipe hears nothing of it.
    let line = "secrets-store stores list --all | sed 's/^/out: /'";
    let (said, _, _) = Terminal::open(line, pages(), &[]).ends();
    assert!(said.contains("page 2 of 2, 2 items"), "{said}");
    assert!(said.contains("out: [\r\n"), "{said}");
    assert!(!said.contains("out: ID") && !said.contains(BOLD), "{said}");
    let line = "secrets-store stores list --all 2>&1 | cat";
    let (said, _, _) = Terminal::open(line, pages(), &[]).ends();
    assert!(said.starts_with('[') && !said.contains("page"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[test]
fn colours_are_left_out_where_nobody_wants_them() {
    for (environment, expected) in [
        (&[][..], true),
        (&[("NO_COLOR", "1")], false),
        (&[("NO_COLOR", "")], true),
        (&[("TERM", "dumb")], false),
    ] {
        for line in ["secrets-store stores list", "secrets-store --help"] {
            let terminal = Terminal::open(line, pages(), environment);
            let (said, status, _) = terminal.ends();
            assert_eq!(status, 0, "{said}");
            assert_eq!(said.contains(BOLD), expected, "{environment:?}: {said}");
        }
    }
}

#[test]
fn what_is_wrong_is_said_in_colour_and_without_what_a_terminal_obeys() {
    let body = r#"{"success":false,"errors":[{"code":1001,"message":"bad \u001b[2Jname"}],"messages":[],"result":null}"#;
    let line = "secrets-store stores get store-1";
    let terminal = Terminal::open(line, vec![json("400 Bad Request", body)], &[]);
    let (said, status, _) = terminal.ends();
    assert_ne!(status, 0);
    assert!(said.contains("1001") && said.contains("name"), "{said}");
    assert!(!said.contains("\u{1b}[2J"), "{said}");
}
