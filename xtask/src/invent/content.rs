//! Bodies of requests: every media type, alone and several of them.

use serde_json::{Map, Value, json};

use super::names::plain_name;
use super::schema::Place;
use super::{Inventor, Version, set};

impl Inventor {
    /// The body of a request.
    pub(super) fn body(&mut self) -> Value {
        let mut content = Map::new();
        let number = if self.chance(80) { 1 } else { 2 };
        for _ in 0..number {
            let (media_type, value) = self.body_content();
            content.insert(media_type, value);
        }
        let mut body = json!({ "content": content });
        if self.chance(70) {
            set(&mut body, "required", true);
        }
        self.describe(&mut body);
        self.shared("requestBodies", body)
    }

    fn body_content(&mut self) -> (String, Value) {
        let (media_type, value) = match self.random.below(20) {
            0..10 => ("application/json", self.json()),
            10 => ("application/x-ndjson", self.items()),
            11 => ("application/merge-patch+json", self.json()),
            12 | 13 => ("application/x-www-form-urlencoded", self.form()),
            14 | 15 => ("multipart/form-data", self.multipart()),
            16 => ("application/octet-stream", self.binary()),
            17 => (
                "text/plain; charset=utf-8",
                json!({ "schema": { "type": "string" } }),
            ),
            18 => ("application/xml", json!({ "schema": { "type": "string" } })),
            _ => ("image/png", self.binary()),
        };
        (media_type.to_owned(), value)
    }

    /// A value as JSON.
    pub(super) fn json(&mut self) -> Value {
        json!({ "schema": self.schema(Place::Free, 2) })
    }

    /// Bytes, in the words of the version.
    pub(super) fn binary(&mut self) -> Value {
        match self.version {
            Version::V30 => json!({ "schema": { "type": "string", "format": "binary" } }),
            Version::V31 | Version::V32 => json!({}),
        }
    }

    fn file(&mut self) -> Value {
        match self.version {
            Version::V30 => json!({ "type": "string", "format": "binary" }),
            Version::V31 | Version::V32 => {
                json!({ "type": "string", "contentMediaType": "application/octet-stream" })
            }
        }
    }

    fn form(&mut self) -> Value {
        let (mut members, mut encoding) = (Map::new(), Map::new());
        for index in 0..=self.random.below(4) {
            let name = format!("{}{index}", plain_name(&mut self.random));
            let member = if self.chance(30) {
                json!({ "type": "array", "items": self.text() })
            } else {
                self.scalar()
            };
            if member.get("items").is_some() && self.chance(50) {
                encoding.insert(
                    name.clone(),
                    json!({ "style": "form", "explode": self.chance(50) }),
                );
            }
            members.insert(name, member);
        }
        let mut content = json!({ "schema": self.closed(members) });
        if !encoding.is_empty() {
            set(&mut content, "encoding", encoding);
        }
        content
    }

    fn multipart(&mut self) -> Value {
        let (mut members, mut encoding) = (Map::new(), Map::new());
        for index in 0..=self.random.below(4) {
            let name = format!("{}{index}", plain_name(&mut self.random));
            let member = match self.random.below(5) {
                0 | 1 => self.file(),
                2 => json!({ "type": "array", "items": self.file() }),
                3 => self.object(Place::Free, 0),
                _ => self.scalar(),
            };
            if member.get("contentMediaType").is_some() && self.chance(30) {
                encoding.insert(name.clone(), json!({ "contentType": "image/png" }));
            }
            members.insert(name, member);
        }
        let mut content = json!({ "schema": self.closed(members) });
        if !encoding.is_empty() {
            set(&mut content, "encoding", encoding);
        }
        content
    }

    /// An object of these members, of which some are required.
    fn closed(&mut self, members: Map<String, Value>) -> Value {
        let required: Vec<&String> = members.keys().filter(|_| self.random.chance(40)).collect();
        let mut schema = json!({ "type": "object" });
        if !required.is_empty() {
            set(&mut schema, "required", json!(required));
        }
        set(&mut schema, "properties", members);
        schema
    }
}
