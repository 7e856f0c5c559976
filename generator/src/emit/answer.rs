//! What an operation is answered with, as the table of its request has it.

use super::rust::{From, spell};
use crate::ir::{AnswerContent, Operation};
use crate::names::Names;

/// The type of the answer.
pub fn output(operation: &Operation, names: &Names) -> String {
    let spell = |ty| spell(ty, names, From::Elsewhere);
    match &operation.answer.content {
        AnswerContent::Nothing => "()".to_owned(),
        AnswerContent::Value(ty) => spell(ty),
        AnswerContent::Page(item) => format!("page of {}", spell(item)),
    }
}
