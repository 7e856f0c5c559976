//! A body in pieces: bytes and uploads one after the other, none of which is held in memory as a whole.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::Upload;
use super::source::{Open, lock};
use crate::runtime::{Body, Content, Source, TransportError, TransportPhase};

/// A piece of a body.
#[derive(Clone)]
pub enum Piece {
    /// Bytes.
    Bytes(Bytes),
    /// An upload, by the name that errors call it.
    Upload(String, Upload),
}

/// The pieces of a body, in order.
pub struct Pieces {
    pieces: Vec<Piece>,
    /// Why the body that was opened last could not be read.
    fault: Arc<Mutex<Option<String>>>,
}

impl Pieces {
    /// A body of a media type that is made of these.
    pub fn content(media_type: &str, pieces: Vec<Piece>) -> Result<Content, String> {
        if let [Piece::Bytes(bytes)] = pieces.as_slice() {
            return Content::bytes(media_type, bytes.clone());
        }
        let fault = Arc::default();
        Content::source(media_type, Self { pieces, fault })
    }
}

impl Source for Pieces {
    fn open(&self) -> Result<Body, String> {
        *lock(&self.fault) = None;
        let mut total = Some(0_u64);
        let mut pieces = VecDeque::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            let length = match piece {
                Piece::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
                Piece::Upload(name, upload) => {
                    upload.source.length().map_err(|cause| told(name, &cause))?
                }
            };
            total = match (total, length) {
                (Some(total), Some(length)) => total.checked_add(length),
                _ => None,
            };
            pieces.push_back((piece.clone(), length));
        }
        let sending = Sending {
            pieces,
            open: None,
            fault: Arc::clone(&self.fault),
        };
        Ok(match total {
            Some(total) => Body::sized_stream(total, sending),
            None => Body::stream(sending),
        })
    }

    fn is_spent(&self) -> bool {
        for piece in &self.pieces {
            if let Piece::Upload(_, upload) = piece
                && upload.source.is_spent()
            {
                return true;
            }
        }
        false
    }

    fn fault(&self) -> Option<String> {
        lock(&self.fault).clone()
    }
}

fn told(name: &str, cause: &str) -> String {
    if name.is_empty() {
        format!("the upload cannot be read: {cause}")
    } else {
        format!("{name} cannot be read: {cause}")
    }
}

/// A body on its way.
struct Sending {
    /// What is left, each with its length if that was known when the body was opened.
    pieces: VecDeque<(Piece, Option<u64>)>,
    open: Option<Reading>,
    fault: Arc<Mutex<Option<String>>>,
}

/// An upload that is being read.
struct Reading {
    name: String,
    source: Open,
    left: Option<u64>,
}

impl Reading {
    /// The next part, as long as there are no more and no fewer bytes than announced.
    fn poll_part(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, String>>> {
        let part = match ready!(self.source.poll_part(context)) {
            Some(Ok(part)) => part,
            None => {
                return Poll::Ready(match self.left {
                    Some(left) if left > 0 => {
                        Some(Err(format!("it ended {left} bytes before its length")))
                    }
                    _ => None,
                });
            }
            error => return Poll::Ready(error),
        };
        if let Some(left) = &mut self.left {
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
            match left.checked_sub(length) {
                Some(rest) => *left = rest,
                None => {
                    let cause = "it is longer than its length".to_owned();
                    return Poll::Ready(Some(Err(cause)));
                }
            }
        }
        Poll::Ready(Some(Ok(part)))
    }
}

impl Sending {
    fn fail(&mut self, name: &str, cause: &str) -> TransportError {
        self.pieces.clear();
        self.open = None;
        let message = told(name, cause);
        *lock(&self.fault) = Some(message.clone());
        TransportError::new(TransportPhase::Interrupted, message)
    }
}

impl Stream for Sending {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(reading) = &mut self.open {
                match ready!(reading.poll_part(context)) {
                    Some(Ok(part)) => return Poll::Ready(Some(Ok(part))),
                    Some(Err(cause)) => {
                        let name = std::mem::take(&mut reading.name);
                        return Poll::Ready(Some(Err(self.fail(&name, &cause))));
                    }
                    None => self.open = None,
                }
            }
            match self.pieces.pop_front() {
                None => return Poll::Ready(None),
                Some((Piece::Bytes(bytes), _)) => return Poll::Ready(Some(Ok(bytes))),
                Some((Piece::Upload(name, upload), left)) => match upload.source.open() {
                    Ok(open) => {
                        self.open = Some(Reading {
                            name,
                            source: open,
                            left,
                        });
                    }
                    Err(cause) => return Poll::Ready(Some(Err(self.fail(&name, &cause)))),
                },
            }
        }
    }
}
