//! One page of a list, and what the API says of it.

use std::fmt::{self, Debug, Formatter};

use serde_json::{Map, Value};

use super::Request;
use super::mode::{Async, Mode};
use super::operation::Pagination;

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

impl PageInfo {
    /// What else the API says, by its name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.unknown.get(name)
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

/// One page of a list: its items, and the way to the next one.
#[derive(Clone)]
pub struct Page<T, M: Mode = Async> {
    pub(crate) items: Vec<T>,
    pub(crate) info: PageInfo,
    /// Whether it came after the last page, and so is none.
    pub(crate) past_end: bool,
    pub(crate) next: Option<Box<Request<Self, M>>>,
}

impl<T, M: Mode> Page<T, M> {
    /// The items.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The items, without the page.
    pub fn into_items(self) -> Vec<T> {
        self.items
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

impl<T: Debug, M: Mode> Debug for Page<T, M> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("info", &self.info)
            .field("has_next", &self.has_next())
            .finish_non_exhaustive()
    }
}

impl<T, M: Mode> IntoIterator for Page<T, M> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T, M: Mode> IntoIterator for &'a Page<T, M> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T, M: Mode> Request<Page<T, M>, M> {
    /// The same request for another page.
    pub(crate) fn for_page(mut self, number: i64) -> Option<Self> {
        let Pagination::Page { page, .. } = self.draft.operation.pagination?;
        let index = self.draft.query_index(page)?;
        self.parameter(index, &number);
        Some(self)
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
