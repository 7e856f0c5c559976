//! The version gate: which documents are read, and what to do with the others.

use serde_json::Value;

use super::At;
use crate::diag::Diagnostic;

/// Accepts OpenAPI 3.0, 3.1 and 3.2; everything else is refused in one line that says what to do.
pub fn check(tree: &Value, at: &At, diagnostics: &mut Vec<Diagnostic>) -> Option<()> {
    let refusal = match (tree.get("openapi"), tree.get("swagger")) {
        // Without quotes, 3.1 is a number, and means the same.
        (Some(version), _) if is_supported(&plain(version)) => return Some(()),
        (Some(version), _) => Diagnostic::error(
            "unsupported-version",
            at.key("openapi").place(),
            format!("OpenAPI {} is not supported", plain(version)),
        )
        .help("use a document of version 3.0, 3.1 or 3.2, written in quotes: openapi: \"3.0.3\""),
        (None, Some(_)) => Diagnostic::error(
            "unsupported-version",
            at.key("swagger").place(),
            "Swagger 2.0 is not supported",
        )
        .help("convert the document to OpenAPI 3.0 first, for example with `npx swagger2openapi FILE -o openapi.yaml`"),
        (None, None) => Diagnostic::error("no-version", at.place(), "this file does not say which OpenAPI version it is")
            .help("an OpenAPI document opens with a member such as openapi: \"3.0.3\"; is this the right file?"),
    };
    diagnostics.push(refusal);
    None
}

fn is_supported(version: &str) -> bool {
    ["3.0", "3.1", "3.2"].iter().any(|line| {
        version == *line
            || version
                .strip_prefix(line)
                .is_some_and(|rest| rest.starts_with('.'))
    })
}

/// The version as text, cut to what a message can hold.
fn plain(version: &Value) -> String {
    let text = match version {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.chars().take(40).collect()
}
