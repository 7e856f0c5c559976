//! A file that has its name once all of it is there.

use std::ffi::OsString;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that is being written beside the one that it will be.
pub(super) struct Target {
    /// `None` once it is in its place.
    beside: Option<PathBuf>,
    path: PathBuf,
    file: File,
    length: u64,
}

impl Target {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let number = std::collections::hash_map::RandomState::new()
            .build_hasher()
            .finish();
        let mut name = OsString::from(".");
        let Some(own) = path.file_name() else {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "the path does not end in the name of a file",
            ));
        };
        name.push(own);
        name.push(format!(".{number:016x}.part"));
        let beside = path.with_file_name(name);
        let file = File::options().write(true).create_new(true).open(&beside)?;
        Ok(Self {
            beside: Some(beside),
            path: path.to_owned(),
            file,
            length: 0,
        })
    }

    pub(super) fn write(mut self, part: &[u8]) -> io::Result<Self> {
        self.file.write_all(part)?;
        self.length += u64::try_from(part.len()).unwrap_or_default();
        Ok(self)
    }

    /// Puts it in its place, and says how many bytes it has.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.file.flush()?;
        if let Some(beside) = &self.beside {
            fs::rename(beside, &self.path)?;
        }
        self.beside = None;
        Ok(self.length)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // Whoever gave up has an error already, or did so on purpose.
            let _ = fs::remove_file(beside);
        }
    }
}

/// Does something to a file where that keeps nobody waiting: on another thread where there are some for it.
#[cfg_attr(
    not(any(feature = "rustls", feature = "native-tls")),
    expect(
        clippy::unused_async,
        reason = "without tokio there is no other thread"
    )
)]
pub(super) async fn work<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    if tokio::runtime::Handle::try_current().is_ok() {
        let done = tokio::task::spawn_blocking(work).await;
        return done.unwrap_or_else(|error| Err(io::Error::other(error)));
    }
    work()
}
