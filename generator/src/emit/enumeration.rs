//! A scalar with known values: the enum, its value on the wire, and the way back.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::docs;
use super::example::json;
use super::file::File;
use super::prose;
use super::rust::{doc, ident};
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
        EnumerationBase::Text => (quote!(PartialEq, Eq, Hash, PartialOrd, Ord), quote!(String)),
        EnumerationBase::Integer => (
            quote!(Copy, PartialEq, Eq, Hash, PartialOrd, Ord),
            quote!(i64),
        ),
        EnumerationBase::Mixed => (quote!(PartialEq, Eq, Hash), quote!(serde_json::Value)),
    };
    file.push(quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, #derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that was not known when this client was made, as it stands on the wire"]
            Unknown(#held),
        }
    });
    let (members, values) = pairs(enumeration, names);
    match enumeration.base {
        EnumerationBase::Text => text(&name, &members, &values, file),
        EnumerationBase::Integer => integer(&name, &members, &values, file),
        EnumerationBase::Mixed => mixed(&name, &members, &values, file),
    }
}

fn text(name: &Ident, members: &[Ident], values: &[Value], file: &mut File) {
    let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
    file.import(quote!(
        use crate::string_enum;
    ));
    file.push(quote! {
        impl #name {
            #[doc = " The value as it stands on the wire."]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#members => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }
    });
    file.push(quote! {
        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#members,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }
    });
    file.push(quote!(string_enum!(#name);));
}

fn integer(name: &Ident, members: &[Ident], values: &[Value], file: &mut File) {
    let values: Vec<Literal> = values
        .iter()
        .filter_map(Value::as_i64)
        .map(Literal::i64_unsuffixed)
        .collect();
    file.import(quote!(
        use crate::integer_enum;
    ));
    file.push(quote! {
        impl #name {
            #[doc = " The value as it stands on the wire."]
            pub fn as_i64(&self) -> i64 {
                match self {
                    #(Self::#members => #values,)*
                    Self::Unknown(value) => *value,
                }
            }
        }
    });
    file.push(quote! {
        impl From<i64> for #name {
            fn from(value: i64) -> Self {
                match value {
                    #(#values => Self::#members,)*
                    _ => Self::Unknown(value),
                }
            }
        }
    });
    file.push(quote!(integer_enum!(#name);));
}

fn mixed(name: &Ident, members: &[Ident], values: &[Value], file: &mut File) {
    let values: Vec<TokenStream> = values.iter().map(json).collect();
    file.import(quote! {
        use crate::json_enum;
        use serde_json::{Value, json};
    });
    file.push(quote! {
        impl #name {
            #[doc = " The value as it stands on the wire."]
            pub fn to_value(&self) -> Value {
                match self {
                    #(Self::#members => json!(#values),)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }
    });
    file.push(quote! {
        impl From<Value> for #name {
            fn from(value: Value) -> Self {
                #(if value == json!(#values) {
                    return Self::#members;
                })*
                Self::Unknown(value)
            }
        }
    });
    file.push(quote!(json_enum!(#name);));
}

/// The variants and the values they stand for.
fn pairs(enumeration: &Enumeration, names: &TypeNames) -> (Vec<Ident>, Vec<Value>) {
    let members = names.members.iter().map(|member| ident(member)).collect();
    (
        members,
        enumeration
            .values
            .iter()
            .map(|variant| variant.value.clone())
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
            .map(|variant| docs::value(&variant.value))
            .collect();
        lines.extend(prose::paragraph(&format!("One of {}", values.join(", "))));
    }
    lines
}
