//! What diagnostics look like, and that they stand at the right place.

use super::{Diagnostic, Location, Place, Source, locate, render};

const YAML: &str = "\
openapi: 3.0.3
paths:
  /stores/{id}:
    get:
      tags: [a, 'b c']
      parameters:
        - name: id
          in: path
        - {name: 'limit', in: query}
      description:
      summary: |
        Two
        lines
";

fn show(place: Place, text: &str) -> String {
    let source = Source::new("spec/x.yaml", text);
    render(
        &[Diagnostic::error("some-code", place, "it is wrong")],
        &[source],
        false,
    )
}

fn at(place: Place, text: &str) -> (usize, usize) {
    let source = Source::new("x", text);
    let found = locate(&[Diagnostic::error("some-code", place, "m")], &[source]);
    let Location { line, column } = found
        .into_iter()
        .next()
        .flatten()
        .expect("the source is there");
    (line, column)
}

fn value_at(pointer: &str, text: &str) -> (usize, usize) {
    at(Place::value("x", pointer), text)
}

#[test]
fn shows_header_excerpt_help_and_override() {
    let place = Place::value("spec/x.yaml", "/paths/~1stores~1{id}/get/parameters/1/name");
    let diagnostic = Diagnostic::error("unknown-name", place, "`limit` is not known")
        .help("rename it")
        .key("parameters.limit.name");
    let sources = [Source::new("spec/x.yaml", YAML)];
    assert_eq!(
        render(&[diagnostic], &sources, false),
        "\
spec/x.yaml:9:18: error[unknown-name]: `limit` is not known
  |
9 |         - {name: 'limit', in: query}
  |                  ^^^^^^^
help: rename it
override: parameters.limit.name
"
    );
}

#[test]
fn colours_only_when_asked() {
    let diagnostic = Diagnostic::warning("a-code", Place::value("x", "/a"), "m").help("h");
    let sources = [Source::new("x", "a: 1\n")];
    let (plain, coloured) = (
        render(std::slice::from_ref(&diagnostic), &sources, false),
        render(&[diagnostic], &sources, true),
    );
    assert!(!plain.contains('\u{1b}'));
    assert!(
        coloured
            .starts_with("\u{1b}[1mx:1:4\u{1b}[0m: \u{1b}[1m\u{1b}[33mwarning[a-code]\u{1b}[0m: ")
    );
    let mut stripped = String::new();
    for (index, piece) in coloured.split("\u{1b}[").enumerate() {
        let text = if index == 0 {
            Some(piece)
        } else {
            piece.split_once('m').map(|(_, rest)| rest)
        };
        stripped.push_str(text.expect("a complete sequence"));
    }
    assert_eq!(stripped, plain);
}

#[test]
fn sorts_by_source_then_position_and_separates_with_a_blank_line() {
    let diagnostics = [
        Diagnostic::warning("third", Place::file("other.yaml"), "unseen file"),
        Diagnostic::warning("second", Place::value("config", "/b"), "later"),
        Diagnostic::error("first", Place::value("config", "/a"), "earlier"),
        Diagnostic::warning("zeroth", Place::value("spec", "/z"), "in the first file"),
    ];
    let sources = [
        Source::new("spec", "z: 1"),
        Source::new("config", "a: 1\nb: 2\n"),
    ];
    assert_eq!(
        render(&diagnostics, &sources, false),
        "\
spec:1:4: warning[zeroth]: in the first file
  |
1 | z: 1
  |    ^

config:1:4: error[first]: earlier
  |
1 | a: 1
  |    ^

config:2:4: warning[second]: later
  |
2 | b: 2
  |    ^

other.yaml: warning[third]: unseen file
"
    );
    assert_eq!(render(&[], &sources, false), "");
}

#[test]
fn the_whole_file_is_its_first_line_without_an_excerpt() {
    assert_eq!(
        show(Place::file("spec/x.yaml"), YAML),
        "spec/x.yaml:1:1: error[some-code]: it is wrong\n"
    );
}

#[test]
fn a_missing_pointer_falls_back_to_what_is_around_it_and_is_spelled_out() {
    assert_eq!(
        show(
            Place::value("spec/x.yaml", "/paths/~1stores~1{id}/get/responses/200"),
            YAML
        ),
        "\
spec/x.yaml:4:5: error[some-code]: it is wrong
  |
4 |     get:
  |     ^^^
at: /paths/~1stores~1{id}/get/responses/200
"
    );
    assert_eq!(
        show(Place::value("spec/x.yaml", "/nothing"), "[ \"broken"),
        "spec/x.yaml:1:1: error[some-code]: it is wrong\nat: /nothing\n"
    );
}

