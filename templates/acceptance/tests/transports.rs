//! Transports that are not the built-in ones: one around another, and the services of tower.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;

use cloudflare_secrets_store::transport::{
    Body, BoxFuture, ReqwestTransport, TowerTransport, Transport, TransportError,
};
use cloudflare_secrets_store::{Client, ErrorKind};
use http::{Request, Response};
use secrets_store_acceptance::support::{ACCOUNT, builder, sample};
use secrets_store_acceptance::{Server, json};

struct Counted<T> {
    inner: T,
    sent: Arc<AtomicU32>,
}

impl<T: Transport> Transport for Counted<T> {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'static, Result<Response<Body>, TransportError>> {
        self.sent.fetch_add(1, SeqCst);
        self.inner.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.inner.sleep(duration)
    }
}

#[tokio::test]
async fn one_around_another_sees_every_attempt() {
    let busy = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n";
    let answers = vec![
        busy.to_owned(),
        json("200 OK", &sample("secrets-store-quota")),
    ];
    let server = Server::start(answers).unwrap();
    let sent = Arc::new(AtomicU32::new(0));
    let counted = Counted {
        inner: ReqwestTransport::new(true).unwrap(),
        sent: Arc::clone(&sent),
    };
    let client = builder(&server)
        .api_token("token")
        .transport(counted)
        .build()
        .unwrap();
    let response = client
        .secrets_store()
        .quota()
        .get()
        .send_with_response()
        .await
        .unwrap();
    assert_eq!((response.attempts(), sent.load(SeqCst)), (2, 2));
}

fn tower_client<S>(service: S) -> Client
where
    TowerTransport<S>: Transport,
{
    Client::builder()
        .account_id(ACCOUNT)
        .api_token("token")
        .transport(TowerTransport::new(service, tokio::time::sleep))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_layer_of_tower_limits_how_many_calls_run_at_once() {
    let (running, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let highest = Arc::clone(&most);
    let service = tower::service_fn(move |request: Request<Body>| {
        let (running, most) = (Arc::clone(&running), Arc::clone(&most));
        async move {
            assert_eq!(request.headers()["authorization"], "Bearer token");
            most.fetch_max(running.fetch_add(1, SeqCst) + 1, SeqCst);
            tokio::time::sleep(Duration::from_millis(5)).await;
            running.fetch_sub(1, SeqCst);
            Ok::<_, Infallible>(Response::new(sample("secrets-store-quota").into_bytes()))
        }
    });
    let limited = tower::ServiceBuilder::new()
        .concurrency_limit(2)
        .service(service);
    let client = tower_client(limited);
    let tasks: Vec<_> = (0..16)
        .map(|_| tokio::spawn(client.secrets_store().quota().get().send()))
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap().secrets.usage, 12);
    }
    assert_eq!(highest.load(SeqCst), 2);
}

#[tokio::test]
async fn a_service_of_tower_that_hangs_is_ended_in_time() {
    let service = tower::service_fn(|_: Request<Body>| {
        std::future::pending::<Result<Response<Body>, Infallible>>()
    });
    let client = tower_client(service);
    let quota = client.secrets_store().quota().get();
    let error = quota.timeout(Duration::from_millis(50)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}
