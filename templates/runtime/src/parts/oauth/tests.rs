//! Tokens without a server: when one is fetched, who waits, when it is fetched anew.

use std::time::UNIX_EPOCH;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::*;
use crate::runtime::{
    Api, Async, Body, BoxFuture, ClientBuilder, Credential, CredentialPart, Request, Transport,
    TransportError,
};

static API: Api = Api::new("Things", "https://a.example/v1")
    .credentials(&[Credential::new("oauth", &[CredentialPart::bearer("oauth")])]);

fn make(with: ClientCredentials, url: &'static str) -> Result<Credentials, String> {
    with.into_make(url)(&API, 0, &Uri::from_static("https://a.example/v1"))
}

fn tokens() -> Arc<dyn Tokens> {
    let with = ClientCredentials::new("id", "hunter2").scopes(["read", "write"]);
    let made = make(with, "https://login.example/token").unwrap();
    made.tokens.unwrap()
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn answer(body: &str) -> Answer {
    Answer {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(body.as_bytes()),
        attempts: 1,
    }
}

fn fetch(tokens: &Arc<dyn Tokens>, seconds: u64) -> (Box<Draft>, Box<dyn Ticket>) {
    match Arc::clone(tokens).ask(at(seconds)) {
        Ask::Fetch(draft, ticket) => (draft, ticket),
        Ask::Ready(_) => panic!("there is a token at {seconds}"),
        Ask::Wait(_) => panic!("somebody fetches at {seconds}"),
    }
}

fn ready(tokens: &Arc<dyn Tokens>, seconds: u64) -> String {
    match Arc::clone(tokens).ask(at(seconds)) {
        Ask::Ready(token) => token.headers[0].1.to_str().unwrap().to_owned(),
        _ => panic!("there is no token at {seconds}"),
    }
}

#[test]
fn a_token_is_kept_until_shortly_before_its_end() {
    let tokens = tokens();
    let (draft, ticket) = fetch(&tokens, 0);
    assert_eq!(draft.target.clone().unwrap(), "https://login.example/token");
    let body = r#"{"access_token": "t1", "token_type": "Bearer", "expires_in": "3600", "x": {}}"#;
    ticket.take(&answer(body), at(0)).unwrap();
    drop(ticket);
    assert_eq!(ready(&tokens, 3539), "Bearer t1");
    let (_, ticket) = fetch(&tokens, 3540);
    assert_eq!(
        ready(&tokens, 3541),
        "Bearer t1",
        "another call fetches the next"
    );
    assert!(matches!(Arc::clone(&tokens).ask(at(3600)), Ask::Wait(_)));
    ticket
        .take(
            &answer(r#"{"access_token": "t2", "expires_in": 10}"#),
            at(3600),
        )
        .unwrap();
    drop(ticket);
    assert_eq!(ready(&tokens, 3608), "Bearer t2");
    fetch(&tokens, 3609);
}

#[test]
fn one_call_fetches_and_the_others_wait_until_it_is_done_or_dropped() {
    let tokens = tokens();
    let (_, ticket) = fetch(&tokens, 0);
    let Ask::Wait(wait) = Arc::clone(&tokens).ask(at(0)) else {
        panic!("somebody fetches");
    };
    let mut context = Context::from_waker(Waker::noop());
    assert!(wait.poll(&mut context).is_pending());
    drop(ticket);
    assert!(wait.poll(&mut context).is_ready());
    fetch(&tokens, 0);
}

#[test]
fn a_refused_token_is_forgotten_unless_there_is_another_already() {
    let tokens = tokens();
    let (_, ticket) = fetch(&tokens, 0);
    let first = ticket
        .take(&answer(r#"{"access_token": "t1"}"#), at(0))
        .unwrap();
    drop(ticket);
    assert_eq!(
        ready(&tokens, 1_000_000_000),
        "Bearer t1",
        "it never runs out"
    );
    tokens.refuse(&first);
    let (_, ticket) = fetch(&tokens, 0);
    ticket
        .take(&answer(r#"{"access_token": "t2"}"#), at(0))
        .unwrap();
    drop(ticket);
    tokens.refuse(&first);
    assert_eq!(ready(&tokens, 0), "Bearer t2");
}

#[test]
fn answers_without_a_token_are_refused_without_a_repeat() {
    for (body, message) in [
        ("hunter2", "the answer holds no token"),
        (r#"{"token": "hunter2"}"#, "no `access_token`"),
        (r#"{"access_token": " "}"#, "no `access_token`"),
        (
            r#"{"access_token": "hunter2\n\u0001"}"#,
            "fits in no header",
        ),
        (
            r#"{"access_token": "hunter2", "token_type": "mac"}"#,
            "not `bearer`",
        ),
    ] {
        let tokens = tokens();
        let (_, ticket) = fetch(&tokens, 0);
        let error = ticket.take(&answer(body), at(0)).err().unwrap();
        assert!(
            error.contains(message) && !error.contains("hunter2"),
            "{error}"
        );
        drop(ticket);
        fetch(&tokens, 0);
    }
}

#[test]
fn the_token_url_is_safe_or_refused() {
    let with = || ClientCredentials::new("id", "hunter2");
    for (url, expected) in [
        ("/token", "https://a.example/token"),
        ("http://127.0.0.1:9/token", "http://127.0.0.1:9/token"),
    ] {
        let made = make(with(), url).unwrap().tokens.unwrap();
        assert_eq!(fetch(&made, 0).0.target.clone().unwrap(), expected);
    }
    for url in [
        "http://login.example/token",
        "ftp://a",
        "",
        "https://user@login.example/",
    ] {
        let error = make(with().token_url(url), "https://a").err();
        assert!(error.unwrap().contains("token URL"), "{url}");
    }
    assert!(make(ClientCredentials::new("id", " "), "https://a").is_err());
}

#[test]
fn nothing_shows_the_secret() {
    let with = ClientCredentials::new("id", "hunter2")
        .in_body()
        .parameter("audience", "a b");
    assert!(!format!("{with:?}").contains("hunter2"));
    let builder = ClientBuilder::<Async>::new(&API).fetch_tokens(0, with, "https://a");
    assert!(!format!("{builder:?}").contains("hunter2"));
}

/// Answers requests for tokens after a pause, and all others that carry the token.
struct Service(Arc<std::sync::atomic::AtomicUsize>);

impl Transport for Service {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let is_token = request.uri().path() == "/token";
        let authorization = request.headers().get("authorization").cloned();
        if is_token {
            self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        }
        Box::pin(async move {
            let body = if is_token {
                for _ in 0..100 {
                    tokio::task::yield_now().await;
                }
                r#"{"access_token": "t1", "expires_in": 3600}"#
            } else {
                assert_eq!(authorization.unwrap(), "Bearer t1");
                "{}"
            };
            Ok(http::Response::new(Body::from(Bytes::from(body))))
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

static CALL: Operation = Operation::new("call", Method::GET, "/things").no_envelope();

#[tokio::test]
async fn concurrent_calls_share_one_token_also_where_the_first_is_dropped() {
    let count = Arc::default();
    let with = ClientCredentials::new("id", "hunter2");
    let session = ClientBuilder::<Async>::new(&API)
        .transport(Service(Arc::clone(&count)))
        .fetch_tokens(0, with, "https://login.example/token")
        .session()
        .unwrap();
    let call = || Request::<serde_json::Value>::new(&session, &CALL).send();
    // It begins to fetch, and goes away.
    let mut dropped = Box::pin(call());
    let mut context = Context::from_waker(Waker::noop());
    assert!(dropped.as_mut().poll(&mut context).is_pending());
    drop(dropped);
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(call())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(count.load(std::sync::atomic::Ordering::SeqCst), 2);
}
