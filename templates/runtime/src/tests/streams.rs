//! What becomes of a body that is on its way: parts, limits of time, and connections that break.

#[cfg(feature = "blocking")]
mod blocking;

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{Method, StatusCode};

use crate::parts::download::Download;
use crate::parts::events::{Events, Text};
use crate::parts::lines::Lines;
use crate::runtime::{
    Api, Async, Body, BoxFuture, ClientBuilder, ErrorKind, Operation, Request, Session, Transport,
    TransportError, TransportPhase,
};

static API: Api = Api::new("Things", "https://a.example/v1");
static GET: Operation = Operation::new("things.get", Method::GET, "/things");

/// What the body of an answer does next.
enum Next {
    Part(&'static str),
    Wait(Duration),
    Break,
}

use Next::{Break, Part, Wait};

/// Answers with such a body, and counts how often it was asked to.
struct Play {
    headers: Vec<(&'static str, &'static str)>,
    script: Mutex<Option<Vec<Next>>>,
    sent: Arc<Mutex<u32>>,
}

struct Script {
    next: VecDeque<Next>,
    pause: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Stream for Script {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(pause) = &mut self.pause {
                std::task::ready!(pause.as_mut().poll(context));
                self.pause = None;
            }
            match self.next.pop_front() {
                None => return Poll::Ready(None),
                Some(Part(part)) => return Poll::Ready(Some(Ok(part.into()))),
                Some(Wait(pause)) => self.pause = Some(Box::pin(tokio::time::sleep(pause))),
                Some(Break) => {
                    let message = "reset with hunter2-token";
                    let error = TransportError::new(TransportPhase::Interrupted, message);
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl Transport for Play {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        *self.sent.lock().unwrap() += 1;
        let script = self.script.lock().unwrap().take().unwrap_or_default();
        let body = Body::stream(Script {
            next: script.into(),
            pause: None,
        });
        let mut answer = http::Response::new(body);
        for (name, value) in &self.headers {
            answer.headers_mut().insert(*name, value.parse().unwrap());
        }
        Box::pin(std::future::ready(Ok(answer)))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn session(
    headers: &[(&'static str, &'static str)],
    script: Vec<Next>,
) -> (Session<Async>, Arc<Mutex<u32>>) {
    let sent = Arc::new(Mutex::new(0));
    let play = Play {
        headers: headers.to_vec(),
        script: Mutex::new(Some(script)),
        sent: Arc::clone(&sent),
    };
    let builder = ClientBuilder::<Async>::new(&API).transport(play);
    let session = builder.timeout(Duration::from_secs(10)).max_body_size(16);
    (session.session().unwrap(), sent)
}

async fn download(headers: &[(&'static str, &'static str)], script: Vec<Next>) -> Download {
    let (session, _) = session(headers, script);
    Request::new(&session, &GET).send().await.unwrap()
}

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_download_that_breaks_is_an_error_and_not_an_end() {
    let mut broken = download(&[], vec![Part("ab"), Break]).await;
    assert_eq!(broken.next().await.unwrap().unwrap(), "ab");
    let error = broken.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert!(broken.next().await.is_none());

    let short = download(&[("content-length", "5")], vec![Part("ab")]).await;
    let error = short.bytes().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(
        error.to_string().contains("3 bytes before its end"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_download_has_the_time_of_the_call() {
    let slow = || (0..8).flat_map(|_| [Wait(2 * SECOND), Part("x")]).collect();
    let error = download(&[], slow()).await.bytes().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    let fast = vec![Wait(4 * SECOND), Part("x"), Wait(4 * SECOND), Part("y")];
    assert_eq!(download(&[], fast).await.bytes().await.unwrap(), "xy");
}

#[tokio::test(start_paused = true)]
async fn a_download_that_is_kept_has_a_limit_and_one_that_is_not_has_none() {
    let large = || vec![Part("0123456789"), Part("0123456789")];
    let error = download(&[], large()).await.bytes().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    let announced = download(&[("content-length", "17")], Vec::new()).await;
    let error = announced.bytes().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    let mut parts = download(&[], large()).await;
    let mut length = 0;
    while let Some(part) = parts.next().await {
        length += part.unwrap().len();
    }
    assert_eq!(length, 20);
}

#[tokio::test(start_paused = true)]
async fn a_file_is_there_as_a_whole_or_not_at_all() {
    let folder = std::env::temp_dir().join(format!("incoming-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("file");
    let broken = download(&[], vec![Part("ab"), Break]).await;
    let error = broken.save(&path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    let whole = download(&[], vec![Part("ab"), Part("c")]).await;
    assert_eq!(whole.save(&path).await.unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"abc");
    let nowhere = download(&[], vec![Part("ab")]).await;
    let error = nowhere.save(folder.join("none/file")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test(start_paused = true)]
async fn only_pauses_between_events_are_limited() {
    let script = (0..8).flat_map(|_| [Wait(9 * SECOND), Part("data: x\n\n")]);
    let script = script.chain([Wait(9 * SECOND), Part(": alive\n")]);
    let script = script.chain([Wait(9 * SECOND), Part("data: y\n\n"), Wait(11 * SECOND)]);
    let (session, sent) = session(&[], script.collect());
    let mut events: Events<String, Async, Text> =
        Request::new(&session, &GET).send().await.unwrap();
    for _ in 0..8 {
        assert_eq!(events.next().await.unwrap().unwrap().data, "x");
    }
    assert_eq!(events.next().await.unwrap().unwrap().data, "y");
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(
        error.to_string().contains("nothing came for 10s"),
        "{error}"
    );
    assert!(events.next().await.is_none());
    assert_eq!(
        *sent.lock().unwrap(),
        1,
        "a stream that has begun is not sent again"
    );
}

#[tokio::test(start_paused = true)]
async fn an_event_that_trickles_in_runs_out_of_time() {
    let script = (0..8).flat_map(|_| [Wait(4 * SECOND), Part("d")]).collect();
    let (session, _) = session(&[], script);
    let mut events: Events<String, Async, Text> =
        Request::new(&session, &GET).send().await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn an_error_ends_a_stream() {
    let (broken, sent) = session(&[], vec![Part("1\n2"), Break, Part("\n3\n")]);
    let mut lines: Lines<i64> = Request::new(&broken, &GET).send().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    let error = lines.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(lines.next().await.is_none());
    assert_eq!(*sent.lock().unwrap(), 1);

    let (wrong, _) = session(&[], vec![Part("1\n\"x\"\n3\n")]);
    let mut lines: Lines<i64> = Request::new(&wrong, &GET).send().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    assert_eq!(
        lines.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Decode
    );
    assert!(lines.next().await.is_none());

    let (large, _) = session(&[], vec![Part("data: 0123456789\ndata: 0123456789\n\n")]);
    let mut events: Events<String, Async, Text> = Request::new(&large, &GET).send().await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert!(events.next().await.is_none());
}
