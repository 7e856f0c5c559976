//! Sends the query as a form, as JSON and as text.

use super::api;
use api::types::Filter;

fn filter() -> Filter {
    Filter::new().text("a&b").tags(["x", "y"])
}

pub async fn calls(client: api::Client) {
    client.form().get().query_all(filter()).await.unwrap();
    client.json().get(filter()).await.unwrap();
    client.text().get().query_all("$.a[1:1]").await.unwrap();
}

pub fn blocking(client: api::blocking::Client) {
    client.form().get().query_all(filter()).send().unwrap();
    client.json().get(filter()).send().unwrap();
    client.text().get().query_all("$.a[1:1]").send().unwrap();
}
