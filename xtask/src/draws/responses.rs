//! The answers to an operation as a server gives them, read off the text of its document.

use serde_json::Value;

use super::document::{Parameter, described, follow};
use crate::schema::escape;

/// What an operation is answered with.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The answers that are no error.
    pub successes: Vec<Answer>,
    /// Those that are one, each with a status that no other one has.
    pub failures: Vec<Answer>,
    /// The statuses that send the caller elsewhere, where it goes there.
    pub redirects: Vec<u16>,
    /// What else there is, as the document writes it: statuses that end no call.
    pub others: Vec<String>,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The status as the document writes it.
    pub key: String,
    pub status: u16,
    pub content: Vec<Offer>,
    pub headers: Vec<Parameter>,
}

/// A body that an answer can have.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    pub media_type: String,
    /// The pointer to its schema.
    pub schema: Option<String>,
    /// The pointer to the schema of what comes one after the other, and whether it is that of the items of a list.
    pub item: Option<(String, bool)>,
}

/// The answers below a pointer; `follows` where the caller goes where it is sent.
pub fn answers(tree: &Value, pointer: &str, follows: bool) -> Answers {
    let (at, responses) = follow(tree, pointer);
    let keys: Vec<&str> = responses
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, _)| key.as_str())
        .collect();
    let of_range = |range: u16| {
        let mut numbers = (range * 100..range * 100 + 100).rev();
        numbers.find(|number| !keys.contains(&number.to_string().as_str()))
    };
    let has_success = keys.iter().any(|key| key.starts_with('2'));
    let is_redirect = |key: &str| matches!(key, "300" | "301" | "302" | "303" | "307" | "308");
    let leads_elsewhere = keys.iter().any(|key| is_redirect(key));
    let has_range = keys.iter().any(|key| key.eq_ignore_ascii_case("5XX"));
    let mut answers = Answers::default();
    for key in keys.iter().copied() {
        let answer = |status| answer(tree, &format!("{at}/{key}"), key, status);
        let status = match key {
            "2XX" | "2xx" if keys.contains(&"200") => of_range(2),
            "2XX" | "2xx" => Some(200),
            "4XX" | "4xx" => of_range(4),
            "5XX" | "5xx" => of_range(5),
            // Without a success of its own, it stands for that.
            "default" if !has_success && !leads_elsewhere => Some(200),
            "default" if !has_range => of_range(5),
            key => key.parse().ok(),
        };
        match status {
            Some(status @ 200..300) => answers.successes.push(answer(status)),
            // What has not changed does not come again, which is an error to who asks for it.
            Some(status @ (304 | 400..600)) => answers.failures.push(answer(status)),
            Some(status) if is_redirect(key) && status != 300 && follows => {
                answers.redirects.push(status);
            }
            Some(status) if is_redirect(key) && !follows && !has_success => {
                answers.successes.push(answer(status));
            }
            _ => answers.others.push(key.to_owned()),
        }
    }
    answers
}

fn answer(tree: &Value, pointer: &str, key: &str, status: u16) -> Answer {
    let (at, response) = follow(tree, pointer);
    let members = |key: &str| {
        let members = response.get(key).and_then(Value::as_object);
        members.into_iter().flatten()
    };
    let media = members("content").map(|(media_type, media)| {
        let at = format!("{at}/content/{}", escape(media_type));
        let schema = media.get("schema").map(|_| format!("{at}/schema"));
        let item = match media.get("itemSchema") {
            Some(_) => Some((format!("{at}/itemSchema"), true)),
            None => schema.as_deref().and_then(|schema| item(tree, schema)),
        };
        Offer {
            media_type: media_type.clone(),
            schema,
            item,
        }
    });
    let headers = members("headers").map(|(name, _)| {
        let (at, header) = follow(tree, &format!("{at}/headers/{}", escape(name)));
        described(&at, header, name, "header")
    });
    Answer {
        key: key.to_owned(),
        status,
        content: media.collect(),
        headers: headers.collect(),
    }
}

/// The schema of what comes one after the other: that of the items where it is a list, or itself.
pub fn item(tree: &Value, schema: &str) -> Option<(String, bool)> {
    let (at, value) = follow(tree, schema);
    let is_list = value.get("type").is_some_and(|kind| kind == "array");
    match value.get("items") {
        Some(_) => Some((format!("{at}/items"), true)),
        None if is_list => None,
        None => Some((schema.to_owned(), false)),
    }
}
