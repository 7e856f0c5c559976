//! One operation: the method on its resource, the request builder, and the static that describes it to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::example::is_positional;
use super::rust::{doc, ident, literal, table};
use super::{answer, body, operation_docs, pagination, parameter, server};
use crate::ir::{Api, Location, Operation, OperationId, Parameter, Value};
use crate::names::{Names, OperationNames};

/// The items of an operation.
pub struct Items {
    /// The method on the resource's handle.
    pub method: TokenStream,
    /// The request builder with its setters, and the static.
    pub request: String,
    /// What stands beside it for the answer.
    pub answer: Vec<String>,
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
        request: emitter.request(),
        answer: emitter.answer(),
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
            let (ty, set) = parameter::argument(index, parameter, &name, self.names);
            arguments.extend(quote!(, #name: #ty));
            steps.extend(set);
        }
        if let Some(body) = self.operation.body.as_ref().filter(|body| body.required) {
            let name = ident(&self.own.body);
            let (ty, set) = body::argument(body, &name, self.api, self.names);
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

    /// The table of the request: what it is answered with, where it goes, and what can be set.
    fn request(&self) -> String {
        let handle = &self.names.resource(self.operation.resource).handle;
        let method = literal(&format!("{handle}::{}", self.own.method));
        let head = format!(
            "crate::request!({} [{method}] -> {}; static {} =\n    {},",
            self.own.builder,
            answer::output(self.operation, self.own, self.api, self.names),
            self.own.constant,
            self.description(),
        );
        let body = self.operation.body.as_ref().filter(|body| !body.required);
        let body = body.map(|body| body::setter(body, &self.own.body, self.api, self.names));
        let rows: Vec<String> = self
            .parameters()
            .map(|(index, parameter, name)| {
                parameter::row(index, parameter, &name, self.api, self.names)
            })
            .collect();
        table(&head, &rows, &body.unwrap_or_default())
    }

    fn answer(&self) -> Vec<String> {
        let handle = &self.names.resource(self.operation.resource).handle;
        answer::items(self.operation, self.own, handle, self.api, self.names)
    }

    fn description(&self) -> String {
        let name = subject(self.id, self.api, self.names);
        let mut text = format!(
            "Operation::new({}, Method::{},",
            literal(&name),
            self.operation.method.as_str(),
        );
        // A fragment tells operations of one path apart, and is not sent.
        let path = self.operation.path.split('#').next().unwrap_or_default();
        text.extend([" ", &literal(path), ")"]);
        text.push_str(&self.server());
        text.push_str(&self.security());
        text.push_str(&answer::description(self.operation, self.api));
        if let Some(pagination) = &self.operation.pagination {
            text.push_str(&pagination::description(pagination));
        }
        text
    }

    /// The server that it goes to instead of the client's.
    fn server(&self) -> String {
        let Some(server) = &self.operation.server else {
            return String::new();
        };
        let variables = self.operation.parameters_in(Location::Server);
        let variables = variables.map(|(_, parameter)| {
            let usual = parameter.slot.default.as_ref();
            (parameter.name.as_str(), usual.and_then(Value::as_str))
        });
        format!(".server({})", literal(&server::template(server, variables)))
    }

    /// Whether credentials go along, and which: all of the API's are the rule, and required.
    fn security(&self) -> String {
        let access = &self.operation.access;
        let is_optional = access.is_optional;
        if access.is_open || is_optional && access.credentials.is_empty() {
            return ".security(Security::None)".to_owned();
        }
        let optional = if is_optional {
            ".security(Security::Optional)"
        } else {
            ""
        };
        if access
            .credentials
            .iter()
            .copied()
            .eq(0..self.api.credentials.len())
        {
            return optional.to_owned();
        }
        let taken: Vec<String> = access.credentials.iter().map(usize::to_string).collect();
        format!("{optional}.credentials(&[{}])", taken.join(", "))
    }
}

/// What messages call an operation: `stores.secrets.list`.
pub fn subject(id: OperationId, api: &Api, names: &Names) -> String {
    names.call(api, id).replace("()", "").replace("r#", "")
}
