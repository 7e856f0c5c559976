//! What a value is on the command line: the runtime's `Kind`, decided by the type.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use serde_json::Value;

use crate::ir::{Api, EnumerationBase, Member, Parameter, TypeKind, TypeRef};

/// How many types of other names a kind is looked for behind.
const DEPTH: usize = 4;

/// What a value is, as `parts/cli/table.rs` has it.
pub enum Kind {
    Text,
    Secret,
    Boolean,
    Integer,
    Number,
    Timestamp,
    Date,
    OneOf(Vec<String>),
    OneNumberOf(Vec<String>),
    Json,
    SecretJson,
    File,
    List(Box<Self>),
    Map(Box<Self>),
    Constant(String),
}

impl Kind {
    /// What a parameter is.
    pub fn of_parameter(parameter: &Parameter, api: &Api) -> Self {
        of(&parameter.slot.ty, false, api, DEPTH)
    }

    /// What a member of a body is; bytes are files where parts hold them.
    pub fn of_member(member: &Member<'_>, is_multipart: bool, api: &Api) -> Self {
        constant(member, api).unwrap_or_else(|| of(&member.slot.ty, is_multipart, api, DEPTH))
    }
}

impl ToTokens for Kind {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Text => quote!(Kind::Text),
            Self::Secret => quote!(Kind::Secret),
            Self::Boolean => quote!(Kind::Boolean),
            Self::Integer => quote!(Kind::Integer),
            Self::Number => quote!(Kind::Number),
            Self::Timestamp => quote!(Kind::Timestamp),
            Self::Date => quote!(Kind::Date),
            Self::OneOf(known) => quote!(Kind::OneOf(&[#(#known),*])),
            Self::OneNumberOf(known) => quote!(Kind::OneNumberOf(&[#(#known),*])),
            Self::Json => quote!(Kind::Json),
            Self::SecretJson => quote!(Kind::SecretJson),
            Self::File => quote!(Kind::File(crate::cli::file)),
            Self::List(item) => quote!(Kind::List(&#item)),
            Self::Map(item) => quote!(Kind::Map(&#item)),
            Self::Constant(json) => quote!(Kind::Constant(#json)),
        });
    }
}

/// The value of a member that has one alone, as JSON.
fn constant(member: &Member<'_>, api: &Api) -> Option<Kind> {
    let TypeRef::Named(id) = member.slot.ty else {
        return None;
    };
    match &api.definition(id)?.kind {
        TypeKind::Enumeration(enumeration) if member.is_constant => {
            let [only] = enumeration.values.as_slice() else {
                return None;
            };
            Some(Kind::Constant(only.value.to_string()))
        }
        _ => None,
    }
}

fn of(ty: &TypeRef, is_multipart: bool, api: &Api, depth: usize) -> Kind {
    let json = || {
        if api.holds_secret(ty) {
            Kind::SecretJson
        } else {
            Kind::Json
        }
    };
    match ty {
        TypeRef::Boolean => Kind::Boolean,
        TypeRef::Integer(_) => Kind::Integer,
        TypeRef::Float | TypeRef::Double => Kind::Number,
        TypeRef::Sensitive => Kind::Secret,
        TypeRef::Timestamp => Kind::Timestamp,
        TypeRef::Date => Kind::Date,
        TypeRef::Binary { .. } if is_multipart => Kind::File,
        TypeRef::Text | TypeRef::Base64 | TypeRef::Binary { .. } => Kind::Text,
        TypeRef::Json | TypeRef::Tuple(_) => json(),
        TypeRef::Nullable(inner) => of(inner, is_multipart, api, depth),
        TypeRef::List(item) => match &**item {
            TypeRef::List(_) | TypeRef::Map(_) => json(),
            item => Kind::List(Box::new(of(item, is_multipart, api, depth))),
        },
        TypeRef::Map(item) => {
            let is_simple = is_scalar(item, api) && !api.holds_secret(item);
            let item = is_simple.then(|| Kind::Map(Box::new(of(item, false, api, depth))));
            item.unwrap_or_else(json)
        }
        TypeRef::Named(id) => {
            let Some(definition) = api.definition(*id) else {
                return json();
            };
            match &definition.kind {
                TypeKind::Enumeration(enumeration) => {
                    let known = enumeration.values.iter().map(|known| match &known.value {
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    });
                    match enumeration.base {
                        EnumerationBase::Mixed => Kind::Json,
                        EnumerationBase::Text => Kind::OneOf(known.collect()),
                        EnumerationBase::Integer => Kind::OneNumberOf(known.collect()),
                    }
                }
                TypeKind::Wrapper(slot) if depth > 0 => of(&slot.ty, is_multipart, api, depth - 1),
                // A text is one of them as it stands.
                TypeKind::Union(union)
                    if union
                        .variants
                        .iter()
                        .any(|variant| variant.slot.ty == TypeRef::Text) =>
                {
                    Kind::Text
                }
                _ => json(),
            }
        }
    }
}

fn is_scalar(ty: &TypeRef, api: &Api) -> bool {
    match ty {
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Tuple(_) | TypeRef::Json => false,
        TypeRef::Nullable(inner) => is_scalar(inner, api),
        TypeRef::Named(id) => {
            let definition = api.definition(*id);
            definition.is_some_and(|definition| matches!(definition.kind, TypeKind::Enumeration(_)))
        }
        _ => true,
    }
}
