//! A string with known values: the enum, its text, and the way back.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::file::File;
use super::prose;
use super::rust::{doc, ident};
use crate::ir::{Enumeration, TypeDef};
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
                prose::paragraph(&format!("On the wire: {}", prose::code(&variant.value))),
            );
            let (lines, member) = (doc(&lines), ident(member));
            quote!(#lines #member)
        });
    file.import(quote!(
        use crate::string_enum;
    ));
    file.push(quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that was not known when this client was made, as it stands on the wire"]
            Unknown(String),
        }
    });
    file.push(to_text(enumeration, names));
    file.push(from_text(enumeration, names));
    file.push(quote!(string_enum!(#name);));
}

fn to_text(enumeration: &Enumeration, names: &TypeNames) -> TokenStream {
    let name = ident(&names.name);
    let (members, values) = pairs(enumeration, names);
    quote! {
        impl #name {
            #[doc = " The value as it stands on the wire."]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#members => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }
    }
}

fn from_text(enumeration: &Enumeration, names: &TypeNames) -> TokenStream {
    let name = ident(&names.name);
    let (members, values) = pairs(enumeration, names);
    quote! {
        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#members,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }
    }
}

/// The variants and the values they stand for.
fn pairs<'a>(enumeration: &'a Enumeration, names: &TypeNames) -> (Vec<Ident>, Vec<&'a str>) {
    let members = names.members.iter().map(|member| ident(member)).collect();
    (
        members,
        enumeration
            .values
            .iter()
            .map(|variant| variant.value.as_str())
            .collect(),
    )
}

fn enum_docs(definition: &TypeDef, enumeration: &Enumeration) -> Vec<String> {
    let mut lines = docs::text(&definition.docs);
    if lines.is_empty() {
        let values: Vec<String> = enumeration
            .values
            .iter()
            .take(8)
            .map(|variant| prose::code(&variant.value))
            .collect();
        lines.extend(prose::paragraph(&format!("One of {}", values.join(", "))));
    }
    lines
}
