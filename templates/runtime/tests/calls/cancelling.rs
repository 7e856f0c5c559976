//! Calls that are dropped before they are done: nothing of them goes on, and those after them are none the wiser.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use openapi_client_runtime::example::{Client, CreateNote};
use tokio::runtime::Runtime;
use tokio::time::{sleep, timeout};

use crate::support::{Reply, Server};

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 37\r\n\r\n";
const NOTE: &str = r#"{"success":true,"result":{"id":"n1"}}"#;

/// So long an answer takes on this machine at most.
const MOMENT: Duration = Duration::from_millis(100);

/// A runtime whose tasks are those of one test alone.
fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn client(server: &Server) -> Client {
    let builder = Client::builder().api_token("t").account_id("acc");
    builder.base_url(server.url()).build().unwrap()
}

/// Waits until no more than `most` tasks are left.
async fn settle(runtime: &Runtime, most: usize) {
    let alive = || runtime.metrics().num_alive_tasks();
    for _ in 0..100 {
        if alive() <= most {
            break;
        }
        sleep(Duration::from_millis(10)).await;
    }
    assert!(alive() <= most, "{} tasks are left", alive());
}

#[test]
fn a_call_that_is_dropped_anywhere_leaves_nothing_behind() {
    let body = format!("{HEAD}{NOTE}");
    let busy = Reply::failure(503, 1, "busy").header("retry-after", "30");
    for (name, reply, connections) in [
        ("before the answer", Reply::stalled(""), 2),
        ("in the head", Reply::stalled(&body[..20]), 2),
        ("after the head", Reply::stalled(HEAD), 2),
        ("in the body", Reply::stalled(&body[..body.len() - 1]), 2),
        ("in the pause", busy, 1),
    ] {
        let server = Server::start([reply, Reply::ok(r#"{"id":"n2"}"#)]);
        let runtime = runtime();
        runtime.block_on(async {
            let client = client(&server);
            let mut call = client.notes().get("n").into_future();
            while server.requests().is_empty() {
                assert!(timeout(MOMENT, &mut call).await.is_err(), "{name}");
            }
            assert!(timeout(MOMENT, call).await.is_err(), "{name}");
            // Only a connection that waits for the next call may be left, with what looks after such connections.
            settle(&runtime, if connections == 1 { 2 } else { 0 }).await;
            sleep(MOMENT).await;
            assert_eq!(server.requests().len(), 1, "{name}");

            let create = client.notes().create(CreateNote::new("a", "b"));
            let response = create.send_with_response().await.unwrap();
            assert_eq!(
                (response.value().id.as_str(), response.attempts()),
                ("n2", 1)
            );
            assert_eq!(server.connections(), connections, "{name}");
            drop(client);
            settle(&runtime, 0).await;
        });
    }
}

/// Polls a future so often, whenever it wants to be, and drops it then. Whether it was done before.
async fn poll_for<F: Future>(future: F, most: usize) -> bool {
    let mut future = pin!(future);
    let mut polled = 0;
    std::future::poll_fn(|context| {
        if polled == most {
            return Poll::Ready(false);
        }
        polled += 1;
        match future.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending if polled == most => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

#[test]
fn a_call_that_is_dropped_after_any_poll_does_no_harm() {
    let mut polls = 0;
    loop {
        let pieces = format!("{HEAD}{NOTE}");
        let server = Server::start([
            Reply::new(302, "text/plain", "moved").header("location", "/there"),
            Reply::failure(503, 1, "busy").header("retry-after-ms", "5"),
            Reply::raw(&pieces).after(Duration::from_millis(5)),
        ]);
        let runtime = runtime();
        let done = runtime.block_on(async {
            let client = client(&server);
            let done = poll_for(client.notes().get("n").into_future(), polls).await;
            sleep(Duration::from_millis(20)).await;
            let sent = server.requests().len();
            sleep(Duration::from_millis(20)).await;
            assert_eq!(server.requests().len(), sent, "after {polls} polls");
            // What the script has left is answered to whoever comes next.
            for _ in sent..3 {
                let _ = client.notes().get("n").max_retries(0).await;
            }
            assert!(client.notes().get("n").max_retries(0).await.is_err());
            drop(client);
            settle(&runtime, 0).await;
            done
        });
        if done {
            break;
        }
        polls += 1;
    }
    assert!(
        polls > 4,
        "there are at least as many points to wait at: {polls}"
    );
}

#[test]
fn waiting_for_a_page_can_be_given_up_and_taken_up_again() {
    let page = Reply::json(
        200,
        r#"{"result":[{"id":"a"}],"result_info":{"total_pages":1}}"#,
    );
    let server = Server::start([page.after(MOMENT * 2)]);
    runtime().block_on(async {
        let mut pages = client(&server).notes().list().pages();
        assert!(timeout(MOMENT, pages.next()).await.is_err());
        let page = pages.next().await.unwrap().unwrap();
        assert_eq!(page.items().len(), 1);
        assert!(pages.next().await.is_none());
    });
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn pages_that_are_dropped_end_their_call() {
    let server = Server::start([Reply::stalled("")]);
    let runtime = runtime();
    runtime.block_on(async {
        let client = client(&server);
        let mut items = client.notes().list().items();
        assert!(timeout(MOMENT, items.next()).await.is_err());
        drop(items);
        settle(&runtime, 0).await;
    });
}

#[test]
fn many_calls_that_are_dropped_use_up_nothing() {
    let server = Server::start((0..50).map(|_| Reply::stalled(HEAD)));
    let runtime = runtime();
    runtime.block_on(async {
        let client = client(&server);
        let calls: Vec<_> = (0..50)
            .map(|_| tokio::spawn(client.notes().get("n").into_future()))
            .collect();
        while server.requests().len() < 50 {
            sleep(Duration::from_millis(10)).await;
        }
        for call in &calls {
            call.abort();
        }
        drop(calls);
        settle(&runtime, 0).await;
    });
}
