//! What holds on the wire for any input, in both modes.

use std::ops::ControlFlow;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use openapi_client_runtime::ErrorKind;
use openapi_client_runtime::example::CreateNote;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Client, gather, go};
use crate::support::{Line, Recorded, Server, Turn};

/// A server and its client, which all cases of a property share.
struct Pair {
    server: Server,
    client: Client,
}

static IDS: LazyLock<Pair> = LazyLock::new(pair);
static VALUES: LazyLock<Pair> = LazyLock::new(pair);
static DOCUMENTS: LazyLock<Pair> = LazyLock::new(pair);
static BYTES: LazyLock<Pair> = LazyLock::new(pair);

fn pair() -> Pair {
    let server = Server::start([]);
    let client = Client::builder()
        .api_token("hunter2-token")
        .account_id("acc")
        .base_url(server.url())
        .validate(false)
        .max_retries(0)
        .build()
        .unwrap();
    Pair { server, client }
}

/// Makes the server answer the next request with what `body` makes of it.
fn answer(server: &Server, status: u16, body: impl FnOnce(&Recorded) -> Vec<u8> + Send + 'static) {
    let act = move |request: &Recorded, line: &mut Line<'_>| {
        let body = body(request);
        let length = body.len();
        line.write(format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n\r\n").as_bytes())?;
        line.write(&body)?;
        ControlFlow::Continue(())
    };
    server.script([Turn {
        early: false,
        act: Box::new(act),
    }]);
}

/// A note that repeats the password and the title that it was created from.
fn repeat(request: &Recorded) -> Vec<u8> {
    let sent: Value = serde_json::from_str(&request.body()).unwrap();
    let result = json!({"id": sent["password"], "title": sent["title"]});
    json!({"success": true, "result": result})
        .to_string()
        .into_bytes()
}

/// Any text at all, and texts of what is special somewhere.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(any::<char>(), 0..40).prop_map(String::from_iter),
        prop::collection::vec(
            prop::sample::select(vec![
                "/",
                "\\",
                ".",
                "..",
                "%",
                "%2e",
                "%2F",
                "?",
                "#",
                ";",
                "&",
                "=",
                "+",
                "@",
                ":",
                " ",
                "\"",
                "'",
                "{",
                "}",
                "\0",
                "\t",
                "\r\n",
                "\u{7f}",
                "\u{85}",
                "\u{2028}",
                "\u{202e}",
                "\u{feff}",
                "\u{fffd}",
                "\u{10ffff}",
                "é",
                "👩‍🚀",
                "a",
                "0",
            ]),
            0..8,
        )
        .prop_map(|parts| parts.concat()),
    ]
}

/// Any JSON, with the names that an answer has.
fn document() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        "success|result|errors|messages|result_info|id|title|code|message|source|pointer|page|per_page|total_pages",
        text(),
    ];
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_id_is_one_segment_or_an_error(ids in prop::collection::vec(text(), 8)) {
        let Pair { server, client } = &*IDS;
        let notes = client.notes();
        for id in ids {
            let before = server.requests().len();
            answer(server, 200, |_| br#"{"success":true,"result":{"id":"n"}}"#.to_vec());
            match go(notes.get(&id).send()) {
                Ok(_) => {
                    let requests = server.requests();
                    prop_assert_eq!(requests.len(), before + 1);
                    let line = requests[before].line();
                    let segment = line.strip_prefix("GET /accounts/acc/notes/").unwrap();
                    prop_assert!(!segment.is_empty() && segment != "." && segment != "..", "{}", line);
                    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~%".contains(c);
                    prop_assert!(segment.chars().all(plain), "{}", line);
                    prop_assert_eq!(percent_decode_str(segment).decode_utf8().unwrap(), id);
                }
                Err(error) => {
                    prop_assert_eq!(error.kind(), ErrorKind::Validation);
                    prop_assert!(id.is_empty() || id == "." || id == "..", "{:?}: {}", id, error);
                    prop_assert_eq!(server.requests().len(), before);
                }
            }
        }
    }

    #[test]
    fn any_value_survives_both_ways(title in text(), password in text()) {
        let Pair { server, client } = &*VALUES;
        answer(server, 200, repeat);
        let note = go(client.notes().create(CreateNote::new(&title, password.as_str())).send()).unwrap();
        prop_assert_eq!(note.title, Some(title));
        prop_assert_eq!(note.id, password);
    }

    #[test]
    fn any_json_is_a_value_or_an_error(
        document in document(),
        status in prop::sample::select(vec![200_u16, 201, 400, 500]),
        wrap in any::<bool>(),
    ) {
        let Pair { server, client } = &*DOCUMENTS;
        let document = if wrap { json!({"success": true, "result": document}) } else { document };
        let bytes = document.to_string().into_bytes();
        let next = || {
            let bytes = bytes.clone();
            answer(server, status, move |_| bytes);
            client.notes()
        };
        let kinds = [
            go(next().get("n").send()).err(),
            go(next().create(CreateNote::new("a", "hunter2")).send()).err(),
            go(next().delete("n").send()).err(),
            go(next().list().send()).err(),
            gather(next().list().pages()).pop().and_then(Result::err),
        ];
        for error in kinds.into_iter().flatten() {
            let kind = error.kind();
            prop_assert!(matches!(kind, ErrorKind::Api | ErrorKind::Decode), "{}", error);
            prop_assert!(error.status().is_some() && !error.to_string().contains('\n'), "{}", error);
        }
    }

    #[test]
    fn any_bytes_are_a_value_or_an_error(bytes: Vec<u8>, status in 200_u16..600) {
        let Pair { server, client } = &*BYTES;
        answer(server, status, move |_| bytes);
        let error = go(client.notes().get("n").timeout(Duration::from_secs(5)).send());
        prop_assert!(error.is_err_and(|error| !error.is_timeout()));
    }
}

