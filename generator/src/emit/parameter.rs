//! One parameter of an operation: the argument or the setter for it, and its row in the table of the request.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs;
use super::example::is_positional;
use super::rust::{Form, From, literal, rules, type_of};
use crate::ir::{Api, Location, Parameter, Style, TypeRef};
use crate::names::Names;

/// The type of an argument for a parameter, and the statement that hands it over.
pub fn argument(
    index: usize,
    parameter: &Parameter,
    name: &Ident,
    names: &Names,
) -> (TokenStream, TokenStream) {
    let index = Literal::usize_unsuffixed(index);
    let ty = &parameter.slot.ty;
    let (argument, value) = Form::of(ty, names, From::Elsewhere).argument(name);
    if matches!(ty, TypeRef::Text) {
        return (argument, quote!(request.text(#index, #name);));
    }
    let spelled = type_of(ty, names, From::Elsewhere);
    let step = quote! {
        let #name: #spelled = #value;
        request.parameter(#index, &#name);
    };
    (argument, step)
}

/// The row of a parameter, with its setter where it is not an argument of the call.
pub fn row(index: usize, parameter: &Parameter, name: &Ident, api: &Api, names: &Names) -> String {
    let description = description(parameter, api);
    if is_positional(parameter) {
        return format!("{index}: {description},");
    }
    let lines = if parameter.client {
        vec!["For this request, in place of the client's.".to_owned()]
    } else {
        docs::of_slot(&parameter.slot)
    };
    let form = Form::of(&parameter.slot.ty, names, From::Elsewhere);
    let (docs, form) = (setter_docs(&lines, api), form.in_table());
    format!("{docs}{name}({form}) => {index}: {description},")
}

/// What the document says of a setter, where the page of the call is not enough.
pub fn setter_docs(lines: &[String], api: &Api) -> String {
    let lines = if api.is_large() { &[] } else { lines };
    lines
        .iter()
        .map(|line| format!("/// {line}").trim_end().to_owned() + "\n")
        .collect()
}

/// What the runtime is told of a parameter.
fn description(parameter: &Parameter, api: &Api) -> String {
    let (kind, usual) = match parameter.location {
        Location::Path => ("path", (Style::Simple, false)),
        Location::Query => ("query", (Style::Form, true)),
        Location::Header => ("header", (Style::Simple, false)),
        Location::Cookie => ("cookie", (Style::Form, true)),
    };
    let mut description = format!("Parameter::{kind}({})", literal(&parameter.name));
    let is_structured = matches!(
        parameter.slot.ty,
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Named(_) | TypeRef::Json
    );
    if (parameter.style, parameter.explode) != usual
        && (is_structured || parameter.style != usual.0)
    {
        let style = format!(
            ".style(Style::{:?}, {})",
            parameter.style, parameter.explode
        );
        description.push_str(&style);
    }
    let client = api
        .client_parameters
        .iter()
        .position(|known| parameter.client && known.name == parameter.name);
    if let Some(index) = client {
        description.extend([".client(", &index.to_string(), ")"]);
    }
    if let Some(rules) = rules(&parameter.slot.limits) {
        description.extend([".rules(", &rules, ")"]);
    }
    description
}
