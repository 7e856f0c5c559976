//! Asks for an answer at once and bit by bit, and follows two other streams.

use super::api;

use api::types::{Chat, GetRunEvent};
use api::{Error, ErrorKind, Event};

pub async fn calls(client: api::Client) {
    let chat = || client.chat().create(Chat::new("hi"));
    assert_eq!(chat().await.unwrap().text, "all at once");
    let mut events = chat().events().await.unwrap();
    let mut found = Vec::new();
    while let Some(event) = events.next().await {
        found.push(event);
    }
    assert_eq!(events.last_id(), Some("2"));
    chunks(found);
    plain(&chat().events().await.unwrap_err());
    let mut log = client.log().get().await.unwrap();
    let mut found = Vec::new();
    while let Some(event) = log.next().await {
        found.push(event.unwrap());
    }
    lines(&found);
    let mut run = client.run().get().await.unwrap();
    let mut found = Vec::new();
    while let Some(event) = run.next().await {
        found.push(event.unwrap().data);
    }
    whole(&found);
    let mut broken = client.log().get().await.unwrap();
    assert_eq!(broken.next().await.unwrap().unwrap().data, "last");
    assert!(broken.next().await.is_none());
}

pub fn blocking(client: api::blocking::Client) {
    let chat = || client.chat().create(Chat::new("hi"));
    assert_eq!(chat().send().unwrap().text, "all at once");
    let mut events = chat().events().send().unwrap();
    let found = events.by_ref().collect();
    assert_eq!(events.last_id(), Some("2"));
    chunks(found);
    plain(&chat().events().send().unwrap_err());
    let log = client.log().get().send().unwrap();
    lines(&log.map(Result::unwrap).collect::<Vec<_>>());
    let run = client.run().get().send().unwrap();
    whole(&run.map(|event| event.unwrap().data).collect::<Vec<_>>());
    let mut broken = client.log().get().send().unwrap();
    assert_eq!(broken.next().unwrap().unwrap().data, "last");
    assert!(broken.next().is_none());
}

fn chunks(found: Vec<Result<Event<api::types::Chunk>, Error>>) {
    let texts: Vec<_> = found
        .into_iter()
        .map(|event| event.unwrap().data.text)
        .collect();
    assert_eq!(texts, ["one", "two\nlines"]);
}

/// What is no stream of events is an error that keeps it.
fn plain(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body_bytes().unwrap(), "{\"text\":\"plain\"}");
}

fn lines(found: &[Event<String>]) {
    let [first, second] = found else {
        panic!("{found:?}");
    };
    assert_eq!(
        (first.data.as_str(), first.name.as_deref()),
        ("[DONE]", None)
    );
    assert_eq!(second.data, "a\n b");
    assert_eq!(second.name.as_deref(), Some("end"));
    assert_eq!(second.id.as_deref(), Some("7"));
}

fn whole(found: &[GetRunEvent]) {
    match found {
        [GetRunEvent::Made(made), GetRunEvent::Note(note)] => {
            assert_eq!(made.data.text, "x");
            assert_eq!(note.data, "{\"not\": \"read\"}");
        }
        other => panic!("{other:?}"),
    }
}
