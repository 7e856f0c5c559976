//! The body of a request: the argument or the setter for it, and how the runtime is handed it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::parameter::setter_docs;
use super::rust::{Form, From, spell, type_of};
use crate::ir::{Api, Body, TypeRef};
use crate::names::Names;

/// The type of an argument for a body, and the statement that hands it over.
pub fn argument(body: &Body, name: &Ident, names: &Names) -> (TokenStream, TokenStream) {
    let ty = &body.slot.ty;
    let spelled = type_of(ty, names, From::Elsewhere);
    let form = form(ty, names);
    let (argument, value) = form.argument(name);
    let step = match form {
        Form::Plain(_) => quote!(request.json(&#name);),
        _ => quote! {
            let #name: #spelled = #value;
            request.json(&#name);
        },
    };
    (argument, step)
}

/// The setter for a body that is no argument, as it follows the table of the parameters.
pub fn setter(body: &Body, name: &str, api: &Api, names: &Names) -> String {
    let docs = setter_docs(&docs::of_slot(&body.slot), api);
    let form = form(&body.slot.ty, names).in_table();
    format!(" {docs}json {name}({form})")
}

fn form(ty: &TypeRef, names: &Names) -> Form {
    match ty {
        TypeRef::Named(_) | TypeRef::Json => Form::Plain(spell(ty, names, From::Elsewhere)),
        _ => Form::of(ty, names, From::Elsewhere),
    }
}
