//! A server on loopback that records what it is sent to the byte and answers what it is told to.

pub mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Method, target and version.
    pub request_line: String,
    /// The headers in their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Recorded {
    /// The value of a header, `None` where it was not sent.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A server that answers each request with the next of its answers, and repeats the last.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    recorded: Arc<Mutex<Vec<Recorded>>>,
}

impl Server {
    /// Starts a server; each answer is sent as it is, status line and all.
    ///
    /// # Errors
    ///
    /// When no port of loopback is free.
    pub fn start(answers: Vec<String>) -> std::io::Result<Self> {
        Self::answering(move |number, _| answers.get(number).or(answers.last()).cloned())
    }

    /// Starts a server that makes up an answer for each request and its number, from 0; with none, it hangs up.
    ///
    /// # Errors
    ///
    /// When no port of loopback is free.
    pub fn answering(
        answer: impl Fn(usize, &Recorded) -> Option<String> + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let recorded = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&recorded), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                thread::spawn(move || serve(stream, &*answer, &log));
            }
        });
        Ok(Self { address, recorded })
    }

    /// The address that a client is given.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was recorded so far.
    pub fn recorded(&self) -> Vec<Recorded> {
        self.recorded
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// An answer with a JSON body.
pub fn json(status: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncf-ray: 8a1b2c3d\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

/// A connection ends when the peer closes it or sends what is no request: there is nobody to tell.
fn serve(
    stream: TcpStream,
    answer: &dyn Fn(usize, &Recorded) -> Option<String>,
    log: &Mutex<Vec<Recorded>>,
) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut writer = stream;
    loop {
        let request = read(&mut reader)?;
        let number = {
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            log.push(request.clone());
            log.len() - 1
        };
        let answer = answer(number, &request)?;
        writer.write_all(answer.as_bytes()).ok()?;
        // An answer without a length ends with its connection.
        if !answer.contains("content-length") && !answer.contains("HTTP/1.1 204") {
            return None;
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Recorded> {
    let mut line = String::new();
    let mut next = |reader: &mut dyn BufRead| {
        line.clear();
        reader
            .read_line(&mut line)
            .ok()
            .filter(|length| *length > 0)?;
        Some(line.trim_end().to_owned())
    };
    let request_line = next(reader)?;
    let mut headers = Vec::new();
    loop {
        let header = next(reader)?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or(Ok(0), |(_, value)| value.parse());
    let mut body = String::new();
    reader.take(length.ok()?).read_to_string(&mut body).ok()?;
    Some(Recorded {
        request_line,
        headers,
        body,
    })
}
