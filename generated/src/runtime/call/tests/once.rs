//! Bodies that can be sent once: every way in which a call would go on.

use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::runtime::content::Source;

/// What can be had once; the other way round, it breaks while it is sent.
#[derive(Default)]
struct Once {
    is_sent: AtomicBool,
    breaks: bool,
}

impl Source for Once {
    fn open(&self) -> Result<Body, String> {
        if self.is_sent.swap(true, Ordering::Relaxed) {
            return Err("hunter2-token was sent before".to_owned());
        }
        Ok(Body::from("once"))
    }

    fn is_spent(&self) -> bool {
        self.is_sent.load(Ordering::Relaxed)
    }

    fn fault(&self) -> Option<String> {
        self.breaks.then(|| "it broke".to_owned())
    }
}

fn once(operation: &'static Operation, breaks: bool) -> Call {
    let mut call = call(operation, (60_000, 60_000, 2, Some(true)));
    let source = Once {
        breaks,
        ..Once::default()
    };
    call.draft.body = Some(Content::source("text/plain", source).unwrap());
    call
}

#[test]
fn what_can_be_had_once_is_not_sent_again() {
    const TO: Row = Status(307, &[("location", "https://a.example/y")]);
    for (operation, breaks, row, kind, attempts, told) in [
        (&POST, false, Status(503, &[]), ErrorKind::Api, 1, SENT_ONCE),
        (
            &POST,
            false,
            Fails(Interrupted),
            ErrorKind::Transport,
            1,
            SENT_ONCE,
        ),
        (
            &POST,
            false,
            Fails(Connect),
            ErrorKind::Connect,
            1,
            SENT_ONCE,
        ),
        (&POST, false, Fails(Tls), ErrorKind::Tls, 1, ""),
        (
            &POST,
            true,
            Fails(Interrupted),
            ErrorKind::Body,
            1,
            "body: it broke",
        ),
        (&GET, false, TO, ErrorKind::Body, 1, "was sent before"),
    ] {
        let mut call = once(operation, breaks);
        let now = Now {
            elapsed: Duration::ZERO,
            wall: UNIX_EPOCH,
        };
        assert!(matches!(call.next(Event::Start, now, 0.0), Step::Send(..)));
        let text = say_error(&mut call, &row);
        let (found, attempts_made, message) = text;
        assert_eq!((found, attempts_made), (kind, attempts), "{message}");
        assert!(message.contains(told), "{message}");
        assert!(
            told == SENT_ONCE || !message.contains(SENT_ONCE),
            "{message}"
        );
        assert!(!message.contains("hunter2"), "{message}");
    }
}

/// The error that something ends a call with.
fn say_error(call: &mut Call, row: &Row) -> (ErrorKind, u32, String) {
    let event = event(row);
    let now = Now {
        elapsed: Duration::ZERO,
        wall: UNIX_EPOCH,
    };
    match call.next(event, now, 0.0) {
        Step::Done(Err(error)) => (error.kind(), error.attempts(), error.to_string()),
        _ => panic!("the call goes on"),
    }
}
