//! Decodes and encodes the examples of a document; this file is also part of the program that does it.
//!
//! Two JSON values are equal when they are of the same type, and
//!
//! - numbers have the same value, however they are written (`1`, `1.0` and `1e0` are the same);
//! - texts have the same characters; lists have equal items in the same order;
//! - objects have the same members, in any order, with equal values; a member that is missing is not one that is null.

use std::panic::catch_unwind;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Decodes text, and encodes what comes of it.
pub type Probe = fn(&str) -> Result<Value, String>;

/// The probe of a type.
pub fn probe<T: Serialize + DeserializeOwned>(text: &str) -> Result<Value, String> {
    let value: T =
        serde_json::from_str(text).map_err(|error| format!("cannot be decoded: {error}"))?;
    serde_json::to_value(&value).map_err(|error| format!("cannot be encoded: {error}"))
}

/// Tries all examples of a list: an object on each line, with the `value`, and the indices of the `probes` it has to
/// pass. What comes back is a line for each that does not come back equal: its `line`, the `probe` and the `reason`.
pub fn run(probes: &[Probe], list: &str) -> String {
    let mut out = String::new();
    for (line, example) in list.lines().enumerate() {
        let example: Value = serde_json::from_str(example).unwrap_or_default();
        let wanted = example.get("probes").and_then(Value::as_array);
        let wanted = wanted.into_iter().flatten().filter_map(Value::as_u64);
        for index in wanted {
            let probe = usize::try_from(index)
                .ok()
                .and_then(|index| probes.get(index));
            let value = example.get("value").unwrap_or(&Value::Null);
            let Some(reason) = probe.map_or_else(
                || Some("no such type".to_owned()),
                |probe| fault(*probe, value),
            ) else {
                continue;
            };
            out += &json!({ "line": line, "probe": index, "reason": reason }).to_string();
            out.push('\n');
            break;
        }
    }
    out
}

/// Why a value does not come back equal.
fn fault(probe: Probe, value: &Value) -> Option<String> {
    let text = value.to_string();
    match catch_unwind(|| probe(&text)) {
        Ok(Ok(back)) => difference(value, &back, ""),
        Ok(Err(reason)) => Some(reason),
        Err(_) => Some("decoding it panics".to_owned()),
    }
}

/// The first place where two values differ.
pub fn difference(one: &Value, other: &Value, at: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            for (key, value) in one {
                let at = format!("{at}/{key}");
                match other.get(key) {
                    Some(other) => {
                        if let Some(found) = difference(value, other, &at) {
                            return Some(found);
                        }
                    }
                    None => return Some(format!("`{at}` is lost")),
                }
            }
            let added = other.keys().find(|key| !one.contains_key(*key));
            added.map(|key| format!("`{at}/{key}` is added"))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| difference(one, other, &format!("{at}/{index}")))
        }
        (Value::Number(one), Value::Number(other)) if same(one, other) => None,
        _ if one == other => None,
        _ => Some(format!(
            "`{at}` is {} and comes back as {}",
            short(one),
            short(other)
        )),
    }
}

fn same(one: &serde_json::Number, other: &serde_json::Number) -> bool {
    one == other || (one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64()
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_equal_by_value_and_all_else_to_the_letter() {
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let differ = |one: &str, other: &str| difference(&value(one), &value(other), "");
        assert_eq!(
            differ(
                r#"{"a": [1, 2.0], "b": null}"#,
                r#"{"b": null, "a": [1.0, 2]}"#
            ),
            None
        );
        assert_eq!(differ("18446744073709551615", "18446744073709551615"), None);
        assert!(differ("18446744073709551615", "18446744073709551614").is_some());
        let found = differ(r#"{"a": null}"#, "{}");
        assert_eq!(found.unwrap(), "`/a` is lost");
        let found = differ(r#"{"a": [1]}"#, r#"{"a": ["1"]}"#);
        assert_eq!(found.unwrap(), r#"`/a/0` is 1 and comes back as "1""#);
        assert!(differ("[1]", "[1, 2]").is_some());
    }

    #[test]
    fn every_fault_of_a_list_is_told() {
        let probes: [Probe; 3] = [probe::<u8>, probe::<String>, |_| Ok(Value::Null)];
        let list = "{\"probes\": [0], \"value\": 1}\n{\"probes\": [0, 1], \"value\": 1}\n{\"probes\": [2], \"value\": \"a\"}\n";
        let told = run(&probes, list);
        let told = told.lines().collect::<Vec<_>>();
        assert_eq!(told.len(), 2);
        assert!(
            told[0].contains(r#""line":1,"probe":1,"reason":"cannot be decoded: "#),
            "{}",
            told[0]
        );
        assert!(
            told[1].contains(r#"`` is \"a\" and comes back as null"#),
            "{}",
            told[1]
        );
    }
}
