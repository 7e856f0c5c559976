//! Sends bytes: from memory, from a reader, with a media type of the caller's.

use std::io::Cursor;

use super::api;
use api::{ErrorKind, Upload};

fn stream() -> Upload {
    Upload::from_reader(None, Cursor::new("streamed"))
}

fn sized() -> Upload {
    Upload::from_reader(Some(5), Cursor::new("sized"))
}

fn picture() -> Upload {
    Upload::from(b"GIF").content_type("image/gif")
}

pub async fn calls(client: api::Client) {
    let blobs = client.blobs();
    blobs.create(b"\x00\xff").await.unwrap();
    blobs.create(stream()).await.unwrap();
    blobs.update().body(sized()).await.unwrap();
    blobs.update().await.unwrap();
    client.pictures().create(picture()).await.unwrap();
    let unnamed = client.pictures().create(b"GIF").await.unwrap_err();
    assert_eq!(unnamed.kind(), ErrorKind::Validation);
    let other = client.pictures().create(picture().content_type("text/plain"));
    assert_eq!(other.await.unwrap_err().kind(), ErrorKind::Validation);
    client.anything().create(b"x").await.unwrap();
    client.scripts().create(b"alert(1)").await.unwrap();
    let missing = blobs.create(Upload::from_path("/nowhere")).await.unwrap_err();
    assert_eq!((missing.kind(), missing.attempts()), (ErrorKind::Body, 0));
}

pub fn blocking(client: api::blocking::Client) {
    let blobs = client.blobs();
    blobs.create(b"\x00\xff").send().unwrap();
    blobs.create(stream()).send().unwrap();
    blobs.update().body(sized()).send().unwrap();
    blobs.update().send().unwrap();
    client.pictures().create(picture()).send().unwrap();
    client.anything().create(b"x").send().unwrap();
    client.scripts().create(b"alert(1)").send().unwrap();
}
