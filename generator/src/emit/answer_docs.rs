//! What the reference page of an operation says of its answers and of its failures.

use serde_json::Value;

use super::docs::{self, section};
use super::example::Example;
use super::operation_docs::Page;
use super::prose::{code, item, lines, one_line, paragraph};
use crate::ir::{Answer, AnswerContent, Docs, FailureBody};

impl Page<'_> {
    /// What a success brings, in each form.
    pub fn answer(&self) -> Vec<String> {
        let answer = &self.operation.answer;
        let statuses: Vec<String> = answer.cases.iter().map(|case| code(&case.status)).collect();
        let status = match statuses.as_slice() {
            [] => String::new(),
            statuses => format!(", with status {}", docs::alternatives(statuses)),
        };
        let words = self.answer_words();
        let mut head = format!("{}{status}.", capitalized(&words));
        if let [case] = answer.cases.as_slice() {
            head.push(' ');
            head.push_str(&meaning(&case.docs));
        }
        let mut text = paragraph(head.trim());
        if answer.cases.len() > 1 {
            let cases = answer.cases.iter().flat_map(|case| {
                let words = self.content_words(&case.content);
                let line = format!("{}: {words}. {}", code(&case.status), meaning(&case.docs));
                item(line.trim())
            });
            section(&mut text, cases.collect());
        }
        if let AnswerContent::Value(ty) | AnswerContent::Page(ty) = &answer.content {
            section(&mut text, self.words.members(ty));
        }
        let example = answer.cases.iter().find_map(|case| case.example.as_ref());
        if let Some(example) = example {
            section(&mut text, vec!["A sample answer:".to_owned()]);
            section(&mut text, json_block(example));
        }
        section(&mut text, self.alternatives());
        self.words.heading("Answer", text)
    }

    /// The methods that choose another form.
    fn alternatives(&self) -> Vec<String> {
        let own = self.words.names.operation(self.id);
        let forms = self.operation.alternatives.iter().zip(&own.alternatives);
        let items: Vec<String> = forms
            .flat_map(|(answer, method)| {
                let types: Vec<String> = answer.accept.iter().map(|name| code(name)).collect();
                let path = format!("{}::{method}", own.builder);
                let text = format!("`.{method}()`");
                let link = self.words.link(&text, &path);
                let words = self.form_words(answer, "");
                item(&format!("{link}: {words}, as {}", types.join(" or ")))
            })
            .collect();
        if items.is_empty() {
            return items;
        }
        let mut text = vec!["In place of that, before it is sent:".to_owned()];
        section(&mut text, items);
        text
    }

    /// What the caller gets, in a few words.
    pub fn answer_words(&self) -> String {
        let own = self.words.names.operation(self.id);
        let name = own.answers.first().map_or("", |own| &own.name);
        let words = self.form_words(&self.operation.answer, name);
        match self.operation.paged(self.words.api) {
            Some((.., item)) => format!("{words}, a page of {}", self.words.ty(item)),
            None => words,
        }
    }

    fn form_words(&self, answer: &Answer, name: &str) -> String {
        match &answer.content {
            AnswerContent::ByStatus => self.words.named(name),
            content => self.content_words(content),
        }
    }

    fn content_words(&self, content: &AnswerContent) -> String {
        match content {
            AnswerContent::Nothing | AnswerContent::ByStatus => "nothing".to_owned(),
            AnswerContent::Value(ty) => self.words.ty(ty),
            AnswerContent::Page(item) => format!("a page of {}", self.words.ty(item)),
            AnswerContent::Text(ty) => match self.words.ty(ty).as_str() {
                "text" => "text".to_owned(),
                words => format!("{words} as text"),
            },
            AnswerContent::Raw => {
                format!("bytes, {}", self.words.link("as they came", "crate::Raw"))
            }
            AnswerContent::Download => {
                format!("a {}", self.words.link("download", "crate::Download"))
            }
            AnswerContent::Events(ty, _) => {
                let events = self.words.link("events", "crate::Events");
                format!("{events} of {}", self.words.ty(ty))
            }
            AnswerContent::Lines(ty) => {
                let stream = self.words.link("stream", "crate::Lines");
                format!("a {stream} of {}", self.words.ty(ty))
            }
        }
    }

    /// The headers of the answers.
    pub fn headers(&self) -> Vec<String> {
        let own = self.words.names.operation(self.id);
        let headers = self.operation.headers.iter().zip(&own.headers);
        let items: Vec<String> = headers
            .flat_map(|(header, name)| {
                let words = self.words.ty(&header.slot.ty);
                let constant = self.words.named(&format!("{}::{name}", own.builder));
                let line = format!(
                    "{} ({words}), as {constant}. {}",
                    code(&header.name),
                    meaning(&header.slot.docs)
                );
                item(line.trim())
            })
            .collect();
        if items.is_empty() {
            return items;
        }
        let mut text =
            paragraph("To be read with `response.header(..)`, or with `error.header(..)`");
        section(&mut text, items);
        self.words.heading("Response headers", text)
    }

    /// The failures, and how to read what they say.
    pub fn errors(&self) -> Vec<String> {
        let mut items: Vec<String> = Vec::new();
        for failure in &self.operation.failures {
            let mut line = code(&failure.status);
            if let Some(body) = &failure.body {
                line.extend([" with ", &self.body_words(body)]);
            }
            let meaning = meaning(&failure.docs);
            if !meaning.is_empty() {
                line.extend([": ", &meaning]);
            }
            items.extend(item(&line));
        }
        if items.is_empty() {
            return items;
        }
        let example = Example::new(self.words.api, self.words.names);
        let example = if self.words.is_page() {
            example.for_page()
        } else {
            example
        };
        section(&mut items, example.error(self.id));
        self.words.heading("Errors", items)
    }

    /// The failures in a few words.
    pub fn brief_errors(&self) -> String {
        let statuses = self.operation.failures.iter();
        let statuses: Vec<String> = statuses.map(|failure| code(&failure.status)).collect();
        let bodies = self.operation.failure_bodies();
        let body = match bodies.as_slice() {
            [] => String::new(),
            [body] => format!(", with {}", self.body_words(body)),
            _ => format!(
                ", with [`{}`]",
                self.words.names.operation(self.id).error.name
            ),
        };
        match statuses.as_slice() {
            [] => ".".to_owned(),
            statuses => format!(", or fails with {}{body}.", docs::alternatives(statuses)),
        }
    }

    fn body_words(&self, body: &FailureBody) -> String {
        self.words.ty(&body.ty)
    }
}

fn meaning(docs: &Docs) -> String {
    docs.description
        .as_deref()
        .map(one_line)
        .unwrap_or_default()
}

fn capitalized(words: &str) -> String {
    let mut rest = words.chars();
    match rest.next() {
        Some(first) if first.is_ascii_lowercase() => {
            format!("{}{}", first.to_ascii_uppercase(), rest.as_str())
        }
        _ => words.to_owned(),
    }
}

fn json_block(value: &Value) -> Vec<String> {
    let pretty = serde_json::to_string_pretty(value).unwrap_or_default();
    // The fence becomes `text` for prose; a sample is known to be JSON.
    let mut block = lines(&format!("```\n{pretty}\n```"));
    if let Some(first) = block.first_mut() {
        "```json".clone_into(first);
    }
    block
}
