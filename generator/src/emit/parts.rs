//! The parts of the runtime that not every client needs, and when one does.

use quote::quote;

use super::Emitted;
use super::body::formats;
use super::file::File;
use super::rust::ident;
use super::webhook;
use crate::ir::{Answer, AnswerContent, Api, FormatKind, Reading, TypeKind, TypeRef};
use crate::templates;

/// The parts that are in a build with the feature of their name.
const CLI: &str = "cli";
const MOCK: &str = "mock";

/// A part: a module below `crate::parts`, `NAME.rs` with or without files in a folder `NAME`.
struct Part {
    name: &'static str,
    is_needed: fn(&Api) -> bool,
}

/// All parts, by name.
const PARTS: &[Part] = &[
    Part {
        name: "by_status",
        is_needed: |api| {
            answers(api, |content| *content == AnswerContent::ByStatus)
                || api
                    .operations
                    .iter()
                    .any(|operation| operation.failure_bodies().len() > 1)
        },
    },
    Part {
        name: "choice",
        is_needed: |api| has_type(api, |kind| matches!(kind, TypeKind::Choice(_))),
    },
    Part {
        name: CLI,
        is_needed: |api| api.program.is_some(),
    },
    Part {
        name: "download",
        is_needed: |api| answers(api, |content| *content == AnswerContent::Download),
    },
    Part {
        name: "events",
        is_needed: |api| answers(api, |content| matches!(content, AnswerContent::Events(..))),
    },
    Part {
        name: "fields",
        is_needed: webhook::has_forms,
    },
    Part {
        name: "form",
        is_needed: |api| sends(api, &[FormatKind::Form]),
    },
    Part {
        name: "header",
        is_needed: has_headers,
    },
    Part {
        name: "incoming",
        is_needed: |api| answers(api, AnswerContent::is_on_its_way),
    },
    Part {
        name: "lines",
        is_needed: |api| answers(api, |content| matches!(content, AnswerContent::Lines(_))),
    },
    Part {
        name: MOCK,
        is_needed: |api| api.has_mock,
    },
    Part {
        name: "multipart",
        is_needed: |api| sends(api, &[FormatKind::Multipart]),
    },
    Part {
        name: "oauth",
        is_needed: Api::can_fetch_tokens,
    },
    Part {
        name: "plain",
        is_needed: |api| {
            use FormatKind::{Form, Lines, Multipart, Text};
            sends(api, &[Form, Lines, Multipart, Text])
        },
    },
    Part {
        name: "switch",
        is_needed: |api| {
            let mut forms = api
                .operations
                .iter()
                .flat_map(|operation| &operation.alternatives);
            forms.any(|answer| answer.switch.is_some())
        },
    },
    Part {
        name: "text",
        is_needed: |api| {
            has_headers(api)
                || answers(api, |content| matches!(content, AnswerContent::Text(_)))
                || api.operations.iter().any(|operation| {
                    let mut bodies = operation.failure_bodies().into_iter();
                    bodies.any(|body| body.is_text)
                })
                || webhook::has_forms(api)
                || webhook::has_reading(api, &[Reading::Text])
        },
    },
    Part {
        name: "tuple",
        is_needed: |api| holds(api, |ty| matches!(ty, TypeRef::Tuple(_))),
    },
    Part {
        name: "union",
        is_needed: |api| has_type(api, |kind| matches!(kind, TypeKind::Union(_))),
    },
    Part {
        name: "upload",
        is_needed: has_uploads,
    },
    Part {
        name: "webhooks",
        is_needed: |api| !api.webhooks.is_empty(),
    },
];

/// The names of the parts that the client of an API needs, in order.
pub fn needed(api: &Api) -> Vec<&'static str> {
    let needed = PARTS.iter().filter(|part| (part.is_needed)(api));
    needed.map(|part| part.name).collect()
}

/// Copies the parts that are needed, with a module that declares them if there is one.
pub fn emit(api: &Api, out: &mut Emitted) {
    let needed = needed(api);
    if needed.is_empty() {
        return;
    }
    for (path, text) in templates::PARTS {
        let name = path.split(['/', '.']).next().unwrap_or(path);
        if needed.contains(&name) {
            out.text(&format!("src/parts/{path}"), (*text).to_owned());
        }
    }
    let mut file = File::new("What this API needs of the runtime and others do not.");
    let modules = needed.into_iter().map(|name| {
        let condition = [CLI, MOCK]
            .contains(&name)
            .then(|| quote!(#[cfg(feature = #name)]));
        let name = ident(name);
        quote!(#condition pub mod #name;)
    });
    file.push(quote!(#(#modules)*));
    out.rust("src/parts/mod.rs", file);
}

/// Whether the client of an API sends what is not in memory, or in parts.
pub fn has_uploads(api: &Api) -> bool {
    sends(api, &[FormatKind::Binary, FormatKind::Multipart])
}

fn sends(api: &Api, kinds: &[FormatKind]) -> bool {
    let mut formats = formats(api).into_iter();
    formats.any(|format| kinds.contains(&format.kind))
}

fn has_headers(api: &Api) -> bool {
    let mut operations = api.operations.iter();
    let mut webhooks = api.webhooks.iter();
    operations.any(|operation| !operation.headers.is_empty())
        || webhooks.any(|webhook| !webhook.headers.is_empty())
}

/// Whether some operation is answered with such a thing, in any form and with any status.
fn answers(api: &Api, test: impl Fn(&AnswerContent) -> bool) -> bool {
    let mut operations = api.operations.iter();
    operations.any(|operation| {
        let forms = std::iter::once(&operation.answer).chain(&operation.alternatives);
        forms.flat_map(Answer::contents).any(&test)
    })
}

fn holds(api: &Api, test: impl Fn(&TypeRef) -> bool) -> bool {
    let mut found = false;
    for ty in api.uses() {
        ty.visit(&mut |ty| found = found || test(ty));
    }
    found
}

fn has_type(api: &Api, test: impl Fn(&TypeKind) -> bool) -> bool {
    let mut types = api.types.iter().filter(|definition| definition.is_used());
    types.any(|definition| test(&definition.kind))
}
