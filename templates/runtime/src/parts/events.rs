//! Server-sent events, each with its data as a type.

mod grammar;

use std::fmt::{self, Debug, Formatter};
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use super::incoming::Incoming;
use crate::runtime::codec::{Take, Want};
use crate::runtime::{
    Async, Decode, Error, ErrorKind, Fault, Input, Leave, Mode, Output, Received, Response,
    from_json, read_json,
};
use grammar::{Grammar, Message};

/// One event of a stream.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it holds.
    pub data: T,
    /// The name of its kind, where it has one.
    pub name: Option<String>,
    /// What a client that comes back says it has seen, which holds until another event says otherwise.
    pub id: Option<String>,
}

/// A stream of events. An error is the last thing that comes.
///
/// The time limit of the call holds for the pause before each line, and not for the stream as a whole; the client's limit for
/// a body holds for each event. A stream that has begun is never asked for again: to go on where it broke, send
/// [`Events::last_id`] along as the header `Last-Event-ID` where the API supports it. Dropping it ends the stream.
#[must_use = "streams and iterators do nothing unless asked for what comes next"]
pub struct Events<T, M: Mode = Async, P = Json> {
    incoming: Incoming<M>,
    grammar: Grammar,
    /// What has come and was not looked at yet.
    part: Bytes,
    is_over: bool,
    data: PhantomData<fn() -> (T, P)>,
}

/// How an event becomes a value.
pub trait Payload: 'static {
    /// Reads an event.
    #[doc(hidden)]
    fn read(
        message: &Message,
        decode: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
    ) -> Result<(), Fault>;

    /// Whether an event says that it is the last one.
    #[doc(hidden)]
    fn is_end(message: &Message) -> bool {
        message.data == b"[DONE]"
    }
}

/// The data of an event is JSON. The text `[DONE]` in place of it ends the stream.
#[derive(Clone, Copy, Debug)]
pub enum Json {}

/// The data of an event is text as it is.
#[derive(Clone, Copy, Debug)]
pub enum Text {}

/// An event as a whole is an object with the members `event`, `data`, `id` and `retry`.
#[derive(Clone, Copy, Debug)]
pub enum Whole {}

impl Payload for Json {
    fn read(
        message: &Message,
        decode: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        read_json(&message.data, decode)
    }
}

impl Payload for Text {
    fn read(
        message: &Message,
        decode: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        decode(&mut Data(&message.text()))
    }

    fn is_end(_: &Message) -> bool {
        false
    }
}

impl Payload for Whole {
    fn read(
        message: &Message,
        decode: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        // What looks like JSON may be meant to be text.
        decode(&mut Members {
            message,
            is_text: false,
        })
        .or_else(|fault| {
            let as_text = decode(&mut Members {
                message,
                is_text: true,
            });
            as_text.map_err(|_| fault)
        })
    }
}

/// [`Input`] over the data of an event: JSON where a type expects more than text.
struct Data<'a>(&'a str);

impl Input for Data<'_> {
    fn text(&mut self, visit: &mut dyn FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault> {
        visit(self.0)
    }

    fn optional(&mut self, some: Take<'_>) -> Result<(), Fault> {
        if self.0 == "null" { Ok(()) } else { some(self) }
    }

    fn accept(&mut self, want: Want<'_>) -> Result<(), Fault> {
        let mut want = Some(want);
        read_json(self.0.as_bytes(), &mut |input| match want.take() {
            Some(want) => input.accept(want),
            None => Ok(()),
        })
    }

    fn value(&mut self) -> Result<Value, Fault> {
        Ok(from_json(self.0.as_bytes()).unwrap_or_else(|_| self.0.into()))
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}

/// [`Input`] over an event as an object.
struct Members<'a> {
    message: &'a Message,
    /// Whether the data is text, whatever is in it.
    is_text: bool,
}

impl Members<'_> {
    fn each(
        &self,
        entry: &mut dyn FnMut(&str, &mut dyn Input) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let message = self.message;
        let texts = [
            ("event", message.name.as_deref()),
            ("id", message.id.as_deref()),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                // Text, even where it looks like JSON.
                entry(name, &mut Data(text)).map_err(|fault| fault.in_field(name))?;
            }
        }
        if let Some(retry) = message.retry {
            let milliseconds = retry.as_millis().to_string();
            entry("retry", &mut Data(&milliseconds)).map_err(|fault| fault.in_field("retry"))?;
        }
        entry("data", &mut Data(&message.text())).map_err(|fault| fault.in_field("data"))
    }
}

