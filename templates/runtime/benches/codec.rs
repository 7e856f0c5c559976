//! The speed of the codec beside what serde derives for the same type: medians of interleaved rounds.
#![expect(
    clippy::unwrap_used,
    reason = "documents of its own, which have to be right"
)]

#[path = "../tests/codec/emitted.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod emitted;

use std::hint::black_box;
use std::time::Instant;

use emitted::Secret;
use openapi_client_runtime::runtime::{from_json, to_json};
use serde_json::{from_slice, json, to_vec};

/// Objects on the page that is read and written.
const PAGE: u32 = 100;
const ROUNDS: usize = 301;
/// How often a round does its work, since a clock tells little of less.
const REPEATS: u32 = 20;

/// The same type with what serde derives, its timestamps excepted.
mod derived {
    use openapi_client_runtime::runtime::Timestamp;
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub(super) enum Status {
        Pending,
        Active,
        Deleted,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub(super) enum Scope {
        Workers,
        AiGateway,
    }

    #[derive(Serialize, Deserialize)]
    pub(super) struct Secret {
        id: String,
        name: String,
        store_id: String,
        status: Status,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scopes: Option<Vec<Scope>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
        created: Timestamp,
        modified: Timestamp,
    }
}

fn main() {
    let text = page();
    let ours: Vec<Secret> = from_json(&text).unwrap();
    let theirs: Vec<derived::Secret> = from_slice(&text).unwrap();
    assert_eq!(to_json(&ours).unwrap(), to_vec(&theirs).unwrap());
    assert_eq!(to_vec(&ours).unwrap(), to_vec(&theirs).unwrap());

    println!(
        "a page of {PAGE} objects, {} bytes, {ROUNDS} rounds, medians",
        text.len()
    );
    let derived_read = || from_slice::<Vec<derived::Secret>>(black_box(&text)).unwrap();
    compare(
        "from_json",
        || from_json::<Vec<Secret>>(black_box(&text)).unwrap(),
        derived_read,
    );
    compare(
        "serde_json::from_slice",
        || from_slice::<Vec<Secret>>(black_box(&text)).unwrap(),
        derived_read,
    );
    let derived_write = || to_vec(black_box(&theirs)).unwrap();
    compare(
        "to_json",
        || to_json(black_box(&ours)).unwrap(),
        derived_write,
    );
    compare(
        "serde_json::to_vec",
        || to_vec(black_box(&ours)).unwrap(),
        derived_write,
    );
}

/// Measures two ways in turns, so that both meet the same conditions, and prints how they compare.
fn compare<A, B>(name: &str, ours: impl Fn() -> A, theirs: impl Fn() -> B) {
    let mut rounds: Vec<(f64, f64)> = (0..ROUNDS)
        .map(|_| (microseconds(&ours), microseconds(&theirs)))
        .collect();
    rounds.sort_by(|left, right| (left.0 / left.1).total_cmp(&(right.0 / right.1)));
    let (ours, theirs) = rounds[ROUNDS / 2];
    println!(
        "{name:<24}{ours:>8.1} µs, derived {theirs:>8.1} µs, ratio {:.2}",
        ours / theirs
    );
}

fn microseconds<T>(work: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    for _ in 0..REPEATS {
        drop(black_box(work()));
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(REPEATS)
}

fn page() -> Vec<u8> {
    let secret = |number: u32| {
        json!({
            "id": format!("{number:032x}"),
            "name": format!("MY_API_KEY_{number}"),
            "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
            "status": "active",
            "scopes": ["workers", "ai_gateway"],
            "comment": "rotated every quarter, see the runbook",
            "created": "2024-05-14T09:25:31.123456Z",
            "modified": "2025-01-02T13:07:00.5+02:00",
        })
    };
    to_vec(&(0..PAGE).map(secret).collect::<Vec<_>>()).unwrap()
}
