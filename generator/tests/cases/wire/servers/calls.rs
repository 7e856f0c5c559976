//! Calls the server that is chosen, servers of paths, and what is refused before it is sent.

use super::api;
use api::server::{SelfHostedServer, Server};
use api::{ClientBuilder, ErrorKind, Mode};

pub fn configure<M: Mode>(builder: ClientBuilder<M>, address: &str) -> ClientBuilder<M> {
    let (scheme, rest) = address.split_once("://").unwrap();
    let (host, port) = rest.trim_end_matches('/').rsplit_once(':').unwrap();
    let server = SelfHostedServer::new().scheme(scheme).host(host).port(port);
    builder.server(server)
}

pub async fn calls(client: api::Client) {
    client.things().get().await.unwrap();
    client.beside().get().await.unwrap();
    client.beside().update().await.unwrap();

    let uploads = client.uploads();
    let error = uploads.create().upload_host("evil.example/").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    let builder = || api::Client::builder();
    for server in [Server::Production, Server::Eu, Server::Us] {
        assert!(builder().server(server).build().is_ok());
    }
    let server = SelfHostedServer::new().host("a.example/b");
    let error = builder().server(server).build().unwrap_err();
    assert!(error.to_string().contains("`host` of the server"), "{error}");
    let server = SelfHostedServer::new().scheme("http").host("a.example");
    let error = builder().server(server).build().unwrap_err();
    assert!(error.to_string().contains("allow_insecure_http"), "{error}");
}

pub fn blocking(client: api::blocking::Client) {
    client.things().get().send().unwrap();
    client.beside().get().send().unwrap();
    client.beside().update().send().unwrap();
}
