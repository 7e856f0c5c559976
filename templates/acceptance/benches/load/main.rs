//! Many calls at once against a server that fails one in twenty: `cargo bench --bench load [-- CALLS]`.
//!
//! Every call has to end, none may be sent more often than its method allows, memory has to stay where it is, and
//! connections have to be used again. The server keeps the account, in a process of its own.

#![expect(
    clippy::unwrap_used,
    reason = "what must not happen ends the run, and fails it"
)]

mod ledger;
#[path = "../support/server.rs"]
mod server;

use std::alloc::System;
use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use cloudflare_secrets_store::types::{DuplicateSecret, EditSecret, Scope};
use cloudflare_secrets_store::{Client, Error, ErrorKind};
use indicatif::{ProgressBar, ProgressStyle};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::runtime::Builder;
use tokio::time::timeout;

use ledger::{Ledger, Outcome, Report};
use server::{Incoming, Reply, Server, Service, header, json};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const TASKS: usize = 64;
const CALLS: usize = 200_000;

/// The whole run may take no longer, so that one that hangs fails.
const PATIENCE: Duration = Duration::from_secs(300);

/// The header that says which call a request belongs to.
const CALL: &str = "x-call";

const STORE: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const SECRET: &str = "3fd85f74b32742f1bff64a85009dda07";

fn main() {
    server::serve_if_asked(Faults::new());
    let calls = env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let calls: usize = calls.unwrap_or(CALLS);
    let server = Server::start().unwrap();
    let client = Client::builder()
        .api_token("a-token")
        .account_id("b3d1f0a27c2e4e0f8a86f1f0d3c54e71")
        .base_url(server.url())
        .build()
        .unwrap();
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let start = Instant::now();
    let load = Arc::new(Load::new(calls));
    let ended = runtime.block_on(async { timeout(PATIENCE, run(&load, &client)).await });
    assert!(ended.is_ok(), "every call ends in time");
    let seconds = start.elapsed().as_secs_f64();
    let report = runtime.block_on(report(server.url()));
    load.judge(report, seconds);
}

/// What the tasks share.
struct Load {
    calls: usize,
    next: AtomicUsize,
    failed: AtomicUsize,
    /// Bytes in use on the heap, a hundred times along the way.
    memory: Mutex<Vec<usize>>,
    bar: ProgressBar,
}

impl Load {
    fn new(calls: usize) -> Self {
        // Nothing at all where the output is no terminal.
        let style =
            ProgressStyle::with_template("{bar:40} {pos}/{len} calls, {per_sec}, {eta} left");
        let bar = ProgressBar::new(u64::try_from(calls).unwrap()).with_style(style.unwrap());
        Self {
            calls,
            next: AtomicUsize::new(0),
            failed: AtomicUsize::new(0),
            memory: Mutex::default(),
            bar,
        }
    }

    /// The number of the next call, if there is one left.
    fn take(&self) -> Option<usize> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        if number.is_multiple_of((self.calls / 100).max(1)) {
            let used = ALLOCATOR.stats();
            self.memory
                .lock()
                .unwrap()
                .push(used.bytes_allocated - used.bytes_deallocated);
            self.bar
                .set_position(u64::try_from(number.min(self.calls)).unwrap());
        }
        (number < self.calls).then_some(number)
    }

    /// Holds what has happened against what was to happen.
    fn judge(&self, report: Report, seconds: f64) {
        self.bar.finish_and_clear();
        let memory = self.memory.lock().unwrap();
        let quarter = memory.len() / 4;
        let second = median(memory.get(quarter..2 * quarter).unwrap());
        let last = median(memory.get(3 * quarter..4 * quarter).unwrap());
        println!("{} calls by {TASKS} tasks in {seconds:.1} s", self.calls);
        println!("{report:#?}");
        println!("heap: {second} bytes in the second quarter, {last} in the last");

        assert_eq!(report.calls, self.calls, "every call reaches the server");
        assert_eq!(
            report.violations, 0,
            "no call is sent more often than it may"
        );
        assert_eq!(
            report.given_up, 0,
            "no call gives up that may be sent again"
        );
        let failed = self.failed.load(Ordering::Relaxed);
        assert_eq!(
            report.failed, failed,
            "a call fails if and only if its last request does"
        );
        assert!(
            report.connections <= 2 * TASKS + report.resets,
            "connections are used again"
        );
        assert!(last <= second + second / 10, "memory stays flat");
    }
}

