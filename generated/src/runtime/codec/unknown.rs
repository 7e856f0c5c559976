//! The fields of an object that its type does not declare.

use std::fmt::{self, Debug, Formatter};

use serde_json::Value;

use super::{Fault, Input};

/// The fields that a type does not declare, kept so that a value serialises back to what came in.
///
/// They stand in the order in which they came; a name that came twice is kept twice, and the last one counts. Two of
/// them are equal when the same fields came in, in whatever order. `Debug` prints the names only.
#[derive(Clone, Default)]
// Nearly always empty, and part of every value: a pointer is all that it may weigh.
#[expect(
    clippy::box_collection,
    reason = "one pointer per value instead of three"
)]
pub struct UnknownFields(Option<Box<Vec<(String, Value)>>>);

impl UnknownFields {
    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields()
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// The fields, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields()
            .iter()
            .map(|(key, value)| (key.as_str(), value))
    }

    /// Whether there is none, which is the common case.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The number of fields.
    pub fn len(&self) -> usize {
        self.fields().len()
    }

    /// Reads and keeps a field.
    pub fn read(&mut self, key: &str, input: &mut dyn Input) -> Result<(), Fault> {
        let value = input.value()?;
        self.0.get_or_insert_default().push((key.to_owned(), value));
        Ok(())
    }

    fn fields(&self) -> &[(String, Value)] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }

    /// In the order of their names; a name that came twice keeps its order.
    fn sorted(&self) -> Vec<&(String, Value)> {
        let mut sorted: Vec<&(String, Value)> = Vec::with_capacity(self.len());
        for field in self.fields() {
            // The library's sort would be compiled into every client, for a few fields that are seldom there.
            let at = sorted.partition_point(|before| before.0 <= field.0);
            sorted.insert(at, field);
        }
        sorted
    }
}

impl PartialEq for UnknownFields {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.sorted() == other.sorted()
    }
}

impl Debug for UnknownFields {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.iter().map(|(key, _)| key))
            .finish()
    }
}
