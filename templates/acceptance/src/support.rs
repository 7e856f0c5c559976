//! What the tests share: identifiers, clients of a server on loopback, and the document's sample answers.

#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use crate::Server;
use cloudflare_secrets_store::{Client, ClientBuilder, blocking};

/// The account that the clients are set up with.
pub const ACCOUNT: &str = "985e105f4ecef8ad9ca31a8372d0c353";
/// The store of the samples.
pub const STORE: &str = "023e105f4ecef8ad9ca31a8372d0c353";
/// The secret of the samples.
pub const SECRET: &str = "3fd85f74b32742f1bff64a85009dda07";

/// A builder for a server on loopback, with all but the credentials.
pub fn builder(server: &Server) -> ClientBuilder {
    Client::builder().account_id(ACCOUNT).base_url(server.url())
}

/// An async client with a token.
pub fn client(server: &Server) -> Client {
    builder(server).api_token("test-token").build().unwrap()
}

/// A blocking client with a token.
pub fn blocking_client(server: &Server) -> blocking::Client {
    blocking::Client::builder()
        .account_id(ACCOUNT)
        .base_url(server.url())
        .api_token("test-token")
        .build()
        .unwrap()
}

/// The sample answer that the document gives for an operation.
pub fn sample(operation: &str) -> String {
    let text = include_str!("../../../spec/secrets-store.yaml");
    let document: serde_json::Value = serde_yaml::from_str(text).unwrap();
    let operations = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values());
    let found = operations
        .into_iter()
        .find(|found| found["operationId"] == operation)
        .unwrap();
    let responses = found["responses"].as_object().unwrap();
    let (_, success) = responses
        .iter()
        .find(|(status, _)| status.starts_with('2'))
        .unwrap();
    success["content"]["application/json"]["example"].to_string()
}
