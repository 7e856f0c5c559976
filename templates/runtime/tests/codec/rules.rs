//! The limits of a document, checked before anything is sent.

use std::collections::BTreeMap;

use openapi_client_runtime::runtime::{Bound, Encode, Rules, check};
use serde_json::json;

use crate::emitted::{CreateSecret, Scope};

fn violation(value: &dyn Encode, rules: Rules) -> Option<String> {
    check(value, &rules, "body")
        .err()
        .map(|violation| violation.to_string())
}

#[test]
fn the_fields_of_a_request_are_checked_wherever_it_stands() {
    let secret = |name: &str, value: &str| CreateSecret::new(name, value, [Scope::Workers]);
    let fine = secret("KEY", &"ü".repeat(65536));
    assert_eq!(violation(&fine, Rules::ANY), None);
    assert_eq!(
        violation(&secret("KEY", &"s".repeat(65537)), Rules::ANY).unwrap(),
        "body.value has 65537 characters, at most 65536 are allowed"
    );
    assert_eq!(
        violation(&vec![fine.clone(), secret("", "s")], Rules::ANY).unwrap(),
        "body[1].name has 0 characters, at least 1 is required"
    );
    let none = CreateSecret::new("KEY", "s", [] as [Scope; 0]);
    assert_eq!(
        violation(
            &BTreeMap::from([("a b".to_owned(), Some(none))]),
            Rules::ANY
        )
        .unwrap(),
        r#"body["a b"].scopes has 0 items, at least 1 is required"#
    );
    let twice = CreateSecret::new("KEY", "s", [Scope::Workers, Scope::from("workers")]);
    let violation = check(&twice, &Rules::ANY, "body").unwrap_err();
    assert_eq!(violation.at, "body.scopes");
    assert_eq!(violation.message, "has an item twice, each is allowed once");
}

#[test]
fn numbers_are_compared_exactly() {
    let whole = |number| Bound::Integer(number);
    let two_to_53 = 9_007_199_254_740_992_i64;
    let at_most = Rules::ANY.maximum(Bound::Number(9_007_199_254_740_992.0));
    assert_eq!(violation(&two_to_53, at_most), None);
    assert_eq!(
        violation(&(two_to_53 + 1), at_most).unwrap(),
        "body must be at most 9007199254740992"
    );
    let unsigned = Rules::ANY.minimum(whole(i128::from(u64::MAX)));
    assert_eq!(violation(&u64::MAX, unsigned), None);
    assert!(violation(&(u64::MAX - 1), unsigned).is_some());
    assert!(violation(&i64::MIN, Rules::ANY.minimum(whole(0))).is_some());
    assert_eq!(
        violation(&0, Rules::ANY.minimum(whole(0)).maximum(whole(0))),
        None
    );

    let open = Rules::ANY
        .exclusive_minimum(whole(0))
        .exclusive_maximum(Bound::Number(0.3));
    assert_eq!(violation(&0.2, open), None);
    assert_eq!(violation(&0.0, open).unwrap(), "body must be above 0");
    assert_eq!(violation(&0.3, open).unwrap(), "body must be below 0.3");
    assert_eq!(
        violation(&f64::NAN, Rules::ANY).unwrap(),
        "body is not a finite number"
    );
    assert_eq!(violation(&"text", open), None);
}

#[test]
fn multiples_are_those_of_decimal_numbers() {
    let of = |step| Rules::ANY.multiple_of(step);
    for (value, step) in [
        (19.99, 0.01),
        (0.3, 0.1),
        (-4.35, 0.01),
        (1e22, 0.001),
        (0.0, 0.7),
    ] {
        assert_eq!(
            violation(&value, of(Bound::Number(step))),
            None,
            "{value} {step}"
        );
    }
    for (value, step) in [(19.995, 0.01), (0.25, 0.1), (1e-7, 1e-6), (1.0, 1e300)] {
        assert!(
            violation(&value, of(Bound::Number(step))).is_some(),
            "{value} {step}"
        );
    }
    assert_eq!(violation(&600, of(Bound::Integer(60))), None);
    assert_eq!(
        violation(&601, of(Bound::Integer(60))).unwrap(),
        "body must be a multiple of 60"
    );
    assert_eq!(violation(&600, of(Bound::Number(0.5))), None);
    assert_eq!(violation(&i64::MAX, of(Bound::Integer(7))), None);
    assert_eq!(violation(&5, of(Bound::Integer(0))), None);
    assert_eq!(violation(&1e308, of(Bound::Number(1e300))), None);
    assert_eq!(
        violation(&1, of(Bound::Number(1e300))).unwrap(),
        "body must be a multiple of 1e300"
    );
}

#[test]
fn lists_and_objects_are_counted() {
    const ITEM: Rules = Rules::ANY.max_length(2);
    let list = Rules::ANY.max_items(2).items(&ITEM);
    assert_eq!(violation(&vec!["ab", "äö"], list), None);
    assert_eq!(
        violation(&vec!["a", "abc"], list).unwrap(),
        "body[1] has 3 characters, at most 2 are allowed"
    );
    assert_eq!(
        violation(&vec!["a", "b", "c"], list).unwrap(),
        "body has 3 items, at most 2 are allowed"
    );
    let object = Rules::ANY.min_properties(1).max_properties(1);
    assert_eq!(violation(&json!({"a": 1}), object), None);
    assert_eq!(
        violation(&json!({}), object).unwrap(),
        "body has 0 properties, at least 1 is required"
    );
    assert_eq!(
        violation(&json!({"a": 1, "b": 2}), object).unwrap(),
        "body has 2 properties, at most 1 is allowed"
    );
    let unique = Rules::ANY.unique_items();
    assert_eq!(violation(&json!([1, "1", [1], {"a": 1}]), unique), None);
    assert!(violation(&json!([{"a": 1, "b": 2}, 0, {"b": 2, "a": 1}]), unique).is_some());
    assert_eq!(violation(&None::<Vec<bool>>, unique.min_items(1)), None);
}
