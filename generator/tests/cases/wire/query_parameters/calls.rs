//! Calls with lists, with objects, and with values that are easily written wrong.

use super::api;
use api::types::{Filter, Range};

fn filter() -> Filter {
    Filter::new()
        .text("a&b")
        .tags(["x", "y z"])
        .range(Range::new().from(1))
}

pub async fn calls(client: api::Client) {
    let lists = client.lists().get().apart(["a", "b&c"]).joined(["a", "b,c"]);
    lists.spaces(["a", "b|c"]).pipes(["a", "b c"]).with([1, 2]).await.unwrap();
    let torn = client.lists().get().spaces(["a", "b c"]).await.unwrap_err();
    assert_eq!(torn.kind(), api::ErrorKind::Validation);
    assert!(torn.to_string().contains("spaces: an item holds the character that parts items"), "{torn}");
    let none: [&str; 0] = [];
    client.lists().get().apart(none).joined(none).await.unwrap();
    client.objects().get().fields(filter()).joined(Range::new().from(1).to(2)).await.unwrap();
    let labels = std::collections::BTreeMap::from([("a b".to_owned(), "[c]".to_owned())]);
    client.objects().get().deep(filter()).labels(labels).await.unwrap();
    client.objects().get().json(filter()).text("plain text").await.unwrap();
    let values = client.values().get("path", 10).query_id("query").pretty(None).tags(none);
    values.search("").url("https://a.example/?b=c&d#e").await.unwrap();
    let since: api::Timestamp = "2026-01-31T12:00:00.5+02:00".parse().unwrap();
    client.values().get("x", 1).pretty(true).since(since).ratio(0.5).await.unwrap();
}

pub fn blocking(client: api::blocking::Client) {
    let lists = client.lists().get().apart(["a", "b&c"]).joined(["a", "b,c"]);
    lists.spaces(["a", "b|c"]).pipes(["a", "b c"]).with([1, 2]).send().unwrap();
    let torn = client.lists().get().pipes(["a", "b|c"]).send().unwrap_err();
    assert_eq!(torn.kind(), api::ErrorKind::Validation);
    let none: [&str; 0] = [];
    client.lists().get().apart(none).joined(none).send().unwrap();
    client.objects().get().fields(filter()).joined(Range::new().from(1).to(2)).send().unwrap();
    let labels = std::collections::BTreeMap::from([("a b".to_owned(), "[c]".to_owned())]);
    client.objects().get().deep(filter()).labels(labels).send().unwrap();
    client.objects().get().json(filter()).text("plain text").send().unwrap();
    let values = client.values().get("path", 10).query_id("query").pretty(None).tags(none);
    values.search("").url("https://a.example/?b=c&d#e").send().unwrap();
    let since: api::Timestamp = "2026-01-31T12:00:00.5+02:00".parse().unwrap();
    client.values().get("x", 1).pretty(true).since(since).ratio(0.5).send().unwrap();
}
