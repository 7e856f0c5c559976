//! Names around answers: the enums that go by the status, the methods that choose another form, the headers.

use heck::ToPascalCase;

use super::StatusNames;
use super::ident::{constant, pascal, snake};
use super::scope::{Wish, settle};
use crate::ir::{Answer, AnswerContent, Operation, status_words};

/// The words after that of the method in the names of the enums that an operation may need, the same number for each: its
/// request, its errors, its answer, and its answer in each other form.
pub fn suffixes(operation: &Operation) -> Vec<String> {
    let mut suffixes = vec![
        "Request".to_owned(),
        "Error".to_owned(),
        "Answer".to_owned(),
    ];
    let alternatives = operation.alternatives.iter();
    suffixes.extend(alternatives.map(|answer| format!("{}Answer", form(answer).to_pascal_case())));
    suffixes
}

/// The enum of the errors.
pub fn error(name: String, operation: &Operation) -> StatusNames {
    let failures = operation.failures.iter();
    let statuses = failures
        .filter(|failure| failure.body.is_some())
        .map(|failure| &*failure.status);
    StatusNames {
        name,
        variants: variants(statuses),
    }
}

/// The enum of an answer.
pub fn answer(name: String, answer: &Answer) -> StatusNames {
    StatusNames {
        name,
        variants: variants(answer.cases.iter().map(|case| &*case.status)),
    }
}

fn variants<'a>(statuses: impl Iterator<Item = &'a str>) -> Vec<String> {
    let wishes: Vec<Wish> = statuses
        .map(|status| Wish::of(pascal(&status_words(status)), status))
        .collect();
    settle(&[], &wishes)
}

/// What the method that chooses a form is called; parameters come first.
pub fn alternatives(operation: &Operation) -> Vec<Wish> {
    let wish = |answer: &Answer| {
        let form = form(answer);
        Wish {
            choices: vec![snake(&form), snake(&format!("as {form}"))],
            rank: (u8::MAX, answer.accept.join(" ")),
        }
    };
    operation.alternatives.iter().map(wish).collect()
}

fn form(answer: &Answer) -> String {
    match &answer.content {
        AnswerContent::Events(..) => "events".to_owned(),
        AnswerContent::Lines(_) => "lines".to_owned(),
        AnswerContent::Download => "download".to_owned(),
        AnswerContent::Text(_) => "text".to_owned(),
        AnswerContent::Raw => "raw".to_owned(),
        _ => {
            let media_type = answer.accept.first().map_or("json", String::as_str);
            let subtype = media_type.rsplit('/').next().unwrap_or_default();
            subtype.strip_prefix("vnd.").unwrap_or(subtype).to_owned()
        }
    }
}

/// The constants for the headers of the answers.
pub fn headers(operation: &Operation) -> Vec<String> {
    let wishes: Vec<Wish> = operation
        .headers
        .iter()
        .map(|header| Wish::of(constant(&header.name), &header.name))
        .collect();
    settle(&[], &wishes)
}
