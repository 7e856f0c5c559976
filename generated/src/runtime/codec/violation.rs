//! The check of a value against the limits that a document sets.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::ops::ControlFlow;

use secrecy::zeroize::Zeroizing;

use serde_json::{Map, Value};

use super::decimal::{compare, is_multiple};
use super::encode::go_on;
use super::fault::{push_field, push_item};
use super::member::Member;
use super::{Bound, Encode, Entries, List, Object, Rules, Shape, from_json, to_json};

/// A value outside of the limits that the document sets, such as
/// `body.value has 65537 characters, at most 65536 are allowed`; the value itself is never part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The place, such as `body.scopes[1]`.
    pub at: String,
    /// What is wrong with it, as the rest of a sentence.
    pub message: String,
}

impl Display for Violation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.at, self.message)
    }
}

impl Error for Violation {}

/// Checks a value, and everything in it, against its rules and those of the objects in it; `at` is what it is called.
pub fn check(value: &dyn Encode, rules: &Rules, at: &str) -> Result<(), Violation> {
    check_at(value, rules, &Place::Root(at))
}

/// Where a value stands; made into text only for a violation.
enum Place<'a> {
    Root(&'a str),
    Field(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn write(&self, path: &mut String) {
        match self {
            Self::Root(name) => path.push_str(name),
            Self::Field(outer, name) => {
                outer.write(path);
                push_field(path, name);
            }
            Self::Item(outer, index) => {
                outer.write(path);
                push_item(path, *index);
            }
        }
    }

    fn violation(&self, message: impl Into<String>) -> Violation {
        let mut at = String::new();
        self.write(&mut at);
        Violation {
            at,
            message: message.into(),
        }
    }
}

fn check_at(value: &dyn Encode, rules: &Rules, at: &Place<'_>) -> Result<(), Violation> {
    match value.shape() {
        Shape::Null | Shape::Bool(_) | Shape::Opaque(_) => Ok(()),
        Shape::Integer(number) => check_number(Bound::Integer(number.into()), rules, at),
        Shape::Unsigned(number) => check_number(Bound::Integer(number.into()), rules, at),
        Shape::Number(number) if number.is_finite() => {
            check_number(Bound::Number(number), rules, at)
        }
        Shape::Number(_) => Err(at.violation("is not a finite number")),
        Shape::Text(text) => check_length(&text, rules, at),
        Shape::Sensitive(text) => check_length(text, rules, at),
        Shape::List(list) => check_list(list, rules, at),
        Shape::Object(object) => check_object(object, rules, at),
    }
}

fn check_number(number: Bound, rules: &Rules, at: &Place<'_>) -> Result<(), Violation> {
    let limits = [
        (
            rules.minimum,
            [Ordering::Greater, Ordering::Equal],
            "must be at least",
        ),
        (
            rules.maximum,
            [Ordering::Less, Ordering::Equal],
            "must be at most",
        ),
        (
            rules.exclusive_minimum,
            [Ordering::Greater; 2],
            "must be above",
        ),
        (
            rules.exclusive_maximum,
            [Ordering::Less; 2],
            "must be below",
        ),
    ];
    for (bound, allowed, message) in limits {
        if let Some(bound) = bound
            && let Some(order) = compare(number, bound)
            && !allowed.contains(&order)
        {
            return Err(at.violation(format!("{message} {bound}")));
        }
    }
    match rules.multiple_of {
        Some(step) if !is_multiple(number, step) => {
            Err(at.violation(format!("must be a multiple of {step}")))
        }
        _ => Ok(()),
    }
}

fn check_length(text: &str, rules: &Rules, at: &Place<'_>) -> Result<(), Violation> {
    if rules.min_length.is_none() && rules.max_length.is_none() {
        return Ok(());
    }
    let names = ["character", "characters"];
    check_count(
        text.chars().count(),
        rules.min_length,
        rules.max_length,
        names,
        at,
    )
}

fn check_list(list: &dyn List, rules: &Rules, at: &Place<'_>) -> Result<(), Violation> {
    check_count(
        list.len(),
        rules.min_items,
        rules.max_items,
        ["item", "items"],
        at,
    )?;
    let mut result = Ok(());
    let mut index = 0;
    let _ = list.each(&mut |item| {
        let place = Place::Item(at, index);
        index += 1;
        go_on(
            &mut result,
            check_at(item, rules.items.unwrap_or(&Rules::ANY), &place),
        )
    });
    result?;
    if rules.unique_items && has_item_twice(list) {
        return Err(at.violation("has an item twice, each is allowed once"));
    }
    Ok(())
}

/// Two items are one when they are written alike, their members in order; what cannot be written is not compared.
fn has_item_twice(list: &dyn List) -> bool {
    let mut known: Vec<Zeroizing<Vec<u8>>> = Vec::with_capacity(list.len());
    let visited = list.each(&mut |item| {
        let written = to_json(item).map(Zeroizing::new).ok();
        let value = written.and_then(|text| from_json(&text).ok());
        let text = value.and_then(|value| to_json(&in_order(value)).ok());
        let Some(text) = text.map(Zeroizing::new) else {
            return ControlFlow::Continue(());
        };
        match known.binary_search_by(|other| other.as_slice().cmp(&text)) {
            Ok(_) => ControlFlow::Break(()),
            Err(at) => {
                known.insert(at, text);
                ControlFlow::Continue(())
            }
        }
    });
    visited.is_break()
}

/// The same value with the members of its objects in the order of their names, whatever order maps keep in this build.
fn in_order(value: Value) -> Value {
    match value {
        Value::Array(mut items) => {
            for item in &mut items {
                *item = in_order(item.take());
            }
            Value::Array(items)
        }
        Value::Object(members) => {
            let mut sorted = BTreeMap::new();
            for (name, value) in members {
                sorted.insert(name, in_order(value));
            }
            let mut members = Map::new();
            for (name, value) in sorted {
                members.insert(name, value);
            }
            Value::Object(members)
        }
        scalar => scalar,
    }
}

fn check_object(object: &dyn Object, rules: &Rules, at: &Place<'_>) -> Result<(), Violation> {
    let mut result = Ok(());
    let mut count = 0;
    let declared = Cell::<&[Member]>::new(&[]);
    let mut visit = |key: &str, value: &dyn Encode| {
        let member = declared.get().iter().find(|member| member.name == key);
        let rules = member.and_then(|member| member.rules);
        count += 1;
        go_on(
            &mut result,
            check_at(value, rules.unwrap_or(&Rules::ANY), &Place::Field(at, key)),
        )
    };
    let _ = object.entries(&mut Entries::new(&mut visit).declared(&declared));
    result?;
    let names = ["property", "properties"];
    check_count(count, rules.min_properties, rules.max_properties, names, at)
}

fn check_count(
    count: usize,
    least: Option<u64>,
    most: Option<u64>,
    names: [&str; 2],
    at: &Place<'_>,
) -> Result<(), Violation> {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let [one, many] = names;
    let name = if count == 1 { one } else { many };
    let verb = |limit: u64| if limit == 1 { "is" } else { "are" };
    match (least, most) {
        (Some(least), _) if count < least => {
            let verb = verb(least);
            Err(at.violation(format!(
                "has {count} {name}, at least {least} {verb} required"
            )))
        }
        (_, Some(most)) if count > most => {
            let verb = verb(most);
            Err(at.violation(format!("has {count} {name}, at most {most} {verb} allowed")))
        }
        _ => Ok(()),
    }
}
