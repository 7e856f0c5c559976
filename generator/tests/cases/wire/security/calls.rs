//! Makes the same calls with clients that hold different credentials: each call takes the one that it accepts, or is refused.

use super::api;
use api::{ClientBuilder, Error, ErrorKind, Mode};

/// Everything that can be held at once: `login` and `key` are for different calls.
pub fn configure<M: Mode>(builder: ClientBuilder<M>, address: &str) -> ClientBuilder<M> {
    builder
        .base_url(address)
        .login("me", "hunter2: é")
        .key("k&1")
        .key_and_signature("k2", "s;2")
        .digest("username=\"me\", response=\"0\"")
        .authorization("Custom hunter2")
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>, words: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let text = format!("{error} {error:?}");
    assert!(text.contains(words) && !text.contains("hunter2"), "{text}");
}

pub async fn calls(client: api::Client) {
    client.usual().get().await.unwrap();
    client.together().get().await.unwrap();
    client.admin().get().await.unwrap();
    client.optional().get().await.unwrap();
    client.open().get().await.unwrap();
    client.certified().get().await.unwrap();
    client.certified().update().await.unwrap();
    client.header().get().await.unwrap();

    let builder = || api::Client::builder().base_url("http://127.0.0.1:9");
    let only_token = builder().token("t").build().unwrap();
    refused(
        only_token.usual().get().await,
        "call `.key(..)` or `.login(.., ..)` on the client builder",
    );
    refused(
        builder().authorization("hunter2\n").digest("hunter2\u{1}").build(),
        "`digest` has a character",
    );
    assert!(builder().build().is_ok(), "some calls take none");
}

pub fn blocking(client: api::blocking::Client) {
    client.usual().get().send().unwrap();
    client.together().get().send().unwrap();
    client.admin().get().send().unwrap();
    client.optional().get().send().unwrap();
    client.open().get().send().unwrap();
    client.certified().get().send().unwrap();
    client.certified().update().send().unwrap();
    client.header().get().send().unwrap();
}
