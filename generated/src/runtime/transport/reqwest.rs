//! The transport of async calls: reqwest, with everything turned off that the runtime decides itself.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, retry};
use tokio::runtime::Handle;

use super::{Body, BoxFuture, Transport, TransportError, TransportPhase};

/// Sends requests with reqwest, over connections that are kept and shared. Needs a tokio runtime with I/O and time.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(Client);

impl ReqwestTransport {
    /// The transport that a client uses unless it is given another one.
    ///
    /// The proxy of the system is used unless the server is on this machine, which is what `loopback` tells.
    pub fn new(loopback: bool) -> Result<Self, TransportError> {
        let mut builder = Client::builder()
            .redirect(Policy::none())
            .retry(retry::never())
            .referer(false)
            // Another crate may turn these on for everybody.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        // Neither do others choose the library that TLS is done with.
        #[cfg(feature = "rustls")]
        {
            builder = builder.tls_backend_rustls();
        }
        #[cfg(not(feature = "rustls"))]
        {
            builder = builder.tls_backend_native();
        }
        if loopback {
            builder = builder.no_proxy();
        }
        let client = builder.build();
        client
            .map(Self)
            .map_err(|error| TransportError::new(TransportPhase::Tls, describe(&error)))
    }
}

/// Takes a client with settings of its own, such as a proxy or a certificate. It must have been built with
/// `redirect(Policy::none())` and `retry(retry::never())`, and without decompression.
impl From<Client> for ReqwestTransport {
    fn from(client: Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let client = self.0.clone();
        Box::pin(async move {
            if Handle::try_current().is_err() {
                // Below, this would be a panic.
                let message = "the built-in transport works in a tokio runtime only";
                return Err(TransportError::new(TransportPhase::Connect, message));
            }
            let mut response = client.execute(convert(request)?).await.map_err(explain)?;
            let mut answer = http::Response::new(Body::empty());
            *answer.status_mut() = response.status();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            *answer.body_mut() = Body::stream(Parts(response.bytes_stream()));
            Ok(answer)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            // Outside of a runtime there is no call either that would have to wait.
            if Handle::try_current().is_ok() {
                tokio::time::sleep(duration).await;
            }
        })
    }
}

/// The same request for reqwest.
fn convert(request: http::Request<Body>) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    // A method that is meant to have a body says with a length of 0 that it has none; the others say nothing.
    let is_meant_to_have_one = [Method::POST, Method::PUT, Method::PATCH].contains(&parts.method);
    let length = match body.as_bytes() {
        Some(_) if body.is_empty() => is_meant_to_have_one.then_some(0),
        // Bytes say for themselves how many they are.
        Some(_) => None,
        None => body.length(),
    };
    let is_empty = body.is_empty();
    let body = match body.as_bytes() {
        Some(bytes) => bytes.clone().into(),
        None => reqwest::Body::wrap_stream(body),
    };
    let request = http::Request::from_parts(parts, body);
    let mut request = reqwest::Request::try_from(request).map_err(|error| {
        TransportError::new(TransportPhase::Connect, describe(&error.without_url()))
    })?;
    if is_empty {
        *request.body_mut() = None;
    }
    if let Some(length) = length {
        request
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(request)
}

/// The body of an answer in its parts.
struct Parts<S>(S);

impl<S: Stream<Item = reqwest::Result<Bytes>> + Unpin> Stream for Parts<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let part = ready!(Pin::new(&mut self.0).poll_next(context));
        Poll::Ready(part.map(|part| part.map_err(explain)))
    }
}

/// Finds out how far a request came.
fn explain(error: reqwest::Error) -> TransportError {
    // The address may hold what must not be seen.
    let error = error.without_url();
    let message = describe(&error);
    let phase = if error.is_connect() {
        if is_tls(&error) {
            TransportPhase::Tls
        } else {
            TransportPhase::Connect
        }
    } else if is_unsent(&error) {
        TransportPhase::Connect
    } else if error.is_timeout() {
        TransportPhase::Timeout
    } else {
        TransportPhase::Interrupted
    };
    TransportError::new(phase, message)
}

/// An error and what caused it, in one line: each cause that the line does not tell already.
fn describe(error: &(dyn Error + 'static)) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !line.contains(&text) {
            line.push_str(": ");
            line.push_str(&text);
        }
        cause = error.source();
    }
    line
}

/// Everything in an error that is an error, inner ones of I/O errors too, which `source` passes over.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    let mut found = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        found.push(error);
        next = match error.downcast_ref().map(io::Error::get_ref) {
            Some(Some(inner)) => Some(inner),
            _ => error.source(),
        };
    }
    found
}

/// Whether the server is there, but TLS with it is not possible, so that trying again is of no use.
fn is_tls(error: &(dyn Error + 'static)) -> bool {
    let causes = causes(error);
    let mut from_the_last = causes.iter().rev();
    if let Some(error) = from_the_last.find_map(|cause| cause.downcast_ref::<io::Error>()) {
        // That is what rustls calls everything that is wrong with what the server says; the rest is the network's.
        return error.kind() == io::ErrorKind::InvalidData;
    }
    // The system's own library says it in words alone.
    causes.iter().any(|cause| {
        let text = cause.to_string().to_ascii_lowercase();
        ["certificate", "ssl", "tls"]
            .iter()
            .any(|word| text.contains(word))
    })
}

/// Whether no server can have acted although there was a connection.
fn is_unsent(error: &(dyn Error + 'static)) -> bool {
    // The layers below keep their types to themselves; should their words change, the request counts as sent.
    causes(error).iter().any(|cause| {
        let text = cause.to_string();
        // The connection was closed before the request was written to it.
        text == "client error (Canceled)"
            // HTTP/2: the server says that it has not looked at the request.
            || text == "stream error received: refused stream before processing any application logic"
    })
}
