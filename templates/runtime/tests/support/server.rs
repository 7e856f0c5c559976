//! A server on this machine that does as it is told and records what it is sent, byte for byte.

use std::io::{BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Whether the connection stays open, and how long it lingers if not: no time at all resets it.
pub type Flow = ControlFlow<Option<Duration>>;

/// What the server does about one request.
pub type Act = Box<dyn FnOnce(&Recorded, &mut Line<'_>) -> Flow + Send>;

/// One entry of the script.
pub struct Turn {
    /// Whether it happens as soon as the line is free, without waiting for a request.
    pub early: bool,
    /// What happens.
    pub act: Act,
}

/// A stream of bytes in both directions.
pub trait Wire: Read + Write + Send {}

impl<T: Read + Write + Send> Wire for T {}

/// Makes of a connection what is spoken over it; `None` if that fails.
pub type Wrap = Arc<dyn Fn(TcpStream) -> Option<Box<dyn Wire>> + Send + Sync>;

/// The server's end of a connection.
pub struct Line<'a> {
    wire: &'a mut dyn Wire,
    state: &'a Mutex<State>,
}

impl Line<'_> {
    /// Writes bytes; an error once the other side is gone.
    pub fn write(&mut self, bytes: &[u8]) -> Flow {
        let written = self.wire.write_all(bytes).and_then(|()| self.wire.flush());
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(None),
        }
    }

    /// Holds the connection open and says nothing until the server is dropped.
    pub fn stall(&self) -> Flow {
        while !self.state.lock().unwrap().over {
            thread::sleep(Duration::from_millis(10));
        }
        ControlFlow::Break(None)
    }
}

/// A request that the server was sent.
#[derive(Clone, Debug)]
pub struct Recorded {
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
    script: Vec<Turn>,
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
    /// Starts a server that has nothing to say yet.
    pub fn over(wrap: Wrap) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                let mut state = shared.lock().unwrap();
                if state.over {
                    return;
                }
                state.connections += 1;
                let shared = Arc::clone(&shared);
                let wrap = Arc::clone(&wrap);
                thread::spawn(move || serve(&stream, &*wrap, &shared));
            }
        });
        Self { address, state }
    }

    /// From now on gives these answers in this order, whatever the server is asked, and 418 after that.
    pub fn script(&self, turns: impl IntoIterator<Item = Turn>) {
        self.state.lock().unwrap().script = turns.into_iter().collect();
    }

    /// Where the server is.
    pub fn address(&self) -> SocketAddr {
        self.address
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

fn serve(
    socket: &TcpStream,
    wrap: &dyn Fn(TcpStream) -> Option<Box<dyn Wire>>,
    state: &Mutex<State>,
) {
    let _ = socket.set_nodelay(true);
    let Some(wire) = socket.try_clone().ok().and_then(wrap) else {
        return;
    };
    let mut reader = BufReader::new(wire);
    loop {
        let early = next(state, |turn| turn.early);
        let request = if early.is_some() {
            Recorded { bytes: Vec::new() }
        } else {
            let Some(bytes) = read_request(&mut reader) else {
                return;
            };
            let request = Recorded { bytes };
            state.lock().unwrap().recorded.push(request.clone());
            request
        };
        let turn = early.or_else(|| next(state, |_| true));
        let mut line = Line {
            wire: &mut **reader.get_mut(),
            state,
        };
        let flow = match turn {
            Some(turn) => (turn.act)(&request, &mut line),
            None => line.write(b"HTTP/1.1 418 I'm a teapot\r\ncontent-length: 2\r\n\r\n{}"),
        };
        if let ControlFlow::Break(linger) = flow {
            let _ = socket2::SockRef::from(socket).set_linger(linger);
            return;
        }
    }
}

/// Takes the next entry of the script, if it is wanted.
fn next(state: &Mutex<State>, is_wanted: fn(&Turn) -> bool) -> Option<Turn> {
    let script = &mut state.lock().unwrap().script;
    let is_wanted = script.first().is_some_and(is_wanted);
    is_wanted.then(|| script.remove(0))
}

/// Reads a request with its body; `None` once the other side has nothing more to say.
fn read_request(reader: &mut impl std::io::BufRead) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut length = 0;
    let mut is_chunked = false;
    loop {
        let start = bytes.len();
        if reader.read_until(b'\n', &mut bytes).ok()? == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&bytes[start..]).to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        is_chunked |= line.starts_with("transfer-encoding:") && line.contains("chunked");
        if line == "\r\n" {
            break;
        }
    }
    if is_chunked {
        return read_chunks(reader, bytes);
    }
    let start = bytes.len();
    bytes.resize(start + length, 0);
    reader.read_exact(&mut bytes[start..]).ok()?;
    Some(bytes)
}

/// Reads a body in chunks, and puts it down without what is around them.
fn read_chunks(reader: &mut impl std::io::BufRead, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let length = usize::from_str_radix(line.trim(), 16).ok()?;
        let start = bytes.len();
        // With the end of the line that follows a chunk.
        bytes.resize(start + length + 2, 0);
        reader.read_exact(&mut bytes[start..]).ok()?;
        bytes.truncate(start + length);
        if length == 0 {
            return Some(bytes);
        }
    }
}
