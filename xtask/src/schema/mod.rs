//! The schemas of a document as a validator of JSON Schema takes them, read off its text: what the generator makes of it
//! plays no part here.

pub mod judge;
mod translate;
pub mod walk;

/// A key as a step of a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