#[test]
fn a_long_value_survives_both_ways() {
    let Pair { server, client } = pair();
    let notes = client.notes();
    for text in ["a", "\u{0}", "\u{2028}", "👩‍🚀", "\"\\"] {
        let long = text.repeat(64 * 1024);
        answer(&server, 200, repeat);
        let note = go(notes.create(CreateNote::new("a", long.as_str())).send()).unwrap();
        assert!(note.id == long, "{text:?}");
    }
}

/// A whole answer.
const NOTE: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 36\r\n\r\n\
    {\"success\":true,\"result\":{\"id\":\"n\"}}";

#[test]
fn an_answer_that_ends_anywhere_is_no_answer() {
    let Pair { server, client } = pair();
    for end in 0..=NOTE.len() {
        let act = move |_: &Recorded, line: &mut Line<'_>| {
            line.write(&NOTE.as_bytes()[..end])?;
            ControlFlow::Break(None)
        };
        server.script([Turn {
            early: false,
            act: Box::new(act),
        }]);
        let result = go(client.notes().get("n").send());
        let kind = result.err().map(|error| error.kind());
        let expected = (end < NOTE.len()).then_some(ErrorKind::Transport);
        assert_eq!(kind, expected, "after {end} bytes");
    }
}

#[test]
fn an_answer_that_stalls_anywhere_ends_in_time() {
    let Pair { server, client } = pair();
    // A request may be read when its call has ended already, so that each says itself where its answer stalls.
    let stall = |request: &Recorded, line: &mut Line<'_>| {
        let line_read = request.line();
        let (_, end) = line_read.rsplit_once('/').unwrap();
        line.write(&NOTE.as_bytes()[..end.parse().unwrap()])?;
        line.stall()
    };
    server.script((0..NOTE.len()).map(|_| Turn {
        early: false,
        act: Box::new(stall),
    }));
    for end in 0..NOTE.len() {
        let get = client
            .notes()
            .get(end.to_string())
            .timeout(Duration::from_millis(25));
        let error = go(get.send()).unwrap_err();
        assert!(error.is_timeout(), "after {end} bytes: {error}");
    }
}

#[test]
fn a_server_that_does_not_read_ends_a_call_in_time() {
    let Pair { server, client } = pair();
    let stall = |_: &Recorded, line: &mut Line<'_>| line.stall();
    server.script([Turn {
        early: true,
        act: Box::new(stall),
    }]);
    let start = Instant::now();
    // More than any buffer on the way holds.
    let body = CreateNote::new("a", "hunter2".repeat(4 * 1024 * 1024));
    let create = client
        .notes()
        .create(body)
        .timeout(Duration::from_millis(800));
    let error = go(create.send()).unwrap_err();
    assert!(
        error.is_timeout() && !error.to_string().contains("hunter2"),
        "{error}"
    );
    assert!(
        start.elapsed() < Duration::from_secs(6),
        "{:?}",
        start.elapsed()
    );
}
