//! What an API says in words about a call, read as tolerantly as it can be.

use serde_json::{Map, Value};

use super::api::Envelope;
use super::scrub::Secrets;

/// One thing that an API has to say about a call: an error of one that failed, or a remark on one that went well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiMessage {
    /// The API's own code, 0 if it gave none. Causes may share a code: match the message to tell them apart.
    pub code: i64,
    /// What the API says.
    pub message: String,
    /// Where the API documents it.
    pub documentation_url: Option<String>,
    /// What in the request it is about.
    pub source: Option<MessageSource>,
}

/// What in a request a message is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessageSource {
    /// A JSON pointer into the body of the request.
    pub pointer: String,
}

impl ApiMessage {
    /// Whether the message says `text`: as a whole, or as a word of it where letters, digits and `_` make up words.
    pub fn says(&self, text: &str) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        !text.is_empty()
            && self.message.match_indices(text).any(|(start, found)| {
                let (before, rest) = self.message.split_at(start);
                let after = rest.get(found.len()..).unwrap_or_default();
                !before.ends_with(is_word) && !after.starts_with(is_word)
            })
    }

    /// Reads one message, whatever it is.
    fn read(value: &Value, secrets: Secrets<'_>) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self {
                message: secrets.clean(text),
                ..Self::default()
            }),
            Value::Object(fields) => Self::read_object(fields, secrets),
            _ => None,
        }
    }

    fn read_object(fields: &Map<String, Value>, secrets: Secrets<'_>) -> Option<Self> {
        let text = |names: &[&str]| {
            let found = names.iter().find_map(|name| fields.get(*name)?.as_str());
            found.map(|text| secrets.clean(text))
        };
        let message = text(&["message", "detail", "title", "error_description", "msg"]);
        let code = fields.get("code").or_else(|| fields.get("error_code"));
        let number = code.and_then(integer);
        let name = code
            .and_then(Value::as_str)
            .filter(|_| number.is_none())
            .map(|name| secrets.clean(name));
        // A code that is a word is what a caller matches on, so that it must not get lost.
        let message = match (name, message) {
            (Some(name), Some(message)) if !message.is_empty() => format!("{name}: {message}"),
            (Some(name), _) => name,
            (None, Some(message)) => message,
            (None, None) if number.is_some() => String::new(),
            (None, None) => return None,
        };
        let pointer = fields
            .get("source")
            .and_then(|source| source.get("pointer")?.as_str());
        Some(Self {
            code: number.unwrap_or_default(),
            message,
            documentation_url: text(&["documentation_url", "type"])
                .filter(|url| url.starts_with("https://") || url.starts_with("http://")),
            source: pointer.map(|pointer| MessageSource {
                pointer: secrets.clean(pointer),
            }),
        })
    }

    /// Reads a list of messages, or a single one.
    pub(crate) fn read_list(value: &Value, secrets: Secrets<'_>) -> Vec<Self> {
        match value {
            Value::Array(items) => items
                .iter()
                .filter_map(|item| Self::read(item, secrets))
                .collect(),
            single => Self::read(single, secrets).into_iter().collect(),
        }
    }

    /// Finds the messages in the body of an answer that tells of a failure.
    pub(crate) fn find(
        body: &Value,
        envelope: Option<&Envelope>,
        secrets: Secrets<'_>,
    ) -> Vec<Self> {
        let key = envelope.map_or("errors", |envelope| envelope.errors);
        let under = |key| {
            let messages = Self::read_list(body.get(key)?, secrets);
            (!messages.is_empty()).then_some(messages)
        };
        under(key)
            .or_else(|| under("error"))
            .unwrap_or_else(|| Self::read_list(body, secrets))
    }
}

/// A whole number, also one that is written as a text.
fn integer(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn find(body: &Value) -> Vec<(i64, String)> {
        let messages = ApiMessage::find(body, None, Secrets::default());
        messages
            .into_iter()
            .map(|message| (message.code, message.message))
            .collect()
    }

    #[test]
    fn messages_are_found_in_the_usual_shapes() {
        for (body, expected) in [
            (
                json!({"errors": [{"code": 1001, "message": "no"}]}),
                vec![(1001, "no")],
            ),
            (
                json!({"errors": [{"code": "1001", "message": "no"}]}),
                vec![(1001, "no")],
            ),
            (
                json!({"errors": ["no", 5, null, {"message": "way"}]}),
                vec![(0, "no"), (0, "way")],
            ),
            (
                json!({"errors": {"code": 7, "message": "no"}}),
                vec![(7, "no")],
            ),
            (json!({"errors": [{"code": 7}]}), vec![(7, "")]),
            (json!({"errors": [], "error": "no"}), vec![(0, "no")]),
            (
                json!({"error": {"code": "rate_limited", "message": "slow down"}}),
                vec![(0, "rate_limited: slow down")],
            ),
            (json!({"message": "no"}), vec![(0, "no")]),
            (json!({"title": "Gone", "status": 410}), vec![(0, "Gone")]),
            (json!("no"), vec![(0, "no")]),
            (json!({"other": 1}), vec![]),
            (json!(null), vec![]),
            (json!([1, 2]), vec![]),
        ] {
            let expected: Vec<(i64, String)> = expected
                .into_iter()
                .map(|(code, text)| (code, text.to_owned()))
                .collect();
            assert_eq!(find(&body), expected, "{body}");
        }
    }

    #[test]
    fn links_and_pointers_are_kept() {
        let body = json!({"errors": [{
            "code": 1, "message": "m",
            "documentation_url": "https://developers.example.com/errors/1",
            "source": {"pointer": "/scopes/0"},
        }]});
        let found = ApiMessage::find(&body, None, Secrets::default());
        let message = found.first().unwrap();
        let url = message.documentation_url.as_deref();
        assert_eq!(url, Some("https://developers.example.com/errors/1"));
        assert_eq!(message.source.as_ref().unwrap().pointer, "/scopes/0");
    }

    #[test]
    fn a_message_is_matched_by_words() {
        let message = |text: &str| ApiMessage {
            message: text.to_owned(),
            ..ApiMessage::default()
        };
        assert!(message("store_not_empty").says("store_not_empty"));
        assert!(message("error: store_not_empty (3 secrets)").says("store_not_empty"));
        assert!(!message("store_not_empty").says("not_empty"));
        assert!(!message("store_not_empty_yet").says("store_not_empty"));
        assert!(!message("anything").says(""));
    }
}
