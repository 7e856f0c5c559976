//! The servers that a client can choose: a module with a type for them, where there is a choice.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitted;
use super::file::File;
use super::rust::{From, doc, ident, type_of};
use super::{docs, prose};
use crate::ir::{Api, Server, ServerVariable, TypeRef};
use crate::names::{Names, ServerNames};

/// Emits the module of the servers.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    if !api.has_choice_of_servers() {
        return;
    }
    let mut file = File::new("The servers of the API, for `ClientBuilder::server`.");
    if let [only] = api.servers.as_slice() {
        file.extend(structure(only, names.server(0), names));
    } else {
        file.push(choice(api, names));
        file.push(addresses(api, names));
        for (index, server) in api.servers.iter().enumerate() {
            let own = names.server(index);
            if !server.variables.is_empty() {
                file.extend(structure(server, own, names));
                let (name, variant) = (ident(&own.structure), ident(&own.variant));
                file.push(quote! {
                    impl From<#name> for Server {
                        fn from(server: #name) -> Self {
                            Self::#variant(server)
                        }
                    }
                });
            }
        }
    }
    file.offer(&[("crate", &["types"])]);
    out.rust("src/server.rs", file);
}

/// The method of the client's builder that takes a server.
pub fn setter(api: &Api) -> TokenStream {
    if !api.has_choice_of_servers() {
        return quote!();
    }
    let is_usual = api.base_url.contains("://") && !api.base_url.contains('{');
    let usual = if is_usual {
        format!(
            "Which server the calls go to; <{}> unless set",
            api.base_url
        )
    } else {
        "Which server the calls go to".to_owned()
    };
    let mut lines = prose::paragraph(&usual);
    docs::section(
        &mut lines,
        prose::paragraph(
            "[`base_url`](Self::base_url) replaces it, and so does a base URL of the environment.",
        ),
    );
    let docs = doc(&lines);
    quote! {
        #docs
        pub fn server(self, server: impl Into<crate::server::Server>) -> Self {
            self.served_at(server.into().address())
        }
    }
}

/// An address with the usual values of its variables, as the runtime takes it.
pub fn template<'a>(
    url: &str,
    variables: impl Iterator<Item = (&'a str, Option<&'a str>)>,
) -> String {
    let mut url = url.to_owned();
    for (name, usual) in variables {
        if let Some(usual) = usual {
            url = url.replace(&format!("{{{name}}}"), &format!("{{{name}={usual}}}"));
        }
    }
    url
}

fn choice(api: &Api, names: &Names) -> TokenStream {
    let variants = api.servers.iter().enumerate().map(|(index, server)| {
        let own = names.server(index);
        let (variant, docs) = (ident(&own.variant), doc(&said(server)));
        if server.variables.is_empty() {
            return quote!(#docs #variant,);
        }
        let structure = ident(&own.structure);
        quote!(#docs #variant(#structure),)
    });
    quote! {
        #[doc = " A server of the API."]
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Server { #(#variants)* }
    }
}

fn addresses(api: &Api, names: &Names) -> TokenStream {
    let arms = api.servers.iter().enumerate().map(|(index, server)| {
        let variant = ident(&names.server(index).variant);
        let url = &server.url;
        if server.variables.is_empty() {
            quote!(Self::#variant => Ok(#url.to_owned()),)
        } else {
            quote!(Self::#variant(server) => server.address(),)
        }
    });
    quote! {
        impl Server {
            pub(crate) fn address(&self) -> Result<String, String> {
                match self { #(#arms)* }
            }
        }
    }
}

/// What the document says of a server, with its address.
fn said(server: &Server) -> Vec<String> {
    let mut lines = docs::text(&server.docs);
    docs::section(&mut lines, prose::paragraph(&prose::code(&server.url)));
    lines
}

/// A server with variables, and a setter for each.
fn structure(server: &Server, own: &ServerNames, names: &Names) -> Vec<TokenStream> {
    let name = ident(&own.structure);
    let docs = doc(&said(server));
    let fields = || own.variables.iter().map(|name| ident(name));
    let usual = server
        .variables
        .iter()
        .map(|variable| match &variable.usual {
            Some(usual) => quote!(Some(#usual.to_owned())),
            None => quote!(None),
        });
    let setters = server
        .variables
        .iter()
        .zip(&own.variables)
        .map(|(variable, name)| variable_setter(variable, name, names));
    let url = &server.url;
    let (all, values, wires) = (
        fields(),
        fields(),
        server.variables.iter().map(|variable| &variable.name),
    );
    let own_fields = fields();
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct #name { #(#all: Option<String>),* }
        },
        quote! {
            impl #name {
                #[doc = " The server with the usual values of its variables."]
                pub fn new() -> Self {
                    Self { #(#own_fields: #usual),* }
                }

                #(#setters)*

                pub(crate) fn address(&self) -> Result<String, String> {
                    crate::runtime::server_address(#url, &[#((#wires, self.#values.as_deref())),*])
                }
            }
        },
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        },
    ]
}

fn variable_setter(variable: &ServerVariable, name: &str, names: &Names) -> TokenStream {
    let name = ident(name);
    let mut lines = docs::text(&variable.docs);
    let usual = variable.usual.as_ref().filter(|usual| !usual.is_empty());
    let fact = usual.map_or_else(
        || format!("Sets {}", prose::code(&variable.name)),
        |usual| {
            format!(
                "Sets {}, which is {} unless set",
                prose::code(&variable.name),
                prose::code(usual)
            )
        },
    );
    docs::section(&mut lines, prose::paragraph(&fact));
    let docs = doc(&lines);
    let ty = type_of(&variable.ty, names, From::Elsewhere);
    let text = match variable.ty {
        TypeRef::Text => quote!(#name.into()),
        _ => quote! {{ let #name: #ty = #name.into(); #name.as_str().to_owned() }},
    };
    quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #name: impl Into<#ty>) -> Self {
            self.#name = Some(#text);
            self
        }
    }
}
