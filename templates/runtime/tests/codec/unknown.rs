//! Fields that a type does not declare.

use openapi_client_runtime::runtime::{UnknownFields, from_json, to_json};
use serde_json::{Value, json};

use crate::emitted::Secret;

const TEXT: &str = concat!(
    r#"{"id":"i","name":"n","store_id":"s","status":"new","created":"2024-01-01T00:00:00z","#,
    r#""modified":"2024-01-01 00:00:00.10-00:00","zeta":{"b":[1,18446744073709551615,-0.5]},"#,
    r#""alpha":null,"":"x"}"#
);

#[test]
fn they_come_back_in_their_order() {
    let secret: Secret = from_json(TEXT.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(to_json(&secret).unwrap()).unwrap(), TEXT);
    assert_eq!(serde_json::to_string(&secret).unwrap(), TEXT);
    let names: Vec<&str> = secret
        .unknown_fields()
        .iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["zeta", "alpha", ""]);
    assert_eq!(secret.unknown_fields().len(), 3);
    assert_eq!(secret.unknown_fields().get("alpha"), Some(&Value::Null));
    assert_eq!(secret.unknown_fields().get("id"), None);
}

#[test]
fn debug_tells_their_names_only() {
    let secret: Secret = from_json(TEXT.as_bytes()).unwrap();
    assert_eq!(
        format!("{:?}", secret.unknown_fields()),
        r#"{"zeta", "alpha", ""}"#
    );
}

#[test]
fn they_are_equal_in_any_order_and_the_last_of_two_counts() {
    let read = |text: &str| {
        let text = TEXT.replace(r#""":"x""#, text);
        from_json::<Secret>(text.as_bytes())
            .unwrap()
            .unknown_fields()
            .clone()
    };
    assert_eq!(read(r#""a":1,"b":2"#), read(r#""b":2,"a":1"#));
    assert_ne!(read(r#""a":1"#), read(r#""a":2"#));
    assert_ne!(read(r#""a":1"#), read(r#""a":1,"b":2"#));
    assert_eq!(read(r#""a":1,"a":2"#).get("a"), Some(&json!(2)));
}

#[test]
fn none_is_one_pointer() {
    assert_eq!(size_of::<UnknownFields>(), size_of::<usize>());
    assert!(UnknownFields::default().is_empty());
    assert_eq!(UnknownFields::default().iter().count(), 0);
}

#[test]
#[cfg_attr(miri, ignore = "no time is reasonable for so many in an interpreter")]
fn very_many_are_read_in_reasonable_time() {
    let fields: Vec<String> = (0..200_000)
        .map(|number| format!(r#""f{number}":{number}"#))
        .collect();
    let text = TEXT.replace(r#""":"x""#, &fields.join(","));
    let secret: Secret = from_json(text.as_bytes()).unwrap();
    assert_eq!(secret.unknown_fields().len(), 200_002);
    assert_eq!(secret.clone(), secret);
}
