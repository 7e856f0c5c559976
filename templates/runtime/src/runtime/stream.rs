//! All the pages of a list, and all their items, one after the other.

use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::driver::ResponseFuture;
use super::mode::{Async, Mode};
use super::response::Output;
use super::{Error, Page, Request, Whole};

/// The pages of a list. An error is the last thing that comes.
#[must_use = "streams and iterators do nothing unless asked for what comes next"]
pub struct Pages<T, M: Mode = Async, W = Vec<T>> {
    next: Option<Request<Page<T, M, W>, M>>,
    /// The page that is on its way, for calls that do not block.
    pending: Option<ResponseFuture<Page<T, Async, W>>>,
}

/// The items of all pages of a list. An error is the last thing that comes.
#[must_use = "streams and iterators do nothing unless asked for what comes next"]
pub struct Items<T, M: Mode = Async, W = Vec<T>> {
    pages: Pages<T, M, W>,
    items: std::vec::IntoIter<T>,
}

impl<T, M: Mode, W> Request<Page<T, M, W>, M> {
    /// The pages from the one that is asked for on.
    pub fn pages(self) -> Pages<T, M, W> {
        Pages {
            next: Some(self),
            pending: None,
        }
    }

    /// The items from the page that is asked for on.
    pub fn items(self) -> Items<T, M, W> {
        Items {
            pages: self.pages(),
            items: Vec::new().into_iter(),
        }
    }
}

impl<T, M: Mode, W> Pages<T, M, W> {
    /// Takes a page that has come, and keeps the way to the next one.
    fn take(&mut self, page: Result<Page<T, M, W>, Error>) -> Option<Result<Page<T, M, W>, Error>> {
        match page {
            Ok(page) if !page.past_end => {
                self.next = page.next_request();
                Some(Ok(page))
            }
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

impl<T, W> Pages<T, Async, W>
where
    Page<T, Async, W>: Output<Async>,
{
    /// The next page; the same as what the stream gives.
    pub async fn next(&mut self) -> Option<Result<Page<T, Async, W>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T, W> Stream for Pages<T, Async, W>
where
    Page<T, Async, W>: Output<Async>,
{
    type Item = Result<Page<T, Async, W>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(request) = self.next.take() {
            self.pending = Some(request.send());
        }
        let Some(pending) = &mut self.pending else {
            return Poll::Ready(None);
        };
        let page = ready!(Pin::new(pending).poll(context));
        self.pending = None;
        Poll::Ready(self.take(page))
    }
}

// Nothing in them is pinned: the only future is on the heap.
impl<T, M: Mode, W> Unpin for Pages<T, M, W> {}
impl<T, M: Mode, W> Unpin for Items<T, M, W> {}

impl<T, W: Whole<Item = T>> Items<T, Async, W>
where
    Page<T, Async, W>: Output<Async>,
{
    /// The next item; the same as what the stream gives.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All items that are left, or the first error.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut all: Vec<T> = self.items.collect();
        while let Some(page) = self.pages.next().await {
            all.append(&mut page?.into_items());
        }
        Ok(all)
    }
}

impl<T, W: Whole<Item = T>> Stream for Items<T, Async, W>
where
    Page<T, Async, W>: Output<Async>,
{
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.items = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::super::Blocking;
    use super::{Error, Items, Output, Page, Pages, Whole};

    impl<T, W> Iterator for Pages<T, Blocking, W>
    where
        Page<T, Blocking, W>: Output<Blocking>,
    {
        type Item = Result<Page<T, Blocking, W>, Error>;

        fn next(&mut self) -> Option<Self::Item> {
            let page = self.next.take()?.send();
            self.take(page)
        }
    }

    impl<T, W: Whole<Item = T>> Iterator for Items<T, Blocking, W>
    where
        Page<T, Blocking, W>: Output<Blocking>,
    {
        type Item = Result<T, Error>;

        fn next(&mut self) -> Option<Self::Item> {
            loop {
                if let Some(item) = self.items.next() {
                    return Some(Ok(item));
                }
                match self.pages.next()? {
                    Ok(page) => self.items = page.into_iter(),
                    Err(error) => return Some(Err(error)),
                }
            }
        }
    }

    impl<T, W: Whole<Item = T>> Items<T, Blocking, W>
    where
        Page<T, Blocking, W>: Output<Blocking>,
    {
        /// All items that are left, or the first error.
        pub fn all(self) -> Result<Vec<T>, Error> {
            let mut all: Vec<T> = self.items.collect();
            for page in self.pages {
                all.append(&mut page?.into_items());
            }
            Ok(all)
        }
    }
}

impl<T, M: Mode, W> Debug for Pages<T, M, W> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

impl<T, M: Mode, W> Debug for Items<T, M, W> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
