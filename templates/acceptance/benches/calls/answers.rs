//! What the server answers: one secret, always the same.

use std::io;

use super::SECRET;
use super::server::{Incoming, Reply, Service, json};

/// The one answer.
pub struct Answers(Vec<u8>);

impl Answers {
    pub fn new() -> Self {
        let secret = secret(SECRET, "MY_API_KEY");
        let body = format!(r#"{{"result":{secret},"success":true,"errors":[],"messages":[]}}"#);
        Self(json("200 OK", "cf-ray: 8a1b2c3d4e5f6071-FRA\r\n", &body))
    }
}

impl Service for Answers {
    fn answer(
        &self,
        _: &Incoming<'_>,
        reply: &mut dyn FnMut(Reply<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        reply(Reply::Answer(&self.0))
    }
}

/// A list of so many secrets.
pub fn page(length: usize) -> String {
    let secrets = (0..length).map(|number| {
        let id = format!("{number:032x}");
        secret(&id, &format!("MY_API_KEY_{number}"))
    });
    format!("[{}]", secrets.collect::<Vec<_>>().join(","))
}

fn secret(id: &str, name: &str) -> String {
    format!(
        concat!(
            r#"{{"id":"{}","name":"{}","store_id":"023e105f4ecef8ad9ca31a8372d0c353","status":"active","#,
            r#""scopes":["workers","ai_gateway"],"comment":"rotated every quarter, see the runbook","#,
            r#""created":"2025-11-03T14:07:02.861450Z","modified":"2025-11-20T09:15:33.047112Z"}}"#
        ),
        id, name
    )
}
