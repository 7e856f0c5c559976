//! A type that is another one by a name of its own, since it holds itself.

use quote::quote;

use super::docs;
use super::file::File;
use super::prose;
use super::rust::{From, doc, ident, type_of};
use crate::ir::{Slot, TypeDef};
use crate::names::{Names, TypeNames};

/// Emits the items of a wrapper.
pub fn emit(definition: &TypeDef, slot: &Slot, own: &TypeNames, names: &Names, file: &mut File) {
    let name = ident(&own.name);
    let bare = type_of(&slot.ty, names, From::Types);
    let ty = if slot.boxed { quote!(Box<#bare>) } else { bare };
    let mut lines = docs::text(&definition.docs);
    if lines.is_empty() {
        lines.extend(prose::paragraph(&format!(
            "{} of the document",
            prose::code(&definition.name.join("."))
        )));
    }
    let docs = doc(&lines);
    let items = [
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name(#[doc = " The value"] pub #ty);
        },
        quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self(value)
                }
            }
        },
        quote! {
            impl Decode for #name {
                fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
                    Decode::decode(from_wire).map(Self)
                }
            }
        },
        quote! {
            impl Encode for #name {
                fn shape(&self) -> Shape<'_> {
                    self.0.shape()
                }
            }
        },
        quote!(crate::serde_impls!(#name);),
    ];
    file.extend(items);
}
