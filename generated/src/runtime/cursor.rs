//! Which page comes next, decided without asking for it.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::ControlFlow;

use http::HeaderMap;

use super::draft::Draft;
use super::links::next_link;
use super::pagination::{Pagination, Path, Way};
use super::{Encode, Entries, PageInfo, Shape};

/// What is known while going from page to page.
#[derive(Clone, Default)]
pub(crate) struct Cursor {
    /// What the pages so far look like.
    seen: Vec<u64>,
    /// What was asked for to get them, where the API said what.
    followed: Vec<u64>,
    /// Whether there was a page already.
    started: bool,
}

/// A page, as it came.
pub(crate) struct Arrived<'a> {
    /// All of the answer.
    pub(crate) whole: &'a dyn Encode,
    /// The list of the items.
    pub(crate) items: &'a dyn Encode,
    /// What the API says of the page.
    pub(crate) info: &'a PageInfo,
    pub(crate) headers: &'a HeaderMap,
}

/// What to do about a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Whether it is one: not so for what comes after the last page.
    pub(crate) is_page: bool,
    /// What to ask for next.
    pub(crate) next: Option<Next>,
}

/// What to ask for next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The same with another value of this parameter.
    Parameter(&'static str, String),
    /// What is at this address.
    Address(String),
}

/// A list of numbered pages, or of items that are passed over.
struct Numbers {
    /// The number that was asked for.
    asked: Option<i64>,
    /// The most items that were asked for.
    limit: Option<i64>,
    /// The number of the first page, or of the first item.
    first: i64,
    /// Whether items are counted, and not pages.
    counts_items: bool,
    /// Whether there are more, if the API says so.
    more: Option<bool>,
}

impl Cursor {
    /// Judges a page of `count` items by what the API says of it: the number to ask for next, or that it is none.
    fn number(
        &mut self,
        count: usize,
        info: &PageInfo,
        rule: &Numbers,
        print: impl FnOnce() -> u64,
    ) -> (bool, Option<i64>) {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let reported = info.page.filter(|_| !rule.counts_items);
        let current = rule.asked.or(reported).unwrap_or(rule.first);
        // What the API says of the size of a page counts more than what was asked for.
        let limit = info.per_page.or(rule.limit).filter(|most| *most > 0);
        // A number that cannot be, given that there is a page, says nothing.
        let positive = |number: Option<i64>| number.filter(|number| *number > 0);
        let is_last = if rule.counts_items {
            let end = current.saturating_add(count).saturating_sub(rule.first);
            positive(info.total_count).is_some_and(|total| end >= total)
        } else {
            let last = positive(info.total_pages).map(|pages| pages - 1 + rule.first);
            last.is_some_and(|last| current >= last)
        };
        let is_short = count == 0
            || rule.more == Some(false)
            || (rule.more.is_none() && limit.is_some_and(|most| count < most));
        let is_other = reported.is_some_and(|page| page != current);
        if self.started && (count == 0 || is_other) {
            return (false, None);
        }
        let step = if rule.counts_items { count } else { 1 };
        let next = if is_last || is_short {
            None
        } else {
            current.checked_add(step)
        };
        if (self.started || next.is_some()) && !self.is_new(print()) {
            return (false, None);
        }
        self.started = true;
        (true, next)
    }

    /// Judges a page of `count` items, of which the API says what to ask for next.
    fn told(
        &mut self,
        count: usize,
        told: Option<String>,
        more: Option<bool>,
        print: impl FnOnce() -> u64,
    ) -> (bool, Option<String>) {
        let told = told.filter(|told| !told.is_empty() && more != Some(false));
        // A page without items may lead to one with some.
        if count > 0 && (self.started || told.is_some()) && !self.is_new(print()) {
            return (false, None);
        }
        self.started = true;
        let next = told.filter(|told| {
            let print = fingerprint(told);
            let is_new = !self.followed.contains(&print);
            self.followed.push(print);
            is_new
        });
        (true, next)
    }

    /// Whether no page so far looks like this.
    fn is_new(&mut self, print: u64) -> bool {
        let is_new = !self.seen.contains(&print);
        self.seen.push(print);
        is_new
    }
}

