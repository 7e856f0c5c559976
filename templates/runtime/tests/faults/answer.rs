//! Carries out what a file says of an answer.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::case::{Answer, Echo, Framing, Then};
use crate::server::{Flow, Line, Recorded, Turn};

/// So much of a long body is written at once, in bytes.
const PART: usize = 64 * 1024;

/// The entry of the script for an answer.
pub fn turn(answer: Answer, written: Arc<AtomicU64>) -> Turn {
    Turn {
        early: answer.early,
        act: Box::new(move |request, line| {
            thread::sleep(Duration::from_millis(answer.wait_ms));
            Writer {
                answer: &answer,
                written: &written,
                line,
            }
            .answer(request)?;
            match answer.then {
                Then::Keep => ControlFlow::Continue(()),
                Then::Close => ControlFlow::Break(None),
                Then::Reset => ControlFlow::Break(Some(Duration::ZERO)),
                Then::Stall => line.stall(),
            }
        }),
    }
}

struct Writer<'a, 'b> {
    answer: &'a Answer,
    written: &'a AtomicU64,
    line: &'a mut Line<'b>,
}

impl Writer<'_, '_> {
    fn answer(&mut self, request: &Recorded) -> Flow {
        if let Some(raw) = &self.answer.raw {
            self.write(raw.as_bytes())?;
            let (more, times) = self
                .answer
                .fill
                .as_ref()
                .map_or(("", 0), |(text, times)| (text.as_str(), *times));
            return (0..times).try_for_each(|_| self.write(more.as_bytes()));
        }
        let Some((media_type, part, times)) = body(self.answer, request) else {
            return ControlFlow::Continue(());
        };
        let head = head(self.answer, media_type, part.len() as u64 * times as u64);
        if times == 1 && self.answer.framing == Framing::Length {
            let mut all = head.into_bytes();
            all.extend(part);
            return self.write(&all);
        }
        self.write(head.as_bytes())?;
        let many = (PART / part.len().max(1)).clamp(1, times);
        let block = part.repeat(many);
        let mut left = times;
        while left > 0 {
            let now = many.min(left);
            self.part(&block[..now * part.len()])?;
            if self.answer.framing != Framing::Endless {
                left -= now;
            }
        }
        match self.answer.framing {
            Framing::Chunked => self.write(b"0\r\n\r\n"),
            _ => ControlFlow::Continue(()),
        }
    }

    fn part(&mut self, part: &[u8]) -> Flow {
        if matches!(self.answer.framing, Framing::Chunked | Framing::Endless) {
            let mut chunk = format!("{:x}\r\n", part.len()).into_bytes();
            chunk.extend(part);
            chunk.extend(b"\r\n");
            return self.write(&chunk);
        }
        self.write(part)
    }

    /// Writes bytes as fast, and as many of them, as the answer says.
    fn write(&mut self, bytes: &[u8]) -> Flow {
        let bytes = match self
            .answer
            .cut
            .map(|cut| (cut, isize::try_from(cut).unwrap()))
        {
            None => bytes,
            Some((0.., cut)) => &bytes[..bytes.len().min(cut.unsigned_abs())],
            Some((_, cut)) => &bytes[..bytes.len() - cut.unsigned_abs()],
        };
        let (size, pause) = self.answer.drip.unwrap_or((bytes.len().max(1), 0));
        for part in bytes.chunks(size) {
            self.line.write(part)?;
            self.written.fetch_add(part.len() as u64, Ordering::Relaxed);
            thread::sleep(Duration::from_millis(pause));
        }
        ControlFlow::Continue(())
    }
}

fn head(answer: &Answer, media_type: &str, length: u64) -> String {
    let mut head = format!("HTTP/1.1 {} Whatever\r\n", answer.status);
    if !media_type.is_empty() && !answer.headers.contains_key("content-type") {
        write!(head, "content-type: {media_type}\r\n").unwrap();
    }
    for (name, value) in &answer.headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    match answer.framing {
        Framing::Length => {
            let length = answer.length.unwrap_or(length);
            write!(head, "content-length: {length}\r\n").unwrap();
        }
        Framing::Chunked | Framing::Endless => head.push_str("transfer-encoding: chunked\r\n"),
        Framing::Nothing => {}
    }
    head + "\r\n"
}

/// What is in the body: a part of it, and how often it comes. `None` if there is no answer at all.
fn body(answer: &Answer, request: &Recorded) -> Option<(&'static str, Vec<u8>, usize)> {
    let envelope = |value: Value| Some(("application/json", value.to_string().into_bytes(), 1));
    if let Some(result) = &answer.result {
        let mut value = json!({"success": true, "errors": [], "messages": [], "result": result});
        if let Some(info) = &answer.info {
            value["result_info"] = info.clone();
        }
        return envelope(value);
    }
    if let Some((code, message)) = &answer.failure {
        return envelope(failure(*code, message));
    }
    if let Some(value) = &answer.json {
        return envelope(value.clone());
    }
    if let Some(text) = &answer.text {
        return Some(("text/plain", text.clone().into_bytes(), 1));
    }
    if let Some(hex) = &answer.hex {
        let bytes = hex.split_whitespace().flat_map(unhex).collect();
        return Some(("application/json", bytes, 1));
    }
    if let Some(depth) = answer.nest {
        let list = "[".repeat(depth) + &"]".repeat(depth);
        let body = format!(r#"{{"success":true,"result":{{"id":"n1","deep":{list}}}}}"#);
        return Some(("application/json", body.into_bytes(), 1));
    }
    if let Some((text, times)) = &answer.fill {
        return Some(("application/json", text.clone().into_bytes(), *times));
    }
    match answer.echo {
        Some(Echo::Html) => {
            // Excerpts are short: what matters comes first.
            let page = format!("<html>{}\n{}</html>", request.body(), request.text());
            Some(("text/html", page.into_bytes(), 1))
        }
        Some(Echo::Error) => envelope(failure(1, &request.text())),
        // Neither a status nor a header: nothing is said.
        None if answer.status == 200 && answer.headers.is_empty() => None,
        None => Some(("", Vec::new(), 1)),
    }
}

fn failure(code: i64, message: &str) -> Value {
    let errors = json!([{"code": code, "message": message}]);
    json!({"success": false, "errors": errors, "messages": [], "result": null})
}

fn unhex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    let pairs = pairs.map(|pair| std::str::from_utf8(pair).unwrap());
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).unwrap())
        .collect()
}
