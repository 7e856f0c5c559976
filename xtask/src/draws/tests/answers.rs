//! That every kind of answer is drawn, sent as it was drawn, and that whatever comes as another is a mismatch: a client
//! of a few lines stands in for the generated one.

use std::cell::Cell;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;

use openapi_client_generator::diag::Source;
use openapi_client_generator::{Call, CallAnswer, calls};
use serde_json::{Value, json};

use super::super::answer::Reply;
use super::super::coverage::{Coverage, Kind};
use super::super::document::{Operation, operations};
use super::super::plan::{Draw, Drawing, tree};
use super::super::run::Outcome;
use super::super::server::Server;
use super::super::verdict::Verdict;
use super::judges;
use crate::random::Random;

/// The document of which the continuous integration draws answers.
const DOCUMENT: &str = include_str!("../../../../generator/tests/cases/draws/answers.yaml");

/// Some draws of each operation of the document, with what was left out.
fn drawn(number: u64) -> (Vec<Call>, Vec<Operation>, Vec<Draw>, Coverage) {
    let source = Source::new("answers.yaml", DOCUMENT);
    let tree = tree(&source);
    let known = operations(&tree);
    let (calls, _) = calls(&source, None, None);
    let (mut judges, mut coverage) = (judges(&tree), Coverage::default());
    let (mut draws, mut targets) = (Vec::new(), Vec::new());
    for operation in &known {
        let is_it = |call: &Call| call.origin.pointer == operation.pointer;
        let index = calls.calls.iter().position(is_it).unwrap();
        for seed in 0..number {
            let drawing = Drawing {
                random: Random::new(seed),
                call: &calls.calls[index],
                operation,
                judges: &mut judges,
                coverage: &mut coverage,
            };
            draws.push(drawing.draw(index).unwrap());
            targets.push(operation.clone());
        }
    }
    (calls.calls, targets, draws, coverage)
}

#[test]
fn every_answer_of_the_document_is_drawn() {
    let (_, targets, draws, coverage) = drawn(120);
    let rest = coverage.rest(&targets);
    let rest: Vec<_> = rest.keys().collect();
    let own = (Kind::Header, "they say how a message is sent".to_owned());
    assert_eq!(rest, [&own]);
    let is_drawn = |is_it: &dyn Fn(&Reply) -> bool| draws.iter().any(|draw| is_it(&draw.reply));
    assert!(is_drawn(&|reply| reply.body.len() > 100_000));
    assert!(is_drawn(&|reply| reply.redirect.is_some()));
    assert!(is_drawn(&|reply| reply.fails()
        && !reply.body.is_empty()
        && !reply.is_read()));
    let is_kind = |name: &str| is_drawn(&|reply| format!("{:?}", reply.kind) == name);
    for name in [
        "Value",
        "Text",
        "Raw",
        "Download",
        "Lines",
        "Events(Whole)",
        "Events(Text)",
    ] {
        assert!(is_kind(name), "{name}");
    }
}

#[test]
fn the_same_seeds_draw_the_same_answers() {
    let shown = || format!("{:?}", drawn(15).2);
    assert_eq!(shown(), shown());
}

/// What a server sends for a draw, read to the end: the head and the body.
fn fetched(address: &str, number: usize) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    // The end of what is sent ends the connection.
    write!(stream, "GET /elsewhere/{number} HTTP/1.1\r\n\r\n").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(all[..end].to_vec()).unwrap();
    let mut body = all[end + 4..].to_vec();
    if head.contains("transfer-encoding: chunked") {
        let mut rest = std::mem::take(&mut body);
        loop {
            let end = rest.windows(2).position(|two| two == b"\r\n").unwrap();
            let size = std::str::from_utf8(&rest[..end]).unwrap();
            let size = usize::from_str_radix(size, 16).unwrap();
            body.extend_from_slice(&rest[end + 2..end + 2 + size]);
            rest.drain(..end + 4 + size);
            if size == 0 {
                break;
            }
        }
    }
    (head, body)
}

