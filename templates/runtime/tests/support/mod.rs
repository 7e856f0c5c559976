//! A server on this machine that answers by a script and records what it is sent, byte for byte.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// One thing that the server does about a request.
#[derive(Clone, Debug)]
enum Action {
    Write(Vec<u8>),
    Pause(Duration),
    /// Holds the connection open and says nothing until the server is dropped.
    Stall,
    Close,
}

/// What the server does about one request.
#[derive(Clone, Debug)]
pub struct Reply {
    head: String,
    body: Vec<u8>,
    /// In place of head and body.
    raw: Option<Vec<Action>>,
}

impl Reply {
    /// An answer with a body of JSON.
    pub fn json(status: u16, body: &str) -> Self {
        Self::new(status, "application/json", body)
    }

    /// An answer with a body.
    pub fn new(status: u16, media_type: &str, body: &str) -> Self {
        let head = format!("HTTP/1.1 {status} Whatever\r\ncontent-type: {media_type}\r\n");
        Self {
            head,
            body: body.into(),
            raw: None,
        }
    }

    /// A success in the envelope.
    pub fn ok(result: &str) -> Self {
        let body = format!(r#"{{"success":true,"errors":[],"messages":[],"result":{result}}}"#);
        Self::json(200, &body)
    }

    /// A failure in the envelope.
    pub fn failure(status: u16, code: i64, message: &str) -> Self {
        let errors = format!(r#"[{{"code":{code},"message":{message:?}}}]"#);
        let body = format!(r#"{{"success":false,"errors":{errors},"result":null}}"#);
        Self::json(status, &body)
    }

    /// The same with another header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head.extend([name, ": ", value, "\r\n"]);
        self
    }

    /// Bytes as they are, after which the connection stays open.
    pub fn raw(bytes: &str) -> Self {
        Self::actions(vec![Action::Write(bytes.into())])
    }

    /// Bytes as they are, after which the connection is closed.
    pub fn broken(bytes: &str) -> Self {
        Self::actions(vec![Action::Write(bytes.into()), Action::Close])
    }

    /// Bytes as they are, after which nothing happens any more.
    pub fn stalled(bytes: &str) -> Self {
        Self::actions(vec![Action::Write(bytes.into()), Action::Stall])
    }

    /// The same after a while.
    pub fn after(self, pause: Duration) -> Self {
        let mut actions = self.into_actions();
        actions.insert(0, Action::Pause(pause));
        Self::actions(actions)
    }

    fn actions(actions: Vec<Action>) -> Self {
        Self {
            head: String::new(),
            body: Vec::new(),
            raw: Some(actions),
        }
    }

    fn into_actions(self) -> Vec<Action> {
        self.raw.unwrap_or_else(|| {
            let length = self.body.len();
            let mut bytes = format!("{}content-length: {length}\r\n\r\n", self.head).into_bytes();
            bytes.extend(self.body);
            vec![Action::Write(bytes)]
        })
    }
}

/// A request that the server was sent.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Which of the connections it came by, counted from 0.
    pub connection: usize,
    /// The head and the body, as they came.
    pub bytes: Vec<u8>,
}

impl Recorded {
    /// All of it, as a text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The method and the path.
    pub fn line(&self) -> String {
        let text = self.text();
        text.lines()
            .next()
            .unwrap_or_default()
            .trim_end_matches(" HTTP/1.1")
            .to_owned()
    }

    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = self.text();
        let head = text.split("\r\n\r\n").next().unwrap_or_default();
        head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found
                .eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    }

    /// The body, as a text.
    pub fn body(&self) -> String {
        let text = self.text();
        text.split_once("\r\n\r\n")
            .map(|(_, body)| body.to_owned())
            .unwrap_or_default()
    }
}

#[derive(Default)]
struct State {
    script: Vec<Reply>,
    recorded: Vec<Recorded>,
    connections: usize,
    over: bool,
}

/// The server; it ends when it is dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Server {
    /// Starts a server that gives these replies in this order, whatever it is asked, and 418 from then on.
    pub fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let script = script.into_iter().collect();
        let state = Arc::new(Mutex::new(State {
            script,
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                let mut state = shared.lock().unwrap();
                if state.over {
                    return;
                }
                let connection = state.connections;
                state.connections += 1;
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(&stream, connection, &shared));
            }
        });
        Self { address, state }
    }

    /// Where the server is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was sent so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state.lock().unwrap().recorded.clone()
    }

    /// How many connections were made so far.
    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.lock().unwrap().over = true;
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(stream: &TcpStream, connection: usize, state: &Mutex<State>) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    while let Some(bytes) = read_request(&mut reader) {
        let reply = {
            let mut state = state.lock().unwrap();
            state.recorded.push(Recorded { connection, bytes });
            if state.script.is_empty() {
                Reply::json(418, "{}")
            } else {
                state.script.remove(0)
            }
        };
        for action in reply.into_actions() {
            let mut stream = stream;
            match action {
                Action::Write(bytes) if stream.write_all(&bytes).is_err() => return,
                Action::Write(_) => {}
                Action::Pause(pause) => thread::sleep(pause),
                Action::Stall => {
                    while !state.lock().unwrap().over {
                        thread::sleep(Duration::from_millis(10));
                    }
                    return;
                }
                Action::Close => return,
            }
        }
    }
}

/// Reads a request with its body; `None` once the other side has nothing more to say.
fn read_request(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut length = 0;
    loop {
        let start = bytes.len();
        if reader.read_until(b'\n', &mut bytes).ok()? == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&bytes[start..]).to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let start = bytes.len();
    bytes.resize(start + length, 0);
    reader.read_exact(&mut bytes[start..]).ok()?;
    Some(bytes)
}
