//! The schemas of a document as a validator of JSON Schema takes them, read off its text: what the generator makes of it
//! plays no part here.

pub mod judge;
mod meaning;
mod translate;
pub mod walk;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The mark of a choice between `null` and the schema that stands there in the document.
pub const CHOICE: &str = "x-choice-of-null";

/// The key of a format that values are not held to.
pub const OTHER_FORMAT: &str = "x-format";

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// In a request.
    Request,
    /// In an answer.
    Answer,
}

impl Direction {
    /// Whether a schema, or what it refers to, is of members that travel the other way alone.
    pub fn is_foreign(self, tree: &Value, schema: &Value) -> bool {
        self.is_foreign_at(tree, schema, 8)
    }

    fn is_foreign_at(self, tree: &Value, schema: &Value, hops: usize) -> bool {
        let keyword = match self {
            Self::Request => "readOnly",
            Self::Answer => "writeOnly",
        };
        if schema.get(keyword) == Some(&Value::Bool(true)) {
            return true;
        }
        let Some(hops) = hops.checked_sub(1) else {
            return false;
        };
        let reference = schema.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|reference| tree.pointer(&reference_target(reference)?));
        let is_choice = schema.get(CHOICE).is_some();
        let parts = schema.get(if is_choice { "anyOf" } else { "allOf" });
        let parts = parts.and_then(Value::as_array).into_iter().flatten();
        parts
            .chain(target)
            .any(|part| self.is_foreign_at(tree, part, hops))
    }
}

/// The pointer that a local reference holds.
pub fn reference_target(reference: &str) -> Option<String> {
    let pointer = reference.strip_prefix('#')?;
    Some(percent_decode_str(pointer).decode_utf8_lossy().into_owned())
}

/// A key as a step of a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
