//! Responses: what a success brings, and which failures the document lists.

use openapiv3::{MediaType, Responses, StatusCode};

use super::Lowering;
use super::schema::Words;
use crate::diag::Diagnostic;
use crate::ir::{Answer, AnswerContent, Docs, Failure, Value};
use crate::openapi::At;

impl<'a> Lowering<'a> {
    /// The answer to a success, which is the first `2..` status, or `default` where there is none.
    pub fn answer(&mut self, responses: &'a Responses, at: &At, words: &Words) -> Answer {
        let mut successes: Vec<_> = responses
            .responses
            .iter()
            .filter(|(status, _)| is_success(status))
            .collect();
        successes.sort_by_key(|(status, _)| (*status).clone());
        let chosen = successes
            .first()
            .map(|(status, response)| (status.to_string(), *response));
        let chosen = chosen.or_else(|| {
            responses
                .default
                .as_ref()
                .map(|response| ("default".to_owned(), response))
        });
        let nothing = Answer {
            status: String::new(),
            docs: Docs::default(),
            content: AnswerContent::Nothing,
            example: None,
        };
        let Some((status, response)) = chosen else {
            return nothing;
        };
        let at = at.key(&status);
        let Some((response, at)) = self.resolver.response(response, &at, self.diagnostics) else {
            return Answer { status, ..nothing };
        };
        let docs = Docs {
            description: some_text(&response.description),
            ..Docs::default()
        };
        let Some((media_type, media)) = json_content(&response.content) else {
            if let Some(other) = response.content.keys().next() {
                self.warn_media_type(other, &at.key("content").key(other));
            }
            return Answer {
                status,
                docs,
                ..nothing
            };
        };
        let at = at.key("content").key(media_type).key("schema");
        let content = match &media.schema {
            Some(schema) => self.content(schema, &at, words),
            None => AnswerContent::Nothing,
        };
        Answer {
            status,
            docs,
            content,
            example: self.example(media),
        }
    }

    /// The failures that the document lists, in its order.
    pub fn failures(&mut self, responses: &'a Responses, at: &At) -> Vec<Failure> {
        let listed = responses
            .responses
            .iter()
            .filter(|(status, _)| !is_success(status));
        let mut failures = Vec::new();
        for (status, response) in listed.map(|(status, response)| (status.to_string(), response)) {
            let found = self
                .resolver
                .response(response, &at.key(&status), self.diagnostics);
            let description = found.and_then(|(response, _)| some_text(&response.description));
            failures.push(Failure {
                status,
                docs: Docs {
                    description,
                    ..Docs::default()
                },
            });
        }
        failures
    }

    /// A sample body: the one of the media type, or the first of several.
    pub fn example(&self, media: &MediaType) -> Option<Value> {
        let resolver = self.resolver;
        let mut listed = media.examples.values();
        let first = || listed.find_map(|example| resolver.example(example)?.value.clone());
        media.example.clone().or_else(first)
    }

    /// Says that a media type is not carried yet.
    pub fn warn_media_type(&mut self, media_type: &str, at: &At) {
        let message = format!("`{media_type}` is not decoded");
        self.diagnostics.push(
            Diagnostic::warning("approximated", at.key_place(), message)
                .help("the call works, and its body is left out; JSON bodies are carried"),
        );
    }
}

/// The content in JSON, with its media type.
pub fn json_content(content: &indexmap::IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    content
        .iter()
        .find(|(name, _)| is_json(name))
        .map(|(name, media)| (name.as_str(), media))
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
}

fn is_success(status: &StatusCode) -> bool {
    matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
}

fn some_text(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}
