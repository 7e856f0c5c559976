//! The reference page of an operation, as the doc comment of its method.

use super::docs::{self, section};
use super::example::Example;
use super::link;
use super::parameter;
use super::prose::{code, item, one_line, paragraph};
use crate::ir::{Api, Field, Operation, OperationId, Parameter, Slot, TypeId, TypeKind, TypeRef};
use crate::names::Names;

/// All that a reference page would say.
pub fn method(id: OperationId, operation: &Operation, api: &Api, names: &Names) -> Vec<String> {
    let page = Page {
        id,
        operation,
        api,
        names,
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
    section(&mut text, page.permissions());
    section(&mut text, page.credentials());
    section(&mut text, page.parameters());
    let callbacks = link::callbacks(id, api, names);
    let links = link::links(id, api, names);
    if api.is_large() {
        section(&mut text, page.brief(request));
        section(&mut text, titled("Calls back:", callbacks));
        section(&mut text, titled("Leads to:", links));
    } else {
        section(&mut text, page.body());
        section(&mut text, page.answer());
        section(&mut text, page.headers());
        section(&mut text, page.errors());
        section(&mut text, under("Callbacks", callbacks));
        section(&mut text, under("Links", links));
        section(&mut text, page.example());
    }
    text
}

/// A section, if there is anything for it.
fn under(title: &str, block: Vec<String>) -> Vec<String> {
    if block.is_empty() {
        return block;
    }
    heading(title, block)
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
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
}

impl Page<'_> {
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
        heading("Permissions", paragraph(&sentence))
    }

    /// Which credentials go along, where that is not the same for all calls.
    fn credentials(&self) -> Vec<String> {
        let access = &self.operation.access;
        let (all, usual) = (&self.api.credentials, &self.api.usual_access);
        let takes_all =
            !usual.is_open && !usual.is_optional && usual.credentials.len() == all.len();
        let is_plain =
            access == usual && (self.api.is_large() || takes_all && !self.api.access_differs);
        let scopes = self.scopes();
        if all.is_empty() || is_plain && scopes.is_empty() {
            return Vec::new();
        }
        let taken: Vec<String> = access
            .credentials
            .iter()
            .map(|index| {
                let setter = &self.names.credential(*index).setter;
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
        if self.api.is_large() {
            text
        } else {
            heading("Credentials", text)
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
            .zip(&self.names.operation(self.id).parameters);
        let items = items
            .flat_map(|(parameter, name)| item(&self.parameter(parameter, name)))
            .collect::<Vec<_>>();
        if items.is_empty() || self.api.is_large() {
            items
        } else {
            heading("Parameters", items)
        }
    }

    fn parameter(&self, parameter: &Parameter, name: &str) -> String {
        let way = match (parameter.client, parameter.required) {
            (true, _) => format!("set on the client, or here with `.{name}(..)`"),
            (false, true) => "required".to_owned(),
            (false, false) => format!("optional, `.{name}(..)`"),
        };
        let mut ty = self.type_words(&parameter.slot.ty);
        if let Some(sample) = parameter::sample(parameter, self.api) {
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
        heading("Example", Example::new(self.api, self.names).call(self.id))
    }

    /// The members of the object behind a type, an item each.
    pub(super) fn members(&self, ty: &TypeRef) -> Vec<String> {
        let Some(id) = object_in(ty) else {
            return Vec::new();
        };
        let Some(TypeKind::Object(object)) =
            self.api.definition(id).map(|definition| &definition.kind)
        else {
            return Vec::new();
        };
        object
            .fields
            .iter()
            .flat_map(|field| item(&self.member(field)))
            .collect()
    }

    fn member(&self, field: &Field) -> String {
        let required = if field.required {
            "required"
        } else {
            "optional"
        };
        let head = format!(
            "{} ({}, {required})",
            code(&field.name),
            self.type_words(&field.slot.ty)
        );
        let mut text = with_meaning(head, &field.slot);
        if let Some(values) = self.values(&field.slot.ty) {
            let separator = if text.ends_with('.') { " " } else { ". " };
            text = format!("{text}{separator}One of {values}.");
        }
        text
    }

    /// The values of the enumeration behind a type.
    fn values(&self, ty: &TypeRef) -> Option<String> {
        match &self.api.definition(object_in(ty)?)?.kind {
            TypeKind::Enumeration(enumeration) => {
                let values: Vec<String> = enumeration
                    .values
                    .iter()
                    .map(|variant| docs::value(&variant.value))
                    .collect();
                Some(docs::alternatives(&values))
            }
            _ => None,
        }
    }

    /// A type as a reader knows it, with a link where it has a page.
    pub(super) fn type_words(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Boolean => "`bool`".to_owned(),
            TypeRef::Integer(kind) => format!("`{}`", format!("{kind:?}").to_lowercase()),
            TypeRef::Float => "`f32`".to_owned(),
            TypeRef::Double => "`f64`".to_owned(),
            TypeRef::Text => "text".to_owned(),
            TypeRef::Sensitive => "secret text".to_owned(),
            TypeRef::Timestamp => "date and time".to_owned(),
            TypeRef::Date => "date".to_owned(),
            TypeRef::Base64 => "bytes".to_owned(),
            TypeRef::Binary { .. } => "[`Upload`](crate::Upload)".to_owned(),
            TypeRef::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.type_words(item)).collect();
                format!("list of {}", items.join(", "))
            }
            TypeRef::Json => "any JSON".to_owned(),
            TypeRef::List(inner) => format!("list of {}", self.type_words(inner)),
            TypeRef::Map(inner) => format!("object of {}", self.type_words(inner)),
            TypeRef::Nullable(inner) => format!("{} or null", self.type_words(inner)),
            TypeRef::Named(id) => {
                let name = &self.names.type_names(*id).name;
                format!("[`{name}`](crate::types::{name})")
            }
        }
    }
}

fn object_in(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::List(inner) | TypeRef::Nullable(inner) => object_in(inner),
        _ => None,
    }
}

/// What a place is, then what it means and what is allowed, on one line.
fn with_meaning(head: String, slot: &Slot) -> String {
    let description = slot
        .docs
        .description
        .as_deref()
        .or(slot.docs.summary.as_deref())
        .map(one_line);
    let mut facts = docs::facts(slot);
    facts.retain(|fact| !fact.starts_with("Example"));
    let meaning: Vec<String> = description.into_iter().chain(facts).collect();
    if meaning.is_empty() {
        head
    } else {
        format!("{head}: {}", meaning.join(" "))
    }
}

/// A section with its title.
pub fn heading(title: &str, block: Vec<String>) -> Vec<String> {
    let mut text = vec![format!("# {title}")];
    section(&mut text, block);
    text
}
