//! The examples of the guide's chapters that only some clients have: servers, tokens and webhooks.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::doctest::{printed, statement};
use super::rust::ident;
use crate::ir::{Api, ServerVariable, TypeKind, TypeRef};
use crate::names::Names;

/// The import and the statement that make a client which goes to a server of the caller's choice; nothing without a choice.
pub fn server(api: &Api, names: &Names, credentials: &TokenStream) -> (String, String) {
    if !api.has_choice_of_servers() {
        return (String::new(), String::new());
    }
    // The one that has most to show.
    let servers = api.servers.iter().enumerate().rev();
    let shown = servers.max_by_key(|(_, server)| !server.variables.is_empty());
    let Some((index, server)) = shown else {
        return (String::new(), String::new());
    };
    let own = names.server(index);
    let mut used = BTreeSet::new();
    let variables = server.variables.iter().zip(&own.variables);
    let setters: Vec<TokenStream> = variables
        .map(|(variable, name)| {
            let (name, value) = (ident(name), value(variable, api, names, &mut used));
            quote!(.#name(#value))
        })
        .collect();
    let address = if server.variables.is_empty() {
        let variant = ident(&own.variant);
        quote!(server::Server::#variant)
    } else {
        let structure = ident(&own.structure);
        quote!(server::#structure::new() #(#setters)*)
    };
    let imports = if used.is_empty() {
        String::new()
    } else {
        let library = ident(&api.package.library());
        let used = used.iter().map(|name| ident(name));
        printed(&quote!(use #library::types::{#(#used),*};))
    };
    let client = quote!(let client = Client::builder().server(#address) #credentials.build()?;);
    (imports, statement(&client))
}

/// A value that a variable of a server may have.
fn value(
    variable: &ServerVariable,
    api: &Api,
    names: &Names,
    used: &mut BTreeSet<String>,
) -> TokenStream {
    if let TypeRef::Named(id) = &variable.ty
        && let Some(TypeKind::Enumeration(_)) = api.definition(*id).map(|found| &found.kind)
    {
        let own = names.type_names(*id);
        // Where there is another than the first, which often is the usual one, setting it shows something.
        if let Some(member) = own.members.get(1).or(own.members.first()) {
            used.insert(own.name.clone());
            let (name, member) = (ident(&own.name), ident(member));
            return quote!(#name::#member);
        }
    }
    let usual = variable.usual.as_deref().filter(|usual| !usual.is_empty());
    let value = usual.unwrap_or("value");
    quote!(#value)
}

/// The statement that makes a client which fetches its tokens; empty where none can.
pub fn fetched(api: &Api, names: &Names, address: &TokenStream) -> String {
    let mut credentials = api.credentials.iter();
    let index = credentials.position(|credential| credential.client_credentials.is_some());
    let Some(index) = index else {
        return String::new();
    };
    let method = ident(&names.credential(index).client_credentials);
    statement(&quote!(let client = Client::builder() #address.#method(credentials).build()?;))
}

/// The arm for the first webhook that has something to show; empty where none has.
pub fn webhook(api: &Api, names: &Names) -> String {
    let mut webhooks = api.webhooks.iter().zip(&names.webhooks.variants);
    let shown = webhooks.find(|(webhook, _)| webhook.payload.is_some());
    shown.map_or_else(String::new, |(_, variant)| {
        format!("Ok(Webhook::{variant}(payload)) => println!(\"{{payload:?}}\"),")
    })
}
