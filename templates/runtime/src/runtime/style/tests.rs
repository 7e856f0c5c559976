//! How parameters are written, style by style.

use std::collections::BTreeMap;

use super::*;

fn written(parameter: &Parameter, value: &dyn Encode) -> String {
    let mut out = String::new();
    write(&mut out, parameter, value).unwrap();
    out
}

#[test]
fn every_style_is_written_as_openapi_has_it() {
    let scalar: &dyn Encode = &"blue";
    let list: &dyn Encode = &vec!["blue", "black"];
    let object: &dyn Encode = &BTreeMap::from([("G".to_owned(), 200), ("R".to_owned(), 100)]);
    let path = Parameter::path;
    let query = Parameter::query;
    for (parameter, expected) in [
        (
            path("c").style(Style::Simple, false),
            ["blue", "blue,black", "G,200,R,100"],
        ),
        (
            path("c").style(Style::Simple, true),
            ["blue", "blue,black", "G=200,R=100"],
        ),
        (
            path("c").style(Style::Label, false),
            [".blue", ".blue,black", ".G,200,R,100"],
        ),
        (
            path("c").style(Style::Label, true),
            [".blue", ".blue.black", ".G=200.R=100"],
        ),
        (
            path("c").style(Style::Matrix, false),
            [";c=blue", ";c=blue,black", ";c=G,200,R,100"],
        ),
        (
            path("c").style(Style::Matrix, true),
            [";c=blue", ";c=blue;c=black", ";G=200;R=100"],
        ),
        (
            query("c").style(Style::Form, false),
            ["c=blue", "c=blue,black", "c=G,200,R,100"],
        ),
        (
            query("c").style(Style::Form, true),
            ["c=blue", "c=blue&c=black", "G=200&R=100"],
        ),
        (
            query("c").style(Style::SpaceDelimited, false),
            ["c=blue", "c=blue%20black", "c=G%20200%20R%20100"],
        ),
        (
            query("c").style(Style::PipeDelimited, false),
            ["c=blue", "c=blue%7Cblack", "c=G%7C200%7CR%7C100"],
        ),
        (
            query("c").style(Style::PipeDelimited, true),
            ["c=blue", "c=blue&c=black", "G=200&R=100"],
        ),
        (
            query("c").style(Style::DeepObject, true),
            [
                "c=blue",
                "c%5B%5D=blue&c%5B%5D=black",
                "c%5BG%5D=200&c%5BR%5D=100",
            ],
        ),
        (
            query("c").style(Style::Json, false),
            [
                "c=%22blue%22",
                "c=%5B%22blue%22%2C%22black%22%5D",
                "c=%7B%22G%22%3A200%2C%22R%22%3A100%7D",
            ],
        ),
        (
            Parameter::header("c"),
            ["blue", "blue,black", "G,200,R,100"],
        ),
        (
            Parameter::cookie("c"),
            ["c=blue", "c=blue; c=black", "G=200; R=100"],
        ),
    ] {
        for (value, expected) in [scalar, list, object].into_iter().zip(expected) {
            assert_eq!(written(&parameter, value), expected, "{parameter:?}");
        }
    }
}

#[test]
fn scalars_are_written_plainly() {
    let query = || Parameter::query("q");
    assert_eq!(written(&query(), &true), "q=true");
    assert_eq!(written(&query(), &-5_i64), "q=-5");
    assert_eq!(written(&query(), &0.5_f64), "q=0.5");
    assert_eq!(written(&query(), &""), "q=");
    assert_eq!(written(&query(), &"a&b=c d"), "q=a%26b%3Dc%20d");
    assert_eq!(written(&query(), &Sensitive::from("s")), "q=s");
    assert_eq!(
        written(&query().reserved(), &"a/b?c:d&e#f+g"),
        "q=a/b?c:d%26e%23f%2Bg"
    );
    assert_eq!(written(&Parameter::query("a b"), &1_i64), "a%20b=1");
    assert_eq!(written(&Parameter::path("p"), &"a/b"), "a%2Fb");
    assert_eq!(written(&Parameter::header("h"), &"a/b c"), "a/b c");
}

#[test]
fn reserved_characters_stay_where_they_are_safe() {
    let path = Parameter::path("p").reserved();
    assert_eq!(
        written(&path, &"a/b c:d?e#f;g%2e"),
        "a/b%20c:d%3Fe%23f%3Bg%252e"
    );
    let query = Parameter::query("q").reserved();
    assert_eq!(written(&query, &vec!["a/b", "c,d&e"]), "q=a/b&q=c,d%26e");
}

#[test]
fn what_is_all_of_the_query_has_no_name() {
    let value = serde_json::json!({"a b": [1, 2], "c": {"d": true}});
    assert_eq!(
        written(&Parameter::query(""), &value),
        "a%20b=1&a%20b=2&c%5Bd%5D=true"
    );
    let json = Parameter::query("").style(Style::Json, false);
    assert_eq!(written(&json, &vec![1, 2]), "%5B1%2C2%5D");
    assert_eq!(
        written(&Parameter::query("").style(Style::Form, false), &"$.a"),
        "%24.a"
    );
}

#[test]
fn a_header_holds_json_in_ascii() {
    let header = Parameter::header("h").style(Style::Json, false);
    let value = BTreeMap::from([("a".to_owned(), "é😀")]);
    assert_eq!(
        written(&header, &value),
        "{\"a\":\"\\u00e9\\ud83d\\ude00\"}"
    );
}

