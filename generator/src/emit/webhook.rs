//! What the API calls: the module `webhooks`, with a table of all webhooks and callbacks.

use std::collections::HashMap;

use quote::quote;

use super::Emitted;
use super::answer::header_constructor;
use super::docs::{self, section};
use super::doctest::printed;
use super::feature;
use super::file::File;
use super::link::call;
use super::prose::{code, item, one_line, paragraph};
use super::rust::{From, ident, literal, spell, table};
use crate::ir::{
    Api, Force, Reading, ResourceId, Sign, SignPlace, TypeRef, Webhook, WebhookHeader, WebhookReply,
};
use crate::names::Names;

/// How many places, or calls, a sentence lists.
const MOST_PLACES: usize = 6;

/// Emits the module, if there is anything for it.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    if api.webhooks.is_empty() {
        return;
    }
    let headers = api.webhook_headers();
    let constants = headers.iter().zip(&names.webhooks.headers);
    let mut page = Page {
        api,
        names,
        headers: constants
            .map(|((_, header), name)| (header.key(), name.as_str()))
            .collect(),
        shared: Vec::new(),
    };
    page.shared = shared(&page);
    let mut file = File::new(front_page(&page).join("\n"));
    let rows: Vec<String> = api
        .webhooks
        .iter()
        .zip(&names.webhooks.variants)
        .map(|(webhook, variant)| page.row(webhook, variant))
        .collect();
    let scan = if has_forms(api) {
        "json_or_form"
    } else {
        "json"
    };
    file.text(table(&format!("crate::webhooks!({scan}"), &rows, ""));
    file.text(constants_of(&headers, names));
    file.offer(&[("crate", &["types"])]);
    out.rust("src/webhooks.rs", file);
}

/// Whether some payload is read from a form.
pub fn has_forms(api: &Api) -> bool {
    has_reading(api, &[Reading::Form, Reading::JsonOrForm])
}

/// Whether some payload is read so.
pub fn has_reading(api: &Api, readings: &[Reading]) -> bool {
    let payloads = api
        .webhooks
        .iter()
        .filter_map(|webhook| webhook.payload.as_ref());
    payloads
        .into_iter()
        .any(|payload| readings.contains(&payload.reading))
}

/// What all webhooks have alike.
fn shared(page: &Page<'_>) -> Vec<Vec<String>> {
    let mut all = page.api.webhooks.iter().map(|webhook| page.blocks(webhook));
    let Some(first) = all.next().filter(|_| page.api.webhooks.len() > 1) else {
        return Vec::new();
    };
    let mut is_shared = first.each_ref().map(|block| !block.is_empty());
    for blocks in all {
        for (is_shared, (block, first)) in is_shared.iter_mut().zip(blocks.iter().zip(&first)) {
            *is_shared &= block == first;
        }
    }
    let shared = first.into_iter().zip(is_shared);
    shared
        .filter_map(|(block, is_shared)| is_shared.then_some(block))
        .collect()
}

fn front_page(page: &Page<'_>) -> Vec<String> {
    let (api, names) = (page.api, page.names);
    let mut lines = paragraph(
        "What the API sends of its own accord: webhooks and callbacks, as a receiver reads them.",
    );
    section(
        &mut lines,
        paragraph(
            "[`Webhook::parse`] finds out which one a request is and reads it; [`Webhook::parse_as`] reads the one whose name \
             the receiver knows, such as by the address that it was sent to. Neither takes a client.",
        ),
    );
    section(
        &mut lines,
        feature::note(ResourceId::WEBHOOKS, names).unwrap_or_default(),
    );
    section(&mut lines, example(api, names));
    let heading = |title: &str| vec![format!("# {title}")];
    section(&mut lines, heading("Who sent it"));
    section(
        &mut lines,
        paragraph(
            "Anybody can send such a request. The description of this API does not say how to tell, so that nothing here checks it: \
             where the API signs what it sends, verify the signature before parsing, over the bytes of the body as they came and \
             not over anything that was made of them, and compare it in constant time.",
        ),
    );
    section(&mut lines, heading("Which one it is"));
    section(&mut lines, paragraph(&told(api, names)));
    if !page.shared.is_empty() {
        section(&mut lines, heading("What all have alike"));
        for block in &page.shared {
            section(&mut lines, block.clone());
        }
    }
    lines
}

