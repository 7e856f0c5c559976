//! Where pages end, and what leads from one to the next.

use super::*;

/// What the API says of a page: its number, the most items, the number of pages.
fn info(page: Option<i64>, per_page: Option<i64>, total_pages: Option<i64>) -> PageInfo {
    PageInfo {
        page,
        per_page,
        total_pages,
        ..PageInfo::default()
    }
}

/// Goes through pages of so many items until the end; how many of them are pages, and how many were asked for.
fn walk(asked: (Option<&str>, Option<&str>), pages: &[(usize, PageInfo, u64)]) -> (usize, usize) {
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok());
    let mut rule = Numbers {
        asked: number(asked.0),
        limit: number(asked.1),
        first: 1,
        counts_items: false,
        more: None,
    };
    let mut cursor = Cursor::default();
    let mut shown = 0;
    for (index, (count, info, print)) in pages.iter().enumerate() {
        let (is_page, next) = cursor.number(*count, info, &rule, || *print);
        shown += usize::from(is_page);
        match next {
            Some(next) => rule.asked = Some(next),
            None => return (shown, index + 1),
        }
    }
    panic!("there is no end after {shown} pages");
}

#[test]
fn pages_end() {
    let none = || info(None, None, None);
    let numbered = |page| info(Some(page), None, None);
    for (name, asked, pages, expected) in [
        (
            "at the number of pages",
            (None, None),
            vec![
                (2, info(Some(1), Some(2), Some(2)), 1),
                (2, info(Some(2), Some(2), Some(2)), 2),
            ],
            (2, 2),
        ),
        (
            "at no pages",
            (None, None),
            vec![(0, info(Some(1), Some(2), Some(0)), 1)],
            (1, 1),
        ),
        (
            "at a short page, by what the API says",
            (None, Some("9")),
            vec![
                (2, info(Some(1), Some(2), None), 1),
                (1, info(Some(2), Some(2), None), 2),
            ],
            (2, 2),
        ),
        (
            "at a short page, by what was asked for",
            (None, Some("2")),
            vec![(2, none(), 1), (1, none(), 2)],
            (2, 2),
        ),
        (
            "at an empty page",
            (None, None),
            vec![(2, none(), 1), (0, none(), 2)],
            (1, 2),
        ),
        (
            "at once if there is nothing",
            (None, None),
            vec![(0, none(), 1)],
            (1, 1),
        ),
        (
            "at a page that came already",
            (None, None),
            vec![(2, none(), 1), (2, none(), 1)],
            (1, 2),
        ),
        (
            "at any page that came already",
            (None, None),
            vec![(2, none(), 1), (2, none(), 2), (2, none(), 1)],
            (2, 3),
        ),
        (
            "at another page than was asked for",
            (None, None),
            vec![(2, numbered(1), 1), (2, numbered(1), 2)],
            (1, 2),
        ),
        (
            "where they began elsewhere",
            (Some("4"), None),
            vec![
                (2, info(Some(4), None, Some(5)), 1),
                (2, info(Some(5), None, Some(5)), 2),
            ],
            (2, 2),
        ),
        (
            "past the end",
            (Some("9"), None),
            vec![(2, info(Some(9), None, Some(5)), 1)],
            (1, 1),
        ),
        (
            "with a most of nothing",
            (None, Some("0")),
            vec![
                (2, info(None, Some(0), None), 1),
                (0, info(None, Some(0), None), 2),
            ],
            (1, 2),
        ),
        (
            "at the last number there is",
            (Some("9223372036854775807"), None),
            vec![(2, none(), 1)],
            (1, 1),
        ),
    ] {
        assert_eq!(walk(asked, &pages), expected, "{name}");
    }
}

#[test]
fn fingerprints_tell_values_apart() {
    let values = [
        serde_json::json!(null),
        serde_json::json!([]),
        serde_json::json!([[]]),
        serde_json::json!([1, 2]),
        serde_json::json!([12]),
        serde_json::json!(["1", "2"]),
        serde_json::json!(["12"]),
        serde_json::json!({}),
        serde_json::json!({"a": {"b": 1}}),
        serde_json::json!({"a": {}, "b": 1}),
        serde_json::json!(1.5),
        serde_json::json!(true),
    ];
    let prints: std::collections::HashSet<u64> =
        values.iter().map(|value| fingerprint(value)).collect();
    assert_eq!(prints.len(), values.len());
    assert_eq!(
        fingerprint(&vec!["a"]),
        fingerprint(&serde_json::json!(["a"]))
    );
}

/// A walk through lists of which the API says what to ask for next: how many pages there are, and what was asked for.
fn told(pages: &[(usize, Option<&str>, Option<bool>)]) -> (usize, Vec<String>) {
    let mut cursor = Cursor::default();
    let (mut shown, mut asked) = (0, Vec::new());
    for (index, (count, next, more)) in pages.iter().enumerate() {
        let print = || index as u64;
        let (is_page, next) = cursor.told(*count, next.map(str::to_owned), *more, print);
        shown += usize::from(is_page);
        match next {
            Some(next) => asked.push(next),
            None => return (shown, asked),
        }
    }
    panic!("there is no end after {shown} pages");
}

#[test]
fn what_the_api_says_leads_on() {
    for (name, pages, shown, asked) in [
        (
            "to the end",
            vec![(2, Some("b"), None), (2, None, None)],
            2,
            vec!["b"],
        ),
        (
            "past a page without items",
            vec![(0, Some("b"), None), (1, Some(""), None)],
            2,
            vec!["b"],
        ),
        (
            "until there is no more",
            vec![(2, Some("b"), Some(true)), (2, Some("c"), Some(false))],
            2,
            vec!["b"],
        ),
        (
            "but not in a circle",
            vec![(2, Some("b"), None), (2, Some("b"), None)],
            2,
            vec!["b"],
        ),
    ] {
        let asked: Vec<String> = asked.into_iter().map(str::to_owned).collect();
        assert_eq!(told(&pages), (shown, asked), "{name}");
    }
}

#[test]
fn items_are_counted_where_they_are_passed_over() {
    let offset = |asked, limit, more| Numbers {
        asked,
        limit,
        first: 0,
        counts_items: true,
        more,
    };
    let total = |total| PageInfo {
        total_count: total,
        ..PageInfo::default()
    };
    for (rule, count, info, expected) in [
        (offset(None, None, None), 3, total(None), Some(3)),
        (offset(Some(3), Some(3), None), 3, total(Some(9)), Some(6)),
        (offset(Some(6), Some(3), None), 3, total(Some(9)), None),
        (offset(Some(3), Some(3), None), 2, total(None), None),
        (
            offset(Some(3), Some(3), Some(true)),
            2,
            total(None),
            Some(5),
        ),
        (offset(Some(3), Some(3), Some(false)), 3, total(None), None),
        (offset(None, None, None), 0, total(None), None),
    ] {
        let (is_page, next) = Cursor::default().number(count, &info, &rule, || 1);
        assert!(is_page);
        assert_eq!(next, expected);
    }
}

#[test]
fn scalars_are_found_inside() {
    let value = serde_json::json!({"a": {"b": "x", "n": 7, "yes": true, "none": null}});
    for (path, expected) in [
        (&["a", "b"][..], Some("x")),
        (&["a", "n"], Some("7")),
        (&["a", "yes"], Some("true")),
        (&["a", "none"], None),
        (&["a"], None),
        (&["b", "a"], None),
    ] {
        assert_eq!(scalar(&value, path).as_deref(), expected, "{path:?}");
    }
}
