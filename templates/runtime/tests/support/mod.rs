//! Answers for the server, put together by hand.

mod server;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

pub use self::server::{Line, Recorded, Server, Turn};

/// What happens after the bytes of a reply.
#[derive(Clone, Copy, Debug)]
enum End {
    Keep,
    /// Nothing happens any more.
    Stall,
    Close,
}

/// What the server does about one request.
#[derive(Clone, Debug)]
pub struct Reply {
    head: String,
    body: Vec<u8>,
    pause: Duration,
    end: End,
}

impl Reply {
    /// An answer with a body of JSON.
    pub fn json(status: u16, body: &str) -> Self {
        Self::new(status, "application/json", body)
    }

    /// An answer with a body.
    pub fn new(status: u16, media_type: &str, body: &str) -> Self {
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status} Whatever\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\r\n"
        );
        Self {
            head,
            body: body.into(),
            ..Self::raw("")
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
        self.head.truncate(self.head.len() - 2);
        self.head.extend([name, ": ", value, "\r\n\r\n"]);
        self
    }

    /// Bytes as they are, after which the connection stays open.
    pub fn raw(bytes: &str) -> Self {
        Self {
            head: String::new(),
            body: bytes.into(),
            pause: Duration::ZERO,
            end: End::Keep,
        }
    }

    /// Bytes as they are, after which the connection is closed.
    pub fn broken(bytes: &str) -> Self {
        Self {
            end: End::Close,
            ..Self::raw(bytes)
        }
    }

    /// Bytes as they are, after which nothing happens any more.
    pub fn stalled(bytes: &str) -> Self {
        Self {
            end: End::Stall,
            ..Self::raw(bytes)
        }
    }

    /// The same after a while.
    pub fn after(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    fn turn(self) -> Turn {
        Turn {
            early: false,
            act: Box::new(move |_, line| {
                thread::sleep(self.pause);
                line.write(self.head.as_bytes())?;
                line.write(&self.body)?;
                match self.end {
                    End::Keep => ControlFlow::Continue(()),
                    End::Stall => line.stall(),
                    End::Close => ControlFlow::Break(None),
                }
            }),
        }
    }
}

impl Server {
    /// Starts a server that gives these replies in this order, whatever it is asked, and 418 from then on.
    pub fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let server = Self::over(Arc::new(|stream| Some(Box::new(stream))));
        server.script(script.into_iter().map(Reply::turn));
        server
    }

    /// Where the server is, as a URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }
}
