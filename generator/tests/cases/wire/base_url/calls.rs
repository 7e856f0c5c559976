//! Makes calls with a base URL, and none without.

use super::api;

pub async fn calls(client: api::Client) {
    client.things().get().await.unwrap();
    client.uploads().create().host("other.example.com").await.unwrap();
    let error = api::Client::builder().build().unwrap_err().to_string();
    assert!(error.contains("`.base_url(..)`") && error.contains("ends in `/api/v1`"), "{error}");
}

pub fn blocking(client: api::blocking::Client) {
    client.things().get().send().unwrap();
    client.uploads().create().send().unwrap();
}
