//! Which webhook a request is, and what it holds.

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::runtime::{ErrorKind, Sensitive};

type Object = BTreeMap<String, serde_json::Value>;

crate::webhooks!(json_or_form {
    /// A batch is done.
    "batch.completed" => BatchCompleted(json Object): must(member "type": "batch.completed"),
    "batch.failed" => BatchFailed(json Object): must(member "type": "batch.failed" | "batch.lost"),
    "issues-opened" => IssuesOpened(json Object):
        is(member "action": "opened") may(header "x-event": "issues" | "issuesopened"),
    "pull-request-opened" => PullRequestOpened(json Object):
        is(member "action": "opened") may(header "x-event": "pullrequest" | "pullrequestopened"),
    "ping" => Ping: may(header "x-event": "ping"),
    "nested" => Nested(json_or_form Object): must(member "event" "kind": "nested"),
    "key" => Key(text Sensitive),
    "blob" => Blob(bytes crate::Raw),
    "form" => Form(form Object): is(header "x-form": "yes"),
});

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| {
        let name: HeaderName = name.parse().unwrap();
        (name, HeaderValue::from_str(value).unwrap())
    });
    pairs.collect()
}

fn found(pairs: &[(&str, &str)], body: &str) -> Option<WebhookName> {
    Webhook::parse(&headers(pairs), body.as_bytes())
        .unwrap()
        .name()
}

fn kind(pairs: &[(&str, &str)], body: &str) -> ErrorKind {
    let result = Webhook::parse(&headers(pairs), body.as_bytes());
    result.unwrap_err().kind()
}

