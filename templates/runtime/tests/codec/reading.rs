//! Documents to types: what is taken, what is refused, and how a refusal reads.

use std::collections::BTreeMap;

use jiff::civil::Date;
use openapi_client_runtime::runtime::{Decode, Fault, Input, UnknownFields, from_json, from_value};
use serde_json::{Value, json};

use crate::emitted::{Scope, Secret, Status};

/// As an API would write it.
fn document() -> Value {
    json!({
        "id": "3fd85f74b32742f1bff64a85009dda07",
        "name": "MY_API_KEY",
        "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
        "status": "pending",
        "scopes": ["workers", "dex"],
        "comment": "for staging",
        "created": "2023-09-21T18:56:32.624632Z",
        "modified": "2023-09-21T18:56:32+02:00",
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut document = document();
    document[field] = value;
    document
}

/// The fault of every way in, which has to be the same one.
fn fault<T: Decode + for<'de> serde::Deserialize<'de>>(document: &Value) -> String {
    let text = serde_json::to_vec(document).unwrap();
    let message = from_json::<T>(&text).err().unwrap().to_string();
    assert_eq!(
        from_value::<T>(document).err().unwrap().to_string(),
        message
    );
    assert_eq!(
        serde_json::from_slice::<T>(&text)
            .err()
            .unwrap()
            .to_string(),
        message
    );
    assert_eq!(
        serde_json::from_value::<T>(document.clone())
            .err()
            .unwrap()
            .to_string(),
        message
    );
    message
}

fn message<T: Decode>(text: &str) -> String {
    from_json::<T>(text.as_bytes()).err().unwrap().to_string()
}

#[test]
fn every_way_in_gives_the_same_value() {
    let document = document();
    let text = serde_json::to_vec(&document).unwrap();
    let secret: Secret = from_json(&text).unwrap();
    assert_eq!(secret.status, Status::Pending);
    assert_eq!(
        secret.scopes,
        Some(vec![Scope::Workers, Scope::Unknown("dex".to_owned())])
    );
    assert_eq!(secret.created.to_string(), "2023-09-21T18:56:32.624632Z");
    assert_eq!(from_value::<Secret>(&document), Ok(secret.clone()));
    assert_eq!(serde_json::from_slice::<Secret>(&text).unwrap(), secret);
    assert_eq!(
        serde_json::from_reader::<_, Secret>(&text[..]).unwrap(),
        secret
    );
    assert_eq!(serde_json::from_value::<Secret>(document).unwrap(), secret);
}

#[test]
fn optional_fields_may_be_missing_or_null() {
    let mut document = with("comment", Value::Null);
    document.as_object_mut().unwrap().remove("scopes");
    let secret: Secret = from_value(&document).unwrap();
    assert!(secret.unknown_fields().is_empty());
    assert_eq!((secret.comment, secret.scopes), (None, None));
}

#[test]
fn the_last_of_two_fields_counts() {
    let text = document()
        .to_string()
        .replacen('{', r#"{"name":"first","comment":"first","#, 1);
    let secret: Secret = from_json(text.as_bytes()).unwrap();
    assert_eq!(secret.name, "MY_API_KEY");
    let text = text.trim_end_matches('}').to_owned() + r#","comment":null}"#;
    assert_eq!(from_json::<Secret>(text.as_bytes()).unwrap().comment, None);
}

#[test]
fn faults_name_the_kinds_and_the_place() {
    let secrets = |secret: Value| json!({"result": [document(), secret]});
    type Answer = BTreeMap<String, Vec<Secret>>;
    for (found, value) in [
        ("null", Value::Null),
        ("a boolean", json!(true)),
        ("a number", json!(12345)),
        ("a number", json!(-1.5)),
        ("an array", json!(["hush"])),
        ("an object", json!({"hush": "hush"})),
    ] {
        let text = serde_json::to_vec(&secrets(with("name", value))).unwrap();
        assert_eq!(
            from_json::<Answer>(&text).unwrap_err().to_string(),
            format!("result[1].name: expected a string, found {found}")
        );
    }
    assert_eq!(
        fault::<Secret>(&with("scopes", json!(["workers", 7]))),
        "scopes[1]: expected a string, found a number"
    );
    assert_eq!(
        fault::<Secret>(&with("scopes", json!("hush"))),
        "scopes: expected an array, found a string"
    );
    assert_eq!(
        fault::<Secret>(&with("created", json!("hush"))),
        "created: expected a date and time such as 2000-01-31T23:59:59Z"
    );
    assert_eq!(
        fault::<Secret>(&json!({"id": "hush"})),
        "missing field `name`"
    );
    assert_eq!(
        fault::<Secret>(&json!("hush")),
        "expected an object, found a string"
    );
    assert_eq!(
        fault::<Secret>(&json!(["hush"])),
        "expected an object, found an array"
    );
    assert_eq!(
        from_value::<Vec<Secret>>(&json!([document(), {}]))
            .unwrap_err()
            .to_string(),
        "[1]: missing field `id`"
    );
}

#[test]
fn names_in_a_path_are_quoted_where_they_need_it() {
    type Map = BTreeMap<String, BTreeMap<String, bool>>;
    let name = "b c\n\u{202e}\"";
    assert_eq!(
        from_value::<Map>(&json!({"a-1": {name: 1}}))
            .unwrap_err()
            .path(),
        r#"a-1["b c\n\u{202e}\""]"#
    );
    let long = "n".repeat(1000);
    let path = from_value::<Map>(&json!({long: 1})).unwrap_err().path();
    assert_eq!(path, format!(r#"["{}…"]"#, "n".repeat(64)));
}

#[test]
fn whole_numbers_are_exact_or_refused() {
    for (text, number) in [
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("10.0", 10),
        ("-0", 0),
        ("-0.0", 0),
        ("1e3", 1000),
        ("9007199254740992.0", 1 << 53),
    ] {
        assert_eq!(from_json(text.as_bytes()), Ok(number), "{text}");
    }
    assert_eq!(from_json(b"18446744073709551615"), Ok(u64::MAX));
    assert_eq!(from_json(b"255"), Ok(u8::MAX));
    assert_eq!(from_json(b"-128"), Ok(i8::MIN));
    for text in [
        "9223372036854775808",
        "-9223372036854775809",
        "9007199254740994.0",
        "1e300",
    ] {
        assert_eq!(message::<i64>(text), "a number out of range", "{text}");
    }
    for text in ["-1", "18446744073709551616", "-1.0"] {
        assert_eq!(message::<u64>(text), "a number out of range", "{text}");
    }
    assert_eq!(message::<u8>("256"), "a number out of the range of u8");
    assert_eq!(
        message::<i32>("2147483648"),
        "a number out of the range of i32"
    );
    assert_eq!(
        message::<i64>("10.5"),
        "expected a whole number, found a number with a fraction"
    );
    assert_eq!(
        message::<i64>("\"1\""),
        "expected a whole number, found a string"
    );
    assert_eq!(
        message::<u64>("null"),
        "expected a whole number, found null"
    );
}

#[test]
fn numbers_take_what_has_room() {
    assert_eq!(from_json(b"10"), Ok(10.0_f64));
    assert_eq!(from_json(b"-10"), Ok(-10.0_f64));
    assert_eq!(
        from_json(b"18446744073709551615"),
        Ok(18_446_744_073_709_551_615.0_f64)
    );
    assert_eq!(from_json(b"0.1"), Ok(0.1_f32));
    assert_eq!(message::<f32>("1e300"), "a number out of the range of f32");
    assert!(from_json::<f64>(b"1e400").unwrap_err().is_malformed());
    assert!(from_json::<Value>(b"1e400").unwrap_err().is_malformed());
}

#[test]
fn dates_are_dates_and_nothing_more() {
    assert_eq!(
        from_json(br#""2024-02-29""#),
        Ok(Date::constant(2024, 2, 29))
    );
    for text in [
        r#""2023-02-29""#,
        r#""2024-02-29T00:00:00""#,
        r#""20240229""#,
        r#""""#,
    ] {
        assert_eq!(message::<Date>(text), "expected a date such as 2000-01-31");
    }
}

#[test]
fn texts_come_through_whatever_they_hold() {
    let text = r#""\u0000\b\t \u2028\ud83d\ude00 \"\\\/""#;
    assert_eq!(
        from_json(text.as_bytes()),
        Ok("\0\u{8}\t \u{2028}😀 \"\\/".to_owned())
    );
    let escaped_key = r#"{"na\u006de": true}"#;
    let map: BTreeMap<String, bool> = from_json(escaped_key.as_bytes()).unwrap();
    assert_eq!(map, BTreeMap::from([("name".to_owned(), true)]));
}

#[test]
fn malformed_text_is_told_from_a_wrong_type() {
    for text in [
        "",
        " ",
        "{",
        "[1",
        "[1,]",
        "{\"hush\"}",
        "hush",
        "\"hush",
        "\"\\ud800\"",
        "\"\\udc00x\"",
        "\"\u{1}\"",
        "1 2",
        "nul",
        "01",
        "+1",
        "NaN",
        "{\"a\":1,}",
        "[\"hush\" 1]",
    ] {
        let fault = from_json::<Value>(text.as_bytes()).unwrap_err();
        assert!(fault.is_malformed(), "{text}: {fault}");
        assert!(!fault.to_string().contains("hush"), "{fault}");
        assert!(from_json::<Secret>(text.as_bytes()).is_err());
    }
    assert_eq!(
        message::<Vec<String>>("[\"hush\",\n\"hush\" 1]"),
        "malformed JSON: expected `,` or `]` at line 2 column 8"
    );
    assert_eq!(
        message::<Vec<String>>("[\"hush\", \"\\ud800\"]"),
        "[1]: malformed JSON: unexpected end of hex escape at line 1 column 17"
    );
    assert_eq!(
        message::<Value>("\"\u{0}\""),
        concat!(
            "malformed JSON: control character (\\u0000-\\u001F) found while parsing a string ",
            "at line 1 column 2"
        )
    );
    let bytes = b"\"hush\xff\"";
    let fault = from_json::<String>(bytes).unwrap_err();
    assert_eq!(fault.to_string(), "no UTF-8 text from byte 5 on");
    assert!(!from_json::<String>(b"1").unwrap_err().is_malformed());
}

#[test]
fn serde_keeps_its_own_errors_of_syntax() {
    let error = serde_json::from_str::<Secret>(r#"{"id": "hush""#).unwrap_err();
    assert!(error.is_eof(), "{error}");
    assert_eq!((error.line(), error.column()), (1, 13));
    let error = serde_json::from_str::<Secret>(r#"{"id": 5}"#).unwrap_err();
    assert!(error.is_data(), "{error}");
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert_eq!(from_json(b"\xEF\xBB\xBF true"), Ok(true));
}

/// As emitted for a type that holds itself.
#[derive(Debug, PartialEq)]
struct Tree {
    children: Option<Vec<Tree>>,
    unknown_fields: UnknownFields,
}

openapi_client_runtime::object!(Tree { "children" => children: optional });

#[test]
#[cfg_attr(miri, ignore = "what is nested this deep takes an interpreter minutes")]
fn depth_is_limited_alike_for_text_and_values() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    let value = |levels: usize| (1..levels).fold(json!([]), |inner, _| json!([inner]));
    assert_eq!(from_json::<Value>(nested(127).as_bytes()), Ok(value(127)));
    assert_eq!(from_value::<Value>(&value(127)), Ok(value(127)));
    assert!(
        from_json::<Value>(nested(128).as_bytes())
            .unwrap_err()
            .is_malformed()
    );
    assert!(from_value::<Value>(&value(128)).unwrap_err().is_malformed());

    let tree = |levels: usize| (1..levels).fold(json!({}), |inner, _| json!({"children": [inner]}));
    assert!(from_value::<Tree>(&tree(64)).is_ok());
    assert!(from_value::<Tree>(&tree(65)).unwrap_err().is_malformed());
    let text = r#"{"children":["#.repeat(100_000);
    let fault = from_json::<Tree>(text.as_bytes()).unwrap_err();
    assert!(fault.is_malformed());
    assert!(
        fault.message().contains("recursion limit exceeded"),
        "{fault}"
    );
}

#[test]
fn a_value_that_nobody_looks_at_is_passed_over() {
    #[derive(Debug)]
    struct Blind;
    impl Decode for Blind {
        fn decode(_: &mut dyn Input) -> Result<Self, Fault> {
            Ok(Self)
        }
    }
    let text = br#"[{"a": [1, "2"]}, 3]"#;
    assert_eq!(from_json::<Vec<Blind>>(text).unwrap().len(), 2);
    assert_eq!(
        from_json::<BTreeMap<String, Blind>>(br#"{"a": [], "b": 1}"#)
            .unwrap()
            .len(),
        2
    );
    assert!(from_json::<Vec<Blind>>(b"[[}]").unwrap_err().is_malformed());
}

#[test]
fn a_value_that_is_asked_for_twice_is_a_fault() {
    #[derive(Debug)]
    struct Greedy;
    impl Decode for Greedy {
        fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
            input.skip()?;
            input.skip().map(|()| Self)
        }
    }
    assert_eq!(message::<Greedy>("[1]"), "a value was asked for twice");
}

#[test]
fn anything_is_nothing() {
    for text in ["null", "{\"a\": [1]}", "\"\"", "0"] {
        assert_eq!(from_json::<()>(text.as_bytes()), Ok(()));
    }
}
