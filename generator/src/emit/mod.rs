//! IR and names to text: one file per kind of item. Emitted code declares; behaviour is the runtime's.

mod answer;
mod answer_docs;
mod answer_example;
mod body;
mod body_docs;
pub mod call_answers;
pub mod calls;
mod choice;
mod client;
mod command;
mod command_example;
mod command_kind;
mod curl;
mod curl_body;
mod docs;
mod doctest;
mod enumeration;
mod example;
mod example_body;
mod example_client;
mod feature;
mod file;
mod guide;
mod guide_examples;
mod imports;
mod link;
mod mock;
mod object;
mod operation;
mod operation_docs;
mod package;
mod pagination;
mod parameter;
mod parts;
mod program;
mod prose;
mod reference;
mod reference_places;
mod resource;
mod rust;
mod sample;
mod server;
mod shell;
mod types;
mod union;
mod webhook;
mod words;
mod wrapper;

use std::collections::BTreeMap;

pub use example::is_positional;
use file::File;

use crate::extension::Extensions;
use crate::ir::{Api, Field, Limits, TypeRef};
use crate::names::Names;

/// The files of a crate by their path, with `/` between folders.
pub type Files = BTreeMap<String, String>;

/// Emits the whole crate; the error is a fault of this crate, not of the document.
pub fn emit(api: &Api, names: &Names, extensions: &Extensions) -> Result<Files, String> {
    let mut out = Emitted::default();
    types::emit(api, names, &mut out);
    resource::emit(api, names, &mut out);
    client::emit(api, names, &mut out);
    server::emit(api, names, &mut out);
    webhook::emit(api, names, &mut out);
    parts::emit(api, &mut out);
    program::emit(api, names, &mut out);
    mock::emit(api, names, extensions, &mut out);
    package::emit(api, names, extensions, &mut out);
    guide::emit(api, names, extensions, &mut out);
    reference::emit(api, names, &mut out);
    match out.fault {
        None => Ok(out.files),
        Some(fault) => Err(fault),
    }
}

/// A use of a type, as it is spelled outside of the `types` module.
pub fn spelled(ty: &TypeRef, names: &Names) -> String {
    rust::spell(ty, names, rust::From::Elsewhere)
}

/// Limits, as the documentation has them.
pub fn limits_in_words(limits: &Limits) -> Vec<String> {
    docs::limits(limits)
}

/// A text that is the same for types that are the same.
pub fn home(ty: &TypeRef, api: &Api) -> String {
    union::home(ty, api)
}

/// What the crate has at its root since this API needs it.
pub fn root_items(api: &Api) -> Vec<&'static str> {
    package::root_items(api)
}

/// The type of a member's field, made of that of its value.
pub fn field_type(field: &Field, value: String) -> String {
    object::field_type(field, value)
}

/// The files so far, and the first that could not be printed.
#[derive(Default)]
struct Emitted {
    files: Files,
    fault: Option<String>,
}

impl Emitted {
    fn rust(&mut self, path: &str, file: File) {
        match file.print() {
            Ok(text) => self.text(path, text),
            Err(fault) => {
                self.fault.get_or_insert(format!("{path}: {fault}"));
            }
        }
    }

    fn text(&mut self, path: &str, text: String) {
        self.files.insert(path.to_owned(), text);
    }
}