/// The mismatches of draws that are all sent, each changed before it is judged.
fn mismatches(operation: &str, kind: &CallAnswer, change: &dyn Fn(&mut Value)) -> (usize, usize) {
    let (calls, targets, draws, _) = drawn(40);
    let is_it = |(draw, target): &(Draw, Operation)| {
        target.name == operation && draw.reply.kind == *kind && !draw.reply.fails()
    };
    let pairs = draws.into_iter().zip(targets).filter(is_it);
    let (draws, targets): (Vec<Draw>, Vec<Operation>) = pairs.unzip();
    let targets: Vec<&Operation> = targets.iter().collect();
    let source = Source::new("answers.yaml", DOCUMENT);
    let mut judges = judges(&tree(&source));
    let server = Server {
        operations: targets.clone(),
        calls: &calls,
        draws: &draws,
        judges: Mutex::new(&mut judges),
        found: Mutex::new(Vec::new()),
    };
    let printed = server.serve(|address| {
        let mut printed = String::new();
        for (number, draw) in draws.iter().enumerate() {
            let (head, body) = fetched(address, number);
            let mut digits = String::new();
            for byte in body {
                write!(digits, "{byte:02x}").unwrap();
            }
            let value = draw.reply.value.clone().unwrap_or(digits.into());
            let status: u16 = head[9..12].parse().unwrap();
            let mut line = json!({ "number": number, "shown": { "status": status, "headers": draw.reply.typed, "value": value } });
            change(&mut line["shown"]);
            writeln!(printed, "{line}").unwrap();
        }
        printed
    });
    let mut outcome = Outcome::default();
    let mut verdict = Verdict {
        calls: &calls,
        seed: 0,
        outcome: &mut outcome,
    };
    let found = vec![Some(Vec::new()); draws.len()];
    verdict.judge(&draws, &targets, &found, &printed.unwrap());
    (outcome.number_of_mismatches(), draws.len())
}

#[test]
fn another_byte_is_a_mismatch() {
    let download =
        |change: &dyn Fn(&mut Value)| mismatches("GET /file", &CallAnswer::Download, change);
    let (none, all) = download(&|_| {});
    assert!(none == 0 && all > 20, "{none} of {all}");
    let changed = |shown: &mut Value| {
        let digits = shown["value"].as_str().unwrap();
        let last = if digits.ends_with('0') { "1" } else { "0" };
        shown["value"] = format!("{}{last}", digits.get(..digits.len() - 1).unwrap_or("0")).into();
    };
    let longer = |shown: &mut Value| {
        shown["value"] = format!("{}00", shown["value"].as_str().unwrap()).into();
    };
    assert_eq!(download(&longer).0, all);
    let number = Cell::new(0);
    let (some, _) = download(&|shown| {
        if shown["value"] != "" {
            number.set(number.get() + 1);
            changed(shown);
        }
    });
    assert!(some > all / 2 && some == number.get(), "{some} of {all}");
    assert_eq!(download(&|shown| shown["status"] = json!(201)).0, all);
}

#[test]
fn another_header_is_a_mismatch() {
    let download =
        |change: &dyn Fn(&mut Value)| mismatches("GET /file", &CallAnswer::Download, change);
    let (_, all) = download(&|_| {});
    assert_eq!(
        download(&|shown| shown["headers"]["etag"] = json!("\"0\"")).0,
        all
    );
    assert_eq!(
        download(&|shown| shown["headers"]["x-reason"] = json!("gone")).0,
        all
    );
    assert_eq!(download(&|shown| shown["headers"] = json!({})).0, all);
}

#[test]
fn another_item_is_a_mismatch() {
    for (operation, kind) in [
        ("GET /lines", CallAnswer::Lines),
        ("PUT /lines", CallAnswer::Lines),
    ] {
        let (none, all) = mismatches(operation, &kind, &|_| {});
        assert!(none == 0 && all > 20, "{none} of {all}");
        let more = |shown: &mut Value| {
            shown["value"]
                .as_array_mut()
                .unwrap()
                .push(json!({ "id": 1 }));
        };
        assert_eq!(mismatches(operation, &kind, &more).0, all);
        let number = Cell::new(0);
        let first = |shown: &mut Value| {
            if let Some(first) = shown["value"].get_mut(0) {
                number.set(number.get() + 1);
                first["id"] = json!("1");
            }
        };
        let (some, _) = mismatches(operation, &kind, &first);
        assert!(some > all / 2 && some == number.get(), "{some} of {all}");
    }
}
