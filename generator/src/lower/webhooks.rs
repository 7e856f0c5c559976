//! Webhooks and callbacks: calls that the API makes, and what a receiver finds in them.

use std::collections::HashMap;

use openapiv3::{
    MediaType as Media, Operation as Source, Parameter as ParameterSource, ReferenceOr,
};

use super::Lowering;
use super::media::{Family, MediaType};
use super::operation::{id_of, operations_of};
use super::schema::{Words, nullable};
use crate::diag::Diagnostic;
use crate::ir::{
    Api, Callback, Docs, Force, HeaderForm, HttpMethod, Location, OperationId, Reading, Sign,
    SignPlace, Slot, Style, TypeKind, TypeRef, Webhook, WebhookHeader, WebhookPayload,
    WebhookReply,
};
use crate::openapi::{At, Caller, Incoming, by_ref};

impl<'a> Lowering<'a> {
    /// Lowers everything that the API calls; operations have to be there.
    pub fn webhooks(&mut self, api: &mut Api) {
        let operations = api.operations.iter().enumerate();
        let known: HashMap<(String, &str), OperationId> = operations
            .map(|(index, operation)| {
                let method = operation.method.as_str();
                ((operation.path.clone(), method), OperationId(index))
            })
            .collect();
        let mut webhooks = Vec::new();
        for incoming in &self.document.incoming {
            let at = incoming.at(&self.at());
            // What stands behind a reference of the whole path is written elsewhere.
            let written = |key: &str| at.reference(&format!("#{}", at.key(key).pointer()));
            let callback = callback(incoming, &known);
            let of = of(incoming, callback.as_ref(), api);
            let shared = (incoming.item.parameters.as_slice(), written("parameters"));
            for (method, source) in operations_of(&incoming.item, None) {
                let at = written(&method.as_str().to_ascii_lowercase());
                let call = Call {
                    incoming,
                    method,
                    source,
                    callback: &callback,
                    of: of.as_deref(),
                    at,
                };
                webhooks.extend(self.webhook(&call, &shared));
                self.close_objects();
            }
        }
        for (index, webhook) in webhooks.iter().enumerate() {
            let callback = webhook.callback.iter();
            for id in callback.flat_map(|callback| &callback.operations) {
                if let Some(operation) = api.operations.get_mut(id.0) {
                    operation.callbacks.push(index);
                }
            }
        }
        api.webhooks = webhooks;
    }

