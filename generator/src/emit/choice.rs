//! A body in one of several media types: the enum, and how each variant is written.

use proc_macro2::TokenStream;
use quote::quote;

use super::body::expression;
use super::file::File;
use super::prose::{code, paragraph};
use super::rust::{From, doc, ident, spell, table, tokens};
use super::union::home;
use super::{docs, prose};
use crate::ir::{Api, ChoiceVariant, TypeDef, TypeRef};
use crate::names::{Names, TypeNames};

/// Emits the items of a choice.
pub fn emit(
    definition: &TypeDef,
    variants: &[ChoiceVariant],
    api: &Api,
    own: &TypeNames,
    names: &Names,
    file: &mut File,
) {
    file.push(structure(definition, variants, own, names));
    let homes: Vec<String> = variants
        .iter()
        .map(|each| home(&each.slot.ty, api))
        .collect();
    let lines: Vec<String> = variants
        .iter()
        .zip(&own.members)
        .zip(&homes)
        .map(|((variant, member), home)| {
            let is_alone = homes.iter().filter(|other| *other == home).count() == 1;
            let from = match variant.slot.ty {
                _ if !is_alone => "",
                TypeRef::Text | TypeRef::Sensitive => "@text ",
                _ => "@from ",
            };
            let ty = spell(&variant.slot.ty, names, From::Types);
            let format = expression(&variant.format, &variant.slot, api);
            format!("{from}{member}({ty}): {format},")
        })
        .collect();
    file.attach(table(&format!("crate::choice!({}", own.name), &lines, ""));
}

fn structure(
    definition: &TypeDef,
    variants: &[ChoiceVariant],
    own: &TypeNames,
    names: &Names,
) -> TokenStream {
    let mut lines = docs::text(&definition.docs);
    if lines.is_empty() {
        lines.extend(paragraph("The body of a request"));
    }
    docs::section(
        &mut lines,
        paragraph("The variant says in which media type it is sent."),
    );
    let docs = doc(&lines);
    let name = ident(&own.name);
    let variants = variants.iter().zip(&own.members).map(|(variant, member)| {
        let mut lines = docs::text(&variant.slot.docs);
        let media_type = format!("As {}", code(&variant.format.media_type));
        docs::section(&mut lines, prose::paragraph(&media_type));
        let (docs, member) = (doc(&lines), ident(member));
        let ty = tokens(&spell(&variant.slot.ty, names, From::Types));
        quote!(#docs #member(#ty))
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}
