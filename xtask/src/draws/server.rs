//! The server on loopback: it holds every request to its draw, and answers as drawn.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use openapi_client_generator::Call;

use super::answer::{Framing, Reply};
use super::document::Operation;
use super::plan::{Draw, Judges};
use super::wire::{Request, faults};
use crate::random::Random;

/// The header that says which draw a request is.
pub const NUMBER: &str = "x-draw";

/// Where answers are that a request is sent to, each by the number of its draw.
const ELSEWHERE: &str = "/elsewhere/";

/// What the server knows, and what it found.
pub struct Server<'a> {
    pub operations: Vec<&'a Operation>,
    pub calls: &'a [Call],
    pub draws: &'a [Draw],
    pub judges: Mutex<&'a mut Judges>,
    /// For each draw: whether a request came, and what was wrong with it.
    pub found: Mutex<Vec<Option<Vec<String>>>>,
}

impl Server<'_> {
    /// Serves while `clients` are at work, who are told the address.
    pub fn serve<T>(&self, clients: impl FnOnce(&str) -> T) -> std::io::Result<T> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                for stream in listener.incoming().flatten() {
                    if is_over.load(Ordering::SeqCst) {
                        break;
                    }
                    // A connection that breaks is told by the client.
                    scope.spawn(move || self.connection(&stream));
                }
            });
            let done = clients(&format!("http://{address}"));
            is_over.store(true, Ordering::SeqCst);
            drop(TcpStream::connect(address));
            Ok(done)
        })
    }

    fn connection(&self, stream: &TcpStream) -> Option<()> {
        // Each part of a body is to be on its way before the next one.
        stream.set_nodelay(true).ok()?;
        let mut input = BufReader::new(stream);
        loop {
            let request = read(&mut input)?;
            let elsewhere = request.target.strip_prefix(ELSEWHERE);
            let number = match elsewhere {
                Some(number) => number,
                None => request.header(NUMBER).first().copied()?,
            };
            let number: usize = number.parse().ok()?;
            let draw = self.draws.get(number)?;
            let is_head = request.method == "HEAD";
            if elsewhere.is_none() {
                self.look_at(&request, draw, number)?;
            }
            if let Some(status) = draw.reply.redirect.filter(|_| elsewhere.is_none()) {
                redirect(stream, status, number).ok()?;
                continue;
            }
            send(stream, &draw.reply, is_head).ok()?;
            if draw.reply.framing == Framing::Close {
                return None;
            }
        }
    }

    /// Keeps what is wrong with a request.
    fn look_at(&self, request: &Request, draw: &Draw, number: usize) -> Option<()> {
        let (call, operation) = (self.calls.get(draw.call)?, self.operations.get(number)?);
        let mut judges = self.judges.lock().unwrap_or_else(PoisonError::into_inner);
        let faults = faults(request, call, operation, draw, &mut judges);
        drop(judges);
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        *found.get_mut(number)? = Some(faults);
        Some(())
    }
}

fn read(input: &mut BufReader<&TcpStream>) -> Option<Request> {
    let mut line = || {
        let mut line = String::new();
        input.read_line(&mut line).ok()?;
        line.strip_suffix("\r\n").map(str::to_owned)
    };
    let first = line()?;
    let mut words = first.split(' ');
    let mut request = Request {
        method: words.next()?.to_owned(),
        target: words.next()?.to_owned(),
        ..Request::default()
    };
    loop {
        let line = line()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(": ").unwrap_or((&line, ""));
        request
            .headers
            .push((name.to_ascii_lowercase(), value.to_owned()));
    }
    if request.header("transfer-encoding").contains(&"chunked") {
        loop {
            let mut size = String::new();
            input.read_line(&mut size).ok()?;
            let size = u64::from_str_radix(size.trim(), 16).ok()?;
            input
                .by_ref()
                .take(size)
                .read_to_end(&mut request.body)
                .ok()?;
            input.read_line(&mut String::new()).ok()?;
            if size == 0 {
                break;
            }
        }
    } else if let Some(length) = request
        .header("content-length")
        .first()
        .and_then(|length| length.parse().ok())
    {
        input
            .by_ref()
            .take(length)
            .read_to_end(&mut request.body)
            .ok()?;
    }
    Some(request)
}

fn redirect(mut stream: &TcpStream, status: u16, number: usize) -> std::io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} Drawn\r\nlocation: {ELSEWHERE}{number}\r\ncontent-length: 0\r\n\r\n"
    );
    stream.write_all(head.as_bytes())
}

/// Sends an answer, its body cut at random places.
fn send(mut stream: &TcpStream, reply: &Reply, is_head: bool) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} Drawn\r\n", reply.status);
    for (name, value) in &reply.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    match reply.framing {
        Framing::Length if matches!(reply.status, 204 | 304) => {}
        Framing::Length => {
            head.extend(["content-length: ", &reply.body.len().to_string(), "\r\n"]);
        }
        Framing::Chunks => head += "transfer-encoding: chunked\r\n",
        Framing::Close => head += "connection: close\r\n",
    }
    stream.write_all((head + "\r\n").as_bytes())?;
    if is_head {
        return Ok(());
    }
    let is_chunked = reply.framing == Framing::Chunks;
    let mut random = Random::new(reply.cuts);
    let mut rest = reply.body.as_slice();
    while !rest.is_empty() {
        let most = if random.chance(50) { 8 } else { 1 << 16 };
        let (part, after) = rest.split_at(rest.len().min(1 + random.below(most)));
        if is_chunked {
            let size = format!("{:x}\r\n", part.len());
            stream.write_all(&[size.as_bytes(), part, b"\r\n"].concat())?;
        } else {
            stream.write_all(part)?;
        }
        rest = after;
    }
    if is_chunked {
        stream.write_all(b"0\r\n\r\n")?;
    }
    Ok(())
}
