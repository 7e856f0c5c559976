//! An object with known members: the struct, its constructor and setters, and how it is read and written.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::file::File;
use super::prose;
use super::rust::{Form, From, doc, filled, ident, literal, rules, spell, table, tokens, type_of};
use crate::ir::{Additional, Field, Object, TypeDef, TypeRef};
use crate::names::{Names, TypeNames, null_setter};

/// Emits the items of an object.
pub fn emit(
    definition: &TypeDef,
    object: &Object,
    own: &TypeNames,
    names: &Names,
    file: &mut File,
) {
    let emitter = Emitter {
        definition,
        object,
        own,
        names,
    };
    file.push(emitter.structure());
    file.attach(emitter.members());
    file.push(emitter.constructor());
}

/// The type of a field: optional where the member may be missing, and once more where it may be null.
pub fn field_type(field: &Field, value: String) -> String {
    match (field.required, field.slot.nullable) {
        (true, false) => value,
        (false, true) => format!("Option<Option<{value}>>"),
        _ => format!("Option<{value}>"),
    }
}

struct Emitter<'a> {
    definition: &'a TypeDef,
    object: &'a Object,
    own: &'a TypeNames,
    names: &'a Names,
}

impl Emitter<'_> {
    fn fields(&self) -> impl Iterator<Item = (&Field, proc_macro2::Ident)> {
        self.object
            .fields
            .iter()
            .zip(&self.own.members)
            .map(|(field, member)| (field, ident(member)))
    }

    /// Whether members that the document does not name are kept aside.
    fn keeps_unknown(&self) -> bool {
        !matches!(self.object.additional, Additional::Typed(_))
    }

    fn field_type(&self, field: &Field) -> String {
        field_type(field, self.value_type(field))
    }

    fn value_type(&self, field: &Field) -> String {
        let bare = spell(&field.slot.ty, self.names, From::Types);
        if field.slot.boxed {
            format!("Box<{bare}>")
        } else {
            bare
        }
    }

    fn structure(&self) -> TokenStream {
        let name = ident(&self.own.name);
        let mut lines = docs::text(&self.definition.docs);
        if lines.is_empty() {
            lines.extend(prose::paragraph(&format!(
                "`{}` of the document",
                self.definition.name.join(".")
            )));
        }
        let docs = doc(&lines);
        let fields = self.fields().map(|(field, member)| {
            let lines = docs::slot(
                &field.slot,
                &format!("{} on the wire", prose::code(&field.name)),
            );
            let (docs, ty) = (doc(&lines), tokens(&self.field_type(field)));
            let deprecated = field.slot.deprecated.then(|| quote!(#[deprecated]));
            quote!(#docs #deprecated pub #member: #ty)
        });
        let rest = match &self.object.additional {
            Additional::Typed(slot) => {
                let ty = type_of(
                    &crate::ir::TypeRef::Map(Box::new(slot.ty.clone())),
                    self.names,
                    From::Types,
                );
                quote!(#[doc = " The members that have no field of their own"] pub additional: #ty,)
            }
            _ => quote!(unknown_fields: crate::UnknownFields,),
        };
        let deprecated = self.definition.deprecated.then(|| quote!(#[deprecated]));
        let default = self.requires_nothing().then(|| quote!(, Default));
        quote! {
            #docs
            #deprecated
            #[derive(Clone, Debug, PartialEq #default)]
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
                #rest
            }
        }
    }

    fn requires_nothing(&self) -> bool {
        self.object.required().next().is_none()
    }

    /// Whether it is sent, and nothing of it is required, so that its constructor is that of any such type.
    fn asks_nothing(&self) -> bool {
        self.definition.usage.request && self.requires_nothing()
    }

    /// The constructor of a type that is sent.
    fn constructor(&self) -> TokenStream {
        if !self.definition.usage.request || self.asks_nothing() {
            return quote!();
        }
        let name = ident(&self.own.name);
        let asked: Vec<_> = self
            .fields()
            .filter(|(field, _)| field.required && self.constant(field).is_none())
            .collect();
        let docs = doc(&[match asked.as_slice() {
            [] => "Nothing set yet.".to_owned(),
            _ => "With all that is required.".to_owned(),
        }]);
        let arguments = asked.iter().map(|(field, member)| {
            let (ty, _) = self.form(field).argument(member);
            quote!(#member: #ty)
        });
        let values = self.fields().map(|(field, member)| {
            if !field.required {
                return quote!(#member: None);
            }
            let value = self
                .constant(field)
                .unwrap_or_else(|| self.form(field).argument(&member).1);
            quote!(#member: #value)
        });
        let rest = if self.keeps_unknown() {
            quote!(unknown_fields: crate::UnknownFields::default())
        } else {
            quote!(additional: std::collections::BTreeMap::new())
        };
        // Constants keep a type that asks for nothing from deriving it.
        let default = (asked.is_empty() && !self.requires_nothing()).then(|| {
            quote! {
                impl Default for #name {
                    fn default() -> Self {
                        Self::new()
                    }
                }
            }
        });
        quote! {
            #default
            impl #name {
                #docs
                pub fn new(#(#arguments),*) -> Self {
                    Self { #(#values,)* #rest }
                }
            }
        }
    }

    /// The value of a member that can have no other.
    fn constant(&self, field: &Field) -> Option<TokenStream> {
        let TypeRef::Named(id) = field.slot.ty else {
            return None;
        };
        let names = self.names.type_names(id);
        let only = names.members.first().filter(|_| field.is_constant)?;
        let ty = type_of(&field.slot.ty, self.names, From::Types);
        let only = ident(only);
        Some(quote!(#ty::#only))
    }

    /// In which form a constructor or a setter takes the value of a member.
    fn form(&self, field: &Field) -> Form {
        if field.required && field.slot.nullable {
            return Form::Into(self.field_type(field));
        }
        if field.slot.boxed {
            return Form::Into(self.value_type(field));
        }
        Form::of(&field.slot.ty, self.names, From::Types)
    }

    /// The table of the members.
    fn members(&self) -> String {
        let lines: Vec<String> = self
            .object
            .fields
            .iter()
            .zip(&self.own.members)
            .map(|(field, member)| self.member(field, member))
            .collect();
        let made = match (self.asks_nothing(), self.requires_nothing()) {
            (true, _) => " new",
            (false, true) => " default",
            (false, false) => "",
        };
        let head = format!("crate::object!({}{made}", self.own.name);
        let rest = if self.keeps_unknown() {
            ""
        } else {
            " additional"
        };
        table(&head, &filled(&lines), rest)
    }

    fn member(&self, field: &Field, member: &str) -> String {
        let is_sent = self.definition.usage.request;
        let form = || self.form(field).in_table();
        let presence = match (field.required, field.slot.nullable) {
            (true, _) => "required".to_owned(),
            // Of any JSON, null is a value as well.
            (false, false) if field.slot.ty == TypeRef::Json && !field.slot.boxed => {
                if is_sent {
                    format!("any({})", form())
                } else {
                    "any".to_owned()
                }
            }
            (false, false) if is_sent => format!("optional({})", form()),
            (false, false) => "optional".to_owned(),
            (false, true) if is_sent => {
                let null = null_setter(member, &self.own.members);
                format!("nullable({}, {null})", form())
            }
            (false, true) => "nullable".to_owned(),
        };
        let limits = rules(&field.slot.limits)
            .filter(|_| is_sent)
            .map(|rules| format!(" where {rules}"))
            .unwrap_or_default();
        format!("{} => {member}: {presence}{limits},", literal(&field.name))
    }
}
