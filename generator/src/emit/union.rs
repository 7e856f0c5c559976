//! One of several types: the enum, and how a value finds its variant.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::file::File;
use super::imports;
use super::prose;
use super::rust::{From, doc, ident, type_of};
use crate::ir::{Slot, TypeDef, TypeRef, Union, UnionVariant};
use crate::names::{Names, TypeNames};

/// Where the names that a union's module uses come from.
const FROM: [(&str, &[&str]); 3] = [
    (
        "crate::runtime",
        &[
            "Best",
            "Decode",
            "Encode",
            "Fault",
            "Input",
            "Shape",
            "from_value",
            "tag",
        ],
    ),
    ("serde_json", &["Value"]),
    ("std::collections", &["BTreeMap"]),
];

/// Emits the items of a union.
pub fn emit(definition: &TypeDef, union: &Union, own: &TypeNames, names: &Names, file: &mut File) {
    let name = ident(&own.name);
    let variants: Vec<Variant<'_>> = union
        .variants
        .iter()
        .zip(&own.members)
        .map(|(variant, member)| Variant {
            member: ident(member),
            ty: variant_type(&variant.slot, names),
            source: variant,
        })
        .collect();
    let decode = match &union.tag {
        Some(tag) => by_tag(tag, &variants),
        None => by_match(&variants),
    };
    let members: Vec<&Ident> = variants.iter().map(|variant| &variant.member).collect();
    let items = [
        structure(definition, union, &name, &variants),
        conversions(&name, &variants),
        quote! {
            impl Decode for #name {
                fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
                    let value = from_wire.value()?;
                    #decode
                }
            }
        },
        quote! {
            impl Encode for #name {
                fn shape(&self) -> Shape<'_> {
                    match self {
                        #(Self::#members(value) => value.shape(),)*
                        Self::Unknown(value) => value.shape(),
                    }
                }

                fn is_known(&self) -> bool {
                    match self {
                        #(Self::#members(value) => value.is_known(),)*
                        Self::Unknown(_) => false,
                    }
                }
            }
        },
        quote!(crate::serde_impls!(#name);),
    ];
    file.import(imports::of(&items, &FROM));
    file.extend(items);
}

struct Variant<'a> {
    member: Ident,
    ty: TokenStream,
    source: &'a UnionVariant,
}

fn variant_type(slot: &Slot, names: &Names) -> TokenStream {
    let bare = type_of(&slot.ty, names, From::Types);
    if slot.boxed { quote!(Box<#bare>) } else { bare }
}

fn structure(
    definition: &TypeDef,
    union: &Union,
    name: &Ident,
    variants: &[Variant<'_>],
) -> TokenStream {
    let mut lines = docs::text(&definition.docs);
    if lines.is_empty() {
        lines.extend(prose::paragraph("One of several types"));
    }
    let how = match &union.tag {
        Some(tag) => format!("The member {} says which one it is.", prose::code(tag)),
        None => "A value is read as the type that knows the most of it.".to_owned(),
    };
    docs::section(&mut lines, prose::paragraph(&how));
    let docs = doc(&lines);
    let deprecated = definition.deprecated.then(|| quote!(#[deprecated]));
    let variants = variants.iter().map(
        |Variant {
             member,
             ty,
             source: variant,
         }| {
            let mut lines = docs::text(&variant.slot.docs);
            if lines.is_empty() {
                lines.extend(prose::paragraph(&prose::code(&variant.name)));
            }
            let docs = doc(&lines);
            quote!(#docs #member(#ty))
        },
    );
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that is none of these, as it stands on the wire"]
            Unknown(Value),
        }
    }
}

/// From each type that only one variant holds.
fn conversions(name: &Ident, variants: &[Variant<'_>]) -> TokenStream {
    let types: Vec<String> = variants
        .iter()
        .map(|variant| variant.ty.to_string())
        .collect();
    let alone = variants.iter().zip(&types).filter(|(_, ty)| {
        types.iter().filter(|other| other == ty).count() == 1
            && ty.as_str() != "Value"
            && !ty.contains("serde_json")
    });
    let conversions = alone.map(|(Variant { member, ty, .. }, _)| {
        quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#member(value)
                }
            }
        }
    });
    quote!(#(#conversions)*)
}

fn by_tag(name: &str, variants: &[Variant<'_>]) -> TokenStream {
    let arms = variants.iter().map(
        |Variant {
             member,
             source: variant,
             ..
         }| {
            let tags = &variant.tags;
            quote!(#(Some(#tags))|* => from_value(&value).map(Self::#member))
        },
    );
    quote! {
        match tag(&value, #name) {
            #(#arms,)*
            _ => Ok(Self::Unknown(value)),
        }
    }
}

fn by_match(variants: &[Variant<'_>]) -> TokenStream {
    let mut ordered: Vec<&Variant<'_>> = variants.iter().collect();
    ordered.sort_by_key(|variant| breadth(&variant.source.slot.ty));
    let members = ordered.iter().map(|variant| &variant.member);
    quote! {
        let mut best = Best::of(&value);
        #(best.offer(Self::#members);)*
        Ok(best.take().unwrap_or(Self::Unknown(value)))
    }
}

/// How much else a type would take: among equals, the narrower one is tried first.
fn breadth(ty: &TypeRef) -> u8 {
    match ty {
        TypeRef::Timestamp | TypeRef::Date => 0,
        TypeRef::Named(_) | TypeRef::Boolean | TypeRef::Tuple(_) => 1,
        TypeRef::Integer(_) => 2,
        TypeRef::Float | TypeRef::Double | TypeRef::List(_) => 3,
        TypeRef::Map(_) | TypeRef::Base64 => 4,
        TypeRef::Text | TypeRef::Sensitive => 5,
        TypeRef::Nullable(_) | TypeRef::Json => 6,
    }
}
