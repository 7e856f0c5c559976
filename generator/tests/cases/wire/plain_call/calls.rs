//! Lists books twice: without what is optional, and with all of it.

use super::api;

pub async fn calls(client: api::Client) {
    let books = client.shelves().books();
    assert!(books.list("a").await.unwrap().is_empty());
    let all = books
        .list("a/b ü")
        .author("Ann & Bob")
        .limit(2)
        .x_trace("t 1")
        .await
        .unwrap();
    assert_eq!((all[0].title.as_str(), all[0].pages), ("One", Some(100)));
    assert_eq!((all[1].title.as_str(), all[1].pages), ("Two", None));
}

pub fn blocking(client: api::blocking::Client) {
    let books = client.shelves().books();
    assert!(books.list("a").send().unwrap().is_empty());
    let request = books.list("a/b ü").author("Ann & Bob").limit(2);
    assert_eq!(request.x_trace("t 1").send().unwrap().len(), 2);
}
