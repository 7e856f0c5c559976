//! Types, members and calls in words, with links to where more is said of them: for doc comments, and for pages of
//! Markdown.

use std::borrow::Cow;

use super::docs::{self, section};
use super::link;
use super::prose::{self, code, item, one_line};
use super::reference_places::Places;
use crate::ir::{Api, Field, OperationId, Slot, TypeId, TypeKind, TypeRef};
use crate::names::Names;

/// Where text will stand, which is what its links depend on.
#[derive(Clone, Copy)]
pub enum Links<'a> {
    /// In a doc comment of the crate, where links are paths of Rust.
    Rustdoc,
    /// On a page of Markdown.
    Page {
        /// Where everything has its page.
        places: &'a Places,
        /// The way up from the page to the folder of all pages: empty, or dots and slashes.
        up: &'a str,
    },
}

/// Says things about an API at one place.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) links: Links<'a>,
}

impl<'a> Words<'a> {
    /// Words for doc comments.
    pub fn rustdoc(api: &'a Api, names: &'a Names) -> Self {
        let links = Links::Rustdoc;
        Self { api, names, links }
    }

    /// Whether all is said at once, and not left to the pages of the types, which doc comments of a large API do.
    pub fn in_full(&self) -> bool {
        !self.api.is_large() || self.is_page()
    }

    /// Whether a page is what it is for.
    pub fn is_page(&self) -> bool {
        matches!(self.links, Links::Page { .. })
    }

    /// A section with its title.
    pub fn heading(&self, title: &str, block: Vec<String>) -> Vec<String> {
        let mark = if self.is_page() { "##" } else { "#" };
        let mut text = vec![format!("{mark} {title}")];
        section(&mut text, block);
        text
    }

    /// The document's own words, which on a page have no headings: those are the page's.
    pub fn prose(&self, lines: Vec<String>) -> Vec<String> {
        if self.is_page() {
            prose::without_headings(lines)
        } else {
            lines
        }
    }

    /// A link to an item of the crate; on a page, its text.
    pub fn link<'t>(&self, text: &'t str, path: &str) -> Cow<'t, str> {
        if self.is_page() {
            text.into()
        } else {
            format!("[{text}]({path})").into()
        }
    }

    /// A link to an item that is named by its path; on a page, the path.
    pub fn named(&self, path: &str) -> String {
        if self.is_page() {
            format!("`{path}`")
        } else {
            format!("[`{path}`]")
        }
    }

    /// A call as a reader writes it, with a link where that leads somewhere.
    pub fn call(&self, id: OperationId, from: OperationId) -> String {
        match self.links {
            Links::Rustdoc => link::call(id, Some(from), self.api, self.names),
            Links::Page { places, up } => {
                let text = code(&self.names.call(self.api, id));
                places.link(&text, places.operation(id), up)
            }
        }
    }

    /// The members of the object behind a type, an item each.
    pub fn members(&self, ty: &TypeRef) -> Vec<String> {
        let definition = object_in(ty).and_then(|id| self.api.definition(id));
        match definition.map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => {
                let items = object.fields.iter();
                items.flat_map(|field| item(&self.member(field))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn member(&self, field: &Field) -> String {
        let required = if field.required {
            "required"
        } else {
            "optional"
        };
        let head = format!(
            "{} ({}, {required})",
            code(&field.name),
            self.ty(&field.slot.ty)
        );
        let mut text = with_meaning(head, &field.slot);
        if let Some(values) = self.values(&field.slot.ty) {
            let separator = if text.ends_with('.') { " " } else { ". " };
            text = format!("{text}{separator}One of {values}.");
        }
        text
    }

    /// The values of the enumeration behind a type.
    fn values(&self, ty: &TypeRef) -> Option<String> {
        match &self.api.definition(object_in(ty)?)?.kind {
            TypeKind::Enumeration(enumeration) => {
                let values: Vec<String> = enumeration
                    .values
                    .iter()
                    .map(|variant| docs::value(&variant.value))
                    .collect();
                Some(docs::alternatives(&values))
            }
            _ => None,
        }
    }

    /// A type as a reader knows it, with a link where it has a page.
    pub fn ty(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Boolean => "`bool`".to_owned(),
            TypeRef::Integer(kind) => format!("`{}`", format!("{kind:?}").to_lowercase()),
            TypeRef::Float => "`f32`".to_owned(),
            TypeRef::Double => "`f64`".to_owned(),
            TypeRef::Text => "text".to_owned(),
            TypeRef::Sensitive => "secret text".to_owned(),
            TypeRef::Timestamp => "date and time".to_owned(),
            TypeRef::Date => "date".to_owned(),
            TypeRef::Base64 => "bytes".to_owned(),
            TypeRef::Binary { .. } => self.link("`Upload`", "crate::Upload").into_owned(),
            TypeRef::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.ty(item)).collect();
                format!("list of {}", items.join(", "))
            }
            TypeRef::Json => "any JSON".to_owned(),
            TypeRef::List(inner) => format!("list of {}", self.ty(inner)),
            TypeRef::Map(inner) => format!("object of {}", self.ty(inner)),
            TypeRef::Nullable(inner) => format!("{} or null", self.ty(inner)),
            TypeRef::Named(id) => self.type_name(*id),
        }
    }

    fn type_name(&self, id: TypeId) -> String {
        let name = &self.names.type_names(id).name;
        match self.links {
            Links::Rustdoc => format!("[`{name}`](crate::types::{name})"),
            Links::Page { places, up } => places.link(&format!("`{name}`"), places.type_of(id), up),
        }
    }
}

fn object_in(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::List(inner) | TypeRef::Nullable(inner) => object_in(inner),
        _ => None,
    }
}

/// What a place is, then what it means and what is allowed, on one line.
pub fn with_meaning(head: String, slot: &Slot) -> String {
    let description = slot
        .docs
        .description
        .as_deref()
        .or(slot.docs.summary.as_deref())
        .map(one_line);
    let mut facts = docs::facts(slot);
    facts.retain(|fact| !fact.starts_with("Example"));
    let meaning: Vec<String> = description.into_iter().chain(facts).collect();
    if meaning.is_empty() {
        head
    } else {
        format!("{head}: {}", meaning.join(" "))
    }
}
