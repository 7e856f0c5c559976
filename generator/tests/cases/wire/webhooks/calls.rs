//! What the API sends of its own accord, as raw bytes: which webhook each is, what it holds, and what is kept of others.

use super::api;
use api::ErrorKind;
use api::types::{Animal, Reply, Subscription};
use api::webhooks::{Webhook, WebhookName};
use http::{HeaderMap, HeaderName, HeaderValue};

pub async fn calls(client: api::Client) {
    let subscription = Subscription::new("https://example.com/hook");
    client.subscriptions().create(subscription).await.unwrap();
    json();
    headers_that_name_events();
    other_bodies();
    names_that_the_receiver_knows();
    what_is_not_a_webhook();
}

pub fn blocking(client: api::blocking::Client) {
    let subscription = Subscription::new("https://example.com/hook");
    client.subscriptions().create(subscription).send().unwrap();
}

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| {
        let name: HeaderName = name.parse().unwrap();
        (name, HeaderValue::from_str(value).unwrap())
    });
    pairs.collect()
}

fn parse(pairs: &[(&str, &str)], body: &[u8]) -> Webhook {
    Webhook::parse(&headers(pairs), body).unwrap()
}

fn json() {
    let all = [("X-Delivery", "d-1"), ("X-Attempt", "2"), ("Content-Type", "application/json")];
    let body = br#"{"data": {"id": 7, "at": "2024-05-01T10:00:00", "card": "4242", "more": 1}, "type": "order.created"}"#;
    let webhook = parse(&all, body);
    let Webhook::OrderCreated(order) = &webhook else {
        panic!("{webhook:?}");
    };
    assert_eq!(order.data.id, 7);
    assert_eq!(order.data.at.unwrap().to_string(), "2024-05-01T10:00:00");
    assert_eq!(order.data.card.as_ref().unwrap().expose(), "4242");
    let shown = format!("{webhook:?}");
    assert!(!shown.contains("4242"), "{shown}");
    // All of it comes back, what nobody knows included.
    let back = serde_json::to_value(order).unwrap();
    assert_eq!(back, serde_json::from_slice::<serde_json::Value>(body).unwrap());
    let all = headers(&all);
    assert_eq!(Webhook::X_DELIVERY.read(&all).unwrap().as_deref(), Some("d-1"));
    assert_eq!(Webhook::X_ATTEMPT.read(&all).unwrap(), Some(2));
    let shipped = parse(&[], br#"{"type":"order.shipped","parcel":"p"}"#);
    assert_eq!(shipped.name(), Some(WebhookName::OrderShipped));
    // What the API takes for an answer can be made.
    let reply = serde_json::to_string(&Reply::new(true)).unwrap();
    assert_eq!(reply, r#"{"accepted":true}"#);
    let Webhook::Animal(Animal::Cat(cat)) = parse(&[], br#"{"kind":"cat","lives":9}"#) else {
        panic!("no cat");
    };
    assert_eq!(cat.lives, Some(9));
}

fn headers_that_name_events() {
    let event = |event, body: &[u8]| parse(&[("X-GitHub-Event", event)], body).name();
    let opened = br#"{"action":"opened","title":"a"}"#;
    assert_eq!(event("issues", opened), Some(WebhookName::IssuesOpened));
    assert_eq!(event("pull_request", opened), Some(WebhookName::PullRequestOpened));
    assert_eq!(event("ping", br#"{"zen":"Keep it simple."}"#), Some(WebhookName::Ping));
    assert_eq!(event("issues", br#"{"action":"deleted"}"#), None);
}

fn other_bodies() {
    let form = [("x-kind", "message"), ("content-type", "application/x-www-form-urlencoded")];
    let body = b"From=%2B49+1&NumMedia=2&Tags=a&Tags=b&Place%5BCity%5D=K%C3%B6ln&Extra=";
    let Webhook::Message(message) = parse(&form, body) else {
        panic!("no message");
    };
    assert_eq!((message.from.as_str(), message.num_media), ("+49 1", Some(2)));
    assert_eq!(message.tags.as_deref().unwrap(), ["a", "b"]);
    assert_eq!(message.place.as_ref().unwrap().city.as_deref(), Some("Köln"));
    assert_eq!(message.unknown_fields().get("Extra"), Some(&"".into()));
    let csv = [("x-kind", "report"), ("content-type", "text/csv; charset=iso-8859-1")];
    assert_eq!(parse(&csv, b"caf\xE9"), Webhook::Report("café".to_owned()));
    let image = [("x-kind", "image"), ("content-type", "image/png")];
    let Webhook::Photo(raw) = parse(&image, b"\x89PNG") else {
        panic!("no photo");
    };
    assert_eq!((raw.bytes().as_ref(), raw.media_type()), (&b"\x89PNG"[..], Some("image/png")));
}

fn names_that_the_receiver_knows() {
    let twin = headers(&[("x-kind", "twin")]);
    let error = Webhook::parse(&twin, b"{\"a\":1}").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Ambiguous);
    assert!(error.to_string().contains("`twin` or `other twin`"), "{error}");
    let other = Webhook::parse_as(WebhookName::OtherTwin, &twin, b"{\"a\":1}").unwrap();
    assert!(matches!(other, Webhook::OtherTwin(twin) if twin.a == Some(1)));
    let none = HeaderMap::new();
    let reached = Webhook::parse_as(WebhookName::Reached, &none, br#"{"challenge":"c"}"#).unwrap();
    assert!(matches!(reached, Webhook::Reached(payload) if payload.challenge == "c"));
}

fn what_is_not_a_webhook() {
    let body = br#"{"type":"order.lost","card":"4242"}"#;
    let unknown = parse(&[], body);
    assert!(!format!("{unknown:?}").contains("4242"));
    let Webhook::Unknown(raw) = unknown else {
        panic!("known");
    };
    assert_eq!(raw.bytes().as_ref(), body);
    for (pairs, body) in [
        (&[][..], r#"{"type":"order.created","data":{"id":"4242"}}"#),
        (&[][..], r#"{"type":"order.created","data":{"id":4242"#),
        (&[("x-kind", "message"), ("content-type", "application/x-www-form-urlencoded")][..], "NumMedia=4242"),
    ] {
        let error = Webhook::parse(&headers(pairs), body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert!(!format!("{error} {error:?}").contains("4242"), "{error}");
    }
}
