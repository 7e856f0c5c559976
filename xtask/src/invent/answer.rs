//! Answers: by status, range or default, of every media type, with headers.

use serde_json::{Map, Value, json};

use super::names::plain_name;
use super::schema::Place;
use super::{Inventor, Version, set};

impl Inventor {
    /// The answers of an operation.
    pub(super) fn answers(&mut self) -> Value {
        let mut answers = Map::new();
        match self.random.below(12) {
            0..6 => self.answer(&mut answers, "200"),
            6 => {
                self.answer(&mut answers, "200");
                self.answer(&mut answers, "201");
            }
            7 => {
                self.answer(&mut answers, "200");
                answers.insert("202".to_owned(), json!({ "description": "Not yet." }));
            }
            8 | 9 => drop(answers.insert("204".to_owned(), json!({ "description": "" }))),
            10 => self.answer(&mut answers, "2XX"),
            _ => self.answer(&mut answers, "default"),
        }
        if self.chance(4) {
            answers.insert(
                "304".to_owned(),
                json!({ "description": "Nothing is new." }),
            );
        }
        for status in ["400", "404", "409", "4XX", "5XX", "default"] {
            if self.chance(15) && !answers.contains_key(status) {
                let mut answer = json!({ "description": "It failed." });
                if self.chance(75) {
                    let content = self.json();
                    set(
                        &mut answer,
                        "content",
                        json!({ "application/json": content }),
                    );
                }
                answers.insert(status.to_owned(), self.shared("responses", answer));
            }
        }
        Value::Object(answers)
    }

    fn answer(&mut self, answers: &mut Map<String, Value>, status: &str) {
        let mut content = Map::new();
        let (media_type, value) = match self.random.below(20) {
            0..12 => ("application/json", self.json()),
            12 => ("application/vnd.own+json", self.page()),
            13 => ("application/problem+json; charset=utf-8", self.json()),
            14 => ("text/plain", json!({ "schema": { "type": "string" } })),
            15 => ("application/octet-stream", self.binary()),
            16 => ("text/event-stream", self.items()),
            17 => ("application/jsonl", self.items()),
            18 => ("*/*", self.json()),
            _ => ("application/pdf", self.binary()),
        };
        content.insert(media_type.to_owned(), value);
        if self.chance(6) {
            let other = self.json();
            content.insert("application/vnd.other+json".to_owned(), other);
        }
        if self.chance(8) {
            content.insert(
                "text/csv".to_owned(),
                json!({ "schema": { "type": "string" } }),
            );
        }
        let mut answer = json!({ "description": "It is done.", "content": content });
        if self.chance(20) {
            let headers = self.headers();
            set(&mut answer, "headers", headers);
        }
        if self.chance(10)
            && let Some(operation) = self.random.pick(&self.operations).cloned()
        {
            let link = json!({ "operationId": operation, "description": "Elsewhere." });
            set(&mut answer, "links", json!({ "next-step": link }));
        }
        let answer = self.shared("responses", answer);
        answers.insert(status.to_owned(), answer);
    }

    /// A list as answers give it page by page.
    fn page(&mut self) -> Value {
        let item = self.schema(Place::Free, 1);
        let cursor = self.one_of(&["next_cursor", "nextPageToken", "next", "cursor"]);
        let list = self.one_of(&["items", "data", "results", "values"]);
        json!({ "schema": { "type": "object", "properties": {
            list: { "type": "array", "items": item }, cursor: { "type": "string" }, "has_more": { "type": "boolean" },
        } } })
    }

    /// What each item of a stream is, in the words of the version.
    pub(super) fn items(&mut self) -> Value {
        let schema = self.schema(Place::Free, 1);
        match self.version {
            Version::V32 => json!({ "itemSchema": schema }),
            Version::V30 | Version::V31 => json!({ "schema": schema }),
        }
    }

    fn headers(&mut self) -> Value {
        let mut headers = Map::new();
        for index in 0..=self.random.below(2) {
            let mut header = if self.chance(85) {
                json!({ "schema": self.scalar() })
            } else {
                let content = self.json();
                json!({ "content": { "application/json": content } })
            };
            if self.chance(30) {
                set(&mut header, "required", true);
            }
            self.describe(&mut header);
            let name = format!("X-{}{index}", plain_name(&mut self.random));
            headers.insert(name, self.shared("headers", header));
        }
        Value::Object(headers)
    }
}
