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

#[test]
fn nothing_goes_out_that_cannot_succeed() {
    let server = Server::start([]);
    let notes = client(&server).notes();
    for (result, part) in [
        (go(notes.get("").send()), "note_id is empty"),
        (go(notes.get("..").send()), "note_id is `.` or `..`"),
        (
            go(notes.get("x".repeat(33)).send()),
            "note_id has 33 characters, at most 32 are allowed",
        ),
        (
            go(notes.create(CreateNote::new("", "hunter2")).send()),
            "body.title has 0 characters, at least 1 is required",
        ),
        (
            go(notes
                .create(CreateNote::new("a", "hunter2".repeat(10)))
                .send()),
            "body.password has 70 characters, at most 64 are allowed",
        ),
        (
            go(notes.get("n").header("x-a", "hunter2\r\nx-b: 1").send()),
            "`x-a`",
        ),
        (
            go(notes.get("n").header("authorization", "hunter2").send()),
            "`.api_token(..)`",
        ),
    ] {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Validation);
        assert_eq!(error.attempts(), 0);
        assert!(error.to_string().contains(part), "{error}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
    let builder = Client::builder().api_token("t").base_url(server.url());
    let error = go(builder.build().unwrap().notes().get("n").send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(server.requests().is_empty());
}

#[test]
fn an_error_envelope_is_an_error() {
    let server = Server::start([
        Reply::failure(404, 1001, "note_not_found").header("x-request-id", "id-1"),
        Reply::failure(200, 1003, "note_exists"),
    ]);
    let notes = client(&server).notes();
    let error = go(notes.get("n").send()).unwrap_err();
    assert!(error.is_not_found() && error.has_message("note_not_found"));
    assert_eq!(error.request_id(), Some("id-1"));
    assert_eq!(
        error.to_string(),
        "notes.get: the API answered 404 Not Found: [1001] note_not_found (request id-1)"
    );
    let error = go(notes.get("n").send()).unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Api, 200)
    );
    assert!(error.has_message("note_exists"));
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn deleting_comes_back_with_nothing() {
    let server = Server::start([
        Reply::json(202, r#"{"success":true,"result":null}"#),
        Reply::raw("HTTP/1.1 204 No Content\r\n\r\n"),
    ]);
    let notes = client(&server).notes();
    go(notes.delete("n").send()).unwrap();
    go(notes.delete("n").send()).unwrap();
    let requests = server.requests();
    assert_eq!(
        requests.first().unwrap().line(),
        "DELETE /v4/accounts/acc/notes/n"
    );
}

#[test]
fn a_get_follows_a_redirect_and_shows_nobody_else_who_asks() {
    let other = Server::start([Reply::ok(NOTE)]);
    let server = Server::start([
        Reply::new(302, "text/plain", "moved").header("location", "/v4/elsewhere"),
        Reply::new(307, "text/plain", "moved").header("location", &format!("{}/x?y", other.url())),
    ]);
    go(client(&server)
        .notes()
        .get("n")
        .header("x-mine", "hunter2")
        .send())
    .unwrap();
    let requests = server.requests();
    assert_eq!(requests[1].line(), "GET /v4/elsewhere");
    assert!(requests[1].header("authorization").is_some());
    let abroad = other.requests();
    assert_eq!(abroad[0].line(), "GET /x?y");
    assert!(
        !abroad[0].text().contains("hunter2"),
        "{}",
        abroad[0].text()
    );
}

#[test]
fn a_post_follows_no_redirect() {
    let other = Server::start([Reply::ok(NOTE)]);
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/?code=hunter2-code", other.url());
        let server = Server::start([Reply::json(status, "{}").header("location", &location)]);
        let create = client(&server)
            .notes()
            .create(CreateNote::new("a", "hunter2-body"));
        let error = go(create.send()).unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Redirect, status)
        );
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains(&other.url()) && !shown.contains("hunter2"),
            "{shown}"
        );
    }
    assert!(other.requests().is_empty());
}

#[test]
fn a_server_that_repeats_a_secret_does_not_get_it_into_an_error() {
    let secret = "hunter2 \"öl\\/&";
    let echo = "you sent hunter2 \\\"öl\\\\/& and Bearer hunter2-token";
    let server = Server::start([
        Reply::json(
            400,
            &format!(r#"{{"errors":[{{"code":1,"message":"{echo}"}}]}}"#),
        ),
        Reply::new(500, "text/html", &format!("<html>{echo}</html>")),
        Reply::new(200, "text/plain", "hunter2%20%22%C3%B6l%5C%2F%26"),
        Reply::new(200, "text/plain", "aHVudGVyMi10b2tlbg=="),
        Reply::failure(400, 1, "no").header("x-request-id", "hunter2-token"),
    ]);
    let notes = client(&server).notes();
    for _ in 0..5 {
        let error = go(notes.create(CreateNote::new("a", secret)).send()).unwrap_err();
        let shown = format!("{error} {error:?} {:?}", error.api_errors());
        assert!(shown.contains("[REDACTED]"), "{shown}");
        assert!(
            !shown.contains("hunter2") && !shown.contains("aHVudGVy"),
            "{shown}"
        );
    }
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
fn a_server_that_repeats_itself_does_not_go_on_for_ever() {
    let server = Server::start((0..9).map(|_| page(&["a", "b"], "null")));
    let all = go(client(&server).notes().list().all()).unwrap();
    assert_eq!((all.len(), server.requests().len()), (2, 2));
}

#[test]
fn an_error_ends_the_pages() {
    let server = Server::start([
        page(&["a", "b"], r#"{"page":1,"total_pages":3}"#),
        Reply::failure(403, 9, "no more"),
        page(&["c"], "null"),
    ]);
    let list = client(&server).notes().list();
    let mut pages = gather(list.clone().pages());
    assert_eq!(pages.len(), 2);
    assert!(pages.pop().unwrap().unwrap_err().is_auth());
    assert_eq!(server.requests().len(), 2);
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
