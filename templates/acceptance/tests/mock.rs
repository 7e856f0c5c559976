//! The mock of the Secrets Store: what tests of its users rely on.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::time::Duration;

use cloudflare_secrets_store::extensions::mock_state::MockState;
use cloudflare_secrets_store::mock::{Mock, Reply};
use cloudflare_secrets_store::types::{
    BulkDeleteSecrets, CreateSecret, CreateStore, Direction, DuplicateSecret, EditSecret, Scope,
    SecretOrder, SecretStatus,
};
use cloudflare_secrets_store::{Client, Error, ErrorKind, blocking};
use serde_json::{Value, json};

const ABSENT: &str = "00000000000000000000000000000000";

/// A store, and the secret `A` in it.
async fn stocked(client: &Client) -> Result<(String, String), Error> {
    let stores = client.secrets_store().stores();
    let store = stores.create(CreateStore::new("production")).await?;
    let secret = CreateSecret::new("A", "not-a-real-key", [Scope::Workers]);
    let secrets = stores.secrets().create(&store.id, [secret]).await?;
    Ok((store.id, secrets[0].id.clone()))
}

#[tokio::test]
async fn a_secret_lives_and_is_deleted() -> Result<(), Error> {
    let mock = Mock::new();
    let client = mock.client()?;
    let (store, secret) = stocked(&client).await?;
    let stores = client.secrets_store().stores();
    let secrets = stores.secrets();

    assert_eq!(stores.list().await?.items()[0].name, "production");
    assert_eq!(stores.get(&store).await?.id, store);
    let copy = DuplicateSecret::new("B", [Scope::Dex]).comment("a copy");
    let copy = secrets.duplicate(&store, &secret, copy).await?;
    assert_eq!(
        (copy.name.as_str(), copy.status),
        ("B", SecretStatus::Pending)
    );
    let copy = secrets.get(&store, &copy.id).await?;
    assert_eq!(
        (copy.comment.as_deref(), copy.status),
        (Some("a copy"), SecretStatus::Active)
    );
    let edit = EditSecret::new().scopes([Scope::Access]).value("another");
    let edited = secrets.edit(&store, &copy.id, edit).await?;
    assert_eq!(edited.scopes, Some(vec![Scope::Access]));
    assert!(edited.modified > edited.created);
    assert_eq!(client.secrets_store().quota().get().await?.secrets.usage, 2);

    secrets.delete(&store, &copy.id).await?;
    secrets
        .bulk_delete(&store, BulkDeleteSecrets::new([secret]))
        .await?;
    assert!(secrets.list(&store).await?.items().is_empty());
    stores.delete(&store).await?;
    assert!(stores.list().await?.items().is_empty());

    let calls: Vec<String> = mock
        .requests()
        .iter()
        .filter_map(|request| Some(request.call()?.to_owned()))
        .collect();
    assert_eq!(calls.len(), 13);
    assert_eq!(calls[0], "secrets_store.stores.create");
    Ok(())
}

#[test]
fn a_server_answers_the_blocking_client() -> Result<(), Box<dyn std::error::Error>> {
    let server = Mock::new().serve(0)?;
    let client = server.blocking_client()?;
    let stores = client.secrets_store().stores();
    let store = stores.create(CreateStore::new("production")).send()?;
    let secret = CreateSecret::new("A", "not-a-real-key", [Scope::Workers]);
    let response = stores
        .secrets()
        .create(&store.id, [secret])
        .send_with_response()?;
    assert_eq!(response.request_id(), Some("mock-2"));
    let requests = server.mock().requests();
    assert_eq!(requests[1].json().unwrap()[0]["value"], "not-a-real-key");
    assert_eq!(requests[1].header("authorization"), Some("Bearer token"));
    let shown = format!("{requests:?} {server:?}");
    assert!(
        !shown.contains("not-a-real-key") && !shown.contains("Bearer"),
        "{shown}"
    );
    Ok(())
}