#[test]
fn a_cookie_of_its_own_style_is_written_as_it_is_or_not_at_all() {
    let cookie = Parameter::cookie("c").style(Style::Cookie, true);
    assert_eq!(written(&cookie, &vec!["a b", "c%"]), "c=a b; c=c%");
    let mut out = String::new();
    assert!(write(&mut out, &cookie, &"a; admin=1").is_err());
}

#[test]
fn what_may_be_empty_is_named() {
    let none: Option<bool> = None;
    let empty: Vec<String> = Vec::new();
    let flag = Parameter::query("pretty").allow_empty();
    for value in [&none as &dyn Encode, &empty, &""] {
        assert_eq!(written(&flag, value), "pretty=");
    }
    assert_eq!(written(&flag, &true), "pretty=true");
    assert_eq!(
        written(&Parameter::path("c").style(Style::Matrix, false), &""),
        ";c"
    );
    assert_eq!(
        written(&Parameter::path("c").style(Style::Label, false), &""),
        "."
    );
}

#[test]
fn null_inside_a_value_is_left_out() {
    let list = vec![Some(1), None, Some(2)];
    assert_eq!(written(&Parameter::header("c"), &list), "1,2");
    let object = serde_json::json!({"a": null, "b": 1});
    for (style, expected) in [(Style::Form, "b=1"), (Style::DeepObject, "c%5Bb%5D=1")] {
        assert_eq!(
            written(&Parameter::query("c").style(style, true), &object),
            expected
        );
    }
    assert_eq!(written(&Parameter::path("c"), &object), "b,1");
}

#[test]
fn nothing_is_written_for_nothing() {
    let none: Option<i64> = None;
    let empty: Vec<String> = Vec::new();
    for style in [Style::Form, Style::SpaceDelimited, Style::DeepObject] {
        assert_eq!(
            written(&Parameter::query("q").style(style, false), &none),
            ""
        );
        assert_eq!(
            written(&Parameter::query("q").style(style, false), &empty),
            ""
        );
    }
    assert_eq!(written(&Parameter::path("p"), &empty), "");
}

#[test]
fn deep_objects_nest() {
    let value = serde_json::json!({"a": {"b": 1, "c": ["x", "y z"]}, "d": null, "e&": ""});
    assert_eq!(
        written(
            &Parameter::query("f").style(Style::DeepObject, true),
            &value
        ),
        "f%5Ba%5D%5Bb%5D=1&f%5Ba%5D%5Bc%5D%5B%5D=x&f%5Ba%5D%5Bc%5D%5B%5D=y%20z&f%5Be%26%5D="
    );
}

#[test]
fn lists_in_a_deep_object_have_brackets_and_numbers_where_items_have_members() {
    let deep = |name| Parameter::query(name).style(Style::DeepObject, true);
    let texts = serde_json::json!(["a", "b"]);
    assert_eq!(written(&deep("f"), &texts), "f%5B%5D=a&f%5B%5D=b");
    assert_eq!(written(&deep("f[]"), &texts), "f%5B%5D=a&f%5B%5D=b");
    let objects = serde_json::json!([{"a": 1}, {"a": ["x"]}]);
    assert_eq!(
        written(&deep("f"), &objects),
        "f%5B0%5D%5Ba%5D=1&f%5B1%5D%5Ba%5D%5B%5D=x"
    );
}

#[test]
fn a_number_that_is_not_finite_is_refused() {
    let mut out = String::new();
    assert!(write(&mut out, &Parameter::query("q"), &f64::NAN).is_err());
}

#[test]
fn sensitive_texts_are_collected_at_any_depth() {
    let value = vec![
        Some(Sensitive::from("one")),
        None,
        Some(Sensitive::from("two")),
    ];
    let mut found = Vec::new();
    collect_sensitive(&value, &mut found);
    assert_eq!(found, [Sensitive::from("one"), Sensitive::from("two")]);
}

#[test]
fn what_would_be_read_as_several_items_is_refused() {
    let query = Parameter::query;
    for (parameter, item, is_fine) in [
        (query("c").style(Style::SpaceDelimited, false), "a b", false),
        (query("c").style(Style::SpaceDelimited, false), "a+b", true),
        (query("c").style(Style::SpaceDelimited, true), "a b", true),
        (query("c").style(Style::PipeDelimited, false), "a|b", false),
        (query("c").style(Style::PipeDelimited, false), "a b", true),
        (query("c").style(Style::Form, false), "a,b", true),
        (
            query("c").style(Style::Form, false).reserved(),
            "a,b",
            false,
        ),
        (query("c").style(Style::Form, true).reserved(), "a,b", true),
        (Parameter::path("c").style(Style::Label, true), "a.b", false),
        (Parameter::path("c").style(Style::Label, false), "a.b", true),
        (
            Parameter::header("c").style(Style::Simple, false),
            "\"a,b\"",
            true,
        ),
    ] {
        let mut out = String::new();
        let result = write(&mut out, &parameter, &vec![item]);
        assert_eq!(result.is_ok(), is_fine, "{item}: {out}");
    }
    let scalar = query("c").style(Style::SpaceDelimited, false);
    assert_eq!(written(&scalar, &"a b"), "c=a%20b");
}
