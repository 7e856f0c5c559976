//! Every call of the design's table, async and blocking: what goes over the wire, to the byte, with what is required and
//! with all that is optional, and what comes back of the document's own sample answers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use cloudflare_secrets_store::types::{
    BulkDeleteSecrets, CreateSecret, CreateStore, Direction, DuplicateSecret, EditSecret, Scope,
    SecretOrder, SecretStatus, StoreOrder,
};
use secrets_store_acceptance::support::{ACCOUNT, SECRET, STORE, blocking_client, client, sample};
use secrets_store_acceptance::{Recorded, Server, json};

const A: &str = "/accounts/985e105f4ecef8ad9ca31a8372d0c353/secrets_store";

/// Makes the same call with both clients against a server that gives a sample answer, and hands over what came back and
/// what was recorded.
macro_rules! both {
    ($status:literal, $sample:expr, |$client:ident| $call:expr) => {{
        let server = Server::start(vec![json($status, &$sample)]).unwrap();
        let $client = client(&server);
        let answered = $call.send().await.unwrap();
        let $client = blocking_client(&server);
        let also = tokio::task::spawn_blocking(move || $call.send().unwrap())
            .await
            .unwrap();
        assert_eq!(
            format!("{answered:?}").replace("Async", ""),
            format!("{also:?}").replace("Blocking", "")
        );
        let recorded = server.recorded();
        let [first, second] = <[Recorded; 2]>::try_from(recorded).unwrap();
        assert_eq!(
            (&first.request_line, &first.body),
            (&second.request_line, &second.body)
        );
        (answered, first)
    }};
}

fn assert_sent(sent: &Recorded, request_line: &str, body: &str) {
    assert_eq!(sent.request_line, format!("{request_line} HTTP/1.1"));
    assert_eq!(sent.body, body);
    assert_eq!(sent.header("authorization"), Some("Bearer test-token"));
    assert_eq!(sent.header("accept"), Some("application/json"));
    assert_eq!(
        sent.header("content-type"),
        (!body.is_empty()).then_some("application/json")
    );
    let agent = sent.header("user-agent").unwrap();
    assert!(agent.starts_with("cloudflare-secrets-store/"), "{agent}");
}

#[tokio::test(flavor = "multi_thread")]
async fn quota_get() {
    let (usage, sent) = both!("200 OK", sample("secrets-store-quota"), |client| client
        .secrets_store()
        .quota()
        .get());
    assert_sent(&sent, &format!("GET {A}/quota"), "");
    assert_eq!((usage.secrets.usage, usage.secrets.quota), (12, 100));
}

