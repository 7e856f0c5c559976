//! What the reference page of an operation says of its body.

use super::docs::{self, section};
use super::operation_docs::Page;
use super::prose::{code, item, one_line, paragraph};
use crate::ir::{Body, ChoiceVariant, Format, FormatKind, TypeKind, TypeRef};

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
        let description = body.slot.docs.description.as_deref().map(one_line);
        let description = description.unwrap_or_default();
        let (head, rest) = match (&body.format, self.variants(body)) {
            (None, Some(variants)) => (
                format!("One of several media types, {required}. {description}"),
                self.choices(&body.slot.ty, variants),
            ),
            (format, _) => {
                let media_type = format.as_ref().map_or("", |format| &format.media_type);
                let ty = self.words.ty(&body.slot.ty);
                let media_type = code(media_type);
                (
                    format!("{ty} as {media_type}, {required}. {description}"),
                    self.words.members(&body.slot.ty),
                )
            }
        };
        let mut text = paragraph(head.trim());
        section(&mut text, rest);
        if let Some(format) = &body.format {
            section(&mut text, encodings(format));
        }
        self.words.heading("Body", text)
    }

    fn variants(&self, body: &Body) -> Option<&[ChoiceVariant]> {
        let TypeRef::Named(id) = body.slot.ty else {
            return None;
        };
        match &self.words.api.definition(id)?.kind {
            TypeKind::Choice(variants) => Some(variants),
            _ => None,
        }
    }

    /// The media types of a choice, each with the variant that stands for it.
    fn choices(&self, ty: &TypeRef, variants: &[ChoiceVariant]) -> Vec<String> {
        let TypeRef::Named(id) = ty else {
            return Vec::new();
        };
        let own = self.words.names.type_names(*id);
        let items = variants.iter().zip(&own.members);
        let items = items.flat_map(|(variant, member)| {
            let name = format!("{}::{member}", own.name);
            let media_type = code(&variant.format.media_type);
            let ty = self.words.ty(&variant.slot.ty);
            let path = format!("crate::types::{name}");
            let name = format!("`{name}`");
            let link = self.words.link(&name, &path);
            item(&format!("{media_type}: {ty}, as {link}"))
        });
        items.collect()
    }

    /// The body in a few words, as the beginning of what a large page says of a call.
    pub fn brief_body(&self) -> Option<String> {
        let body = self.operation.body.as_ref()?;
        let optional = if body.required { "" } else { " (optional)" };
        let media_type = match &body.format {
            Some(format) if format.media_type != "application/json" => {
                format!(" as {}", code(&format.media_type))
            }
            _ => String::new(),
        };
        let ty = self.words.ty(&body.slot.ty);
        Some(format!(" takes {ty}{media_type}{optional} and"))
    }
}

/// The media types of parts, where the document tells them.
fn encodings(format: &Format) -> Vec<String> {
    if format.kind != FormatKind::Multipart {
        return Vec::new();
    }
    let parts: Vec<String> = format
        .encodings
        .iter()
        .filter_map(|encoding| {
            let media_type = encoding.content_type.as_deref()?;
            Some(format!("{} as {}", code(&encoding.name), code(media_type)))
        })
        .collect();
    if parts.is_empty() {
        return parts;
    }
    paragraph(&format!("Of its parts, it sends {}.", docs::listed(&parts)))
}
