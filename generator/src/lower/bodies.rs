//! Bodies of requests: what a caller hands over, and how each media type has it.

use openapiv3::{
    Encoding as Source, Header, MediaType as Media, Operation, ParameterSchemaOrContent,
    QueryStyle, ReferenceOr,
};
use serde_json::Value;

use super::Lowering;
use super::media::{Family, MediaType};
use super::schema::Words;
use crate::diag::Diagnostic;
use crate::ir::{
    Body, ChoiceVariant, Docs, Encoding, Format, FormatKind, Slot, Style, TypeDef, TypeKind,
    TypeRef, Usage,
};
use crate::openapi::{At, Facets, by_ref};

/// Bytes of which nothing is known.
const BYTES: TypeRef = TypeRef::Binary { encoded: false };

impl<'a> Lowering<'a> {
    /// The body of an operation: a value of one media type, or a choice of several.
    pub fn body(&mut self, source: &'a Operation, at: &At, words: &Words) -> Option<Body> {
        let at = at.key("requestBody");
        let (body, at) =
            self.resolver
                .request_body(source.request_body.as_ref()?, &at, self.diagnostics)?;
        let mut words = words.clone();
        words.push("body".to_owned());
        let at_content = at.key("content");
        let mut variants: Vec<ChoiceVariant> = Vec::new();
        let is_choice = body.content.len() > 1;
        for (written, media) in &body.content {
            let at = at_content.key(written);
            let media_type = self.media_type(written, &at);
            let mut words = words.clone();
            if is_choice {
                words.push(media_type.name());
            }
            let variant = self.media_variant(&media_type, media, &at, &words);
            if !variants.iter().any(|known| is_same(known, &variant)) {
                variants.push(variant);
            }
        }
        let docs = Docs {
            description: body.description.clone(),
            ..Docs::default()
        };
        let required = body.required;
        if variants.is_empty() {
            // It has to be there, and nothing is said of it.
            return required.then(|| of_anything(docs));
        }
        if variants.len() > 1 {
            return Some(self.one_of_several(variants, docs, required, &at, words));
        }
        let only = variants.pop()?;
        let mut slot = only.slot;
        if docs.description.is_some() {
            slot.docs.description = docs.description;
        }
        Some(Body {
            required,
            slot,
            format: Some(only.format),
        })
    }

    fn one_of_several(
        &mut self,
        variants: Vec<ChoiceVariant>,
        docs: Docs,
        required: bool,
        at: &At,
        words: Words,
    ) -> Body {
        let id = self.define(TypeDef {
            name: words,
            origin: at.origin(),
            docs: docs.clone(),
            deprecated: false,
            example: None,
            kind: TypeKind::Choice(variants),
            features: Vec::new(),
            usage: Usage::default(),
        });
        let slot = Slot {
            docs,
            ..Slot::of(TypeRef::Named(id))
        };
        Body {
            required,
            slot,
            format: None,
        }
    }

    /// A media type of the document; one that is none is taken for bytes.
    fn media_type(&mut self, written: &str, at: &At) -> MediaType {
        let media_type = MediaType::of(written);
        if media_type.is_sound() {
            return media_type;
        }
        let stands_for = match media_type.essence.as_str() {
            "json" => "application/json",
            "form" | "x-www-form-urlencoded" => "application/x-www-form-urlencoded",
            "form-data" | "multipart" | "multipart/form" => "multipart/form-data",
            "text" | "plain" => "text/plain",
            "xml" => "application/xml",
            _ => "application/octet-stream",
        };
        let message = format!("`{written}` is no media type");
        self.diagnostics.push(
            Diagnostic::warning("unknown-value", at.key_place(), message).help(format!(
                "write type and subtype, such as `application/json`; it is taken for `{stands_for}`"
            )),
        );
        MediaType::of(stands_for)
    }

    fn media_variant(
        &mut self,
        media_type: &MediaType,
        media: &'a Media,
        at: &At,
        words: &Words,
    ) -> ChoiceVariant {
        let mut slot = match &media.schema {
            Some(schema) => self.slot(&by_ref(schema), &at.key("schema"), words),
            None => Slot::of(TypeRef::Json),
        };
        let (kind, ty) = self.kind(media_type, &slot.ty, &at.key("schema"));
        if let Some(ty) = ty {
            slot.ty = ty;
        }
        // A body that is null is written as JSON alone.
        let is_json = kind == FormatKind::Json;
        if slot.nullable && is_json {
            slot.ty = TypeRef::Nullable(Box::new(slot.ty));
        }
        slot.nullable = false;
        let encodings = match kind {
            FormatKind::Form | FormatKind::Multipart => self.encodings(media, at),
            _ => Vec::new(),
        };
        ChoiceVariant {
            name: media_type.name(),
            slot,
            format: Format {
                media_type: written(media_type, kind),
                kind,
                encodings,
                example: self.example(media),
            },
        }
    }

