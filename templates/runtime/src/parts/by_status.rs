//! Answers and errors whose type goes by the status.

use http::StatusCode;

use crate::runtime::{Error, Fault, Mode, Output, ReadBody, Received, Response};

/// Which of the documented statuses an answer has: the status itself, else its range, which is its first digit, else 0 for
/// the default. `u16::MAX` is none of them.
pub fn pick(status: StatusCode, documented: &[u16]) -> u16 {
    let status = status.as_u16();
    for candidate in [status, status / 100, 0] {
        if documented.contains(&candidate) {
            return candidate;
        }
    }
    u16::MAX
}

impl<M: Mode> Received<M> {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// Reads the answer, and makes one of several of it; not as JSON if there is another way to read it.
    pub fn read_as<T: Output<M>, U>(
        mut self,
        reads: Option<ReadBody>,
        make: impl FnOnce(T) -> U,
    ) -> Result<Response<U>, Error> {
        self.draft.reads = reads;
        T::read(self).map(|response| response.map(make))
    }

    /// The error of an answer whose status is none of those that the document has.
    pub fn undocumented<T>(self) -> Result<T, Error> {
        let fault = Fault::new("its status is not documented");
        Err(self.reader().unreadable(&fault))
    }
}

/// Reads the body of an error that no document speaks of.
pub fn undocumented<T>() -> Result<T, Fault> {
    Err(Fault::new("no body is documented for its status"))
}

/// What an operation is answered with where that goes by the status: an enum from a table of statuses, variants and types.
///
/// A status of one digit is a range, and 0 stands for all others. `json` and `text` say how the body is read.
/// What holds a body that is still on its way has the parameter `M` for the way of calling.
#[doc(hidden)]
#[macro_export]
macro_rules! answers {
    ($(#[$meta:meta])* $name:ident $(<$mode:ident>)? {$(
        $(#[doc = $doc:literal])* $status:literal => $variant:ident $(($read:ident $ty:ty))?
    ),* $(,)?}) => {
        $(#[$meta])*
        #[non_exhaustive]
        pub enum $name $(<$mode: $crate::runtime::Mode = $crate::runtime::Async>)? {$(
            $(#[doc = $doc])*
            $variant $(($ty))?,
        )*}

        impl<M: $crate::runtime::Mode> $crate::runtime::Output<M> for $name $(<$mode>)? {
            fn read(
                received: $crate::runtime::Received<M>,
            ) -> ::std::result::Result<$crate::runtime::Response<Self>, $crate::runtime::Error> {
                match $crate::parts::by_status::pick(received.status(), &[$($status),*]) {
                    $($status => $crate::answers!(@read received, Self::$variant $(, $read $ty)?),)*
                    _ => received.undocumented(),
                }
            }

            fn leaves(
                head: ::std::option::Option<(::http::StatusCode, &::http::HeaderMap)>,
            ) -> $crate::runtime::Leave {
                let picked = head.map(|(status, _)| {
                    $crate::parts::by_status::pick(status, &[$($status),*])
                });
                let mut most = $crate::runtime::Leave::Nothing;
                $($(if picked.is_none_or(|picked| picked == $status) {
                    most = most.max(<$ty as $crate::runtime::Output<M>>::leaves(head));
                })?)*
                most
            }
        }
    };
    (@read $received:ident, $variant:expr) => {
        $received.read_as(::std::option::Option::None, |()| $variant)
    };
    (@read $received:ident, $variant:expr, json $ty:ty) => {
        $received.read_as(::std::option::Option::None, $variant)
    };
    (@read $received:ident, $variant:expr, text $ty:ty) => {
        $received.read_as(::std::option::Option::Some($crate::parts::text::read), $variant)
    };
}

/// The bodies of the errors of an operation where they go by the status: an enum from a table as [`answers!`] takes one.
#[doc(hidden)]
#[macro_export]
macro_rules! failures {
    ($(#[$meta:meta])* $name:ident {$(
        $(#[doc = $doc:literal])* $status:literal => $variant:ident ($read:ident $ty:ty)
    ),* $(,)?}) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {$(
            $(#[doc = $doc])*
            $variant($ty),
        )*}

        impl $crate::runtime::ErrorBody for $name {
            fn read(
                answer: &$crate::runtime::Kept,
            ) -> ::std::result::Result<Self, $crate::runtime::Fault> {
                match $crate::parts::by_status::pick(answer.status(), &[$($status),*]) {
                    $($status => answer.$read().map(Self::$variant),)*
                    _ => $crate::parts::by_status::undocumented(),
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_status_is_picked() {
        let pick = |status: u16, documented: &[u16]| {
            pick(StatusCode::from_u16(status).unwrap(), documented)
        };
        let documented = [200, 2, 404, 0];
        for (status, expected) in [(200, 200), (201, 2), (404, 404), (403, 0), (500, 0)] {
            assert_eq!(pick(status, &documented), expected);
        }
        assert_eq!(pick(500, &[200, 4]), u16::MAX);
    }
}
