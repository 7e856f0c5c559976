//! A value that has been read before.

use serde_json::Value;

use super::want::{Receive, Take, WantText};
use super::{Fault, Input, Want};

/// How many levels of arrays and objects may lie inside of each other, the same as for text.
const DEPTH: usize = 127;

/// [`Input`] over a JSON value.
pub(super) struct Kept<'a> {
    value: &'a Value,
    depth: usize,
}

impl<'a> Kept<'a> {
    pub(super) fn new(value: &'a Value) -> Self {
        Self {
            value,
            depth: DEPTH,
        }
    }

    fn depth_inside(&self) -> Result<usize, Fault> {
        self.depth.checked_sub(1).ok_or_else(too_deep)
    }

    fn hand_to<'w>(&self, want: impl Receive<'w>) -> Result<(), Fault> {
        match self.value {
            Value::Null => want.mismatch("null"),
            Value::Bool(value) => want.boolean(*value),
            Value::Number(number) => want.json_number(number),
            Value::String(text) => want.text(text),
            Value::Array(items) => {
                let item = want.list()?;
                let depth = self.depth_inside()?;
                for (index, value) in items.iter().enumerate() {
                    item(&mut Self { value, depth }).map_err(|fault| fault.in_item(index))?;
                }
                Ok(())
            }
            Value::Object(fields) => {
                let entry = want.object().or_else(|want| want.mismatch("an object"))?;
                let depth = self.depth_inside()?;
                for (key, value) in fields {
                    entry(key, &mut Self { value, depth }).map_err(|fault| fault.in_field(key))?;
                }
                Ok(())
            }
        }
    }
}

impl Input for Kept<'_> {
    fn text(&mut self, visit: &mut dyn FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault> {
        self.hand_to(WantText(visit))
    }

    fn optional(&mut self, some: Take<'_>) -> Result<(), Fault> {
        if self.value.is_null() {
            Ok(())
        } else {
            some(self)
        }
    }

    fn accept(&mut self, want: Want<'_>) -> Result<(), Fault> {
        self.hand_to(want)
    }

    fn value(&mut self) -> Result<Value, Fault> {
        if fits(self.value, self.depth) {
            Ok(self.value.clone())
        } else {
            Err(too_deep())
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}

fn fits(value: &Value, depth: usize) -> bool {
    let inside = depth.checked_sub(1);
    match value {
        Value::Array(items) => {
            inside.is_some_and(|depth| items.iter().all(|item| fits(item, depth)))
        }
        Value::Object(fields) => {
            inside.is_some_and(|depth| fields.values().all(|field| fits(field, depth)))
        }
        _ => true,
    }
}

#[cold]
fn too_deep() -> Fault {
    Fault::malformed("too many levels inside of each other")
}
