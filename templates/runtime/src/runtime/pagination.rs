//! How one page of an answer leads to the next, as the generated code says it.

/// The names of members, one inside the other.
pub(crate) type Path = &'static [&'static str];

/// How one page of an answer leads to the next.
#[derive(Debug)]
pub struct Pagination {
    pub(crate) way: Way,
    /// The member that says whether there is another page; empty if there is none.
    pub(crate) more: Path,
}

/// What is asked for to get the next page. Parameters are those of the query.
#[derive(Debug)]
pub(crate) enum Way {
    /// The number of the page; the first has the number `first`.
    Page {
        page: &'static str,
        /// The most items of a page; empty if there is no such parameter.
        limit: &'static str,
        first: i64,
    },
    /// The number of items to pass over, or that of the item to begin with.
    Offset {
        offset: &'static str,
        limit: &'static str,
        first: i64,
    },
    /// What the answer says at `next`.
    Cursor { cursor: &'static str, next: Path },
    /// The member `id` of the last item.
    Last {
        cursor: &'static str,
        id: &'static str,
    },
    /// What a header of the answer says.
    Header {
        cursor: &'static str,
        header: &'static str,
    },
    /// The address that the header `Link` calls `next`.
    Link,
    /// The address that the answer says at `next`.
    Address { next: Path },
}

impl Pagination {
    const fn new(way: Way) -> Self {
        Self { way, more: &[] }
    }

    /// Numbered pages: the parameters for the number and for the most items, which is empty if there is none, and the
    /// number of the first page.
    pub const fn page(page: &'static str, limit: &'static str, first: i64) -> Self {
        Self::new(Way::Page { page, limit, first })
    }

    /// Items are passed over: the parameters for how many, and for the most items of a page, which is empty if there is
    /// none, and what the first item is counted as.
    pub const fn offset(offset: &'static str, limit: &'static str, first: i64) -> Self {
        Self::new(Way::Offset {
            offset,
            limit,
            first,
        })
    }

    /// The parameter takes what the answer says at `next`.
    pub const fn cursor(cursor: &'static str, next: Path) -> Self {
        Self::new(Way::Cursor { cursor, next })
    }

    /// The parameter takes a member of the last item.
    pub const fn last(cursor: &'static str, id: &'static str) -> Self {
        Self::new(Way::Last { cursor, id })
    }

    /// The parameter takes what a header of the answer says.
    pub const fn header(cursor: &'static str, header: &'static str) -> Self {
        Self::new(Way::Header { cursor, header })
    }

    /// The header `Link` says where the next page is.
    pub const fn link() -> Self {
        Self::new(Way::Link)
    }

    /// The answer says at `next` where the next page is.
    pub const fn address(next: Path) -> Self {
        Self::new(Way::Address { next })
    }

    /// The member of the answer that says whether there is another page.
    #[must_use]
    pub const fn more(mut self, path: Path) -> Self {
        self.more = path;
        self
    }
}
