//! Bodies that are not in memory, in both modes: what is on the wire, and what is sent again.

use std::fs;
use std::io::{self, Cursor, Read};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use openapi_client_runtime::parts::upload::Upload;
use openapi_client_runtime::{Error, ErrorKind};
use socket2::{Domain, Socket, Type};

use super::go;
use super::scenarios::client;
use crate::support::{Recorded, Reply, Server};

fn send(server: &Server, body: impl Into<Upload>) -> Result<(), Error> {
    go(client(server).notes().upload("n", body).send())
}

/// A file of its own for a test.
fn file(name: &str, text: &str) -> PathBuf {
    let mode = module_path!().replace("::", "-");
    let name = format!("{mode}-{}-{name}", std::process::id());
    let path = std::env::temp_dir().join(name);
    fs::write(&path, text).unwrap();
    path
}

/// Gives a byte, and then breaks.
struct Broken(bool);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if std::mem::replace(&mut self.0, true) {
            return Err(io::Error::other("lost it"));
        }
        buffer[0] = b'a';
        Ok(1)
    }
}

#[test]
fn a_length_goes_out_where_it_is_known_and_chunks_where_not() {
    let server = Server::start([(); 4].map(|()| Reply::ok("null")));
    let path = file("lengths", "bytes");
    send(&server, b"bytes").unwrap();
    send(&server, Upload::from_path(&path)).unwrap();
    let reader = |length| Upload::from_reader(length, Cursor::new("bytes"));
    send(&server, reader(Some(5))).unwrap();
    send(&server, reader(None).content_type("text/plain")).unwrap();
    fs::remove_file(path).unwrap();
    for (index, request) in server.requests().iter().enumerate() {
        assert_eq!(request.line(), "PUT /v4/accounts/acc/notes/n/file");
        assert_eq!(request.body(), "bytes", "{index}");
        let is_known = index < 3;
        let length = request.header("content-length");
        assert_eq!(length.as_deref(), is_known.then_some("5"), "{index}");
        let chunked = request.header("transfer-encoding");
        assert_eq!(chunked.as_deref(), (!is_known).then_some("chunked"));
        let media_type = ["application/octet-stream", "text/plain"][usize::from(!is_known)];
        assert_eq!(request.header("content-type").as_deref(), Some(media_type));
    }
}

#[test]
fn a_file_is_sent_again_and_a_reader_is_not() {
    let busy = || Reply::failure(503, 1, "busy").header("retry-after", "0");
    let server = Server::start([busy(), Reply::ok("null"), busy()]);
    let path = file("again", "bytes");
    send(&server, Upload::from_path(&path)).unwrap();
    fs::remove_file(path).unwrap();
    let bodies: Vec<_> = server.requests().iter().map(Recorded::body).collect();
    assert_eq!(bodies, ["bytes", "bytes"]);

    let error = send(&server, Upload::from_reader(Some(1), Cursor::new("a"))).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
    assert!(
        error.to_string().contains("can be read only once"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_body_that_cannot_be_read_is_no_fault_of_the_server() {
    let server = Server::start([Reply::ok("null")]);
    let missing = Upload::from_path("/nowhere/hunter2.png");
    let error = send(&server, missing).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Body, 0));
    assert!(!error.to_string().contains("hunter2"), "{error}");
    assert!(server.requests().is_empty());

    for length in [Some(9), None] {
        let broken = Upload::from_reader(length, Broken(false));
        let error = send(&server, broken).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Body, 1));
        assert!(error.to_string().contains("lost it"), "{error}");
    }
}

#[test]
fn what_was_never_read_can_be_sent_later() {
    // Bound, so that no other test gets the port, and not listening.
    let bound = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    bound
        .bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into())
        .unwrap();
    let address = bound.local_addr().unwrap().as_socket().unwrap();
    let nobody = format!("http://{address}");
    let upload = Upload::from_reader(Some(5), Cursor::new("bytes"));
    let away = super::Client::builder()
        .api_token("t")
        .account_id("acc")
        .base_url(nobody)
        .max_retries(0)
        .build()
        .unwrap();
    let error = go(away.notes().upload("n", upload.clone()).send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);

    let server = Server::start([Reply::ok("null")]);
    send(&server, upload).unwrap();
    assert_eq!(server.requests()[0].body(), "bytes");
}

#[test]
fn a_large_body_passes_through_in_parts() {
    let server = Server::start([Reply::ok("null")]);
    let length = 20 * 1024 * 1024;
    let zeros = io::repeat(b'0').take(length);
    send(&server, Upload::from_reader(Some(length), zeros)).unwrap();
    assert_eq!(server.requests()[0].body().len() as u64, length);
}

#[test]
fn the_deadline_holds_while_a_body_is_sent() {
    let server = Server::start([Reply::stalled("")]);
    let upload = Upload::from_reader(None, Cursor::new("bytes"));
    let request = client(&server).notes().upload("n", upload);
    let error = go(request.timeout(Duration::from_millis(200)).send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(!error.to_string().contains("cannot be read"), "{error}");
}
