//! The server on loopback: it holds every request to its draw, and answers as drawn.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use openapi_client_generator::Call;

use super::document::{Operation, is_json};
use super::plan::{Draw, Judges};
use super::wire::{Request, faults, texts};

/// The header that says which draw a request is.
pub const NUMBER: &str = "x-draw";

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
        let mut input = BufReader::new(stream);
        loop {
            let request = read(&mut input)?;
            let number: Option<usize> = request
                .header(NUMBER)
                .first()
                .and_then(|text| text.parse().ok());
            let number = number?;
            let (draw, operation) = (self.draws.get(number)?, self.operations.get(number)?);
            let mut judges = self.judges.lock().unwrap_or_else(PoisonError::into_inner);
            let faults = faults(
                &request,
                self.calls.get(draw.call)?,
                operation,
                draw,
                &mut judges,
            );
            drop(judges);
            if let Some(found) = self
                .found
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get_mut(number)
            {
                *found = Some(faults);
            }
            answer(stream, draw, request.method == "HEAD").ok()?;
        }
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

fn answer(mut stream: &TcpStream, draw: &Draw, is_head: bool) -> std::io::Result<()> {
    let mut text = format!("HTTP/1.1 {} Drawn\r\n", draw.status);
    let body = draw.answer.as_ref().map(|(media_type, body)| {
        let text = if is_json(media_type) {
            body.to_string()
        } else {
            texts(body).concat()
        };
        (media_type, text)
    });
    let length = body.as_ref().map_or(0, |(_, body)| body.len());
    if let Some((media_type, _)) = &body {
        text.extend(["content-type: ", media_type, "\r\n"]);
    }
    if draw.status != 204 {
        text.extend(["content-length: ", &length.to_string(), "\r\n"]);
    }
    text += "\r\n";
    if let Some((_, body)) = body.filter(|_| !is_head) {
        text += &body;
    }
    stream.write_all(text.as_bytes())
}
