//! Puts together what was drawn, what the server saw and what the client made of the answers.

use std::collections::BTreeMap;

use openapi_client_generator::ir::Payload;
use openapi_client_generator::{Call, CallAnswer};
use serde::Deserialize;
use serde_json::Value;

use super::answer::Reply;
use super::document::Operation;
use super::headers::OWN;
use super::plan::Draw;
use super::run::Outcome;
use super::wire::texts;
use crate::corpus::examples::program::difference;
use crate::terminal::visible;

/// A line of the program.
#[derive(Deserialize)]
struct Line {
    number: usize,
    shown: Option<Shown>,
    fault: Option<String>,
    /// What the client's own mock has against it.
    mock: Option<String>,
}

/// What a call came back with.
#[derive(Deserialize)]
struct Shown {
    status: Option<u16>,
    /// The headers that have a type, by their names in small letters.
    headers: BTreeMap<String, Value>,
    value: Value,
    /// The body of an error, in hexadecimal digits.
    bytes: Option<String>,
}

/// Judges draws.
pub struct Verdict<'a> {
    pub calls: &'a [Call],
    pub seed: u64,
    pub outcome: &'a mut Outcome,
}

impl Verdict<'_> {
    /// Holds what the server found and what the program printed to the draws.
    pub fn judge(
        &mut self,
        draws: &[Draw],
        operations: &[&Operation],
        found: &[Option<Vec<String>>],
        printed: &str,
    ) {
        let lines = printed
            .lines()
            .filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let lines: BTreeMap<usize, Line> = lines.map(|line| (line.number, line)).collect();
        for (number, (draw, operation)) in draws.iter().zip(operations).enumerate() {
            let mut faults = Vec::new();
            match found.get(number).and_then(Option::as_ref) {
                Some(found) => {
                    self.outcome.sent += 1;
                    faults.extend(found.iter().cloned());
                }
                None => faults.push("nothing was sent".to_owned()),
            }
            match lines.get(&number) {
                Some(line) => faults.extend(self.line_faults(line, draw, operation)),
                None => faults.push("the program says nothing of it".to_owned()),
            }
            if !faults.is_empty() {
                let seed = self.seed;
                let text = visible(&faults.join("; "));
                let mismatches = &mut self.outcome.mismatches;
                let mismatches = mismatches.entry(operation.name.clone()).or_default();
                mismatches.push(format!("seed {seed}, draw {number}: {text}"));
            }
        }
    }

    fn line_faults(&mut self, line: &Line, draw: &Draw, operation: &Operation) -> Vec<String> {
        let mut faults = Vec::new();
        // Of operations that share a path, a mock takes the first that a request fits.
        let mocked = line.mock.as_ref();
        let mocked = mocked.filter(|_| !operation.name.contains('#'));
        faults.extend(mocked.map(|fault| format!("the mock: {fault}")));
        faults.extend(
            line.fault
                .as_ref()
                .map(|fault| format!("the call fails: {fault}; {}", answered(&draw.reply))),
        );
        if let Some(shown) = &line.shown {
            let call = self.calls.get(draw.call);
            let headers = call.map_or(&[][..], |call| &call.headers);
            let names = headers
                .iter()
                .map(|header| header.name.to_ascii_lowercase());
            faults.extend(names.filter_map(|name| self.header_fault(&name, &draw.reply, shown)));
            let reply = &draw.reply;
            if shown.status != Some(reply.status) {
                let came = shown.status;
                faults.push(format!(
                    "the status is {} and comes as {came:?}",
                    reply.status
                ));
            }
            let is_head = operation.method == "HEAD";
            faults.extend(self.body_fault(reply, shown, is_head));
        }
        faults
    }

    fn header_fault(&mut self, name: &str, reply: &Reply, shown: &Shown) -> Option<String> {
        if OWN.contains(&name) {
            return None;
        }
        let came = shown.headers.get(name).unwrap_or(&Value::Null);
        let Some(sent) = reply.typed.get(name) else {
            return (!came.is_null()).then(|| format!("there is no header `{name}`, and it comes"));
        };
        self.count("headers", 1);
        // Of one header with several types, a client has the first.
        let fault = difference(sent, came, "").filter(|_| texts(sent) != texts(came));
        fault.map(|fault| format!("the header `{name}` comes as another: {fault}"))
    }

    /// What is wrong with what the client made of a body.
    fn body_fault(&mut self, reply: &Reply, shown: &Shown, is_head: bool) -> Option<String> {
        if reply.fails() {
            self.count("errors", 1);
            let came = shown.bytes.as_deref().unwrap_or_default();
            let sent = if is_head { &[][..] } else { &reply.body };
            if let Some(fault) = bytes_fault(sent, came) {
                return Some(format!("the error {fault}"));
            }
        }
        let name = match reply.kind {
            CallAnswer::Nothing | CallAnswer::ByStatus(..) => return None,
            CallAnswer::Value | CallAnswer::Page => "values",
            CallAnswer::Text => "texts",
            CallAnswer::Raw | CallAnswer::Download => "downloads",
            CallAnswer::Events(_) => "event streams",
            CallAnswer::Lines => "line streams",
        };
        self.outcome.answers += 1;
        self.count(name, 1);
        let Some(sent) = &reply.value else {
            let came = shown.value.as_str().unwrap_or_default();
            let fault = bytes_fault(&reply.body, came);
            return fault.map(|fault| format!("the answer {fault}"));
        };
        match &reply.kind {
            CallAnswer::Events(_) => self.count("events", sent.as_array().map_or(0, Vec::len)),
            CallAnswer::Lines => self.count("lines", sent.as_array().map_or(0, Vec::len)),
            _ => {}
        }
        answer_fault(&reply.kind, sent, &shown.value)
    }

    fn count(&mut self, name: &'static str, number: usize) {
        *self.outcome.compared.entry(name).or_default() += number;
    }
}

