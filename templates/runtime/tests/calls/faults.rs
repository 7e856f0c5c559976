//! What both modes make of a network and a server that do not work as they should.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use openapi_client_runtime::ErrorKind;
use openapi_client_runtime::example::CreateNote;

use super::scenarios::{NOTE, client};
use super::{Client, go};
use crate::support::{Recorded, Reply, Server};

#[test]
fn what_fails_is_tried_again() {
    let server = Server::start([
        Reply::failure(503, 1, "busy").header("retry-after-ms", "10"),
        Reply::failure(429, 1, "slow down").header("retry-after", "0"),
        Reply::ok(NOTE),
    ]);
    let notes = client(&server).notes();
    let response = go(notes.get("n").send_with_response()).unwrap();
    assert_eq!(response.attempts(), 3);
    let requests = server.requests();
    assert!(
        requests
            .iter()
            .all(|request| request.line() == "GET /v4/accounts/acc/notes/n")
    );
    assert_eq!(requests.len(), 3);
}

#[test]
fn a_post_is_tried_again_with_its_body_if_the_server_says_so() {
    let server = Server::start([
        Reply::failure(429, 1, "slow down").header("retry-after-ms", "10"),
        Reply::ok(NOTE),
    ]);
    go(client(&server)
        .notes()
        .create(CreateNote::new("a", "b"))
        .send())
    .unwrap();
    let bodies: Vec<_> = server.requests().iter().map(Recorded::body).collect();
    assert_eq!(bodies, [r#"{"title":"a","password":"b"}"#; 2]);
}

#[test]
fn a_post_that_may_have_been_heard_is_not_sent_again() {
    for reply in [
        Reply::broken(""),
        Reply::broken("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"succ"),
        Reply::failure(500, 1, "broken"),
        Reply::failure(503, 1, "busy"),
    ] {
        let server = Server::start([reply, Reply::ok(NOTE)]);
        let error = go(client(&server)
            .notes()
            .create(CreateNote::new("a", "b"))
            .send())
        .unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Transport | ErrorKind::Api),
            "{error:?}"
        );
        assert_eq!(
            (server.requests().len(), error.attempts()),
            (1, 1),
            "{error}"
        );
    }
}

#[test]
fn a_get_that_breaks_off_is_tried_again() {
    for reply in [
        Reply::broken(""),
        Reply::broken("HTTP/1.1 200 OK\r\n"),
        Reply::broken("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"succ"),
        Reply::broken("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"suc"),
    ] {
        let server = Server::start([reply.clone(), Reply::ok(NOTE)]);
        let response = go(client(&server).notes().get("n").send_with_response());
        assert_eq!(
            response
                .unwrap_or_else(|error| panic!("{reply:?}: {error}"))
                .attempts(),
            2
        );
    }
}

#[test]
fn no_server_is_an_error_of_its_own() {
    let server = Server::start([]);
    let builder = Client::builder()
        .api_token("hunter2-token")
        .account_id("acc")
        .max_retries(0);
    let client = builder.base_url(server.url()).build().unwrap();
    drop(server);
    // The port is free again once the thread of the server is gone.
    std::thread::sleep(Duration::from_millis(50));
    let error = go(client.notes().get("n").send()).unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Connect, 1),
        "{error}"
    );
    assert!(
        error.is_retryable() && error.to_string().contains("refused"),
        "{error}"
    );
}

#[test]
fn a_body_that_stalls_ends_the_call_in_time() {
    let reply = || Reply::stalled("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"succ");
    let server = Server::start([reply(), reply(), reply()]);
    let notes = client(&server).notes();
    let start = Instant::now();
    let error = go(notes.get("n").timeout(Duration::from_millis(300)).send()).unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(
        error.to_string(),
        "notes.get: the call did not end within its 300ms"
    );
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );

    let create = notes
        .create(CreateNote::new("a", "b"))
        .attempt_timeout(Duration::from_millis(200));
    let error = go(create.send()).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("; the server may have acted on the request"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn an_attempt_that_stalls_is_tried_again() {
    let late = Reply::ok(NOTE).after(Duration::from_millis(50));
    let server = Server::start([Reply::stalled(""), late]);
    let get = client(&server)
        .notes()
        .get("n")
        .attempt_timeout(Duration::from_millis(200));
    assert_eq!(go(get.send_with_response()).unwrap().attempts(), 2);
}

#[test]
fn limits_of_no_time_and_of_all_time_do_no_harm() {
    let server = Server::start([Reply::ok(NOTE)]);
    let notes = client(&server).notes();
    let error = go(notes.get("n").timeout(Duration::ZERO).send()).unwrap_err();
    assert_eq!((error.is_timeout(), error.attempts()), (true, 0));
    go(notes
        .get("n")
        .timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .send())
    .unwrap();
}

#[test]
fn a_body_past_the_limit_is_refused() {
    let long = format!("\"{}\"", "x".repeat(100));
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n40\r\n".to_owned()
        + &"y".repeat(64)
        + "\r\n40\r\n";
    let server = Server::start([
        Reply::ok(&long),
        Reply::stalled(&(chunked + &"y".repeat(64))),
    ]);
    let builder = Client::builder()
        .api_token("t")
        .account_id("acc")
        .max_body_size(100);
    let notes = builder.base_url(server.url()).build().unwrap().notes();
    for _ in 0..2 {
        let error = go(notes.get("n").send()).unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::BodyTooLarge, 1),
            "{error}"
        );
    }
}

#[test]
fn a_connection_is_used_again() {
    let replies = [404, 200, 200].map(|status| match status {
        404 => Reply::failure(404, 1, "no"),
        _ => Reply::ok(NOTE),
    });
    let server = Server::start(replies);
    let notes = client(&server).notes();
    // A connection is there again once it is known that it has nothing more to say.
    let rest = || std::thread::sleep(Duration::from_millis(50));
    assert!(go(notes.get("n").send()).is_err());
    rest();
    go(notes.get("n").send()).unwrap();
    rest();
    go(notes.get("n").send()).unwrap();
    let connections: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.connection)
        .collect();
    assert_eq!(connections, [0, 0, 0]);
}

#[test]
fn a_connection_that_was_closed_meanwhile_does_no_harm() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 33\r\n\r\n";
    let body = r#"{"success":true,"result":{"id":1}}"#.replace('1', "\"\"");
    assert_eq!(body.len(), 35);
    let first = Reply::broken(&(head.replace("33", "35") + &body));
    let server = Server::start([first, Reply::ok(NOTE)]);
    let notes = client(&server).notes();
    go(notes.get("n").send()).unwrap();
    std::thread::sleep(Duration::from_millis(50));
    let create = notes.create(CreateNote::new("a", "b"));
    assert_eq!(go(create.send_with_response()).unwrap().attempts(), 1);
    assert_eq!(server.connections(), 2);
}

#[test]
fn a_server_without_tls_is_an_error_of_its_own() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .unwrap();
        // Until the other side has had enough of it.
        let _ = stream.read_to_end(&mut Vec::new());
        listener.set_nonblocking(true).unwrap();
        assert!(listener.accept().is_err(), "there is no second attempt");
    });
    let builder = Client::builder()
        .api_token("hunter2-token")
        .account_id("acc");
    let client = builder
        .base_url(format!("https://{address}"))
        .build()
        .unwrap();
    let error = go(client.notes().get("n").send()).unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Tls, 1),
        "{error}"
    );
    server.join().unwrap();
}
