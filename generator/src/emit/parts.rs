//! The parts of the runtime that not every client needs, and when one does.

use quote::quote;

use super::Emitted;
use super::body::formats;
use super::file::File;
use super::rust::ident;
use crate::ir::{Api, FormatKind, TypeKind, TypeRef};
use crate::templates;

/// A part: a module below `crate::parts`, `NAME.rs` with or without files in a folder `NAME`.
struct Part {
    name: &'static str,
    is_needed: fn(&Api) -> bool,
}

/// All parts, by name.
const PARTS: [Part; 7] = [
    Part {
        name: "choice",
        is_needed: |api| has_type(api, |kind| matches!(kind, TypeKind::Choice(_))),
    },
    Part {
        name: "form",
        is_needed: |api| sends(api, &[FormatKind::Form]),
    },
    Part {
        name: "multipart",
        is_needed: |api| sends(api, &[FormatKind::Multipart]),
    },
    Part {
        name: "plain",
        is_needed: |api| {
            use FormatKind::{Form, Lines, Multipart, Text};
            sends(api, &[Form, Lines, Multipart, Text])
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
    let names = needed.into_iter().map(ident);
    file.push(quote!(#(pub mod #names;)*));
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
