//! An object with known members: the struct, its constructor and setters, and how it is read and written.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::file::File;
use super::imports;
use super::prose;
use super::rust::{From, argument, doc, ident, rules, type_of};
use crate::ir::{Additional, Field, Object, TypeDef};
use crate::names::{Names, TypeNames};

/// Where the names that an object's module uses come from.
const FROM: [(&str, &[&str]); 4] = [
    ("std::ops", &["ControlFlow"]),
    (
        "crate::runtime",
        &[
            "Bound",
            "Decode",
            "Entries",
            "Fault",
            "Field",
            "FieldRules",
            "Input",
            "Object",
            "Rules",
            "UnknownFields",
        ],
    ),
    ("std::collections", &["BTreeMap"]),
    ("crate", &["object"]),
];

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
    let name = ident(&own.name);
    let items = [
        emitter.structure(),
        emitter.inherent(),
        emitter.decode(),
        emitter.encode(&emitter.rules()),
        quote!(object!(#name);),
    ];
    file.import(imports::of(&items, &FROM));
    file.extend(items);
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

    /// The type of a field: optional where the member may be missing.
    fn field_type(&self, field: &Field) -> TokenStream {
        let bare = self.bare_type(field);
        let value = if field.slot.nullable {
            quote!(Option<#bare>)
        } else {
            bare
        };
        if field.required || field.slot.nullable {
            value
        } else {
            quote!(Option<#value>)
        }
    }

    fn bare_type(&self, field: &Field) -> TokenStream {
        let bare = type_of(&field.slot.ty, self.names, From::Types);
        if field.slot.boxed {
            quote!(Box<#bare>)
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
            let (docs, ty) = (doc(&lines), self.field_type(field));
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
            _ => quote!(unknown_fields: UnknownFields,),
        };
        let deprecated = self.definition.deprecated.then(|| quote!(#[deprecated]));
        let default = self
            .object
            .required()
            .next()
            .is_none()
            .then(|| quote!(, Default));
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

    fn inherent(&self) -> TokenStream {
        let name = ident(&self.own.name);
        let building = self.definition.usage.request.then(|| {
            let constructor = self.constructor();
            let setters = self
                .fields()
                .filter(|(field, _)| !field.required)
                .map(|(field, member)| self.setter(field, &member));
            quote!(#constructor #(#setters)*)
        });
        let unknown = self.keeps_unknown().then(|| {
            quote! {
                #[doc = " The members that came in and that this client does not know."]
                pub fn unknown_fields(&self) -> &UnknownFields {
                    &self.unknown_fields
                }
            }
        });
        if building.is_none() && unknown.is_none() {
            return quote!();
        }
        quote!(impl #name { #building #unknown })
    }

    fn constructor(&self) -> TokenStream {
        let required: Vec<_> = self.fields().filter(|(field, _)| field.required).collect();
        let lines = match required.as_slice() {
            [] => vec!["Nothing set yet.".to_owned()],
            _ => vec!["With all that is required.".to_owned()],
        };
        let docs = doc(&lines);
        let arguments = required.iter().map(|(field, member)| {
            let (ty, _) = self.argument(field, member);
            quote!(#member: #ty)
        });
        let values = self.fields().map(|(field, member)| {
            if !field.required {
                return quote!(#member: None);
            }
            let (_, value) = self.argument(field, &member);
            quote!(#member: #value)
        });
        let rest = if self.keeps_unknown() {
            quote!(unknown_fields: UnknownFields::default())
        } else {
            quote!(additional: BTreeMap::new())
        };
        quote! {
            #docs
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* #rest }
            }
        }
    }

    fn setter(&self, field: &Field, member: &proc_macro2::Ident) -> TokenStream {
        let lines = docs::slot(&field.slot, &format!("Sets {}", prose::code(&field.name)));
        let (docs, (ty, value)) = (doc(&lines), self.argument(field, member));
        quote! {
            #docs
            #[must_use]
            pub fn #member(mut self, #member: #ty) -> Self {
                self.#member = Some(#value);
                self
            }
        }
    }

    fn argument(&self, field: &Field, member: &proc_macro2::Ident) -> (TokenStream, TokenStream) {
        if field.slot.boxed || (field.required && field.slot.nullable) {
            let bare = self.field_type(field);
            return (quote!(impl Into<#bare>), quote!(#member.into()));
        }
        argument(member, &field.slot.ty, self.names, From::Types)
    }

    fn decode(&self) -> TokenStream {
        let name = ident(&self.own.name);
        let starts = self.fields().map(|(field, member)| {
            let wire = &field.name;
            quote!(let mut #member = Field::new(#wire);)
        });
        let arms = self.fields().map(|(field, member)| {
            let wire = &field.name;
            let is_optional = !field.required && !field.slot.nullable;
            let read = if is_optional {
                quote!(read_optional)
            } else {
                quote!(read)
            };
            quote!(#wire => #member.#read(from_wire))
        });
        let values =
            self.fields().map(
                |(field, member)| match (field.required, field.slot.nullable) {
                    (true, _) => quote!(#member: #member.required()?),
                    (false, false) => quote!(#member: #member.optional()),
                    (false, true) => quote!(#member: #member.optional().flatten()),
                },
            );
        let (start, other, end) = if self.keeps_unknown() {
            (
                quote!(let mut unknown_fields = UnknownFields::default();),
                quote!(unknown_fields.read(wire_name, from_wire)),
                quote!(unknown_fields),
            )
        } else {
            (
                quote!(let mut additional = BTreeMap::new();),
                quote!(crate::runtime::read_additional(
                    &mut additional,
                    wire_name,
                    from_wire
                )),
                quote!(additional),
            )
        };
        quote! {
            impl Decode for #name {
                fn decode(from_wire: &mut dyn Input) -> Result<Self, Fault> {
                    #(#starts)*
                    #start
                    from_wire.object(&mut |wire_name, from_wire| match wire_name {
                        #(#arms,)*
                        _ => #other,
                    })?;
                    Ok(Self { #(#values,)* #end })
                }
            }
        }
    }

    fn encode(&self, rules: &TokenStream) -> TokenStream {
        let name = ident(&self.own.name);
        let entries = self.fields().map(|(field, member)| {
            let wire = &field.name;
            if field.required {
                quote!(entries.field(#wire, &self.#member)?;)
            } else {
                quote!(entries.optional(#wire, &self.#member)?;)
            }
        });
        let rest = if self.keeps_unknown() {
            quote!(entries.unknown(&self.unknown_fields))
        } else {
            quote!(entries.additional(&self.additional))
        };
        let rules = (!rules.is_empty()).then(|| {
            quote! {
                fn rules(&self) -> &'static [FieldRules] {
                    const RULES: &[FieldRules] = &[#rules];
                    RULES
                }
            }
        });
        quote! {
            impl Object for #name {
                fn entries(&self, entries: &mut Entries<'_>) -> ControlFlow<()> {
                    #(#entries)*
                    #rest
                }

                #rules
            }
        }
    }

    /// The limits of the members, for a type that is sent.
    fn rules(&self) -> TokenStream {
        if !self.definition.usage.request {
            return quote!();
        }
        let each = self.object.fields.iter().filter_map(|field| {
            let (wire, rules) = (&field.name, rules(&field.slot.limits)?);
            Some(quote!(FieldRules::new(#wire, #rules)))
        });
        quote!(#(#each),*)
    }
}
