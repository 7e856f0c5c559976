//! The body of a request as options of `curl`.

use serde_json::Value;

use super::curl::{encoded, on_a_line, pairs, text};
use super::example_body::sample_of;
use super::sample;
use super::shell::Word;
use crate::ir::{Api, Body, Format, FormatKind, Slot, Style, TypeKind, TypeRef};

/// The options that send the body.
pub fn arguments(body: &Body, api: &Api) -> Vec<String> {
    match &body.format {
        Some(format) => of(format, &body.slot, sample_of(body), api),
        None => chosen(body, api).unwrap_or_default(),
    }
}

/// The first of several media types.
fn chosen(body: &Body, api: &Api) -> Option<Vec<String>> {
    let TypeRef::Named(id) = body.slot.ty else {
        return None;
    };
    match &api.definition(id)?.kind {
        TypeKind::Choice(variants) => {
            let first = variants.first()?;
            let sample = first.format.example.as_ref().or(sample_of(body));
            Some(of(&first.format, &first.slot, sample, api))
        }
        _ => None,
    }
}

fn of(format: &Format, slot: &Slot, sample: Option<&Value>, api: &Api) -> Vec<String> {
    let value = || sample::slot(slot, sample, 0, api);
    let option = |name: &str, value: &str| format!("{name} {}", Word::text(value).quoted());
    let media_type = on_a_line(&format.media_type);
    let head = option("--header", &format!("Content-Type: {media_type}"));
    match format.kind {
        FormatKind::Json => {
            let value = value();
            let short = value.to_string();
            let pretty = serde_json::to_string_pretty(&value);
            let shown = if short.len() <= 60 {
                short
            } else {
                pretty.unwrap_or(short)
            };
            vec![head, option("--data-raw", &shown)]
        }
        FormatKind::Lines => {
            let lines: Vec<String> = match value() {
                Value::Array(items) => items.iter().map(|item| format!("{item}\n")).collect(),
                other => vec![format!("{other}\n")],
            };
            vec![head, option("--data-raw", &lines.concat())]
        }
        FormatKind::Text => vec![head, option("--data-raw", &text(&value()))],
        FormatKind::Binary => vec![head, "--data-binary @file.bin".to_owned()],
        FormatKind::Form => {
            let pairs: Vec<String> = form(format, slot, sample, api);
            vec![head, option("--data-raw", &pairs.join("&"))]
        }
        FormatKind::Multipart => parts(format, slot, sample, api),
    }
}

/// The pairs of a form.
fn form(format: &Format, slot: &Slot, sample: Option<&Value>, api: &Api) -> Vec<String> {
    let members = sample::members(&slot.ty, sample.or(slot.example.as_ref()), 0, api);
    let mut all = Vec::new();
    for (field, value) in members {
        let mut encodings = format.encodings.iter();
        let told = encodings.find(|encoding| encoding.name == field.name);
        let is_json = told.and_then(|told| told.content_type.as_deref());
        let is_json = is_json.is_some_and(|media_type| media_type.contains("json"));
        let (style, explode) = match told.and_then(|told| told.style) {
            Some(style) => style,
            None if is_json => (Style::Json, false),
            None => (Style::Form, true),
        };
        let pairs = pairs(&field.name, style, explode, &value).into_iter();
        all.extend(pairs.map(|(name, value)| format!("{name}={value}")));
    }
    all
}

/// The parts, each an option. `curl` finds the end of a name at the first `=`, and reads a value in quotes as it stands.
fn parts(format: &Format, slot: &Slot, sample: Option<&Value>, api: &Api) -> Vec<String> {
    let members = sample::members(&slot.ty, sample.or(slot.example.as_ref()), 0, api);
    let mut all = Vec::new();
    for (field, value) in members {
        let mut encodings = format.encodings.iter();
        let told = encodings.find(|encoding| encoding.name == field.name);
        let media_type = told.and_then(|told| told.content_type.as_deref());
        let name = if field.name.contains(['=', '"', '\n']) {
            encoded(&field.name)
        } else {
            field.name.clone()
        };
        let items = match &field.slot.ty {
            TypeRef::List(_) => value.as_array().cloned().unwrap_or_default(),
            _ => vec![value],
        };
        for item in items {
            let (content, usual) = if is_file(&field.slot.ty) {
                ("@file.bin".to_owned(), None)
            } else {
                let quoted = text(&item).replace('\\', "\\\\").replace('"', "\\\"");
                let json = (item.is_array() || item.is_object()).then_some("application/json");
                (format!("\"{quoted}\""), json)
            };
            let mut part = format!("{name}={content}");
            if let Some(media_type) = media_type.or(usual).filter(|known| is_plain(known)) {
                part.extend([";type=", media_type]);
            }
            all.push(format!("--form {}", Word::text(&part).quoted()));
        }
    }
    all
}

/// Whether a media type is one that `curl` can be told, and not a list or pattern of several.
fn is_plain(media_type: &str) -> bool {
    let is_known = |each: char| each.is_ascii_alphanumeric() || "/+-._".contains(each);
    media_type.chars().all(is_known)
}

fn is_file(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Binary { .. } => true,
        TypeRef::List(inner) | TypeRef::Nullable(inner) => is_file(inner),
        _ => false,
    }
}
