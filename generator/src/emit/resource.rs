//! The resources: a module each, with the handle that calls hang on and the operations of that handle.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitted;
use super::docs;
use super::feature;
use super::file::File;
use super::operation;
use super::prose;
use super::rust::{doc, file_path, ident};
use crate::ir::{Api, Resource, ResourceId};
use crate::names::Names;

/// Where the names that a resource's module uses come from.
const FROM: [(&str, &[&str]); 2] = [
    (
        "crate::runtime",
        &[
            "Async",
            "Method",
            "Mode",
            "Operation",
            "Pagination",
            "Parameter",
            "Request",
            "Security",
            "Session",
            "Style",
        ],
    ),
    ("crate", &["types"]),
];

/// Emits every resource.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    let mut root =
        File::new("The resources of the API: one module for each, below the one it hangs on.");
    let mut roots: Vec<ResourceId> = api.roots().map(|(id, _)| id).collect();
    roots.sort_unstable_by_key(|id| &names.resource(*id).module);
    let modules = roots.into_iter().map(|id| module(id, api, names));
    root.push(quote!(#(#modules)*));
    out.rust("src/resources/mod.rs", root);
    files("src/resources", api, names, out, &|id, resource| {
        file(id, resource, api, names)
    });
}

/// Emits a file for each resource, below that of the resource it hangs on.
pub fn files(
    folder: &str,
    api: &Api,
    names: &Names,
    out: &mut Emitted,
    file: &dyn Fn(ResourceId, &Resource) -> File,
) {
    let mut pending: Vec<(ResourceId, &Resource, String)> = api
        .roots()
        .map(|(id, resource)| (id, resource, folder.to_owned()))
        .collect();
    while let Some((id, resource, folder)) = pending.pop() {
        let module = names.resource(id).module.trim_start_matches("r#");
        out.rust(&format!("{folder}/{module}.rs"), file(id, resource));
        let children = resource.children.iter();
        let children = children.filter_map(|child| Some((*child, api.resource(*child)?)));
        pending.extend(
            children.map(|(child, resource)| (child, resource, format!("{folder}/{module}"))),
        );
    }
}

fn file(id: ResourceId, resource: &Resource, api: &Api, names: &Names) -> File {
    let own = names.resource(id);
    let path = path(id, api, names);
    let mut file = File::new(format!("The calls of `{path}`."));
    let handle = ident(&own.handle);
    let operations: Vec<_> = resource
        .operations
        .iter()
        .filter_map(|id| Some((*id, api.operation(*id)?)))
        .collect();
    let items: Vec<operation::Items> = operations
        .iter()
        .map(|(id, operation)| operation::emit(*id, operation, api, names))
        .collect();
    let children: Vec<TokenStream> = resource
        .children
        .iter()
        .filter_map(|child| accessor(*child, api, names, None))
        .collect();
    let modules = resource
        .children
        .iter()
        .map(|child| module(*child, api, names));
    file.modules(quote!(#(#modules)*));
    let mut lines = prose::paragraph(&format!(
        "The calls of {}",
        prose::code(&format!("client.{path}"))
    ));
    if let Some(note) = feature::note(id, names) {
        docs::section(&mut lines, note);
    }
    let docs: Vec<String> = lines
        .iter()
        .map(|line| format!("    /// {line}").trim_end().to_owned())
        .collect();
    let structure = format!(
        "crate::handle!(\n{}\n    {}\n);\n",
        docs.join("\n"),
        own.handle
    );
    let methods = items.iter().map(|item| &item.method);
    let inherent = quote! {
        impl<M: Mode> #handle<M> {
            #(#children)*
            #(#methods)*
        }
    };
    file.text(structure);
    file.push(inherent);
    for item in items {
        file.text(item.request);
        for item in item.answer {
            file.text(item);
        }
    }
    file.offer(&FROM);
    file
}

/// The item that declares the module of a resource.
pub fn module(id: ResourceId, api: &Api, names: &Names) -> TokenStream {
    let condition = feature::of_resource(id, api, names);
    let chain = names.module(api, id);
    let file = file_path(&chain).map(|file| quote!(#[path = #file]));
    let module = ident(&names.resource(id).module);
    quote!(#condition #file pub mod #module;)
}

/// The calls that lead to a resource: `secrets_store().stores()`.
pub fn path(id: ResourceId, api: &Api, names: &Names) -> String {
    let lineage = api.lineage(id).into_iter();
    let steps: Vec<String> = lineage
        .map(|id| format!("{}()", names.resource(id).accessor))
        .collect();
    steps.join(".")
}

/// The method that leads to a resource: from the handle above it, or from the client of the given mode.
pub fn accessor(
    id: ResourceId,
    api: &Api,
    names: &Names,
    client: Option<&TokenStream>,
) -> Option<TokenStream> {
    let resource = api.resource(id)?;
    let own = names.resource(id);
    let (method, module, handle) = (ident(&own.accessor), ident(&own.module), ident(&own.handle));
    let calls: Vec<String> = resource
        .operations
        .iter()
        .map(|id| prose::code(&names.operation(*id).method))
        .collect();
    let below: Vec<String> = resource
        .children
        .iter()
        .map(|id| prose::code(&format!("{}()", names.resource(*id).accessor)))
        .collect();
    let all: Vec<String> = calls.into_iter().chain(below).collect();
    let docs = doc(&prose::paragraph(&format!(
        "The calls of {}: {}",
        prose::code(&resource.name),
        all.join(", ")
    )));
    let (path, mode) = match client {
        Some(mode) => (quote!(crate::resources::#module::#handle), mode.clone()),
        None => (quote!(#module::#handle), quote!(M)),
    };
    let condition = feature::of_resource(id, api, names);
    Some(quote! {
        #docs
        #condition
        pub fn #method(&self) -> #path<#mode> {
            #path::new(self.session.clone())
        }
    })
}