/// What an error says: its status, code and message.
fn said<T: std::fmt::Debug>(result: Result<T, Error>) -> (u16, i64, String) {
    let error = result.unwrap_err();
    let first = &error.api_errors()[0];
    let status = error.status().map_or(0, |status| status.as_u16());
    (status, first.code, first.message.clone())
}

#[tokio::test]
async fn the_failures_of_the_service_are_its_own() -> Result<(), Error> {
    let mock = Mock::new();
    let client = mock.builder().validate(false).build()?;
    let (store, secret) = stocked(&client).await?;
    let stores = client.secrets_store().stores();
    let secrets = stores.secrets();
    let one = |name: &str, scopes: Vec<Scope>| CreateSecret::new(name, "value", scopes);
    let workers = vec![Scope::Workers];

    let said_of = [
        said(stores.get(ABSENT).await),
        said(secrets.get(&store, ABSENT).await),
        said(stores.create(CreateStore::new("another")).await),
        said(secrets.create(&store, [one("A", workers.clone())]).await),
        said(secrets.create(&store, [one("", workers.clone())]).await),
        said(secrets.create(&store, [one("B", vec![])]).await),
        said(
            secrets
                .create(&store, [one("B", vec!["telepathy".into()])])
                .await,
        ),
        said(
            secrets
                .duplicate(&store, &secret, DuplicateSecret::new("A", [Scope::Dex]))
                .await,
        ),
        said(
            secrets
                .edit(
                    &store,
                    &secret,
                    EditSecret::new().scopes(Vec::<Scope>::new()),
                )
                .await,
        ),
        said(
            secrets
                .bulk_delete(&store, BulkDeleteSecrets::new([secret.as_str(), ABSENT]))
                .await,
        ),
        said(stores.delete(&store).await),
        said(stores.list().account_id("mine").await),
    ];
    let expected = [
        (404, 1001, "store_not_found"),
        (404, 1001, "secret_not_found"),
        (400, 1003, "maximum_stores_exceeded"),
        (400, 1003, "secret_name_already_exists"),
        (400, 1001, "secret_name_empty"),
        (400, 1001, "secret_scopes_empty"),
        (400, 1001, "secret_scope_invalid"),
        (400, 1003, "secret_name_already_exists"),
        (400, 1001, "secret_scopes_empty"),
        (404, 1001, "secret_not_found"),
        (409, 1003, "store_not_empty"),
        (
            404,
            7003,
            "Could not route to the account, perhaps your object identifier is invalid?",
        ),
    ];
    for (said, (status, code, message)) in said_of.into_iter().zip(expected) {
        assert_eq!(said, (status, code, message.to_owned()));
    }
    // Nothing of what was refused has happened.
    assert_eq!(client.secrets_store().quota().get().await?.secrets.usage, 1);
    stores.delete(&store).force(true).await?;
    assert_eq!(client.secrets_store().quota().get().await?.secrets.usage, 0);
    Ok(())
}

#[tokio::test]
async fn lists_are_sorted_searched_and_paged() -> Result<(), Error> {
    let client = Mock::with(MockState::with_limits(1, 60)).client()?;
    let (store, _) = stocked(&client).await?;
    let secrets = client.secrets_store().stores().secrets();
    let more = (0..59).map(|number| {
        let scope = if number % 2 == 0 {
            Scope::Dex
        } else {
            Scope::Access
        };
        CreateSecret::new(format!("KEY_{number:02}"), "value", [scope])
            .comment(format!("comment {}", 59 - number))
    });
    secrets.create(&store, more.collect::<Vec<_>>()).await?;
    let all = secrets.list(&store).per_page(25).all().await?;
    assert_eq!(all.len(), 60);
    assert_eq!(all[0].name, "KEY_58");
    assert_eq!(all[59].name, "A");

    let found = secrets.list(&store).search("comment 1").all().await?;
    assert_eq!(found.len(), 11);
    let page = secrets
        .list(&store)
        .scopes([Scope::Dex])
        .page(2)
        .per_page(20);
    let page = page
        .order(SecretOrder::Name)
        .direction(Direction::Asc)
        .await?;
    let info = page.info();
    assert_eq!(
        (info.count, info.total_count, info.total_pages),
        (Some(10), Some(60), Some(2))
    );
    assert_eq!(page.items()[0].name, "KEY_40");

    let full = secrets
        .create(&store, [CreateSecret::new("B", "value", [Scope::Dex])])
        .await;
    assert!(full.unwrap_err().has_message("maximum_secrets_exceeded"));
    Ok(())
}