impl Input for Members<'_> {
    fn text(&mut self, _: &mut dyn FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault> {
        Err(Fault::mismatch("a string", "an event"))
    }

    fn optional(&mut self, some: Take<'_>) -> Result<(), Fault> {
        some(self)
    }

    fn accept(&mut self, want: Want<'_>) -> Result<(), Fault> {
        match want {
            Want::Object(entry) => self.each(entry),
            _ => Err(Fault::mismatch("another value", "an event")),
        }
    }

    fn value(&mut self) -> Result<Value, Fault> {
        let mut members = serde_json::Map::new();
        self.each(&mut |name, input| {
            let is_text = matches!(name, "event" | "id") || (self.is_text && name == "data");
            let value = if is_text {
                input.string()?.into()
            } else {
                input.value()?
            };
            members.insert(name.to_owned(), value);
            Ok(())
        })?;
        Ok(members.into())
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}

impl<T: Decode, M: Mode, P: Payload> Output<M> for Events<T, M, P> {
    fn read(received: Received<M>) -> Result<Response<Self>, Error> {
        if received.left.is_none() {
            let fault = Fault::new(
                "it is no stream of events; the API may want to be asked for one in the body, too",
            );
            return Err(received.reader().unreadable(&fault));
        }
        let (incoming, response) = Incoming::of(received, true);
        Ok(response.map(|()| Self {
            grammar: Grammar::new(incoming.limit()),
            incoming,
            part: Bytes::new(),
            is_over: false,
            data: PhantomData,
        }))
    }

    fn leaves(head: Option<(StatusCode, &HeaderMap)>) -> Leave {
        let media_type = head.and_then(|(_, headers)| headers.get(header::CONTENT_TYPE));
        let is_json = media_type
            .and_then(|value| value.to_str().ok())
            .is_some_and(|media_type| media_type.starts_with("application/json"));
        // Read as a whole it says more of what is wrong.
        if is_json {
            Leave::Nothing
        } else {
            Leave::Endless
        }
    }
}

impl<T, M: Mode, P> Events<T, M, P> {
    /// The `id` that was given last: where a client that comes back says it has been.
    pub fn last_id(&self) -> Option<&str> {
        self.grammar.last_id()
    }

    /// How long the server asks to wait before coming back.
    pub fn retry(&self) -> Option<Duration> {
        self.grammar.retry()
    }
}

impl<T: Decode, M: Mode, P: Payload> Events<T, M, P> {
    /// The next event of what has come: `None` where that is not enough for one.
    fn found(&mut self) -> Option<Result<Event<T>, Error>> {
        let lines = self.grammar.lines();
        let found = self.grammar.take(&mut self.part);
        if self.grammar.lines() != lines {
            self.incoming.go_on();
        }
        match found {
            Ok(message) => self.event(message?),
            Err(limit) => {
                self.over();
                let message =
                    format!("the answer is too large: an event has more than {limit} bytes");
                Some(Err(self.incoming.fail(ErrorKind::BodyTooLarge, message)))
            }
        }
    }

    /// Makes an event of a message: `None` where it says that the stream is over.
    fn event(&mut self, message: Message) -> Option<Result<Event<T>, Error>> {
        if P::is_end(&message) {
            self.incoming.end();
            self.over();
            return None;
        }
        let mut data = None;
        let read = P::read(&message, &mut |input| {
            data = Some(T::decode(input)?);
            Ok(())
        });
        Some(match (read, data) {
            (Ok(()), Some(data)) => Ok(Event {
                data,
                name: message.name,
                id: message.id,
            }),
            (Err(fault), _) => Err(self.unreadable(&fault)),
            (Ok(()), None) => Err(self.unreadable(&Fault::new("it holds no value"))),
        })
    }

    /// Nothing comes any more, not even of what is there.
    fn over(&mut self) {
        self.is_over = true;
        self.part = Bytes::new();
    }

    #[cold]
    fn unreadable(&mut self, fault: &Fault) -> Error {
        self.over();
        let fault = fault.to_string();
        self.incoming
            .fail_with(ErrorKind::Decode, "an event cannot be read", &fault)
    }

    /// What is left at the end: an event whose end is not marked is one all the same.
    fn last(&mut self) -> Option<Result<Event<T>, Error>> {
        if std::mem::replace(&mut self.is_over, true) {
            return None;
        }
        let message = self.grammar.finish()?;
        self.event(message)
    }
}

impl<T: Decode, P: Payload> Events<T, Async, P> {
    /// The next event, or `None` after the last one; the same as what the stream gives.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: Decode, P: Payload> Stream for Events<T, Async, P> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(event) = self.found() {
                return Poll::Ready(Some(event));
            }
            match ready!(self.incoming.poll_part(context)) {
                Some(Ok(part)) => self.part = part,
                Some(Err(error)) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => return Poll::Ready(self.last()),
            }
        }
    }
}

// Nothing in it is pinned: what is, is on the heap.
impl<T, M: Mode, P> Unpin for Events<T, M, P> {}

#[cfg(feature = "blocking")]
impl<T: Decode, P: Payload> Iterator for Events<T, crate::runtime::Blocking, P> {
    type Item = Result<Event<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(event) = self.found() {
                return Some(event);
            }
            match self.incoming.part() {
                Some(Ok(part)) => self.part = part,
                Some(Err(error)) => {
                    self.is_over = true;
                    return Some(Err(error));
                }
                None => return self.last(),
            }
        }
    }
}

impl<T, M: Mode, P> Debug for Events<T, M, P> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("incoming", &self.incoming)
            .field("last_id", &self.last_id())
            .finish_non_exhaustive()
    }
}
