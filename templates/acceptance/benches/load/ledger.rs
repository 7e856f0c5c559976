//! The server's account of the calls: what each was answered, and whether it may be sent as often as it was.

use std::collections::HashMap;
use std::fmt;

/// The most requests that one call may send: the first, and two retries.
const MOST: usize = 3;

/// One answer in so many fails.
const FAILING: usize = 20;

/// What a request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// 500: the server may have acted.
    Failed,
    /// 503 with `Retry-After`: the server has not acted.
    Unavailable,
    /// 429: the server has not acted.
    Limited,
    /// The connection is reset after the request has arrived: the server may have acted.
    Reset,
}

impl Outcome {
    /// Of the request with this number; the failures take turns.
    fn of(number: usize) -> Self {
        if !number.is_multiple_of(FAILING) {
            return Self::Done;
        }
        match number / FAILING % 4 {
            0 => Self::Failed,
            1 => Self::Unavailable,
            2 => Self::Limited,
            _ => Self::Reset,
        }
    }

    /// Whether what was answered so may be sent once more.
    fn allows_another(self, idempotent: bool) -> bool {
        match self {
            Self::Done => false,
            Self::Failed | Self::Reset => idempotent,
            Self::Unavailable | Self::Limited => true,
        }
    }
}

/// What has become of a call so far.
struct Seen {
    requests: usize,
    idempotent: bool,
    last: Outcome,
}

/// The account.
#[derive(Default)]
pub struct Ledger {
    calls: HashMap<usize, Seen>,
    requests: usize,
    resets: usize,
    violations: usize,
}

impl Ledger {
    /// Decides what a request of a call is answered.
    pub fn enter(&mut self, call: usize, idempotent: bool) -> Outcome {
        self.requests += 1;
        let outcome = Outcome::of(self.requests);
        self.resets += usize::from(outcome == Outcome::Reset);
        let seen = self.calls.entry(call).or_insert(Seen {
            requests: 0,
            idempotent,
            last: outcome,
        });
        let again = seen.requests > 0;
        seen.requests += 1;
        if again && (!seen.last.allows_another(idempotent) || seen.requests > MOST) {
            self.violations += 1;
        }
        seen.last = outcome;
        outcome
    }

    /// What it comes to, and how many connections it took.
    pub fn report(&self, connections: usize) -> Report {
        let ended_badly = self
            .calls
            .values()
            .filter(|seen| seen.last != Outcome::Done);
        let given_up = ended_badly
            .clone()
            .filter(|seen| seen.requests < MOST && seen.last.allows_another(seen.idempotent));
        Report {
            calls: self.calls.len(),
            requests: self.requests,
            resets: self.resets,
            failed: ended_badly.count(),
            given_up: given_up.count(),
            violations: self.violations,
            connections,
        }
    }
}

/// What the server has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub calls: usize,
    pub requests: usize,
    pub resets: usize,
    /// Calls whose last request failed.
    pub failed: usize,
    /// Those of them that would have been allowed another.
    pub given_up: usize,
    /// Requests that should not have been sent.
    pub violations: usize,
    pub connections: usize,
}

impl fmt::Display for Report {
    /// The numbers in their order, for [`Report::parse`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            calls,
            requests,
            resets,
            failed,
            given_up,
            violations,
            connections,
        } = self;
        write!(
            f,
            "[{calls},{requests},{resets},{failed},{given_up},{violations},{connections}]"
        )
    }
}

impl Report {
    /// Reads what `Display` has written.
    pub fn parse(text: &str) -> Option<Self> {
        let [
            calls,
            requests,
            resets,
            failed,
            given_up,
            violations,
            connections,
        ] = serde_json::from_str(text).ok()?;
        Some(Self {
            calls,
            requests,
            resets,
            failed,
            given_up,
            violations,
            connections,
        })
    }
}
