//! The IR as text: a line per fact, for tests and for reading.

mod calls;

use std::fmt::{self, Display, Write};

use super::{
    Additional, AnswerContent, Api, Format, Limits, Operation, Parameter, Resource, Slot, TypeDef,
    TypeKind, TypeRef, Value,
};

impl Api {
    /// The whole API as text, in the order of the IR.
    pub fn dump(&self) -> String {
        let mut text = String::new();
        // Writing into a `String` cannot fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        writeln!(
            out,
            "package {} {}",
            self.package.name, self.package.version
        )?;
        writeln!(out, "base {}", self.base_url)?;
        for server in self.servers.iter().filter(|_| self.has_choice_of_servers()) {
            writeln!(out, "server {} ({})", server.url, server.names.join(", "))?;
            for variable in &server.variables {
                let usual = variable.usual.as_deref().unwrap_or("-");
                let ty = self.type_text(&variable.ty);
                writeln!(out, "  {}={usual} {ty}", variable.name)?;
            }
        }
        for parameter in &self.client_parameters {
            let environment = parameter.environment.as_deref().unwrap_or("-");
            writeln!(
                out,
                "client {} environment={environment}{}",
                parameter.name,
                limits(&parameter.limits)
            )?;
        }
        for credential in &self.credentials {
            let parts: Vec<String> = credential
                .parts
                .iter()
                .map(|part| format!("{}={:?}", part.argument, part.placement))
                .collect();
            writeln!(out, "credential {}: {}", credential.name, parts.join(", "))?;
        }
        for resource in self
            .resources
            .iter()
            .filter(|resource| resource.parent.is_none())
        {
            self.resource_lines(resource, 0, out)?;
        }
        for webhook in &self.webhooks {
            self.webhook_lines(webhook, out)?;
        }
        let mut types: Vec<&TypeDef> = self
            .types
            .iter()
            .filter(|definition| definition.is_used())
            .collect();
        types.sort_by_key(|definition| definition.name.join("."));
        types
            .into_iter()
            .try_for_each(|definition| self.type_lines(definition, out))
    }

    fn resource_lines(&self, resource: &Resource, depth: usize, out: &mut String) -> fmt::Result {
        let indent = "  ".repeat(depth);
        writeln!(out, "{indent}resource {}", resource.name)?;
        for operation in resource
            .operations
            .iter()
            .filter_map(|id| self.operation(*id))
        {
            self.operation_lines(operation, &indent, out)?;
        }
        resource
            .children
            .iter()
            .filter_map(|id| self.resource(*id))
            .try_for_each(|child| self.resource_lines(child, depth + 1, out))
    }

    fn operation_lines(
        &self,
        operation: &Operation,
        indent: &str,
        out: &mut String,
    ) -> fmt::Result {
        writeln!(
            out,
            "{indent}  {} = {} {}",
            operation.name,
            operation.method.as_str(),
            operation.path
        )?;
        if let Some(server) = &operation.server {
            writeln!(out, "{indent}    at {server}")?;
        }
        for parameter in &operation.parameters {
            writeln!(out, "{indent}    {}", self.parameter_line(parameter))?;
        }
        if let Some(body) = &operation.body {
            let mark = if body.required { "!" } else { "" };
            let format = body.format.as_ref().map(format_text).unwrap_or_default();
            let slot = self.slot_text(&body.slot);
            writeln!(out, "{indent}    body{mark} {format}{slot}")?;
        }
        self.answer_lines(operation, indent, out)?;
        if let Some(pagination) = &operation.pagination {
            writeln!(out, "{indent}    {pagination}")?;
        }
        self.link_lines(operation, indent, out)?;
        let sets = operation.security.iter().map(|set| {
            let names: Vec<&str> = set.schemes.iter().map(|(name, _)| name.as_str()).collect();
            names.join("+")
        });
        let sets: Vec<String> = sets.collect();
        let taken = operation.access.credentials.iter();
        let taken = taken.filter_map(|index| Some(self.credentials.get(*index)?.name.as_str()));
        let taken: Vec<&str> = taken.collect();
        write!(out, "{indent}    security {}", sets.join(" | "))?;
        if !taken.is_empty() {
            write!(out, "; takes {}", taken.join(", "))?;
        }
        writeln!(out)
    }

    fn answer_lines(&self, operation: &Operation, indent: &str, out: &mut String) -> fmt::Result {
        let answers = std::iter::once(&operation.answer).chain(&operation.alternatives);
        for (index, answer) in answers.enumerate() {
            let statuses: Vec<&str> = answer.cases.iter().map(|case| &*case.status).collect();
            let or = if index == 0 { "" } else { "or " };
            writeln!(
                out,
                "{indent}    {or}{} -> {} {}",
                statuses.join(" "),
                self.content_text(&answer.content),
                answer.accept.join(" "),
            )?;
            if answer.content == AnswerContent::ByStatus {
                for case in &answer.cases {
                    let content = self.content_text(&case.content);
                    writeln!(out, "{indent}      {} {content}", case.status)?;
                }
            }
        }
        let failures: Vec<String> = operation
            .failures
            .iter()
            .map(|failure| match &failure.body {
                None => failure.status.clone(),
                Some(body) => format!("{} {}", failure.status, self.type_text(&body.ty)),
            })
            .collect();
        writeln!(out, "{indent}    fails {}", failures.join(", "))?;
        for header in &operation.headers {
            let slot = self.slot_text(&header.slot);
            writeln!(
                out,
                "{indent}    answers with header {} {:?} {slot} in {}",
                header.name,
                header.form,
                header.statuses.join(" ")
            )?;
        }
        Ok(())
    }

    fn content_text(&self, content: &AnswerContent) -> String {
        let text = content
            .ty()
            .map(|ty| self.type_text(ty))
            .unwrap_or_default();
        match content {
            AnswerContent::Nothing => "nothing".to_owned(),
            AnswerContent::Value(_) => text,
            AnswerContent::Page(_) => format!("page of {text}"),
            AnswerContent::Text(_) => format!("{text} as text"),
            AnswerContent::Raw => "bytes".to_owned(),
            AnswerContent::Download => "download".to_owned(),
            AnswerContent::Events(_, payload) => format!("events of {text} by {payload:?}"),
            AnswerContent::Lines(_) => format!("lines of {text}"),
            AnswerContent::ByStatus => "by status".to_owned(),
        }
    }

    fn parameter_line(&self, parameter: &Parameter) -> String {
        let mut line = format!("{} {}", parameter.location.as_str(), parameter.name);
        if parameter.required {
            line.push('!');
        }
        if parameter.client {
            line.push_str(" (client)");
        }
        let _ = write!(line, " {:?}", parameter.style);
        if parameter.explode {
            line.push_str(" explode");
        }
        for (is, word) in [
            (parameter.is_whole, " whole"),
            (parameter.reserved, " reserved"),
            (parameter.allows_empty, " or empty"),
        ] {
            line.push_str(if is { word } else { "" });
        }
        format!("{line} {}", self.slot_text(&parameter.slot))
    }

    fn type_lines(&self, definition: &TypeDef, out: &mut String) -> fmt::Result {
        let usage = match (definition.usage.request, definition.usage.response) {
            (true, true) => "both",
            (true, false) => "request",
            (false, true) => "response",
            (false, false) => "unused",
        };
        let name = definition.name.join(".");
        match &definition.kind {
            TypeKind::Object(object) => {
                writeln!(out, "object {name} ({usage})")?;
                for field in &object.fields {
                    let mark = if field.required { "!" } else { "" };
                    writeln!(
                        out,
                        "  {}{mark} {}",
                        field.name,
                        self.slot_text(&field.slot)
                    )?;
                }
                match &object.additional {
                    Additional::Unmentioned => Ok(()),
                    Additional::Forbidden => writeln!(out, "  nothing else"),
                    Additional::Typed(slot) => writeln!(out, "  others {}", self.slot_text(slot)),
                }
            }
            TypeKind::Enumeration(enumeration) => {
                let values: Vec<String> = enumeration
                    .values
                    .iter()
                    .map(|variant| plain(&variant.value))
                    .collect();
                let others = if enumeration.is_open {
                    " | any text"
                } else {
                    ""
                };
                writeln!(out, "enum {name} ({usage}): {}{others}", values.join(" | "))
            }
            TypeKind::Union(union) => {
                let by = union
                    .tag
                    .as_ref()
                    .map(|tag| format!(" by {tag}"))
                    .unwrap_or_default();
                writeln!(out, "union {name} ({usage}){by}")?;
                let mut variants = union.variants.iter().enumerate();
                variants.try_for_each(|(index, variant)| {
                    let is_default = union.default == Some(index);
                    writeln!(
                        out,
                        "  {} [{}]{}{} {}",
                        variant.name,
                        variant.tags.join(" "),
                        if variant.can_lack_tag { " or none" } else { "" },
                        if is_default { " and others" } else { "" },
                        self.slot_text(&variant.slot)
                    )
                })
            }
            TypeKind::Choice(variants) => {
                writeln!(out, "choice {name} ({usage})")?;
                variants.iter().try_for_each(|variant| {
                    let (format, slot) = (format_text(&variant.format), &variant.slot);
                    writeln!(out, "  {} {format}{}", variant.name, self.slot_text(slot))
                })
            }
            TypeKind::Wrapper(slot) => {
                writeln!(out, "wrapper {name} ({usage}): {}", self.slot_text(slot))
            }
            TypeKind::Alias(home) => {
                let home = TypeRef::Named(*home);
                writeln!(out, "alias {name} ({usage}): {}", self.type_text(&home))
            }
        }
    }

    fn slot_text(&self, slot: &Slot) -> String {
        let mut text = self.type_text(&slot.ty);
        let flags = [
            (slot.nullable, " nullable"),
            (slot.read_only, " readOnly"),
            (slot.write_only, " writeOnly"),
            (slot.deprecated, " deprecated"),
            (slot.boxed, " boxed"),
        ];
        flags
            .iter()
            .filter(|(is_set, _)| *is_set)
            .for_each(|(_, name)| text.push_str(name));
        text.push_str(&limits(&slot.limits));
        if let Some(default) = &slot.default {
            let _ = write!(text, " default={default}");
        }
        text
    }

    fn type_text(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::List(inner) => format!("[{}]", self.type_text(inner)),
            TypeRef::Map(inner) => format!("{{{}}}", self.type_text(inner)),
            TypeRef::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.type_text(item)).collect();
                format!("({})", items.join(", "))
            }
            TypeRef::Nullable(inner) => format!("{}?", self.type_text(inner)),
            TypeRef::Named(id) => self
                .type_def(*id)
                .map(|definition| definition.name.join("."))
                .unwrap_or_default(),
            other => format!("{other:?}"),
        }
    }
}

