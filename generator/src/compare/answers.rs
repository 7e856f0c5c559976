//! What comes back from a call that succeeds: its answer in each form.

use super::operations::Pair;
use super::row::{About, Rows};
use super::side::{Both, Side};
use crate::ir::{Answer, AnswerContent, Operation, Payload, TypeRef};
use crate::names::StatusNames;

/// Compares what comes back from a call.
pub(super) fn compare(pair: &Pair<'_>, rows: &mut Rows) {
    let (old_names, new_names) = (
        pair.both.old.names.operation(pair.ids.0),
        pair.both.new.names.operation(pair.ids.1),
    );
    let about = pair.part_at("", "answer", "/responses");
    let statuses = (old_names.answers.first(), new_names.answers.first());
    answer(
        pair,
        &about,
        (&pair.old.answer, &pair.new.answer),
        statuses,
        rows,
    );
    alternatives(pair, rows);
}

/// What a caller gets, as a reader spells it.
fn spelled(
    side: Side<'_>,
    operation: &Operation,
    answer: &Answer,
    own: Option<&StatusNames>,
) -> String {
    let ty = |ty: &TypeRef| side.spelled(ty);
    match &answer.content {
        AnswerContent::Nothing => "()".to_owned(),
        AnswerContent::Value(whole) => match operation.paged(side.api) {
            Some((_, _, item)) => format!("Page<{}, _, {}>", ty(item), ty(whole)),
            None => ty(whole),
        },
        AnswerContent::Text(value) => ty(value),
        AnswerContent::Page(item) => format!("Page<{}>", ty(item)),
        AnswerContent::Raw => "Raw".to_owned(),
        AnswerContent::Download => "Download".to_owned(),
        AnswerContent::Events(item, payload) => match payload {
            Payload::Json => format!("Events<{}>", ty(item)),
            Payload::Text => format!("Events<{}, _, Text>", ty(item)),
            Payload::Whole => format!("Events<{}, _, Whole>", ty(item)),
        },
        AnswerContent::Lines(item) => format!("Lines<{}>", ty(item)),
        AnswerContent::ByStatus => own.map(|own| own.name.clone()).unwrap_or_default(),
    }
}

/// Whether two contents are of one type.
fn same(both: &Both<'_>, old: &AnswerContent, new: &AnswerContent) -> bool {
    use AnswerContent as Content;
    match (old, new) {
        (Content::Value(old) | Content::Text(old), Content::Value(new) | Content::Text(new))
        | (Content::Page(old), Content::Page(new))
        | (Content::Lines(old), Content::Lines(new)) => both.same(old, new),
        (Content::Events(old, old_payload), Content::Events(new, new_payload)) => {
            both.same(old, new) && old_payload == new_payload
        }
        (old, new) => old == new,
    }
}

/// Whether both come in the same pages.
fn same_pages(pair: &Pair<'_>) -> bool {
    let pages = (
        pair.old.paged(pair.both.old.api),
        pair.new.paged(pair.both.new.api),
    );
    match pages {
        (None, None) => true,
        (Some((_, _, old)), Some((_, _, new))) => pair.both.same(old, new),
        _ => false,
    }
}

fn answer(
    pair: &Pair<'_>,
    about: &About,
    (old, new): (&Answer, &Answer),
    (old_names, new_names): (Option<&StatusNames>, Option<&StatusNames>),
    rows: &mut Rows,
) {
    let both = pair.both;
    let names = |own: Option<&StatusNames>| own.map(|own| own.name.clone());
    let is_by_status = |answer: &Answer| answer.content == AnswerContent::ByStatus;
    let is_same = match (is_by_status(old), is_by_status(new)) {
        (true, true) => {
            names(old_names) == names(new_names) && old.is_on_its_way() == new.is_on_its_way()
        }
        (false, false) => same(both, &old.content, &new.content) && same_pages(pair),
        _ => false,
    };
    if !is_same {
        let change = format!(
            "`{}` became `{}`",
            spelled(both.old, pair.old, old, old_names),
            spelled(both.new, pair.new, new, new_names)
        );
        let reason = "Code that uses what the call returns gets a value of another type.";
        rows.breaking(about, "answer-type", change, reason);
    } else if let (true, Some(old_names), Some(new_names)) =
        (is_by_status(old), old_names, new_names)
    {
        cases(pair, (old, old_names), (new, new_names), rows);
    }
    if is_same {
        written(pair, about, old, new, rows);
    }
}