/// How webhooks are told apart, in words.
fn told(api: &Api, names: &Names) -> String {
    if let ([only], [variant]) = (api.webhooks.as_slice(), names.webhooks.variants.as_slice()) {
        let name = code(&only.key);
        return match only.signs.as_slice() {
            [] => format!(
                "There is one, {name}: whatever comes in is read as [`Webhook::{variant}`]."
            ),
            _ => format!("There is one, {name}, which has {}.", places(api)),
        };
    }
    let untold: Vec<String> = api
        .webhooks
        .iter()
        .zip(&names.webhooks.variants)
        .filter(|(webhook, _)| webhook.signs.is_empty())
        .map(|(_, variant)| format!("[`Webhook::{variant}`]"))
        .collect();
    if untold.len() == api.webhooks.len() {
        return "Nothing in a request tells one from another, so that all of them take their name: see [`Webhook::parse_as`]."
            .to_owned();
    }
    let mut text = format!("They are told apart by {}.", places(api));
    match untold.len() {
        0 => {}
        1..=8 => {
            text.push_str(" Nothing tells ");
            text.push_str(&docs::listed(&untold));
            text.push_str(", which [`Webhook::parse_as`] reads.");
        }
        several => {
            let rest = " of them, which [`Webhook::parse_as`] reads.";
            text.extend([" Nothing tells ", &several.to_string(), rest]);
        }
    }
    text
}

