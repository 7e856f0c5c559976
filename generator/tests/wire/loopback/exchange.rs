//! The script of a case: what a request must look like, and the answer to it.
//!
//! ```text
//! >>> what this is for, in any words
//! POST /pets?kind=cat HTTP/1.1
//! content-type: application/json
//!
//! {"name":"Tom"}
//! <<<
//! HTTP/1.1 201 Created
//! content-type: application/json
//!
//! {"id":1}
//! ```
//!
//! - Requests come in this order. Lines of a head end in CRLF on the wire. A body is taken as it stands, without its last
//!   newline.
//! - Headers of a request that are not listed may only be the usual ones, see [`USUAL`]. Order and case of their names do
//!   not count.
//! - `{{name}}` in a request stands for any text on a line, and the same name for the same text in this exchange.
//! - A byte that is no text is `{{0x00}}`, several in a row are `{{0x00ff}}`. Newlines of a `multipart/…` body are CRLF on the wire,
//!   and a bare newline in it is `{{0x0a}}`; in all other bodies they are what they are, and a carriage return is `{{0x0d}}`.
//! - An answer gets its `content-length`, unless it names `transfer-encoding: chunked`: then each of its lines is a chunk.

use super::notation::{bytes, text};

/// The headers that every client sends, of which a script need not speak.
pub const USUAL: [&str; 7] = [
    "host",
    "user-agent",
    "accept",
    "accept-encoding",
    "content-length",
    "connection",
    "transfer-encoding",
];

/// A request, and the answer to it.
pub struct Exchange {
    /// What the script says, with the names of headers in small letters.
    pub request: String,
    pub answer: Answer,
}

/// What is sent back.
#[derive(Clone, Default)]
pub struct Answer {
    /// The status line.
    pub status: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// A request as it came.
#[derive(Debug, Default)]
pub struct Request {
    /// The request line.
    pub line: String,
    /// With their names in small letters.
    pub headers: Vec<(String, String)>,
    /// Without the marks of chunks.
    pub body: Vec<u8>,
}

/// Reads a script.
pub fn exchanges(script: &str) -> Result<Vec<Exchange>, String> {
    let mut found = Vec::new();
    for part in sections(script)? {
        let (request, answer) = split_line(&part, "<<<").ok_or("a request has no answer")?;
        let (head, body) = split_head(&request);
        let mut lines = head.lines();
        let mut text = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            let (name, value) = header(line)?;
            text += &format!("\n{name}: {value}");
        }
        if !body.is_empty() {
            text += &format!("\n\n{body}");
        }
        found.push(Exchange {
            request: text,
            answer: self::answer(&answer)?,
        });
    }
    Ok(found)
}

/// What stands between the lines that open an exchange.
fn sections(script: &str) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    for line in script.split_inclusive('\n') {
        if line.starts_with(">>>") {
            found.push(String::new());
        } else if let Some(last) = found.last_mut() {
            *last += line;
        } else if !line.trim().is_empty() {
            return Err(format!("`{}` stands before the first `>>>`", line.trim()));
        }
    }
    Ok(found)
}

/// What stands before and after the line with this mark, each without its last newline.
fn split_line(text: &str, mark: &str) -> Option<(String, String)> {
    let start = if text.starts_with(mark) {
        0
    } else {
        text.find(&format!("\n{mark}"))? + 1
    };
    let (before, rest) = text.split_at(start);
    let (_, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let trim = |text: &str| text.strip_suffix('\n').unwrap_or(text).to_owned();
    Some((trim(before), trim(after)))
}

fn split_head(text: &str) -> (&str, &str) {
    text.split_once("\n\n").unwrap_or((text, ""))
}

fn header(line: &str) -> Result<(String, String), String> {
    let (name, value) = line
        .split_once(':')
        .ok_or_else(|| format!("`{line}` is no header"))?;
    Ok((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}

fn answer(text: &str) -> Result<Answer, String> {
    let (head, body) = split_head(text);
    let mut lines = head.lines();
    let status = lines.next().unwrap_or_default().to_owned();
    if !status.starts_with("HTTP/1.1 ") {
        return Err(format!("`{status}` is no status line"));
    }
    let headers = lines.map(header).collect::<Result<Vec<_>, _>>()?;
    let body = bytes(body, is_multipart(&headers))?;
    Ok(Answer {
        status,
        headers,
        body,
    })
}

fn is_multipart(headers: &[(String, String)]) -> bool {
    headers
        .iter()
        .any(|(name, value)| name == "content-type" && value.starts_with("multipart/"))
}

impl Request {
    /// The request as the script would write it: headers in the order that it lists them, then all that are not usual.
    pub fn as_in(&self, script: &str) -> String {
        let mut text = self.line.clone();
        let mut rest: Vec<&(String, String)> = self.headers.iter().collect();
        let mut add = |(name, value): &(String, String)| text += &format!("\n{name}: {value}");
        for line in split_head(script).0.lines().skip(1) {
            let found = rest
                .iter()
                .position(|(name, _)| line.split(':').next() == Some(name));
            if let Some(index) = found {
                add(rest.remove(index));
            }
        }
        rest.into_iter()
            .filter(|(name, _)| !USUAL.contains(&name.as_str()))
            .for_each(add);
        if !self.body.is_empty() {
            text += "\n\n";
            text += &self::text(&self.body, is_multipart(&self.headers));
        }
        text
    }
}
