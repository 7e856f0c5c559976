//! That the server sees what is wrong with a request, and that the same seed draws the same.

mod answers;

use openapi_client_generator::ir::{FormatKind, Origin};
use openapi_client_generator::{BodyForm, Call};
use serde_json::{Value, json};

use super::answer::Reply;
use super::document::{Operation, operations};
use super::plan::{Draw, Judges};
use super::responses::Answer;
use super::text::{Use, of_pattern};
use super::value::{Drawer, Room};
use super::wire::{Request, faults};
use crate::random::Random;
use crate::schema::Direction;
use crate::schema::judge::Judge;

fn document() -> Value {
    json!({ "openapi": "3.1.0", "paths": { "/a/{id}/b{last}": { "post": {
        "parameters": [
            { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
            { "name": "last", "in": "path", "required": true, "style": "matrix", "explode": true, "schema": { "type": "array" } },
            { "name": "list", "in": "query", "schema": { "type": "array" } },
            { "name": "joined", "in": "query", "explode": false, "schema": { "type": "array" } },
            { "name": "deep", "in": "query", "style": "deepObject", "schema": { "type": "object" } },
            { "name": "X-A", "in": "header", "schema": { "type": "integer", "maximum": 9 } },
            { "name": "c", "in": "cookie", "schema": { "type": "boolean" } },
        ],
        "requestBody": { "content": { "application/json": { "schema": { "required": ["n"], "properties": { "n": { "maximum": 5 } } } } } },
        "responses": { "200": {}, "2XX": {}, "404": {}, "4XX": {}, "default": {} },
    } } } })
}

pub fn judges(tree: &Value) -> Judges {
    Judges {
        request: Judge::new(tree, Some(Direction::Request)).unwrap(),
        answer: Judge::new(tree, Some(Direction::Answer)).unwrap(),
    }
}

/// A call that takes nothing and gives nothing.
pub fn call() -> Call {
    Call {
        origin: Origin::default(),
        method: "POST",
        path: String::new(),
        resource: String::new(),
        function: String::new(),
        arguments: Vec::new(),
        setters: Vec::new(),
        bodies: Vec::new(),
        forms: Vec::new(),
        headers: Vec::new(),
        failure: None,
    }
}

/// What is wrong with a request for the operation above, all of whose inputs are drawn.
fn found(target: &str, headers: &[(&str, &str)], body: &str) -> Vec<String> {
    let tree = document();
    let operation: Operation = operations(&tree).remove(0);
    let statuses = |answers: &[Answer]| answers.iter().map(|one| one.status).collect::<Vec<_>>();
    assert_eq!(statuses(&operation.answers.successes), [200, 299]);
    assert_eq!(statuses(&operation.answers.failures), [404, 499, 599]);
    let values = [
        json!("x/ y"),
        json!([1, 2]),
        json!(["p&", "q"]),
        json!(["r,", 3]),
        json!({ "k": "v" }),
        json!(7),
        json!(true),
    ];
    let draw = Draw {
        call: 0,
        parameters: values.into_iter().enumerate().collect(),
        body: Some((0, json!({ "n": 5, "more": [null] }))),
        form: 0,
        reply: Reply::bare(200),
    };
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let request = Request {
        method: "POST".to_owned(),
        target: target.to_owned(),
        headers: headers.iter().map(owned).collect(),
        body: body.as_bytes().to_vec(),
    };
    let call = Call {
        bodies: vec![BodyForm {
            media_type: "application/json".to_owned(),
            kind: FormatKind::Json,
            spelled: String::new(),
            variant: None,
        }],
        ..call()
    };
    faults(&request, &call, &operation, &draw, &mut judges(&tree))
}

const TARGET: &str = "/a/x%2F%20y/b;last=1;last=2?list=p%26&list=q&joined=r%2C,3&deep%5Bk%5D=v";
const HEADERS: [(&str, &str); 3] = [
    ("x-a", "7"),
    ("cookie", "a=b; c=true"),
    ("content-type", "application/json"),
];
const BODY: &str = r#"{"more": [null], "n": 5.0}"#;

#[test]
fn a_request_that_is_as_drawn_has_no_faults() {
    assert_eq!(found(TARGET, &HEADERS, BODY), Vec::<String>::new());
}

#[test]
fn whatever_differs_is_a_fault() {
    for (from, to) in [
        ("x%2F%20y", "x/%20y"),
        ("last=1;last=2", "last=2;last=1"),
        ("list=q", "list=Q"),
        ("&list=q", ""),
        ("r%2C,3", "r,,3"),
        ("deep%5Bk%5D", "deep"),
        ("/b;", "/c;"),
        ("=v", "=v&extra=1"),
    ] {
        let target = TARGET.replace(from, to);
        assert!(!found(&target, &HEADERS, BODY).is_empty(), "{target}");
    }
    for changed in [
        ("x-a", "8"),
        ("cookie", "c=false"),
        ("content-type", "text/plain"),
    ] {
        let headers = HEADERS.map(|header| {
            if header.0 == changed.0 {
                changed
            } else {
                header
            }
        });
        assert!(!found(TARGET, &headers, BODY).is_empty(), "{changed:?}");
    }
    for body in [
        "",
        r#"{"n": 5}"#,
        r#"{"n": 6, "more": [null]}"#,
        r#"{"more": [null]}"#,
    ] {
        assert!(!found(TARGET, &HEADERS, body).is_empty(), "{body}");
    }
}

#[test]
fn the_same_seed_draws_the_same() {
    let tree = json!({ "s": {
        "type": "object", "required": ["a", "t"], "properties": {
            "a": { "type": "array", "items": { "type": "integer" } },
            "t": { "type": "string", "pattern": "^(?!x)[a-z]{3}-\\d+$" },
            "r": { "readOnly": true, "type": "string" },
        }
    } });
    let drawn = |seed| {
        let mut drawer = Drawer {
            tree: &tree,
            random: Random::new(seed),
            direction: Direction::Request,
            usage: Use::Anywhere,
            room: Room::JSON,
        };
        drawer.draw(&tree["s"], 0).unwrap()
    };
    let all: Vec<Value> = (0..50).map(drawn).collect();
    assert_eq!(all, (0..50).map(drawn).collect::<Vec<_>>());
    assert!(
        all.iter()
            .all(|value| value.get("r").is_none() && value["t"].as_str().unwrap().contains('-'))
    );
    assert_ne!(all[0], all[1]);
    assert_eq!(of_pattern(&mut Random::new(1), "[", 0), None);
    let long = of_pattern(&mut Random::new(1), "^[0-9a-f]+$", 40);
    assert_eq!(long.map(|text| text.len()), Some(40));
}
