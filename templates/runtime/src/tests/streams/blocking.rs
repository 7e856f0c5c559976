//! Streams that are read without `async`, from a server on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use super::{API, GET};
use crate::parts::events::{Events, Text};
use crate::parts::lines::Lines;
use crate::runtime::{Blocking, ClientBuilder, ErrorKind, Request, Session};

/// What the server does after the head of its answer.
enum Next {
    Chunk(&'static str),
    Wait(Duration),
}

use Next::{Chunk, Wait};

/// A client of a server that answers one request this way, and closes the connection within the answer.
fn session(timeout: Duration, script: Vec<Next>) -> Session<Blocking> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || -> std::io::Result<()> {
        let (mut stream, _) = listener.accept()?;
        let mut lines = BufReader::new(stream.try_clone()?).lines();
        while lines
            .next()
            .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
        {}
        write!(
            stream,
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
        )?;
        for next in script {
            match next {
                Chunk(text) => write!(stream, "{:x}\r\n{text}\r\n", text.len())?,
                Wait(pause) => thread::sleep(pause),
            }
        }
        Ok(())
    });
    let builder = ClientBuilder::<Blocking>::new(&API).base_url(format!("http://{address}"));
    builder.timeout(timeout).session().unwrap()
}

#[test]
fn only_pauses_between_events_are_limited() {
    let timeout = Duration::from_secs(2);
    let script = (0..5).flat_map(|_| [Wait(timeout / 4), Chunk("data: x\n\n")]);
    let session = session(timeout, script.chain([Wait(timeout * 4)]).collect());
    let mut events: Events<String, Blocking, Text> = Request::new(&session, &GET).send().unwrap();
    for _ in 0..5 {
        assert_eq!(events.next().unwrap().unwrap().data, "x");
    }
    let error = events.next().unwrap().unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(events.next().is_none());
}

#[test]
fn a_connection_that_breaks_ends_a_stream_with_an_error() {
    let session = session(Duration::from_secs(10), vec![Chunk("1\n2")]);
    let mut lines: Lines<i64, Blocking> = Request::new(&session, &GET).send().unwrap();
    assert_eq!(lines.next().unwrap().unwrap(), 1);
    let error = lines.next().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(lines.next().is_none());
}
