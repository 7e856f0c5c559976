//! What only calls that do not block can do: be spawned, be dropped, go through a transport of the caller's.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use futures_core::Stream;
use openapi_client_runtime::example::{Client, CreateNote, Note};
use openapi_client_runtime::{
    Body, BoxFuture, Error, ErrorKind, Items, Transport, TransportError, TransportPhase,
};

use crate::asynchronous::go;
use crate::support::{Reply, Server};

fn client(server: &Server) -> Client {
    let builder = Client::builder().api_token("t").account_id("acc");
    builder.base_url(server.url()).build().unwrap()
}

#[test]
fn calls_and_streams_can_be_spawned() {
    fn assert<T: Send + Sync + Clone + 'static>(_: &T) {}
    let server = Server::start([Reply::ok(r#"{"id":"n"}"#), Reply::ok(r#"[{"id":"a"}]"#)]);
    let client = client(&server);
    assert(&client);
    let notes = client.notes();
    assert(&notes);
    go(async move {
        let note = tokio::spawn(notes.get("n").into_future())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(note.id, "n");
        let mut items: Items<Note> = notes.list().items();
        let first = tokio::spawn(async move { items.next().await })
            .await
            .unwrap();
        assert_eq!(first.unwrap().unwrap().id, "a");
        let all = tokio::spawn(notes.list().all());
        assert!(all.await.unwrap().is_err());
    });
}

#[test]
fn a_request_can_be_awaited_as_it_is() -> Result<(), Error> {
    let server = Server::start([Reply::ok(r#"{"id":"n"}"#)]);
    let note = go(async { client(&server).notes().get("n").await })?;
    assert_eq!(note.id, "n");
    Ok(())
}

#[test]
fn items_are_a_stream() {
    fn poll<S: Stream + Unpin>(stream: &mut S) -> impl Future<Output = Option<S::Item>> {
        std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context))
    }
    let server = Server::start([
        Reply::json(
            200,
            r#"{"result":[{"id":"a"},{"id":"b"}],"result_info":{"total_pages":2}}"#,
        ),
        Reply::json(
            200,
            r#"{"result":[{"id":"c"}],"result_info":{"page":2,"total_pages":2}}"#,
        ),
    ]);
    let mut items = client(&server).notes().list().items();
    let ids = go(async {
        let mut ids = String::new();
        while let Some(item) = poll(&mut items).await {
            ids.push_str(&item.unwrap().id);
        }
        assert!(poll(&mut items).await.is_none());
        ids
    });
    assert_eq!(ids, "abc");
}

#[test]
fn outside_of_a_runtime_a_call_is_an_error() {
    let server = Server::start([]);
    let mut call = client(&server).notes().get("n").send();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(result) = Pin::new(&mut call).poll(&mut context) else {
        panic!("nothing here waits");
    };
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains("tokio runtime"), "{error}");
    assert!(server.requests().is_empty());
}

type Answer = Result<http::Response<Body>, TransportError>;

/// Answers from memory and keeps what it is sent; a pause is over at once.
#[derive(Clone, Default)]
struct Canned {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    requests: Arc<Mutex<Vec<http::Request<Body>>>>,
    slept: Arc<Mutex<Vec<Duration>>>,
}

impl Transport for Canned {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        self.requests.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async move {
            match answer {
                Some(answer) => answer,
                None => std::future::pending().await,
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.slept.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

#[test]
fn a_call_goes_through_a_transport_of_the_callers() {
    let transport = Canned::default();
    transport.answers.lock().unwrap().extend([
        Err(TransportError::new(
            TransportPhase::Connect,
            "no route with hunter2-token",
        )),
        Ok(http::Response::new(Body::from(
            r#"{"success":true,"result":{"id":"n"}}"#,
        ))),
    ]);
    let builder = Client::builder()
        .api_token("hunter2-token")
        .account_id("acc");
    let client = builder.transport(transport.clone()).build().unwrap();
    // No runtime is needed for it.
    let future = client
        .notes()
        .create(CreateNote::new("a", "b"))
        .send_with_response();
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(response) = future.as_mut().poll(&mut context) else {
        panic!("nothing here waits");
    };
    assert_eq!(response.unwrap().attempts(), 2);
    let last = transport.requests.lock().unwrap().pop().unwrap();
    assert_eq!(
        last.uri(),
        "https://api.notes.example/v4/accounts/acc/notes"
    );
    assert_eq!(
        last.body().as_bytes().unwrap(),
        r#"{"title":"a","password":"b"}"#
    );

    // There is no answer any more, and the time for it is over at once.
    let future = client.notes().get("n").max_retries(0).send();
    let mut future = std::pin::pin!(future);
    let Poll::Ready(result) = future.as_mut().poll(&mut context) else {
        panic!("nothing here waits");
    };
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Timeout);
}
