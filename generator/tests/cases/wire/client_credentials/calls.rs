//! Makes calls with tokens that the client fetches.

use super::api;
use api::{ClientBuilder, ClientCredentials, ErrorKind, Mode};

pub fn configure<M: Mode>(builder: ClientBuilder<M>, address: &str) -> ClientBuilder<M> {
    let credentials = ClientCredentials::new("my id", "hunter2:/")
        .scopes(["read", "write"])
        .parameter("audience", "a&b")
        .token_url(format!("{}/token?tenant=1", address.trim_end_matches('/')));
    builder.base_url(address).oauth_client_credentials(credentials)
}

fn is_safe(error: &api::Error) {
    let text = format!("{error} {error:?}");
    assert!(!text.contains("hunter2") && !text.contains("t2"), "{text}");
}

pub async fn calls(client: api::Client) {
    client.open().get().await.unwrap();
    client.things().get().await.unwrap();
    client.things().get().header("x-second", "1").await.unwrap();
    client.things().create().await.unwrap();
    let error = client.things().get().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    is_safe(&error);
    let error = client.things().get().await.unwrap_err();
    assert!(error.to_string().starts_with("token: "), "{error}");
    is_safe(&error);
    let both = api::Client::builder().oauth("t").oauth_client_credentials(ClientCredentials::new("a", "b"));
    assert_eq!(both.build().unwrap_err().kind(), ErrorKind::Config);
    let insecure = ClientCredentials::new("a", "b").token_url("http://login.example.com/token");
    let error = api::Client::builder().oauth_client_credentials(insecure).build().unwrap_err();
    assert!(error.to_string().contains("token URL"), "{error}");
}

pub fn blocking(client: api::blocking::Client) {
    client.open().get().send().unwrap();
    client.things().get().send().unwrap();
    client.things().get().header("x-second", "1").send().unwrap();
    client.things().create().send().unwrap();
    is_safe(&client.things().get().send().unwrap_err());
    is_safe(&client.things().get().send().unwrap_err());
}
