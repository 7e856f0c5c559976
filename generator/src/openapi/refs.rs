//! `$ref`: what it leads to, safe against rings and dead ends.

use openapiv3::{Components, Parameter, ReferenceOr, RequestBody, Response, Schema};

use super::{At, Document};
use crate::diag::Diagnostic;

/// More hops than any honest document takes; a ring takes them all.
const MOST_HOPS: usize = 64;

/// Follows references inside one document.
#[derive(Clone, Copy, Debug)]
pub struct Resolver<'a> {
    components: Option<&'a Components>,
}

macro_rules! resolve {
    ($(#[$docs:meta])* $name:ident, $type:ty, $section:literal, $field:ident) => {
        $(#[$docs])*
        pub fn $name(
            self,
            mut node: &'a ReferenceOr<$type>,
            at: &At,
            diagnostics: &mut Vec<Diagnostic>,
        ) -> Option<(&'a $type, At)> {
            let mut here = at.clone();
            for _ in 0..MOST_HOPS {
                let reference = match node {
                    ReferenceOr::Item(item) => return Some((item, here)),
                    ReferenceOr::Reference { reference } => reference,
                };
                let name = component(reference, $section);
                let found = name.and_then(|name| self.components?.$field.get(&name));
                let Some(next) = found else {
                    diagnostics.push(dangling(reference, $section, &here));
                    return None;
                };
                here = at.reference(reference);
                node = next;
            }
            diagnostics.push(ring(at));
            None
        }
    };
}

impl<'a> Resolver<'a> {
    /// A resolver for the references of a document.
    pub fn new(document: &'a Document) -> Self {
        Self {
            components: document.model.components.as_ref(),
        }
    }

    resolve!(
        /// A parameter.
        parameter, Parameter, "parameters", parameters
    );
    resolve!(
        /// A request body.
        request_body, RequestBody, "requestBodies", request_bodies
    );
    resolve!(
        /// A response.
        response, Response, "responses", responses
    );

    /// The component schema that a reference names, one hop only, with its key.
    pub fn schema(self, reference: &str) -> Option<(String, &'a ReferenceOr<Schema>)> {
        let name = component(reference, "schemas")?;
        let found = self.components?.schemas.get(&name)?;
        Some((name, found))
    }
}

/// The key in `#/components/{section}/{key}`.
fn component(reference: &str, section: &str) -> Option<String> {
    let key = reference
        .strip_prefix("#/components/")?
        .strip_prefix(section)?
        .strip_prefix('/')?;
    (!key.is_empty() && !key.contains('/')).then(|| key.replace("~1", "/").replace("~0", "~"))
}

/// The same choice over a borrowed item.
pub fn by_ref<T>(node: &ReferenceOr<T>) -> ReferenceOr<&T> {
    match node {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference {
            reference: reference.clone(),
        },
        ReferenceOr::Item(item) => ReferenceOr::Item(item),
    }
}

/// What to say of a reference that leads nowhere.
pub fn dangling(reference: &str, section: &str, at: &At) -> Diagnostic {
    let message = format!("nothing stands at `{reference}`");
    Diagnostic::warning("unknown-ref", at.key("$ref").place(), message)
        .help(format!("define it under components/{section}, or correct the name; until then any JSON stands in for it"))
}

fn ring(at: &At) -> Diagnostic {
    Diagnostic::warning(
        "ref-ring",
        at.place(),
        "this reference leads back to itself",
    )
    .help("let one member of the ring be a definition")
}
