//! What the page of an operation says of other calls: those that its answer leads to, and those that the API makes.

use super::docs;
use super::prose::{code, item, one_line};
use super::words::Words;
use crate::ir::{Api, OperationId};
use crate::names::Names;

/// A call as a reader writes it; a link where it is in every build that `from` is in, which may be none but all.
pub fn call(id: OperationId, from: Option<OperationId>, api: &Api, names: &Names) -> String {
    let text = names.call(api, id);
    let feature = |id: OperationId| api.feature_of(api.operation(id)?.resource);
    let is_there = feature(id).is_none() || from.is_some_and(|from| feature(from) == feature(id));
    let Some(operation) = api.operation(id).filter(|_| is_there) else {
        return code(&text);
    };
    let modules = names.module(api, operation.resource).join("::");
    let handle = &names.resource(operation.resource).handle;
    let method = &names.operation(id).method;
    let path = format!("crate::resources::{modules}::{handle}::{method}");
    if path.contains("r#") {
        // rustdoc does not find every item of such a name.
        return code(&text);
    }
    format!("[`{text}`]({path})")
}

/// What the page of an operation says of the calls that the API makes on its behalf.
pub fn callbacks(id: OperationId, words: &Words<'_>) -> Vec<String> {
    let (api, names) = (words.api, words.names);
    let Some(operation) = api.operation(id) else {
        return Vec::new();
    };
    let mut items = Vec::new();
    for index in &operation.callbacks {
        let (Some(webhook), Some(variant)) = (
            api.webhooks.get(*index),
            names.webhooks.variants.get(*index),
        ) else {
            continue;
        };
        let expression = webhook
            .callback
            .as_ref()
            .map_or("", |callback| &callback.expression);
        let name = if api.is_divided() {
            code(&format!("webhooks::Webhook::{variant}"))
        } else {
            let path = format!("crate::webhooks::Webhook::{variant}");
            words.link(&code(variant), &path).into_owned()
        };
        let mut text = format!("{name}, sent to {}", code(expression));
        let summary = webhook
            .docs
            .summary
            .as_ref()
            .or(webhook.docs.description.as_ref());
        if let Some(summary) = summary.filter(|_| words.in_full()) {
            text.extend([": ", &one_line(summary)]);
        }
        items.extend(item(&text));
    }
    items
}

/// What the page of an operation says of where its answer leads.
pub fn links(id: OperationId, words: &Words<'_>) -> Vec<String> {
    let Some(operation) = words.api.operation(id) else {
        return Vec::new();
    };
    let mut items = Vec::new();
    for link in &operation.links {
        let mut parts: Vec<String> = link
            .parameters
            .iter()
            .map(|(name, value)| format!("whose {} is {}", code(name), source(value)))
            .collect();
        if let Some(body) = &link.body {
            parts.push(format!("whose body is {}", source(body)));
        }
        let mut text = format!("{}: {}", code(&link.name), words.call(link.target, id));
        if !parts.is_empty() {
            text.extend([", ", &docs::listed(&parts)]);
        }
        if let Some(description) = &link.docs.description {
            text.extend([". ", &one_line(description)]);
        }
        items.extend(item(&text));
    }
    items
}

/// A runtime expression in words.
fn source(expression: &str) -> String {
    let bare = expression.trim_start_matches('{').trim_end_matches('}');
    let pointer = |pointer: &str| {
        let steps = pointer.trim_start_matches('/').split('/');
        let steps: Vec<String> = steps
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect();
        code(&steps.join("."))
    };
    for (start, whose) in [("$response.", "the answer's"), ("$request.", "this call's")] {
        let Some(rest) = bare.strip_prefix(start) else {
            continue;
        };
        if rest == "body" {
            return format!("{whose} body");
        }
        if let Some(found) = rest.strip_prefix("body#") {
            return format!("{whose} {}", pointer(found));
        }
        if let Some((place, name)) = rest.split_once('.') {
            return match place {
                "header" => format!("{whose} header {}", code(name)),
                "query" | "path" => format!("{whose} {place} parameter {}", code(name)),
                _ => code(expression),
            };
        }
    }
    match bare {
        "$url" => "the address of this call".to_owned(),
        "$method" => "the method of this call".to_owned(),
        "$statusCode" => "the status of the answer".to_owned(),
        _ => code(expression),
    }
}
