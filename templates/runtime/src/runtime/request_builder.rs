//! The one builder that all requests are, and what each of them can do.

use super::mode::{Async, Mode};
use super::{Output, Page, Request, Whole};

/// An operation as a type: what it is answered with where calls are made in this way.
pub trait Answered<M: Mode> {
    /// What comes back.
    type Output;
}

/// The request of an operation: set what is optional, then `.await` it.
#[must_use = "a request does nothing until it is sent"]
pub struct Builder<O, M: Mode = Async> {
    pub(crate) request: Request<O, M>,
}

/// What requests can do: `any` of them, those of a client that awaits or blocks, and those that are answered with pages.
/// What stands in brackets are the parameters of the implementation.
#[doc(hidden)]
#[macro_export]
macro_rules! can {
    (any [$($generics:tt)*] $type:ty) => {
        impl<$($generics)*> $type {
            /// Limits the call as a whole, with all its attempts, the pauses between them and the bodies, in place of the
            /// client's limit.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.request.timeout(timeout);
                self
            }

            /// Limits each attempt, in place of the client's limit.
            pub fn attempt_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.request.attempt_timeout(timeout);
                self
            }

            /// How often the call is made again if it fails for a reason that may pass, in place of the client's setting.
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.request.max_retries(retries);
                self
            }

            /// Whether making the call twice has the effect of making it once, in place of what HTTP says of its method.
            /// A call that is idempotent is made again even if the server may have acted on it.
            pub fn idempotent(mut self, idempotent: bool) -> Self {
                self.request.idempotent(idempotent);
                self
            }

            /// Sends a header, in place of the client's header of that name.
            pub fn header(
                mut self,
                name: impl ::std::convert::AsRef<str>,
                value: impl ::std::convert::AsRef<str>,
            ) -> Self {
                self.request.header(&name, &value);
                self
            }

            /// Appends a pair to the query, escaped, for parameters that are not documented.
            pub fn query(
                mut self,
                name: impl ::std::convert::AsRef<str>,
                value: impl ::std::convert::AsRef<str>,
            ) -> Self {
                self.request.query(&name, &value);
                self
            }
        }

        impl<$($generics)*> ::std::clone::Clone for $type {
            fn clone(&self) -> Self {
                Self { request: self.request.clone() }
            }
        }

        impl<$($generics)*> ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.request.describe(f)
            }
        }
    };
    (async [$($generics:tt)*] $type:ty => $output:ty $(where $($bounds:tt)*)?) => {
        impl<$($generics)*> $type $(where $($bounds)*)? {
            /// Sends the request, and reads the answer.
            ///
            /// Awaiting the request itself does the same.
            pub fn send(self) -> $crate::runtime::ResponseFuture<$output> {
                self.request.answered_with().send()
            }

            /// Sends the request, reads the answer, and keeps what came along with it, such as the headers.
            pub fn send_with_response(
                self,
            ) -> $crate::runtime::ResponseFuture<$crate::runtime::Response<$output>> {
                self.request.answered_with().send_with_response()
            }
        }

        impl<$($generics)*> ::std::future::IntoFuture for $type $(where $($bounds)*)? {
            type Output = ::std::result::Result<$output, $crate::runtime::Error>;
            type IntoFuture = $crate::runtime::ResponseFuture<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
    (blocking [$($generics:tt)*] $type:ty => $output:ty $(where $($bounds:tt)*)?) => {
        impl<$($generics)*> $type $(where $($bounds)*)? {
            /// Sends the request, and reads the answer.
            pub fn send(self) -> ::std::result::Result<$output, $crate::runtime::Error> {
                self.request.answered_with().send()
            }

            /// Sends the request, reads the answer, and keeps what came along with it, such as the headers.
            pub fn send_with_response(
                self,
            ) -> ::std::result::Result<$crate::runtime::Response<$output>, $crate::runtime::Error>
            {
                self.request.answered_with().send_with_response()
            }
        }
    };
    (list [$($generics:tt)*] $type:ty => $item:ty, $mode:ty, $whole:ty) => {
        impl<$($generics)*> $type {
            /// All pages from the one that is asked for on, one after the other. An error is the last thing that comes.
            ///
            /// The limits of the request are those of each page.
            pub fn pages(self) -> $crate::runtime::Pages<$item, $mode, $whole> {
                self.request.answered_with().pages()
            }

            /// All items from the page that is asked for on, one after the other. An error is the last thing that comes.
            ///
            /// The limits of the request are those of each page.
            pub fn items(self) -> $crate::runtime::Items<$item, $mode, $whole> {
                self.request.answered_with().items()
            }
        }
    };
    (all async [$($generics:tt)*] $type:ty => $item:ty $(where $($bounds:tt)*)?) => {
        impl<$($generics)*> $type $(where $($bounds)*)? {
            /// All items from the page that is asked for on, or the first error.
            ///
            /// The limits of the request are those of each page.
            pub async fn all(
                self,
            ) -> ::std::result::Result<::std::vec::Vec<$item>, $crate::runtime::Error> {
                self.items().all().await
            }
        }
    };
    (all blocking [$($generics:tt)*] $type:ty => $item:ty $(where $($bounds:tt)*)?) => {
        impl<$($generics)*> $type $(where $($bounds)*)? {
            /// All items from the page that is asked for on, or the first error.
            ///
            /// The limits of the request are those of each page.
            pub fn all(
                self,
            ) -> ::std::result::Result<::std::vec::Vec<$item>, $crate::runtime::Error> {
                self.items().all()
            }
        }
    };
}

can!(any [O, M: Mode] Builder<O, M>);
can!(async [O: Answered<Async>] Builder<O, Async> => O::Output where O::Output: Output<Async>);
can!(list [O: Answered<M, Output = Page<T, M, W>>, M: Mode, T, W] Builder<O, M> => T, M, W);
can!(all async [O: Answered<Async, Output = Page<T, Async, W>>, T, W: Whole<Item = T>] Builder<O, Async> => T
    where Page<T, Async, W>: Output<Async>);

#[cfg(feature = "blocking")]
mod blocking {
    use super::super::Blocking;
    use super::{Answered, Builder, Output, Page, Whole};

    can!(blocking [O: Answered<Blocking>] Builder<O, Blocking> => O::Output where O::Output: Output<Blocking>);
    can!(all blocking [O: Answered<Blocking, Output = Page<T, Blocking, W>>, T, W: Whole<Item = T>]
        Builder<O, Blocking> => T where Page<T, Blocking, W>: Output<Blocking>);
}
