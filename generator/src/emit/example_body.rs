//! What examples say of bodies: a value of just the type that is asked for, and the variants of choices.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::example::Example;
use super::rust::ident;
use crate::ir::{Body, HttpMethod, Operation, OperationId, Slot, TypeRef, Union};

impl Example<'_> {
    /// An expression that the argument for a body takes.
    pub fn body(&mut self, body: &Body) -> TokenStream {
        let sample = sample_of(body);
        match &body.slot.ty {
            TypeRef::Nullable(inner) => {
                let inner = self.exact(inner, sample, 0);
                quote!(Some(#inner))
            }
            ty => self.value(ty, sample, 0),
        }
    }

    /// The setter for a body that may be missing, where the method is made for one.
    pub(super) fn optional_body(&mut self, id: OperationId, operation: &Operation) -> TokenStream {
        let Some(body) = operation.body.as_ref().filter(|body| !body.required) else {
            return quote!();
        };
        if self.is_brief() || !is_made_for_body(operation) {
            return quote!();
        }
        let (name, value) = (ident(&self.names.operation(id).body), self.body(body));
        quote!(.#name(#value))
    }

    /// An expression of just this type.
    fn exact(&mut self, ty: &TypeRef, example: Option<&Value>, depth: usize) -> TokenStream {
        let value = self.value(ty, example, depth);
        match ty {
            TypeRef::Text | TypeRef::Sensitive | TypeRef::Timestamp | TypeRef::Base64 => {
                quote!(#value.into())
            }
            TypeRef::List(item) => {
                let item = self.exact(item, None, depth + 1);
                quote!(vec![#item])
            }
            _ => value,
        }
    }

    /// A variant that holds a value.
    pub(super) fn chosen(
        &mut self,
        name: &Ident,
        variant: Option<(&Slot, &String)>,
        example: Option<&Value>,
        depth: usize,
    ) -> TokenStream {
        let Some((slot, member)) = variant else {
            return quote!();
        };
        let sample = example.or(slot.example.as_ref());
        let (member, value) = (ident(member), self.exact(&slot.ty, sample, depth + 1));
        quote!(#name::#member(#value))
    }
}

/// The variant of a union that is a file.
pub fn file_variant(union: &Union) -> Option<usize> {
    let mut variants = union.variants.iter();
    variants.position(|variant| matches!(variant.slot.ty, TypeRef::Binary { .. }))
}

/// Whether the method of a call is made for a body, so that an example has even one that may be missing.
pub fn is_made_for_body(operation: &Operation) -> bool {
    use HttpMethod::{Patch, Post, Put};
    matches!(operation.method, Post | Put | Patch)
}

/// The sample of a body.
pub fn sample_of(body: &Body) -> Option<&Value> {
    let format = body.format.as_ref();
    let sample = format.and_then(|format| format.example.as_ref());
    sample.or(body.slot.example.as_ref())
}
