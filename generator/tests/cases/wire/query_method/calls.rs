//! The method `QUERY`, which has a body.

use super::api;
use api::types::Search;

pub async fn calls(client: api::Client) {
    let found = client.books().query(Search::new(["red"])).shelf("top").await.unwrap();
    assert_eq!(found, ["a", "b"]);
}

pub fn blocking(client: api::blocking::Client) {
    let found = client.books().query(Search::new(["red"])).shelf("top").send().unwrap();
    assert_eq!(found, ["a", "b"]);
}
