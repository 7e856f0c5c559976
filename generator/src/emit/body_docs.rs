//! What the reference page of an operation says of its body.

use super::docs::section;
use super::operation_docs::{Page, heading};
use super::prose::{code, one_line, paragraph};

impl Page<'_> {
    pub fn body(&self) -> Vec<String> {
        let Some(body) = &self.operation.body else {
            return Vec::new();
        };
        let required = if body.required {
            "required"
        } else {
            "optional"
        };
        let description = body
            .slot
            .docs
            .description
            .as_deref()
            .map(one_line)
            .unwrap_or_default();
        let head = format!(
            "{} as {}, {required}. {description}",
            self.type_words(&body.slot.ty),
            code(&body.media_type)
        );
        let mut text = paragraph(head.trim());
        section(&mut text, self.members(&body.slot.ty));
        heading("Body", text)
    }

    /// The body in a few words, as the beginning of what a large page says of a call.
    pub fn brief_body(&self) -> Option<String> {
        let body = self.operation.body.as_ref()?;
        let optional = if body.required { "" } else { " (optional)" };
        Some(format!(
            " takes {}{optional} and",
            self.type_words(&body.slot.ty)
        ))
    }
}
