//! What both modes have in common: `go` waits for a call, `gather` for pages.

use openapi_client_runtime::ErrorKind;
use openapi_client_runtime::example::CreateNote;

use super::{Client, gather, go};
use crate::support::{Recorded, Reply, Server};

pub(super) const NOTE: &str = r#"{"id":"n1","title":"First","new":true}"#;

pub(super) fn client(server: &Server) -> Client {
    Client::builder()
        .api_token("hunter2-token")
        .account_id("acc")
        .base_url(format!("{}/v4/", server.url()))
        .build()
        .unwrap()
}

#[test]
fn a_call_goes_out_and_comes_back() {
    let server = Server::start([Reply::ok(NOTE).header("x-request-id", "id-1")]);
    let response = go(client(&server).notes().get("n 1").send_with_response()).unwrap();
    assert_eq!(response.value().title.as_deref(), Some("First"));
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 1));
    assert_eq!(response.request_id(), Some("id-1"));

    let requests = server.requests();
    let request = requests.first().unwrap();
    assert_eq!(request.line(), "GET /v4/accounts/acc/notes/n%201");
    for (name, value) in [
        ("authorization", "Bearer hunter2-token"),
        ("user-agent", "notes/0.1.0"),
        ("accept", "application/json"),
    ] {
        assert_eq!(request.header(name).as_deref(), Some(value));
    }
    for name in [
        "accept-encoding",
        "referer",
        "content-length",
        "transfer-encoding",
    ] {
        assert_eq!(request.header(name), None, "{name}");
    }
}

#[test]
fn a_body_goes_out_with_its_length() {
    let server = Server::start([Reply::ok(NOTE)]);
    let note = go(client(&server)
        .notes()
        .create(CreateNote::new("a", "b"))
        .send())
    .unwrap();
    assert_eq!(note.id, "n1");
    let requests = server.requests();
    let request = requests.first().unwrap();
    assert_eq!(request.line(), "POST /v4/accounts/acc/notes");
    assert_eq!(request.body(), r#"{"title":"a","password":"b"}"#);
    assert_eq!(
        request.header("content-type").as_deref(),
        Some("application/json")
    );
    assert_eq!(request.header("content-length").as_deref(), Some("28"));
}

#[test]
fn a_method_and_a_body_go_together_in_any_way() {
    let server = Server::start([Reply::ok("null"), Reply::ok("null")]);
    let notes = client(&server).notes();
    go(notes.archive("n").send()).unwrap();
    go(notes.bulk_delete(["a", "b"]).send()).unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].line(), "POST /v4/accounts/acc/notes/n/archive");
    assert_eq!(requests[0].header("content-length").as_deref(), Some("0"));
    assert_eq!(requests[0].header("content-type"), None);
    assert_eq!(requests[1].line(), "DELETE /v4/accounts/acc/notes");
    assert_eq!(requests[1].body(), r#"["a","b"]"#);
}

#[test]
fn exactly_one_credential_goes_out() {
    let server = Server::start([Reply::ok(NOTE)]);
    let builder = Client::builder()
        .api_key("hunter2-key", "me@example.com")
        .account_id("acc");
    let client = builder.base_url(server.url()).build().unwrap();
    go(client.notes().get("n").account_id("other").send()).unwrap();
    let requests = server.requests();
    let request = requests.first().unwrap();
    assert_eq!(request.line(), "GET /accounts/other/notes/n");
    assert_eq!(request.header("x-auth-key").as_deref(), Some("hunter2-key"));
    assert_eq!(
        request.header("x-auth-email").as_deref(),
        Some("me@example.com")
    );
    assert_eq!(request.header("authorization"), None);
    let shown = format!("{client:?} {:?}", client.notes());
    assert!(!shown.contains("hunter2"), "{shown}");
}

fn page(ids: &[&str], info: &str) -> Reply {
    let items: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    let items = items.join(",");
    Reply::json(
        200,
        &format!(r#"{{"success":true,"result":[{items}],"result_info":{info}}}"#),
    )
}

#[test]
fn pages_come_one_after_the_other() {
    let info = |page| format!(r#"{{"page":{page},"per_page":2,"total_pages":3}}"#);
    let script = || {
        [
            page(&["a", "b"], &info(1)),
            page(&["c", "d"], &info(2)),
            page(&["e", "f"], &info(3)),
        ]
    };
    let server = Server::start(script().into_iter().chain(script()).chain(script()));
    let list = client(&server)
        .notes()
        .list()
        .per_page(2)
        .tags(["x", "y z"]);

    let pages = gather(list.clone().pages());
    let counts: Vec<_> = pages
        .iter()
        .map(|page| page.as_ref().unwrap().items().len())
        .collect();
    assert_eq!(counts, [2, 2, 2]);
    let all = go(list.clone().all()).unwrap();
    assert_eq!(
        all.iter().map(|note| note.id.as_str()).collect::<String>(),
        "abcdef"
    );

    let first = go(list.send()).unwrap();
    let second = go(first.next()).unwrap().unwrap();
    let third = go(second.next()).unwrap().unwrap();
    assert_eq!(third.items()[1].id, "f");
    assert!(!third.has_next() && go(third.next()).unwrap().is_none());

    let lines: Vec<_> = server.requests().iter().map(Recorded::line).collect();
    let base = "GET /v4/accounts/acc/notes?";
    let expected =
        ["", "page=2&", "page=3&"].map(|page| format!("{base}{page}per_page=2&tags=x,y%20z"));
    assert_eq!(lines, [&expected[..], &expected, &expected].concat());
}

#[test]
fn without_credentials_nothing_goes_out() {
    let server = Server::start([]);
    let builder = Client::builder().account_id("acc").base_url(server.url());
    let error = builder.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("NOTES_API_TOKEN"), "{error}");
}

#[test]
fn other_bodies_come_as_they_are() {
    let server = Server::start([
        Reply::new(200, "application/octet-stream", "\u{0}bytes"),
        Reply::json(200, "\"fine\""),
    ]);
    let client = client(&server);
    let raw = go(client.notes().download("n").send()).unwrap();
    assert_eq!(raw.bytes().as_ref(), b"\0bytes");
    assert_eq!(go(client.status().send()).unwrap(), "fine");
    let requests = server.requests();
    assert_eq!(
        requests[0].header("accept").as_deref(),
        Some("application/octet-stream")
    );
    assert_eq!(
        (
            requests[1].line().as_str(),
            requests[1].header("authorization")
        ),
        ("GET /v4/status", None)
    );
}
