//! The reference page of an operation, as the doc comment of its method.

use super::docs::{self, section};
use super::example::Example;
use super::link;
use super::parameter;
use super::prose::{code, item, paragraph};
use super::words::{Words, with_meaning};
use crate::ir::{Api, Operation, OperationId, Parameter};
use crate::names::Names;

/// All that a reference page would say.
pub fn method(id: OperationId, operation: &Operation, api: &Api, names: &Names) -> Vec<String> {
    let words = Words::rustdoc(api, names);
    let page = Page {
        id,
        operation,
        words,
    };
    let mut text = docs::text(&operation.docs);
    let is_silent = text.is_empty();
    let request = format!("`{} {}`", operation.method.as_str(), operation.path);
    if is_silent {
        text.extend(paragraph(&format!(
            "{} {}",
            operation.method.as_str(),
            code(&operation.path)
        )));
    }
    if !api.is_large() && !is_silent {
        section(&mut text, vec![request.clone()]);
    }
    if api.is_large() {
        section(&mut text, page.permissions());
        section(&mut text, page.credentials());
        section(&mut text, page.parameters());
        section(&mut text, page.brief(request));
        let callbacks = link::callbacks(id, &words);
        section(&mut text, titled("Calls back:", callbacks));
        section(&mut text, titled("Leads to:", link::links(id, &words)));
    } else {
        section(&mut text, page.contract());
        section(&mut text, page.example());
    }
    text
}

/// A list below a line, if there is anything for it.
fn titled(title: &str, block: Vec<String>) -> Vec<String> {
    if block.is_empty() {
        return block;
    }
    let mut text = vec![title.to_owned()];
    section(&mut text, block);
    text
}

/// What a page is made from.
pub struct Page<'a> {
    pub(super) id: OperationId,
    pub(super) operation: &'a Operation,
    pub(super) words: Words<'a>,
}

impl Page<'_> {
    /// What it takes, what it gives and how it fails.
    pub fn contract(&self) -> Vec<String> {
        let mut text = Vec::new();
        for block in [
            self.permissions(),
            self.credentials(),
            self.parameters(),
            self.body(),
            self.answer(),
            self.headers(),
            self.errors(),
            self.under("Callbacks", link::callbacks(self.id, &self.words)),
            self.under("Links", link::links(self.id, &self.words)),
        ] {
            section(&mut text, block);
        }
        text
    }

    /// A section, if there is anything for it.
    fn under(&self, title: &str, block: Vec<String>) -> Vec<String> {
        if block.is_empty() {
            return block;
        }
        self.words.heading(title, block)
    }

    fn permissions(&self) -> Vec<String> {
        let accepted: Vec<String> = self
            .operation
            .permissions
            .iter()
            .map(|name| code(name))
            .collect();
        if accepted.is_empty() {
            return Vec::new();
        }
        let sentence = if accepted.len() == 1 {
            format!(
                "The token needs the permission {}.",
                docs::alternatives(&accepted)
            )
        } else {
            format!(
                "The token needs one of the permissions {}.",
                docs::alternatives(&accepted)
            )
        };
        self.words.heading("Permissions", paragraph(&sentence))
    }

    /// Which credentials go along, where that is not the same for all calls.
    fn credentials(&self) -> Vec<String> {
        let access = &self.operation.access;
        let (all, usual) = (&self.words.api.credentials, &self.words.api.usual_access);
        let takes_all =
            !usual.is_open && !usual.is_optional && usual.credentials.len() == all.len();
        let is_plain = access == usual
            && (!self.words.in_full() || takes_all && !self.words.api.access_differs);
        let scopes = self.scopes();
        if all.is_empty() || is_plain && scopes.is_empty() {
            return Vec::new();
        }
        let taken: Vec<String> = access
            .credentials
            .iter()
            .map(|index| {
                let setter = &self.words.names.credential(*index).setter;
                code(&format!(".{}(..)", setter.trim_start_matches("r#")))
            })
            .collect();
        let sentence = match (taken.as_slice(), access.is_optional) {
            ([], _) => "Takes no credentials.".to_owned(),
            (taken, false) => format!(
                "Takes the client's credential {}.",
                docs::alternatives(taken)
            ),
            (taken, true) => format!(
                "Takes the client's credential {}, or none.",
                docs::alternatives(taken)
            ),
        };
        let text = paragraph(&(sentence + &scopes));
        if self.words.in_full() {
            self.words.heading("Credentials", text)
        } else {
            text
        }
    }

    /// The scopes that a token has to have, for each set of schemes that asks for some.
    fn scopes(&self) -> String {
        let mut sentences = String::new();
        for (scheme, scopes) in self.operation.security.iter().flat_map(|set| &set.schemes) {
            if !scopes.is_empty() {
                let scopes: Vec<String> = scopes.iter().map(|scope| code(scope)).collect();
                sentences.extend([
                    " By ",
                    &code(scheme),
                    ", it needs ",
                    &scopes.join(" and "),
                    ".",
                ]);
            }
        }
        sentences
    }

    fn parameters(&self) -> Vec<String> {
        let items = self
            .operation
            .parameters
            .iter()
            .zip(&self.words.names.operation(self.id).parameters);
        let items = items
            .flat_map(|(parameter, name)| item(&self.parameter(parameter, name)))
            .collect::<Vec<_>>();
        if items.is_empty() || !self.words.in_full() {
            items
        } else {
            self.words.heading("Parameters", items)
        }
    }

    fn parameter(&self, parameter: &Parameter, name: &str) -> String {
        let way = match (parameter.client, parameter.required) {
            (true, _) => format!("set on the client, or here with `.{name}(..)`"),
            (false, true) => "required".to_owned(),
            (false, false) => format!("optional, `.{name}(..)`"),
        };
        let mut ty = self.words.ty(&parameter.slot.ty);
        if let Some(sample) = parameter::sample(parameter, self.words.api) {
            ty.extend([" ", &sample]);
        }
        let head = format!(
            "{} ({}, {ty}, {way})",
            code(&parameter.name),
            parameter.location.as_str()
        );
        let empty = parameter::empty(parameter);
        let separator = if empty.is_empty() { "" } else { " " };
        with_meaning(head, &parameter.slot) + separator + empty
    }

    /// Body, answer and errors in a few words each; the types say the rest.
    fn brief(&self, request: String) -> Vec<String> {
        let body = self.brief_body();
        let answer = format!(" answers with {}", self.answer_words());
        let errors = self.brief_errors();
        paragraph(&(request + &body.unwrap_or_default() + &answer + &errors))
    }

    fn example(&self) -> Vec<String> {
        let example = Example::new(self.words.api, self.words.names);
        self.words.heading("Example", example.call(self.id))
    }
}
