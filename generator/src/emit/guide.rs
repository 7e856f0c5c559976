//! The guide: chapters on how to use the client, from the templates, with what was written by hand for this API.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitted;
use super::doctest::statement;
use super::example::Example;
use super::example_client::credential_setter;
use super::feature;
use super::file::File;
use super::guide_examples;
use super::parts;
use super::rust::ident;
use crate::extension::Extensions;
use crate::ir::{
    AnswerContent, Api, FormatKind, HttpMethod, Operation, OperationId, ResourceId, TypeKind,
    TypeRef, Value,
};
use crate::names::Names;
use crate::templates;

/// The page of the module `transport`, which is no chapter.
const TRANSPORT: &str = "transport";

/// The chapter whose examples, and those that were written by hand for it, are in a build with the feature `mock`.
const MOCKING: &str = "mocking";

/// What stands for the name of the library, anywhere in a line.
const LIBRARY: &str = "{{library}}";

/// Emits the chapters and the module that holds them.
pub fn emit(api: &Api, names: &Names, extensions: &Extensions, out: &mut Emitted) {
    let shown = Shown::of(api, names);
    let mut chapters = general(&shown);
    for (name, text) in &extensions.chapters {
        let chapter = chapters.entry(name.clone()).or_default();
        if !chapter.is_empty() {
            chapter.push('\n');
        }
        chapter.push_str(&shown.fill(text));
    }
    let modules = chapters.keys().filter(|name| *name != TRANSPORT);
    let modules = modules.map(|name| {
        let condition = condition(name, &shown);
        let (file, name) = (format!("{name}.md"), ident(name));
        let text = quote!(doc = include_str!(#file));
        match condition {
            None => quote!(#[#text] pub mod #name {}),
            Some(condition) => quote! {
                #[cfg_attr(#condition, #text)]
                #[cfg_attr(not(#condition), doc = "The examples of this chapter show what is not in this build.")]
                pub mod #name {}
            },
        }
    });
    let mut file = File::new(
        "How to use the client, a chapter on each subject. Every example runs when the crate is tested.",
    );
    file.extend(modules.collect::<Vec<TokenStream>>());
    out.rust("src/guide/mod.rs", file);
    for (name, text) in chapters {
        out.text(&format!("src/guide/{name}.md"), text);
    }
}

/// The condition that the calls are in the build which the examples of a chapter make.
fn condition(chapter: &str, shown: &Shown) -> Option<TokenStream> {
    let parts = templates::GUIDE.iter().filter(|(path, _)| {
        let name = path.split('.').next().unwrap_or_default();
        name == chapter
    });
    let makes = |what: &str| parts.clone().any(|(_, text)| text.contains(what));
    let call = shown.call_condition.clone().filter(|_| makes("{{call}}"));
    let list = shown.list_condition.clone().filter(|_| makes("{{list}}"));
    let upload = shown.upload_condition.clone();
    let upload = upload.filter(|_| makes("{{upload}}"));
    let webhook = shown.webhook_condition.clone();
    let webhook = webhook.filter(|_| makes("{{webhook}}"));
    let mock = (chapter == MOCKING).then(|| quote!(feature = "mock"));
    let conditions: Vec<TokenStream> = [call, list, upload, webhook, mock]
        .into_iter()
        .flatten()
        .collect();
    match conditions.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(quote!(all(#(#several),*))),
    }
}

/// The chapters that every API gets, as far as it has the calls that they show.
fn general(shown: &Shown) -> BTreeMap<String, String> {
    let mut chapters = BTreeMap::new();
    for (path, text) in templates::GUIDE {
        // `pagination.list.md` is the part of a chapter, or all of it, that shows a list.
        let mut parts = path.trim_end_matches(".md").split('.');
        let name = parts.next().unwrap_or_default();
        let is_fit = match parts.next() {
            Some("call") => !shown.call.is_empty(),
            Some("upload") => !shown.upload.is_empty(),
            Some("server") => !shown.server.is_empty(),
            Some("list") => !shown.list.is_empty(),
            Some(part) => shown.parts.contains(&part),
            None => true,
        };
        if is_fit {
            let chapter: &mut String = chapters.entry(name.to_owned()).or_default();
            chapter.push_str(&shown.fill(text));
        }
    }
    chapters
}

/// What the examples of the templates ask for.
struct Shown {
    library: String,
    client: String,
    memory: String,
    /// The import that the call needs, and the call; empty in an API without calls.
    imports: String,
    call: String,
    /// The condition that the call is in the build.
    call_condition: Option<TokenStream>,
    list_imports: String,
    list: String,
    list_condition: Option<TokenStream>,
    upload_imports: String,
    upload: String,
    upload_condition: Option<TokenStream>,
    /// What stands for a word in a line, with its braces.
    words: [(&'static str, String); 4],
    server_imports: String,
    server: String,
    fetched: String,
    webhook: String,
    webhook_condition: Option<TokenStream>,
    /// The parts of the runtime that the API needs.
    parts: Vec<&'static str>,
}

impl Shown {
    fn of(api: &Api, names: &Names) -> Self {
        let library = api.package.library();
        let program = api.program.as_ref();
        let call = call(api);
        let list = list(api);
        let upload = upload(api);
        let page = list.and_then(|id| empty_page(api, api.operation(id)?));
        let condition = |id: Option<OperationId>| feature::of_call(id?, api, names);
        let (call_condition, list_condition) = (condition(call), condition(list));
        let upload_condition = condition(upload);
        let part = |id: Option<OperationId>, make: fn(TokenStream) -> TokenStream| {
            let part = id.and_then(|id| Example::new(api, names).in_memory().part(id, make));
            part.unwrap_or_default()
        };
        let (imports, call) = part(call, |call| quote!(let result = #call.await;));
        let (list_imports, list) = part(list, |call| quote!(let request = #call;));
        let shown = upload
            .and_then(|id| Example::new(api, names).part(id, |call| quote!(let request = #call;)));
        let (upload_imports, upload) = shown.unwrap_or_default();
        let setters = Setters::of(api, names);
        let (server_imports, server) = guide_examples::server(api, names, &setters.all());
        Self {
            client: client(&setters),
            server_imports,
            server,
            fetched: guide_examples::fetched(api, names, &setters.parameters),
            webhook: guide_examples::webhook(api, names),
            webhook_condition: feature::any(&[ResourceId::WEBHOOKS], api, names),
            memory: hidden(&templates::MEMORY.replace(LIBRARY, &library)),
            library,
            imports,
            call,
            call_condition,
            list_imports,
            list,
            list_condition,
            upload_imports,
            upload,
            upload_condition,
            parts: parts::needed(api),
            words: [
                ("{{page}}", page.unwrap_or_default()),
                (
                    "{{program}}",
                    program.map_or_else(String::new, |own| own.name.clone()),
                ),
                ("{{completions}}", names.program.completions.clone()),
                ("{{manual}}", names.program.manual.clone()),
            ],
        }
    }

    /// Puts a value where a line consists of its name in double braces, as far to the right as that stands.
    fn fill(&self, template: &str) -> String {
        let mut text = String::with_capacity(template.len());
        for line in template.lines() {
            let name = line.trim_start();
            let (indent, _) = line.split_at(line.len() - name.len());
            let value = match name {
                "{{client}}" => &self.client,
                "{{memory}}" => &self.memory,
                "{{imports}}" => &self.imports,
                "{{call}}" => &self.call,
                "{{list_imports}}" => &self.list_imports,
                "{{list}}" => &self.list,
                "{{upload_imports}}" => &self.upload_imports,
                "{{upload}}" => &self.upload,
                "{{server_imports}}" => &self.server_imports,
                "{{server}}" => &self.server,
                "{{fetched}}" => &self.fetched,
                "{{webhook}}" => &self.webhook,
                _ => {
                    let mut line = line.replace(LIBRARY, &self.library);
                    for (name, value) in &self.words {
                        line = line.replace(name, value);
                    }
                    text.push_str(&line);
                    text.push('\n');
                    continue;
                }
            };
            for line in value.lines() {
                text.extend([indent, line, "\n"]);
            }
        }
        text
    }
}

/// The credentials that the shown calls take: one for each that takes none of the others'.
fn needed(api: &Api) -> Vec<usize> {
    let mut needed: Vec<usize> = Vec::new();
    let shown = [call(api), list(api)];
    let operations = shown
        .into_iter()
        .flatten()
        .filter_map(|id| api.operation(id));
    for operation in operations.filter(|operation| !operation.access.is_optional) {
        let taken = &operation.access.credentials;
        if !taken.iter().any(|index| needed.contains(index)) {
            needed.extend(taken.first());
        }
    }
    if needed.is_empty() && !api.credentials.is_empty() {
        needed.push(0);
    }
    needed
}

/// What an example sets on the builder of a client. Sample values need not keep the limits of the document.
struct Setters {
    credentials: TokenStream,
    parameters: TokenStream,
}

impl Setters {
    fn of(api: &Api, names: &Names) -> Self {
        let credentials = needed(api)
            .into_iter()
            .map(|index| credential_setter(index, names));
        let parameters = api
            .client_parameters
            .iter()
            .enumerate()
            .map(|(index, parameter)| {
                let name = ident(names.client_parameter(index));
                let value = parameter.example.as_ref().unwrap_or(&parameter.name);
                quote!(.#name(#value))
            });
        Self {
            credentials: credentials.collect(),
            parameters: parameters.collect(),
        }
    }

    fn all(&self) -> TokenStream {
        let Self {
            credentials,
            parameters,
        } = self;
        quote!(#credentials #parameters)
    }
}

/// A builder that lacks nothing but a transport.
fn client(setters: &Setters) -> String {
    let all = setters.all();
    let builder = quote!(let builder = Client::builder().base_url("https://api.example.com") #all;);
    format!(
        "{}\n# let builder = builder.validate(false);",
        statement(&builder)
    )
}

/// The call that the chapters on failures make: one that reads and takes little, where there is one.
fn call(api: &Api) -> Option<OperationId> {
    let effort = |operation: &Operation| {
        let reads = operation.method == HttpMethod::Get;
        (!reads, operation.body.is_some(), operation.parameters.len())
    };
    let operations = api.operations.iter().enumerate();
    let (index, _) = operations.min_by_key(|(_, operation)| effort(operation))?;
    Some(OperationId(index))
}

/// The list that the chapter on pages follows.
fn list(api: &Api) -> Option<OperationId> {
    let is_list = |operation: &Operation| empty_page(api, operation).is_some();
    api.operations.iter().position(is_list).map(OperationId)
}

/// The upload that the chapter on them makes: of a file alone, where there is one, with the fewest words around it.
fn upload(api: &Api) -> Option<OperationId> {
    let effort = |operation: &Operation| {
        let body = operation.body.as_ref()?;
        let kind = body.format.as_ref()?.kind;
        let is_upload = matches!(kind, FormatKind::Binary | FormatKind::Multipart);
        let words = (
            kind != FormatKind::Binary,
            !body.required,
            operation.parameters.len(),
        );
        is_upload.then_some(words)
    };
    let operations = api.operations.iter().enumerate();
    let uploads = operations.filter_map(|(index, operation)| Some((effort(operation)?, index)));
    uploads.min().map(|(_, index)| OperationId(index))
}

/// The answer that is a page without items, as far as it is easily made.
fn empty_page(api: &Api, operation: &Operation) -> Option<String> {
    let page = match (&operation.answer.content, operation.paged(api)) {
        (AnswerContent::Page(_), _) => serde_json::json!([]),
        (_, Some((whole, ..))) => sample(whole, api, 3)?,
        _ => return None,
    };
    let wrapped = match &api.envelope {
        Some(envelope) => serde_json::json!({ &envelope.success: true, &envelope.result: page }),
        None => page,
    };
    Some(wrapped.to_string())
}

/// A value of a type with as little in it as may be.
fn sample(ty: &TypeRef, api: &Api, depth: usize) -> Option<Value> {
    let object = match ty {
        TypeRef::Boolean => return Some(false.into()),
        TypeRef::Integer(_) | TypeRef::Float | TypeRef::Double => return Some(0.into()),
        TypeRef::Text => return Some("".into()),
        TypeRef::List(_) => return Some(Value::Array(Vec::new())),
        TypeRef::Named(id) => match &api.definition(*id)?.kind {
            TypeKind::Object(object) if depth > 0 => object,
            _ => return None,
        },
        _ => return None,
    };
    let mut members = serde_json::Map::new();
    for (_, field) in object.required() {
        let value = if field.slot.nullable {
            Value::Null
        } else {
            sample(&field.slot.ty, api, depth - 1)?
        };
        members.insert(field.name.clone(), value);
    }
    Some(Value::Object(members))
}

/// Lines of an example that compile and do not show.
fn hidden(code: &str) -> String {
    let code = code.lines().filter(|line| !line.starts_with("//"));
    let lines: Vec<String> = code.map(|line| format!("# {line}")).collect();
    lines.join("\n")
}
