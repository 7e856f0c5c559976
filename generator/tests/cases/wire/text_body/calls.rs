//! Sends text of several media types, and scalars as text.

use super::api;
use api::types::{SendLinesBody, SetLevelBody};

pub async fn calls(client: api::Client) {
    client.plain().create("a\r\nb").await.unwrap();
    client.plain().create("é").await.unwrap();
    let long = client.plain().create("x".repeat(21)).await.unwrap_err();
    assert_eq!(long.kind(), api::ErrorKind::Validation);
    client.charset().create("a,é").await.unwrap();
    client.xml().create("<a/>").await.unwrap();
    client.level().update(SetLevelBody::High).await.unwrap();
    client.count().update(5).await.unwrap();
    let refused = client.password().update().body("hunter2").await.unwrap_err();
    assert!(!format!("{refused} {refused:?}").contains("hunter2"), "{refused}");
    let lines = [SendLinesBody::new(1), SendLinesBody::new(2)];
    client.lines().create(lines).await.unwrap();
}

pub fn blocking(client: api::blocking::Client) {
    client.plain().create("a\r\nb").send().unwrap();
    client.plain().create("é").send().unwrap();
    client.charset().create("a,é").send().unwrap();
    client.xml().create("<a/>").send().unwrap();
    client.level().update(SetLevelBody::High).send().unwrap();
    client.count().update(5).send().unwrap();
    client.password().update().body("hunter2").send().unwrap_err();
    let lines = [SendLinesBody::new(1), SendLinesBody::new(2)];
    client.lines().create(lines).send().unwrap();
}
