//! The calls that were written by hand beside the generated ones, async and blocking: what goes over the wire, who wins
//! a race, and what is refused.

use std::collections::BTreeSet;

use cloudflare_secrets_store::mock::Mock;
use cloudflare_secrets_store::types::{CreateSecret, CreateStore, Scope, Secret, Store};
use cloudflare_secrets_store::{Error, ErrorKind};
use secrets_store_acceptance::support::{SECRET, STORE, blocking_client, client};
use secrets_store_acceptance::{Recorded, Server, json};
use serde_json::{Value, json as value};

const STORES: &str = "/accounts/985e105f4ecef8ad9ca31a8372d0c353/secrets_store/stores";
const SEARCH: &str = "secrets?per_page=100&search=MY_API_KEY";
const CREATE: &str = r#"[{"name":"MY_API_KEY","value":"hunter2","scopes":["workers"]}]"#;

/// Makes the same call with both clients, each against a server of its own with the same answers; hands over what came
/// back and what was sent, which has to be the same for both.
macro_rules! both {
    ($answers:expr, |$client:ident| $call:expr) => {{
        let answers: Vec<String> = $answers;
        let server = Server::start(answers.clone()).unwrap();
        let $client = client(&server);
        let answered = $call.await;
        let sent = lines(&server);
        let server = Server::start(answers).unwrap();
        let $client = blocking_client(&server);
        let also = tokio::task::spawn_blocking(move || $call).await.unwrap();
        assert_eq!(format!("{answered:?}"), format!("{also:?}"));
        assert_eq!(sent, lines(&server));
        (answered, sent)
    }};
}

/// What was sent, without what all requests share.
fn lines(server: &Server) -> Vec<String> {
    let line = |sent: Recorded| {
        let line = sent.request_line.replace(&format!("{STORES}/{STORE}/"), "");
        let line = line.trim_end_matches(" HTTP/1.1");
        format!("{line} {}", sent.body).trim().to_owned()
    };
    server.recorded().into_iter().map(line).collect()
}

fn secret(id: &str, name: &str) -> Value {
    value!({
        "id": id, "name": name, "store_id": STORE, "status": "active", "scopes": ["workers"],
        "created": "2025-11-03T14:07:02.861450Z", "modified": "2025-11-03T14:07:02.861450Z",
    })
}

fn store(id: &str) -> Value {
    value!({
        "id": id, "name": "production",
        "created": "2025-11-03T14:05:41.200318Z", "modified": "2025-11-03T14:05:41.200318Z",
    })
}

fn found(result: &Value) -> String {
    let body = value!({"success": true, "errors": [], "messages": [], "result": result});
    json("200 OK", &body.to_string())
}

fn page(items: &[Value], number: u32, pages: u32) -> String {
    let info =
        value!({"count": items.len(), "page": number, "per_page": 100, "total_pages": pages});
    let body = value!({"success": true, "errors": [], "messages": [], "result": items, "result_info": info});
    json("200 OK", &body.to_string())
}

fn refused(status: &str, code: i64, message: &str) -> String {
    let errors = [value!({"code": code, "message": message})];
    let body = value!({"success": false, "errors": errors, "messages": [], "result": null});
    json(status, &body.to_string())
}

fn taken() -> String {
    refused("400 Bad Request", 1003, "secret_name_already_exists")
}

