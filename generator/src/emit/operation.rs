//! One operation: the method on its resource, the request builder, and the static that describes it to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::example::is_positional;
use super::operation_docs;
use super::prose;
use super::rust::{From, argument, doc, ident, rules, type_of};
use crate::ir::{
    AnswerContent, Api, Location, Operation, OperationId, Pagination, Parameter, Style, TypeRef,
};
use crate::names::{Names, OperationNames};

/// The three items of an operation.
pub struct Items {
    /// The method on the resource's handle.
    pub method: TokenStream,
    /// The request builder with its setters.
    pub builder: Vec<TokenStream>,
    /// The static.
    pub description: TokenStream,
}

/// Emits one operation.
pub fn emit(id: OperationId, operation: &Operation, api: &Api, names: &Names) -> Items {
    let emitter = Emitter {
        id,
        operation,
        api,
        names,
        own: names.operation(id),
    };
    Items {
        method: emitter.method(),
        builder: emitter.builder(),
        description: emitter.description(),
    }
}

struct Emitter<'a> {
    id: OperationId,
    operation: &'a Operation,
    api: &'a Api,
    names: &'a Names,
    own: &'a OperationNames,
}

impl Emitter<'_> {
    fn output(&self) -> TokenStream {
        match &self.operation.answer.content {
            AnswerContent::Nothing => quote!(()),
            AnswerContent::Value(ty) => type_of(ty, self.names, From::Elsewhere),
            AnswerContent::Page(item) => {
                let item = type_of(item, self.names, From::Elsewhere);
                quote!(Page<#item, M>)
            }
        }
    }

    fn parameters(&self) -> impl Iterator<Item = (usize, &Parameter, proc_macro2::Ident)> {
        let named = self
            .operation
            .parameters
            .iter()
            .zip(&self.own.parameters)
            .enumerate();
        named.map(|(index, (parameter, name))| (index, parameter, ident(name)))
    }

    fn method(&self) -> TokenStream {
        let docs = doc(&operation_docs::method(
            self.id,
            self.operation,
            self.api,
            self.names,
        ));
        let (method, builder) = (ident(&self.own.method), ident(&self.own.builder));
        let constant = ident(&self.own.constant);
        let deprecated = self.operation.deprecated.then(|| quote!(#[deprecated]));
        let mut arguments = TokenStream::new();
        let mut steps = TokenStream::new();
        for (index, parameter, name) in self
            .parameters()
            .filter(|(_, parameter, _)| is_positional(parameter))
        {
            let (ty, set) = self.parameter(index, parameter, &name, &quote!(request));
            arguments.extend(quote!(, #name: #ty));
            steps.extend(set);
        }
        if let Some(body) = self.operation.body.as_ref().filter(|body| body.required) {
            let name = ident(&self.own.body);
            let (ty, set) = self.body(&body.slot.ty, &name, &quote!(request));
            arguments.extend(quote!(, #name: #ty));
            steps.extend(set);
        }
        let mutable = (!steps.is_empty()).then(|| quote!(mut));
        quote! {
            #docs
            #deprecated
            pub fn #method(&self #arguments) -> #builder<M> {
                let #mutable request = Request::new(&self.session, &#constant);
                #steps
                #builder { request }
            }
        }
    }

    /// The type of an argument for a parameter, and the statement that hands it over.
    fn parameter(
        &self,
        index: usize,
        parameter: &Parameter,
        name: &proc_macro2::Ident,
        request: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let (ty, value) = argument(name, &parameter.slot.ty, self.names, From::Elsewhere);
        let spelled = type_of(&parameter.slot.ty, self.names, From::Elsewhere);
        (
            ty,
            quote! {
                let #name: #spelled = #value;
                #request.parameter(#index, &#name);
            },
        )
    }

    fn body(
        &self,
        ty: &TypeRef,
        name: &proc_macro2::Ident,
        request: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        let spelled = type_of(ty, self.names, From::Elsewhere);
        if matches!(ty, TypeRef::Named(_) | TypeRef::Json) {
            return (spelled, quote!(#request.json(&#name);));
        }
        let (argument, value) = argument(name, ty, self.names, From::Elsewhere);
        (
            argument,
            quote! {
                let #name: #spelled = #value;
                #request.json(&#name);
            },
        )
    }

    fn builder(&self) -> Vec<TokenStream> {
        let (builder, output) = (ident(&self.own.builder), self.output());
        let handle = &self.names.resource(self.operation.resource).handle;
        let docs = doc(&prose::paragraph(&format!(
            "The request of [`{handle}::{}`]: set what is optional, then `.await` it",
            self.own.method
        )));
        let setters: Vec<TokenStream> = self.setters().collect();
        let own = (!setters.is_empty()).then(|| quote!(impl<M: Mode> #builder<M> { #(#setters)* }));
        let shared = match &self.operation.answer.content {
            AnswerContent::Page(item) => {
                let item = type_of(item, self.names, From::Elsewhere);
                quote!(list_request_methods!(#builder, #item);)
            }
            _ => quote!(request_methods!(#builder, #output);),
        };
        let structure = quote! {
            #docs
            #[must_use = "a request does nothing until it is sent"]
            pub struct #builder<M: Mode = Async> {
                request: Request<#output, M>,
            }
        };
        std::iter::once(structure)
            .chain(own)
            .chain([shared])
            .collect()
    }

    fn setters(&self) -> impl Iterator<Item = TokenStream> {
        let parameters = self
            .parameters()
            .filter(|(_, parameter, _)| !is_positional(parameter))
            .map(|(index, parameter, name)| {
                let lines = if parameter.client {
                    let text = format!(
                        "Overrides, for this request, the {} of the client",
                        prose::code(&parameter.name)
                    );
                    prose::paragraph(&text)
                } else {
                    docs::slot(
                        &parameter.slot,
                        &format!("Sets {}", prose::code(&parameter.name)),
                    )
                };
                let (ty, set) = self.parameter(index, parameter, &name, &quote!(self.request));
                setter(&lines, &name, &ty, &set)
            });
        let optional_body = self
            .operation
            .body
            .as_ref()
            .filter(|body| !body.required)
            .map(|body| {
                let name = ident(&self.own.body);
                let (ty, set) = self.body(&body.slot.ty, &name, &quote!(self.request));
                setter(&docs::slot(&body.slot, "Sets the body"), &name, &ty, &set)
            });
        parameters.chain(optional_body)
    }

    fn description(&self) -> TokenStream {
        let constant = ident(&self.own.constant);
        let name = self
            .names
            .call(self.api, self.id)
            .replace("()", "")
            .replace("r#", "");
        let (method, path) = (ident(self.operation.method.as_str()), &self.operation.path);
        let parameters: Vec<TokenStream> = self
            .operation
            .parameters
            .iter()
            .map(|parameter| self.parameter_description(parameter))
            .collect();
        let parameters = (!parameters.is_empty()).then(|| quote!(.parameters(&[#(#parameters),*])));
        let pagination =
            self.operation
                .pagination
                .as_ref()
                .map(|Pagination::Page { page, per_page }| {
                    let per_page = per_page.as_deref().unwrap_or_default();
                    quote!(.pagination(&Pagination::Page { page: #page, per_page: #per_page }))
                });
        let security = self.security();
        quote! {
            static #constant: Operation = Operation::new(#name, Method::#method, #path) #parameters #security #pagination;
        }
    }

    /// Whether credentials go along; required ones are the rule.
    fn security(&self) -> Option<TokenStream> {
        let sets = &self.operation.security;
        if sets.is_empty() {
            return Some(quote!(.security(Security::None)));
        }
        sets.iter()
            .any(Vec::is_empty)
            .then(|| quote!(.security(Security::Optional)))
    }

    fn parameter_description(&self, parameter: &Parameter) -> TokenStream {
        let name = &parameter.name;
        let (kind, usual) = match parameter.location {
            Location::Path => (quote!(path), (Style::Simple, false)),
            Location::Query => (quote!(query), (Style::Form, true)),
            Location::Header => (quote!(header), (Style::Simple, false)),
            Location::Cookie => (quote!(cookie), (Style::Form, true)),
        };
        let mut description = quote!(Parameter::#kind(#name));
        let is_structured = matches!(
            parameter.slot.ty,
            TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Named(_) | TypeRef::Json
        );
        if (parameter.style, parameter.explode) != usual
            && (is_structured || parameter.style != usual.0)
        {
            let (style, explode) = (ident(&format!("{:?}", parameter.style)), parameter.explode);
            description.extend(quote!(.style(Style::#style, #explode)));
        }
        let client = self
            .api
            .client_parameters
            .iter()
            .position(|known| parameter.client && known.name == *name);
        if let Some(index) = client.map(proc_macro2::Literal::usize_unsuffixed) {
            description.extend(quote!(.client(#index)));
        }
        if let Some(rules) = rules(&parameter.slot.limits) {
            description.extend(quote!(.rules(#rules)));
        }
        description
    }
}

fn setter(
    lines: &[String],
    name: &proc_macro2::Ident,
    ty: &TokenStream,
    set: &TokenStream,
) -> TokenStream {
    let docs = doc(lines);
    quote! {
        #docs
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    }
}
