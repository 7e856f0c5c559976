//! What calls give back, as data: for programs that make them all.

use super::spelled;
use crate::ir::{Answer, AnswerContent, Api, Operation, Payload};
use crate::names::{Names, OperationNames, StatusNames};

/// A form in which an answer can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerForm {
    /// The method of the request that asks for it; none for the usual one.
    pub method: Option<String>,
    /// The media types that it is asked for in; empty where nothing is said of them.
    pub accept: Vec<String>,
    /// The member of the body that is set to `true`, unless the caller has set it.
    pub switch: Option<String>,
    /// What comes back.
    pub answer: CallAnswer,
}

/// A header that an answer may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerHeader {
    /// The name on the wire.
    pub name: String,
    /// The path to the constant that reads it.
    pub constant: String,
}

/// What a call gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallAnswer {
    /// Nothing.
    Nothing,
    /// A value.
    Value,
    /// A page, whose answer is the value.
    Page,
    /// A value that is written as text.
    Text,
    /// Bytes as they came.
    Raw,
    /// Bytes that are taken in parts.
    Download,
    /// Events, and what of each is the value.
    Events(Payload),
    /// Values that come one after the other.
    Lines,
    /// An enum by its path, with its variants and what each holds by the status, as the document writes it.
    ByStatus(String, Vec<(String, String, Self)>),
}

/// What comes back of an operation: in the usual form, then in each other one.
pub fn forms(
    operation: &Operation,
    own: &OperationNames,
    api: &Api,
    names: &Names,
) -> Vec<AnswerForm> {
    let nameless = StatusNames::default();
    let of = |number: usize| own.answers.get(number).unwrap_or(&nameless);
    let form = |answer: &Answer, number: usize, method: Option<&String>| AnswerForm {
        method: method.cloned(),
        accept: answer.accept.clone(),
        switch: answer.switch.clone(),
        answer: given(answer, of(number), operation, api, names),
    };
    let mut usual = form(&operation.answer, 0, None);
    if operation.pagination.is_some() {
        usual.answer = CallAnswer::Page;
    }
    let others = operation.alternatives.iter().zip(&own.alternatives);
    let others = others.enumerate();
    std::iter::once(usual)
        .chain(others.map(|(index, (answer, method))| form(answer, index + 1, Some(method))))
        .collect()
}

fn given(
    answer: &Answer,
    by_status: &StatusNames,
    operation: &Operation,
    api: &Api,
    names: &Names,
) -> CallAnswer {
    let kind = |content: &AnswerContent| match content {
        AnswerContent::Nothing | AnswerContent::ByStatus => CallAnswer::Nothing,
        AnswerContent::Value(_) => CallAnswer::Value,
        AnswerContent::Page(_) => CallAnswer::Page,
        AnswerContent::Text(_) => CallAnswer::Text,
        AnswerContent::Raw => CallAnswer::Raw,
        AnswerContent::Download => CallAnswer::Download,
        AnswerContent::Events(_, payload) => CallAnswer::Events(*payload),
        AnswerContent::Lines(_) => CallAnswer::Lines,
    };
    if answer.content != AnswerContent::ByStatus {
        return kind(&answer.content);
    }
    let variants = answer.cases.iter().zip(&by_status.variants);
    let variants =
        variants.map(|(case, name)| (case.status.clone(), name.clone(), kind(&case.content)));
    let path = beside(operation, &by_status.name, api, names);
    CallAnswer::ByStatus(path, variants.collect())
}

/// The type that the body of an error is read into, and what it gives.
pub fn failure(
    operation: &Operation,
    own: &OperationNames,
    api: &Api,
    names: &Names,
) -> Option<(String, CallAnswer)> {
    match operation.failure_bodies().as_slice() {
        [] => None,
        [only] => (!only.is_text).then(|| (spelled(&only.ty, names), CallAnswer::Value)),
        _ => {
            let failures = operation.failures.iter();
            let bodies = failures.filter_map(|failure| Some((failure, failure.body.as_ref()?)));
            let variants = bodies
                .zip(&own.error.variants)
                .map(|((failure, body), name)| {
                    let kind = if body.is_text {
                        CallAnswer::Text
                    } else {
                        CallAnswer::Value
                    };
                    (failure.status.clone(), name.clone(), kind)
                });
            let path = beside(operation, &own.error.name, api, names);
            Some((path.clone(), CallAnswer::ByStatus(path, variants.collect())))
        }
    }
}

/// The headers that the answers to an operation may have.
pub fn headers(
    operation: &Operation,
    own: &OperationNames,
    api: &Api,
    names: &Names,
) -> Vec<AnswerHeader> {
    let builder = beside(operation, &own.builder, api, names);
    let headers = operation.headers.iter().zip(&own.headers);
    headers
        .map(|(header, constant)| AnswerHeader {
            name: header.name.clone(),
            constant: format!("{builder}::{constant}"),
        })
        .collect()
}

/// The path to a name in the module of an operation.
fn beside(operation: &Operation, name: &str, api: &Api, names: &Names) -> String {
    let modules = names.module(api, operation.resource).join("::");
    format!("resources::{modules}::{name}")
}