/// How an answer is asked for and read.
fn written(pair: &Pair<'_>, about: &About, old: &Answer, new: &Answer, rows: &mut Rows) {
    if old.accept != new.accept {
        let said = |accept: &[String]| match accept {
            [] => "the usual".to_owned(),
            some => some.join(", "),
        };
        let change = format!(
            "asked for as {}, now as {}",
            said(&old.accept),
            said(&new.accept)
        );
        let reason = "The call is written as before, and asks for another media type.";
        rows.silent(about, "answer-written", change, reason);
    }
    let is_text = |answer: &Answer| matches!(answer.content, AnswerContent::Text(_));
    let has_envelope = pair.both.new.api.envelope.is_some();
    let is_wrapped_alike = old.enveloped == new.enveloped || !has_envelope;
    if !is_wrapped_alike || is_text(old) != is_text(new) {
        let change = if is_wrapped_alike {
            "read in another form"
        } else if new.enveloped {
            "the envelope is around it now"
        } else {
            "no envelope is around it any more"
        };
        let reason = "The call is written as before, and its answer is read in another way.";
        rows.silent(about, "answer-read", change, reason);
    }
}

/// The variants of an answer that goes by the status.
fn cases(
    pair: &Pair<'_>,
    (old, old_names): (&Answer, &StatusNames),
    (new, new_names): (&Answer, &StatusNames),
    rows: &mut Rows,
) {
    let about = |names: &StatusNames, name: &str, status: &str| {
        pair.status(&format!("{}::{name}", names.name), status)
    };
    for (case, name) in old.cases.iter().zip(&old_names.variants) {
        let about = about(old_names, name, &case.status);
        let mut others = new.cases.iter().zip(&new_names.variants);
        match others.find(|(other, _)| other.status == case.status) {
            None => {
                let about = About { new: None, ..about };
                rows.breaking(&about, "variant-removed", "removed", VARIANT_REMOVED);
            }
            Some((_, other)) if other != name => {
                let change = format!("is now `{other}`");
                rows.breaking(&about, "variant-renamed", change, VARIANT_RENAMED);
            }
            Some((other, _)) if !same(pair.both, &case.content, &other.content) => {
                let change = "holds another type";
                rows.breaking(&about, "variant-type", change, VARIANT_RETYPED);
            }
            Some(_) => {}
        }
    }
    for (case, name) in new.cases.iter().zip(&new_names.variants) {
        if old.cases.iter().all(|other| other.status != case.status) {
            let about = About {
                old: None,
                ..about(new_names, name, &case.status)
            };
            rows.additive(&about, "variant-added", "added", VARIANT_ADDED);
        }
    }
}

pub(super) const VARIANT_REMOVED: &str = "Code that names the variant does not compile without it.";
pub(super) const VARIANT_RENAMED: &str = "Code that names the variant has to use the other name.";
pub(super) const VARIANT_RETYPED: &str =
    "Code that uses what the variant holds gets a value of another type.";
pub(super) const VARIANT_ADDED: &str =
    "The enum is `#[non_exhaustive]`, so that every match has an arm for what is new.";

/// The other forms in which an answer can be asked for, by the methods that do that.
fn alternatives(pair: &Pair<'_>, rows: &mut Rows) {
    let (old_side, new_side) = (pair.both.old, pair.both.new);
    let (old_names, new_names) = (
        old_side.names.operation(pair.ids.0),
        new_side.names.operation(pair.ids.1),
    );
    let about = |method: &str| pair.part_at(&format!(".{method}()"), "answer", "/responses");
    let new_methods = &new_names.alternatives;
    let forms = pair.old.alternatives.iter().zip(&old_names.alternatives);
    for (index, (old, method)) in forms.enumerate() {
        let Some(at) = new_methods.iter().position(|other| other == method) else {
            let reason = "Code that asks for this form does not compile without it.";
            rows.breaking(&about(method), "form-removed", "removed", reason);
            continue;
        };
        if let Some(new) = pair.new.alternatives.get(at) {
            let names = (
                old_names.answers.get(index + 1),
                new_names.answers.get(at + 1),
            );
            answer(pair, &about(method), (old, new), names, rows);
        }
    }
    for method in new_methods {
        if !old_names.alternatives.contains(method) {
            let reason = "A new form to ask for: calls that do not are as before.";
            rows.additive(&about(method), "form-added", "added", reason);
        }
    }
}
