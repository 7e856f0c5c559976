//! That the server sees what is wrong: a harness that cannot fail proves nothing.

use libtest_mimic::{Failed, Trial};

use super::exchange::{Request, exchanges};
use super::notation::{bytes, text};
use super::server::differences;

type Test = fn() -> Result<(), Failed>;

/// What the server itself is held to.
pub fn trials() -> Vec<Trial> {
    let tests: [(&str, Test); 4] = [
        ("harness: differences are seen", differences_are_seen),
        ("harness: names stand for text", names_stand_for_text),
        (
            "harness: bytes are written as text",
            bytes_are_written_as_text,
        ),
        ("harness: scripts are read", scripts_are_read),
    ];
    tests
        .into_iter()
        .map(|(name, test)| Trial::test(name, test))
        .collect()
}

fn check(holds: bool, what: &str) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(what.into()) }
}

fn request(headers: &[(&str, &str)], body: &str) -> Request {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Request {
        line: "POST /pets HTTP/1.1".to_owned(),
        headers: headers.iter().map(owned).collect(),
        body: body.as_bytes().to_vec(),
    }
}

fn differences_are_seen() -> Result<(), Failed> {
    let expected = "POST /pets HTTP/1.1\ncontent-type: text/plain\n\nTom";
    let same =
        |headers: &[(&str, &str)], body| differences(expected, &request(headers, body)).is_none();
    let plain = ("content-type", "text/plain");
    check(same(&[("host", "a"), plain], "Tom"), "the same is the same")?;
    check(!same(&[plain], "Tim"), "another body")?;
    check(!same(&[plain], "Tom\n"), "a longer body")?;
    check(!same(&[plain], ""), "no body")?;
    check(!same(&[], "Tom"), "a missing header")?;
    check(
        !same(&[("content-type", "text/html")], "Tom"),
        "another value",
    )?;
    check(!same(&[plain, plain], "Tom"), "a header twice")?;
    check(
        !same(&[plain, ("cookie", "a=1")], "Tom"),
        "a header that is not listed",
    )?;
    let diff = differences(expected, &request(&[plain], "Tim")).unwrap_or_default();
    check(
        diff.contains("\n-Tom\n") && diff.contains("\n+Tim\n"),
        &diff,
    )
}

fn names_stand_for_text() -> Result<(), Failed> {
    let expected = "POST /pets HTTP/1.1\ncontent-type: multipart/form-data; boundary={{b}}\n\n--{{b}}\n{{any}}\n--{{b}}--\n";
    let same = |mark: &str| {
        let body = format!("--x7\r\nsome text\r\n--{mark}--\r\n");
        let headers = [("content-type", "multipart/form-data; boundary=x7")];
        differences(expected, &request(&headers, &body)).is_none()
    };
    check(same("x7"), "the same text")?;
    check(!same("x8"), "another text")
}

fn bytes_are_written_as_text() -> Result<(), Failed> {
    for (raw, is_multipart, written) in [
        (&b"a\nb\r"[..], false, "a\nb{{0x0d}}"),
        (b"a\nb\r\n", true, "a{{0x0a}}b\n"),
        (b"\x00\xff\xfe!", false, "{{0x00fffe}}!"),
        ("ä€".as_bytes(), false, "ä€"),
    ] {
        let came = text(raw, is_multipart);
        check(came == written, &came)?;
        check(bytes(written, is_multipart)? == raw, written)?;
    }
    Ok(())
}

fn scripts_are_read() -> Result<(), Failed> {
    let script = ">>> one\nGET / HTTP/1.1\nAccept: a/b\n<<<\nHTTP/1.1 200 OK\nX-A: 1\n\nbody\n\n>>> two\nGET /2 HTTP/1.1\n<<<\nHTTP/1.1 204 No Content\n";
    let read = exchanges(script)?;
    let [one, two] = read.as_slice() else {
        return Err("not two".into());
    };
    check(one.request == "GET / HTTP/1.1\naccept: a/b", &one.request)?;
    check(one.answer.body == b"body\n", "the body as it stands")?;
    check(
        two.request == "GET /2 HTTP/1.1" && two.answer.body.is_empty(),
        &two.request,
    )?;
    for wrong in [
        "GET / HTTP/1.1\n",
        ">>>\nGET / HTTP/1.1\n",
        ">>>\nGET /\n<<<\n200\n",
    ] {
        check(exchanges(wrong).is_err(), wrong)?;
    }
    Ok(())
}
