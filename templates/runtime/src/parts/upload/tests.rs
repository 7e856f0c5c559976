//! Uploads from everywhere, sent once or again.

use std::fs;
use std::io::Cursor;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use super::binary::Binary;
use super::*;
use crate::runtime::{Body, Content, Format, TransportError};

/// Gives its parts, and waits before each.
struct Parts(Vec<Result<&'static str, &'static str>>, bool);

impl Stream for Parts {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.1 = !self.1;
        if self.1 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(if self.0.is_empty() {
            None
        } else {
            Some(self.0.remove(0))
        })
    }
}

fn parts(parts: &[Result<&'static str, &'static str>]) -> Parts {
    Parts(parts.to_vec(), false)
}

/// All of a body, or why there is not.
pub(crate) fn read(mut body: Body) -> Result<Vec<u8>, TransportError> {
    let mut bytes = Vec::new();
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match Pin::new(&mut body).poll_next(&mut context) {
            Poll::Pending => {}
            Poll::Ready(None) => return Ok(bytes),
            Poll::Ready(Some(part)) => bytes.extend_from_slice(&part?),
        }
    }
}

fn content(upload: &Upload) -> Content {
    Binary("application/octet-stream")
        .content(upload, false)
        .unwrap()
}

/// A file of its own for a test.
fn file(name: &str, text: &str) -> PathBuf {
    let name = format!("upload-{}-{name}", std::process::id());
    let path = std::env::temp_dir().join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn bytes_come_from_everywhere_with_their_length() {
    let path = file("everywhere", "bytes");
    let stream = |length| Upload::from_stream(length, parts(&[Ok("by"), Ok(""), Ok("tes")]));
    for (upload, length) in [
        (Upload::from(b"bytes"), Some(5)),
        (Upload::from(b"bytes".to_vec()), Some(5)),
        (Upload::from_path(&path), Some(5)),
        (stream(Some(5)), Some(5)),
        (stream(None), None),
        (Upload::from_reader(None, Cursor::new("bytes")), None),
        (Upload::from_reader(Some(5), Cursor::new("bytes")), Some(5)),
    ] {
        let content = content(&upload);
        let body = content.open().unwrap();
        assert_eq!(body.length(), length, "{upload:?}");
        assert_eq!(read(body).unwrap(), b"bytes", "{upload:?}");
        assert_eq!(content.fault(), None);
    }
    fs::remove_file(path).unwrap();
}

#[test]
fn a_file_is_read_again_and_a_stream_is_not() {
    let path = file("again", "bytes");
    let again = content(&Upload::from_path(&path));
    for _ in 0..2 {
        assert_eq!(read(again.open().unwrap()).unwrap(), b"bytes");
        assert!(!again.is_spent());
    }
    fs::remove_file(path).unwrap();
    assert!(again.open().is_err());

    let upload = Upload::from_stream(Some(2), parts(&[Ok("ab")]));
    let once = content(&upload);
    // Nobody has looked at it, so that it can still be had.
    drop(once.open().unwrap());
    assert!(!once.is_spent());
    assert_eq!(read(once.open().unwrap()).unwrap(), b"ab");
    assert!(once.is_spent() && content(&upload.clone()).is_spent());
    let error = once.open().unwrap_err();
    assert!(error.contains("sent before"), "{error}");
}

#[test]
fn a_length_that_is_wrong_is_an_error() {
    for (length, told) in [
        (1, "it is longer than its length"),
        (3, "it ended 1 bytes before its length"),
    ] {
        let content = content(&Upload::from_stream(Some(length), parts(&[Ok("ab")])));
        assert!(read(content.open().unwrap()).is_err());
        assert_eq!(
            content.fault().unwrap(),
            format!("the upload cannot be read: {told}")
        );
    }
}

#[test]
fn a_source_that_breaks_says_why() {
    let broken = content(&Upload::from_stream(
        None,
        parts(&[Ok("a"), Err("lost it")]),
    ));
    let error = read(broken.open().unwrap()).unwrap_err();
    assert!(error.message().contains("lost it"), "{error}");
    assert!(broken.fault().unwrap().contains("lost it"));

    let folder = content(&Upload::from_path(std::env::temp_dir()));
    assert!(folder.open().unwrap_err().contains("folder"));
}

#[test]
fn nothing_of_an_upload_is_shown() {
    let path = Upload::from_path("hunter2/hunter2.png").content_type("image/hunter2");
    let bytes = Upload::from(b"hunter2").file_name("hunter2");
    let stream = Upload::from_reader(Some(7), Cursor::new("hunter2"));
    let shown = format!("{path:?} {bytes:?} {stream:?}");
    assert_eq!(
        shown,
        "Upload(file) Upload(7 bytes) Upload(stream of 7 bytes)"
    );
    let error = content(&path).open().unwrap_err();
    assert!(!error.contains("hunter2"), "{error}");
}

#[test]
fn uploads_are_equal_by_what_they_send() {
    assert_eq!(Upload::from(b"a"), Upload::from(vec![b'a']));
    assert_ne!(Upload::from(b"a"), Upload::from(b"a").file_name("a"));
    assert_eq!(Upload::from_path("a"), Upload::from_path("a"));
    let stream = Upload::from_reader(None, Cursor::new("a"));
    assert_eq!(stream, stream.clone());
    assert_ne!(stream, Upload::from_reader(None, Cursor::new("a")));
}

#[test]
fn an_upload_has_no_form_in_json_but_can_be_made_of_text() {
    assert!(crate::runtime::to_json(&Upload::from(b"a")).is_err());
    assert!(serde_json::to_string(&Upload::from(b"a")).is_err());
    let upload: Upload = serde_json::from_str("\"text\"").unwrap();
    assert_eq!(upload, Upload::from(b"text"));
}

#[test]
fn the_media_type_is_the_documents_or_the_callers() {
    let plain = || Upload::from(b"a");
    for (documented, upload, expected) in [
        ("image/png", plain(), Ok("image/png")),
        ("image/png", plain().content_type("image/x"), Ok("image/x")),
        ("*/*", plain(), Ok("application/octet-stream")),
        ("*/*", plain().content_type("a/b; c=d"), Ok("a/b; c=d")),
        (
            "image/*",
            plain().content_type("Image/PNG"),
            Ok("Image/PNG"),
        ),
        ("image/*", plain(), Err("one of image/*")),
        (
            "image/*",
            plain().content_type("text/plain"),
            Err("is not what"),
        ),
        ("image/png, image/jpeg", plain(), Err("one of image/png")),
        (
            "image/png, image/jpeg",
            plain().content_type("image/jpeg"),
            Ok("image/jpeg"),
        ),
        ("image/png", plain().content_type("a\nb/c"), Err("is none")),
        ("image/png", plain().content_type("png"), Err("is none")),
        ("image/png", plain().header("a", "b"), Err("headers")),
    ] {
        let format = Binary(documented);
        let found = format.content(&upload, false);
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found.media_type(), expected),
            (Err(message), Err(part)) => assert!(message.contains(part), "{message}"),
            (found, _) => panic!("{documented}: {found:?}"),
        }
    }
}