/// How a body is written, before what it is.
fn format_text(format: &Format) -> String {
    let mut text = format!("{:?} {} ", format.kind, format.media_type);
    for encoding in &format.encodings {
        let _ = write!(text, "[{}", encoding.name);
        if let Some(media_type) = &encoding.content_type {
            let _ = write!(text, " {media_type}");
        }
        if let Some((style, explode)) = encoding.style {
            let _ = write!(text, " {style:?} explode={explode}");
        }
        if encoding.reserved {
            text.push_str(" reserved");
        }
        for (name, value) in &encoding.headers {
            let _ = write!(text, " {name}: {value}");
        }
        text.push_str("] ");
    }
    text
}

/// A value without the quotes of text.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn limits(limits: &Limits) -> String {
    let mut text = String::new();
    let mut add = |name: &str, value: Option<&dyn Display>| {
        if let Some(value) = value {
            let _ = write!(text, " {name}={value}");
        }
    };
    add(
        "minLength",
        limits
            .min_length
            .as_ref()
            .map(|value| value as &dyn Display),
    );
    add(
        "maxLength",
        limits
            .max_length
            .as_ref()
            .map(|value| value as &dyn Display),
    );
    add(
        "minimum",
        limits
            .minimum
            .as_ref()
            .map(|bound| &bound.value as &dyn Display),
    );
    add(
        "maximum",
        limits
            .maximum
            .as_ref()
            .map(|bound| &bound.value as &dyn Display),
    );
    add(
        "minItems",
        limits.min_items.as_ref().map(|value| value as &dyn Display),
    );
    add(
        "maxItems",
        limits.max_items.as_ref().map(|value| value as &dyn Display),
    );
    if let Some(items) = &limits.items {
        let _ = write!(text, " items({})", self::limits(items).trim_start());
    }
    text
}
