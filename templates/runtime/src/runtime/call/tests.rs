//! The machine of a call, as a table: what happens, and what is done about it.

use std::time::UNIX_EPOCH;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, StatusCode};

use super::*;
use crate::runtime::api::{Api, Credential, CredentialPart};
use crate::runtime::content::Content;
use crate::runtime::operation::Operation;
use crate::runtime::transport::Nowhere;
use crate::runtime::{Async, ClientBuilder, Sensitive};

mod once;

static API: Api = Api::new("Things", "https://a.example/v1")
    .request_id_header("x-id")
    .credentials(&[Credential::new("token", &[CredentialPart::bearer("token")])]);

static GET: Operation = Operation::new("get", Method::GET, "/x");
static POST: Operation = Operation::new("post", Method::POST, "/x");
static DELETE: Operation = Operation::new("delete", Method::DELETE, "/x");

/// What happens, at so many milliseconds since the call began.
enum Row {
    Start,
    Slept,
    Status(u16, &'static [(&'static str, &'static str)]),
    Fails(TransportPhase),
}

use Row::{Fails, Slept, Start, Status};
use TransportPhase::{BodyTooLarge, Connect, Interrupted, Timeout, Tls};

/// Limits: the call in milliseconds, an attempt in milliseconds, retries, and whether it is idempotent.
type Set = (u64, u64, u32, Option<bool>);

const USUAL: Set = (60_000, 60_000, 2, None);

fn call(operation: &'static Operation, (timeout, attempt, retries, idempotent): Set) -> Call {
    let builder = ClientBuilder::<Async>::new(&API).transport(Nowhere);
    let session = builder
        .credential(0, vec![Sensitive::from("hunter2-token")])
        .session()
        .unwrap();
    let mut draft = Draft::new(operation);
    draft.options.timeout = Some(Duration::from_millis(timeout));
    draft.options.attempt_timeout = Some(Duration::from_millis(attempt));
    draft.options.max_retries = Some(retries);
    draft.options.idempotent = idempotent;
    if operation.method == Method::POST {
        draft.body = Some(Content::bytes("text/plain", "hello").unwrap());
    }
    Call::new(&session.config, draft).unwrap()
}

/// What happens, as the machine is told it.
fn event(row: &Row) -> Event {
    match row {
        Start => Event::Start,
        Slept => Event::Slept,
        Status(status, headers) => {
            let headers = headers
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
            Event::Answered(Answer {
                status: StatusCode::from_u16(*status).unwrap(),
                headers: headers.collect::<HeaderMap>(),
                body: Bytes::from_static(b"the body"),
                attempts: 0,
            })
        }
        Fails(phase) => Event::Failed(TransportError::new(*phase, "with hunter2-token")),
    }
}

/// Tells the machine what happens, and puts down what it says in short.
fn say(call: &mut Call, at: u64, row: &Row) -> String {
    let event = event(row);
    let now = Now {
        elapsed: Duration::from_millis(at),
        wall: UNIX_EPOCH,
    };
    match call.next(event, now, 0.0) {
        Step::Wait(..) => "wait".to_owned(),
        Step::Send(request, allowed) => {
            let who = request.headers().contains_key("authorization");
            let what = request
                .body()
                .as_bytes()
                .is_some_and(|body| !body.is_empty());
            let parts = [who.then_some(" as me"), what.then_some(" with body")];
            let parts: String = parts.into_iter().flatten().collect();
            format!(
                "{} {}{parts} for {}",
                request.method(),
                request.uri(),
                allowed.as_millis()
            )
        }
        Step::Sleep(pause) => format!("sleep {}", pause.as_millis()),
        Step::Done(Ok(answer)) => format!("ok {} after {}", answer.status, answer.attempts),
        Step::Done(Err(error)) => {
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
            format!("{:?} after {}", error.kind(), error.attempts())
        }
    }
}

#[track_caller]
fn check(operation: &'static Operation, set: Set, rows: &[(u64, Row, &str)]) {
    let mut call = call(operation, set);
    for (index, (at, row, expected)) in rows.iter().enumerate() {
        assert_eq!(say(&mut call, *at, row), *expected, "row {index}");
    }
}

const GET_X: &str = "GET https://a.example/v1/x as me for 60000";
const POST_X: &str = "POST https://a.example/v1/x as me with body for 60000";

#[test]
fn success_is_the_end() {
    check(
        &GET,
        USUAL,
        &[
            (0, Start, GET_X),
            (9, Status(200, &[]), "ok 200 OK after 1"),
        ],
    );
    check(
        &POST,
        USUAL,
        &[
            (0, Start, POST_X),
            (9, Status(204, &[]), "ok 204 No Content after 1"),
        ],
    );
}

#[test]
fn what_may_pass_is_tried_again() {
    check(
        &GET,
        USUAL,
        &[
            (0, Start, GET_X),
            (1000, Status(500, &[]), "sleep 500"),
            (1500, Slept, "GET https://a.example/v1/x as me for 58500"),
            (2000, Fails(Interrupted), "sleep 500"),
            (2500, Slept, "GET https://a.example/v1/x as me for 57500"),
            (2600, Status(200, &[]), "ok 200 OK after 3"),
        ],
    );
    for row in [
        Status(408, &[]),
        Status(502, &[]),
        Status(503, &[]),
        Status(504, &[]),
    ] {
        check(&DELETE, USUAL, &[(5, row, "sleep 500")]);
    }
    check(&GET, USUAL, &[(5, Fails(Connect), "sleep 500")]);
    check(&GET, USUAL, &[(5, Fails(Timeout), "sleep 500")]);
}

#[test]
fn retries_end() {
    check(
        &GET,
        (60_000, 60_000, 1, None),
        &[
            (0, Start, GET_X),
            (0, Status(503, &[]), "sleep 500"),
            (500, Slept, "GET https://a.example/v1/x as me for 59500"),
            (500, Status(503, &[]), "Api after 2"),
        ],
    );
    check(
        &GET,
        (60_000, 60_000, 0, None),
        &[(0, Start, GET_X), (0, Fails(Connect), "Connect after 1")],
    );
}

#[test]
fn what_will_not_pass_is_the_end() {
    for status in [400, 401, 403, 404, 409, 410, 422, 501, 505, 304] {
        let row = Status(status, &[("retry-after", "1")]);
        check(&GET, USUAL, &[(0, Start, GET_X), (0, row, "Api after 1")]);
    }
    check(
        &GET,
        USUAL,
        &[(0, Start, GET_X), (0, Fails(Tls), "Tls after 1")],
    );
    check(
        &GET,
        USUAL,
        &[
            (0, Start, GET_X),
            (0, Fails(BodyTooLarge), "BodyTooLarge after 1"),
        ],
    );
}

#[test]
fn a_post_is_only_tried_again_if_the_server_has_not_acted() {
    for row in [
        Status(500, &[]),
        Status(502, &[]),
        Status(503, &[]),
        Status(504, &[]),
    ] {
        check(&POST, USUAL, &[(0, Start, POST_X), (5, row, "Api after 1")]);
    }
    let absurd = Status(503, &[("retry-after", "3600")]);
    check(
        &POST,
        USUAL,
        &[(0, Start, POST_X), (5, absurd, "Api after 1")],
    );
    check(
        &POST,
        USUAL,
        &[
            (0, Start, POST_X),
            (5, Fails(Interrupted), "Transport after 1"),
        ],
    );
    check(
        &POST,
        USUAL,
        &[(0, Start, POST_X), (5, Fails(Timeout), "Timeout after 1")],
    );

    check(&POST, USUAL, &[(5, Fails(Connect), "sleep 500")]);
    check(&POST, USUAL, &[(5, Status(429, &[]), "sleep 500")]);
    check(
        &POST,
        USUAL,
        &[(5, Status(503, &[("retry-after", "2")]), "sleep 2000")],
    );
}

#[test]
fn a_caller_knows_what_is_idempotent() {
    let yes = (60_000, 60_000, 2, Some(true));
    check(
        &POST,
        yes,
        &[(0, Start, POST_X), (5, Fails(Interrupted), "sleep 500")],
    );
    let no = (60_000, 60_000, 2, Some(false));
    check(
        &GET,
        no,
        &[
            (0, Start, GET_X),
            (5, Fails(Interrupted), "Transport after 1"),
        ],
    );
    check(
        &GET,
        no,
        &[(0, Start, GET_X), (5, Status(500, &[]), "Api after 1")],
    );
}

#[test]
fn a_server_may_ask_for_a_pause() {
    for (header, value, expected) in [
        ("retry-after", "7", "sleep 7000"),
        ("retry-after", "0", "sleep 0"),
        ("retry-after-ms", "70", "sleep 70"),
        ("retry-after", "Thu, 01 Jan 1970 00:00:05 GMT", "sleep 5000"),
        ("retry-after", "-7", "sleep 500"),
        ("retry-after", "86400", "sleep 500"),
    ] {
        let headers: &'static [_] = vec![(header, value)].leak();
        check(&GET, USUAL, &[(5, Status(429, headers), expected)]);
    }
}

#[test]
fn there_is_no_pause_that_the_call_does_not_survive() {
    let short = (1_000, 1_000, 9, None);
    check(&GET, short, &[(499, Status(503, &[]), "sleep 500")]);
    check(
        &GET,
        short,
        &[
            (0, Start, "GET https://a.example/v1/x as me for 1000"),
            (500, Status(503, &[]), "Api after 1"),
        ],
    );
    let asked = Status(429, &[("retry-after", "2")]);
    check(&GET, short, &[(5, asked, "Api after 0")]);
}

#[test]
fn time_runs_out() {
    check(
        &GET,
        (1_000, 300, 5, None),
        &[
            (0, Start, "GET https://a.example/v1/x as me for 300"),
            (300, Fails(Timeout), "sleep 500"),
            (800, Slept, "GET https://a.example/v1/x as me for 200"),
            (1000, Fails(Timeout), "Timeout after 2"),
        ],
    );
    check(&GET, (0, 5, 5, None), &[(0, Start, "Timeout after 0")]);
    check(&GET, (5, 0, 5, None), &[(0, Start, "Timeout after 0")]);
    check(&GET, (5, 5, 5, None), &[(5, Slept, "Timeout after 0")]);
    check(
        &GET,
        (u64::MAX, u64::MAX, u32::MAX, None),
        &[
            (0, Start, "GET https://a.example/v1/x as me for 31536000000"),
            (u64::MAX, Fails(Interrupted), "Transport after 1"),
        ],
    );
}

#[test]
fn redirects_are_followed_without_what_tells_who_asks() {
    check(
        &GET,
        USUAL,
        &[
            (0, Start, GET_X),
            (
                5,
                Status(302, &[("location", "/y")]),
                "GET https://a.example/y as me for 59995",
            ),
            (
                6,
                Status(307, &[("location", "https://b.example/z")]),
                "GET https://b.example/z for 59994",
            ),
            // Back home it is still a stranger who asks.
            (
                7,
                Status(302, &[("location", "https://a.example/w")]),
                "GET https://a.example/w for 59993",
            ),
            (8, Status(503, &[]), "sleep 500"),
            (508, Slept, "GET https://a.example/w for 59492"),
            (509, Status(200, &[]), "ok 200 OK after 2"),
        ],
    );
}

#[test]
fn redirects_end() {
    let mut call = call(&GET, USUAL);
    say(&mut call, 0, &Start);
    for _ in 0..5 {
        let said = say(&mut call, 0, &Status(301, &[("location", "/x")]));
        assert!(said.starts_with("GET"), "{said}");
    }
    assert_eq!(
        say(&mut call, 0, &Status(301, &[("location", "/x")])),
        "Redirect after 1"
    );
}

#[test]
fn nothing_but_get_and_head_is_redirected() {
    for operation in [&POST, &DELETE] {
        for status in [301, 302, 303, 307, 308] {
            let mut call = call(operation, USUAL);
            say(&mut call, 0, &Start);
            let headers = &[("location", "https://b.example/?hunter2-token")];
            assert_eq!(
                say(&mut call, 0, &Status(status, headers)),
                "Redirect after 1"
            );
        }
    }
}

#[test]
fn errors_say_what_to_make_of_them() {
    let error = |operation, row: Row, at| {
        let mut call = call(operation, (1_000, 500, 0, None));
        say(&mut call, 0, &Start);
        let event = match row {
            Fails(phase) => Event::Failed(TransportError::new(phase, "")),
            _ => Event::Slept,
        };
        let now = Now {
            elapsed: Duration::from_millis(at),
            wall: UNIX_EPOCH,
        };
        match call.next(event, now, 0.0) {
            Step::Done(Err(error)) => error.to_string(),
            _ => panic!("it is sent"),
        }
    };
    assert_eq!(
        error(&GET, Fails(Timeout), 1000),
        "get: the call did not end within its 1s"
    );
    assert_eq!(
        error(&GET, Fails(Timeout), 500),
        "get: the attempt did not end within its 500ms"
    );
    assert_eq!(
        error(&POST, Fails(Timeout), 500),
        "post: the attempt did not end within its 500ms; the server may have acted on the request"
    );
}
