//! What the reference page of an operation says of its answers and of its failures.

use serde_json::Value;

use super::docs::section;
use super::operation_docs::{Page, heading};
use super::prose::{code, item, lines, one_line, paragraph};
use crate::ir::AnswerContent;

impl Page<'_> {
    pub fn answer(&self) -> Vec<String> {
        let answer = &self.operation.answer;
        let description = answer
            .docs
            .description
            .as_deref()
            .map(one_line)
            .unwrap_or_default();
        let (head, ty) = match &answer.content {
            AnswerContent::Nothing => ("Nothing".to_owned(), None),
            AnswerContent::Value(ty) => (self.type_words(ty), Some(ty)),
            AnswerContent::Page(item) => {
                (format!("A page of {}", self.type_words(item)), Some(item))
            }
        };
        let status = if answer.status.is_empty() {
            String::new()
        } else {
            format!(", with status {}", code(&answer.status))
        };
        let mut text = paragraph(format!("{head}{status}. {description}").trim());
        if let Some(ty) = ty {
            section(&mut text, self.members(ty));
        }
        if let Some(example) = answer.example.as_ref() {
            section(&mut text, vec!["A sample answer:".to_owned()]);
            section(&mut text, json_block(example));
        }
        heading("Answer", text)
    }

    pub fn errors(&self) -> Vec<String> {
        let items: Vec<String> = self
            .operation
            .failures
            .iter()
            .flat_map(|failure| {
                let description = failure
                    .docs
                    .description
                    .as_deref()
                    .map(one_line)
                    .unwrap_or_default();
                item(
                    format!("{}: {description}", code(&failure.status))
                        .trim_end_matches([':', ' ']),
                )
            })
            .collect();
        if items.is_empty() {
            items
        } else {
            heading("Errors", items)
        }
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
