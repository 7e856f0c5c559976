//! Forms, read.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::runtime::Decode;

fn form<T: Decode>(body: &str) -> Result<T, Fault> {
    let mut value = None;
    read(&HeaderMap::new(), body.as_bytes(), &mut |input| {
        value = Some(T::decode(input)?);
        Ok(())
    })?;
    value.ok_or_else(|| Fault::new("nothing"))
}

#[test]
fn a_form_is_an_object() {
    for (body, expected) in [
        ("", json!({})),
        ("a=1&b+c=d%26e&f", json!({"a": "1", "b c": "d&e", "f": ""})),
        ("a=1&a=2&b=3", json!({"a": ["1", "2"], "b": "3"})),
        (
            "o[a]=1&o[b][c]=2&p=3",
            json!({"o": {"a": "1", "b": {"c": "2"}}, "p": "3"}),
        ),
        ("o%5Ba%5D=1", json!({"o": {"a": "1"}})),
        (
            "a]=1&[b]=2&c[d=3",
            json!({"a]": "1", "[b]": "2", "c[d": "3"}),
        ),
    ] {
        assert_eq!(form::<Value>(body).unwrap(), expected, "{body}");
    }
}

#[test]
fn a_field_is_what_is_expected() {
    type Lists = BTreeMap<String, Vec<i64>>;
    let expected = Lists::from([("a".to_owned(), vec![1, 2])]);
    for body in ["a=1&a=2", "a[]=1&a[]=2", "a[0]=1&a[1]=2", "a=%5B1,2%5D"] {
        assert_eq!(form::<Lists>(body).unwrap(), expected, "{body}");
    }
    let one = form::<Lists>("a=1").unwrap();
    assert_eq!(one.get("a"), Some(&vec![1]));
    for body in ["a[b]=true", "a=%7B%22b%22:true%7D"] {
        let objects = form::<BTreeMap<String, BTreeMap<String, bool>>>(body).unwrap();
        assert!(objects["a"]["b"], "{body}");
    }
    let numbers = form::<BTreeMap<String, Option<i64>>>("a=&b=2").unwrap();
    assert_eq!((numbers["a"], numbers["b"]), (None, Some(2)));
    let texts = form::<BTreeMap<String, Option<String>>>("a=").unwrap();
    assert_eq!(texts["a"].as_deref(), Some(""));
}

#[test]
fn what_does_not_fit_is_a_fault_that_does_not_repeat_it() {
    for fault in [
        form::<BTreeMap<String, i64>>("a=hunter2").unwrap_err(),
        form::<BTreeMap<String, BTreeMap<String, i64>>>("a=hunter2").unwrap_err(),
        form::<BTreeMap<String, String>>("a[b]=hunter2").unwrap_err(),
        form::<Value>("a=%FF").unwrap_err(),
    ] {
        assert!(!fault.to_string().contains("hunter2"), "{fault}");
    }
}

#[test]
#[cfg_attr(miri, ignore = "forms this long take an interpreter minutes")]
fn a_form_cannot_take_more_than_its_share() {
    let many = "a=1&".repeat(MOST_PAIRS + 1);
    assert!(form::<Value>(&many).is_err());
    let deep = format!("a{}=1", "[b]".repeat(10_000));
    assert!(form::<Value>(&deep).is_err());
    let mut wide = String::new();
    for index in 0..MOST_PAIRS {
        wide.extend(["k", &index.to_string(), "=1&"]);
    }
    assert!(form::<Value>(&wide).is_ok());
}

#[test]
fn the_media_type_says_whether_it_is_a_form() {
    let either = |media_type: &str, body: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, media_type.parse().unwrap());
        let mut value = Value::Null;
        read_either(&headers, body.as_bytes(), &mut |input| {
            value = input.value()?;
            Ok(())
        })
        .map(|()| value)
    };
    let media_type = "application/x-www-form-urlencoded; charset=utf-8";
    assert_eq!(either(media_type, "a=b").unwrap(), json!({"a": "b"}));
    let json = either("application/json", r#"{"a":"b"}"#);
    assert_eq!(json.unwrap(), json!({"a": "b"}));
}
