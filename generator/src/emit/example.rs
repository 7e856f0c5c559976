//! Examples: a call as a user writes it, made from the sample values of the document, compiled as a doctest.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::doctest::{doctest, json, printed, statement};
use super::example_body::file_variant;
use super::rust::{From, ident, spell, tokens};
use super::{example_client, feature, sample};
use crate::ir::{
    Api, Enumeration, Integer, Location, Object, Operation, OperationId, Parameter, Slot, TypeId,
    TypeKind, TypeRef,
};
use crate::names::Names;

/// How deep an example goes into types that hold types.
const DEEPEST: usize = 6;

/// Writes examples, and remembers the types they need.
pub struct Example<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) used: BTreeSet<String>,
    /// Whether uploads are bytes, and not files, so that the example runs anywhere.
    in_memory: bool,
    /// Whether readers cannot have a part of it hidden, and have all of the example's words in one place.
    is_page: bool,
    pub(super) is_blocking: bool,
}

impl<'a> Example<'a> {
    /// A writer of one example.
    pub fn new(api: &'a Api, names: &'a Names) -> Self {
        Self {
            api,
            names,
            used: BTreeSet::new(),
            in_memory: false,
            is_page: false,
            is_blocking: false,
        }
    }

    /// The same for a page of Markdown, which shows a whole program.
    #[must_use]
    pub fn for_page(mut self) -> Self {
        self.is_page = true;
        self
    }

    /// The same with the client that waits.
    #[must_use]
    pub fn blocking(mut self) -> Self {
        self.is_blocking = true;
        self
    }

    /// The same with bytes for files.
    #[must_use]
    pub fn in_memory(mut self) -> Self {
        self.in_memory = true;
        self
    }

    /// The lines of an example that makes a call.
    pub fn call(self, id: OperationId) -> Vec<String> {
        self.whole(id).unwrap_or_default()
    }

    /// The same for a page that is there in builds without the call: without it, nothing is left of the example.
    pub fn conditional(self, id: OperationId) -> Vec<String> {
        let condition = feature::hidden_condition(id, self.api, self.names);
        let mut lines = Vec::new();
        for line in self.call(id) {
            let is_item = line.starts_with("use ") || line.starts_with("# async fn ");
            lines.extend(condition.clone().filter(|_| is_item));
            lines.push(line);
        }
        lines
    }

