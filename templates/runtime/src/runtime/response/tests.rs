//! How answers are read: in the envelope and out of it, well formed and not.

use http::Method;

use super::*;
use crate::runtime::api::{Credential, CredentialPart, Envelope};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pagination::Pagination;
use crate::runtime::transport::Nowhere;
use crate::runtime::{Async, ClientBuilder, ErrorKind, Sensitive};

static API: Api = Api::new("Things", "https://a.example/v1")
    .request_id_header("x-id")
    .credentials(&[Credential::new("token", &[CredentialPart::bearer("token")])])
    .envelope(&Envelope {
        result: "result",
        success: "success",
        errors: "errors",
        messages: "messages",
        result_info: "result_info",
    });

static WRAPPED: Operation = Operation::new("wrapped", Method::GET, "/x")
    .parameters(&[Parameter::query("page"), Parameter::query("per_page")])
    .pagination(&Pagination::page("page", "per_page", 1));
static BARE: Operation = Operation::new("bare", Method::GET, "/x").no_envelope();

fn received(operation: &'static Operation, media_type: &str, body: &str) -> Received<Async> {
    let builder = ClientBuilder::<Async>::new(&API).transport(Nowhere);
    let session = builder
        .credential(0, vec![Sensitive::from("hunter2-token")])
        .session()
        .unwrap();
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, media_type.parse().unwrap());
    headers.insert("x-id", "id-1".parse().unwrap());
    let body = Bytes::copy_from_slice(body.as_bytes());
    let answer = Answer {
        status: StatusCode::OK,
        headers,
        body,
        attempts: 1,
    };
    let trace = Trace::new(&session.config, operation);
    Received {
        answer,
        session,
        draft: Draft::new(operation),
        trace,
        left: None,
    }
}

fn read<T: Output<Async>>(operation: &'static Operation, body: &str) -> Result<Response<T>, Error> {
    T::read(received(operation, "application/json", body))
}

fn value<T: Output<Async>>(body: &str) -> T {
    read(&WRAPPED, body).unwrap().into_value()
}

#[track_caller]
fn error<T: Output<Async>>(operation: &'static Operation, body: &str) -> Error {
    let error = read::<T>(operation, body).map(|_| ()).unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.request_id(), Some("id-1"));
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    error
}

