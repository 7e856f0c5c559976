//! What those who watch calls are told.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use openapi_client_runtime::Error;
use openapi_client_runtime::example::{Client, CreateNote, Note};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{Reply, Server};

type Fields = BTreeMap<String, String>;

/// Keeps the spans and events of this crate.
#[derive(Clone, Default)]
struct Watcher(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    spans: Vec<(String, Fields)>,
    events: Vec<Fields>,
    entered: usize,
}

struct Collect<'a>(&'a mut Fields);

impl Visit for Collect<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl Subscriber for Watcher {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("openapi_client_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut seen = self.0.lock().unwrap();
        let mut fields = Fields::new();
        span.record(&mut Collect(&mut fields));
        seen.spans.push((span.metadata().name().to_owned(), fields));
        Id::from_u64(seen.spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Collect(&mut self.0.lock().unwrap().spans[index].1));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Collect(&mut fields));
        self.0.lock().unwrap().events.push(fields);
    }

    fn enter(&self, _: &Id) {
        self.0.lock().unwrap().entered += 1;
    }

    fn exit(&self, _: &Id) {}
}

/// Makes a call and returns what is told of it.
fn watch(server: &Server) -> (Result<Note, Error>, Seen) {
    let watcher = Watcher::default();
    let builder = Client::builder()
        .api_token("hunter2-token")
        .account_id("hunter2-account");
    let client = builder.base_url(server.url()).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let result = tracing::subscriber::with_default(watcher.clone(), || {
        let call = client
            .notes()
            .create(CreateNote::new("a", "hunter2-body"))
            .query("q", "hunter2");
        runtime.block_on(call.into_future())
    });
    let seen = std::mem::take(&mut *watcher.0.lock().unwrap());
    (result, seen)
}

fn expect(fields: &Fields, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(
            fields.get(*name).map(String::as_str),
            Some(*value),
            "{name} of {fields:?}"
        );
    }
}

#[test]
fn a_call_is_a_span_and_an_attempt_an_event() {
    let server = Server::start([
        Reply::failure(429, 1, "slow down").header("retry-after-ms", "1"),
        Reply::ok(r#"{"id":"n"}"#).header("x-request-id", "id-2"),
    ]);
    let (result, seen) = watch(&server);
    result.unwrap();
    let [(name, fields)] = seen.spans.as_slice() else {
        panic!("{:?}", seen.spans);
    };
    assert_eq!(name, "POST /accounts/{account_id}/notes");
    let url = server.url();
    let (_, port) = url.rsplit_once(':').unwrap();
    expect(
        fields,
        &[
            ("otel.kind", "client"),
            ("http.request.method", "POST"),
            ("server.address", "127.0.0.1"),
            ("server.port", port),
            ("url.template", "/accounts/{account_id}/notes"),
            ("http.response.status_code", "200"),
            ("http.request.resend_count", "1"),
            ("request_id", "id-2"),
        ],
    );
    assert!(!fields.contains_key("error.type"), "{fields:?}");
    let statuses: Vec<_> = seen
        .events
        .iter()
        .map(|event| event["http.response.status_code"].as_str())
        .collect();
    assert_eq!(statuses, ["429", "200"]);
    assert!(seen.entered > 0);
    assert!(!format!("{:?} {:?}", seen.spans, seen.events).contains("hunter2"));
}

#[test]
fn a_call_that_fails_says_why() {
    for (reply, status, reason) in [
        (Reply::failure(404, 1, "hunter2-token"), Some("404"), "404"),
        (Reply::failure(200, 1, "no"), Some("200"), "Api"),
        (
            Reply::new(200, "text/html", "<html>hunter2-token"),
            Some("200"),
            "Decode",
        ),
        (Reply::broken(""), None, "Transport"),
    ] {
        let (result, seen) = watch(&Server::start([reply]));
        assert!(result.is_err());
        let fields = &seen.spans.first().unwrap().1;
        expect(fields, &[("error.type", reason)]);
        let told = seen.events.first().unwrap();
        assert!(
            told["attempt"] == "1" && (status.is_some() || told["error.type"] == "Interrupted")
        );
        assert_eq!(
            fields.get("http.response.status_code").map(String::as_str),
            status
        );
        assert!(!format!("{:?} {:?}", seen.spans, seen.events).contains("hunter2"));
    }
}
