//! The body of a request: the argument or the setter for it, and how the runtime is handed it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::parameter::setter_docs;
use super::rust::{Form, From, literal, rules, spell, tokens, type_of};
use crate::ir::{Api, Body, Encoding, Format, FormatKind, Slot, Style, TypeKind, TypeRef};
use crate::names::Names;

/// How the runtime is told what to do with a body.
enum Way {
    /// As JSON of the usual media type.
    Json,
    /// As an expression says.
    Format(String),
    /// As the variant says that the caller has chosen.
    Choice,
}

impl Way {
    fn of(body: &Body, api: &Api) -> Self {
        match &body.format {
            None => Self::Choice,
            Some(format) if is_usual(format) && rules(&body.slot.limits).is_none() => Self::Json,
            Some(format) => Self::Format(expression(format, &body.slot, api)),
        }
    }
}

/// The type of an argument for a body, and the statement that hands it over.
pub fn argument(body: &Body, name: &Ident, api: &Api, names: &Names) -> (TokenStream, TokenStream) {
    let ty = &body.slot.ty;
    let form = form(body, names);
    let (argument, value) = form.argument(name);
    let hand_over = match Way::of(body, api) {
        Way::Json => quote!(request.json(&#name);),
        Way::Format(expression) => {
            let expression = tokens(&expression);
            quote!(request.body(const { &#expression }, &#name);)
        }
        Way::Choice => quote! {
            let (format, #name) = #name.chosen();
            request.body(format, #name);
        },
    };
    let spelled = type_of(ty, names, From::Elsewhere);
    let step = match form {
        Form::Plain(_) => hand_over,
        _ => quote! {
            let #name: #spelled = #value;
            #hand_over
        },
    };
    (argument, step)
}

/// The setter for a body that is no argument, as it follows the table of the parameters.
pub fn setter(body: &Body, name: &str, api: &Api, names: &Names) -> String {
    let docs = setter_docs(&docs::of_slot(&body.slot), api);
    let form = form(body, names).in_table();
    let way = match Way::of(body, api) {
        Way::Json => "json".to_owned(),
        Way::Format(expression) => format!("body [{expression}]"),
        Way::Choice => "choice".to_owned(),
    };
    format!(" {docs}{way} {name}({form})")
}

fn form(body: &Body, names: &Names) -> Form {
    match &body.slot.ty {
        TypeRef::Named(_) | TypeRef::Json if body.format.is_some() => {
            Form::Plain(spell(&body.slot.ty, names, From::Elsewhere))
        }
        ty => Form::of(ty, names, From::Elsewhere),
    }
}

fn is_usual(format: &Format) -> bool {
    format.kind == FormatKind::Json && format.media_type == "application/json"
}

/// The format of a body, as an expression that the compiler evaluates.
pub fn expression(format: &Format, slot: &Slot, api: &Api) -> String {
    let plain = unlimited(format, &slot.ty, api);
    match rules(&slot.limits) {
        Some(rules) => format!("crate::runtime::Limited({plain}, {rules})"),
        None => plain,
    }
}

fn unlimited(format: &Format, ty: &TypeRef, api: &Api) -> String {
    let media_type = literal(&format.media_type);
    match format.kind {
        FormatKind::Json => format!("crate::runtime::Json({media_type})"),
        FormatKind::Lines => format!("crate::parts::plain::Lines({media_type})"),
        FormatKind::Text => format!("crate::parts::plain::Text({media_type})"),
        FormatKind::Binary => format!("crate::parts::upload::binary::Binary({media_type})"),
        FormatKind::Form => {
            let fields: Vec<String> = format.encodings.iter().filter_map(field).collect();
            let fields = constants(&fields);
            let mut loose = Vec::new();
            loose_members(ty, api, &mut loose);
            let json = match loose.as_slice() {
                [] => String::new(),
                names => format!(".json(&[{}])", names.join(", ")),
            };
            format!("crate::parts::form::Form::new({media_type}, {fields}){json}")
        }
        FormatKind::Multipart => {
            let parts: Vec<String> = format.encodings.iter().filter_map(part).collect();
            let parts = constants(&parts);
            format!("crate::parts::multipart::Multipart::new({media_type}, {parts})")
        }
    }
}

/// A list that lives as long as the program.
fn constants(items: &[String]) -> String {
    if items.is_empty() {
        "&[]".to_owned()
    } else {
        format!("const {{ &[{}] }}", items.join(", "))
    }
}

/// A field that is not written the usual way, as a parameter of a query.
fn field(encoding: &Encoding) -> Option<String> {
    if let Some(style) = styled(encoding) {
        return Some(style);
    }
    let media_type = encoding.content_type.as_deref()?;
    let is_json = media_type == "application/json" || media_type.ends_with("+json");
    is_json.then(|| {
        let name = literal(&encoding.name);
        format!(
            "crate::runtime::Parameter::query({name}).style(crate::runtime::Style::Json, false)"
        )
    })
}

/// A part of which the document says more than its type does.
fn part(encoding: &Encoding) -> Option<String> {
    let mut calls = String::new();
    if let Some(media_type) = &encoding.content_type {
        calls.extend([".content_type(", &literal(media_type), ")"]);
    }
    if !encoding.headers.is_empty() {
        let pair =
            |(name, value): &(String, String)| format!("({}, {})", literal(name), literal(value));
        let pairs: Vec<String> = encoding.headers.iter().map(pair).collect();
        calls.extend([".headers(&[", &pairs.join(", "), "])"]);
    }
    // What a media type is said of is written as that has it.
    if let Some(style) = styled(encoding).filter(|_| encoding.content_type.is_none()) {
        calls.extend([".style(", &style, ")"]);
    }
    let name = literal(&encoding.name);
    (!calls.is_empty()).then(|| format!("crate::parts::multipart::Part::new({name}){calls}"))
}

/// The style of a member, as a parameter of a query has it.
fn styled(encoding: &Encoding) -> Option<String> {
    let (style, explode) = encoding.style?;
    let mut text = format!(
        "crate::runtime::Parameter::query({})",
        literal(&encoding.name)
    );
    if (style, explode) != (Style::Form, true) {
        let style = format!(".style(crate::runtime::Style::{style:?}, {explode})");
        text.push_str(&style);
    }
    if encoding.reserved {
        text.push_str(".reserved()");
    }
    Some(text)
}

/// The members of a form that may hold anything: an object in one of those is JSON, since no structure is known.
fn loose_members(ty: &TypeRef, api: &Api, found: &mut Vec<String>) {
    let TypeRef::Named(id) = ty else {
        return;
    };
    let Some(definition) = api.definition(*id) else {
        return;
    };
    match &definition.kind {
        TypeKind::Object(object) => {
            for field in &object.fields {
                let is_loose = match &field.slot.ty {
                    TypeRef::List(item) => **item == TypeRef::Json,
                    ty => *ty == TypeRef::Json,
                };
                let name = literal(&field.name);
                if is_loose && !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        TypeKind::Union(union) => {
            for variant in &union.variants {
                // Variants that are unions in turn may hold each other.
                if let TypeRef::Named(inner) = variant.slot.ty
                    && api
                        .definition(inner)
                        .is_some_and(|inner| matches!(inner.kind, TypeKind::Object(_)))
                {
                    loose_members(&variant.slot.ty, api, found);
                }
            }
        }
        _ => {}
    }
}

/// Every format in which some operation sends a body.
pub fn formats(api: &Api) -> Vec<&Format> {
    let mut formats: Vec<&Format> = Vec::new();
    for operation in &api.operations {
        formats.extend(
            operation
                .body
                .as_ref()
                .and_then(|body| body.format.as_ref()),
        );
    }
    for definition in api.types.iter().filter(|definition| definition.is_used()) {
        if let TypeKind::Choice(variants) = &definition.kind {
            formats.extend(variants.iter().map(|variant| &variant.format));
        }
    }
    formats
}