fn wanted() -> CreateSecret {
    CreateSecret::new("MY_API_KEY", "hunter2", [Scope::Workers])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_found_by_exactly_its_name_on_whichever_page() {
    let longer: Vec<Value> = (0..100)
        .map(|number| secret(&format!("{number:032x}"), &format!("MY_API_KEY_{number}")))
        .collect();
    let last = [
        secret(&"b".repeat(32), "my_api_key"),
        secret(SECRET, "MY_API_KEY"),
    ];
    let answers = vec![page(&longer, 1, 3), page(&last, 2, 3)];
    let (answer, sent) = both!(answers, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .find_by_name(STORE, "MY_API_KEY"));
    let secret: Option<Secret> = answer.unwrap();
    assert_eq!(secret.unwrap().id, SECRET);
    let [first, second] = <[String; 2]>::try_from(sent).unwrap();
    assert_eq!(first, format!("GET {SEARCH}"));
    assert_eq!(second, "GET secrets?page=2&per_page=100&search=MY_API_KEY");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_only_resembles_another_is_not_found() {
    let mut noted = secret(SECRET, "OTHER");
    noted["comment"] = value!("MY_API_KEY");
    for items in [
        vec![],
        vec![secret(SECRET, "MY_API_KEY_2")],
        vec![secret(SECRET, "my_api_key")],
        vec![secret(SECRET, "MY_API_KEY ")],
        vec![noted],
    ] {
        let (answer, sent) = both!(vec![page(&items, 1, 1)], |client| client
            .secrets_store()
            .stores()
            .secrets()
            .find_by_name(STORE, "MY_API_KEY"));
        assert_eq!(answer.unwrap(), None, "{items:?}");
        assert_eq!(sent.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_fails_is_an_error_and_not_an_absence() {
    let full: Vec<Value> = (0..100)
        .map(|number| secret(&format!("{number:032x}"), &format!("MY_API_KEY_{number}")))
        .collect();
    let answers = vec![
        page(&full, 1, 2),
        refused("200 OK", 1001, "store_not_found"),
    ];
    let (answer, _) = both!(answers, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .find_by_name(STORE, "MY_API_KEY"));
    assert!(answer.unwrap_err().has_message("store_not_found"));
}

#[tokio::test(flavor = "multi_thread")]
async fn setting_a_new_secret_takes_one_request() {
    let (answer, sent) = both!(
        vec![found(&value!([secret(SECRET, "MY_API_KEY")]))],
        |client| client
            .secrets_store()
            .stores()
            .secrets()
            .upsert(STORE, wanted())
    );
    assert_eq!(answer.unwrap().id, SECRET);
    assert_eq!(sent, [format!("POST secrets {CREATE}")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn setting_an_old_secret_changes_all_but_its_name() {
    let answers = || {
        vec![
            taken(),
            page(&[secret(SECRET, "MY_API_KEY")], 1, 1),
            found(&secret(SECRET, "MY_API_KEY")),
        ]
    };
    let (answer, sent) = both!(answers(), |client| client
        .secrets_store()
        .stores()
        .secrets()
        .upsert(STORE, wanted().comment("new")));
    assert_eq!(answer.unwrap().id, SECRET);
    let edit = |members: &str| format!("PATCH secrets/{SECRET} {{{members}}}");
    assert_eq!(
        sent,
        [
            r#"POST secrets [{"name":"MY_API_KEY","value":"hunter2","scopes":["workers"],"comment":"new"}]"#,
            &format!("GET {SEARCH}"),
            &edit(r#""value":"hunter2","scopes":["workers"],"comment":"new""#),
        ]
    );
    // Without a comment, the one that is there is left alone.
    let (_, sent) = both!(answers(), |client| client
        .secrets_store()
        .stores()
        .secrets()
        .upsert(STORE, wanted()));
    assert_eq!(
        sent.last().unwrap(),
        &edit(r#""value":"hunter2","scopes":["workers"]"#)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_goes_away_meanwhile_is_created_again() {
    let created = || found(&value!([secret(SECRET, "MY_API_KEY")]));
    let old = || page(&[secret(&"b".repeat(32), "MY_API_KEY")], 1, 1);
    for (answers, requests) in [
        (vec![taken(), page(&[], 1, 1), created()], 3),
        (
            vec![
                taken(),
                old(),
                refused("404 Not Found", 1001, "secret_not_found"),
                created(),
            ],
            4,
        ),
        (
            vec![
                taken(),
                old(),
                refused("200 OK", 1001, "secret_not_found"),
                created(),
            ],
            4,
        ),
    ] {
        let (answer, sent) = both!(answers, |client| client
            .secrets_store()
            .stores()
            .secrets()
            .upsert(STORE, wanted()));
        assert_eq!(answer.unwrap().id, SECRET);
        assert_eq!(sent.len(), requests);
        assert_eq!(sent.last().unwrap(), &format!("POST secrets {CREATE}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_is_never_found_is_given_up() {
    let answers = vec![taken(), page(&[], 1, 1), taken(), page(&[], 1, 1), taken()];
    let (answer, sent) = both!(answers, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .upsert(STORE, wanted()));
    assert!(
        answer
            .unwrap_err()
            .has_message("secret_name_already_exists")
    );
    assert_eq!(sent.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_another_kind_ends_it_and_shows_no_value() {
    for (answer, message) in [
        (
            refused("400 Bad Request", 1001, "secret_scopes_empty"),
            "secret_scopes_empty",
        ),
        (
            refused("400 Bad Request", 1001, "no hunter2 here"),
            "[REDACTED]",
        ),
        (found(&value!([])), "answered without it"),
    ] {
        let (answer, sent) = both!(vec![answer], |client| client
            .secrets_store()
            .stores()
            .secrets()
            .upsert(STORE, wanted()));
        let text = format!("{} {0:?}", answer.unwrap_err());
        assert!(
            text.contains(message) && !text.contains("hunter2"),
            "{text}"
        );
        assert_eq!(sent.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_create_that_was_carried_out_unseen_is_made_good() {
    let answers = vec![
        json("502 Bad Gateway", "bad gateway"),
        taken(),
        page(&[secret(SECRET, "MY_API_KEY")], 1, 1),
        json("502 Bad Gateway", "bad gateway"),
        found(&secret(SECRET, "MY_API_KEY")),
    ];
    let (answer, sent) = both!(answers, |client| client
        .secrets_store()
        .stores()
        .secrets()
        .upsert(STORE, wanted()));
    assert_eq!(answer.unwrap().id, SECRET);
    let methods: Vec<_> = sent
        .iter()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(methods, ["POST", "POST", "GET", "PATCH", "PATCH"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_end_with_one_secret() {
    let server = Mock::new().serve(0).unwrap();
    let stores = server.client().unwrap().secrets_store().stores();
    let store = stores.create(CreateStore::new("production")).await.unwrap();
    let tasks: Vec<_> = (0..32)
        .map(|number| {
            let wanted = CreateSecret::new("MY_API_KEY", format!("v{number}"), [Scope::Workers]);
            tokio::spawn(stores.secrets().upsert(&store.id, wanted))
        })
        .collect();
    let mut found = BTreeSet::new();
    for task in tasks {
        found.insert(task.await.unwrap().unwrap().id);
    }
    assert_eq!(found.len(), 1);
    let sent = server.mock().requests();
    let number = |method: &str| sent.iter().filter(|sent| sent.method() == method).count();
    // The store was created as well.
    assert_eq!(
        (number("POST"), number("GET"), number("PATCH")),
        (33, 31, 31)
    );
    assert_eq!(
        stores
            .secrets()
            .list(&store.id)
            .await
            .unwrap()
            .items()
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_one_store_is_the_default_one() {
    let (answer, sent) = both!(vec![page(&[store(STORE)], 1, 1)], |client| client
        .secrets_store()
        .stores()
        .default_store());
    let store: Store = answer.unwrap();
    assert_eq!(store.id, STORE);
    assert_eq!(sent, [format!("GET {STORES}?per_page=2")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_store_and_several_are_clear_errors() {
    let several = [store(STORE), store(&"b".repeat(32))];
    let mut hidden: Value = value!({"success": true, "errors": [], "messages": []});
    hidden["result"] = value!([store(STORE)]);
    hidden["result_info"] = value!({"count": 1, "page": 1, "per_page": 1, "total_count": 3});
    for (answer, text) in [
        (
            page(&[], 1, 0),
            "the account has no store: create one with `stores().create(..)`",
        ),
        (
            page(&several, 1, 1),
            "the account has more than one store: choose one of `stores().list()` by its identifier",
        ),
        (
            json("200 OK", &hidden.to_string()),
            "the account has more than one store: choose one of `stores().list()` by its identifier",
        ),
    ] {
        let (answer, sent) = both!(vec![answer], |client| client
            .secrets_store()
            .stores()
            .default_store());
        let error: Error = answer.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Precondition);
        assert_eq!(
            error.to_string(),
            format!("secrets_store.stores.default_store: {text}")
        );
        assert!(!error.is_retryable() && error.status().is_none());
        assert_eq!(sent.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_stores_that_fails_is_that_error() {
    let (answer, _) = both!(
        vec![refused("403 Forbidden", 10_000, "Authentication error")],
        |client| client.secrets_store().stores().default_store()
    );
    let error = answer.unwrap_err();
    assert!(error.is_auth() && error.kind() == ErrorKind::Api, "{error}");
}