#[test]
fn constants_tell_webhooks_apart() {
    let completed = Some(WebhookName::BatchCompleted);
    assert_eq!(found(&[], r#"{"type": "batch.completed"}"#), completed);
    assert_eq!(
        found(&[], r#"{"id": 1, "type": "batch.lost"}"#),
        Some(WebhookName::BatchFailed)
    );
    assert_eq!(
        found(&[], r#"{"event": {"kind": "nested"}}"#),
        Some(WebhookName::Nested)
    );
    // The last of two counts, as it does in the payload.
    assert_eq!(
        found(
            &[],
            r#"{"type": "batch.failed", "type": "batch.completed"}"#
        ),
        completed
    );
    let Webhook::BatchCompleted(payload) =
        Webhook::parse(&headers(&[]), br#"{"type": "batch.completed", "id": 7}"#).unwrap()
    else {
        panic!("another one");
    };
    assert_eq!(payload["id"], 7);
}

#[test]
fn names_in_headers_count_in_any_spelling() {
    let opened = r#"{"action": "opened"}"#;
    for event in ["issues", "Issues", "issues.opened", "ISSUES_OPENED"] {
        assert_eq!(
            found(&[("X-Event", event)], opened),
            Some(WebhookName::IssuesOpened)
        );
    }
    assert_eq!(
        found(&[("X-Event", "pull_request")], opened),
        Some(WebhookName::PullRequestOpened)
    );
    assert_eq!(
        found(&[("X-Event", "ping")], r#"{"zen": "x"}"#),
        Some(WebhookName::Ping)
    );
    assert_eq!(
        found(&[("X-Event", "issues")], r#"{"action": "deleted"}"#),
        None
    );
}

#[test]
fn what_nothing_tells_apart_is_an_error_that_names_it() {
    let error =
        Webhook::parse(&headers(&[]), br#"{"action": "opened", "a": "hunter2"}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Ambiguous);
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("`issues-opened` or `pull-request-opened`"),
        "{shown}"
    );
    assert!(
        shown.contains("parse_as") && !shown.contains("hunter2"),
        "{shown}"
    );
    // A value that names none of them says nothing.
    assert_eq!(
        kind(&[("X-Event", "whatever")], r#"{"action": "opened"}"#),
        ErrorKind::Ambiguous
    );
}

#[test]
fn what_nobody_knows_is_kept_as_it_came() {
    for body in [
        r#"{"type": "batch.expired", "a": "hunter2"}"#,
        "{}",
        "[1]",
        "\"hunter2\"",
    ] {
        let webhook = Webhook::parse(&headers(&[]), body.as_bytes()).unwrap();
        assert!(!format!("{webhook:?}").contains("hunter2"), "{webhook:?}");
        let Webhook::Unknown(raw) = webhook else {
            panic!("{body} is {webhook:?}");
        };
        assert_eq!(raw.bytes(), body.as_bytes());
    }
}

#[test]
fn the_caller_may_say_which_it_is() {
    let parse =
        |name, pairs: &[(&str, &str)], body: &[u8]| Webhook::parse_as(name, &headers(pairs), body);
    let key = parse(WebhookName::Key, &[], b"hunter2").unwrap();
    assert_eq!(key.name(), Some(WebhookName::Key));
    assert!(!format!("{key:?}").contains("hunter2"), "{key:?}");
    let blob = parse(WebhookName::Blob, &[("Content-Type", "image/png")], b"\xFF").unwrap();
    let Webhook::Blob(raw) = blob else { panic!() };
    assert_eq!(
        (raw.bytes().as_ref(), raw.media_type()),
        (&b"\xFF"[..], Some("image/png"))
    );
    assert_eq!(
        parse(WebhookName::Ping, &[], b"whatever").unwrap(),
        Webhook::Ping
    );
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let Webhook::Nested(payload) = parse(WebhookName::Nested, &form, b"a=b").unwrap() else {
        panic!()
    };
    assert_eq!(payload["a"], "b");
    assert_eq!(WebhookName::BatchFailed.to_string(), "batch.failed");
    assert_eq!(WebhookName::ALL.len(), 9);
}

#[test]
fn forms_are_looked_into_as_well() {
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(
        found(&[form], "event[kind]=nested"),
        Some(WebhookName::Nested)
    );
    assert_eq!(
        found(&[form, ("X-Form", "yes")], "a=b"),
        Some(WebhookName::Form)
    );
}

#[test]
fn what_cannot_be_read_is_an_error_that_does_not_show_it() {
    for (pairs, body) in [
        (&[][..], r#"{"type": "batch.completed", "hunter2"#),
        (&[][..], "hunter2"),
        (&[("X-Event", "issues")][..], r#"["hunter2"]"#),
        (&[("X-Form", "yes")][..], "a=%FFhunter2"),
    ] {
        let result = Webhook::parse(&headers(pairs), body.as_bytes());
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    // Nobody said that this is JSON.
    assert_eq!(found(&[("Content-Type", "text/plain")], "hunter2"), None);
    let large = vec![b' '; super::MOST + 1];
    assert_eq!(
        Webhook::parse(&headers(&[]), &large).unwrap_err().kind(),
        ErrorKind::BodyTooLarge
    );
    let deep = "{\"a\":".repeat(100_000);
    assert_eq!(kind(&[], &deep), ErrorKind::Decode);
}

mod only {
    //! An API with one webhook, and one with two that nothing tells apart.

    crate::webhooks!(json { "pet" => Pet(json Vec<i64>) });

    #[test]
    fn the_only_one_needs_no_sign() {
        let pet = Webhook::parse(&http::HeaderMap::new(), b"[1]").unwrap();
        assert_eq!(
            (pet.name(), &pet),
            (Some(WebhookName::Pet), &Webhook::Pet(vec![1]))
        );
    }

    mod twins {
        crate::webhooks!(json { "one" => One(json i64), "two" => Two(json i64) });

        #[test]
        fn without_signs_the_name_is_needed() {
            let headers = http::HeaderMap::new();
            let error = Webhook::parse(&headers, b"1").unwrap_err();
            assert_eq!(error.kind(), crate::runtime::ErrorKind::Ambiguous);
            let two = Webhook::parse_as(WebhookName::Two, &headers, b"1").unwrap();
            assert_eq!(
                (two.name(), &two),
                (Some(WebhookName::Two), &Webhook::Two(1))
            );
        }
    }
}