/// What was answered, as far as it helps to see why it is not read.
fn answered(reply: &Reply) -> String {
    let body: String = String::from_utf8_lossy(&reply.body)
        .chars()
        .take(500)
        .collect();
    format!("the answer was {} with `{body}`", reply.status)
}

/// What is wrong with bytes that came, which are given in hexadecimal digits.
fn bytes_fault(sent: &[u8], came: &str) -> Option<String> {
    let digits = came.as_bytes().chunks(2);
    let came: Vec<u8> = digits
        .filter_map(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok())
        .collect();
    if came == sent {
        return None;
    }
    let pairs = came.iter().zip(sent);
    let same = pairs.take_while(|(came, sent)| came == sent).count();
    Some(format!(
        "comes with other bytes: {} for {}, different from byte {same} on",
        came.len(),
        sent.len()
    ))
}

/// What is wrong with the value that the client made of an answer. The items of a page are some member of it.
fn answer_fault(kind: &CallAnswer, sent: &Value, came: &Value) -> Option<String> {
    // Where there need be no body, an empty text is none.
    let is_none = came.is_null() && sent.as_str() == Some("");
    if *kind == CallAnswer::Text && (is_none || texts(sent) == texts(came)) {
        return None;
    }
    let opened = opened(kind, sent, came);
    let fault = difference(opened.as_ref().unwrap_or(sent), came, "")?;
    let is_inside = |value: &Value| difference(value, came, "").is_none();
    let members = sent.as_object().into_iter().flatten();
    let inner = members
        .clone()
        .flat_map(|(_, value)| value.as_object().into_iter().flatten());
    if *kind == CallAnswer::Page && members.chain(inner).any(|(_, value)| is_inside(value)) {
        return None;
    }
    Some(format!("the answer comes back as another: {fault}"))
}

/// Events with their data as a client sees it: where that is JSON to it, what is written in the text that was sent.
fn opened(kind: &CallAnswer, sent: &Value, came: &Value) -> Option<Value> {
    let CallAnswer::Events(payload) = kind else {
        return None;
    };
    let place = match payload {
        Payload::Whole => "/data/data",
        _ => "/data",
    };
    let mut sent = sent.clone();
    let events = sent.as_array_mut()?.iter_mut().zip(came.as_array()?);
    for (sent, came) in events {
        let came = came.pointer(place);
        let data = sent.pointer_mut(place);
        if let Some(data) = data.filter(|data| came != Some(&**data))
            && let Some(content) = data
                .as_str()
                .and_then(|text| serde_json::from_str(text).ok())
        {
            *data = content;
        }
    }
    Some(sent)
}
