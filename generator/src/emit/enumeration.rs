//! A scalar with known values: the enum, its value on the wire, and the way back.

use quote::quote;
use serde_json::Value;

use super::docs;
use super::file::File;
use super::prose;
use super::rust::{doc, filled, ident, literal, table};
use crate::ir::{Enumeration, EnumerationBase, TypeDef};
use crate::names::TypeNames;

/// Emits the items of an enumeration.
pub fn emit(definition: &TypeDef, enumeration: &Enumeration, names: &TypeNames, file: &mut File) {
    let name = ident(&names.name);
    let docs = doc(&enum_docs(definition, enumeration));
    let deprecated = definition.deprecated.then(|| quote!(#[deprecated]));
    let variants = enumeration
        .values
        .iter()
        .zip(&names.members)
        .map(|(variant, member)| {
            let mut lines = docs::text(&variant.docs);
            docs::section(
                &mut lines,
                prose::paragraph(&format!("On the wire: {}", docs::value(&variant.value))),
            );
            let (lines, member) = (doc(&lines), ident(member));
            quote!(#lines #member)
        });
    let (derives, held) = match enumeration.base {
        // `string_enum!` makes the rest.
        EnumerationBase::Text => (quote!(), quote!(String)),
        EnumerationBase::Integer => (
            quote!(, Copy, PartialEq, Eq, Hash, PartialOrd, Ord),
            quote!(i64),
        ),
        EnumerationBase::Mixed => (quote!(, PartialEq, Eq, Hash), quote!(serde_json::Value)),
    };
    file.push(quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug #derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that was not known when this client was made, as it stands on the wire"]
            Unknown(#held),
        }
    });
    file.attach(values(enumeration, names));
}

/// The table of the values and their variants.
fn values(enumeration: &Enumeration, names: &TypeNames) -> String {
    let kind = match enumeration.base {
        EnumerationBase::Text => "string_enum",
        EnumerationBase::Integer => "integer_enum",
        EnumerationBase::Mixed => "json_enum",
    };
    let entries: Vec<String> = enumeration
        .values
        .iter()
        .zip(&names.members)
        .map(|(variant, member)| {
            let value = match (enumeration.base, &variant.value) {
                (EnumerationBase::Text, Value::String(text)) => literal(text),
                (EnumerationBase::Mixed, value) => literal(&value.to_string()),
                (_, value) => value.to_string(),
            };
            format!("{value} => {member},")
        })
        .collect();
    table(
        &format!("crate::{kind}!({}", names.name),
        &filled(&entries),
        "",
    )
}

fn enum_docs(definition: &TypeDef, enumeration: &Enumeration) -> Vec<String> {
    let mut lines = docs::text(&definition.docs);
    if lines.is_empty() {
        let values: Vec<String> = enumeration
            .values
            .iter()
            .take(8)
            .map(|variant| docs::value(&variant.value))
            .collect();
        lines.extend(prose::paragraph(&format!("One of {}", values.join(", "))));
    }
    lines
}