#[tokio::test]
async fn faults_are_scripted() -> Result<(), Box<dyn std::error::Error>> {
    let mock = Mock::new();
    let client = mock.client()?;
    let (store, _) = stocked(&client).await?;
    let stores = client.secrets_store().stores();

    mock.script(Reply::status(503).header("retry-after", "0").times(2))?;
    let response = stores.get(&store).send_with_response().await?;
    assert_eq!(response.attempts(), 3);
    mock.script(Reply::disconnect().on("secrets_store.stores.list"))?;
    stores.get(&store).await?;
    assert_eq!(stores.list().send_with_response().await?.attempts(), 2);
    mock.script(Reply::stall().always().on("secrets-store-list"))?;
    assert_eq!(stores.list().await.unwrap_err().kind(), ErrorKind::Timeout);
    mock.script(Reply::text(200, "<html>").header("content-type", "text/html"))?;
    assert_eq!(
        stores.get(&store).await.unwrap_err().kind(),
        ErrorKind::Decode
    );

    mock.script_json(
        r#"[{"on": "GET /accounts/{account_id}/secrets_store/quota", "status": 429, "times": 0}]"#,
    )?;
    let error = client.secrets_store().quota().get().await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");

    let wrong = [
        mock.script(Reply::status(500).on("stores.lits"))
            .unwrap_err()
            .to_string(),
        mock.script(Reply::status(99)).unwrap_err().to_string(),
        mock.script(Reply::status(500).header("a b", ""))
            .unwrap_err()
            .to_string(),
        mock.script_json(r#"[{"state": 1}]"#)
            .unwrap_err()
            .to_string(),
    ];
    assert_eq!(
        wrong,
        [
            "the API has no call `stores.lits`: name it as errors do, by its operationId, or as METHOD /path",
            "99 is no status of an answer",
            "the header `a b` cannot be sent",
            "reply 1 of the script: there is no key `state`; the keys are on, times, status, headers, body, delay_ms, cut, disconnect, stall",
        ]
    );
    Ok(())
}

#[tokio::test]
async fn faults_show_on_the_wire() -> Result<(), Box<dyn std::error::Error>> {
    let server = Mock::new().serve(0)?;
    let client = server
        .builder()
        .max_retries(0)
        .timeout(Duration::from_millis(400))
        .build()?;
    let kind = |reply: Reply| {
        let (mock, quota) = (server.mock().clone(), client.secrets_store().quota());
        async move {
            mock.script(reply)?;
            Ok::<_, Box<dyn std::error::Error>>(quota.get().await.unwrap_err().kind())
        }
    };
    assert_eq!(kind(Reply::disconnect()).await?, ErrorKind::Transport);
    assert_eq!(
        kind(Reply::json(200, json!({"success": true})).cut(5)).await?,
        ErrorKind::Transport
    );
    assert_eq!(kind(Reply::stall()).await?, ErrorKind::Timeout);
    assert_eq!(
        kind(Reply::status(200).delay(Duration::from_secs(5))).await?,
        ErrorKind::Timeout
    );
    Ok(())
}

#[tokio::test]
async fn what_is_not_as_the_document_says_is_refused_with_the_reason()
-> Result<(), Box<dyn std::error::Error>> {
    let server = Mock::new().serve(0)?;
    let base = format!(
        "{}/accounts/985e105f4ecef8ad9ca31a8372d0c353/secrets_store",
        server.url()
    );
    let http = reqwest::Client::new();
    let secret = |text: &str| {
        http.post(format!("{base}/stores/{ABSENT}/secrets"))
            .bearer_auth("t")
            .body(text.to_owned())
    };
    let json_secret = |text: &str| secret(text).header("content-type", "application/json");
    let requests = [
        (
            http.get(format!("{base}/stores")),
            403,
            "there are no credentials that the operation takes",
        ),
        (
            http.get(format!("{base}/shops")).bearer_auth("t"),
            404,
            "the API has no operation at this path",
        ),
        (
            http.put(format!("{base}/stores")).bearer_auth("t"),
            405,
            "the path takes GET, POST, and not PUT",
        ),
        (
            http.get(format!("{base}/stores?per_page=1000"))
                .bearer_auth("t"),
            400,
            "the query parameter `per_page`: the value is greater than the maximum of 100",
        ),
        (
            http.get(format!("{base}/stores?order=size"))
                .bearer_auth("t"),
            400,
            "the query parameter `order`: the value is not one of \"name\", \"created\" or \"modified\"",
        ),
        (
            secret("hidden"),
            400,
            "the body is ``, and the operation takes application/json",
        ),
        (json_secret("hidden"), 400, "the body: it is no JSON"),
        (
            json_secret(r#"{"name": "hidden"}"#),
            400,
            "the body: the value is not of type \"array\"",
        ),
        (
            json_secret(r#"[{"name": "A", "value": "hidden", "scopes": ["hidden"]}]"#),
            400,
            "the body at /0/scopes/0: the value is not one of \"workers\", \"ai_gateway\" or 4 other candidates",
        ),
        (
            json_secret(r#"[{"value": "hidden", "scopes": []}]"#),
            400,
            "the body at /0: \"name\" is a required property",
        ),
    ];
    for (request, status, reason) in requests {
        let response = request.send().await?;
        assert_eq!(response.status(), status, "{reason}");
        let text = response.text().await?;
        assert!(!text.contains("hidden"), "{text}");
        let answer: Value = serde_json::from_str(&text)?;
        assert_eq!(answer["messages"][0]["message"], reason);
        assert_eq!(answer["success"], false);
    }
    Ok(())
}

/// A process that is ended with the test.
struct Served(std::process::Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn program() -> std::process::Command {
    std::process::Command::new(env!("CARGO_BIN_EXE_command-line"))
}

#[test]
fn the_program_serves_it_with_a_script() -> Result<(), Box<dyn std::error::Error>> {
    let script = tempfile::NamedTempFile::new()?;
    std::fs::write(
        &script,
        r#"[{"on": "secrets_store.quota.get", "status": 503}]"#,
    )?;
    let mut command = program();
    command.args(["mock", "--script"]).arg(script.path());
    command.stdout(std::process::Stdio::piped());
    let mut served = Served(command.spawn()?);
    let mut address = String::new();
    BufReader::new(served.0.stdout.take().unwrap()).read_line(&mut address)?;
    let client = blocking::Client::builder()
        .base_url(address.trim())
        .max_retries(0);
    let client = client
        .api_token("t")
        .account_id("985e105f4ecef8ad9ca31a8372d0c353")
        .build()?;
    let quota = client.secrets_store().quota();
    assert_eq!(quota.get().send().unwrap_err().status().unwrap(), 503);
    assert_eq!(quota.get().send()?.secrets.usage, 0);
    Ok(())
}

#[test]
fn the_program_says_what_it_cannot_serve() -> Result<(), Box<dyn std::error::Error>> {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    let port = taken.local_addr()?.port().to_string();
    let script = tempfile::NamedTempFile::new()?;
    std::fs::write(&script, "[1]")?;
    let said = |arguments: &[&str]| {
        let output = program().arg("mock").args(arguments).output()?;
        assert!(output.stdout.is_empty() && !output.status.success());
        Ok::<_, std::io::Error>(String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let busy = said(&["--port", &port])?;
    assert!(
        busy.contains(&format!("port {port} of this machine cannot be had: ")),
        "{busy}"
    );
    let wrong = said(&["--script", script.path().to_str().unwrap()])?;
    assert_eq!(wrong, "error: reply 1 of the script: it is no object\n");
    let missing = said(&["--script", "nowhere.json"])?;
    assert!(
        missing.starts_with("error: `nowhere.json` cannot be read: "),
        "{missing}"
    );
    Ok(())
}
