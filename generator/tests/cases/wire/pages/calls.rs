//! Every kind of list, to its end.

use super::api;
use api::ErrorKind;
use api::types::Thing;

fn ids(things: &[Thing]) -> String {
    things.iter().map(|thing| thing.id.as_str()).collect()
}

pub async fn calls(client: api::Client) {
    let all = client.numbers().list().per_page(2).all().await.unwrap();
    assert_eq!(ids(&all), "abc");
    let all = client.offsets().list().all().await.unwrap();
    assert_eq!(ids(&all), "abc");
    let first = client.cursors().list().await.unwrap();
    assert_eq!(first.answer().note.as_deref(), Some("first"));
    let second = first.next().await.unwrap().unwrap();
    assert_eq!((ids(first.items()), ids(second.items())), ("a".into(), "b".into()));
    assert!(!second.has_next());
    let all = client.objects().list().all().await.unwrap();
    assert_eq!(ids(&all), "ab");
    let all = client.lasts().list().all().await.unwrap();
    assert_eq!(ids(&all), "ab");
    let all = client.headers().list().all().await.unwrap();
    assert_eq!(ids(&all), "ab");
    let all = client.links().list().all().await.unwrap();
    assert_eq!(ids(&all), "ab");
    let error = client.addresses().list().all().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    let all = client.configured().list().all().await.unwrap();
    assert_eq!(ids(&all), "ab");
    let unpaged: Vec<Thing> = client.unpaged().list().await.unwrap();
    assert_eq!(ids(&unpaged), "a");
}

pub fn blocking(client: api::blocking::Client) {
    assert_eq!(ids(&client.numbers().list().per_page(2).all().unwrap()), "abc");
    assert_eq!(ids(&client.offsets().list().all().unwrap()), "abc");
    let first = client.cursors().list().send().unwrap();
    assert_eq!(ids(first.next().unwrap().unwrap().items()), "b");
    assert_eq!(ids(&client.objects().list().all().unwrap()), "ab");
    assert_eq!(ids(&client.lasts().list().all().unwrap()), "ab");
    assert_eq!(ids(&client.headers().list().all().unwrap()), "ab");
    assert_eq!(ids(&client.links().list().all().unwrap()), "ab");
    let error = client.addresses().list().all().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(ids(&client.configured().list().all().unwrap()), "ab");
    assert_eq!(ids(&client.unpaged().list().send().unwrap()), "a");
}
