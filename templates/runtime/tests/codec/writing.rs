//! Types to documents.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use openapi_client_runtime::runtime::{Encode, UnknownFields, from_json, to_json};
use serde_json::{Value, json};

use crate::emitted::{CreateSecret, Scope};

fn written(value: &dyn Encode) -> String {
    String::from_utf8(to_json(value).unwrap()).unwrap()
}

#[test]
fn fields_stand_in_their_declared_order_and_absent_ones_are_left_out() {
    let secret = CreateSecret::new("KEY", "s3cret", [Scope::Workers, Scope::from("dex")]);
    let text = r#"{"name":"KEY","value":"s3cret","scopes":["workers","dex"]}"#;
    assert_eq!(written(&secret), text);
    assert_eq!(serde_json::to_string(&secret).unwrap(), text);
    let secret = secret.comment("a \"remark\"");
    assert!(written(&secret).ends_with(r#","comment":"a \"remark\""}"#));
    assert_eq!(from_json(written(&secret).as_bytes()), Ok(secret));
}

#[test]
fn every_kind_of_value_is_written_as_serde_writes_it() {
    fn check(value: &dyn Encode, text: &str) {
        assert_eq!(written(value), text);
    }
    check(&true, "true");
    check(&(), "null");
    check(&None::<bool>, "null");
    check(&Some(1_u8), "1");
    check(&i64::MIN, "-9223372036854775808");
    check(&u64::MAX, "18446744073709551615");
    check(&0.1_f64, "0.1");
    check(&0.1_f32, "0.1");
    check(&10.0_f64, "10");
    check(&-0.0_f64, "-0.0");
    check(&1e300_f64, "1e+300");
    check(&"text", "\"text\"");
    check(&Vec::<bool>::new(), "[]");
    check(&vec![Some(1), None], "[1,null]");
    check(&Box::new(vec!["a"]), "[\"a\"]");
    check(
        &BTreeMap::from([("b".to_owned(), 1), ("a".to_owned(), 2)]),
        r#"{"a":2,"b":1}"#,
    );
    check(&Date::constant(2024, 2, 29), "\"2024-02-29\"");
    check(
        &json!({"a": [1, -1, 1.5, null, {}]}),
        r#"{"a":[1,-1,1.5,null,{}]}"#,
    );
}

#[test]
fn texts_are_escaped_wherever_the_special_character_stands() {
    for special in [
        "\"", "\\", "\n", "\u{0}", "\u{1f}", "\u{7f}", "\u{80}", "\u{2028}", "😀", " ", "!",
    ] {
        for before in 0..20 {
            let text = "x".repeat(before) + special + &"ü".repeat(20 - before);
            assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
            let map = BTreeMap::from([(text, 1)]);
            assert_eq!(written(&map), serde_json::to_string(&map).unwrap());
        }
    }
}

#[test]
fn a_number_that_is_not_finite_is_a_fault_with_its_place() {
    let value = BTreeMap::from([("rates".to_owned(), vec![1.0, f64::NAN])]);
    assert_eq!(
        to_json(&value).unwrap_err().to_string(),
        "rates[1]: a number that is not finite has no form in JSON"
    );
    assert!(to_json(&f32::INFINITY).is_err());
}

/// As emitted for an object with typed additional properties.
#[derive(Debug, PartialEq)]
struct Labels {
    kind: String,
    additional_properties: BTreeMap<String, i64>,
}

openapi_client_runtime::object!(Labels { "kind" => kind: required } additional_properties);

#[test]
fn additional_properties_are_typed() {
    let text = r#"{"kind":"k","a":1,"b":2}"#;
    let labels: Labels = from_json(text.as_bytes()).unwrap();
    assert_eq!(labels.additional_properties["b"], 2);
    assert_eq!(written(&labels), text);
    let fault = from_json::<Labels>(br#"{"kind":"k","a":"x"}"#).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "a: expected a whole number, found a string"
    );
}

#[test]
fn a_nullable_field_can_be_absent_null_or_there() {
    type Nullable = BTreeMap<String, Option<Option<i64>>>;
    for text in [r#"{"a":null}"#, r#"{"a":1}"#] {
        let map: BTreeMap<String, Option<i64>> = from_json(text.as_bytes()).unwrap();
        assert_eq!(written(&map), text);
    }
    let map: Nullable = BTreeMap::from([("a".to_owned(), Some(None))]);
    assert_eq!(written(&map), r#"{"a":null}"#);
}

#[test]
fn an_enum_of_strings_is_a_string_in_all_respects() {
    let scope: Scope = "dex".parse().unwrap();
    assert_eq!(scope, Scope::Unknown("dex".to_owned()));
    assert_eq!(scope, "dex");
    assert_eq!(scope, *"dex");
    assert_eq!(
        format!("{:>5}|{scope}", Scope::from(String::from("dex"))),
        "  dex|dex"
    );
    assert_eq!(scope.as_ref(), "dex");
    assert_eq!(Scope::from("workers"), Scope::Workers);
    assert_eq!(serde_json::to_value(&scope).unwrap(), Value::from("dex"));
    assert_eq!(
        serde_json::from_value::<Scope>(json!("ai_gateway")).unwrap(),
        Scope::AiGateway
    );
}

#[test]
fn values_of_an_enumeration_are_what_they_are_on_the_wire() {
    let made = Scope::Unknown("workers".to_owned());
    assert_eq!(made, Scope::Workers);
    assert_eq!(Scope::Workers, "workers");
    assert!(Scope::AiGateway < Scope::Workers && Scope::Workers < Scope::Unknown("x".to_owned()));
    let both: HashSet<Scope> = [made, Scope::Workers, Scope::AiGateway].into();
    assert_eq!(both.len(), 2);
}

/// As emitted for an object with a member that may be missing or null.
#[expect(
    clippy::option_option,
    reason = "unset, null and a value are three things"
)]
#[derive(Clone, Debug, Default, PartialEq)]
struct Patch {
    note: Option<Option<String>>,
    unknown_fields: UnknownFields,
}

openapi_client_runtime::object!(Patch {
    "note" => note: nullable(into String, note_null),
});

#[test]
fn unset_null_and_a_value_are_told_apart_both_ways() {
    let cases = [
        (Patch::default(), "{}"),
        (Patch::default().note_null(), r#"{"note":null}"#),
        (Patch::default().note("n"), r#"{"note":"n"}"#),
    ];
    for (patch, text) in cases {
        assert_eq!(written(&patch), text);
        assert_eq!(from_json::<Patch>(text.as_bytes()).unwrap(), patch);
    }
}

/// As emitted for one of several types.
#[derive(Clone, Debug, PartialEq)]
enum Pet {
    Named(Patch),
    Aged(BTreeMap<String, i64>),
    Unknown(Value),
}

openapi_client_runtime::union!(Pet {
    @from Named(Patch),
    @from Aged(BTreeMap<String, i64>),
});

#[test]
fn a_choice_is_read_as_the_type_that_knows_the_most_of_it() {
    let read = |text: &str| from_json::<Pet>(text.as_bytes()).unwrap();
    assert_eq!(
        read(r#"{"note":"n"}"#),
        Pet::from(Patch::default().note("n"))
    );
    assert_eq!(
        read(r#"{"age":3}"#),
        Pet::from(BTreeMap::from([("age".to_owned(), 3)]))
    );
    assert_eq!(read("[1]"), Pet::Unknown(json!([1])));
    assert_eq!(written(&read("[1]")), "[1]");
}