    /// One call: a webhook for each type that its body may be of.
    fn webhook(
        &mut self,
        call: &Call<'a, '_>,
        shared: &(&'a [ReferenceOr<ParameterSource>], At),
    ) -> Vec<Webhook> {
        let words = call.words();
        let own = (call.source.parameters.as_slice(), call.at.key("parameters"));
        let headers = self.webhook_headers([shared.clone(), own], &words);
        let replies = self.replies(call.source, &call.at, &words);
        let (payloads, description) = self.payloads(call.source, &call.at, &words);
        let webhook = Webhook {
            key: call.incoming.key.clone(),
            id: id_of(call.source).cloned(),
            names: call.names(),
            method: call.method,
            callback: call.callback.clone(),
            origin: call.at.origin(),
            docs: call.docs(description),
            deprecated: call.source.deprecated,
            headers,
            payload: None,
            replies,
            signs: Vec::new(),
        };
        if payloads.len() < 2 {
            let payload = payloads.into_iter().next();
            return vec![Webhook { payload, ..webhook }];
        }
        let each = payloads.into_iter().map(|payload| {
            let media_types = payload.media_types.iter();
            let media_types: Vec<MediaType> = media_types.map(|text| MediaType::of(text)).collect();
            let name = media_types.first().map(MediaType::name);
            let name = name.unwrap_or_default();
            let names = webhook.names.iter();
            Webhook {
                names: names.map(|own| format!("{own} {name}")).collect(),
                signs: vec![Sign {
                    place: SignPlace::MediaType,
                    values: media_types.into_iter().map(|each| each.essence).collect(),
                    force: Force::Is,
                }],
                payload: Some(payload),
                ..webhook.clone()
            }
        });
        each.collect()
    }

    /// The headers of a call; of what else it is sent with, nothing reaches who reads headers and body.
    fn webhook_headers(
        &mut self,
        lists: [(&'a [ReferenceOr<ParameterSource>], At); 2],
        words: &Words,
    ) -> Vec<WebhookHeader> {
        let mut headers: Vec<WebhookHeader> = Vec::new();
        for (list, at) in lists {
            for (index, parameter) in list.iter().enumerate() {
                let at = at.index(index);
                let Some((source, at)) = self.resolver.parameter(parameter, &at, self.diagnostics)
                else {
                    continue;
                };
                if !self.is_sent(source, &at) {
                    continue;
                }
                let parameter = self.parameter(source, &at, words);
                if parameter.location != Location::Header {
                    let location = parameter.location.as_str();
                    let message = format!(
                        "the {location} parameter `{}` of a call that the API makes is not read",
                        parameter.name
                    );
                    self.diagnostics.push(
                        Diagnostic::warning("not-carried", at.place(), message).help(
                            "take it from the address of the request; headers and body are typed",
                        ),
                    );
                    continue;
                }
                let header = WebhookHeader {
                    form: match (parameter.style, parameter.explode) {
                        (Style::Json, _) => HeaderForm::Json,
                        (_, true) => HeaderForm::Exploded,
                        (_, false) => HeaderForm::Plain,
                    },
                    required: parameter.required,
                    name: parameter.name,
                    slot: parameter.slot,
                };
                let is_same = |known: &WebhookHeader| known.name.eq_ignore_ascii_case(&header.name);
                match headers.iter().position(is_same) {
                    Some(index) => {
                        if let Some(known) = headers.get_mut(index) {
                            *known = header;
                        }
                    }
                    None => headers.push(header),
                }
            }
        }
        headers
    }

    /// What the body may hold, each type once, and what is said of the body as a whole.
    fn payloads(
        &mut self,
        source: &'a Source,
        at: &At,
        words: &Words,
    ) -> (Vec<WebhookPayload>, Option<String>) {
        let at = at.key("requestBody");
        let body = source.request_body.as_ref();
        let Some((body, at)) =
            body.and_then(|body| self.resolver.request_body(body, &at, self.diagnostics))
        else {
            return (Vec::new(), None);
        };
        let mut payloads: Vec<WebhookPayload> = Vec::new();
        for (media_type, media) in &body.content {
            let mut words = words.clone();
            words.push("payload".to_owned());
            if !payloads.is_empty() {
                words.push(MediaType::of(media_type).name());
            }
            let at = at.key("content").key(media_type);
            let payload = self.payload(media_type, media, &at, &words);
            let known = payloads
                .iter_mut()
                .find(|known| known.slot.ty == payload.slot.ty);
            let together = known.and_then(|known| {
                let reading = together(known.reading, payload.reading)?;
                Some((known, reading))
            });
            match together {
                Some((known, reading)) => {
                    known.reading = reading;
                    known.media_types.extend(payload.media_types);
                }
                None => payloads.push(payload),
            }
        }
        (payloads, body.description.clone())
    }

    fn payload(
        &mut self,
        media_type: &str,
        media: &'a Media,
        at: &At,
        words: &Words,
    ) -> WebhookPayload {
        let mut slot = match &media.schema {
            Some(schema) => self.slot(&by_ref(schema), &at.key("schema"), words),
            None => Slot::of(TypeRef::Json),
        };
        slot.ty = nullable(slot.clone());
        slot.nullable = false;
        if let Some(example) = self.example(media) {
            slot.example = Some(example);
        }
        let named = MediaType::of(media_type);
        let family = named.family();
        let is_structured = self.is_structured(&slot.ty);
        let is_scalar = !is_structured && slot.ty != TypeRef::Json;
        let is_binary = matches!(slot.ty, TypeRef::Binary { .. });
        let reading = match family {
            Family::Json => Reading::Json,
            Family::Form => Reading::Form,
            Family::Multipart | Family::Lines => {
                let message =
                    format!("the parts of a payload of type `{media_type}` have no types");
                self.diagnostics.push(
                    Diagnostic::warning("approximated", at.place(), message)
                        .help("it is handed over as bytes"),
                );
                Reading::Bytes
            }
            // XML says itself in which charset it is.
            _ if is_binary || named.essence.ends_with("xml") || !named.is_unicode() => {
                Reading::Bytes
            }
            Family::Unknown | Family::Range if is_structured => Reading::Json,
            // Much of what is said to be plain text is JSON.
            Family::Text if is_structured && named.essence == "text/plain" => Reading::Json,
            Family::Text | Family::Yaml => Reading::Text,
            Family::Unknown | Family::Range if is_scalar => Reading::Text,
            Family::Binary | Family::Unknown | Family::Range => Reading::Bytes,
        };
        match reading {
            Reading::Text if !is_scalar => slot.ty = TypeRef::Text,
            // Whatever they hold, no type of it is needed.
            Reading::Bytes => slot.ty = TypeRef::Binary { encoded: false },
            _ => {}
        }
        WebhookPayload {
            media_types: vec![media_type.to_owned()],
            reading,
            slot,
        }
    }

    /// Whether a value of this type is a list or has members.
    fn is_structured(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Tuple(_) => true,
            TypeRef::Nullable(inner) => self.is_structured(inner),
            TypeRef::Named(id) => {
                let definition = self.types.get(id.0);
                definition.is_some_and(|found| !matches!(found.kind, TypeKind::Enumeration(_)))
            }
            _ => false,
        }
    }

    /// What a receiver may answer.
    fn replies(&mut self, source: &'a Source, at: &At, words: &Words) -> Vec<WebhookReply> {
        let listed = self.listed(&source.responses, &at.key("responses"));
        let mut replies = Vec::new();
        for listed in listed {
            let content = &listed.response.content;
            let json = super::responses::json_content(content);
            let ty = json.and_then(|(media_type, media)| {
                let at = listed.at.key("content").key(media_type).key("schema");
                let mut words = words.clone();
                words.push("reply".to_owned());
                if !replies.is_empty() {
                    words.push(crate::ir::status_words(&listed.status));
                }
                Some(nullable(self.slot(
                    &by_ref(media.schema.as_ref()?),
                    &at,
                    &words,
                )))
            });
            let description = listed.response.description.trim();
            replies.push(WebhookReply {
                docs: Docs {
                    description: (!description.is_empty()).then(|| description.to_owned()),
                    ..Docs::default()
                },
                media_types: content.keys().cloned().collect(),
                status: listed.status,
                ty,
            });
        }
        replies
    }
}

/// One call of a path item that the API calls.
struct Call<'a, 'c> {
    incoming: &'a Incoming,
    method: HttpMethod,
    source: &'a Source,
    callback: &'c Option<Callback>,
    /// What a callback belongs to, in words.
    of: Option<&'c str>,
    at: At,
}

impl Call<'_, '_> {
    /// Whether it is the only call of its name.
    fn is_alone(&self) -> bool {
        operations_of(&self.incoming.item, None).nth(1).is_none()
    }

    /// What it may be called, the best first; the last tells it from all others.
    fn names(&self) -> Vec<String> {
        let key = &self.incoming.key;
        let method = self.method.as_str().to_ascii_lowercase();
        let mut names = Vec::new();
        if self.is_alone() {
            names.push(key.clone());
        }
        names.extend(id_of(self.source).cloned());
        let whole = match self.of {
            Some(of) => format!("{of} {key}"),
            None => key.clone(),
        };
        if self.is_alone() && self.of.is_some() {
            names.push(whole.clone());
        }
        names.push(format!("{whole} {method}"));
        names
    }

    /// The words that its inline types are named after.
    fn words(&self) -> Words {
        if let Some(id) = id_of(self.source) {
            return vec![id.clone()];
        }
        let mut words: Words = self.of.map(str::to_owned).into_iter().collect();
        words.push(self.incoming.key.clone());
        if !self.is_alone() {
            words.push(self.method.as_str().to_ascii_lowercase());
        }
        words
    }

    /// What is said of the call, or of all calls of the path; then what is said of the body.
    fn docs(&self, body: Option<String>) -> Docs {
        let (source, item) = (self.source, &self.incoming.item);
        let summary = source.summary.as_ref().or(item.summary.as_ref());
        let description = source.description.as_ref().or(item.description.as_ref());
        let description =
            match (description, body) {
                (Some(description), Some(body)) if !description.contains(body.trim()) => Some(
                    format!("{}\n\n{}", description.trim_end(), body.trim_start()),
                ),
                (Some(description), _) => Some(description.clone()),
                (None, body) => body,
            };
        Docs {
            summary: summary.cloned(),
            description,
            external: source.external_docs.as_ref().map(|docs| docs.url.clone()),
        }
    }
}

/// Whose callback something is.
fn callback(incoming: &Incoming, known: &HashMap<(String, &str), OperationId>) -> Option<Callback> {
    let Caller::Callback {
        expression,
        operations,
        ..
    } = &incoming.caller
    else {
        return None;
    };
    let mut ids = Vec::new();
    // Which of them comes first in the document, says nothing.
    let mut operations: Vec<&(String, String)> = operations.iter().collect();
    operations.sort_unstable();
    for (path, method) in operations {
        let method = method.to_ascii_uppercase();
        ids.extend(known.get(&(path.clone(), method.as_str())).copied());
    }
    Some(Callback {
        expression: expression.clone(),
        operations: ids,
    })
}

/// What a callback belongs to, in words: its component, or the first of its operations.
fn of(incoming: &Incoming, callback: Option<&Callback>, api: &Api) -> Option<String> {
    let Caller::Callback {
        expression,
        is_alone,
        ..
    } = &incoming.caller
    else {
        return None;
    };
    let operation = callback.and_then(|callback| api.operation(*callback.operations.first()?));
    let mut of = match (incoming.component(), operation) {
        (Some(component), _) => component.to_owned(),
        (None, Some(operation)) => {
            let id = operation.id.clone();
            id.unwrap_or_else(|| format!("{} {}", operation.method.as_str(), operation.path))
        }
        (None, None) => String::new(),
    };
    if !is_alone {
        of.extend([" ", expression]);
    }
    Some(of)
}

/// How a body of one type is read that may come in two forms.
fn together(one: Reading, other: Reading) -> Option<Reading> {
    match (one, other) {
        _ if one == other => Some(one),
        (Reading::Json | Reading::Form | Reading::JsonOrForm, Reading::Json | Reading::Form) => {
            Some(Reading::JsonOrForm)
        }
        _ => None,
    }
}
