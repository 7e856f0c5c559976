//! Who a client says it is: each way to authenticate on the wire, and what is refused before anything is sent.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use cloudflare_secrets_store::{Client, ErrorKind};
use secrets_store_acceptance::support::{ACCOUNT, builder, sample};
use secrets_store_acceptance::{Recorded, Server, json};

const SECRET_HEADERS: [&str; 4] = [
    "authorization",
    "x-auth-key",
    "x-auth-email",
    "x-auth-user-service-key",
];

async fn headers(make: impl FnOnce(&Server) -> Client) -> Vec<(String, String)> {
    let server = Server::start(vec![json("200 OK", &sample("secrets-store-quota"))]).unwrap();
    make(&server).secrets_store().quota().get().await.unwrap();
    let [sent] = <[Recorded; 1]>::try_from(server.recorded()).unwrap();
    sent.headers
        .into_iter()
        .filter(|(name, _)| SECRET_HEADERS.contains(&name.as_str()))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn each_way_to_authenticate_sends_itself_and_nothing_else() {
    let sent = headers(|server| builder(server).api_token(" token \n").build().unwrap()).await;
    assert_eq!(sent, pairs(&[("authorization", "Bearer token")]));
    let sent = headers(|server| {
        builder(server)
            .api_key("key", "me@example.com")
            .build()
            .unwrap()
    })
    .await;
    assert_eq!(
        sent,
        pairs(&[("x-auth-key", "key"), ("x-auth-email", "me@example.com")])
    );
    let sent = headers(|server| builder(server).user_service_key("v1.0-x").build().unwrap()).await;
    assert_eq!(sent, pairs(&[("x-auth-user-service-key", "v1.0-x")]));
}

#[tokio::test]
async fn what_cannot_work_is_refused_before_anything_is_sent() {
    let server = Server::start(vec![json("200 OK", "{}")]).unwrap();
    let cases = [
        (
            builder(&server)
                .api_token("t")
                .api_key("k", "e@example.com"),
            vec!["api_token", "api_key"],
        ),
        (builder(&server), vec!["CLOUDFLARE_API_TOKEN", "api_token"]),
        (builder(&server).api_token("  "), vec!["api_token", "empty"]),
        (builder(&server).api_token("a\nb"), vec!["api_token"]),
        (
            builder(&server)
                .api_token("t")
                .base_url("ftp://example.com"),
            vec!["http"],
        ),
        (
            builder(&server)
                .api_token("t")
                .base_url("http://example.com"),
            vec!["allow_insecure_http"],
        ),
    ];
    for (builder, words) in cases {
        let error = builder.build().unwrap_err();
        let text = error.to_string();
        assert_eq!(error.kind(), ErrorKind::Config, "{text}");
        assert!(
            words.iter().all(|word| text.contains(word)),
            "not all of {words:?} are in: {text}"
        );
    }
    let without_account = Client::builder()
        .api_token("t")
        .base_url(server.url())
        .build()
        .unwrap();
    let error = without_account
        .secrets_store()
        .quota()
        .get()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(
        error.to_string().contains("CLOUDFLARE_ACCOUNT_ID"),
        "{error}"
    );
    let client = builder(&server).api_token("t").build().unwrap();
    for id in ["", ".", ".."] {
        let error = client.secrets_store().stores().get(id).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Validation);
        assert!(error.to_string().contains("store_id"), "{error}");
    }
    assert!(server.recorded().is_empty());
}

#[tokio::test]
async fn limits_of_the_document_are_checked_unless_told_otherwise() {
    let server = Server::start(vec![json("200 OK", &sample("secrets-store-list"))]).unwrap();
    let client = builder(&server).api_token("t").build().unwrap();
    let long = "x".repeat(33);
    let error = client
        .secrets_store()
        .stores()
        .get(&long)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Validation);
    assert!(
        error.to_string().contains("33") && !error.to_string().contains(&long),
        "{error}"
    );
    let error = client
        .secrets_store()
        .stores()
        .list()
        .per_page(101)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Validation, "{error}");
    assert!(server.recorded().is_empty());
    let lenient = builder(&server)
        .api_token("t")
        .validate(false)
        .build()
        .unwrap();
    lenient
        .secrets_store()
        .stores()
        .list()
        .per_page(101)
        .await
        .unwrap();
    assert_eq!(server.recorded().len(), 1);
}

#[test]
fn the_environment_sets_a_client_up() {
    let variables = [
        ("CLOUDFLARE_API_TOKEN", "from-env"),
        ("CLOUDFLARE_API_KEY", "key"),
        ("CLOUDFLARE_EMAIL", "me@example.com"),
        ("CLOUDFLARE_ACCOUNT_ID", ACCOUNT),
    ];
    let server = Server::start(vec![json("200 OK", &sample("secrets-store-quota"))]).unwrap();
    let run = |variables: &[(&str, &str)]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_quota"))
            .env_clear()
            .env("CLOUDFLARE_BASE_URL", server.url())
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(run(&variables), "100\n");
    assert_eq!(
        server.recorded()[0].header("authorization"),
        Some("Bearer from-env"),
        "a token wins"
    );
    assert_eq!(server.recorded()[0].header("x-auth-key"), None);
    assert_eq!(run(&variables[1..]), "100\n");
    assert_eq!(
        server.recorded()[1].header("x-auth-email"),
        Some("me@example.com")
    );
    let text = run(&[]);
    assert!(text.contains("CLOUDFLARE_API_TOKEN"), "{text}");
    let text = run(&[("CLOUDFLARE_API_KEY", "key")]);
    assert!(text.contains("CLOUDFLARE_EMAIL"), "{text}");
    assert_eq!(server.recorded().len(), 2);
}
