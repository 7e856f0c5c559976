//! Creates until every status was there, and reads what came along with it.

use super::api;

use api::resources::things::{
    CreateAnswer, CreateError, CreateRequest, DeleteRequest, HeadRequest,
};
use api::types::{CreateThingXKind, Problem};
use api::{Error, ErrorKind, Response};

pub async fn calls(client: api::Client) {
    let things = client.things();
    for _ in 0..4 {
        match things.create().send_with_response().await {
            Ok(response) => success(response),
            Err(error) => undocumented(&error),
        }
    }
    for _ in 0..4 {
        failure(&things.create().await.unwrap_err());
    }
    assert_eq!(things.update("a").await.unwrap().unwrap().id, "old");
    assert_eq!(things.update("a").await.unwrap(), None);
    problem(&things.update("a").await.unwrap_err());
    gone(&things.delete("a").send_with_response().await.unwrap());
    assert_eq!(things.get("a").await.unwrap().id, "one");
    assert_eq!(things.get("a").await.unwrap().id, "other");
    unchanged(
        &things
            .get("a")
            .header("if-none-match", "x")
            .await
            .unwrap_err(),
    );
    total(&things.head("a").send_with_response().await.unwrap());
    raw(&things.edit("a").await.unwrap());
}

pub fn blocking(client: api::blocking::Client) {
    let things = client.things();
    for _ in 0..4 {
        match things.create().send_with_response() {
            Ok(response) => success(response),
            Err(error) => undocumented(&error),
        }
    }
    for _ in 0..4 {
        failure(&things.create().send().unwrap_err());
    }
    assert_eq!(things.update("a").send().unwrap().unwrap().id, "old");
    assert_eq!(things.update("a").send().unwrap(), None);
    problem(&things.update("a").send().unwrap_err());
    gone(&things.delete("a").send_with_response().unwrap());
    assert_eq!(things.get("a").send().unwrap().id, "one");
    assert_eq!(things.get("a").send().unwrap().id, "other");
    unchanged(
        &things
            .get("a")
            .header("if-none-match", "x")
            .send()
            .unwrap_err(),
    );
    total(&things.head("a").send_with_response().unwrap());
    raw(&things.edit("a").send().unwrap());
}

fn success(response: Response<CreateAnswer>) {
    match response.value() {
        CreateAnswer::Ok(thing) => {
            assert_eq!(thing.id, "there");
            assert_eq!(response.header(CreateRequest::RETRY_AFTER).unwrap(), None);
        }
        CreateAnswer::Accepted(job) => {
            assert_eq!(job.job, 7);
            let header = response.header(CreateRequest::RETRY_AFTER);
            assert_eq!(header.unwrap(), Some(30));
            let tags = response.header(CreateRequest::X_TAGS).unwrap().unwrap();
            assert_eq!(tags, ["a", "b", "c"]);
            let limits = response.header(CreateRequest::X_LIMITS).unwrap().unwrap();
            assert_eq!(limits["most"], 5);
            let pairs = response.header(CreateRequest::X_PAIRS).unwrap().unwrap();
            assert_eq!((pairs["x"], pairs["y"]), (1, 2));
            let kind = response.header(CreateRequest::X_KIND).unwrap();
            assert_eq!(kind, Some(CreateThingXKind::Fast));
            let since = response.header(CreateRequest::X_SINCE).unwrap().unwrap();
            assert_eq!(since.to_string(), "2026-01-02T03:04:05Z");
        }
        CreateAnswer::NoContent => assert_eq!(response.status(), 204),
        other => panic!("{other:?}"),
    }
}

/// A success that no document speaks of is an error that keeps it.
fn undocumented(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status().unwrap(), 206);
    assert_eq!(error.body_bytes().unwrap().as_ref(), b"{\"id\":\"half\"}");
    assert!(
        error.to_string().contains("its status is not documented"),
        "{error}"
    );
}

fn failure(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Api);
    let body = error.body::<CreateError>().unwrap();
    match (error.status().unwrap().as_u16(), body) {
        (404, CreateError::NotFound(problem)) => {
            assert_eq!(problem.title.as_deref(), Some("no place"));
            assert_eq!(error.body_media_type(), Some("application/problem+json"));
        }
        (409, CreateError::Conflict(thing)) => assert_eq!(thing.id, "taken"),
        (501, CreateError::ServerError(text)) => assert_eq!(text, "caf\u{e9}"),
        (418, CreateError::Default(problem)) => {
            assert_eq!(problem.title.as_deref(), Some("short and stout"));
            assert_eq!(error.header(CreateRequest::RETRY_AFTER).unwrap(), Some(9));
        }
        (status, body) => panic!("{status}: {body:?}"),
    }
}

fn problem(error: &Error) {
    assert_eq!(
        error.body::<Problem>().unwrap().title.as_deref(),
        Some("no")
    );
    let shown = format!("{error:?}");
    assert!(
        !shown.contains("\"title\"") || error.body_excerpt().is_some(),
        "{shown}"
    );
    let other = error.body::<api::types::Job>().unwrap_err();
    assert_eq!(other.kind(), ErrorKind::Decode);
}

fn gone(response: &Response<()>) {
    assert_eq!(response.status(), 303);
    let location = response.header(DeleteRequest::LOCATION).unwrap();
    assert_eq!(location.as_deref(), Some("/jobs/1"));
}

fn unchanged(error: &Error) {
    assert!(error.is_not_modified() && !error.is_retryable());
    assert_eq!(error.headers().unwrap()["etag"], "x");
}

fn total(response: &Response<()>) {
    assert_eq!(response.header(HeadRequest::X_TOTAL).unwrap(), Some(12));
}

fn raw(raw: &api::Raw) {
    assert_eq!(raw.bytes().as_ref(), b"whatever");
    assert_eq!(raw.media_type(), Some("text/strange"));
}
