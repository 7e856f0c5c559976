//! The grammar of server-sent events: bytes to messages, however they are cut into parts.

use std::time::Duration;

use bytes::{Buf, Bytes};

/// One event as it stands in the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub(super) name: Option<String>,
    pub(super) data: Vec<u8>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<Duration>,
}

impl Message {
    pub(super) fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.data)
    }
}

/// The state between two bytes of the stream.
pub(super) struct Grammar {
    /// The most bytes that an event may have.
    limit: usize,
    line: Vec<u8>,
    /// How many lines there were.
    lines: u64,
    /// Whether a line has just ended in a carriage return, so that a line feed belongs to it.
    after_return: bool,
    name: String,
    /// The lines of the data with a line feed after each.
    data: Vec<u8>,
    id: Option<String>,
    retry: Option<Duration>,
    own_retry: Option<Duration>,
}

impl Grammar {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            lines: 0,
            after_return: false,
            name: String::new(),
            data: Vec::new(),
            id: None,
            retry: None,
            own_retry: None,
        }
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    pub(super) fn lines(&self) -> u64 {
        self.lines
    }

    /// Takes bytes until a message is there, or none are left. The error is the limit, for an event that is larger.
    pub(super) fn take(&mut self, part: &mut Bytes) -> Result<Option<Message>, usize> {
        while let Some(first) = part.first() {
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                part.advance(1);
                continue;
            }
            let end = part.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let text = part.get(..end.unwrap_or(part.len())).unwrap_or_default();
            if text.len() > self.limit.saturating_sub(self.line.len() + self.data.len()) {
                return Err(self.limit);
            }
            self.line.extend_from_slice(text);
            let Some(end) = end else {
                part.clear();
                return Ok(None);
            };
            self.after_return = part.get(end) == Some(&b'\r');
            part.advance(end + 1);
            let line = std::mem::take(&mut self.line);
            let message = self.line(&line);
            // The room is used again.
            self.line = line;
            self.line.clear();
            if message.is_some() {
                return Ok(message);
            }
        }
        Ok(None)
    }

    /// The message that is not finished yet, at the end of the stream.
    pub(super) fn finish(&mut self) -> Option<Message> {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.line(&line);
        }
        self.dispatch()
    }

    /// Takes a line; an empty one ends a message.
    fn line(&mut self, line: &[u8]) -> Option<Message> {
        self.lines += 1;
        let line = match line.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) if self.lines == 1 => rest,
            _ => line,
        };
        if line.is_empty() {
            return self.dispatch();
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = match colon {
            Some(at) => (
                line.get(..at).unwrap_or_default(),
                line.get(at + 1..).unwrap_or_default(),
            ),
            None => (line, &[][..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match field {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.name = text(),
            b"id" if !value.contains(&0) => self.id = Some(text()).filter(|id| !id.is_empty()),
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                let milliseconds = text().parse().ok();
                self.own_retry = milliseconds.map(Duration::from_millis);
                self.retry = self.own_retry.or(self.retry);
            }
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<Message> {
        let name = std::mem::take(&mut self.name);
        let mut data = std::mem::take(&mut self.data);
        let retry = self.own_retry.take();
        // The last line feed is none of the data; without any there was no data.
        data.pop()?;
        Some(Message {
            name: Some(name).filter(|name| !name.is_empty()),
            data,
            id: self.id.clone(),
            retry,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages of a stream that comes in parts of this size.
    fn messages(stream: &str, size: usize) -> Vec<(String, String, String)> {
        let mut grammar = Grammar::new(64);
        let mut found = Vec::new();
        let mut push = |message: Message| {
            found.push((
                message.name.clone().unwrap_or_default(),
                message.text().into_owned(),
                message.id.clone().unwrap_or_default(),
            ));
        };
        for part in stream.as_bytes().chunks(size) {
            let mut part = Bytes::copy_from_slice(part);
            while let Some(message) = grammar.take(&mut part).unwrap() {
                push(message);
            }
            assert!(part.is_empty());
        }
        if let Some(message) = grammar.finish() {
            push(message);
        }
        found
    }

    /// A stream, and the names, data and ids of its messages.
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str, &'a str)]);

    #[test]
    fn messages_are_the_same_however_they_are_cut() {
        let cases: &[Case<'_>] = &[
            ("", &[]),
            ("data: a\n\n", &[("", "a", "")]),
            (
                "\u{feff}data: a\r\n\r\ndata:b\r\rdata\n\n",
                &[("", "a", ""), ("", "b", ""), ("", "", "")],
            ),
            ("data: a\ndata:  b\ndata:\n\n", &[("", "a\n b\n", "")]),
            (": a comment\n\nevent: x\n\ndata: y\n\n", &[("", "y", "")]),
            (
                "event: x\nid: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
                &[("x", "a", "1"), ("", "b", "1"), ("", "c", "")],
            ),
            ("id: a\0b\ndata: a\n\n", &[("", "a", "")]),
            ("other: a\ndata:a:b\nretry: 1x\n\n", &[("", "a:b", "")]),
            ("data: ä€😀\n\n", &[("", "ä€😀", "")]),
            (
                "data: whole\n\ndata: not ended",
                &[("", "whole", ""), ("", "not ended", "")],
            ),
            ("data: whole\n\nevent: nothing in it", &[("", "whole", "")]),
            (
                "data: \u{feff}\n\n\u{feff}data: x\n\n",
                &[("", "\u{feff}", "")],
            ),
        ];
        for (stream, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|(name, data, id)| ((*name).to_owned(), (*data).to_owned(), (*id).to_owned()))
                .collect();
            for size in [1, 2, 3, 5, 1000] {
                assert_eq!(messages(stream, size), expected, "{stream:?} by {size}");
            }
        }
    }

    #[test]
    fn a_pause_is_digits_alone() {
        let mut grammar = Grammar::new(64);
        let mut part =
            Bytes::from_static(b"retry: 1500\ndata: a\n\nretry: -1\nretry: 1e3\ndata: b\n\n");
        let first = grammar.take(&mut part).unwrap().unwrap();
        assert_eq!(first.retry, Some(Duration::from_millis(1500)));
        let second = grammar.take(&mut part).unwrap().unwrap();
        assert_eq!(second.retry, None);
        assert_eq!(grammar.retry(), Some(Duration::from_millis(1500)));
    }

    #[test]
    fn an_event_has_a_limit_and_a_stream_has_none() {
        let mut grammar = Grammar::new(16);
        let mut part = Bytes::from("data: 0123\n\n".repeat(50));
        while grammar.take(&mut part).unwrap().is_some() {}
        let mut part = Bytes::from_static(b"data: 01234\ndata: 01234\ndata: 01234\n\n");
        assert_eq!(grammar.take(&mut part), Err(16));
        let mut grammar = Grammar::new(16);
        let mut part = Bytes::from("x".repeat(17));
        assert_eq!(grammar.take(&mut part), Err(16));
    }
}
