//! One command of the command line: the row of the runtime's table that describes it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::answer;
use super::body::expression;
use super::command_kind::Kind;
use super::docs;
use super::prose;
use super::rust::{From, ident, rules, tokens, type_of};
use crate::ir::{
    AnswerContent, Api, BodyForm, FormatKind, Location, Member, Operation, OperationId, Parameter,
    Slot, TypeKind, TypeRef,
};
use crate::names::{Names, OptionNames, is_positional};

/// The row of an operation.
pub fn row(id: OperationId, operation: &Operation, api: &Api, names: &Names) -> TokenStream {
    let (own, command) = (names.operation(id), names.program.command(id));
    let path = &command.path;
    let constant = ident(&own.constant);
    let about = about(operation);
    let details = details(operation, api);
    let details = if details.is_empty() && about.is_empty() {
        quote!()
    } else {
        quote!(.about(#about, #details))
    };
    let form = operation
        .body
        .as_ref()
        .and_then(|body| BodyForm::of(body, api));
    let members = form.map(|form| form.members(api)).unwrap_or_default();
    let parameters = operation
        .parameters
        .iter()
        .zip(&command.parameters)
        .enumerate();
    let mut arguments: Vec<TokenStream> = parameters
        .filter(|(_, (parameter, _))| !parameter.client)
        .map(|(index, (parameter, names))| of_parameter(index, parameter, names, api))
        .collect();
    let is_multipart = form.is_some_and(|form| form.format.kind == FormatKind::Multipart);
    let members = members.iter().zip(&command.members);
    arguments.extend(members.map(|(member, names)| of_member(member, names, is_multipart, api)));
    let arguments = (!arguments.is_empty()).then(|| quote!(.arguments(&[#(#arguments),*])));
    let body = form.map(|form| body(form, operation, api, names));
    let reply = reply(&operation.answer.content);
    let reply = reply.map(|reply| quote!(.reply(#reply)));
    let pages = operation.pagination.as_ref().map(|pagination| {
        let items = &pagination.items;
        quote!(.pages(&[#(#items),*]))
    });
    let hidden = hidden(operation, api);
    let hidden = (!hidden.is_empty()).then(|| quote!(.hidden(&[#(#hidden),*])));
    let forms = forms(operation, &command.forms);
    let is_confirmed = api
        .program
        .as_ref()
        .is_some_and(|program| program.confirmed.contains(&id));
    let confirmed = is_confirmed.then(|| quote!(.confirmed()));
    quote! {
        Call::new(&[#(#path),*], &calls::#constant) #details #arguments #body #reply #pages #hidden #forms #confirmed
    }
}

/// A line on what it does.
fn about(operation: &Operation) -> String {
    let docs = &operation.docs;
    let summary = docs.summary.as_deref().or(docs.description.as_deref());
    let about = plain_line(summary.unwrap_or_default());
    let about = about.trim_end_matches('.');
    if operation.deprecated {
        return format!("{about} (deprecated)").trim_start().to_owned();
    }
    about.to_owned()
}

/// All that the document says of it.
fn details(operation: &Operation, api: &Api) -> String {
    let mut parts = Vec::new();
    let docs = &operation.docs;
    if let (Some(_), Some(description)) = (&docs.summary, &docs.description) {
        parts.push(prose::visible(description).trim().to_owned());
    }
    let permissions = &operation.permissions;
    match permissions.as_slice() {
        [] => {}
        [only] => parts.push(format!("The credentials need the permission `{only}`.")),
        several => {
            let several: Vec<String> = several.iter().map(|name| format!("`{name}`")).collect();
            let several = docs::alternatives(&several);
            parts.push(format!(
                "The credentials need one of the permissions {several}."
            ));
        }
    }
    parts.extend(of_body(operation, api));
    let path = operation.path.split('#').next().unwrap_or_default();
    parts.push(format!("{} {path}", operation.method.as_str()));
    parts.join("\n\n")
}

/// What options cannot say of the body, and which of its forms is sent.
fn of_body(operation: &Operation, api: &Api) -> Option<String> {
    let body = operation.body.as_ref()?;
    let form = BodyForm::of(body, api)?;
    let mut facts = Vec::new();
    if body.format.is_none() {
        let media_type = &form.format.media_type;
        facts.push(format!(
            "The API takes the body as several media types; it is sent as `{media_type}`."
        ));
    }
    let union = match &form.slot.ty {
        TypeRef::Named(id) => api.definition(*id).map(|definition| &definition.kind),
        _ => None,
    };
    if matches!(union, Some(TypeKind::Union(_))) {
        facts.push(
            "The body is one of several types, of which no options are made: `--body` says all of it."
                .to_owned(),
        );
    }
    (!facts.is_empty()).then(|| facts.join(" "))
}

/// The first paragraph on one line, as it is shown on a terminal.
pub fn plain_line(text: &str) -> String {
    let text = prose::visible(text);
    let lines = text
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty());
    let first: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    first.join(" ")
}

/// What is said of a place in the help.
fn help(slot: &Slot) -> String {
    let docs = &slot.docs;
    let text = docs.summary.as_deref().or(docs.description.as_deref());
    let mut words = plain_line(text.unwrap_or_default());
    let limits = docs::limits(&slot.limits);
    let mut fact = |text: String| {
        let end = if words.is_empty() || words.ends_with(['.', '!', '?', ':']) {
            ""
        } else {
            "."
        };
        let gap = if words.is_empty() { "" } else { " " };
        words.extend([end, gap, &text]);
    };
    if !limits.is_empty() {
        fact(format!("Limits: {}.", limits.join(", ")));
    }
    if let Some(default) = slot.default.as_ref().filter(|default| !default.is_null()) {
        fact(format!("Default: {}.", docs::value(default)));
    }
    words
}

fn of_parameter(
    index: usize,
    parameter: &Parameter,
    names: &OptionNames,
    api: &Api,
) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    let kind = Kind::of_parameter(parameter, api);
    let place = quote!(Place::Parameter(#index));
    let is_required = parameter.required || parameter.location == Location::Path;
    let is_positional = is_positional(parameter);
    argument(
        names,
        &kind,
        &place,
        &parameter.slot,
        is_required,
        is_positional,
    )
}

fn of_member(
    member: &Member<'_>,
    names: &OptionNames,
    is_multipart: bool,
    api: &Api,
) -> TokenStream {
    let path = &member.path;
    let place = quote!(Place::Member(&[#(#path),*]));
    let kind = Kind::of_member(member, is_multipart, api);
    let argument = argument(names, &kind, &place, member.slot, member.required, false);
    // Other bodies go through their types, which know their limits.
    let limits = rules(&member.slot.limits).filter(|_| is_multipart);
    let limits = limits.map(|limits| {
        let limits = tokens(&limits);
        quote!(.rules(const { &#limits }))
    });
    quote!(#argument #limits)
}

fn argument(
    names: &OptionNames,
    kind: &Kind,
    place: &TokenStream,
    slot: &Slot,
    is_required: bool,
    is_positional: bool,
) -> TokenStream {
    let (name, help) = (&names.name, help(slot));
    let alias = names.alias.as_ref().map(|alias| quote!(.alias(#alias)));
    let required = is_required.then(|| quote!(.required()));
    let positional = is_positional.then(|| quote!(.positional()));
    quote!(Argument::new(#name, #kind, #place, #help) #alias #required #positional)
}

fn body(form: BodyForm<'_>, operation: &Operation, api: &Api, names: &Names) -> TokenStream {
    let required = operation.body.as_ref().is_some_and(|body| body.required);
    let format = tokens(&expression(form.format, form.slot, api));
    let ty = &form.slot.ty;
    let members = form.members(api);
    let content = match form.format.kind {
        FormatKind::Binary => quote!(Content::File(crate::cli::file)),
        FormatKind::Text => quote!(Content::Text),
        FormatKind::Multipart if !members.is_empty() => quote!(Content::Members),
        _ => {
            let secret = api.holds_secret(ty);
            let list = form.is_list() && !members.is_empty();
            quote!(Content::Json { secret: #secret, list: #list })
        }
    };
    let hand = match form.format.kind {
        FormatKind::Binary | FormatKind::Multipart => {
            quote!(untyped(given, const { &#format }, hand))
        }
        _ => {
            let spelled = type_of(ty, names, From::Elsewhere);
            quote!(typed::<#spelled>(given, const { &#format }, hand))
        }
    };
    quote!(.body(#content, #required, |given, hand| #hand))
}

/// What a success is answered with, unless it is a value.
fn reply(content: &AnswerContent) -> Option<TokenStream> {
    Some(match content {
        AnswerContent::Value(_) | AnswerContent::Page(_) | AnswerContent::Text(_) => return None,
        AnswerContent::Nothing => quote!(Reply::Nothing),
        AnswerContent::Raw => quote!(Reply::Bytes),
        AnswerContent::ByStatus => quote!(Reply::Any),
        AnswerContent::Download => quote!(Reply::Download(crate::cli::download)),
        AnswerContent::Lines(_) => quote!(Reply::Each(crate::cli::lines)),
        AnswerContent::Events(..) => quote!(Reply::Each(crate::cli::events)),
    })
}

/// The other forms in which an answer can be asked for.
fn forms(operation: &Operation, flags: &[String]) -> Option<TokenStream> {
    let forms = operation.alternatives.iter().zip(flags).map(|(form, flag)| {
        let accept = answer::accept(form).unwrap_or_default();
        let reads = if matches!(form.content, AnswerContent::Text(_)) {
            quote!(Some(crate::parts::text::read))
        } else {
            quote!(None)
        };
        let switch = form.switch.as_ref().map_or_else(|| quote!(None), |member| quote!(Some(#member)));
        let reply = reply(&form.content).unwrap_or_else(|| quote!(Reply::Value));
        quote!(Form { name: #flag, accept: #accept, reads: #reads, switch: #switch, reply: #reply })
    });
    let forms: Vec<TokenStream> = forms.collect();
    (!forms.is_empty()).then(|| quote!(.forms(&[#(#forms),*])))
}

/// The members of an item that may hold a secret.
fn hidden<'a>(operation: &'a Operation, api: &'a Api) -> Vec<&'a str> {
    let ty = match (&operation.answer.content, operation.paged(api)) {
        (_, Some((_, _, item))) | (AnswerContent::Page(item), _) => item,
        (AnswerContent::Value(TypeRef::List(item)), _) => item,
        _ => return Vec::new(),
    };
    let TypeRef::Named(id) = ty else {
        return Vec::new();
    };
    let Some(TypeKind::Object(object)) = api.definition(*id).map(|definition| &definition.kind)
    else {
        return Vec::new();
    };
    let secret = object
        .fields
        .iter()
        .filter(|field| api.holds_secret(&field.slot.ty));
    secret.map(|field| field.name.as_str()).collect()
}