    /// How a value of this type is written in this media type; with a type, where that is not the one of the schema.
    fn kind(
        &mut self,
        media_type: &MediaType,
        ty: &TypeRef,
        at: &At,
    ) -> (FormatKind, Option<TypeRef>) {
        let is_text = matches!(ty, TypeRef::Text);
        let is_scalar = self.is_scalar(ty);
        let is_open = matches!(ty, TypeRef::Json);
        let is_binary = matches!(ty, TypeRef::Binary { .. });
        let text = (FormatKind::Text, None);
        let bytes = (FormatKind::Binary, Some(BYTES));
        match media_type.family() {
            Family::Json => (FormatKind::Json, None),
            Family::Lines | Family::Text if !media_type.is_unicode() => bytes,
            Family::Lines | Family::Yaml | Family::Text if is_binary => bytes,
            Family::Lines if is_text => text,
            Family::Lines => match ty {
                TypeRef::List(_) => (FormatKind::Lines, None),
                item => (
                    FormatKind::Lines,
                    Some(TypeRef::List(Box::new(item.clone()))),
                ),
            },
            Family::Yaml if !is_scalar && !is_open => (FormatKind::Json, None),
            Family::Yaml | Family::Text | Family::Form | Family::Unknown if is_scalar => text,
            Family::Text if is_open && !media_type.essence.starts_with("text/") => bytes,
            Family::Yaml | Family::Text => (FormatKind::Text, Some(TypeRef::Text)),
            Family::Form if is_binary => bytes,
            Family::Form => (FormatKind::Form, None),
            Family::Multipart => self.parts(ty, at),
            // Most formats of a vendor's own are JSON, and whoever describes members means one that has some.
            Family::Unknown | Family::Range if !is_scalar && !is_open && !is_binary => {
                (FormatKind::Json, None)
            }
            Family::Binary if is_scalar && !is_text => text,
            Family::Binary | Family::Range | Family::Unknown => bytes,
        }
    }

    /// What a body in parts is made of.
    fn parts(&mut self, ty: &TypeRef, at: &At) -> (FormatKind, Option<TypeRef>) {
        let ty = match ty {
            // Nothing is said of the parts: whatever there is, is sent.
            TypeRef::Json => Some(TypeRef::Map(Box::new(BYTES))),
            TypeRef::Binary { .. } | TypeRef::Text => {
                let message = "a body in parts is an object, and this is a single value";
                self.diagnostics.push(
                    Diagnostic::warning("wrong-shape", at.place(), message).help(
                        "give each part a property; it is sent as one part of the name `file`",
                    ),
                );
                Some(BYTES)
            }
            _ => None,
        };
        (FormatKind::Multipart, ty)
    }

