//! One page of a list, and what the API says of it.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

use serde_json::{Map, Value};

use super::cursor::scalar;
use super::mode::{Async, Mode};
use super::{Decode, Encode, Request};

/// What an API says of the page that it answered with.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PageInfo {
    /// The number of the page, from 1.
    pub page: Option<i64>,
    /// The most items that a page may have.
    pub per_page: Option<i64>,
    /// The number of items on the page.
    pub count: Option<i64>,
    /// The number of items on all pages.
    pub total_count: Option<i64>,
    /// The number of pages.
    pub total_pages: Option<i64>,
    pub(super) unknown: Map<String, Value>,
}

/// The objects in which an answer says something of its page; the first stands for the answer itself.
const INFO: [&str; 6] = [
    "",
    "meta",
    "pagination",
    "paging",
    "page_info",
    "result_info",
];

/// What is said of a page, and by which names of members it goes.
const NAMES: [(&str, &str); 8] = [
    ("page", "page"),
    ("per_page", "per_page"),
    ("total_count", "total_count"),
    ("total_count", "totalCount"),
    ("total_count", "total"),
    ("total_pages", "total_pages"),
    ("total_pages", "totalPages"),
    ("total_pages", "pagesTotal"),
];

impl PageInfo {
    /// What else the API says, by its name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.unknown.get(name)
    }

    /// What an answer says of the page in its own members, or in those of the objects that are there to say it.
    pub(crate) fn of(whole: &dyn Encode) -> Option<Self> {
        let mut info = Self::default();
        let mut is_empty = true;
        for place in INFO {
            for (name, member) in NAMES {
                let path = [place, member];
                let path = if place.is_empty() {
                    path.get(1..).unwrap_or_default()
                } else {
                    &path
                };
                if let Some(number) = scalar(whole, path) {
                    info.set(name, number.into());
                    is_empty = false;
                }
            }
        }
        Some(info).filter(|_| !is_empty)
    }

    /// Takes one thing that the API says.
    pub(crate) fn set(&mut self, name: &str, value: Value) {
        let field = match name {
            "page" => &mut self.page,
            "per_page" => &mut self.per_page,
            "count" => &mut self.count,
            "total_count" => &mut self.total_count,
            "total_pages" => &mut self.total_pages,
            _ => {
                self.unknown.insert(name.to_owned(), value);
                return;
            }
        };
        *field = value
            .as_i64()
            .or_else(|| value.as_str()?.trim().parse().ok());
    }
}

/// An answer that holds the items of a page: a list of them, or an object with the list inside.
#[doc(hidden)]
pub trait Whole: Decode + Encode {
    /// An item.
    type Item;

    /// The items; `None` if the answer has no list of them.
    fn find(&self) -> Option<&Vec<Self::Item>>;

    /// The same, without the rest.
    fn take(self) -> Option<Vec<Self::Item>>;
}

impl<T: Decode + Encode> Whole for Vec<T> {
    type Item = T;

    fn find(&self) -> Option<&Self> {
        Some(self)
    }

    fn take(self) -> Option<Self> {
        Some(self)
    }
}

/// One page of a list: its items, the answer that they came in, and the way to the next page.
///
/// `W` is the answer: the list itself, or the object that holds the list and more.
#[derive(Clone)]
pub struct Page<T, M: Mode = Async, W = Vec<T>> {
    pub(crate) whole: W,
    pub(crate) info: PageInfo,
    /// Whether it came after the last page, and so is none.
    pub(crate) past_end: bool,
    pub(crate) next: Option<Box<Request<Self, M>>>,
    pub(crate) item: PhantomData<fn() -> T>,
}

impl<T, M: Mode, W: Whole<Item = T>> Page<T, M, W> {
    /// The items.
    pub fn items(&self) -> &[T] {
        self.whole.find().map_or(&[], Vec::as_slice)
    }

    /// The items, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items().iter()
    }

    /// The items, without the page.
    pub fn into_items(self) -> Vec<T> {
        self.whole.take().unwrap_or_default()
    }
}

impl<T, M: Mode, W> Page<T, M, W> {
    /// The whole answer, with all that it says beside the items.
    pub fn answer(&self) -> &W {
        &self.whole
    }

    /// The whole answer, without the page.
    pub fn into_answer(self) -> W {
        self.whole
    }

    /// What the API says of the page; nothing but `None` if it says nothing.
    pub fn info(&self) -> &PageInfo {
        &self.info
    }

    /// Whether there may be another page. It is not certain that there is: after a full page the API may have no more.
    pub fn has_next(&self) -> bool {
        self.next.is_some()
    }

    /// The request for the next page, as far as there may be one.
    pub(crate) fn next_request(&self) -> Option<Request<Self, M>> {
        self.next.as_deref().cloned()
    }
}

impl<T, M: Mode, W: Debug> Debug for Page<T, M, W> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("answer", &self.whole)
            .field("info", &self.info)
            .field("has_next", &self.has_next())
            .finish_non_exhaustive()
    }
}

impl<T, M: Mode, W: Whole<Item = T>> IntoIterator for Page<T, M, W> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_items().into_iter()
    }
}

impl<'a, T, M: Mode, W: Whole<Item = T>> IntoIterator for &'a Page<T, M, W> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_be_texts() {
        let mut info = PageInfo::default();
        info.set("page", "3".into());
        info.set("total_pages", 7.into());
        info.set("count", Value::Null);
        info.set("cursor", "abc".into());
        assert_eq!(
            (info.page, info.total_pages, info.count),
            (Some(3), Some(7), None)
        );
        assert_eq!(info.get("cursor"), Some(&Value::from("abc")));
    }
}
