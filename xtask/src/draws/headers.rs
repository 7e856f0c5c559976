//! Draws the headers of answers.

use serde_json::Value;

use super::answer::Reply;
use super::coverage::header_thing;
use super::document::{Parameter, is_json};
use super::plan::{Drawing, Reason};
use super::responses::Answer;
use super::text::Use;
use super::value::Room;
use super::wire::texts;
use crate::schema::Direction;

/// Headers that say how a message is cut, or how a connection is used: they are the server's.
pub const OWN: [&str; 8] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "keep-alive",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl Drawing<'_> {
    /// The headers of an answer: those that are required, and some others.
    pub(super) fn headers(&mut self, answer: &Answer, reply: &mut Reply) {
        for header in &answer.headers {
            let thing = header_thing(self.operation, answer, &header.name);
            let name = header.name.to_ascii_lowercase();
            if OWN.contains(&name.as_str()) {
                let reason = "they say how a message is sent";
                self.coverage.skipped(thing, reason);
                continue;
            }
            let rarely = if self.coverage.is_known(&thing) {
                40
            } else {
                10
            };
            if !header.is_required && self.random.chance(rarely) {
                continue;
            }
            match self.header_value(header) {
                Ok(value) => {
                    let is_several = value.is_array() && self.random.chance(30);
                    reply.headers.extend(written(header, &value, is_several));
                    reply.typed.insert(name, value);
                    reply.things.push(thing);
                }
                Err(reason) => self.coverage.skipped(thing, &reason),
            }
        }
    }

    fn header_value(&mut self, header: &Parameter) -> Result<Value, Reason> {
        let judge = &self.judges.answer;
        let schema = judge.target(&header.schema);
        if judge.tree().pointer(&schema).is_none() {
            return Ok(Value::from("a text"));
        }
        let is_text = header.media_type.as_deref().is_some_and(|it| !is_json(it));
        if is_text {
            let usage = (Use::Plain, Room::TEXT);
            return self.value(&header.schema, Direction::Answer, usage);
        }
        for _ in 0..8 {
            let value = self.parameter_value(header, Direction::Answer)?;
            let has_comma = |text: &String| text.contains([',', '=']);
            let is_list = value.is_array() || value.is_object();
            if header.media_type.is_some() || !is_list || !texts(&value).iter().any(has_comma) {
                return Ok(value);
            }
        }
        Err("nothing that is drawn can be written down as one".to_owned())
    }
}

/// A header as it is written: a line, or one for each item of a list.
fn written(header: &Parameter, value: &Value, is_several: bool) -> Vec<(String, String)> {
    let name = &header.name;
    let line = |text: String| (name.clone(), text);
    if header.media_type.as_deref().is_some_and(is_json) {
        return vec![line(value.to_string())];
    }
    if is_several {
        return texts(value).into_iter().map(line).collect();
    }
    let pair = |(name, value): (&String, &Value)| format!("{name}={}", texts(value).concat());
    let text = match value {
        Value::Object(members) if header.explode => {
            members.iter().map(pair).collect::<Vec<_>>().join(",")
        }
        value => texts(value).join(","),
    };
    vec![line(text)]
}
