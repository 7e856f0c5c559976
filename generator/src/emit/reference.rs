//! The reference in Markdown: an index of every call, a page for each, and the types that they take and return.
//!
//! It says what the doc comments say, by the same functions, with examples that are whole programs.

use std::collections::BTreeMap;

use quote::quote;

use super::example::{Example, is_positional};
use super::operation_docs::Page;
use super::prose::{code, item, one_line, paragraph};
use super::reference_places::{Places, listed, plain, type_page};
use super::rust::ident;
use super::words::{Links, Words, with_meaning};
use super::{Emitted, answer, body, command_example, curl, docs, doctest, feature, parameter};
use crate::ir::{
    Additional, Api, Operation, OperationId, Resource, ResourceId, TypeDef, TypeId, TypeKind,
    TypeRef,
};
use crate::names::Names;

/// The folder of all pages.
const FOLDER: &str = "docs";

/// The page that lists every call.
const INDEX: &str = "README.md";

/// What each page ends with.
const NOTICE: &str = "Generated: do not edit, the next run overwrites it.";

/// Emits the reference, if the API is to have one.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    if !api.package.has_reference {
        return;
    }
    let places = Places::of(api, names);
    let reference = Reference {
        api,
        names,
        places: &places,
    };
    let mut tests = String::from(
        "//! The examples of the reference, to be compiled with the tests of the crate. Generated: do not edit, the next run \
         overwrites it.\n",
    );
    for (index, operation) in api.operations.iter().enumerate() {
        let id = OperationId(index);
        let Some(path) = places.operation(id) else {
            continue;
        };
        put(path, reference.call(id, operation, path), out);
        let condition = feature::of_call(id, api, names);
        let condition = condition.map(|condition| format!("#[cfg({condition})]\n"));
        tests.extend([
            "\n",
            &condition.unwrap_or_default(),
            &format!("#[doc = include_str!(\"../{FOLDER}/{path}\")]\nmod call_{index} {{}}\n"),
        ]);
    }
    for (path, lines) in reference.types() {
        put(&path, lines, out);
    }
    put(INDEX, reference.index(), out);
    out.text("src/reference.rs", tests);
}

/// The module that compiles the examples, if there are any.
pub fn tested(api: &Api) -> proc_macro2::TokenStream {
    if !api.package.has_reference {
        return quote!();
    }
    quote! {
        #[cfg(all(doctest, feature = "blocking"))]
        mod reference;
    }
}

/// What the read-me says of it.
pub fn read_me(api: &Api) -> String {
    if !api.package.has_reference {
        return String::new();
    }
    let program = api.program.as_ref();
    let program = program.map_or("", |_| ", the command line");
    format!(
        " [The reference]({FOLDER}/{INDEX}) is the same in Markdown:\na page for each call, with examples in Rust, blocking \
         Rust{program} and curl."
    )
}

fn put(path: &str, mut lines: Vec<String>, out: &mut Emitted) {
    docs::section(&mut lines, vec![NOTICE.to_owned()]);
    out.text(&format!("{FOLDER}/{path}"), lines.join("\n") + "\n");
}

struct Reference<'a> {
    api: &'a Api,
    names: &'a Names,
    places: &'a Places,
}