/// The places where signs stand, in words.
fn places(api: &Api) -> String {
    let mut words: Vec<String> = Vec::new();
    for sign in api.webhooks.iter().flat_map(|webhook| &webhook.signs) {
        let word = match &sign.place {
            SignPlace::Header(name) => format!("the header {}", code(name)),
            SignPlace::Member(path) => format!("the member {}", code(&path.join("."))),
            SignPlace::MediaType => "the media type of the body".to_owned(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.len() > MOST_PLACES {
        words.truncate(MOST_PLACES);
        words.push("others".to_owned());
    }
    docs::listed(&words)
}

/// An example of a receiver.
fn example(api: &Api, names: &Names) -> Vec<String> {
    let library = ident(&api.package.library());
    let shown = api.webhooks.iter().zip(&names.webhooks.variants);
    // The first that has something to show.
    let shown = shown.clone().find(|(webhook, _)| webhook.payload.is_some());
    let arm = shown.map(|(_, variant)| {
        let variant = ident(variant);
        quote!(Webhook::#variant(payload) => println!("{payload:?}"),)
    });
    let imports = printed(&quote!(use #library::webhooks::Webhook;));
    let function = printed(&quote! {
        fn receive(headers: &http::HeaderMap, body: &[u8]) -> Result<(), #library::Error> {
            match Webhook::parse(headers, body)? {
                #arm
                Webhook::Unknown(raw) => println!("{} bytes of another kind", raw.bytes().len()),
                other => println!("{:?}", other.name()),
            }
            Ok(())
        }
    });
    let mut lines = vec!["```".to_owned()];
    lines.extend(imports.lines().map(str::to_owned));
    lines.push(String::new());
    lines.extend(function.lines().map(str::to_owned));
    lines.push("```".to_owned());
    lines
}

/// What the table is made from.
struct Page<'a> {
    api: &'a Api,
    names: &'a Names,
    /// The constants of headers, by what those are.
    headers: HashMap<String, &'a str>,
    /// What all webhooks have alike, which is said once.
    shared: Vec<Vec<String>>,
}

impl<'a> Page<'a> {
    /// The row of a webhook in the table.
    fn row(&self, webhook: &Webhook, variant: &str) -> String {
        let mut text = String::new();
        for line in self.lines(webhook, variant) {
            text.push_str(format!("/// {line}").trim_end());
            text.push('\n');
        }
        if webhook.deprecated {
            text.push_str("#[deprecated]\n");
        }
        text.extend([&literal(&webhook.key), " => ", variant]);
        if let Some(payload) = &webhook.payload {
            let read = match payload.reading {
                Reading::Json => "json",
                Reading::Form => "form",
                Reading::JsonOrForm => "json_or_form",
                Reading::Text => "text",
                Reading::Bytes => "bytes",
            };
            let ty = match payload.reading {
                Reading::Bytes => "crate::Raw".to_owned(),
                _ => spell(&payload.slot.ty, self.names, From::Elsewhere),
            };
            text.extend(["(", read, " ", &ty, ")"]);
        }
        let signs: Vec<String> = webhook.signs.iter().map(sign).collect();
        if !signs.is_empty() {
            text.extend([": ", &signs.join(" ")]);
        }
        text + ","
    }

    /// What the documentation says of a webhook: when it is sent, what it comes with, and what is to be answered.
    fn lines(&self, webhook: &Webhook, variant: &str) -> Vec<String> {
        let (api, names) = (self.api, self.names);
        let mut lines = docs::text(&webhook.docs);
        if lines.is_empty() {
            lines.extend(paragraph(&format!(
                "The {} {}",
                kind(webhook),
                code(&webhook.key)
            )));
        }
        if let Some(callback) = &webhook.callback {
            let operations = callback.operations.iter();
            let mut calls: Vec<String> = operations
                .take(MOST_PLACES)
                .map(|id| call(*id, None, api, names))
                .collect();
            if callback.operations.len() > MOST_PLACES {
                calls.push(format!("{} more", callback.operations.len() - MOST_PLACES));
            }
            section(
                &mut lines,
                paragraph(&format!(
                    "The callback {} of {}, sent to {}.",
                    code(&webhook.key),
                    docs::listed(&calls),
                    code(&callback.expression)
                )),
            );
        }
        if webhook.signs.is_empty() && api.webhooks.len() > 1 {
            let text = format!(
                "Nothing in the request tells it from others: it takes [`Webhook::parse_as`] with [`WebhookName::{variant}`]."
            );
            section(&mut lines, paragraph(&text));
        }
        for block in self
            .blocks(webhook)
            .into_iter()
            .filter(|block| !self.shared.contains(block))
        {
            section(&mut lines, block);
        }
        lines
    }

    /// What many webhooks have alike: headers, and what is to be answered.
    fn blocks(&self, webhook: &Webhook) -> [Vec<String>; 2] {
        let headers = webhook.headers.iter();
        let headers: Vec<String> = headers
            .filter_map(|header| self.constant(header))
            .map(|name| format!("[`Webhook::{name}`]"))
            .collect();
        let headers = match headers.as_slice() {
            [] => Vec::new(),
            headers => paragraph(&format!("Headers: {}.", docs::listed(headers))),
        };
        let replies = webhook.replies.iter();
        let replies: Vec<String> = replies
            .flat_map(|reply| item(&said(reply, self.names)))
            .collect();
        let mut block = Vec::new();
        if !replies.is_empty() {
            block.push("What the API takes for an answer:".to_owned());
            section(&mut block, replies);
        }
        [headers, block]
    }

    /// The constant of a header.
    fn constant(&self, header: &WebhookHeader) -> Option<&'a str> {
        self.headers.get(&header.key()).copied()
    }
}

fn sign(sign: &Sign) -> String {
    let force = match sign.force {
        Force::Must => "must",
        Force::Is => "is",
        Force::May => "may",
    };
    let place = match &sign.place {
        SignPlace::Header(name) => format!("header {}", literal(name)),
        SignPlace::Member(path) => {
            let path: Vec<String> = path.iter().map(|step| literal(step)).collect();
            format!("member {}", path.join(" "))
        }
        SignPlace::MediaType => "media_type".to_owned(),
    };
    let values: Vec<String> = sign.values.iter().map(|value| literal(value)).collect();
    format!("{force}({place}: {})", values.join(" | "))
}

fn kind(webhook: &Webhook) -> &'static str {
    if webhook.callback.is_some() {
        "callback"
    } else {
        "webhook"
    }
}

/// An answer of the receiver, in words.
fn said(reply: &WebhookReply, names: &Names) -> String {
    let mut text = code(&reply.status);
    match (&reply.ty, reply.media_types.as_slice()) {
        (Some(ty), _) => text.extend([" with ", &type_words(ty, names)]),
        (None, []) => {}
        (None, media_types) => {
            let media_types: Vec<String> = media_types.iter().map(|name| code(name)).collect();
            text.extend([" with a body of type ", &docs::alternatives(&media_types)]);
        }
    }
    if let Some(description) = &reply.docs.description {
        text.extend([": ", &one_line(description)]);
    }
    text
}

fn type_words(ty: &TypeRef, names: &Names) -> String {
    match ty {
        TypeRef::Named(id) => {
            let name = &names.type_names(*id).name;
            format!("[`{name}`](crate::types::{name})")
        }
        other => code(&spell(other, names, From::Elsewhere)),
    }
}

/// The constants that stand for the headers.
fn constants_of(headers: &[(&Webhook, &WebhookHeader)], names: &Names) -> String {
    let mut constants = String::new();
    for ((_, header), name) in headers.iter().zip(&names.webhooks.headers) {
        let mut text = format!(
            "The header {}: `Webhook::{name}.read(headers)` reads it.",
            code(&header.name)
        );
        if let Some(description) = &header.slot.docs.description {
            text.extend([" ", &one_line(description)]);
        }
        for line in paragraph(&text) {
            constants.push_str(format!("    /// {line}").trim_end());
            constants.push('\n');
        }
        let make = header_constructor(header.form);
        let ty = spell(&header.slot.ty, names, From::Elsewhere);
        let wire = literal(&header.name);
        let value = format!("crate::Header::{make}({wire})");
        constants.extend(["    pub const ", name, ": crate::Header<", &ty, "> = "]);
        constants.extend([&value, ";\n"]);
    }
    if constants.is_empty() {
        return constants;
    }
    format!("impl Webhook {{\n{constants}}}\n")
}
