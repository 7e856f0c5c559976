//! A server on loopback in a process of its own, so that what it costs is not taken for what a client costs.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use std::{env, io, process, thread};

use socket2::SockRef;

/// The argument that makes a benchmark the server of another process.
const SERVE: &str = "--serve";

/// What a client sent.
pub struct Incoming<'a> {
    /// Method, target and version.
    pub line: &'a str,
    /// The rest of the head, each line with its end.
    pub headers: &'a str,
}

/// What a client is answered.
pub enum Reply<'a> {
    /// This, head and all; the connection stays.
    Answer(&'a [u8]),
    /// Nothing: the connection is reset.
    Reset,
}

/// Answers requests, from many threads at once.
pub trait Service: Send + Sync + 'static {
    /// There is a new connection.
    fn connected(&self) {}

    /// There is a request: hands an answer to `reply`, and passes on what comes of it.
    fn answer(
        &self,
        incoming: &Incoming<'_>,
        reply: &mut dyn FnMut(Reply<'_>) -> io::Result<()>,
    ) -> io::Result<()>;
}

/// Becomes the server if this process was started to be one; returns if not.
pub fn serve_if_asked(service: impl Service) {
    if !env::args().any(|argument| argument == SERVE) {
        return;
    }
    // The parent holds the other end of the standard input for as long as it lives.
    thread::spawn(|| {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        process::exit(0);
    });
    if let Err(error) = serve(&Arc::new(service)) {
        eprintln!("the server has stopped: {error}");
        process::exit(1);
    }
}

fn serve(service: &Arc<impl Service>) -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    println!("http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept()?;
        let service = Arc::clone(service);
        service.connected();
        // A connection ends when its client ends it: there is nobody to tell.
        thread::spawn(move || converse(stream, &*service));
    }
}

fn converse(mut stream: TcpStream, service: &impl Service) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    let mut headers = String::new();
    let mut body = Vec::new();
    loop {
        line.clear();
        headers.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        while reader.read_line(&mut headers)? > 2 {}
        let incoming = Incoming {
            line: &line,
            headers: &headers,
        };
        let length = header(&incoming, "content-length").unwrap_or_default();
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        service.answer(&incoming, &mut |reply| match reply {
            Reply::Answer(bytes) => stream.write_all(bytes),
            Reply::Reset => {
                // To be closed without waiting, which the peer gets to know as a reset.
                SockRef::from(&stream).set_linger(Some(Duration::ZERO))?;
                Err(io::ErrorKind::ConnectionReset.into())
            }
        })?;
    }
}

/// A header that is a number.
pub fn header(incoming: &Incoming<'_>, name: &str) -> Option<usize> {
    let mut lines = incoming
        .headers
        .lines()
        .filter_map(|line| line.split_once(':'));
    let (_, value) = lines.find(|(found, _)| found.eq_ignore_ascii_case(name))?;
    value.trim().parse().ok()
}

/// An answer with a JSON body; `extra` is whole header lines.
pub fn json(status: &str, extra: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{extra}content-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The process of the server, for as long as this lives.
pub struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts this program once more, as the server.
    pub fn start() -> io::Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .arg(SERVE)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut url)?;
        }
        url.truncate(url.trim_end().len());
        Ok(Self { process, url })
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // Its end was asked for, however it comes.
        let _ = self.process.wait();
    }
}
