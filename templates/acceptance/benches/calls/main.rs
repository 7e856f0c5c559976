//! What the generated client costs beside reqwest calls written by hand: `cargo bench --bench calls [-- --build]`.
//!
//! Both send the same requests to the same server, in turns, and read the same answers; a figure is the median of many
//! turns, since a machine is seldom quiet. Processor time is that of the client alone, the kernel's share included.

#![expect(
    clippy::unwrap_used,
    reason = "without its server a benchmark can only stop"
)]

mod answers;
mod build;
mod by_hand;
mod measure;
#[path = "../support/server.rs"]
#[expect(dead_code, reason = "the load needs more of it")]
mod server;
mod table;

use std::alloc::System;
use std::env;
use std::hint::black_box;

use cloudflare_secrets_store::Client;
use cloudflare_secrets_store::types::{DuplicateSecret, Scope, Secret};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::runtime::{Builder, Runtime};

use measure::{Cost, in_turns, stay_on_one_processor};
use table::{Figure, Goal};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ACCOUNT: &str = "b3d1f0a27c2e4e0f8a86f1f0d3c54e71";
const STORE: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const SECRET: &str = "3fd85f74b32742f1bff64a85009dda07";
const TOKEN: &str = "a-token-of-forty-characters-as-usual-0001";

fn main() {
    server::serve_if_asked(answers::Answers::new());
    stay_on_one_processor();
    let server = server::Server::start().unwrap();
    let bench = Bench {
        runtime: Builder::new_current_thread().enable_all().build().unwrap(),
        ours: Client::builder()
            .api_token(TOKEN)
            .account_id(ACCOUNT)
            .base_url(server.url())
            .build()
            .unwrap(),
        theirs: by_hand::Client::new(server.url(), TOKEN, ACCOUNT).unwrap(),
    };
    let mut figures = Vec::new();
    bench.get(&mut figures);
    bench.duplicate(&mut figures);
    codec(&mut figures);
    bench.requests(&mut figures);
    if env::args().any(|argument| argument == "--build") {
        figures.push(build::figure().unwrap());
    }
    print!("{}", table::render(&figures));
}

struct Bench {
    runtime: Runtime,
    ours: Client,
    theirs: by_hand::Client,
}

/// A name, scopes and a comment as one would give them.
fn copy() -> DuplicateSecret {
    DuplicateSecret::new("MY_API_KEY", [Scope::Workers, Scope::AiGateway]).comment("for staging")
}

impl Bench {
    fn get(&self, figures: &mut Vec<Figure>) {
        let secrets = self.ours.secrets_store().stores().secrets();
        let ours = || {
            let copy = self.runtime.block_on(secrets.get(STORE, SECRET).send());
            assert_eq!(copy.unwrap().id, SECRET);
        };
        let theirs = || {
            let copy = self.runtime.block_on(self.theirs.get(STORE, SECRET));
            assert_eq!(copy.unwrap().id, SECRET);
        };
        calls("get", ours, theirs, figures);
    }

    fn duplicate(&self, figures: &mut Vec<Figure>) {
        let secrets = self.ours.secrets_store().stores().secrets();
        let ours = || {
            let copy = secrets.duplicate(STORE, SECRET, copy()).send();
            assert_eq!(self.runtime.block_on(copy).unwrap().id, SECRET);
        };
        let theirs = || {
            let copy = by_hand::DuplicateSecret {
                name: "MY_API_KEY".to_owned(),
                scopes: vec![by_hand::Scope::Workers, by_hand::Scope::AiGateway],
                comment: Some("for staging".to_owned()),
            };
            let copy = self.theirs.duplicate(STORE, SECRET, &copy);
            assert_eq!(self.runtime.block_on(copy).unwrap().id, SECRET);
        };
        calls("duplicate", ours, theirs, figures);
    }

    /// Requests that nobody sends.
    fn requests(&self, figures: &mut Vec<Figure>) {
        let secrets = self.ours.secrets_store().stores().secrets();
        let get = || drop(black_box(secrets.get(STORE, SECRET)));
        let duplicate = || drop(black_box(secrets.duplicate(STORE, SECRET, copy())));
        for (name, [cost, _]) in [
            ("get", in_turns(101, 500, get, || {})),
            ("duplicate", in_turns(101, 500, duplicate, || {})),
        ] {
            let time = Goal::Below(2.0, "µs");
            figures.push(Figure::alone(
                format!("{name} built, not sent: time"),
                cost.micros,
                time,
            ));
            let allocations = Goal::AtMost(12.0, "allocations");
            let name = format!("{name} built, not sent: heap");
            figures.push(Figure::alone(name, cost.allocations, allocations));
        }
    }
}

/// The figures of one call.
fn calls(name: &str, ours: impl Fn(), theirs: impl Fn(), figures: &mut Vec<Figure>) {
    let [ours, theirs] = in_turns(61, 200, ours, theirs);
    figures.push(Figure::times(
        format!("{name}: processor"),
        ours,
        theirs,
        1.10,
    ));
    figures.push(Figure::beside(
        format!("{name}: heap"),
        ours.allocations,
        theirs.allocations,
        Goal::More(8.0, "allocations"),
    ));
}

/// Reading and writing a long list, beside what serde's derives make of the same members.
fn codec(figures: &mut Vec<Figure>) {
    let page = answers::page(100);
    let ours: Vec<Secret> = serde_json::from_str(&page).unwrap();
    let theirs: Vec<by_hand::Secret> = serde_json::from_str(&page).unwrap();
    assert_eq!(
        serde_json::to_string(&ours).unwrap(),
        serde_json::to_string(&theirs).unwrap()
    );
    let read = |page: &str| serde_json::from_slice::<Vec<Secret>>(page.as_bytes());
    let read_derived = |page: &str| serde_json::from_slice::<Vec<by_hand::Secret>>(page.as_bytes());
    let costs = in_turns(
        301,
        20,
        || drop(black_box(read(black_box(&page)).unwrap())),
        || drop(black_box(read_derived(black_box(&page)).unwrap())),
    );
    figures.push(beside_derives("100 secrets read: processor", costs));
    let costs = in_turns(
        301,
        20,
        || drop(black_box(serde_json::to_vec(black_box(&ours)).unwrap())),
        || drop(black_box(serde_json::to_vec(black_box(&theirs)).unwrap())),
    );
    figures.push(beside_derives("100 secrets written: processor", costs));
}

fn beside_derives(name: &str, [ours, theirs]: [Cost; 2]) -> Figure {
    Figure::times(name, ours, theirs, 1.15)
}
