//! The bytes of parts, and what cannot be smuggled into them.

use std::collections::BTreeMap;
use std::io::Cursor;

use super::writer::boundary;
use super::*;
use crate::parts::upload::Upload;
use crate::parts::upload::tests::read;
use crate::runtime::{Sensitive, Style};

/// The members of an object, in order.
struct Members(Vec<(&'static str, Box<dyn Encode>)>);

impl crate::runtime::Object for Members {
    fn entries(&self, entries: &mut crate::runtime::Entries<'_>) -> std::ops::ControlFlow<()> {
        self.0
            .iter()
            .try_for_each(|(name, value)| entries.field(name, value))
    }
}

impl Encode for Members {
    fn shape(&self) -> Shape<'_> {
        Shape::Object(self)
    }
}

/// What is sent, with `BOUNDARY` and `\n` for the sake of readers, and the header.
fn written(format: &Multipart, value: &dyn Encode) -> (String, String) {
    let content = format.content(value, true).unwrap();
    let header = content.media_type().to_owned();
    let (_, boundary) = header.split_once("boundary=").unwrap();
    let boundary = boundary.split(';').next().unwrap();
    let body = content.open().unwrap();
    let length = body.length();
    let bytes = read(body).unwrap();
    assert!(length.is_none_or(|length| length == bytes.len() as u64));
    let text = String::from_utf8(bytes).unwrap();
    let text = text.replace(boundary, "BOUNDARY").replace("\r\n", "\n");
    (header.replace(boundary, "BOUNDARY"), text)
}

fn form(members: Vec<(&'static str, Box<dyn Encode>)>, parts: &'static [Part]) -> String {
    let format = Multipart::new("multipart/form-data", parts);
    let (header, text) = written(&format, &Members(members));
    assert_eq!(header, "multipart/form-data; boundary=BOUNDARY");
    text
}

#[test]
fn each_member_is_a_part_of_its_kind() {
    let object = BTreeMap::from([("a".to_owned(), 1_i64)]);
    let text = form(
        vec![
            ("text", Box::new("é \"x\"\r\ny")),
            ("number", Box::new(1.5_f64)),
            ("none", Box::new(None::<String>)),
            ("secret", Box::new(Sensitive::from("hunter2"))),
            ("list", Box::new(vec!["a", "b"])),
            ("object", Box::new(object)),
            ("file", Box::new(Upload::from(b"bytes"))),
        ],
        &[],
    );
    assert_eq!(
        text,
        r#"--BOUNDARY
Content-Disposition: form-data; name="text"

é "x"
y
--BOUNDARY
Content-Disposition: form-data; name="number"

1.5
--BOUNDARY
Content-Disposition: form-data; name="secret"

hunter2
--BOUNDARY
Content-Disposition: form-data; name="list"

a
--BOUNDARY
Content-Disposition: form-data; name="list"

b
--BOUNDARY
Content-Disposition: form-data; name="object"
Content-Type: application/json

{"a":1}
--BOUNDARY
Content-Disposition: form-data; name="file"; filename="file"
Content-Type: application/octet-stream

bytes
--BOUNDARY--
"#
    );
}

#[test]
fn a_part_is_what_the_document_says() {
    const PARTS: &[Part] = &[
        Part::new("photo")
            .content_type("image/png")
            .headers(&[("X-Kind", "photo"), ("X-Level", "1")]),
        Part::new("notes").content_type("application/json"),
        Part::new("sdp").content_type("application/sdp"),
        Part::new("csv").style(Parameter::query("csv").style(Style::Form, false)),
        Part::new("deep").style(Parameter::query("deep").style(Style::DeepObject, true)),
    ];
    let upload = Upload::from_reader(Some(5), Cursor::new("bytes"))
        .file_name("a.png")
        .header("x-level", "2");
    let deep = BTreeMap::from([("k".to_owned(), vec![1_i64, 2])]);
    let text = form(
        vec![
            ("photo", Box::new(upload)),
            ("notes", Box::new(vec![1_i64, 2])),
            ("sdp", Box::new("v=0")),
            ("csv", Box::new(vec!["a", "b c"])),
            ("deep", Box::new(deep)),
        ],
        PARTS,
    );
    assert_eq!(
        text,
        r#"--BOUNDARY
Content-Disposition: form-data; name="photo"; filename="a.png"
Content-Type: image/png
x-level: 2
X-Kind: photo

bytes
--BOUNDARY
Content-Disposition: form-data; name="notes"
Content-Type: application/json

[1,2]
--BOUNDARY
Content-Disposition: form-data; name="sdp"
Content-Type: application/sdp

v=0
--BOUNDARY
Content-Disposition: form-data; name="csv"

a,b c
--BOUNDARY
Content-Disposition: form-data; name="deep[k]"

1
--BOUNDARY
Content-Disposition: form-data; name="deep[k]"

2
--BOUNDARY--
"#
    );
}

#[test]
fn names_cannot_add_headers() {
    let upload = Upload::from(b"x").file_name("a\"; filename=\"b\r\nX-Evil: 1");
    let text = form(vec![("n\"\r\n\r\nevil", Box::new(upload))], &[]);
    let lines: Vec<&str> = text.lines().take(3).collect();
    assert_eq!(
        lines,
        [
            "--BOUNDARY",
            r#"Content-Disposition: form-data; name="n%22%0D%0A%0D%0Aevil"; filename="a%22; filename=%22b%0D%0AX-Evil: 1""#,
            "Content-Type: application/octet-stream",
        ]
    );
    let refused = [
        Upload::from(b"x").content_type("a/b\r\nX-Evil: 1"),
        Upload::from(b"x").header("x-a", "b\r\nX-Evil: 1"),
        Upload::from(b"x").header("x a", "b"),
        Upload::from(b"x").header("Content-Type", "a/b"),
        Upload::from(b"x").header("Content-Disposition", "inline"),
    ];
    for upload in refused {
        let format = Multipart::new("multipart/form-data", &[]);
        let members = Members(vec![("file", Box::new(upload))]);
        let message = format.content(&members, false).unwrap_err();
        assert!(
            message.starts_with("file: ") && !message.contains("vil"),
            "{message}"
        );
    }
}

#[test]
fn other_kinds_of_multipart_have_types_for_all_parts() {
    let meta = BTreeMap::from([("name".to_owned(), "a".to_owned())]);
    let members = Members(vec![
        ("meta", Box::new(meta)),
        ("note", Box::new("text")),
        (
            "media",
            Box::new(Upload::from(b"bytes").content_type("image/png")),
        ),
    ]);
    let (header, text) = written(&Multipart::new("multipart/related", &[]), &members);
    assert_eq!(
        header,
        "multipart/related; boundary=BOUNDARY; type=\"application/json\""
    );
    assert_eq!(
        text,
        r#"--BOUNDARY
Content-Disposition: form-data; name="meta"
Content-Type: application/json

{"name":"a"}
--BOUNDARY
Content-Disposition: form-data; name="note"
Content-Type: text/plain; charset=utf-8

text
--BOUNDARY
Content-Disposition: form-data; name="media"
Content-Type: image/png

bytes
--BOUNDARY--
"#
    );
    let (_, text) = written(&Multipart::new("multipart/mixed", &[]), &vec!["a"]);
    assert_eq!(
        text,
        "--BOUNDARY\nContent-Type: text/plain; charset=utf-8\n\na\n--BOUNDARY--\n"
    );
}

#[test]
fn the_length_is_known_if_that_of_each_part_is() {
    let format = Multipart::new("multipart/form-data", &[]);
    let body = |length| {
        let upload = Upload::from_reader(length, Cursor::new("bytes"));
        let members = Members(vec![("file", Box::new(upload))]);
        format.content(&members, false).unwrap().open().unwrap()
    };
    assert!(body(Some(5)).length().is_some());
    assert_eq!(body(None).length(), None);
}

#[test]
fn boundaries_differ() {
    let two = [boundary(), boundary()];
    assert_ne!(two[0], two[1]);
    assert!(two[0].len() <= 70, "{two:?}");
}
