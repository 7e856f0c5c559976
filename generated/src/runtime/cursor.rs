//! Which page comes next, decided without asking for it.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::ControlFlow;

use super::draft::Draft;
use super::operation::Pagination;
use super::{Encode, Entries, PageInfo, Shape};

/// What is known while going from page to page.
#[derive(Clone, Default)]
pub(crate) struct Cursor {
    /// The page that is asked for.
    asked: Option<i64>,
    /// The most items that were asked for.
    per_page: Option<i64>,
    /// What the pages so far look like.
    seen: Vec<u64>,
    /// Whether there was a page already.
    started: bool,
}

/// What to do about a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Whether it is one: not so for what comes after the last page.
    pub(crate) is_page: bool,
    /// The page to ask for next.
    pub(crate) next: Option<i64>,
}

impl Cursor {
    /// Takes down what is asked for, as it is written in the query.
    pub(crate) fn ask(&mut self, page: Option<&str>, per_page: Option<&str>) {
        let number = |text: Option<&str>| text.and_then(|text| text.parse().ok());
        self.asked = number(page);
        self.per_page = number(per_page);
    }

    /// Judges a page of `count` items by what the API says of it; `print` tells pages with other items apart.
    pub(crate) fn judge(
        &mut self,
        count: usize,
        info: &PageInfo,
        print: impl FnOnce() -> u64,
    ) -> Turn {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let current = self.asked.or(info.page).unwrap_or(1);
        let per_page = info.per_page.or(self.per_page).filter(|most| *most > 0);
        // A number that cannot be, given that there is a page, says nothing.
        let total = info.total_pages.filter(|pages| *pages > 0);
        let last = total.is_some_and(|pages| current >= pages);
        let short = count == 0 || per_page.is_some_and(|most| count < most);
        let other = info.page.is_some_and(|page| page != current);
        let after_the_end = self.started && (count == 0 || other);
        if after_the_end {
            return Turn {
                is_page: false,
                next: None,
            };
        }
        let next = if last || short {
            None
        } else {
            current.checked_add(1)
        };
        if self.started || next.is_some() {
            let print = print();
            if self.seen.contains(&print) {
                return Turn {
                    is_page: false,
                    next: None,
                };
            }
            self.seen.push(print);
        }
        self.started = true;
        Turn {
            is_page: true,
            next,
        }
    }
}

/// A number that differs for values that differ, as good as always.
fn fingerprint(value: &dyn Encode) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash(value, &mut hasher);
    hasher.finish()
}

fn hash(value: &dyn Encode, hasher: &mut DefaultHasher) {
    // Each kind begins with a number of its own, so that no two values of different kinds look alike.
    match value.shape() {
        Shape::Null => 0_u8.hash(hasher),
        Shape::Bool(value) => (1_u8, value).hash(hasher),
        Shape::Integer(number) => (2_u8, number).hash(hasher),
        Shape::Unsigned(number) => (3_u8, number).hash(hasher),
        Shape::Number(number) => (4_u8, number.to_bits()).hash(hasher),
        Shape::Text(text) => (5_u8, text).hash(hasher),
        Shape::Sensitive(text) => (6_u8, text).hash(hasher),
        Shape::List(list) => {
            (7_u8, list.len()).hash(hasher);
            let _ = list.each(&mut |item| {
                hash(item, hasher);
                ControlFlow::Continue(())
            });
        }
        Shape::Object(object) => {
            8_u8.hash(hasher);
            let _ = object.entries(&mut Entries::new(&mut |key, value| {
                key.hash(hasher);
                hash(value, hasher);
                ControlFlow::Continue(())
            }));
            9_u8.hash(hasher);
        }
        Shape::Opaque(_) => 10_u8.hash(hasher),
    }
}

/// Judges the page that a request was answered with, and keeps what was learnt in the request.
pub(crate) fn judge(draft: &mut Draft, count: usize, info: &PageInfo, items: &dyn Encode) -> Turn {
    let mut cursor = std::mem::take(&mut draft.cursor);
    if let Some(Pagination::Page { page, per_page }) = draft.operation.pagination {
        cursor.ask(draft.query_value(page), draft.query_value(per_page));
    }
    let turn = cursor.judge(count, info, || fingerprint(items));
    draft.cursor = cursor;
    turn
}

#[cfg(test)]
mod tests {
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
    fn walk(
        asked: (Option<&str>, Option<&str>),
        pages: &[(usize, PageInfo, u64)],
    ) -> (usize, usize) {
        let mut cursor = Cursor::default();
        cursor.ask(asked.0, asked.1);
        let mut shown = 0;
        for (index, (count, info, print)) in pages.iter().enumerate() {
            let turn = cursor.judge(*count, info, || *print);
            shown += usize::from(turn.is_page);
            match turn.next {
                Some(next) => cursor.ask(Some(&next.to_string()), asked.1),
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
}