    /// An example that makes a call.
    fn whole(mut self, id: OperationId) -> Option<Vec<String>> {
        let operation = self.api.operation(id)?;
        let call = self.request(id, operation);
        let call = if self.is_blocking {
            quote!(#call.send()?)
        } else {
            quote!(#call.await?)
        };
        let ending = self.ending(operation, &call);
        let client = example_client::client(operation, self.api, self.names);
        Some(self.finished(&self.imports(), &quote!(#client #ending)))
    }

    /// The import of the client, and of the types that were used.
    fn imports(&self) -> TokenStream {
        let library = ident(&self.api.package.library());
        let client = if self.is_blocking {
            quote!(blocking::Client)
        } else {
            quote!(Client)
        };
        if self.used.is_empty() {
            return quote!(use #library::#client;);
        }
        let used = self.used.iter().map(|name| ident(name));
        quote!(use #library::{#client, types::{#(#used),*}};)
    }

    /// The lines of an example: its imports, and what it does.
    pub(super) fn finished(&self, imports: &TokenStream, body: &TokenStream) -> Vec<String> {
        let library = ident(&self.api.package.library());
        if !self.is_page {
            return doctest(&library, imports, body);
        }
        let (attribute, asynchronous) = if self.is_blocking {
            (None, None)
        } else {
            (Some(quote!(#[tokio::main])), Some(quote!(async)))
        };
        let main = quote! {
            #attribute
            #asynchronous fn main() -> Result<(), #library::Error> { #body Ok(()) }
        };
        let code = format!("{}\n{}", printed(imports), printed(&main));
        let fence = |fence: &str| std::iter::once(fence.to_owned());
        fence("```rust,no_run")
            .chain(code.lines().map(str::to_owned))
            .chain(fence("```"))
            .collect()
    }

    /// The import of the types that a request of `client` needs, if it needs any, and a statement made of the request.
    pub fn part(
        mut self,
        id: OperationId,
        make: impl FnOnce(TokenStream) -> TokenStream,
    ) -> Option<(String, String)> {
        let request = self.request(id, self.api.operation(id)?);
        let library = ident(&self.api.package.library());
        let used: Vec<_> = self.used.iter().map(|name| ident(name)).collect();
        let import = if used.is_empty() {
            String::new()
        } else {
            printed(&quote!(use #library::types::{#(#used),*};))
        };
        Some((import, statement(&make(request))))
    }

    /// The request of an operation, from `client` on.
    pub(super) fn request(&mut self, id: OperationId, operation: &Operation) -> TokenStream {
        let path = self.resource_path(operation);
        let method = ident(&self.names.operation(id).method);
        let arguments = self.arguments(operation);
        let setters = self.setters(id, operation);
        quote!(client #path.#method(#(#arguments),*) #setters)
    }

    fn resource_path(&self, operation: &Operation) -> TokenStream {
        let lineage = self.api.lineage(operation.resource).into_iter();
        let steps = lineage.map(|id| ident(&self.names.resource(id).accessor));
        quote!(#(.#steps())*)
    }

    fn arguments(&mut self, operation: &Operation) -> Vec<TokenStream> {
        let positional = operation
            .parameters
            .iter()
            .filter(|parameter| is_positional(parameter));
        let mut arguments: Vec<TokenStream> = positional
            .map(|parameter| self.slot(&parameter.slot, None, 0))
            .collect();
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            arguments.push(self.body(body));
        }
        arguments
    }

    /// The optional query parameters that have a sample value of their own.
    fn setters(&mut self, id: OperationId, operation: &Operation) -> TokenStream {
        let mut setters = TokenStream::new();
        for (index, parameter) in operation.parameters_in(Location::Query) {
            let name = self.names.operation(id).parameters.get(index);
            let Some(name) = name.filter(|_| !self.is_brief()) else {
                continue;
            };
            if !parameter.required && parameter.slot.example.is_some() {
                let (name, value) = (ident(name), self.slot(&parameter.slot, None, 0));
                setters.extend(quote!(.#name(#value)));
            }
        }
        setters.extend(self.optional_body(id, operation));
        setters
    }

    /// Whether what may be left out is left out.
    pub(super) fn is_brief(&self) -> bool {
        self.api.is_large() && !self.is_page
    }

    fn slot(&mut self, slot: &Slot, example: Option<&Value>, depth: usize) -> TokenStream {
        let fitting = sample::fitting(slot);
        let known = sample::known(slot, example, depth).or(fitting.as_ref());
        self.value(&slot.ty, known, depth)
    }

    /// An expression that an argument of this type takes.
    pub(super) fn value(
        &mut self,
        ty: &TypeRef,
        example: Option<&Value>,
        depth: usize,
    ) -> TokenStream {
        match ty {
            TypeRef::Boolean => {
                let value = example.and_then(Value::as_bool).unwrap_or(true);
                quote!(#value)
            }
            TypeRef::Integer(kind) => integer(*kind, example),
            TypeRef::Float => {
                let value = Literal::f32_unsuffixed(1.0);
                quote!(#value)
            }
            TypeRef::Double => {
                let value = Literal::f64_unsuffixed(example.and_then(Value::as_f64).unwrap_or(1.0));
                quote!(#value)
            }
            TypeRef::Text | TypeRef::Sensitive => {
                let value = example.and_then(Value::as_str).unwrap_or(sample::TEXT);
                quote!(#value)
            }
            TypeRef::Timestamp => quote!(jiff::Timestamp::UNIX_EPOCH),
            TypeRef::Date => quote!(jiff::civil::date(2026, 1, 31)),
            TypeRef::Base64 => quote!(b"bytes".to_vec()),
            TypeRef::Binary { .. } => {
                let library = ident(&self.api.package.library());
                if self.in_memory {
                    quote!(#library::Upload::from(b"bytes"))
                } else {
                    quote!(#library::Upload::from_path("file.bin"))
                }
            }
            TypeRef::Tuple(items) => {
                let items = items.iter().map(|item| {
                    let item = self.value(item, None, depth + 1);
                    quote!(#item.into())
                });
                quote!((#(#items),*))
            }
            TypeRef::Json => {
                let value = json(example.unwrap_or(&Value::Null));
                quote!(serde_json::json!(#value))
            }
            TypeRef::List(item) if sample::is_empty(item, example, self.api) => {
                let item = self.spelled(item);
                quote!(Vec::<#item>::new())
            }
            TypeRef::List(item) => {
                let items: Vec<TokenStream> = items(example)
                    .into_iter()
                    .map(|example| self.value(item, example, depth + 1))
                    .collect();
                quote!([#(#items),*])
            }
            TypeRef::Map(_) => quote!(std::collections::BTreeMap::new()),
            TypeRef::Nullable(inner) => {
                let inner = self.value(inner, example, depth);
                quote!(Some(#inner.into()))
            }
            TypeRef::Named(id) => self.named(*id, example, depth),
        }
    }

    /// A type as an example spells it, which imports the API's own.
    fn spelled(&mut self, ty: &TypeRef) -> TokenStream {
        let mut named = Vec::new();
        ty.named(&mut named);
        let used = named
            .iter()
            .map(|id| self.names.type_names(*id).name.clone());
        self.used.extend(used);
        let library = self.api.package.library();
        let spelled = spell(ty, self.names, From::Elsewhere);
        tokens(
            &spelled
                .replace("types::", "")
                .replace("crate::", &format!("{library}::")),
        )
    }

    fn named(&mut self, id: TypeId, example: Option<&Value>, depth: usize) -> TokenStream {
        let Some(definition) = self.api.definition(id) else {
            return quote!();
        };
        let names = self.names.type_names(id);
        self.used.insert(names.name.clone());
        let name = ident(&names.name);
        let is_cut = sample::is_cut(id, example, depth, self.api);
        let example = example.or(definition.example.as_ref());
        match &definition.kind {
            TypeKind::Enumeration(enumeration) => {
                let variant = ident(variant(enumeration, &names.members, example));
                quote!(#name::#variant)
            }
            TypeKind::Object(_) if is_cut => {
                // Text of an example that nobody can run, which the rule against panics here is not about.
                let unwrap = ident("unwrap");
                quote!(serde_json::from_value::<#name>(serde_json::json!({})).#unwrap())
            }
            TypeKind::Object(object) => self.object(&name, object, &names.members, example, depth),
            // Which variant the sample is, the decoder finds out; as JSON it is right whichever it is.
            TypeKind::Union(union) if file_variant(union).is_some() => {
                let index = file_variant(union).unwrap_or_default();
                let slots = union.variants.iter().map(|variant| &variant.slot);
                let slot = slots.zip(&names.members).nth(index);
                self.chosen(&name, slot, example, depth)
            }
            TypeKind::Choice(variants) => {
                let slots = variants.iter().map(|variant| &variant.slot);
                let slot = slots.zip(&names.members).next();
                let sample = variants
                    .first()
                    .and_then(|variant| variant.format.example.as_ref());
                self.chosen(&name, slot, sample.or(example), depth)
            }
            TypeKind::Union(_) => {
                let value = json(example.unwrap_or(&Value::Null));
                quote!(#name::Unknown(serde_json::json!(#value)))
            }
            TypeKind::Wrapper(_) | TypeKind::Alias(_) => quote!(#name(Default::default())),
        }
    }

    fn object(
        &mut self,
        name: &proc_macro2::Ident,
        object: &Object,
        members: &[String],
        example: Option<&Value>,
        depth: usize,
    ) -> TokenStream {
        let mut required = Vec::new();
        let mut setters = TokenStream::new();
        for (field, member) in object.fields.iter().zip(members) {
            let given = example.and_then(|example| example.get(&field.name));
            if field.required && !field.is_constant {
                required.push(self.slot(&field.slot, given, depth + 1));
            } else if !field.required
                && given.is_some_and(|given| !given.is_null())
                && depth < DEEPEST
            {
                let (member, value) = (ident(member), self.slot(&field.slot, given, depth + 1));
                setters.extend(quote!(.#member(#value)));
            }
        }
        quote!(#name::new(#(#required),*) #setters)
    }
}

/// Whether a parameter is an argument of the call, and not a setter of the request.
pub fn is_positional(parameter: &Parameter) -> bool {
    parameter.required && !parameter.client
}

/// The samples of the items that a list has in an example.
pub fn items(example: Option<&Value>) -> Vec<Option<&Value>> {
    match example.and_then(Value::as_array) {
        Some(all) if !all.is_empty() => all.iter().take(3).map(Some).collect(),
        _ => vec![None],
    }
}

fn variant<'n>(
    enumeration: &Enumeration,
    members: &'n [String],
    example: Option<&Value>,
) -> &'n str {
    let index = value_index(enumeration, example);
    members.get(index).map_or("Unknown", String::as_str)
}

/// Which value of an enumeration an example has.
pub fn value_index(enumeration: &Enumeration, example: Option<&Value>) -> usize {
    example
        .and_then(Value::as_str)
        .and_then(|text| {
            enumeration
                .values
                .iter()
                .position(|variant| variant.value == *text)
        })
        .unwrap_or(0)
}

fn integer(kind: Integer, example: Option<&Value>) -> TokenStream {
    let value = Literal::i64_unsuffixed(whole(kind, example));
    quote!(#value)
}

/// The whole number that an example has: the sample, if a literal can say it.
pub fn whole(kind: Integer, example: Option<&Value>) -> i64 {
    let whole = example.and_then(Value::as_i64).unwrap_or(1);
    let fits = match kind {
        Integer::U32 => u32::try_from(whole).is_ok(),
        Integer::U64 => whole >= 0,
        // A larger literal would have to be written as an `i64`, since a bare one is an `i32` to `Into`.
        Integer::I8 => i8::try_from(whole).is_ok(),
        Integer::I16 => i16::try_from(whole).is_ok(),
        Integer::U8 => u8::try_from(whole).is_ok(),
        Integer::U16 => u16::try_from(whole).is_ok(),
        Integer::I32 | Integer::I64 => i32::try_from(whole).is_ok(),
    };
    if fits { whole } else { 1 }
}
