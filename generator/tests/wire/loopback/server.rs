//! The server: one connection for each exchange, one exchange after the other.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use similar::TextDiff;

use super::exchange::{Answer, Exchange, Request};
use super::notation::fill;

/// The most that a request may take to come in.
const PATIENCE: Duration = Duration::from_secs(20);

/// Makes the calls to a server that goes by a script. What differs is the error.
pub fn hold(script: &[Exchange], calls: impl FnOnce(&str)) -> Result<(), String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let server = scope.spawn(|| serve(&listener, script, &is_over));
        let called = catch_unwind(AssertUnwindSafe(|| calls(&format!("http://{address}"))));
        is_over.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(address));
        let mut faults = server.join().map_err(|_| "the server ended".to_owned())?;
        if let Err(panic) = called {
            faults.push(format!("the calls ended with: {}", message(&*panic)));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults.join("\n\n"))
        }
    })
}

fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref().copied())
        .unwrap_or("a panic")
}

/// Answers until the calls are over, and says what was not as it should be.
fn serve(listener: &TcpListener, script: &[Exchange], is_over: &AtomicBool) -> Vec<String> {
    let mut faults = Vec::new();
    let mut next = 0;
    for stream in listener.incoming() {
        if is_over.load(Ordering::SeqCst) {
            break;
        }
        let Ok(stream) = stream else { continue };
        let request = match read(&stream) {
            Ok(Some(request)) => request,
            Ok(None) => continue,
            Err(fault) => {
                faults.push(format!("exchange {}: {fault}", next + 1));
                continue;
            }
        };
        let exchange = script.get(next);
        next += 1;
        let fault = match exchange {
            Some(exchange) => differences(&exchange.request, &request),
            None => Some(format!("nothing more was expected:\n{}", request.as_in(""))),
        };
        let is_head = request.line.starts_with("HEAD ");
        let answer = exchange.filter(|_| fault.is_none());
        let answer = answer.map_or_else(refusal, |exchange| exchange.answer.clone());
        faults.extend(fault.map(|fault| format!("exchange {next}: {fault}")));
        // The client may have gone, which the calls tell.
        let _ = write(&stream, &answer, is_head);
    }
    faults.extend(
        script
            .iter()
            .skip(next)
            .enumerate()
            .map(|(index, exchange)| {
                let line = exchange.request.lines().next().unwrap_or_default();
                format!("exchange {}: there was no {line}", next + index + 1)
            }),
    );
    faults
}

/// What a request that is wrong gets, which no client tries again.
fn refusal() -> Answer {
    Answer {
        status: "HTTP/1.1 418 Not what the script says".to_owned(),
        ..Answer::default()
    }
}

/// What came, beside what should have come.
pub fn differences(expected: &str, request: &Request) -> Option<String> {
    let came = request.as_in(expected);
    let expected = fill(expected, &came);
    if expected == came {
        return None;
    }
    let diff = TextDiff::from_lines(&expected, &came);
    let diff = diff
        .unified_diff()
        .context_radius(50)
        .header("expected", "came")
        .missing_newline_hint(false)
        .to_string();
    Some(format!("the request is another\n{diff}"))
}

/// A request, or nothing where a connection was opened in vain.
pub fn read(stream: &TcpStream) -> Result<Option<Request>, String> {
    let fault = |error: std::io::Error| format!("reading a request: {error}");
    stream.set_read_timeout(Some(PATIENCE)).map_err(fault)?;
    let mut input = BufReader::new(stream);
    let mut line = || -> Result<String, String> {
        let mut line = Vec::new();
        input.read_until(b'\n', &mut line).map_err(fault)?;
        let line = String::from_utf8(line).map_err(|_| "a head that is not UTF-8")?;
        match line.strip_suffix("\r\n") {
            None if !line.is_empty() => Err(format!("`{line}` does not end in CRLF")),
            stripped => Ok(stripped.unwrap_or_default().to_owned()),
        }
    };
    let mut request = Request {
        line: line()?,
        ..Request::default()
    };
    if request.line.is_empty() {
        return Ok(None);
    }
    loop {
        let line = line()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line
            .split_once(": ")
            .ok_or_else(|| format!("`{line}` is no header"))?;
        request
            .headers
            .push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let header = |name: &str| {
        let found = request.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    };
    if header("transfer-encoding") == Some("chunked") {
        request.body = chunks(&mut input)?;
    } else if let Some(length) = header("content-length") {
        let length: u64 = length.parse().map_err(|_| "a length that is none")?;
        input
            .take(length)
            .read_to_end(&mut request.body)
            .map_err(fault)?;
        if request.body.len() as u64 != length {
            return Err("the body ends before its length".to_owned());
        }
    }
    Ok(Some(request))
}

/// A body in chunks, put together.
fn chunks(input: &mut impl BufRead) -> Result<Vec<u8>, String> {
    let fault = |error: std::io::Error| format!("reading chunks: {error}");
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        input.read_line(&mut line).map_err(fault)?;
        let size = u64::from_str_radix(line.trim(), 16)
            .map_err(|_| format!("`{}` is no size of a chunk", line.trim()))?;
        let before = body.len();
        input.take(size + 2).read_to_end(&mut body).map_err(fault)?;
        if !body.ends_with(b"\r\n") || (body.len() - before) as u64 != size + 2 {
            return Err("a chunk does not end as its size says".to_owned());
        }
        body.truncate(body.len() - 2);
        if size == 0 {
            return Ok(body);
        }
    }
}

fn write(mut stream: &TcpStream, answer: &Answer, is_head: bool) -> std::io::Result<()> {
    let mut head = format!("{}\r\nconnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head += &format!("{name}: {value}\r\n");
    }
    let has = |wanted: &str| answer.headers.iter().any(|(name, _)| name == wanted);
    let has_no_body = [" 204", " 304"]
        .iter()
        .any(|status| answer.status.contains(status));
    if !has("transfer-encoding") && !has("content-length") && !has_no_body {
        head += &format!("content-length: {}\r\n", answer.body.len());
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    if has("transfer-encoding") && !is_head {
        for line in answer.body.split_inclusive(|byte| *byte == b'\n') {
            write!(stream, "{:x}\r\n", line.len())?;
            stream.write_all(line)?;
            stream.write_all(b"\r\n")?;
        }
        stream.write_all(b"0\r\n\r\n")?;
    } else if !is_head {
        stream.write_all(&answer.body)?;
    }
    stream.shutdown(Shutdown::Write)
}
