//! A body that is taken in parts, or written to a file, so that it never has to be in memory as a whole.

mod file;
mod name;

use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, StatusCode, header};

use super::incoming::{Incoming, announced};
use crate::runtime::{Async, Error, ErrorKind, Leave, Mode, Output, Received, Response};
use file::Target;

/// A body that is on its way: read it in parts, as a whole, or into a file.
///
/// The time limit of the call holds for all of it. A connection that breaks is an error, never an early end, and an error
/// is the last thing that comes. Dropping it ends the download.
#[must_use = "a download does nothing unless it is read"]
pub struct Download<M: Mode = Async> {
    incoming: Incoming<M>,
    headers: HeaderMap,
}

impl<M: Mode> Output<M> for Download<M> {
    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        let (incoming, response) = Incoming::of(received, false);
        let headers = response.headers().clone();
        Ok(response.map(|()| Self { incoming, headers }))
    }

    fn leaves(_: Option<(StatusCode, &HeaderMap)>) -> Leave {
        Leave::Body
    }
}

impl<M: Mode> Download<M> {
    /// The length in bytes, where the server announces it.
    pub fn content_length(&self) -> Option<u64> {
        announced(&self.headers)
    }

    /// The media type that the server names.
    pub fn media_type(&self) -> Option<&str> {
        self.headers.get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// The name that the server gives the file, fit to be one: without folders, and without what has a meaning to a shell
    /// or to a file system. Check whether such a file exists already before you write to it.
    pub fn file_name(&self) -> Option<String> {
        let value = self.headers.get(header::CONTENT_DISPOSITION)?;
        name::of(&String::from_utf8_lossy(value.as_bytes()))
    }

    /// Collects a part, unless that makes too much.
    fn gather(&mut self, all: &mut BytesMut, part: &[u8]) -> Result<(), Error> {
        let limit = self.incoming.limit();
        if part.len() > limit.saturating_sub(all.len()) {
            let message = format!("the answer is too large: it has more than {limit} bytes");
            return Err(self.incoming.fail(ErrorKind::BodyTooLarge, message));
        }
        all.extend_from_slice(part);
        Ok(())
    }

    /// Refuses at once what is announced to be too large to be kept.
    fn check_length(&mut self) -> Result<BytesMut, Error> {
        let limit = self.incoming.limit();
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        if self.content_length().is_some_and(|length| length > limit) {
            let message = format!("the answer is too large: it has more than {limit} bytes");
            return Err(self.incoming.fail(ErrorKind::BodyTooLarge, message));
        }
        Ok(BytesMut::new())
    }

    /// The error of a file that cannot be written.
    fn unwritten(&mut self, error: &std::io::Error) -> Error {
        self.incoming.fail_with(
            ErrorKind::File,
            "the file cannot be written",
            &error.to_string(),
        )
    }
}

impl Download<Async> {
    /// The next part, or `None` after the last one; the same as what the stream gives.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.incoming.poll_part(context)).await
    }

    /// All of it, up to the client's limit for a body.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut all = self.check_length()?;
        while let Some(part) = self.next().await {
            self.gather(&mut all, &part?)?;
        }
        Ok(all.freeze())
    }

    /// Writes it to a file, in place of one that is there, and says how many bytes it has.
    ///
    /// The file has that name once all of it is there; what comes before that, or does not come to an end, is beside it
    /// under another name, or gone.
    pub async fn save(mut self, path: impl AsRef<Path> + Send) -> Result<u64, Error> {
        let path = path.as_ref().to_owned();
        let target = file::work(move || Target::create(&path)).await;
        let mut target = target.map_err(|error| self.unwritten(&error))?;
        while let Some(part) = self.next().await {
            let part = part?;
            let written = file::work(move || target.write(&part)).await;
            target = written.map_err(|error| self.unwritten(&error))?;
        }
        let finished = file::work(move || target.finish()).await;
        finished.map_err(|error| self.unwritten(&error))
    }
}

impl Stream for Download<Async> {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.incoming.poll_part(context)
    }
}

// Nothing in it is pinned: what is, is on the heap.
impl<M: Mode> Unpin for Download<M> {}

#[cfg(feature = "blocking")]
mod blocking {
    use std::io::{self, Read};

    use bytes::Buf;

    use super::{Bytes, Download, Error, Path, Target};
    use crate::runtime::Blocking;

    impl Iterator for Download<Blocking> {
        type Item = Result<Bytes, Error>;

        fn next(&mut self) -> Option<Self::Item> {
            self.incoming.part()
        }
    }

    impl Download<Blocking> {
        /// All of it, up to the client's limit for a body.
        pub fn bytes(mut self) -> Result<Bytes, Error> {
            let mut all = self.check_length()?;
            while let Some(part) = self.incoming.part() {
                self.gather(&mut all, &part?)?;
            }
            Ok(all.freeze())
        }

        /// Writes it to a file, in place of one that is there, and says how many bytes it has.
        ///
        /// The file has that name once all of it is there; what comes before that, or does not come to an end, is beside
        /// it under another name, or gone.
        pub fn save(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
            let target = Target::create(path.as_ref());
            let mut target = target.map_err(|error| self.unwritten(&error))?;
            while let Some(part) = self.incoming.part() {
                target = target
                    .write(&part?)
                    .map_err(|error| self.unwritten(&error))?;
            }
            target.finish().map_err(|error| self.unwritten(&error))
        }

        /// The same body for what reads from [`Read`]; an error of it holds the [`Error`] of the call.
        pub fn into_reader(self) -> impl Read + Send {
            Reader {
                download: self,
                part: Bytes::new(),
            }
        }
    }

    struct Reader {
        download: Download<Blocking>,
        part: Bytes,
    }

    impl Read for Reader {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            while self.part.is_empty() {
                match self.download.next() {
                    Some(part) => self.part = part.map_err(io::Error::other)?,
                    None => return Ok(0),
                }
            }
            let length = self.part.len().min(buffer.len());
            if let Some(buffer) = buffer.get_mut(..length) {
                self.part.copy_to_slice(buffer);
            }
            Ok(length)
        }
    }
}

impl<M: Mode> Debug for Download<M> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("media_type", &self.media_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}
