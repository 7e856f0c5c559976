//! One parameter of an operation: the argument or the setter for it, and its row in the table of the request.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::example::is_positional;
use super::rust::{Form, From, literal, rules, type_of};
use super::{docs, prose};
use crate::ir::{Api, Location, Parameter, Style, TypeKind, TypeRef};
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
    let mut lines = if parameter.client {
        vec!["For this request, in place of the client's.".to_owned()]
    } else {
        docs::of_slot(&parameter.slot)
    };
    docs::section(&mut lines, prose::lines(empty(parameter)));
    let form = Form::of(&parameter.slot.ty, names, From::Elsewhere);
    let (docs, form) = (setter_docs(&lines, api), form.in_table());
    format!("{docs}{name}({form}) => {index}: {description},")
}

/// How to send a parameter without a value, where the document allows that.
pub fn empty(parameter: &Parameter) -> &'static str {
    match &parameter.slot.ty {
        _ if !parameter.allows_empty => "",
        TypeRef::Nullable(_) => "`None` sends the name without a value.",
        TypeRef::List(_) => "An empty list sends the name without a value.",
        _ => "",
    }
}

/// How a list or an object is written, as a sample; `None` for what is one text.
pub fn sample(parameter: &Parameter, api: &Api) -> Option<String> {
    let is_list = match &parameter.slot.ty {
        TypeRef::List(_) | TypeRef::Tuple(_) => true,
        TypeRef::Map(_) => false,
        TypeRef::Named(id) => match api.definition(*id)?.kind {
            TypeKind::Object(_) => false,
            _ => return None,
        },
        _ => return None,
    };
    let explode = parameter.explode;
    let name = if parameter.is_whole {
        ""
    } else {
        &parameter.name
    };
    let (lead, separator) = match (parameter.style, explode) {
        (Style::Json, _) => return Some("as JSON".to_owned()),
        (Style::DeepObject, _) if !is_list => return Some(format!("as `{name}[a]=1&{name}[b]=2`")),
        (Style::Simple, _) | (Style::Form | Style::Cookie, false) => ("", ","),
        (Style::Label, true) => (".", "."),
        (Style::Label, false) => (".", ","),
        (Style::Matrix, true) => (";", ";"),
        (Style::Matrix, false) => (";", ","),
        (Style::Form, true) if parameter.location == Location::Cookie => ("", "; "),
        (Style::Cookie, true) => ("", "; "),
        (_, true) | (Style::DeepObject, false) => ("", "&"),
        (Style::SpaceDelimited, false) => ("", "%20"),
        (Style::PipeDelimited, false) => ("", "%7C"),
    };
    let has_name = !matches!(parameter.style, Style::Simple | Style::Label);
    let is_repeated = explode || parameter.style == Style::DeepObject;
    let named = if has_name {
        format!("{name}=")
    } else {
        String::new()
    };
    let (first, items) = match (is_list, is_repeated) {
        (true, true) => ("", [format!("{named}a"), format!("{named}b")].to_vec()),
        (true, false) => (named.as_str(), ["a", "b"].map(str::to_owned).to_vec()),
        (false, true) => ("", ["a=1", "b=2"].map(str::to_owned).to_vec()),
        (false, false) => (
            named.as_str(),
            ["a", "1", "b", "2"].map(str::to_owned).to_vec(),
        ),
    };
    Some(format!(
        "as {}",
        prose::code(&format!("{lead}{first}{}", items.join(separator)))
    ))
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
        Location::Server => ("server", (Style::Simple, false)),
    };
    // What is all of the query string has no name in it.
    let name = if parameter.is_whole {
        ""
    } else {
        &parameter.name
    };
    let mut description = format!("Parameter::{kind}({})", literal(name));
    let is_structured = matches!(
        parameter.slot.ty,
        TypeRef::List(_) | TypeRef::Tuple(_) | TypeRef::Map(_) | TypeRef::Named(_) | TypeRef::Json
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
    if parameter.reserved {
        description.push_str(".reserved()");
    }
    if parameter.allows_empty {
        description.push_str(".allow_empty()");
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
