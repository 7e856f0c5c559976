//! One of several types: the enum, and how a value finds its variant.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::file::File;
use super::prose;
use super::rust::{From, doc, ident, literal, spell, table, tokens};
use crate::ir::{Api, Slot, TypeDef, TypeKind, TypeRef, Union, UnionVariant};
use crate::names::{Names, TypeNames};

/// Emits the items of a union.
pub fn emit(
    definition: &TypeDef,
    union: &Union,
    api: &Api,
    own: &TypeNames,
    names: &Names,
    file: &mut File,
) {
    let name = ident(&own.name);
    let variants: Vec<Variant<'_>> = union
        .variants
        .iter()
        .zip(&own.members)
        .map(|(variant, member)| Variant {
            member: ident(member),
            ty: variant_type(&variant.slot, names),
            home: home(&variant.slot.ty, api),
            source: variant,
        })
        .collect();
    file.push(structure(definition, union, &name, &variants));
    file.attach(table_of(union, own, &variants));
}

struct Variant<'a> {
    member: Ident,
    ty: String,
    /// The type, whatever name it goes by here.
    home: String,
    source: &'a UnionVariant,
}

/// A text that is the same for types that are the same.
pub fn home(ty: &TypeRef, api: &Api) -> String {
    match ty {
        TypeRef::Named(id) => match api.type_def(*id).map(|definition| &definition.kind) {
            Some(TypeKind::Alias(home)) => format!("{home:?}"),
            _ => format!("{id:?}"),
        },
        TypeRef::List(inner) => format!("list of {}", home(inner, api)),
        TypeRef::Map(inner) => format!("map of {}", home(inner, api)),
        TypeRef::Nullable(inner) => format!("nullable {}", home(inner, api)),
        TypeRef::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| home(item, api)).collect();
            format!("tuple of {}", items.join(", "))
        }
        simple => format!("{simple:?}"),
    }
}

fn variant_type(slot: &Slot, names: &Names) -> String {
    let bare = spell(&slot.ty, names, From::Types);
    if slot.boxed {
        format!("Box<{bare}>")
    } else {
        bare
    }
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
        Some(tag) => {
            let default = union.default.and_then(|index| variants.get(index));
            let others = default.map(|variant| {
                let link = format!("[`{0}`](Self::{0})", variant.member);
                format!(" Whatever else it says means {link}.")
            });
            let mut how = format!("The member {} says which one it is.", prose::code(tag));
            how.extend(others);
            let shared = !shared_tags(variants).is_empty();
            let untagged = !untagged(union, variants).is_empty();
            how.push_str(match (shared, untagged) {
                (true, true) => " Where it is missing, or says the same of several, the type counts that knows the most of the value.",
                (true, false) => " Where it says the same of several, the type counts that knows the most of the value.",
                (false, true) => " Where it is missing, the type counts that knows the most of the value.",
                (false, false) => "",
            });
            how
        }
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
             ..
         }| {
            let mut lines = docs::text(&variant.slot.docs);
            if lines.is_empty() {
                lines.extend(prose::paragraph(&prose::code(&variant.name)));
            }
            let (docs, ty) = (doc(&lines), tokens(ty));
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
            Unknown(serde_json::Value),
        }
    }
}

/// The table of the variants; without a tag, in the order in which they are tried.
fn table_of(union: &Union, own: &TypeNames, variants: &[Variant<'_>]) -> String {
    let mut ordered: Vec<&Variant<'_>> = variants.iter().collect();
    let head = match &union.tag {
        Some(tag) => format!("crate::union!({} by {}", own.name, literal(tag)),
        None => {
            ordered.sort_by_key(|variant| breadth(&variant.source.slot.ty));
            format!("crate::union!({}", own.name)
        }
    };
    let shared = shared_tags(variants);
    let lines: Vec<String> = ordered
        .iter()
        .map(|variant| {
            let same = variants.iter().filter(|other| other.home == variant.home);
            // `Unknown` is made of any JSON, so a conversion from it would say the wrong thing.
            let is_alone = same.count() == 1 && variant.ty != "serde_json::Value";
            let from = if is_alone { "@from " } else { "" };
            let own = variant.source.tags.iter();
            let own = own.filter(|tag| !shared.contains_key(tag.as_str()));
            let tags: Vec<String> = own.map(|tag| literal(tag)).collect();
            let tags = match union.tag {
                Some(_) => format!(": {}", tags.join(" | ")).trim_end().to_owned(),
                None => String::new(),
            };
            format!("{from}{}({}){tags},", variant.member, variant.ty)
        })
        .collect();
    let default = union.default.and_then(|index| variants.get(index));
    let mut tail = String::new();
    if !shared.is_empty() {
        tail.push_str(" several {\n");
        for (tag, members) in &shared {
            let line = format!("    {} => {},\n", literal(tag), members.join(" | "));
            tail.push_str(&line);
        }
        tail.push('}');
    }
    let untagged = untagged(union, variants);
    if !untagged.is_empty() {
        let line = format!(" none {{ {} }}", untagged.join(" | "));
        tail.push_str(&line);
    }
    tail.extend(default.map(|variant| format!(" else {}", variant.member)));
    table(&head, &lines, &tail)
}

/// The names of the variants that a value without the tag may be, where no other is what such a value means.
fn untagged(union: &Union, variants: &[Variant<'_>]) -> Vec<String> {
    let is_open = union.tag.is_some() && union.default.is_none();
    let open = variants
        .iter()
        .filter(|variant| is_open && variant.source.can_lack_tag);
    open.map(|variant| variant.member.to_string()).collect()
}

/// The tags that more than one variant has, with the names of these.
fn shared_tags<'a>(variants: &[Variant<'a>]) -> BTreeMap<&'a str, Vec<String>> {
    let mut tags: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for variant in variants {
        for tag in &variant.source.tags {
            let members = tags.entry(tag).or_default();
            members.push(variant.member.to_string());
        }
    }
    tags.retain(|_, members| members.len() > 1);
    tags
}

/// How much else a type would take: among equals, the narrower one is tried first.
fn breadth(ty: &TypeRef) -> u8 {
    match ty {
        TypeRef::Timestamp | TypeRef::Date => 0,
        TypeRef::Named(_) | TypeRef::Boolean | TypeRef::Tuple(_) => 1,
        TypeRef::Integer(_) => 2,
        TypeRef::Float | TypeRef::Double | TypeRef::List(_) => 3,
        TypeRef::Map(_) | TypeRef::Base64 | TypeRef::Binary { .. } => 4,
        TypeRef::Text | TypeRef::Sensitive => 5,
        TypeRef::Nullable(_) | TypeRef::Json => 6,
    }
}