#[test]
fn places_keys_values_items_and_collections() {
    let get = "/paths/~1stores~1{id}/get";
    let value = |rest: &str| value_at(&format!("{get}{rest}"), YAML);
    assert_eq!(value_at("/openapi", YAML), (1, 10));
    assert_eq!(at(Place::key("x", "/openapi"), YAML), (1, 1));
    assert_eq!(value(""), (4, 5), "a mapping is at its key");
    assert_eq!(value("/tags"), (5, 7), "a sequence is at its key");
    assert_eq!(value("/tags/1"), (5, 17));
    assert_eq!(value("/parameters/0"), (7, 11), "an item has no key");
    assert_eq!(value("/parameters/1"), (9, 11));
    assert_eq!(
        value("/description"),
        (10, 7),
        "an unwritten value is at its key"
    );
    assert_eq!(value("/summary"), (12, 9));
    assert_eq!(value("/parameters/2"), (6, 7), "past the end is the list");
}

#[test]
fn pointers_are_unescaped() {
    let text = "paths:\n  /a~b: [0, 1, 22]\n";
    assert_eq!(value_at("/paths/~1a~0b/2", text), (2, 16));
    assert_eq!(
        at(Place::key("x", "/paths/~1a~0b/2"), text),
        (2, 16),
        "an item has no key"
    );
}

#[test]
fn positions_count_characters_and_are_clamped() {
    let text = "añb\r\nlast";
    assert_eq!(at(Place::position("x", 1, 3), text), (1, 3));
    assert_eq!(at(Place::position("x", 1, 99), text), (1, 4));
    assert_eq!(at(Place::position("x", 2, 99), text), (2, 5));
    assert_eq!(at(Place::position("x", 9, 9), text), (2, 5));
    assert_eq!(at(Place::position("x", 0, 0), text), (1, 1));
    assert_eq!(at(Place::position("x", 3, 1), ""), (1, 1));
    assert_eq!(
        show(Place::position("spec/x.yaml", 1, 3), text),
        "spec/x.yaml:1:3: error[some-code]: it is wrong\n  |\n1 | añb\n  |   ^\n"
    );
}

#[test]
fn byte_order_mark_crlf_tabs_and_wide_characters_keep_columns_right() {
    let text = "\u{feff}{\r\n\t\"é漢\":\t\"x\",\r\n\t\"b\":\t[1,\t2]\r\n}\r\n";
    assert_eq!(value_at("/é漢", text), (2, 8));
    assert_eq!(value_at("/b/1", text), (3, 11));
    assert_eq!(
        show(Place::value("spec/x.yaml", "/é漢"), text),
        "\
spec/x.yaml:2:8: error[some-code]: it is wrong
  |
2 |     \"é漢\":    \"x\",
  |               ^^^
"
    );
}

