//! What a client makes of what a server answers: success, refusals, and answers that are none.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use cloudflare_secrets_store::types::{DuplicateSecret, Scope, SecretStatus};
use cloudflare_secrets_store::{Error, ErrorKind};
use secrets_store_acceptance::support::{SECRET, STORE, blocking_client, client, sample};
use secrets_store_acceptance::{Server, json};

/// The error of the same call, async and blocking, which have to agree.
async fn refused(answer: &str) -> Error {
    let server = Server::start(vec![answer.to_owned()]).unwrap();
    let call = client(&server)
        .secrets_store()
        .stores()
        .secrets()
        .duplicate(STORE, SECRET, DuplicateSecret::new("N", [Scope::Workers]));
    let error = call.await.unwrap_err();
    let blocking = blocking_client(&server);
    let also = tokio::task::spawn_blocking(move || {
        let body = DuplicateSecret::new("N", [Scope::Workers]);
        blocking
            .secrets_store()
            .stores()
            .secrets()
            .duplicate(STORE, SECRET, body)
            .send()
            .unwrap_err()
    });
    let also = also.await.unwrap();
    assert_eq!(
        (error.kind(), error.to_string()),
        (also.kind(), also.to_string())
    );
    assert_eq!(
        server.recorded().len(),
        2,
        "a POST is sent once by each client"
    );
    error
}

fn envelope(message: &str, code: u32) -> String {
    format!(
        r#"{{"success":false,"errors":[{{"code":{code},"message":"{message}","documentation_url":"https://example.com/doc","source":{{"pointer":"/name"}}}}],"messages":[],"result":null}}"#
    )
}

#[tokio::test]
async fn a_refusal_says_all_that_the_api_said() {
    let error = refused(&json(
        "400 Bad Request",
        &envelope("secret_name_already_exists", 1003),
    ))
    .await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(error.request_id(), Some("8a1b2c3d"));
    assert_eq!(error.attempts(), 1);
    assert!(error.has_message("secret_name_already_exists"));
    let [message] = error.api_errors() else {
        panic!("{error:?}")
    };
    assert_eq!(message.code, 1003);
    assert_eq!(
        message.documentation_url.as_deref(),
        Some("https://example.com/doc")
    );
    assert_eq!(
        message
            .source
            .as_ref()
            .map(|source| source.pointer.as_str()),
        Some("/name")
    );
    let text = error.to_string();
    for part in [
        "duplicate",
        "400",
        "1003",
        "secret_name_already_exists",
        "https://example.com/doc",
        "8a1b2c3d",
    ] {
        assert!(text.contains(part), "{text}");
    }
}

#[tokio::test]
async fn a_conflict_and_other_statuses_are_told_apart() {
    let error = refused(&json("409 Conflict", &envelope("store_not_empty", 1003))).await;
    assert!(error.is_conflict() && error.has_message("store_not_empty") && !error.is_retryable());
    assert!(
        refused(&json("404 Not Found", &envelope("secret_not_found", 1001)))
            .await
            .is_not_found()
    );
    assert!(
        refused(&json(
            "403 Forbidden",
            &envelope("Authentication error", 10000)
        ))
        .await
        .is_auth()
    );
    assert!(
        refused(&json(
            "401 Unauthorized",
            &envelope("Authentication error", 10000)
        ))
        .await
        .is_auth()
    );
}

#[tokio::test]
async fn success_false_is_an_error_at_any_status() {
    let error = refused(&json("200 OK", &envelope("store_not_found", 1001))).await;
    assert_eq!(
        (error.kind(), error.status().map(|status| status.as_u16())),
        (ErrorKind::Api, Some(200))
    );
    assert!(error.has_message("store_not_found"));
}

#[tokio::test]
async fn answers_that_are_none_have_a_kind_and_a_status() {
    let sample = sample("secrets-store-duplicate-by-id");
    let truncated = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{}",
        sample.get(..sample.len() / 2).unwrap()
    );
    let html = "<html><head><title>502</title></head><body>Bad gateway</body></html>";
    let html = format!(
        "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n{html}",
        html.len()
    );
    let wrong = sample.replace("[\"workers\",\"ai_gateway\"]", "7");
    assert_ne!(wrong, sample);
    let cases = [
        (html, ErrorKind::Api, 502, "HTML"),
        (json("200 OK", ""), ErrorKind::Decode, 200, "empty"),
        (truncated, ErrorKind::Decode, 200, "EOF"),
        (
            json("200 OK", &wrong),
            ErrorKind::Decode,
            200,
            "result.scopes",
        ),
        (
            json(
                "200 OK",
                r#"{"success":true,"errors":[],"messages":[],"result":null}"#,
            ),
            ErrorKind::Decode,
            200,
            "result",
        ),
        (json("200 OK", "[]"), ErrorKind::Decode, 200, "object"),
    ];
    for (answer, kind, status, word) in cases {
        let error = refused(&answer).await;
        let text = error.to_string();
        assert_eq!(
            (error.kind(), error.status().map(|status| status.as_u16())),
            (kind, Some(status)),
            "{text}"
        );
        assert!(text.contains(word), "`{word}` is not in: {text}");
    }
}

#[tokio::test]
async fn what_is_not_known_yet_is_kept() {
    let body = sample("secrets-store-get-by-id")
        .replace("\"active\"", "\"hibernating\"")
        .replace("\"workers\"", "\"quantum\"")
        .replace(
            "\"result\":{",
            "\"result\":{\"new_field\":{\"a\":[1,null]},",
        );
    let server = Server::start(vec![json("200 OK", &body)]).unwrap();
    let secret = client(&server)
        .secrets_store()
        .stores()
        .secrets()
        .get(STORE, SECRET)
        .await
        .unwrap();
    assert_eq!(secret.status, SecretStatus::Unknown("hibernating".into()));
    assert!(
        secret
            .scopes
            .as_ref()
            .unwrap()
            .contains(&Scope::Unknown("quantum".into()))
    );
    let sent: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(serde_json::to_value(&secret).unwrap(), sent["result"]);
}

#[tokio::test]
async fn deletes_take_a_null_result_with_200_and_202() {
    for status in ["200 OK", "202 Accepted"] {
        let body = r#"{"success":true,"errors":[],"messages":[],"result":null}"#;
        let server = Server::start(vec![json(status, body)]).unwrap();
        let stores = client(&server).secrets_store().stores();
        stores.delete(STORE).await.unwrap();
        stores.secrets().delete(STORE, SECRET).await.unwrap();
    }
}

#[tokio::test]
async fn what_comes_along_with_an_answer_stays_reachable() {
    let body = sample("secrets-store-secrets-list").replace(
        "\"messages\":[]",
        r#""messages":[{"code":1,"message":"soon"}]"#,
    );
    let server = Server::start(vec![json("200 OK", &body)]).unwrap();
    let response = client(&server)
        .secrets_store()
        .stores()
        .secrets()
        .list(STORE)
        .send_with_response()
        .await
        .unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(
        (response.request_id(), response.attempts()),
        (Some("8a1b2c3d"), 1)
    );
    assert_eq!(response.messages()[0].message, "soon");
    assert!(response.result_info().unwrap().total_count.is_some());
    assert!(!response.into_value().items().is_empty());
}