#[tokio::test(flavor = "multi_thread")]
async fn stores_list() {
    let sample = sample("secrets-store-list");
    let (page, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .list());
    assert_sent(&sent, &format!("GET {A}/stores"), "");
    assert_eq!(page.items()[0].id, STORE);
    let (_, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .list()
        .direction(Direction::Asc)
        .order(StoreOrder::Modified)
        .page(2)
        .per_page(50));
    assert_sent(
        &sent,
        &format!("GET {A}/stores?direction=asc&order=modified&page=2&per_page=50"),
        "",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn stores_create() {
    let (store, sent) = both!("200 OK", sample("secrets-store-create"), |client| client
        .secrets_store()
        .stores()
        .create(CreateStore::new("production")));
    assert_sent(
        &sent,
        &format!("POST {A}/stores"),
        r#"{"name":"production"}"#,
    );
    assert_eq!(store.name, "production");
}

#[tokio::test(flavor = "multi_thread")]
async fn stores_get() {
    let (store, sent) = both!(
        "200 OK",
        sample("secrets-store-get-store-by-id"),
        |client| client.secrets_store().stores().get(STORE)
    );
    assert_sent(&sent, &format!("GET {A}/stores/{STORE}"), "");
    assert_eq!(store.id, STORE);
}

#[tokio::test(flavor = "multi_thread")]
async fn stores_delete() {
    let sample = sample("secrets-store-delete-by-id");
    let ((), sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .delete(STORE));
    assert_sent(&sent, &format!("DELETE {A}/stores/{STORE}"), "");
    let ((), sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .delete(STORE)
        .force(true));
    assert_sent(&sent, &format!("DELETE {A}/stores/{STORE}?force=true"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_list() {
    let sample = sample("secrets-store-secrets-list");
    let (page, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .list(STORE));
    assert_sent(&sent, &format!("GET {A}/stores/{STORE}/secrets"), "");
    assert!(!page.items().is_empty());
    let (_, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .list(STORE)
        .scopes([Scope::Workers, Scope::AiGateway])
        .search("a b&c=ü,d")
        .per_page(100)
        .page(1)
        .order(SecretOrder::Name)
        .direction(Direction::Desc));
    let query = "direction=desc&order=name&page=1&per_page=100&search=a%20b%26c%3D%C3%BC%2Cd&scopes=workers,ai_gateway";
    assert_sent(
        &sent,
        &format!("GET {A}/stores/{STORE}/secrets?{query}"),
        "",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_create() {
    let sample = sample("secrets-store-secret-create");
    let (created, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .create(STORE, [CreateSecret::new("A", "s3cr3t", [Scope::Workers])]));
    assert_sent(
        &sent,
        &format!("POST {A}/stores/{STORE}/secrets"),
        r#"[{"name":"A","value":"s3cr3t","scopes":["workers"]}]"#,
    );
    assert_eq!(created[0].status, SecretStatus::Pending);
    let (_, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .create(
            STORE,
            vec![
                CreateSecret::new("A", "1", [Scope::Workers]).comment("first"),
                CreateSecret::new("B", "2\n\"\u{2028}", [Scope::Dex, Scope::Access]),
            ],
        ));
    assert_eq!(
        sent.body,
        "[{\"name\":\"A\",\"value\":\"1\",\"scopes\":[\"workers\"],\"comment\":\"first\"},\
         {\"name\":\"B\",\"value\":\"2\\n\\\"\u{2028}\",\"scopes\":[\"dex\",\"access\"]}]"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_get() {
    let (secret, sent) = both!("200 OK", sample("secrets-store-get-by-id"), |client| client
        .secrets_store()
        .stores()
        .secrets()
        .get(STORE, SECRET));
    assert_sent(
        &sent,
        &format!("GET {A}/stores/{STORE}/secrets/{SECRET}"),
        "",
    );
    assert_eq!(
        (secret.id.as_str(), secret.store_id.as_str()),
        (SECRET, STORE)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_edit() {
    let sample = sample("secrets-store-patch-by-id");
    let (_, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .edit(STORE, SECRET, EditSecret::new()));
    assert_sent(
        &sent,
        &format!("PATCH {A}/stores/{STORE}/secrets/{SECRET}"),
        "{}",
    );
    let (_, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .edit(
            STORE,
            SECRET,
            EditSecret::new()
                .value("new")
                .scopes([Scope::Containers, Scope::Websearch])
                .comment("rotated"),
        ));
    assert_eq!(
        sent.body,
        r#"{"value":"new","scopes":["containers","websearch"],"comment":"rotated"}"#
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_delete() {
    let ((), sent) = both!(
        "202 Accepted",
        sample("secrets-store-secret-delete-by-id"),
        |client| client
            .secrets_store()
            .stores()
            .secrets()
            .delete(STORE, SECRET)
    );
    assert_sent(
        &sent,
        &format!("DELETE {A}/stores/{STORE}/secrets/{SECRET}"),
        "",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_bulk_delete() {
    let ((), sent) = both!(
        "202 Accepted",
        sample("secrets-store-delete-bulk"),
        |client| client
            .secrets_store()
            .stores()
            .secrets()
            .bulk_delete(STORE, BulkDeleteSecrets::new([SECRET, "b"]))
    );
    assert_sent(
        &sent,
        &format!("DELETE {A}/stores/{STORE}/secrets"),
        &format!(r#"{{"ids":["{SECRET}","b"]}}"#),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_duplicate() {
    let sample = sample("secrets-store-duplicate-by-id");
    let (copy, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .duplicate(
            STORE,
            SECRET,
            DuplicateSecret::new("MY_API_KEY", [Scope::Workers, Scope::AiGateway]),
        ));
    let line = format!("POST {A}/stores/{STORE}/secrets/{SECRET}/duplicate");
    assert_sent(
        &sent,
        &line,
        r#"{"name":"MY_API_KEY","scopes":["workers","ai_gateway"]}"#,
    );
    assert_eq!(copy.created.to_string(), "2025-11-21T16:48:20.917004Z");
    assert_eq!(copy.status.to_string(), "pending");
    let (_, sent) = both!("200 OK", sample, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .duplicate(
            STORE,
            SECRET,
            DuplicateSecret::new("N", Vec::<Scope>::new()).comment("for staging")
        )
        .account_id("another"));
    let line = line.replace(ACCOUNT, "another");
    assert_sent(
        &sent,
        &line,
        r#"{"name":"N","scopes":[],"comment":"for staging"}"#,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn identifiers_are_one_segment_of_the_path() {
    for (id, encoded) in [
        ("a/b", "a%2Fb"),
        ("..%2f", "..%252f"),
        ("ä ?#", "%C3%A4%20%3F%23"),
        ("...", "..."),
    ] {
        let (_, sent) = both!("200 OK", sample("secrets-store-get-by-id"), |client| client
            .secrets_store()
            .stores()
            .secrets()
            .get(id, SECRET));
        assert_sent(
            &sent,
            &format!("GET {A}/stores/{encoded}/secrets/{SECRET}"),
            "",
        );
    }
}
