//! The description of an API as data: what a mock server knows of operations, credentials and types.

use serde_json::{Value, json};

use super::super::operation::subject;
use super::schema;
use crate::ir::{
    Answer, AnswerCase, AnswerContent, Api, Body, Failure, Format, FormatKind, Location, Operation,
    OperationId, Parameter, Payload, Placement, Slot, Style, TypeId, TypeKind, TypeRef,
    status_number,
};
use crate::names::Names;

/// The description, with an operation or a type on each line.
pub fn description(api: &Api, names: &Names) -> String {
    let credentials = api.credentials.iter().map(|credential| {
        let parts = credential
            .parts
            .iter()
            .map(|part| placement(&part.placement));
        parts.collect::<Value>()
    });
    let envelope = api.envelope.as_ref().map(|known| {
        json!({
            "result": known.result, "success": known.success, "errors": known.errors,
            "messages": known.messages,
        })
    });
    let operations = api.operations.iter().enumerate();
    let operations = operations.map(|(index, known)| {
        let call = subject(OperationId(index), api, names);
        operation(&call, known, api, names).to_string()
    });
    let types = api.types.iter().enumerate();
    let types = types.filter(|(_, definition)| definition.is_used());
    let types = types.filter_map(|(index, _)| {
        let id = TypeId(index);
        let schema = schema::definition(id, api, names)?;
        Some(format!("{}: {schema}", json!(schema::key(id, names))))
    });
    format!(
        "{{\n\"credentials\": {},\n\"envelope\": {},\n\"request_id\": {},\n\"operations\": [\n{}\n],\n\"{}\": {{\n{}\n}}\n}}\n",
        credentials.collect::<Value>(),
        json!(envelope),
        json!(api.request_id_header),
        operations.collect::<Vec<_>>().join(",\n"),
        schema::SCHEMAS,
        types.collect::<Vec<_>>().join(",\n"),
    )
}

/// An object without the members that say nothing.
fn trimmed(mut object: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.retain(|key, value| match value {
            // One without a word allows everything.
            Value::Object(_) if key == "schema" => true,
            Value::Null | Value::Bool(false) => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(members) => !members.is_empty(),
            _ => true,
        });
    }
    object
}

/// Where a part of a credential travels, in two words.
fn placement(placement: &Placement) -> Value {
    match placement {
        Placement::Bearer => json!(["scheme", "Bearer"]),
        Placement::Username | Placement::Password => json!(["scheme", "Basic"]),
        Placement::Scheme(name) => json!(["scheme", name]),
        Placement::Transport => json!(["transport", ""]),
        Placement::Header(name) => json!(["header", name]),
        Placement::Query(name) => json!(["query", name]),
        Placement::Cookie(name) => json!(["cookie", name]),
    }
}

fn operation(call: &str, operation: &Operation, api: &Api, names: &Names) -> Value {
    let access = &operation.access;
    let credentials: Option<&[usize]> =
        (!access.is_open && !access.is_optional).then_some(&access.credentials);
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|parameter| parameter.location != Location::Server);
    let parameters = parameters.map(|parameter| self::parameter(parameter, names));
    let answers = std::iter::once(&operation.answer).chain(&operation.alternatives);
    let answers = answers.filter_map(|known| answer(known, operation, api, names));
    let failures = operation.failures.iter();
    let failures = failures.map(|failure| self::failure(failure, names));
    let mut text = trimmed(json!({
        "call": call,
        "id": operation.id,
        "method": operation.method.as_str(),
        "path": operation.path,
        "credentials": credentials,
        "parameters": parameters.collect::<Value>(),
        "answers": answers.collect::<Value>(),
        "failures": failures.collect::<Value>(),
    }));
    if let Some(body) = &operation.body {
        text["body"] = self::body(body, api, names);
    }
    text
}

fn parameter(parameter: &Parameter, names: &Names) -> Value {
    trimmed(json!({
        "name": parameter.name,
        "in": parameter.location.as_str(),
        "style": style(parameter.style),
        "explode": parameter.explode,
        "whole": parameter.is_whole,
        "empty": parameter.allows_empty,
        "reserved": parameter.reserved,
        "required": parameter.required || parameter.location == Location::Path,
        "schema": schema::slot(&parameter.slot, names),
    }))
}

fn style(style: Style) -> &'static str {
    match style {
        Style::Form | Style::Cookie => "form",
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::SpaceDelimited => "space",
        Style::PipeDelimited => "pipe",
        Style::DeepObject => "deep",
        Style::Json => "json",
    }
}

