//! `$ref`: what it leads to, safe against rings and dead ends.

use openapiv3::{
    Components, Example, Header, Link, Parameter, ReferenceOr, RequestBody, Response, Schema,
};

use super::link::is_remote;
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
                    diagnostics.extend(dangling(reference, $section, &here));
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
    resolve!(
        /// A header of a response.
        header, Header, "headers", headers
    );

    resolve!(
        /// A link of a response.
        link, Link, "links", links
    );

    /// An example; nothing is said of one that is not there, since none is needed.
    pub fn example<'e>(self, node: &'e ReferenceOr<Example>) -> Option<&'e Example>
    where
        'a: 'e,
    {
        match node {
            ReferenceOr::Item(example) => Some(example),
            ReferenceOr::Reference { reference } => {
                let name = component(reference, "examples")?;
                self.components?.examples.get(&name)?.as_item()
            }
        }
    }

    /// A schema, wherever its references lead.
    pub fn whole_schema(self, mut node: ReferenceOr<&'a Schema>) -> Option<&'a Schema> {
        for _ in 0..MOST_HOPS {
            match node {
                ReferenceOr::Item(schema) => return Some(schema),
                ReferenceOr::Reference { reference } => {
                    node = by_ref(self.schema(&reference)?.1);
                }
            }
        }
        None
    }

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

/// What to say of a reference that leads nowhere; nothing of one to another file, of which there is a warning already.
pub fn dangling(reference: &str, section: &str, at: &At) -> Option<Diagnostic> {
    let until_then = match section {
        "schemas" => "any JSON stands in for it",
        _ => "it is left out",
    };
    let (code, message, what_to_do) = if is_remote(reference) {
        let message = format!("`{reference}` is not fetched from the network");
        let what_to_do = "put the file beside the document and refer to it there".to_owned();
        ("remote-ref", message, what_to_do)
    } else if reference.starts_with('#') {
        let message = format!("nothing stands at `{reference}`");
        let what_to_do = format!("define it under components/{section}, or correct the name");
        ("unknown-ref", message, what_to_do)
    } else {
        return None;
    };
    let help = format!("{what_to_do}; until then {until_then}");
    Some(Diagnostic::warning(code, at.key("$ref").place(), message).help(help))
}

fn ring(at: &At) -> Diagnostic {
    Diagnostic::warning(
        "ref-ring",
        at.place(),
        "this reference leads back to itself",
    )
    .help("let one member of the ring be a definition")
}
