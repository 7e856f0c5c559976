//! Reads lines and records, and lines of which one is none.

use super::api;

use api::types::Thing;
use api::{Error, ErrorKind};

pub async fn calls(client: api::Client) {
    for _ in 0..2 {
        let mut lines = client.lines().get().await.unwrap();
        let mut found = Vec::new();
        while let Some(line) = lines.next().await {
            found.push(line);
        }
        judge(found);
    }
    let mut records = client.records().get().await.unwrap();
    let mut found = Vec::new();
    while let Some(record) = records.next().await {
        found.push(record.unwrap().id);
    }
    assert_eq!(found, [1, 2]);
}

pub fn blocking(client: api::blocking::Client) {
    judge(client.lines().get().send().unwrap().collect());
    judge(client.lines().get().send().unwrap().collect());
    let records = client.records().get().send().unwrap();
    let found: Vec<_> = records.map(|record| record.unwrap().id).collect();
    assert_eq!(found, [1, 2]);
}

/// Two things, then perhaps an error, which is the last that comes.
fn judge(found: Vec<Result<Thing, Error>>) {
    let mut found = found.into_iter();
    assert_eq!(found.next().unwrap().unwrap().id, 1);
    assert_eq!(found.next().unwrap().unwrap().id, 2);
    if let Some(error) = found.next() {
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Decode);
    }
    assert!(found.next().is_none());
}