fn median(samples: &[usize]) -> usize {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

async fn run(load: &Arc<Load>, client: &Client) {
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let (load, client) = (Arc::clone(load), client.clone());
            tokio::spawn(async move {
                while let Some(number) = load.take() {
                    if let Err(error) = call(&client, number).await {
                        assert!(is_expected(&error), "{error}");
                        load.failed.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

fn is_expected(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Api => error.status().is_some_and(|status| !status.is_success()),
        kind => kind == ErrorKind::Transport,
    }
}

/// One call; two in four are of a method that is idempotent.
async fn call(client: &Client, number: usize) -> Result<(), Error> {
    let secrets = client.secrets_store().stores().secrets();
    let id = number.to_string();
    match number % 4 {
        0 => secrets.get(STORE, SECRET).header(CALL, id).await.map(drop),
        1 => secrets.delete(STORE, SECRET).header(CALL, id).await,
        2 => {
            let copy = DuplicateSecret::new("MY_API_KEY", [Scope::Workers]);
            secrets
                .duplicate(STORE, SECRET, copy)
                .header(CALL, id)
                .await
                .map(drop)
        }
        _ => {
            let edit = EditSecret::new().value("a-value");
            secrets
                .edit(STORE, SECRET, edit)
                .header(CALL, id)
                .await
                .map(drop)
        }
    }
}

/// Asks the server for its account.
async fn report(url: &str) -> Report {
    let answer = reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap()
        .get(url)
        .send();
    Report::parse(&answer.await.unwrap().text().await.unwrap()).unwrap()
}

/// The server: it fails one request in twenty, in turns in each of the ways there are.
struct Faults {
    ledger: Mutex<Ledger>,
    connections: AtomicUsize,
    done: Vec<u8>,
    failed: Vec<u8>,
    unavailable: Vec<u8>,
    limited: Vec<u8>,
}

impl Faults {
    fn new() -> Self {
        let result = r#"{"result":{"id":"3fd85f74b32742f1bff64a85009dda07","name":"MY_API_KEY",
            "store_id":"023e105f4ecef8ad9ca31a8372d0c353","status":"active","scopes":["workers"],
            "created":"2025-11-03T14:07:02.861450Z","modified":"2025-11-20T09:15:33.047112Z"},
            "success":true,"errors":[],"messages":[]}"#;
        let failure =
            r#"{"result":null,"success":false,"errors":[{"code":1,"message":"no"}],"messages":[]}"#;
        Self {
            ledger: Mutex::default(),
            connections: AtomicUsize::new(0),
            done: json("200 OK", "", result),
            // Pauses are counted in milliseconds, so that the run is not spent waiting.
            failed: json(
                "500 Internal Server Error",
                "retry-after-ms: 5\r\n",
                failure,
            ),
            unavailable: json("503 Service Unavailable", "retry-after: 0\r\n", failure),
            limited: json("429 Too Many Requests", "retry-after-ms: 1\r\n", failure),
        }
    }
}

impl Service for Faults {
    fn connected(&self) {
        self.connections.fetch_add(1, Ordering::Relaxed);
    }

    fn answer(
        &self,
        incoming: &Incoming<'_>,
        reply: &mut dyn FnMut(Reply<'_>) -> std::io::Result<()>,
    ) -> std::io::Result<()> {
        let Some(call) = header(incoming, CALL) else {
            let connections = self.connections.load(Ordering::Relaxed);
            // The one that asks is no part of it.
            let report = self.ledger.lock().unwrap().report(connections - 1);
            return reply(Reply::Answer(&json("200 OK", "", &report.to_string())));
        };
        let idempotent = ["GET ", "DELETE "]
            .iter()
            .any(|method| incoming.line.starts_with(method));
        let outcome = self.ledger.lock().unwrap().enter(call, idempotent);
        reply(match outcome {
            Outcome::Done => Reply::Answer(&self.done),
            Outcome::Failed => Reply::Answer(&self.failed),
            Outcome::Unavailable => Reply::Answer(&self.unavailable),
            Outcome::Limited => Reply::Answer(&self.limited),
            Outcome::Reset => Reply::Reset,
        })
    }
}
