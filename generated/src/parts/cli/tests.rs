//! What decides without a server: texts as YAML, tables, bodies from options.

use serde_json::{Value, json};

use clap::{Arg, Command};
use http::Method;

use super::arguments::Reading;
use super::given::{Given, untyped};
use super::table::{Argument, Call, Content, Kind, Place};
use super::{grid, yaml};
use crate::runtime::{Json, Operation, Rules, Sensitive, to_json};

#[test]
fn yaml_says_the_same() {
    for (value, expected) in [
        (json!({}), "{}\n"),
        (json!([]), "[]\n"),
        (json!("a b"), "\"a b\"\n"),
        (
            json!({"a": [], "b": {}, "c": null}),
            "a: []\nb: {}\nc: null\n",
        ),
        (
            json!({"a": {"b": [1, {"c": "x", "d": [true, [2.5]]}]}, "yes": "no"}),
            "a:\n  b:\n    - 1\n    - c: x\n      d:\n        - true\n        - - 2.5\n\"yes\": \"no\"\n",
        ),
        (
            json!(["1", "~", "a: b", "- x", "null"]),
            "- \"1\"\n- \"~\"\n- \"a: b\"\n- \"- x\"\n- \"null\"\n",
        ),
        (
            json!("\u{85}\u{7f}\u{2028}\n"),
            "\"\\u0085\\u007f\\u2028\\n\"\n",
        ),
    ] {
        let text = yaml::write(&value);
        assert_eq!(text, expected);
    }
}

fn table(value: &Value, width: Option<usize>, hidden: &[&str]) -> (String, usize) {
    let grid = grid::set(value, &grid::Style { width, hidden });
    let lines: Vec<String> = grid.head.into_iter().chain(grid.rows).collect();
    (lines.join("\n"), grid.left_out)
}

#[test]
fn a_table_has_a_row_for_each_item() {
    let items = json!([
        {"id": 1, "name": "ä\u{1b}[2J", "tags": ["a", "b"], "owner": {"id": 2}, "token": "t"},
        {"id": 20, "name": null, "more": "x"},
    ]);
    let (text, left_out) = table(&items, None, &["token"]);
    let expected = "ID  NAME           TAGS  MORE\n1   ä\\u{1b}[2J  a, b\n20  -              x";
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeezed(&text), squeezed(expected));
    assert_eq!(left_out, 0);

    let (text, left_out) = table(&items, Some(20), &["token"]);
    assert!(
        text.lines().all(|line| line.chars().count() <= 20),
        "{text}"
    );
    assert!(left_out > 0);
}

#[test]
fn wide_characters_take_two_columns() {
    let (text, _) = table(
        &json!([{"a": "漢字", "b": 1}, {"a": "x", "b": 2}]),
        None,
        &[],
    );
    assert_eq!(text, "A     B\n漢字  1\nx     2");
}

#[test]
fn members_are_put_where_their_names_lead() {
    let mut body = Given::from(json!({"a": 1, "b": {"c": 2}}));
    body.set(&["b", "d"], Given::text("x"));
    body.set(&["a"], Given::Secret(Sensitive::from("s")));
    assert!(body.lacks(&["e"]) && body.lacks(&["b", "e"]));
    assert!(!body.lacks(&["b", "c"]) && !body.lacks(&["e", "f"]));
    let text = to_json(&body).unwrap();
    assert_eq!(text, br#"{"a":"s","b":{"c":2,"d":"x"}}"#);
}

#[test]
fn members_without_a_type_are_held_to_their_limits() {
    static SHORT: Rules = Rules::ANY.max_length(3);
    static UPLOAD: Operation = Operation::new("upload", Method::POST, "/x");
    static CALL: Call = Call::new(&["upload"], &UPLOAD)
        .arguments(&[
            Argument::new("title", Kind::Text, Place::Member(&["title"]), "").rules(&SHORT),
        ])
        .body(Content::Members, true, |given, hand| {
            untyped(given, &Json("application/json"), hand)
        });
    let body = CALL.body.as_ref().unwrap();
    for (title, is_fine) in [("abc", true), ("abcd", false)] {
        let command = Command::new("x").arg(Arg::new("title").long("title"));
        let matches = command.get_matches_from(["x", "--title", title]);
        let given = Reading::new(&matches).body(&CALL, body, None);
        assert_eq!(given.is_ok(), is_fine, "{title}");
    }
}
