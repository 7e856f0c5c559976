//! Adds a book, and is refused a second one.

use super::api;
use api::types::Book;

fn book() -> Book {
    Book::new("Ünique \"one\"", ["a", "b"]).note_null().price(9.5)
}

pub async fn calls(client: api::Client) {
    let added = client.books().create(book()).await.unwrap();
    assert_eq!((added.price, added.note), (Some(9.5), None));
    let none: [&str; 0] = [];
    let refused = client.books().create(Book::new("Twice", none)).await;
    let error = refused.unwrap_err();
    assert!(error.is_conflict() && error.to_string().contains("409"));
}

pub fn blocking(client: api::blocking::Client) {
    let added = client.books().create(book()).send().unwrap();
    assert_eq!(added.title, "Ünique \"one\"");
    let none: [&str; 0] = [];
    let refused = client.books().create(Book::new("Twice", none)).send();
    assert!(refused.unwrap_err().is_conflict());
}
