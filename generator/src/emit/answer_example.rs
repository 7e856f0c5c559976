//! What an example does with an answer, and with an error.

use proc_macro2::TokenStream;
use quote::quote;

use super::example::Example;
use super::example_client;
use super::rust::{From, ident, type_of};
use crate::ir::{AnswerContent, Operation, OperationId, TypeRef};
use crate::names::snake;

impl Example<'_> {
    /// What is done with the answer that a call comes to.
    pub(super) fn ending(&self, operation: &Operation, call: &TokenStream) -> TokenStream {
        let is_paged = operation.paged(self.api).is_some();
        match &operation.answer.content {
            AnswerContent::Value(_) if is_paged => {
                quote!(let page = #call; for item in &page { println!("{item:?}"); })
            }
            AnswerContent::Nothing => quote!(#call;),
            AnswerContent::Value(ty) | AnswerContent::Text(ty) => {
                let (name, shown) = self.answer_name(ty);
                quote!(let #name = #call; println!(#shown);)
            }
            AnswerContent::Page(_) => {
                quote!(let page = #call; for item in &page { println!("{item:?}"); })
            }
            AnswerContent::Download => {
                let wait = (!self.is_blocking).then(|| quote!(.await));
                quote! {
                    let download = #call;
                    let length = download.save("download")#wait?;
                    println!("{length} bytes");
                }
            }
            AnswerContent::Events(..) if self.is_blocking => {
                quote!(for event in #call { println!("{:?}", event?.data); })
            }
            AnswerContent::Events(..) => {
                quote! {
                    let mut events = #call;
                    while let Some(event) = events.next().await {
                        println!("{:?}", event?.data);
                    }
                }
            }
            AnswerContent::Lines(_) if self.is_blocking => {
                quote!(for line in #call { println!("{:?}", line?); })
            }
            AnswerContent::Lines(_) => {
                quote! {
                    let mut lines = #call;
                    while let Some(line) = lines.next().await {
                        println!("{:?}", line?);
                    }
                }
            }
            AnswerContent::Raw | AnswerContent::ByStatus => {
                quote!(let answer = #call; println!("{answer:?}");)
            }
        }
    }

    /// What an example calls the answer, and how it prints it.
    fn answer_name(&self, ty: &TypeRef) -> (proc_macro2::Ident, String) {
        let name = match ty {
            TypeRef::Named(id) => snake(&self.names.type_names(*id).name),
            _ => "answer".to_owned(),
        };
        let shown = name.trim_start_matches("r#");
        (ident(&name), format!("{{{shown}:?}}"))
    }

    /// The lines of a doctest that reads the body of an error, where the document says what is in it.
    pub fn error(mut self, id: OperationId) -> Vec<String> {
        let Some(operation) = self.api.operation(id) else {
            return Vec::new();
        };
        let library = ident(&self.api.package.library());
        let bodies = operation.failure_bodies();
        let (read, import) = match bodies.as_slice() {
            [] => return Vec::new(),
            [body] if body.is_text => (quote!(let text = error.body_text();), None),
            [body] => {
                let ty = type_of(&body.ty, self.names, From::Elsewhere);
                (quote!(let body: #ty = error.body()?;), Some(quote!(types)))
            }
            _ => {
                let name = ident(&self.names.operation(id).error.name);
                let module = self.names.module(self.api, operation.resource);
                let module = module.iter().map(|name| ident(name));
                (
                    quote!(let body: #name = error.body()?;),
                    Some(quote!(resources #(::#module)* ::#name)),
                )
            }
        };
        let shown = if bodies.iter().all(|body| body.is_text) && bodies.len() == 1 {
            quote!(println!("{text:?}");)
        } else {
            quote!(println!("{body:?}");)
        };
        let call = self.request(id, operation);
        let client = example_client::client(operation, self.api, self.names);
        let body = quote! {
            #client
            if let Err(error) = #call.await { #read #shown }
        };
        let used: Vec<_> = self.used.iter().map(|name| ident(name)).collect();
        let types = (!used.is_empty()).then(|| quote!(use #library::types::{#(#used),*};));
        let import = import.map(|path| quote!(use #library::#path;));
        self.finished(&quote!(use #library::Client; #import #types), &body)
    }
}
