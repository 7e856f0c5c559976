//! A server on loopback that answers as a script says, and compares the bytes of every request with it.

pub mod exchange;
mod notation;
mod self_test;
pub mod server;

use std::future::Future;

use libtest_mimic::{Arguments, Trial};

pub use exchange::exchanges;

/// Name of a case and its mode, the script, and what makes the calls to an address.
pub type Listed = (&'static str, &'static str, fn(&str));

/// Runs the cases, and what holds the server itself to its word, as the arguments of the program ask.
pub fn run(cases: &[Listed]) {
    let mut trials = self_test::trials();
    for (name, script, calls) in cases.iter().copied() {
        let run = move || Ok(server::hold(&exchanges(script)?, calls)?);
        trials.push(Trial::test(name, run));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// Waits for what is not blocking.
pub fn wait<T>(calls: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
        .block_on(calls)
}
