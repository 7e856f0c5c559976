//! A mock behind a socket of this machine, for clients of any kind.

use std::fmt::{self, Debug, Formatter};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::thread::JoinHandle;
use std::time::Duration;
use std::{io, thread};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;

use super::Mock;
use super::recorded::Recorded;
use super::reply::End;

/// The largest body that is taken, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

/// The pause after a connection that could not be taken.
const PAUSE: Duration = Duration::from_millis(10);

/// A mock that answers over HTTP on this machine, until it is dropped.
pub struct MockServer {
    mock: Mock,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl MockServer {
    pub(super) fn start(mock: Mock, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let (tell, started) = mpsc::channel();
        let served = mock.clone();
        let thread = thread::Builder::new()
            .name("mock".to_owned())
            .spawn(move || serve(served, listener, stopped, &tell))?;
        // The thread tells before it does anything else, or has ended.
        started.recv().unwrap_or(Err(ErrorKind::Other.into()))?;
        Ok(Self {
            mock,
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where it is: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The mock behind it.
    #[must_use]
    pub fn mock(&self) -> &Mock {
        &self.mock
    }

    /// Waits until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A thread that panicked serves no more either.
            let _ = thread.join();
        }
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // Nobody hears it where the thread has ended.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Debug for MockServer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Serves on a thread that may wait, whatever runtime the caller is in, until it is told to stop.
fn serve(
    mock: Mock,
    listener: TcpListener,
    stopped: oneshot::Receiver<()>,
    tell: &mpsc::Sender<io::Result<()>>,
) {
    let start = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let entered = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener)?;
        drop(entered);
        Ok((runtime, listener))
    };
    // Whoever started it waits for what is sent.
    match start() {
        Ok((runtime, listener)) => {
            let _ = tell.send(Ok(()));
            runtime.spawn(accept(mock, listener));
            // The sender is dropped, or sends.
            let _ = runtime.block_on(stopped);
        }
        Err(error) => drop(tell.send(Err(error))),
    }
}

/// Takes connections until the runtime ends, and with it all of them.
async fn accept(mock: Mock, listener: tokio::net::TcpListener) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // A connection that broke is its client's to tell; where there are too many, some will end.
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let mock = mock.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| answer(&mock, request));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            // That a connection breaks is what some replies ask for.
            let _ = connection.await;
        });
    }
}

/// The connection is to break.
#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("the mock hangs up")
    }
}

impl std::error::Error for Broken {}

async fn answer(mock: &Mock, request: Request<Incoming>) -> Result<Response<Sent>, Broken> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, LARGEST).collect().await else {
        let mut response = Response::new(Sent::whole(Bytes::new()));
        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return Ok(response);
    };
    let ready = mock.answer(Recorded::new(&head, body.to_bytes()));
    tokio::time::sleep(ready.delay).await;
    match ready.end {
        End::Whole => Ok(ready.response.map(Sent::whole)),
        End::Disconnect => Err(Broken),
        End::Stall => std::future::pending().await,
        End::Cut(length) => Ok(ready.response.map(|body| Sent {
            length: body.len(),
            part: Some(body.slice(..length.min(body.len()))),
            is_whole: false,
        })),
    }
}

/// A body on its way out.
struct Sent {
    /// How long it claims to be.
    length: usize,
    part: Option<Bytes>,
    /// Whether it ends well.
    is_whole: bool,
}

impl Sent {
    fn whole(bytes: Bytes) -> Self {
        Self {
            length: bytes.len(),
            part: Some(bytes).filter(|bytes| !bytes.is_empty()),
            is_whole: true,
        }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        Poll::Ready(match self.part.take() {
            Some(part) => Some(Ok(Frame::data(part))),
            None if self.is_whole => None,
            None => Some(Err(Broken)),
        })
    }

    fn is_end_stream(&self) -> bool {
        self.is_whole && self.part.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.length).unwrap_or(u64::MAX))
    }
}
