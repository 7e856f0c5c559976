//! Draws what comes one after the other: server-sent events, and JSON on lines or as records.

use openapi_client_generator::ir::Payload;
use serde_json::{Map, Value, json};

use super::answer::Content;
use super::plan::{Drawing, Reason};
use super::responses::Offer;
use super::text::Use;
use super::value::{Drawer, Room};
use super::wire::texts;
use crate::random::Random;
use crate::schema::Direction;

/// The members of an event.
const MEMBERS: [&str; 5] = ["event", "data", "id", "retry", "comment"];

/// More than the longest stream that is drawn.
const MOST: usize = 7;

/// An event before it is written.
struct Event {
    data: String,
    name: Option<String>,
    id: Option<String>,
    retry: Option<u64>,
}

impl Drawing<'_> {
    /// Server-sent events, with the value of each.
    pub(super) fn events(&mut self, payload: Payload, media: &Offer) -> Result<Content, Reason> {
        let is_event = self.is_event(payload, media);
        let end = ["\n", "\r\n", "\r"];
        let end = self.random.pick(&end).copied().unwrap_or("\n");
        let mut text = if self.random.chance(10) {
            "\u{feff}"
        } else {
            ""
        }
        .to_owned();
        let mut values = Vec::new();
        let mut last_id: Option<String> = None;
        for _ in 0..self.random.below(MOST) {
            let value = self.event_value(payload, is_event, media)?;
            let event = self.event(payload, is_event, &value);
            write(&mut self.random, &event, end, &mut text);
            last_id = event.id.or(last_id);
            let mut data = if is_event && payload != Payload::Whole {
                value.get("data").cloned().unwrap_or_default()
            } else {
                value
            };
            // An id holds until another one comes.
            if payload == Payload::Whole
                && let (Some(members), Some(id)) = (data.as_object_mut(), &last_id)
            {
                members.insert("id".to_owned(), id.clone().into());
            }
            values.push(json!({ "data": data, "name": event.name, "id": last_id }));
        }
        match self.random.below(4) {
            0 if payload != Payload::Text => {
                text.extend([
                    "data: [DONE]",
                    end,
                    end,
                    "data: nobody reads this",
                    end,
                    end,
                ]);
            }
            // An event whose end is not marked is one all the same.
            1 => text.truncate(text.trim_end_matches(end).len()),
            _ => {}
        }
        Ok(Content {
            media_type: "text/event-stream".to_owned(),
            bytes: text.into_bytes(),
            value: Some(values.into()),
        })
    }

    /// Whether the schema speaks of events as a whole.
    fn is_event(&self, payload: Payload, media: &Offer) -> bool {
        if payload == Payload::Whole {
            return true;
        }
        let Some((schema, is_item)) = &media.item else {
            return false;
        };
        let tree = self.judges.answer.tree();
        let schema = tree.pointer(&self.judges.answer.target(schema));
        let mut flat = Map::new();
        let mut drawer = Drawer {
            tree,
            random: self.random.clone(),
            direction: Direction::Answer,
            usage: Use::Anywhere,
            room: Room::JSON,
        };
        let is_choice = |schema: &Value| {
            ["oneOf", "anyOf"]
                .iter()
                .any(|key| schema.get(key).is_some())
        };
        let flattened = schema.filter(|schema| !is_choice(schema));
        let flattened = flattened.and_then(|schema| drawer.flatten(schema, &mut flat, 0));
        let members = flat.get("properties").and_then(Value::as_object);
        flattened.is_some()
            && members.is_some_and(|members| {
                members.contains_key("data")
                    && (*is_item || members.contains_key("event"))
                    && members.keys().all(|key| MEMBERS.contains(&key.as_str()))
            })
    }

    /// A value of the schema that can be sent as an event, or as the data of one.
    fn event_value(
        &mut self,
        payload: Payload,
        is_event: bool,
        media: &Offer,
    ) -> Result<Value, Reason> {
        let schema = media.item.as_ref().map(|(schema, _)| schema.as_str());
        let Some(schema) = schema.filter(|_| is_event || payload == Payload::Json) else {
            return self.text(schema);
        };
        for _ in 0..8 {
            let usage = (Use::Anywhere, Room::JSON);
            let mut value = self.value(schema, Direction::Answer, usage)?;
            if !is_event {
                return Ok(value);
            }
            let Some(members) = value.as_object_mut() else {
                continue;
            };
            // Nobody is told of it.
            members.remove("comment");
            let is_line = |key| match members.get(key) {
                Some(Value::String(text)) => !text.is_empty() && !text.contains(['\r', '\n']),
                other => other.is_none(),
            };
            let is_pause = members.get("retry").is_none_or(Value::is_u64);
            if is_line("event") && is_line("id") && is_pause && members.contains_key("data") {
                return Ok(value);
            }
        }
        Err("nothing that is drawn can be sent as an event".to_owned())
    }

    fn event(&mut self, payload: Payload, is_event: bool, value: &Value) -> Event {
        if is_event {
            let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
            let data = value.get("data").unwrap_or(&Value::Null);
            // A text is sent as it is, unless only JSON is read.
            let is_data = |text: &String| {
                payload != Payload::Json || serde_json::from_str::<Value>(text).is_ok()
            };
            return Event {
                data: match data {
                    Value::String(text) if is_data(text) => text.clone(),
                    data => self.written(data),
                },
                name: text("event"),
                id: text("id"),
                retry: value.get("retry").and_then(Value::as_u64),
            };
        }
        let is_named = self.random.chance(40);
        Event {
            data: match payload {
                Payload::Text => texts(value).concat(),
                _ => self.written(value),
            },
            name: is_named.then(|| "a name: with a colon".to_owned()),
            id: self
                .random
                .chance(30)
                .then(|| self.random.below(1000).to_string()),
            retry: self.random.chance(10).then_some(1500),
        }
    }

    /// JSON values on lines, or as records.
    pub(super) fn lines(&mut self, media: &Offer) -> Result<Content, Reason> {
        let has_records = media.media_type.contains("seq");
        let end = if self.random.chance(30) { "\r\n" } else { "\n" };
        let mut text = String::new();
        let mut values = Vec::new();
        for _ in 0..self.random.below(MOST) {
            let value = match &media.item {
                Some((schema, _)) => {
                    let usage = (Use::Anywhere, Room::JSON);
                    self.value(schema, Direction::Answer, usage)?
                }
                None => self.anything(),
            };
            if has_records {
                text.push('\u{1e}');
                text += &self.written(&value);
            } else {
                text += &value.to_string();
            }
            text += end;
            if self.random.chance(10) {
                text += end;
            }
            values.push(value);
        }
        if self.random.chance(25) {
            text.truncate(text.trim_end().len());
        }
        Ok(Content {
            media_type: media.media_type.clone(),
            bytes: text.into_bytes(),
            value: Some(values.into()),
        })
    }
}

/// Writes an event, its lines in some order, perhaps with others between them that say nothing.
fn write(random: &mut Random, event: &Event, end: &str, text: &mut String) {
    let mut line = |random: &mut Random, name: &str, value: &str| {
        if random.chance(10) {
            text.extend([": a comment", end]);
        }
        let blank = if value.starts_with(' ') || random.chance(70) {
            " "
        } else {
            ""
        };
        text.extend([name, ":", blank, value, end]);
    };
    if random.chance(10) {
        line(random, "other", "unknown");
    }
    let is_first = random.chance(50);
    for is_before in [true, false] {
        if is_first == is_before {
            for part in event.data.split('\n') {
                line(random, "data", part);
            }
            continue;
        }
        if let Some(name) = &event.name {
            line(random, "event", name);
        }
        if let Some(id) = &event.id {
            line(random, "id", id);
        }
        if let Some(retry) = event.retry {
            line(random, "retry", &retry.to_string());
        }
    }
    *text += end;
    if random.chance(20) {
        text.extend([": nothing in it", end, end]);
    }
}