impl<'a> Reference<'a> {
    fn words<'w>(&self, up: &'w str) -> Words<'w>
    where
        'a: 'w,
    {
        Words {
            api: self.api,
            names: self.names,
            links: Links::Page {
                places: self.places,
                up,
            },
        }
    }

    /// The page of a call.
    fn call(&self, id: OperationId, operation: &Operation, path: &str) -> Vec<String> {
        let up = "../".repeat(path.matches('/').count());
        let words = self.words(&up);
        let page = Page {
            id,
            operation,
            words,
        };
        let call = self.names.call(self.api, id);
        let mut lines = vec![format!("# {}", code(&call.replace("r#", "")))];
        let mut section = |block| docs::section(&mut lines, block);
        section(paragraph(&format!("[All calls]({up}{INDEX})")));
        section(words.prose(docs::text(&operation.docs)));
        if operation.deprecated {
            section(vec!["**Deprecated.**".to_owned()]);
        }
        section(request(operation));
        section(vec![
            "```text".to_owned(),
            self.signature(id, operation),
            "```".to_owned(),
        ]);
        section(feature::note(operation.resource, self.names).unwrap_or_default());
        section(page.contract());
        let example = || Example::new(self.api, self.names).for_page();
        section(words.heading("Rust", example().call(id)));
        section(words.heading("Blocking Rust", example().blocking().call(id)));
        let command = command_example::example(id, operation, self.api, self.names);
        if !command.is_empty() {
            section(words.heading("Command line", command));
        }
        section(words.heading("curl", curl::example(operation, self.api)));
        lines
    }

    /// The call as it is declared, on one line, with what it comes to.
    fn signature(&self, id: OperationId, operation: &Operation) -> String {
        let own = self.names.operation(id);
        let mut arguments = proc_macro2::TokenStream::new();
        let named = operation.parameters.iter().zip(&own.parameters);
        for (parameter, name) in named.filter(|(parameter, _)| is_positional(parameter)) {
            let name = ident(name);
            let (ty, _) = parameter::argument(0, parameter, &name, self.names);
            arguments.extend(quote!(#name: #ty,));
        }
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            let name = ident(&own.body);
            let (ty, _) = body::argument(body, &name, self.api, self.names);
            arguments.extend(quote!(#name: #ty,));
        }
        let method = ident(&own.method);
        let printed = doctest::printed(&quote!(fn #method(#arguments) {}));
        let lines: Vec<&str> = printed.lines().map(str::trim).collect();
        let declared = lines.join(" ").replace("( ", "(").replace(", )", ")");
        let declared = declared.trim_end_matches("{}").trim();
        let declared = declared.trim_start_matches("fn ").trim();
        let output = answer::shown(operation, own, self.names);
        let declared = declared.replace("crate::", "").replace("types::", "");
        format!("{declared} -> {output}")
    }

    /// The page of every call.
    fn index(&self) -> Vec<String> {
        let mut lines = vec![format!("# {}", one_line(&self.api.title))];
        let package = code(&self.api.package.name);
        let pages: Vec<String> = self.types().into_keys().collect();
        let types: Vec<String> = match pages.as_slice() {
            [only] => vec![format!("[the types]({only})")],
            pages => {
                let letter = |page: &String| {
                    let name = page.trim_start_matches("types-").trim_end_matches(".md");
                    format!("[{}]({page})", name.to_uppercase())
                };
                pages.iter().map(letter).collect()
            }
        };
        let mut text = format!("Every call of {package}, resource by resource.");
        match types.as_slice() {
            [] => {}
            [only] => text.extend([" What they take and return: ", only, "."]),
            several => text.extend([
                " The types that they take and return: ",
                &several.join(", "),
                ".",
            ]),
        }
        docs::section(&mut lines, paragraph(&text));
        for (id, resource) in self.api.roots() {
            self.resource(id, resource, &mut lines);
        }
        lines
    }

    /// A resource and those below it.
    fn resource(&self, id: ResourceId, resource: &Resource, lines: &mut Vec<String>) {
        let mut items = Vec::new();
        for id in &resource.operations {
            if let Some(operation) = self.api.operation(*id) {
                items.extend(item(&self.entry(*id, operation)));
            }
        }
        if !items.is_empty() {
            let lineage = self.api.lineage(id).into_iter();
            let steps: Vec<String> = lineage
                .map(|id| format!("{}()", plain(&self.names.resource(id).accessor)))
                .collect();
            let title = format!("## {}", code(&steps.join(".")));
            docs::section(lines, vec![title]);
            docs::section(lines, items);
        }
        for child in &resource.children {
            if let Some(resource) = self.api.resource(*child) {
                self.resource(*child, resource, lines);
            }
        }
    }

    /// A call in the index.
    fn entry(&self, id: OperationId, operation: &Operation) -> String {
        let words = self.words("");
        let page = Page {
            id,
            operation,
            words,
        };
        let signature = code(&self.signature(id, operation));
        let signature = self.places.link(&signature, self.places.operation(id), "");
        let request = request(operation).join(" ");
        let answer = page.answer_words();
        let summary = operation.docs.summary.as_ref();
        let summary = summary.or(operation.docs.description.as_ref());
        let summary = summary.map(|text| one_line(text)).unwrap_or_default();
        let text = format!("{signature}: {request}, returns {answer}. {summary}");
        text.trim_end().to_owned()
    }

    /// The pages of the types.
    fn types(&self) -> BTreeMap<String, Vec<String>> {
        let mut pages: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, definition) in listed(self.api, self.names) {
            let name = &self.names.type_names(id).name;
            let page = pages.entry(type_page(name, self.api));
            let page = page.or_insert_with(|| {
                let index = paragraph(&format!("[All calls]({INDEX})"));
                [vec!["# Types".to_owned(), String::new()], index].concat()
            });
            docs::section(page, vec![format!("## {name}")]);
            docs::section(page, self.type_of(id, definition));
        }
        pages
    }

    /// What is said of a type.
    fn type_of(&self, id: TypeId, definition: &TypeDef) -> Vec<String> {
        let words = self.words("");
        let own = self.names.type_names(id);
        let mut lines = words.prose(docs::text(&definition.docs));
        if definition.deprecated {
            docs::section(&mut lines, vec!["**Deprecated.**".to_owned()]);
        }
        let (head, items) = match &definition.kind {
            TypeKind::Object(object) => {
                let mut items = words.members(&TypeRef::Named(id));
                if let Additional::Typed(slot) = &object.additional {
                    let text = format!("any other member ({})", words.ty(&slot.ty));
                    items.extend(item(&with_meaning(text, slot)));
                }
                let head = if items.is_empty() {
                    "An object."
                } else {
                    "An object:"
                };
                (head.to_owned(), items)
            }
            TypeKind::Enumeration(enumeration) => {
                let values = enumeration.values.iter().zip(&own.members);
                let items = values.flat_map(|(variant, member)| {
                    let text = format!(
                        "{}, as {}",
                        docs::value(&variant.value),
                        code(&format!("{}::{member}", own.name))
                    );
                    let meaning = variant
                        .docs
                        .description
                        .as_ref()
                        .or(variant.docs.summary.as_ref());
                    match meaning {
                        Some(meaning) => item(&format!("{text}: {}", one_line(meaning))),
                        None => item(&text),
                    }
                });
                (
                    "One of these values, or one that is not known yet:".to_owned(),
                    items.collect(),
                )
            }
            TypeKind::Union(union) => {
                let slots = union.variants.iter().map(|variant| &variant.slot);
                (
                    "One of these:".to_owned(),
                    self.variants(slots.zip(&own.members), &own.name),
                )
            }
            TypeKind::Choice(variants) => {
                let slots = variants.iter().map(|variant| &variant.slot);
                (
                    "A body of one of these:".to_owned(),
                    self.variants(slots.zip(&own.members), &own.name),
                )
            }
            TypeKind::Wrapper(slot) => (format!("A name for {}.", words.ty(&slot.ty)), Vec::new()),
            TypeKind::Alias(home) => {
                let ty = words.ty(&TypeRef::Named(*home));
                (format!("Another name for {ty}."), Vec::new())
            }
        };
        docs::section(&mut lines, paragraph(&head));
        docs::section(&mut lines, items);
        lines
    }

    /// The variants of a type, an item each.
    fn variants<'s>(
        &self,
        variants: impl Iterator<Item = (&'s crate::ir::Slot, &'s String)>,
        name: &str,
    ) -> Vec<String> {
        let words = self.words("");
        let items = variants.flat_map(|(slot, member)| {
            let text = format!(
                "{}, as {}",
                words.ty(&slot.ty),
                code(&format!("{name}::{member}"))
            );
            item(&with_meaning(text, slot))
        });
        items.collect()
    }
}

/// The method and the path.
fn request(operation: &Operation) -> Vec<String> {
    vec![code(&format!(
        "{} {}",
        operation.method.as_str(),
        operation.path
    ))]
}
