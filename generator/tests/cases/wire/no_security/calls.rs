//! Calls with a token, with a login, and with neither.

use super::api;
use api::{ClientBuilder, Mode};

pub fn configure<M: Mode>(builder: ClientBuilder<M>, address: &str) -> ClientBuilder<M> {
    builder.base_url(address).token("t")
}

pub async fn calls(client: api::Client) {
    client.things().get().await.unwrap();
    let builder = api::Client::builder().base_url("http://127.0.0.1:9");
    assert!(builder.token("t").login("a", "b").build().is_err());
}

pub fn blocking(client: api::blocking::Client) {
    client.things().get().send().unwrap();
}