fn body(body: &Body, api: &Api, names: &Names) -> Value {
    let form = |format: &Format, slot: &Slot| {
        let kind = match format.kind {
            FormatKind::Json => "json",
            FormatKind::Lines => "lines",
            FormatKind::Form => "form",
            FormatKind::Multipart => "multipart",
            FormatKind::Text => "text",
            FormatKind::Binary => "binary",
        };
        let encodings = format.encodings.iter();
        let encodings = encodings.filter_map(|encoding| {
            let (written, explode) = encoding.style?;
            let style = json!({ "style": style(written), "explode": explode });
            Some((encoding.name.clone(), style))
        });
        trimmed(json!({
            "media_type": format.media_type,
            "kind": kind,
            "encodings": encodings.collect::<serde_json::Map<_, _>>(),
            "schema": schema::slot(slot, names),
        }))
    };
    let mut forms = Vec::new();
    if let Some(format) = &body.format {
        forms.push(form(format, &body.slot));
    } else if let TypeRef::Named(id) = body.slot.ty
        && let Some(TypeKind::Choice(variants)) = api.definition(id).map(|known| &known.kind)
    {
        forms.extend(
            variants
                .iter()
                .map(|known| form(&known.format, &known.slot)),
        );
    }
    json!({ "required": body.required, "forms": forms })
}

/// What a success is answered with, in one of its forms.
fn answer(answer: &Answer, operation: &Operation, api: &Api, names: &Names) -> Option<Value> {
    let case = answer.cases.first()?;
    let content = match &answer.content {
        AnswerContent::ByStatus => &case.content,
        content => content,
    };
    let accept: Vec<&str> = answer.accept.iter().map(|text| essence(text)).collect();
    let (kind, media_type, schema) = content_of(content, accept.first().copied(), names);
    let schema = match api.envelope.as_ref().filter(|_| answer.enveloped) {
        None => schema,
        Some(known) => {
            let result = schema.unwrap_or_else(|| json!({ "type": "null" }));
            Some(json!({
                "type": "object",
                "required": [known.success, known.errors, known.messages, known.result],
                "properties": {
                    &known.success: { "const": true },
                    &known.errors: { "const": [] },
                    &known.messages: { "const": [] },
                    &known.result: result,
                },
            }))
        }
    };
    let kind = if answer.enveloped { "json" } else { kind };
    Some(trimmed(json!({
        "status": status(case),
        "accept": accept,
        "switch": answer.switch,
        "kind": kind,
        "media_type": media_type,
        "headers": headers(case, operation, names),
        "schema": schema,
        "example": case.example,
    })))
}

/// How a content is made, its media type, and the schema of the values in it.
fn content_of<'a>(
    content: &AnswerContent,
    accept: Option<&'a str>,
    names: &Names,
) -> (&'static str, &'a str, Option<Value>) {
    let schema = content.ty().map(|ty| schema::ty(ty, names));
    match content {
        AnswerContent::Nothing => ("nothing", "application/json", None),
        AnswerContent::Value(_) => ("json", accept.unwrap_or("application/json"), schema),
        AnswerContent::Page(_) => {
            let list = json!({ "type": "array", "items": schema });
            ("json", accept.unwrap_or("application/json"), Some(list))
        }
        AnswerContent::Text(_) => ("text", accept.unwrap_or("text/plain"), schema),
        AnswerContent::Raw | AnswerContent::Download | AnswerContent::ByStatus => {
            ("bytes", accept.unwrap_or("application/octet-stream"), None)
        }
        AnswerContent::Lines(_) => ("lines", accept.unwrap_or("application/jsonl"), schema),
        AnswerContent::Events(_, payload) => {
            let kind = match payload {
                Payload::Json => "events",
                Payload::Text => "text-events",
                Payload::Whole => "whole-events",
            };
            (kind, "text/event-stream", schema)
        }
    }
}

/// A media type that can be sent: ranges stand for nothing in particular.
fn essence(media_type: &str) -> &str {
    let essence = media_type.split(';').next().unwrap_or(media_type).trim();
    if essence.contains('*') {
        "application/octet-stream"
    } else {
        essence
    }
}

fn status(case: &AnswerCase) -> u16 {
    match status_number(&case.status) {
        0 | 2 => 200,
        number if number < 100 => number * 100,
        number => number,
    }
}

/// The headers that an answer of this status has, with the schema of each.
fn headers(case: &AnswerCase, operation: &Operation, names: &Names) -> Value {
    let headers = operation.headers.iter();
    let headers = headers.filter(|header| header.statuses.contains(&case.status));
    let headers = headers.map(|header| (header.name.clone(), schema::slot(&header.slot, names)));
    Value::Object(headers.collect())
}

fn failure(failure: &Failure, names: &Names) -> Value {
    let body = failure.body.as_ref();
    trimmed(json!({
        "status": status_number(&failure.status),
        "text": body.is_some_and(|body| body.is_text),
        "schema": body.map(|body| schema::ty(&body.ty, names)),
    }))
}
