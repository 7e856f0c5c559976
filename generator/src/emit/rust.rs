//! Small pieces of Rust: identifiers, types, doc comments.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::ir::{Bound, Integer, Limits, Number, TypeRef};
use crate::names::Names;

/// An identifier that the names room made.
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A doc comment of these lines.
pub fn doc(lines: &[String]) -> TokenStream {
    let attributes = lines.iter().map(|line| {
        let text = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #text])
    });
    quote!(#(#attributes)*)
}

/// Where a type is spelled: inside the `types` module, or from elsewhere in the crate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// In a module below `types`.
    Types,
    /// Anywhere else.
    Elsewhere,
}

/// A use of a type.
pub fn type_of(ty: &TypeRef, names: &Names, from: From) -> TokenStream {
    match ty {
        TypeRef::Boolean => quote!(bool),
        TypeRef::Integer(Integer::I8) => quote!(i8),
        TypeRef::Integer(Integer::I16) => quote!(i16),
        TypeRef::Integer(Integer::U8) => quote!(u8),
        TypeRef::Integer(Integer::U16) => quote!(u16),
        TypeRef::Integer(Integer::I32) => quote!(i32),
        TypeRef::Integer(Integer::I64) => quote!(i64),
        TypeRef::Integer(Integer::U32) => quote!(u32),
        TypeRef::Integer(Integer::U64) => quote!(u64),
        TypeRef::Float => quote!(f32),
        TypeRef::Double => quote!(f64),
        TypeRef::Text => quote!(String),
        TypeRef::Sensitive => quote!(crate::Sensitive),
        TypeRef::Timestamp => quote!(crate::Timestamp),
        TypeRef::Date => quote!(jiff::civil::Date),
        TypeRef::Base64 => quote!(crate::Base64),
        TypeRef::Tuple(items) => {
            let items = items.iter().map(|item| type_of(item, names, from));
            quote!((#(#items),*))
        }
        TypeRef::Json => quote!(serde_json::Value),
        TypeRef::List(inner) => {
            let inner = type_of(inner, names, from);
            quote!(Vec<#inner>)
        }
        TypeRef::Map(inner) => {
            let inner = type_of(inner, names, from);
            quote!(BTreeMap<String, #inner>)
        }
        TypeRef::Nullable(inner) => {
            let inner = type_of(inner, names, from);
            quote!(Option<#inner>)
        }
        TypeRef::Named(id) => {
            let name = ident(&names.type_names(*id).name);
            match from {
                From::Types => quote!(super::#name),
                From::Elsewhere => quote!(types::#name),
            }
        }
    }
}

/// How a value comes in as an argument: the argument's type, and the expression that makes the value of it.
pub fn argument(
    name: &Ident,
    ty: &TypeRef,
    names: &Names,
    from: From,
) -> (TokenStream, TokenStream) {
    let spelled = type_of(ty, names, from);
    match ty {
        // An untyped literal such as `2` is an `i32` to `Into`, which none of these can be made of.
        TypeRef::Float => (spelled, quote!(#name)),
        TypeRef::Integer(kind) if !matches!(kind, Integer::I32 | Integer::I64) => {
            (spelled, quote!(#name))
        }
        TypeRef::List(item)
            if !matches!(
                **item,
                TypeRef::Nullable(_) | TypeRef::List(_) | TypeRef::Map(_)
            ) =>
        {
            let item = type_of(item, names, from);
            (
                quote!(impl IntoIterator<Item = impl Into<#item>>),
                quote!(#name.into_iter().map(Into::into).collect()),
            )
        }
        _ => (quote!(impl Into<#spelled>), quote!(#name.into())),
    }
}

/// Limits as the runtime checks them; `None` where there is nothing to check.
pub fn rules(limits: &Limits) -> Option<TokenStream> {
    let mut calls = TokenStream::new();
    let mut count = |name: &str, limit: Option<u64>| {
        if let Some(limit) = limit {
            let (name, limit) = (ident(name), Literal::u64_unsuffixed(limit));
            calls.extend(quote!(.#name(#limit)));
        }
    };
    count("min_length", limits.min_length);
    count("max_length", limits.max_length);
    count("min_items", limits.min_items);
    count("max_items", limits.max_items);
    count("min_properties", limits.min_properties);
    count("max_properties", limits.max_properties);
    let bounds = [
        ("minimum", "exclusive_minimum", limits.minimum),
        ("maximum", "exclusive_maximum", limits.maximum),
    ];
    for (inclusive, exclusive, bound) in bounds {
        let Some(Bound {
            value,
            exclusive: is_exclusive,
        }) = bound
        else {
            continue;
        };
        let name = ident(if is_exclusive { exclusive } else { inclusive });
        let value = number(value);
        calls.extend(quote!(.#name(#value)));
    }
    if let Some(step) = limits
        .multiple_of
        .filter(|step| *step > 0.0 && step.is_finite())
    {
        let step = number(Number::Fraction(step));
        calls.extend(quote!(.multiple_of(#step)));
    }
    if limits.unique_items {
        calls.extend(quote!(.unique_items()));
    }
    if let Some(items) = limits.items.as_deref().and_then(rules) {
        calls.extend(quote!(.items(&#items)));
    }
    (!calls.is_empty()).then(|| quote!(Rules::ANY #calls))
}

fn number(value: Number) -> TokenStream {
    match value {
        Number::Whole(value) => {
            let value = Literal::i128_unsuffixed(value);
            quote!(Bound::Integer(#value))
        }
        Number::Fraction(value) => {
            let value = Literal::f64_unsuffixed(value);
            quote!(Bound::Number(#value))
        }
    }
}