/// Judges the page that a request was answered with, and keeps what was learnt in the request.
pub(crate) fn judge(draft: &mut Draft, page: &Arrived<'_>) -> Turn {
    let Some(rule) = draft.operation.pagination else {
        return Turn {
            is_page: true,
            next: None,
        };
    };
    let mut cursor = std::mem::take(&mut draft.cursor);
    let turn = turn(&mut cursor, draft, rule, page);
    draft.cursor = cursor;
    turn
}

fn turn(cursor: &mut Cursor, draft: &Draft, rule: &'static Pagination, page: &Arrived<'_>) -> Turn {
    let count = match page.items.shape() {
        Shape::List(list) => list.len(),
        _ => 0,
    };
    let more = page.flag(rule.more);
    let print = || fingerprint(page.items);
    let asked = |name: &str| draft.query_value(name).and_then(|text| text.parse().ok());
    let (name, numbers) = match rule.way {
        Way::Page { page, limit, first } => (page, (limit, first, false)),
        Way::Offset {
            offset,
            limit,
            first,
        } => (offset, (limit, first, true)),
        Way::Cursor { cursor: name, next } => {
            let (is_page, next) = cursor.told(count, page.text(next), more, print);
            return parameter(is_page, name, next);
        }
        Way::Last { cursor: name, id } => {
            let last = page.last(id).filter(|_| more == Some(true));
            let (is_page, next) = cursor.told(count, last, more, print);
            return parameter(is_page, name, next);
        }
        Way::Header {
            cursor: name,
            header,
        } => {
            let value = page
                .headers
                .get(header)
                .and_then(|value| value.to_str().ok());
            let (is_page, next) = cursor.told(count, value.map(str::to_owned), more, print);
            return parameter(is_page, name, next);
        }
        Way::Link => return address(cursor.told(count, next_link(page.headers), more, print)),
        Way::Address { next } => {
            return address(cursor.told(count, page.text(next), more, print));
        }
    };
    let (limit, first, counts_items) = numbers;
    let rule = Numbers {
        asked: asked(name),
        limit: asked(limit),
        first,
        counts_items,
        more,
    };
    let (is_page, next) = cursor.number(count, page.info, &rule, print);
    parameter(is_page, name, next.map(|next| next.to_string()))
}

fn parameter(is_page: bool, name: &'static str, next: Option<String>) -> Turn {
    let next = next.map(|next| Next::Parameter(name, next));
    Turn { is_page, next }
}

fn address((is_page, next): (bool, Option<String>)) -> Turn {
    let next = next.map(Next::Address);
    Turn { is_page, next }
}

impl Arrived<'_> {
    /// The text at a place of the answer, or of what the API says of the page.
    fn text(&self, path: Path) -> Option<String> {
        scalar(self.whole, path).or_else(|| scalar(&self.info.unknown, path))
    }

    /// What is said at a place about whether there is more.
    fn flag(&self, path: Path) -> Option<bool> {
        if path.is_empty() {
            return None;
        }
        match self.text(path)?.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A member of the last item.
    fn last(&self, id: &'static str) -> Option<String> {
        let Shape::List(list) = self.items.shape() else {
            return None;
        };
        let (mut found, mut left) = (None, list.len());
        let _ = list.each(&mut |item| {
            left -= 1;
            if left == 0 {
                found = scalar(item, &[id]);
            }
            ControlFlow::Continue(())
        });
        found
    }
}

/// The text, number or flag at a place inside a value, as text.
pub(crate) fn scalar(value: &dyn Encode, path: &[&str]) -> Option<String> {
    let shape = value.shape();
    let Some((name, rest)) = path.split_first() else {
        return match shape {
            Shape::Text(text) => Some(text.into_owned()),
            Shape::Integer(number) => Some(number.to_string()),
            Shape::Unsigned(number) => Some(number.to_string()),
            Shape::Bool(value) => Some(value.to_string()),
            _ => None,
        };
    };
    let Shape::Object(object) = shape else {
        return None;
    };
    let mut found = None;
    let _ = object.entries(&mut Entries::new(&mut |key, value| {
        if key != *name {
            return ControlFlow::Continue(());
        }
        found = scalar(value, rest);
        ControlFlow::Break(())
    }));
    found
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

#[cfg(test)]
mod tests;