    /// Whether a value of this type is one text.
    fn is_scalar(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => {
                let definition = self.types.get(id.0);
                definition.is_some_and(|found| matches!(found.kind, TypeKind::Enumeration(_)))
            }
            TypeRef::Json
            | TypeRef::Binary { .. }
            | TypeRef::List(_)
            | TypeRef::Map(_)
            | TypeRef::Tuple(_) => false,
            TypeRef::Nullable(inner) => self.is_scalar(inner),
            _ => true,
        }
    }

    fn encodings(&mut self, media: &'a Media, at: &At) -> Vec<Encoding> {
        let mut encodings = Vec::new();
        for (name, source) in &media.encoding {
            let content_type = source.content_type.as_deref().map(str::trim);
            let content_type = content_type.filter(|text| self.is_list(text, name, at));
            if !self.is_file(media, name) {
                self.warn_headers(source, &at.key("encoding").key(name));
            }
            encodings.push(Encoding {
                name: name.clone(),
                content_type: content_type.map(str::to_owned),
                style: style(source),
                reserved: source.allow_reserved,
                headers: self.constant_headers(source),
            });
        }
        encodings
    }

    /// Whether a part can be a file, which a caller may give headers of its own.
    fn is_file(&self, media: &'a Media, name: &str) -> bool {
        let property = media.schema.as_ref().and_then(|schema| {
            let schema = self.resolver.whole_schema(by_ref(schema))?;
            let properties = Facets::of(schema).properties;
            let found = properties.into_iter().find(|(known, _)| *known == name);
            self.resolver.whole_schema(found?.1)
        });
        let Some(property) = property else {
            return true;
        };
        let facets = Facets::of(property);
        let item = facets.items.clone();
        let item = item
            .and_then(|item| self.resolver.whole_schema(item))
            .map(Facets::of);
        let is_bytes = |facets: &Facets<'_>| {
            let is_text = matches!(facets.kind, Some("string"));
            let format = facets.format.as_deref();
            !is_text || matches!(format, Some("binary" | "byte"))
        };
        // An object and a scalar are none; of whatever else, nobody knows.
        let is_plain = matches!(
            facets.kind,
            Some("object" | "integer" | "number" | "boolean")
        );
        !is_plain && item.as_ref().map_or_else(|| is_bytes(&facets), is_bytes)
    }

    /// Says which headers of a part nobody can set.
    fn warn_headers(&mut self, source: &'a Source, at: &At) {
        for (name, header) in &source.headers {
            let is_constant = self.header(header).and_then(constant).is_some();
            if is_constant || name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let message = format!("the header `{name}` of this part is not sent");
            self.diagnostics.push(
                Diagnostic::warning("approximated", at.key("headers").key(name).key_place(), message)
                    .help("only a file has headers of the caller's; a header with one value (`enum`) is always sent"),
            );
        }
    }

    /// Whether a text lists media types.
    fn is_list(&mut self, text: &str, name: &str, at: &At) -> bool {
        let is_sound = text
            .split(',')
            .all(|each| MediaType::of(each).is_sound() && each.chars().all(|c| !c.is_control()));
        if !is_sound {
            let at = at.key("encoding").key(name).key("contentType");
            let message = format!("`{text}` is no media type");
            self.diagnostics.push(
                Diagnostic::warning("unknown-value", at.place(), message)
                    .help("write type and subtype, such as `image/png`; it is left out until then"),
            );
        }
        is_sound
    }

    /// The headers of a part that can have one value only; the others are for the caller to set.
    fn constant_headers(&self, source: &'a Source) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        for (name, header) in &source.headers {
            let is_known = ["content-type", "content-disposition"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known));
            let is_name =
                |each: char| each.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(each);
            let is_sound = !is_known && !name.is_empty() && name.chars().all(is_name);
            let value = self.header(header).and_then(constant);
            if let Some(value) = value.filter(|_| is_sound) {
                headers.push((name.clone(), value));
            }
        }
        headers
    }

    fn header(&self, header: &'a ReferenceOr<Header>) -> Option<&'a Header> {
        match header {
            ReferenceOr::Item(header) => Some(header),
            ReferenceOr::Reference { reference } => {
                let name = reference.strip_prefix("#/components/headers/")?;
                let components = self.document.model.components.as_ref()?;
                components.headers.get(name)?.as_item()
            }
        }
    }
}

/// A body of which nothing is known, not even the media type.
fn of_anything(docs: Docs) -> Body {
    Body {
        required: true,
        slot: Slot {
            docs,
            ..Slot::of(BYTES)
        },
        format: Some(Format {
            media_type: "*/*".to_owned(),
            kind: FormatKind::Binary,
            encodings: Vec::new(),
            example: None,
        }),
    }
}

/// Whether two variants are the same bytes under names of JSON that mean the same.
fn is_same(known: &ChoiceVariant, other: &ChoiceVariant) -> bool {
    let is_plain = |variant: &ChoiceVariant| {
        let media_type = MediaType::of(&variant.format.media_type).essence;
        variant.format.kind == FormatKind::Json
            && matches!(media_type.as_str(), "application/json" | "text/json")
    };
    known.slot.ty == other.slot.ty && is_plain(known) && is_plain(other)
}

/// The media type as it is sent.
fn written(media_type: &MediaType, kind: FormatKind) -> String {
    let MediaType { essence, charset } = media_type;
    match (kind, charset) {
        (FormatKind::Json, _) if essence.contains('*') => "application/json".to_owned(),
        // The boundary comes with the parts.
        (FormatKind::Multipart, _) if essence.ends_with("/*") => "multipart/form-data".to_owned(),
        (FormatKind::Multipart, _) | (_, None) => essence.clone(),
        (_, Some(charset)) => format!("{essence}; charset={charset}"),
    }
}

/// How a member is written; `repair` has seen to it that there is a style where the document speaks of one.
fn style(source: &Source) -> Option<(Style, bool)> {
    let style = match source.style.as_ref()? {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    };
    Some((style, source.explode))
}

/// The one value that a header can have.
fn constant(header: &Header) -> Option<String> {
    let ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) = &header.format else {
        return None;
    };
    let values = Facets::of(schema).values?;
    let text = match values.as_slice() {
        [Value::String(text)] => text.clone(),
        [Value::Number(number)] => number.to_string(),
        [Value::Bool(value)] => value.to_string(),
        _ => return None,
    };
    let is_plain = |each: char| each.is_ascii_graphic() || each == ' ';
    text.chars().all(is_plain).then_some(text)
}
