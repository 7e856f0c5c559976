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

/// Where the file of a module is, as seen from the file that declares it; `None` where the compiler finds it by itself,
/// which it does unless a name on the way to it goes beyond ASCII.
///
/// The modules are those from the first below a `mod.rs` on.
pub fn file_path<T: AsRef<str>>(modules: &[T]) -> Option<String> {
    if modules.iter().all(|module| module.as_ref().is_ascii()) {
        return None;
    }
    let near = modules.get(modules.len().saturating_sub(2)..)?;
    let names = near
        .iter()
        .map(|module| module.as_ref().trim_start_matches("r#"));
    Some(names.collect::<Vec<_>>().join("/") + ".rs")
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

/// A use of a type, as text.
pub fn spell(ty: &TypeRef, names: &Names, from: From) -> String {
    let spell = |ty: &TypeRef| spell(ty, names, from);
    let simple = match ty {
        TypeRef::Boolean => "bool",
        TypeRef::Integer(kind) => integer(*kind),
        TypeRef::Float => "f32",
        TypeRef::Double => "f64",
        TypeRef::Text => "String",
        TypeRef::Sensitive => "crate::Sensitive",
        TypeRef::Timestamp => "crate::Timestamp",
        TypeRef::Date => "jiff::civil::Date",
        TypeRef::Base64 => "crate::Base64",
        TypeRef::Binary { .. } => "crate::Upload",
        TypeRef::Json => "serde_json::Value",
        TypeRef::Tuple(items) => {
            let items: Vec<String> = items.iter().map(spell).collect();
            return format!("({})", items.join(", "));
        }
        TypeRef::List(inner) => return format!("Vec<{}>", spell(inner)),
        TypeRef::Map(inner) => {
            return format!("std::collections::BTreeMap<String, {}>", spell(inner));
        }
        TypeRef::Nullable(inner) => return format!("Option<{}>", spell(inner)),
        TypeRef::Named(id) => {
            let module = match from {
                From::Types => names.types_path(),
                From::Elsewhere => "types",
            };
            return format!("{module}::{}", names.type_names(*id).name);
        }
    };
    simple.to_owned()
}

fn integer(kind: Integer) -> &'static str {
    match kind {
        Integer::I8 => "i8",
        Integer::I16 => "i16",
        Integer::U8 => "u8",
        Integer::U16 => "u16",
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}

/// A use of a type, as tokens.
pub fn type_of(ty: &TypeRef, names: &Names, from: From) -> TokenStream {
    tokens(&spell(ty, names, from))
}

/// The tokens of a text that this crate has put together. One that is none shows up where the item is printed.
pub fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// In which form a value comes in as an argument.
pub enum Form {
    /// `impl Into` of a type.
    Into(String),
    /// Any iterator over what goes `Into` the items of a list.
    Each(String),
    /// The type itself.
    Plain(String),
}

impl Form {
    /// The form that suits a type.
    pub fn of(ty: &TypeRef, names: &Names, from: From) -> Self {
        let spelled = spell(ty, names, from);
        match ty {
            // An untyped literal such as `2` is an `i32` to `Into`, which none of these can be made of.
            TypeRef::Float => Self::Plain(spelled),
            TypeRef::Integer(kind) if !matches!(kind, Integer::I32 | Integer::I64) => {
                Self::Plain(spelled)
            }
            TypeRef::List(item)
                if !matches!(
                    **item,
                    TypeRef::Nullable(_) | TypeRef::List(_) | TypeRef::Map(_)
                ) =>
            {
                Self::Each(spell(item, names, from))
            }
            _ => Self::Into(spelled),
        }
    }

    /// What the tables of the runtime's macros say of it.
    pub fn in_table(&self) -> String {
        match self {
            Self::Into(ty) => format!("into {ty}"),
            Self::Each(item) => format!("each {item}"),
            Self::Plain(ty) => format!("plain {ty}"),
        }
    }

    /// The argument's type, and the expression that makes the value of it.
    pub fn argument(&self, name: &Ident) -> (TokenStream, TokenStream) {
        match self {
            Self::Into(ty) => {
                let ty = tokens(ty);
                (quote!(impl Into<#ty>), quote!(#name.into()))
            }
            Self::Each(item) => {
                let item = tokens(item);
                (
                    quote!(impl IntoIterator<Item = impl Into<#item>>),
                    quote!(#name.into_iter().map(Into::into).collect()),
                )
            }
            Self::Plain(ty) => (tokens(ty), quote!(#name)),
        }
    }
}

/// Text as a literal of Rust.
pub fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// A call of one of the runtime's macros with a table, a line of it on a line of its own.
pub fn table(head: &str, lines: &[String], tail: &str) -> String {
    match lines {
        [] => return format!("{head} {{}}{tail});\n"),
        [only] if head.len() + only.len() + tail.len() < 112 && !only.contains('\n') => {
            let only = only.trim_end_matches(',');
            return format!("{head} {{ {only} }}{tail});\n");
        }
        _ => {}
    }
    let mut text = format!("{head} {{\n");
    for line in lines {
        for line in line.lines() {
            text.push_str("    ");
            text.push_str(line);
            text.push('\n');
        }
    }
    text.push('}');
    text.push_str(tail);
    text.push_str(");\n");
    text
}

/// As many of these on a line as fit.
pub fn filled(entries: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for entry in entries {
        match lines.last_mut() {
            Some(line) if line.len() + entry.len() < 108 => {
                line.push(' ');
                line.push_str(entry);
            }
            _ => lines.push(entry.clone()),
        }
    }
    lines
}

/// Limits as the runtime checks them; `None` where there is nothing to check.
pub fn rules(limits: &Limits) -> Option<String> {
    let mut calls = String::new();
    let mut call = |name: &str, argument: Option<String>| {
        if let Some(argument) = argument {
            calls.extend([".", name, "(", &argument, ")"]);
        }
    };
    let count = |limit: Option<u64>| limit.map(|limit| limit.to_string());
    call("min_length", count(limits.min_length));
    call("max_length", count(limits.max_length));
    call("min_items", count(limits.min_items));
    call("max_items", count(limits.max_items));
    call("min_properties", count(limits.min_properties));
    call("max_properties", count(limits.max_properties));
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
        let name = if is_exclusive { exclusive } else { inclusive };
        call(name, Some(number(value)));
    }
    let step = limits
        .multiple_of
        .filter(|step| *step > 0.0 && step.is_finite());
    call(
        "multiple_of",
        step.map(|step| number(Number::Fraction(step))),
    );
    call("unique_items", limits.unique_items.then(String::new));
    let items = limits.items.as_deref().and_then(rules);
    // In a block of its own, what is borrowed lives for ever wherever this stands.
    call("items", items.map(|items| format!("&const {{ {items} }}")));
    (!calls.is_empty()).then(|| format!("crate::runtime::Rules::ANY{calls}"))
}

fn number(value: Number) -> String {
    match value {
        Number::Whole(value) => format!("crate::runtime::Bound::Integer({value})"),
        Number::Fraction(value) => format!(
            "crate::runtime::Bound::Number({})",
            Literal::f64_unsuffixed(value)
        ),
    }
}
