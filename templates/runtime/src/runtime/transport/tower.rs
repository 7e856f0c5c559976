//! A `tower::Service` as a transport.

use std::error;
use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use tower_service::Service;

use super::{Body, BoxFuture, Transport, TransportError, TransportPhase};

/// Sends requests with a `tower::Service`, so that its layers can be put around them.
///
/// Layers must not follow redirects or send a request again of their own: that is the client's business.
#[derive(Clone)]
pub struct TowerTransport<S> {
    service: S,
    sleep: Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>,
}

impl<S> TowerTransport<S> {
    /// A transport that clones `service` for each request, and waits with `sleep`, such as `tokio::time::sleep`.
    ///
    /// A service that was not ready counts as one without a connection. Where a call of it fails with a
    /// [`TransportError`], that error says how far the request came; after any other error the server may have acted.
    pub fn new<F>(service: S, sleep: impl Fn(Duration) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self {
            service,
            sleep: Arc::new(move |duration| Box::pin(sleep(duration))),
        }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Future: Send + 'static,
    S::Error: Into<Box<dyn error::Error + Send + Sync>>,
    B: Into<Body>,
{
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let mut service = self.service.clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(|error| explain(error.into(), TransportPhase::Connect))?;
            let answered = service.call(request).await;
            answered
                .map(|response| response.map(Into::into))
                .map_err(|error| explain(error.into(), TransportPhase::Interrupted))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (self.sleep)(duration)
    }
}

fn explain(error: Box<dyn error::Error + Send + Sync>, phase: TransportPhase) -> TransportError {
    match error.downcast() {
        Ok(known) => *known,
        Err(unknown) => TransportError::new(phase, unknown.to_string()),
    }
}

impl<S> Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll};

    use super::*;

    /// Answers with the bytes of the path, once it is ready, or fails in one of three ways.
    #[derive(Clone)]
    struct Echo {
        is_ready: bool,
        error: Option<&'static str>,
    }

    impl Service<http::Request<Body>> for Echo {
        type Response = http::Response<Vec<u8>>;
        type Error = Box<dyn error::Error + Send + Sync>;
        type Future = std::future::Ready<Result<Self::Response, Self::Error>>;

        fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
            if self.is_ready {
                return Poll::Ready(match self.error {
                    Some("not ready") => Err("not ready".into()),
                    _ => Ok(()),
                });
            }
            self.is_ready = true;
            context.waker().wake_by_ref();
            Poll::Pending
        }

        fn call(&mut self, request: http::Request<Body>) -> Self::Future {
            assert!(self.is_ready, "it was called before it was ready");
            std::future::ready(match self.error {
                None => Ok(http::Response::new(request.uri().path().into())),
                Some("known") => {
                    let known = TransportError::new(TransportPhase::Timeout, "known");
                    Err(Box::new(known) as Self::Error)
                }
                Some(other) => Err(other.into()),
            })
        }
    }

    async fn send(error: Option<&'static str>) -> Result<Body, TransportError> {
        let is_ready = false;
        let transport = TowerTransport::new(Echo { is_ready, error }, |_| std::future::ready(()));
        transport.sleep(Duration::from_secs(60)).await;
        let mut request = http::Request::new(Body::empty());
        *request.uri_mut() = http::Uri::from_static("https://example.com/a/b");
        transport.send(request).await.map(http::Response::into_body)
    }

    #[tokio::test]
    async fn a_service_answers_once_it_is_ready() {
        let body = send(None).await.unwrap();
        assert_eq!(body.as_bytes().unwrap().as_ref(), b"/a/b");
    }

    #[tokio::test]
    async fn an_error_says_how_far_the_request_came() {
        for (error, phase) in [
            ("not ready", TransportPhase::Connect),
            ("known", TransportPhase::Timeout),
            ("broken", TransportPhase::Interrupted),
        ] {
            let expected = TransportError::new(phase, error);
            assert_eq!(send(Some(error)).await.unwrap_err(), expected);
        }
    }
}
