//! Where the bytes of an upload come from, and how they are read part by part.

use std::error::Error;
use std::fmt::{self, Debug, Formatter};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

/// So much of a file or a reader is read at once, in bytes.
const PART: usize = 64 * 1024;

/// Where the bytes come from.
#[derive(Clone)]
pub(super) enum Source {
    Memory(Bytes),
    Path(Arc<Path>),
    Once(Arc<Once>),
}

/// What can be read once.
pub(super) struct Once {
    length: Option<u64>,
    content: Mutex<Option<Open>>,
}

/// What is being read.
pub(super) enum Open {
    Memory(Bytes),
    Reader(Box<dyn Read + Send>),
    Stream(Parts),
}

type Parts = Pin<Box<dyn Stream<Item = Result<Bytes, String>> + Send>>;

/// The guard of what no panic can leave half done.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Source {
    pub fn path(path: PathBuf) -> Self {
        Self::Path(path.into())
    }

    pub fn reader(length: Option<u64>, reader: Box<dyn Read + Send>) -> Self {
        Self::once(length, Open::Reader(reader))
    }

    pub fn stream<S, B, E>(length: Option<u64>, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::once(length, Open::Stream(Box::pin(Plain(Box::pin(stream)))))
    }

    fn once(length: Option<u64>, content: Open) -> Self {
        Self::Once(Arc::new(Once {
            length,
            content: Mutex::new(Some(content)),
        }))
    }

    /// The number of its bytes, if that is known; an error where it cannot be read at all.
    pub fn length(&self) -> Result<Option<u64>, String> {
        match self {
            Self::Memory(bytes) => Ok(u64::try_from(bytes.len()).ok()),
            Self::Path(path) => {
                let metadata = fs::metadata(path).map_err(|error| error.to_string())?;
                if metadata.is_dir() {
                    return Err("a folder stands where a file is wanted".to_owned());
                }
                // A pipe or a device tells nothing of what it will give.
                Ok(metadata.is_file().then_some(metadata.len()))
            }
            Self::Once(_) if self.is_spent() => Err(SENT.to_owned()),
            Self::Once(once) => Ok(once.length),
        }
    }

    /// Whether it has been read, and cannot be read again.
    pub fn is_spent(&self) -> bool {
        match self {
            Self::Memory(_) | Self::Path(_) => false,
            Self::Once(once) => lock(&once.content).is_none(),
        }
    }

    /// Begins to read it.
    pub fn open(&self) -> Result<Open, String> {
        match self {
            Self::Memory(bytes) => Ok(Open::Memory(bytes.clone())),
            Self::Path(path) => match File::open(path) {
                Ok(file) => Ok(Open::Reader(Box::new(file))),
                Err(error) => Err(error.to_string()),
            },
            Self::Once(once) => lock(&once.content).take().ok_or_else(|| SENT.to_owned()),
        }
    }
}

const SENT: &str = "what can be read only once was sent before";

impl Open {
    /// The next part; none of them is empty.
    pub fn poll_part(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, String>>> {
        let part = match self {
            Self::Memory(bytes) => Some(Ok(std::mem::take(bytes))),
            Self::Reader(reader) => read(&mut **reader).transpose(),
            Self::Stream(parts) => loop {
                match parts.as_mut().poll_next(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Some(Ok(part))) if part.is_empty() => {}
                    Poll::Ready(part) => break part,
                }
            },
        };
        Poll::Ready(
            part.filter(|part| part.as_ref().is_ok_and(|part| !part.is_empty()) || part.is_err()),
        )
    }
}

fn read(reader: &mut dyn Read) -> Result<Option<Bytes>, String> {
    let mut part = vec![0; PART];
    loop {
        match reader.read(&mut part) {
            Ok(0) => return Ok(None),
            Ok(length) => {
                part.truncate(length);
                return Ok(Some(part.into()));
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// A stream of a caller's in the words used here.
struct Plain<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Plain<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    type Item = Result<Bytes, String>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let part = self.0.as_mut().poll_next(context);
        part.map(|part| {
            part.map(|part| {
                part.map(Into::into)
                    .map_err(|error| error.into().to_string())
            })
        })
    }
}

impl PartialEq for Source {
    /// The same bytes, the same path, or the very same stream.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Memory(own), Self::Memory(other)) => own == other,
            (Self::Path(own), Self::Path(other)) => own == other,
            (Self::Once(own), Self::Once(other)) => Arc::ptr_eq(own, other),
            _ => false,
        }
    }
}

impl Debug for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Path(_) => f.write_str("file"),
            Self::Once(once) => match once.length {
                Some(length) => write!(f, "stream of {length} bytes"),
                None => f.write_str("stream"),
            },
        }
    }
}