#[test]
fn a_result_is_unwrapped() {
    assert_eq!(
        value::<String>(r#"{"success":true,"errors":[],"result":"r"}"#),
        "r"
    );
    assert_eq!(
        value::<String>(r#"{"result":"r","other":[{}],"success":true}"#),
        "r"
    );
    assert_eq!(value::<String>(r#"{"result":"r"}"#), "r");
    assert_eq!(
        value::<String>("\u{feff}{\"result\":\"r\",\"success\":true}\n"),
        "r"
    );
    assert_eq!(
        value::<Option<i64>>(r#"{"success":true,"result":null}"#),
        None
    );
    assert_eq!(value::<Option<i64>>(r#"{"success":true}"#), None);
    assert_eq!(
        value::<Vec<i64>>(r#"{"success":true,"result":[1,2]}"#),
        [1, 2]
    );
}

#[test]
fn nothing_can_be_read_from_anything_that_is_a_success() {
    for body in [
        "",
        " \n",
        r#"{"success":true,"result":null}"#,
        r#"{"success":true,"result":{"id":1}}"#,
        r#"{"success":true}"#,
    ] {
        value::<()>(body);
    }
    assert_eq!(error::<()>(&WRAPPED, "<html>").kind(), ErrorKind::Decode);
    assert_eq!(
        error::<()>(&WRAPPED, r#"{"success":false}"#).kind(),
        ErrorKind::Api
    );
}

#[test]
fn what_goes_with_a_result_is_kept() {
    let body = r#"{"success":true,"result":"r","messages":[{"code":5,"message":"soon gone"}],
        "result_info":{"page":2,"total_pages":"3","cursor":"c"}}"#;
    let response = read::<String>(&WRAPPED, body).unwrap();
    assert_eq!(response.messages().first().unwrap().message, "soon gone");
    let info = response.result_info().unwrap();
    assert_eq!((info.page, info.total_pages), (Some(2), Some(3)));
    assert_eq!(info.get("cursor").unwrap(), "c");
    assert_eq!(response.request_id(), Some("id-1"));
    assert_eq!(response.status(), StatusCode::OK);
    let bare = read::<String>(
        &WRAPPED,
        r#"{"result":"r","messages":null,"result_info":null}"#,
    );
    assert!(bare.unwrap().result_info().is_none());
}

#[test]
fn a_failure_is_heard_whatever_the_result_is() {
    let errors = r#""errors":[{"code":1001,"message":"store_not_found"}]"#;
    for body in [
        format!(r#"{{"success":false,{errors},"result":null}}"#),
        format!(r#"{{"result":{{"id":[1]}},{errors},"success":false}}"#),
        format!(r#"{{"result":"r",{errors},"success":false}}"#),
        format!("{{{errors}}}"),
    ] {
        let error = error::<String>(&WRAPPED, &body);
        assert_eq!(error.kind(), ErrorKind::Api, "{body}");
        assert!(error.has_message("store_not_found"), "{body}");
        assert_eq!(
            error.to_string(),
            "wrapped: the API answered 200 OK, but reports a failure: [1001] store_not_found \
             (request id-1)"
        );
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    for (body, expected) in [
        (
            r#"{"success":true,"result":5}"#,
            "result: expected a string, found a number",
        ),
        (
            r#"{"success":true,"result":null}"#,
            "result: expected a string, found null",
        ),
        (r#"{"success":true}"#, "there is no result in it"),
        (
            r#"{"success":"yes","result":"r"}"#,
            "success: expected a boolean",
        ),
        ("[]", "expected an object, found an array"),
        (r#"{"success":true,"result":"r"#, "malformed JSON"),
        (r#"{"success":true,"result":"r"}x"#, "malformed JSON"),
        ("", "there is nothing to read; it is an empty body"),
        (
            "<!DOCTYPE html><title>Sign in</title>",
            "it is an HTML page of type application/json that begins with `<!DOCTYPE html><title>",
        ),
        (
            "plain",
            "it is a body of type application/json that begins with `plain`",
        ),
    ] {
        let error = error::<String>(&WRAPPED, body);
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        let text = error.to_string();
        assert!(
            text.starts_with("wrapped: the answer 200 OK cannot be read: "),
            "{text}"
        );
        assert!(text.contains(expected), "{body}: {text}");
    }
}

#[test]
fn what_is_shown_of_a_body_is_short_and_has_no_secrets() {
    let body = format!(
        "{{\"echo\":\"Bearer hunter2-token\",{}",
        // More than is looked at, or shown where that would take an interpreter minutes.
        "\"x\":1,".repeat(if cfg!(miri) { 100 } else { 1000 })
    );
    let error = error::<String>(&WRAPPED, &body);
    let excerpt = error.body_excerpt().unwrap();
    assert!(
        excerpt.starts_with("{\"echo\":\"Bearer [REDACTED]\""),
        "{excerpt}"
    );
    assert!(
        excerpt.chars().count() <= 201 && error.to_string().len() < 600,
        "{error}"
    );
}

#[test]
fn an_encoding_that_nobody_asked_for_is_named() {
    let mut received = received(&WRAPPED, "application/json", "\u{1f}\u{8b}");
    received
        .answer
        .headers
        .insert(header::CONTENT_ENCODING, "gzip".parse().unwrap());
    let error = <String as Output<Async>>::read(received).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("in the encoding gzip, which was not asked for"),
        "{error}"
    );
}

#[test]
fn without_an_envelope_the_body_is_the_result() {
    assert_eq!(read::<String>(&BARE, "\"r\"").unwrap().into_value(), "r");
    let page = read::<Page<i64>>(&BARE, "[1,2]").unwrap().into_value();
    assert_eq!((page.items(), page.has_next()), (&[1, 2][..], false));
    assert_eq!(error::<String>(&BARE, "{}").kind(), ErrorKind::Decode);
    read::<()>(&BARE, "{}").unwrap();
    read::<()>(&BARE, "").unwrap();
}

#[test]
fn a_body_that_is_no_json_comes_as_it_is() {
    let raw = Raw::read(received(&BARE, "image/png", "\u{0}png"))
        .unwrap()
        .into_value();
    assert_eq!(
        (raw.bytes().as_ref(), raw.media_type()),
        (&b"\0png"[..], Some("image/png"))
    );
    assert_eq!(
        format!("{raw:?}"),
        r#"Raw { bytes: 4, media_type: Some("image/png") }"#
    );
}

#[test]
fn a_page_knows_whether_there_is_more() {
    let page = value::<Page<i64>>(
        r#"{"success":true,"result":[1,2],"result_info":{"page":1,"per_page":2,"total_pages":2}}"#,
    );
    assert!(page.has_next());
    assert_eq!(page.info().total_pages, Some(2));
    assert_eq!((&page).into_iter().sum::<i64>(), 3);
    assert_eq!(page.into_iter().collect::<Vec<_>>(), [1, 2]);
    let last = value::<Page<i64>>(r#"{"result":[1],"result_info":{"page":1,"per_page":2}}"#);
    assert!(!last.has_next());
}

#[test]
fn the_body_of_an_error_status_is_searched_for_messages() {
    for (status, body, expected) in [
        (
            404,
            r#"{"success":false,"errors":[{"code":1001,"message":"store_not_found"}],"result":null}"#,
            "wrapped: the API answered 404 Not Found: [1001] store_not_found (request id-1)",
        ),
        (
            502,
            "<html><h1>Bad Gateway</h1>",
            "wrapped: the API answered 502 Bad Gateway with an HTML page of type application/json \
             that begins with `<html><h1>Bad Gateway</h1>` (request id-1)",
        ),
        (
            500,
            "",
            "wrapped: the API answered 500 Internal Server Error with an empty body (request id-1)",
        ),
        (
            400,
            r#"{"unknown":"hunter2-token"}"#,
            "wrapped: the API answered 400 Bad Request with a body of type application/json that \
             begins with `{\"unknown\":\"[REDACTED]\"}` (request id-1)",
        ),
    ] {
        let mut received = received(&WRAPPED, "application/json", body);
        received.answer.status = StatusCode::from_u16(status).unwrap();
        let error = received.reader().status_error();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.is_not_found(), status == 404);
    }
}
