//! The transport of blocking calls: ureq, with everything turned off that the runtime decides itself.

use std::io::{self, Read};
use std::time::Duration;

use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};
use ureq::{Agent, AsSendBody, BodyReader, SendBody};

use super::{BlockingTransport, Body, TransportError, TransportPhase};

/// So many connections are kept for the next call; a client mostly talks to one host, from as many threads as there are.
const IDLE: usize = 64;

/// Sends requests with ureq, over HTTP/1.1 connections that are kept and shared.
#[derive(Clone, Debug)]
pub struct UreqTransport(Agent);

impl UreqTransport {
    /// The transport that a client uses unless it is given another one.
    ///
    /// The proxy of the environment is used unless the server is on this machine, which is what `loopback` tells.
    pub fn new(loopback: bool) -> Self {
        let provider = if cfg!(all(feature = "native-tls", not(feature = "rustls"))) {
            TlsProvider::NativeTls
        } else {
            TlsProvider::Rustls
        };
        let tls = TlsConfig::builder()
            .provider(provider)
            .root_certs(RootCerts::PlatformVerifier);
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .max_idle_connections(IDLE)
            .max_idle_connections_per_host(IDLE)
            .tls_config(tls.build());
        if loopback {
            config = config.proxy(None);
        }
        let connector = DefaultConnector::new().chain(Strict(()));
        let resolver = DefaultResolver::default();
        Self(Agent::with_parts(config.build(), connector, resolver))
    }
}

/// Takes an agent with settings of its own, such as a proxy or a certificate. It must have been built with
/// `http_status_as_error(false)`, `max_redirects(0)` and `max_redirects_will_error(false)`.
///
/// Unlike the transport of [`UreqTransport::new`], such an agent takes a broken connection for the end of a body that
/// announced no length and is not chunked, so that a cut download of that kind goes unnoticed.
impl From<Agent> for UreqTransport {
    fn from(agent: Agent) -> Self {
        Self(agent)
    }
}

/// What the time is limited of.
#[derive(Clone, Copy)]
enum Limit {
    /// All of it, with the body.
    Whole(Option<Duration>),
    /// Each step up to the head of the answer, and then each wait for more of the body.
    Pause(Duration),
}

impl UreqTransport {
    fn limit<S: AsSendBody>(&self, request: http::Request<S>, limit: Limit) -> http::Request<S> {
        let request = self.0.configure_request(request);
        match limit {
            Limit::Whole(timeout) => request.timeout_global(timeout),
            Limit::Pause(pause) => request
                .timeout_resolve(Some(pause))
                .timeout_connect(Some(pause))
                .timeout_send_request(Some(pause))
                .timeout_send_body(Some(pause))
                .timeout_recv_response(Some(pause))
                .timeout_per_read(Some(pause)),
        }
        .build()
    }

    fn run(
        &self,
        request: http::Request<Body>,
        limit: Limit,
    ) -> Result<http::Response<Box<dyn Read + Send>>, TransportError> {
        let (mut parts, body) = request.into_parts();
        let wants_length = [Method::POST, Method::PUT, Method::PATCH].contains(&parts.method);
        let response = if body.is_empty() && !wants_length {
            let request = http::Request::from_parts(parts, ());
            self.0.run(self.limit(request, limit))
        } else if let Some(bytes) = body.as_bytes() {
            let request = http::Request::from_parts(parts, bytes.as_ref());
            self.0.run(self.limit(request, limit))
        } else {
            if let Some(length) = body.length() {
                let length = HeaderValue::from(length);
                parts.headers.insert(CONTENT_LENGTH, length);
            }
            let patience = match limit {
                Limit::Whole(timeout) => timeout,
                Limit::Pause(pause) => Some(pause),
            };
            let body = SendBody::from_owned_reader(body.into_reader(patience));
            let request = http::Request::from_parts(parts, body);
            self.0.run(self.limit(request, limit))
        };
        let response = response.map_err(|error| explain(&error))?;
        Ok(response.map(|body| -> Box<dyn Read + Send> { Box::new(Reader(body.into_reader())) }))
    }
}

impl BlockingTransport for UreqTransport {
    fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Box<dyn Read + Send>>, TransportError> {
        self.run(request, Limit::Whole(timeout))
    }

    fn open(
        &self,
        request: http::Request<Body>,
        timeout: Duration,
    ) -> Result<http::Response<Box<dyn Read + Send>>, TransportError> {
        self.run(request, Limit::Pause(timeout))
    }
}

/// Connections that say when they are broken: ureq takes some of these errors for the end of a body without a length.
#[derive(Debug)]
struct Strict<T>(T);

impl<T: Transport> Connector<T> for Strict<()> {
    type Out = Strict<T>;

    fn connect(
        &self,
        _: &ConnectionDetails<'_>,
        below: Option<T>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        Ok(below.map(Strict))
    }
}

impl<T: Transport> Transport for Strict<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.0.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        use io::ErrorKind::{ConnectionAborted, ConnectionReset, UnexpectedEof};

        self.0.await_input(timeout).map_err(|error| match error {
            ureq::Error::Io(error)
                if matches!(
                    error.kind(),
                    ConnectionAborted | ConnectionReset | UnexpectedEof
                ) =>
            {
                ureq::Error::Io(io::Error::other(error))
            }
            error => error,
        })
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

/// The body of an answer.
struct Reader(BodyReader<'static>);

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
            match inner {
                Some(ureq::Error::Timeout(_)) => io::Error::new(io::ErrorKind::TimedOut, error),
                _ => error,
            }
        })
    }
}

/// Finds out how far a request came.
fn explain(error: &ureq::Error) -> TransportError {
    use io::ErrorKind::{
        AddrNotAvailable, ConnectionRefused, HostUnreachable, InvalidData, NetworkDown,
        NetworkUnreachable, TimedOut,
    };

    let phase = match error {
        ureq::Error::Timeout(_) => TransportPhase::Timeout,
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::ConnectProxyFailed(_)
        | ureq::Error::InvalidProxyUrl
        | ureq::Error::BadUri(_)
        | ureq::Error::Http(_) => TransportPhase::Connect,
        ureq::Error::Tls(_) | ureq::Error::TlsRequired | ureq::Error::Rustls(_) => {
            TransportPhase::Tls
        }
        ureq::Error::Io(error) if is_lookup(error) => TransportPhase::Connect,
        ureq::Error::Io(error) => match error.kind() {
            ConnectionRefused | HostUnreachable | NetworkUnreachable | NetworkDown
            | AddrNotAvailable => TransportPhase::Connect,
            TimedOut => TransportPhase::Timeout,
            // That is what rustls calls everything that is wrong with what the server says.
            InvalidData => TransportPhase::Tls,
            _ => TransportPhase::Interrupted,
        },
        #[cfg(feature = "native-tls")]
        ureq::Error::NativeTls(_) => TransportPhase::Tls,
        _ => TransportPhase::Interrupted,
    };
    let message = match error {
        ureq::Error::Io(error) => error.to_string(),
        error => error.to_string(),
    };
    TransportError::new(phase, message)
}

/// Whether there is no address for the name of the host.
fn is_lookup(error: &io::Error) -> bool {
    // The standard library has no kind for it. Windows numbers the reasons, other systems give them in words; should the
    // words change, the request counts as sent.
    let numbered = cfg!(windows) && matches!(error.raw_os_error(), Some(11001..=11004));
    numbered || error.to_string().starts_with("failed to lookup address")
}
