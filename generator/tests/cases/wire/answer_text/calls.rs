//! Reads texts of several charsets, a number, and nothing.

use super::api;

pub async fn calls(client: api::Client) {
    let text = client.text();
    assert_eq!(text.get().await.unwrap(), "\"é\" as it is\n");
    assert_eq!(text.get().await.unwrap(), "é");
    assert_eq!(text.get().await.unwrap(), "");
    unreadable(&text.get().await.unwrap_err());
    assert_eq!(text.update().await.unwrap(), Some(12));
    assert_eq!(text.update().await.unwrap(), None);
    assert_eq!(text.create().await.unwrap(), "a,b\n1,2");
}

pub fn blocking(client: api::blocking::Client) {
    let text = client.text();
    assert_eq!(text.get().send().unwrap(), "\"é\" as it is\n");
    assert_eq!(text.get().send().unwrap(), "é");
    assert_eq!(text.get().send().unwrap(), "");
    unreadable(&text.get().send().unwrap_err());
    assert_eq!(text.update().send().unwrap(), Some(12));
    assert_eq!(text.update().send().unwrap(), None);
    assert_eq!(text.create().send().unwrap(), "a,b\n1,2");
}

fn unreadable(error: &api::Error) {
    assert_eq!(error.kind(), api::ErrorKind::Decode);
    assert_eq!(error.body_bytes().unwrap().as_ref(), b"\xe9");
}
