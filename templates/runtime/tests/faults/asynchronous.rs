//! The scenarios with calls that are futures.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use openapi_client_runtime::example::{Client, Note};
use openapi_client_runtime::{
    Body, BoxFuture, Error, Page, Pages, ReqwestTransport, Transport, TransportError,
};
use reqwest::{Certificate, redirect, retry};

use crate::stage::Stage;

#[path = "play.rs"]
mod calls;

pub use calls::play;

fn go<F: Future>(work: F) -> F::Output {
    thread_local! {
        static RUNTIME: RefCell<tokio::runtime::Runtime> = RefCell::new(
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
        );
    }
    // On this thread alone, where somebody listens to what is traced.
    RUNTIME.with_borrow(|runtime| runtime.block_on(work))
}

fn gather(mut pages: Pages<Note>) -> Vec<Result<Page<Note>, Error>> {
    go(async {
        let mut all = Vec::new();
        while let Some(page) = pages.next().await {
            all.push(page);
        }
        all
    })
}

/// Nothing happens for a while, but for what goes on behind the calls.
fn idle(time: Duration) {
    go(async { tokio::time::sleep(time).await });
}

fn transport(stage: &Stage) -> Paced<ReqwestTransport> {
    let below = match &stage.root {
        None => ReqwestTransport::new(true).unwrap(),
        Some(root) => {
            let builder = reqwest::Client::builder()
                .tls_backend_rustls()
                .tls_certs_only([Certificate::from_der(root).unwrap()])
                .redirect(redirect::Policy::none())
                .retry(retry::never())
                .no_proxy();
            builder.build().unwrap().into()
        }
    };
    Paced {
        below,
        sent: Arc::default(),
        pauses: Arc::clone(&stage.pauses),
        real: stage.case.client.real_pauses,
    }
}

/// Notes the pauses between attempts, and makes nothing of them unless they are real.
struct Paced<T> {
    below: T,
    sent: Arc<AtomicU64>,
    pauses: Arc<Mutex<Vec<Duration>>>,
    real: bool,
}

impl<T: Transport> Transport for Paced<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        self.below.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let before = self.sent.load(Ordering::Relaxed);
        let sent = Arc::clone(&self.sent);
        let pauses = Arc::clone(&self.pauses);
        let sleep = self.below.sleep(duration);
        let real = self.real;
        Box::pin(async move {
            // What limits an attempt is waited for after the attempt has begun, a pause at once.
            let is_pause = sent.load(Ordering::Relaxed) == before;
            if is_pause {
                pauses.lock().unwrap().push(duration);
            }
            if real || !is_pause {
                sleep.await;
            }
        })
    }
}
