//! Links: which operation an answer leads to, and where that one's values come from.

use std::collections::HashMap;

use openapiv3::{Link as Source, LinkOperation};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::Lowering;
use crate::diag::Diagnostic;
use crate::ir::{Api, Docs, Link, OperationId};
use crate::openapi::At;

impl<'a> Lowering<'a> {
    /// Lowers the links of every answer; operations have to be there.
    pub fn links(&mut self, api: &mut Api) {
        let mut targets: HashMap<String, OperationId> = HashMap::new();
        for (index, operation) in api.operations.iter().enumerate() {
            let method = operation.method.as_str().to_ascii_lowercase();
            let at = At::root("").key("paths").key(&operation.path).key(&method);
            targets.insert(format!("#{}", at.pointer()), OperationId(index));
            if let Some(id) = &operation.id {
                targets.entry(id.clone()).or_insert(OperationId(index));
            }
        }
        let responses = std::mem::take(&mut self.responses);
        for (operation, (responses, at)) in api.operations.iter_mut().zip(responses) {
            let statuses = responses.responses.iter();
            let statuses = statuses.map(|(status, response)| (status.to_string(), response));
            let default = responses.default.iter();
            let default = default.map(|response| ("default".to_owned(), response));
            for (status, response) in statuses.chain(default) {
                // What is wrong with the response, was said where it was lowered.
                let resolved = self
                    .resolver
                    .response(response, &at.key(&status), &mut Vec::new());
                let Some((response, at)) = resolved else {
                    continue;
                };
                for (name, link) in &response.links {
                    let at = at.key("links").key(name);
                    let Some((source, at)) = self.resolver.link(link, &at, self.diagnostics) else {
                        continue;
                    };
                    let Some(target) = self.target(source, &targets, &at) else {
                        continue;
                    };
                    let link = lowered(name, source, target);
                    if !operation.links.contains(&link) {
                        operation.links.push(link);
                    }
                }
            }
        }
    }

    /// The operation that a link leads to.
    fn target(
        &mut self,
        link: &Source,
        targets: &HashMap<String, OperationId>,
        at: &At,
    ) -> Option<OperationId> {
        let (key, named) = match &link.operation {
            LinkOperation::OperationId(id) => ("operationId", id.clone()),
            LinkOperation::OperationRef(reference) => {
                let reference = percent_decode_str(reference).decode_utf8_lossy();
                ("operationRef", reference.into_owned())
            }
        };
        let found = targets.get(&named).copied();
        if found.is_none() {
            let named: String = named.chars().take(100).collect();
            self.diagnostics.push(
                Diagnostic::warning(
                    "unknown-ref",
                    at.key(key).place(),
                    format!("there is no operation `{named}`"),
                )
                .help("name an operation of this document; the link is left out of the documentation until then"),
            );
        }
        found
    }
}

fn lowered(name: &str, source: &Source, target: OperationId) -> Link {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let parameters = source.parameters.iter();
    Link {
        name: name.to_owned(),
        target,
        docs: Docs {
            description: source.description.clone(),
            ..Docs::default()
        },
        parameters: parameters
            .map(|(name, value)| (name.clone(), text(value)))
            .collect(),
        body: source.request_body.as_ref().map(text),
    }
}
