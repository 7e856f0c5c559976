//! Corrections: what the configuration puts into a document in place of what stands there.

use serde_json::{Map, Value};

use super::At;
use crate::diag::Diagnostic;

/// What a document should have said at one place.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The place, as a JSON pointer into the document. Objects that are missing on the way are made; `-` is the end of a
    /// list.
    pub pointer: String,
    /// What should stand there; null for nothing.
    pub value: Value,
    /// Where the configuration says so.
    pub at: At,
}

/// Corrects a document; a correction that changes nothing is an error at its line.
pub fn correct(tree: &mut Value, corrections: &[Correction], diagnostics: &mut Vec<Diagnostic>) {
    for correction in corrections {
        if apply(tree, correction) {
            continue;
        }
        let message = format!("`{}` changes nothing in the document", correction.pointer);
        diagnostics.push(
            Diagnostic::error("unused-key", correction.at.key_place(), message).help(
                "write a JSON pointer such as \"/paths/~1stores/get/deprecated\", where `~1` is `/` and `~0` is `~`, and what should stand there",
            ),
        );
    }
}

fn apply(tree: &mut Value, correction: &Correction) -> bool {
    let Some(steps) = correction.pointer.strip_prefix('/') else {
        return false;
    };
    let mut steps: Vec<String> = steps
        .split('/')
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let last = steps.pop().unwrap_or_default();
    reach(tree, &steps, !correction.value.is_null())
        .is_some_and(|place| set(place, last, &correction.value))
}

/// The place that the steps lead to; with `make`, over objects that are made where there is nothing.
fn reach<'a>(place: &'a mut Value, steps: &[String], make: bool) -> Option<&'a mut Value> {
    let Some((step, steps)) = steps.split_first() else {
        return Some(place);
    };
    let below = match place {
        Value::Object(members) => {
            if make && !members.contains_key(step) {
                members.insert(step.clone(), Value::Object(Map::new()));
            }
            members.get_mut(step)
        }
        Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    };
    reach(below?, steps, make)
}

/// Sets a member or an item; whether anything is different now.
fn set(place: &mut Value, step: String, value: &Value) -> bool {
    match place {
        Value::Object(members) if value.is_null() => members.shift_remove(&step).is_some(),
        Value::Object(members) => members.insert(step, value.clone()).as_ref() != Some(value),
        Value::Array(items) if step == "-" && !value.is_null() => {
            items.push(value.clone());
            true
        }
        Value::Array(items) => {
            let Some(index) = step.parse().ok().filter(|index| *index < items.len()) else {
                return false;
            };
            if value.is_null() {
                items.remove(index);
                return true;
            }
            items
                .get_mut(index)
                .is_some_and(|item| std::mem::replace(item, value.clone()) != *value)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn corrected(pointer: &str, value: Value) -> (Value, usize) {
        let mut tree = json!({"a": {"b/c": 1, "d": [1, 2]}, "e": 5});
        let mut diagnostics = Vec::new();
        let correction = Correction {
            pointer: pointer.to_owned(),
            value,
            at: At::root("a.sdk.yaml"),
        };
        correct(&mut tree, &[correction], &mut diagnostics);
        (tree, diagnostics.len())
    }

    #[test]
    fn what_stands_at_a_place_is_replaced_added_or_removed() {
        for (pointer, value, expected) in [
            (
                "/a/b~1c",
                json!(2),
                json!({"a": {"b/c": 2, "d": [1, 2]}, "e": 5}),
            ),
            (
                "/a/d/0",
                json!({}),
                json!({"a": {"b/c": 1, "d": [{}, 2]}, "e": 5}),
            ),
            (
                "/a/d/-",
                json!(3),
                json!({"a": {"b/c": 1, "d": [1, 2, 3]}, "e": 5}),
            ),
            (
                "/a/d/1",
                json!(null),
                json!({"a": {"b/c": 1, "d": [1]}, "e": 5}),
            ),
            ("/a", json!(null), json!({"e": 5})),
            (
                "/f/g/h",
                json!(1),
                json!({"a": {"b/c": 1, "d": [1, 2]}, "e": 5, "f": {"g": {"h": 1}}}),
            ),
        ] {
            assert_eq!(corrected(pointer, value), (expected, 0), "{pointer}");
        }
    }

    #[test]
    fn what_changes_nothing_is_told() {
        let whole = json!({"a": {"b/c": 1, "d": [1, 2]}, "e": 5});
        for (pointer, value) in [
            ("", json!(1)),
            ("a", json!(1)),
            ("/e", json!(5)),
            ("/e/f", json!(1)),
            ("/a/d/2", json!(1)),
            ("/a/d/x", json!(1)),
            ("/a/d/-", json!(null)),
            ("/x/y", json!(null)),
        ] {
            assert_eq!(corrected(pointer, value), (whole.clone(), 1), "{pointer}");
        }
    }
}