#[test]
fn json_that_yaml_frowns_upon_is_still_placed() {
    let long = "k".repeat(3000);
    let text = format!(r#"{{"\ud83d\ude00":"\uD83D\uDE00","{long}" :1,"a\/b":{{"c" : [true]}}}}"#);
    let column = text.find("true").expect("there") + 1;
    assert_eq!(value_at("/a~1b/c/0", &text), (1, column));
}

#[test]
fn a_key_that_occurs_twice_is_placed_where_it_occurs_last() {
    assert_eq!(at(Place::key("x", "/a"), "a: 1\nb: 2\na: 3\n"), (3, 1));
}

#[test]
fn only_the_first_document_and_only_plain_keys_have_pointers() {
    assert_eq!(value_at("/a", "---\na: 1\n---\na: 2\n"), (2, 4));
    assert_eq!(value_at("/b", "? {b: 1}\n: {b: 2}\nb: 3\n"), (3, 4));
    assert_eq!(
        value_at("/b/x", "a: &a {x: 1}\nb: *a\n"),
        (2, 1),
        "below an alias is the alias's entry"
    );
}

#[test]
fn what_comes_before_a_syntax_error_is_placed() {
    assert_eq!(value_at("/a/b", "a:\n  b: 1\n  'c\n"), (2, 6));
    let deep = format!("a: 1\nb: {}", "[".repeat(100_000));
    assert_eq!(value_at("/a", &deep), (1, 4));
    assert_eq!(value_at("/b/0/0", &deep), (2, 1));
}

#[test]
fn marks_exactly_the_scalar() {
    let marked = |text: &str| {
        let shown = show(Place::value("spec/x.yaml", "/a"), text);
        shown.chars().filter(|character| *character == '^').count()
    };
    assert_eq!(marked("a: plain # 'x'\n"), 5);
    assert_eq!(marked("a: 'it''s' # 'x'\n"), 7);
    assert_eq!(marked(r#"a: "q\\\"s"   # "x""#), 8);
    assert_eq!(marked("{\"a\" : \"x\" }"), 3);
    assert_eq!(marked("a: 'two\n  lines'\n"), 4);
}

#[test]
fn document_text_cannot_drive_the_terminal_or_hide() {
    let text = "a: \"\u{1b}[31mred\u{202e}\u{200b}\u{7f}\u{2028}\" # x\n";
    let place = Place::value("\u{1b}x\n.yaml", "/a");
    let diagnostic = Diagnostic::error("c", place, "`\u{1b}[2J\nfake:1:1: error`\t\u{9b}")
        .help("a\rb")
        .key("k\u{0}");
    let shown = render(&[diagnostic], &[Source::new("\u{1b}x\n.yaml", text)], false);
    assert_eq!(
        shown,
        r#"\u{1b}x\n.yaml:1:4: error[c]: `\u{1b}[2J\nfake:1:1: error`\t\u{9b}
  |
1 | a: "\u{1b}[31mred\u{202e}\u{200b}\u{7f}\u{2028}" # x
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
help: a\rb
override: k\u{0}
"#
    );
}

#[test]
fn long_lines_are_cut_around_the_mark() {
    let filler = "f".repeat(500_000);
    let text = format!(r#"{{"a":"{filler}","b":"here","c":"{filler}"}}"#);
    let shown = show(Place::value("spec/x.yaml", "/b"), &text);
    let half = "f".repeat(60 - r#"","b":"#.len());
    let rest = "f".repeat(60 - r#""here","c":""#.len());
    let blanks = " ".repeat(63);
    assert_eq!(
        shown,
        format!(
            "\
spec/x.yaml:1:500013: error[some-code]: it is wrong
  |
1 | ...{half}\",\"b\":\"here\",\"c\":\"{rest}...
  |    {}^^^^^^
",
            blanks.get(3..).unwrap_or_default(),
        )
    );
    let whole = show(Place::value("spec/x.yaml", "/a"), &text);
    assert!(whole.len() < 500, "a mark is cut with its line: {whole}");
}

#[test]
fn a_big_document_with_many_problems_is_quick() {
    let mut text = String::from("paths:\n");
    let mut diagnostics = Vec::new();
    for index in 0..20_000 {
        let lines = format!(
            "  /path/{index}:\n    get:\n      operationId: operation {index}\n      summary: {}\n",
            "s".repeat(180)
        );
        text.push_str(&lines);
        let pointer = format!("/paths/~1path~1{index}/get/summary");
        diagnostics.push(Diagnostic::warning("c", Place::value("x", pointer), "m"));
    }
    assert!(text.len() > 5_000_000);
    let found = locate(&diagnostics, &[Source::new("x", text.clone())]);
    for (index, location) in found.into_iter().enumerate() {
        assert_eq!(
            location,
            Some(Location {
                line: 5 + 4 * index,
                column: 16
            })
        );
    }
    let minified = text.replace('\n', " ");
    let diagnostics = diagnostics
        .iter()
        .map(|_| Diagnostic::warning("c", Place::position("x", 1, minified.len()), "m"));
    let shown = render(
        &diagnostics.collect::<Vec<_>>(),
        &[Source::new("x", minified.clone())],
        false,
    );
    assert_eq!(
        shown
            .lines()
            .filter(|line| line.starts_with("x:1:"))
            .count(),
        20_000
    );
}

#[test]
fn no_text_and_no_pointer_makes_it_panic() {
    let texts = [
        "",
        "\u{feff}",
        "\n",
        "a",
        "[",
        "{",
        "\"",
        "? ",
        "- - -",
        "&a *a",
        "*x",
        "%TAG",
        "!",
        "a: |\n",
        "\0",
        "---",
        "...",
        "{!~\r%\u{2028}",
        "a:\r b:\r",
        "\u{85}: \u{2029}",
        "'",
        "{\"\\ud800",
        "\"\\ud8",
        "\\u\\ud83",
    ];
    let pointers = [
        "", "/", "//", "a", "/0", "/a/b/c", "~", "/~", "/~2", "#/a", "/é",
    ];
    for text in texts {
        let places = pointers
            .iter()
            .flat_map(|pointer| [Place::key("x", *pointer), Place::value("x", *pointer)]);
        let positions = [(0, 0), (1, 1), (1, usize::MAX), (usize::MAX, 1)];
        let places =
            places.chain(positions.map(|(line, column)| Place::position("x", line, column)));
        let diagnostics = places
            .map(|place| Diagnostic::error("c", place, text))
            .collect::<Vec<_>>();
        let shown = render(&diagnostics, &[Source::new("x", text)], false);
        assert_eq!(
            shown
                .lines()
                .filter(|line| line.contains("error[c]"))
                .count(),
            diagnostics.len()
        );
    }
}

#[test]
fn displays_in_one_line() {
    let place = Place::value("spec.yaml", "/paths");
    assert_eq!(place.to_string(), "spec.yaml#/paths");
    assert_eq!(Place::file("spec.yaml").to_string(), "spec.yaml");
    assert_eq!(
        Place::position("spec.yaml", 2, 3).to_string(),
        "spec.yaml:2:3"
    );
    let diagnostic = Diagnostic::warning("a-code", place, "m");
    assert_eq!(
        diagnostic.to_string(),
        "spec.yaml#/paths: warning[a-code]: m"
    );
    assert!(!diagnostic.is_error());
}
