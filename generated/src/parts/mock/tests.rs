//! What a mock makes of requests and answers, from a small description.

use http::Request;
use serde_json::{Value, json};

use super::state::Stateless;
use super::{Description, Mock, Place, Recorded, Refusal, Reply, State, check, reply::End, sample};

/// An operation that takes a parameter in every style, bodies of every kind, and answers with limits.
static API: Description = Description::new(
    r##"{
    "credentials": [[["scheme", "Bearer"]], [["query", "key"], ["header", "x-user"]]],
    "operations": [
        {"call": "things.get", "id": "get-thing", "method": "GET", "path": "/things/{id}.json", "parameters": [
            {"name": "id", "in": "path", "style": "simple", "required": true, "schema": {"type": "integer"}},
            {"name": "form", "in": "query", "style": "form", "explode": true, "schema": {"type": "array", "items": {"type": "integer"}}},
            {"name": "comma", "in": "query", "style": "form", "schema": {"type": "array", "items": {"$ref": "#/schemas/Colour"}}},
            {"name": "pipe", "in": "query", "style": "pipe", "schema": {"type": "array", "items": {"type": "string"}}},
            {"name": "deep", "in": "query", "style": "deep", "explode": true, "schema": {"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "array", "items": {"type": "string"}}}}},
            {"name": "X-Pairs", "in": "header", "style": "simple", "explode": true, "schema": {"type": "object", "additionalProperties": {"type": "boolean"}}},
            {"name": "crumb", "in": "cookie", "style": "form", "schema": {"type": "string", "maxLength": 3}}],
         "answers": [{"status": 200, "kind": "json", "media_type": "application/json", "schema": {"$ref": "#/schemas/Thing"}, "example": {"count": "wrong"}, "headers": {"x-left": {"type": "integer", "maximum": 0}}},
                     {"status": 200, "accept": ["text/csv"], "kind": "text", "media_type": "text/csv", "schema": {"type": "string"}}],
         "failures": [{"status": 4, "schema": {"type": "object", "required": ["why"], "properties": {"why": {"type": "string", "examples": ["because"]}}}}]},
        {"call": "things.special", "method": "GET", "path": "/things/9.json", "parameters": [
            {"name": "why", "in": "query", "style": "form", "required": true, "schema": {"type": "string"}}], "answers": []},
        {"call": "things.label", "method": "GET", "path": "/label/{ids}", "parameters": [
            {"name": "ids", "in": "path", "style": "label", "explode": true, "required": true, "schema": {"type": "array", "items": {"type": "integer"}}}], "answers": []},
        {"call": "things.matrix", "method": "GET", "path": "/matrix/{ids}", "parameters": [
            {"name": "ids", "in": "path", "style": "matrix", "required": true, "schema": {"type": "array", "items": {"type": "integer"}}}], "answers": []},
        {"call": "files.get", "method": "GET", "path": "/files/{path}/raw", "parameters": [
            {"name": "path", "in": "path", "style": "simple", "reserved": true, "required": true, "schema": {"type": "string"}}], "answers": []},
        {"call": "things.ask", "method": "POST", "path": "/ask", "body": {"forms": [{"media_type": "application/json", "kind": "json"}]}, "answers": [
            {"status": 200, "accept": ["application/json"], "kind": "json", "media_type": "application/json"},
            {"status": 200, "accept": ["text/event-stream"], "switch": "stream", "kind": "events", "media_type": "text/event-stream"},
            {"status": 200, "accept": ["application/jsonl"], "switch": "stream", "kind": "lines", "media_type": "application/jsonl"}]},
        {"call": "things.post", "method": "POST", "path": "/things", "credentials": [0, 1], "answers": [{"status": 201, "kind": "nothing"}],
         "body": {"required": true, "forms": [
            {"media_type": "application/json", "kind": "json", "schema": {"$ref": "#/schemas/Thing"}},
            {"media_type": "application/x-www-form-urlencoded", "kind": "form", "schema": {"$ref": "#/schemas/Thing"}},
            {"media_type": "multipart/form-data", "kind": "multipart", "schema": {"type": "object", "required": ["file"], "properties": {"file": {"type": "string"}, "sizes": {"type": "array", "items": {"type": "integer"}}, "meta": {"$ref": "#/schemas/Thing"}}}}]}}
    ],
    "schemas": {
        "Endless": {"type": "object", "minProperties": 999999999, "required": ["a", "b"], "properties": {
            "a": {"$ref": "#/schemas/Endless"}, "b": {"$ref": "#/schemas/Endless"}}, "additionalProperties": {"type": "string"}},
        "Colour": {"enum": ["red", "green"]},
        "Thing": {"type": "object", "required": ["count", "name"], "properties": {
            "count": {"type": "integer", "minimum": 10, "multipleOf": 7},
            "name": {"type": "string", "minLength": 6, "maxLength": 8},
            "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
            "bad": {"type": "string", "pattern": "("},
            "again": {"$ref": "#/schemas/Thing"},
            "some": {"type": "array", "minItems": 2, "uniqueItems": true, "items": {"anyOf": [{"type": "null"}, {"$ref": "#/schemas/Colour"}]}},
            "either": {"anyOf": [{"type": "integer", "maximum": 3}, {"type": "string"}]}}}
    }}"##,
);

fn recorded(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Recorded {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (head, ()) = request.body(()).unwrap().into_parts();
    Recorded::new(&head, body.to_owned().into())
}

/// The values of all parameters that a request sends, or why it is refused.
fn read(target: &str, headers: &[(&str, &str)], names: &[&str]) -> Result<Value, Refusal> {
    let request = recorded("GET", target, headers, "");
    let checked = check::check(API.api(), &request).map_err(|(refusal, _)| refusal)?;
    let values = names
        .iter()
        .map(|name| checked.call.parameter(name).cloned());
    Ok(values.map(Option::unwrap_or_default).collect())
}

#[test]
fn parameters_are_read_in_every_style() {
    let names = ["id", "form", "comma", "pipe", "deep", "X-Pairs", "crumb"];
    let query =
        "form=1&form=2&comma=red,green&pipe=a%7Cb%20c&deep%5Ba%5D=1.5&deep[b][]=x&deep[b][]=y";
    let headers = [
        ("x-pairs", "a=true,b=false"),
        ("cookie", "other=1; crumb=a%20b"),
    ];
    let values = read(&format!("/things/7.json?{query}"), &headers, &names).unwrap();
    assert_eq!(
        values,
        json!([7, [1, 2], ["red", "green"], ["a", "b c"], {"a": 1.5, "b": ["x", "y"]}, {"a": true, "b": false}, "a b"])
    );
    assert_eq!(read("/label/.1.2", &[], &["ids"]).unwrap(), json!([[1, 2]]));
    assert_eq!(
        read("/matrix/;ids=1,2", &[], &["ids"]).unwrap(),
        json!([[1, 2]])
    );
    assert_eq!(
        read("/files/a/b%2Fc/raw", &[], &["path"]).unwrap(),
        json!(["a/b/c"])
    );
}

#[test]
fn wrong_parameters_are_named() {
    let refused =
        |target: &str, headers: &[(&str, &str)]| read(target, headers, &[]).unwrap_err().message();
    assert_eq!(
        refused("/things/x.json", &[]),
        "the path parameter `id`: the value is not of type \"integer\""
    );
    assert_eq!(
        refused("/things/1.json?comma=red,blue", &[]),
        "the query parameter `comma`: the value is not one of \"red\" or \"green\""
    );
    assert_eq!(
        refused("/things/1.json", &[("cookie", "crumb=secret")]),
        "the cookie parameter `crumb`: the value is longer than 3 characters"
    );
    // The path that is said in full is meant, and not the one that would take it.
    assert_eq!(
        refused("/things/9.json", &[]),
        "the query parameter `why`: it is required, and missing"
    );
    assert_eq!(
        refused("/things/1", &[]),
        "the API has no operation at this path"
    );
    assert_eq!(
        refused("/things/1/2.json", &[]),
        "the API has no operation at this path"
    );
}

const TOKEN: (&str, &str) = ("authorization", "Bearer t");

fn posted(target: &str, headers: &[(&str, &str)], body: &str) -> Result<Value, Refusal> {
    let checked = check::check(API.api(), &recorded("POST", target, headers, body));
    let checked = checked.map_err(|(refusal, _)| refusal)?;
    Ok(checked.call.body().cloned().unwrap_or_default())
}

#[test]
fn bodies_are_read_by_their_kind() {
    let thing = json!({"count": 14, "name": "a thing", "either": "x"});
    let of = |media_type: &str, body: &str| {
        posted("/things", &[TOKEN, ("content-type", media_type)], body)
            .map_err(|refusal| refusal.message())
    };
    assert_eq!(
        of("application/vnd.x+json; charset=utf-8", &thing.to_string()).unwrap(),
        thing
    );
    assert_eq!(
        of(
            "application/x-www-form-urlencoded",
            "count=14&name=a+thing&either=x"
        )
        .unwrap(),
        thing
    );
    let part = |head: &str, content: &str| {
        format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    };
    let meta = "name=\"meta\"\r\nContent-Type: application/json";
    let parts = [
        part("name=\"file\"; filename=\"f\"", "\u{0}"),
        part("name=\"sizes\"", "1"),
        part("name=\"sizes\"", "2"),
        part(meta, &thing.to_string()),
    ];
    let whole = parts.concat() + "--b--\r\n";
    assert_eq!(
        of("multipart/form-data; boundary=b", &whole).unwrap(),
        json!({"file": "bytes", "sizes": [1, 2], "meta": thing})
    );
    for (media_type, body, message) in [
        ("application/json", "", "the body: it is no JSON"),
        (
            "application/json",
            "{\"count\": 15, \"name\": \"secret\"}",
            "the body at /count: the value is not a multiple of 7",
        ),
        (
            "multipart/form-data; boundary=b",
            "--b",
            "the body: it has no parts, or does not end",
        ),
        ("multipart/form-data", "--b", "the body: it has no boundary"),
        (
            "text/plain",
            "secret",
            "the body is `text/plain`, and the operation takes application/json, application/x-www-form-urlencoded, multipart/form-data",
        ),
    ] {
        assert_eq!(of(media_type, body).unwrap_err(), message);
    }
    assert_eq!(
        posted("/things", &[TOKEN], "").unwrap_err().place,
        Place::Body(String::new())
    );
}

#[test]
fn credentials_have_to_be_whole() {
    let place =
        |target: &str, headers: &[(&str, &str)]| posted(target, headers, "").unwrap_err().place;
    assert_eq!(place("/things", &[]), Place::Credentials);
    assert_eq!(
        place("/things", &[("authorization", "Basic t")]),
        Place::Credentials
    );
    assert_eq!(place("/things?key=k", &[]), Place::Credentials);
    assert_ne!(
        place("/things?key=k", &[("x-user", "u")]),
        Place::Credentials
    );
}

/// What a mock answers: its status and its body.
fn answer(mock: &Mock, target: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let ready = mock.answer(recorded("GET", target, headers, ""));
    let body = String::from_utf8_lossy(ready.response.body()).into_owned();
    (ready.response.status().as_u16(), body)
}

#[test]
fn samples_keep_the_limits_of_the_document() {
    let mock = Mock::of(&API, Box::new(Stateless));
    let (status, body) = answer(&mock, "/things/1.json", &[]);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (status, &body["count"], &body["name"]),
        (200, &json!(14), &json!("textxx"))
    );
    assert_eq!(
        (&body["code"], &body["bad"]),
        (&json!("USD"), &json!("text"))
    );
    assert!(
        API.api().schemas.is_valid("/schemas/Thing", &body),
        "{body}"
    );
    assert_eq!(
        answer(&mock, "/things/1.json", &[("accept", "text/csv")]).1,
        "text"
    );
    let ready = mock.answer(recorded("GET", "/things/1.json", &[], ""));
    assert_eq!(ready.response.headers()["x-left"], "0");
}

#[test]
fn the_form_of_an_answer_is_what_body_and_media_type_ask_for() {
    let mock = Mock::of(&API, Box::new(Stateless));
    let (json, events, lines) = ("application/json", "text/event-stream", "application/jsonl");
    for (accept, stream, expected) in [
        (json, false, json),
        (events, false, events),
        (json, true, events),
        (events, true, events),
        (lines, true, lines),
    ] {
        let headers = [("accept", accept), ("content-type", json)];
        let body = json!({ "stream": stream }).to_string();
        let ready = mock.answer(recorded("POST", "/ask", &headers, &body));
        let came = &ready.response.headers()["content-type"];
        assert_eq!(came, expected, "{accept} {stream}");
    }
}

/// Knows one thing, and says no in its own way.
struct Own;

impl State for Own {
    fn answer(&mut self, call: &super::Call) -> Option<Reply> {
        (call.parameter("id") == Some(&json!(1))).then(|| Reply::json(200, json!({"count": 7})))
    }
    fn refuse(&mut self, refusal: &Refusal) -> Option<Reply> {
        Some(Reply::text(418, format!("{:?}", refusal.place)))
    }
}

#[test]
fn a_type_that_has_no_end_makes_a_sample_that_has_one() {
    let sample = sample::sample(&API.api().schemas, "/schemas/Endless", &Value::Null);
    assert!(sample["a"]["a"].is_object());
    let length = sample.to_string().len();
    assert!(length < 1_000_000, "{length} bytes");
}

#[test]
fn a_refusal_is_a_problem_unless_the_state_says_it_in_its_own_way() {
    let (status, body) = answer(&Mock::of(&API, Box::new(Stateless)), "/nothing", &[]);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (status, &body["detail"]),
        (404, &json!("the API has no operation at this path"))
    );

    let mock = Mock::of(&API, Box::new(Own));
    assert_eq!(answer(&mock, "/nothing", &[]), (418, "Path".to_owned()));
    assert_eq!(answer(&mock, "/things/1.json", &[]).1, r#"{"count":7}"#);
    assert_ne!(answer(&mock, "/things/2.json", &[]).1, r#"{"count":7}"#);
}

#[test]
fn scripts_come_in_their_order_and_are_used_up() {
    let mock = Mock::of(&API, Box::new(Stateless));
    mock.script(Reply::status(404).on("get-thing").times(2))
        .unwrap();
    mock.script(Reply::text(500, "broken").on("GET /things/{id}.json"))
        .unwrap();
    mock.script_json(r#"[{"stall": true, "times": 0, "delay_ms": 5}]"#)
        .unwrap();
    let given = || answer(&mock, "/things/1.json", &[]);
    assert_eq!(given(), (404, r#"{"why":"because"}"#.to_owned()));
    // A request that is refused uses nothing up.
    assert_eq!(answer(&mock, "/things/x.json", &[]).0, 400);
    assert_eq!(given().0, 404);
    assert_eq!(given(), (500, "broken".to_owned()));
    for _ in 0..2 {
        let ready = mock.answer(recorded("GET", "/things/1.json", &[], ""));
        assert_eq!((ready.end, ready.delay.as_millis()), (End::Stall, 5));
    }
    let wrong = |text: &str| mock.script_json(text).unwrap_err().to_string();
    assert_eq!(wrong("{}"), "the script is no list of replies");
    assert_eq!(
        wrong("[{}, {\"times\": -1}]"),
        "reply 2 of the script: `times` is no whole number"
    );
    assert_eq!(
        wrong("[{\"headers\": {\"a\": 1}}]"),
        "reply 1 of the script: the header `a` is no text"
    );
}

#[test]
fn the_fixed_parts_of_a_path_may_be_escaped() {
    let stripped = super::check::stripped;
    for (path, literal, rest) in [
        ("/a/b", "/a/", Some("b")),
        ("/gr%C3%B6%c3%9fe/x", "/größe/", Some("x")),
        ("/a%20b/%2F", "/a b/", Some("%2F")),
        ("/a", "/a/", None),
        ("/b/", "/a/", None),
        ("/a%2Fb", "/a/", None),
        ("/a%2", "/a/", None),
        ("/a%ZZ", "/a/", None),
        ("/aé", "/a/", None),
    ] {
        assert_eq!(stripped(path, literal), rest, "{path} {literal}");
    }
}
