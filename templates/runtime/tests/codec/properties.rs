//! What holds for any input.

use std::collections::BTreeMap;

use openapi_client_runtime::runtime::{
    Decode, Encode, Sensitive, Timestamp, from_json, from_value, to_json,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::emitted::{CreateSecret, Scope, Secret};

fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("finite", |number| number.is_finite())
            .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Values that nearly are, or are, the secrets that a type expects.
fn nearly_secret() -> impl Strategy<Value = Value> {
    let field = prop_oneof![
        "id|name|store_id|status|scopes|comment|created|modified|value|other",
        any::<String>()
    ];
    let part = prop_oneof![
        Just(json!("2024-01-01T00:00:00Z")),
        Just(json!(["workers"])),
        any::<String>().prop_map(Value::from),
        value(),
    ];
    prop::collection::btree_map(field, part, 0..12)
        .prop_map(|map| Value::Object(map.into_iter().collect()))
}

/// Reads by every way, which have to agree.
fn read<T: Decode + Encode + PartialEq>(document: &Value) -> Result<T, String> {
    let by_value = from_value::<T>(document);
    let by_text = from_json::<T>(&serde_json::to_vec(document).unwrap());
    assert!(by_value == by_text);
    if let Ok(read) = &by_text {
        let again = from_json::<T>(&to_json(read).unwrap());
        assert!(again.as_ref() == Ok(read));
    }
    by_text.map_err(|fault| fault.to_string())
}

fn round_trip<T: Decode + Encode>(value: &T) -> T {
    from_json(&to_json(value).unwrap()).unwrap()
}

/// Far fewer cases where an interpreter runs them, and no file to remember the failing ones in.
fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    if cfg!(miri) {
        ProptestConfig {
            cases: 2,
            failure_persistence: None,
            ..config
        }
    } else {
        config
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_survives(text: String, key: String) {
        prop_assert_eq!(&round_trip(&text), &text);
        prop_assert_eq!(to_json(&text).unwrap(), serde_json::to_vec(&text).unwrap());
        let map = BTreeMap::from([(key, text)]);
        prop_assert_eq!(round_trip(&map), map);
    }

    #[test]
    fn any_number_survives(whole: i64, unsigned: u64, number: f64, single: f32) {
        prop_assert_eq!(round_trip(&whole), whole);
        prop_assert_eq!(round_trip(&unsigned), unsigned);
        if number.is_finite() {
            prop_assert_eq!(round_trip(&number).to_bits(), number.to_bits());
        }
        if single.is_finite() {
            prop_assert_eq!(round_trip(&single).to_bits(), single.to_bits());
        }
    }

    #[test]
    fn any_json_survives(value in value()) {
        let text = to_json(&value).unwrap();
        let read = serde_json::from_slice::<Value>(&text).unwrap();
        prop_assert_eq!(to_json(&read).unwrap(), text);
        prop_assert_eq!(to_json(&round_trip(&value)).unwrap(), to_json(&value).unwrap());
    }

    #[test]
    fn any_json_is_a_value_or_a_fault(document in prop_oneof![value(), nearly_secret()]) {
        let _ = read::<Secret>(&document);
        let _ = read::<CreateSecret>(&document);
        let _ = read::<Vec<Option<Scope>>>(&document);
        let _ = read::<BTreeMap<String, Box<i64>>>(&document);
        let _ = read::<Timestamp>(&document);
        let _ = read::<u8>(&document);
        let _ = read::<f64>(&document);
        let _ = read::<()>(&document);
    }

    #[test]
    fn any_bytes_are_a_value_or_a_fault(bytes: Vec<u8>, text in r#"[\[\]{}",:0-9eE.\\u\-tfn ]{0,40}"#) {
        for bytes in [&bytes[..], text.as_bytes()] {
            let _ = from_json::<Secret>(bytes);
            let _ = from_json::<Vec<f32>>(bytes);
            let _ = from_json::<Value>(bytes);
            let _ = from_json::<()>(bytes);
        }
    }

    #[test]
    fn a_secret_comes_back_with_all_that_came_in(
        texts in prop::array::uniform4(any::<String>()),
        scopes in prop::option::of(prop::collection::vec("workers|ai_gateway|dex", 0..4)),
        other in value(),
    ) {
        let [id, name, store_id, status] = texts;
        let mut document = json!({
            "id": id, "name": name, "store_id": store_id, "status": status, "other": other,
            "created": "2024-01-01T00:00:00.120Z", "modified": "2024-01-01T00:00:00.120+01:00",
        });
        if let Some(scopes) = scopes {
            document["scopes"] = json!(scopes);
        }
        let secret: Secret = from_value(&document).unwrap();
        prop_assert_eq!(to_json(&secret.unknown_fields().get("other").unwrap()).unwrap(), to_json(&other).unwrap());
        let again: Value = serde_json::from_slice(&to_json(&secret).unwrap()).unwrap();
        // A number such as `-0.0` has two spellings; both sides are read from text.
        let document: Value = serde_json::from_slice(&to_json(&document).unwrap()).unwrap();
        prop_assert_eq!(again, document);
    }

    #[test]
    fn faults_show_no_value(text in "hush[a-z]{8}") {
        for document in [
            json!({"id": text}), json!([text]), json!({"id": [text]}), json!(text),
            json!({"id": 1, "created": text}),
        ] {
            let fault = read::<Secret>(&document).unwrap_err();
            prop_assert!(!fault.contains("hush"), "{}", fault);
        }
        let fault = read::<Timestamp>(&json!(text)).unwrap_err();
        prop_assert!(!fault.contains("hush"));
    }

    #[test]
    fn any_timestamp_text_comes_back(
        text in "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])",
    ) {
        let timestamp: Timestamp = text.parse().unwrap();
        prop_assert_eq!(timestamp.to_string(), text.clone());
        if !text.starts_with("9999-12") {
            let plain = text.to_uppercase().replace(' ', "T");
            prop_assert_eq!(timestamp.instant(), plain.parse::<jiff::Timestamp>().unwrap());
        }
    }

    #[test]
    fn any_instant_comes_back(nanoseconds in -62_167_219_200_000_000_000_i128..=253_402_207_200_000_000_000) {
        let instant = jiff::Timestamp::from_nanosecond(nanoseconds).unwrap();
        let text = Timestamp::from(instant).to_string();
        prop_assert_eq!(text.clone(), instant.to_string());
        prop_assert_eq!(text.parse::<Timestamp>().unwrap(), instant);
    }

    #[test]
    fn any_text_is_a_timestamp_or_a_fault(text: String, near in "[0-9TZ:.+ -]{15,30}") {
        let _ = text.parse::<Timestamp>();
        let _ = near.parse::<Timestamp>();
    }

    #[test]
    fn sensitive_texts_are_equal_as_their_texts_are(left in "[ab]{0,3}", right in "[ab]{0,3}") {
        let equal = Sensitive::from(left.as_str()) == Sensitive::from(right.as_str());
        prop_assert_eq!(equal, left == right);
    }
}
