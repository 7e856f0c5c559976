//! A type that is another one by a name of its own, since it holds itself.

use quote::quote;

use super::docs;
use super::file::File;
use super::prose;
use super::rust::{From, doc, ident, spell, tokens};
use crate::ir::{Slot, TypeDef};
use crate::names::{Names, TypeNames};

/// Emits the items of a wrapper.
pub fn emit(definition: &TypeDef, slot: &Slot, own: &TypeNames, names: &Names, file: &mut File) {
    let name = ident(&own.name);
    let bare = spell(&slot.ty, names, From::Types);
    let ty = if slot.boxed {
        format!("Box<{bare}>")
    } else {
        bare
    };
    let mut lines = docs::text(&definition.docs);
    if lines.is_empty() {
        lines.extend(prose::paragraph(&format!(
            "{} of the document",
            prose::code(&definition.name.join("."))
        )));
    }
    let docs = doc(&lines);
    let of = tokens(&ty);
    file.push(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(#[doc = " The value"] pub #of);
    });
    file.attach(format!("crate::wrapper!({}({ty}));\n", own.name));
}
