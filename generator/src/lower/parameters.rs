//! Parameters: those of the path and those of the operation, which win.

use openapiv3::{
    MediaType, Parameter as Source, ParameterData, ParameterSchemaOrContent, ReferenceOr,
};

use super::Lowering;
use super::responses::json_content;
use super::schema::Words;
use crate::config::Entry;
use crate::diag::Diagnostic;
use crate::ir::{Location, Parameter, Slot, Style, TypeRef, Value};
use crate::openapi::{At, LOWERED, by_ref};

/// Headers that are no parameters, says OpenAPI: what the client sends there follows from its content and its security.
const NO_PARAMETERS: [&str; 3] = ["accept", "authorization", "content-type"];

/// Extensions by which documents say that a value may hold a slash that parts segments of the path.
const KEEPS_SLASHES: [&str; 2] = ["x-multi-segment", "x-ms-skip-url-encoding"];

impl<'a> Lowering<'a> {
    /// All parameters of an operation: path parameters in the order of the path, then the others in the order of the
    /// document, with the path's own overridden by the operation's.
    pub fn parameters(
        &mut self,
        shared: (&'a [ReferenceOr<Source>], At),
        own: (&'a [ReferenceOr<Source>], At),
        path: &str,
        words: &Words,
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for (list, at) in [shared, own] {
            for (index, parameter) in list.iter().enumerate() {
                let at = at.index(index);
                let Some((parameter, at)) =
                    self.resolver.parameter(parameter, &at, self.diagnostics)
                else {
                    continue;
                };
                if !self.is_sent(parameter, &at) {
                    continue;
                }
                let lowered = self.parameter(parameter, &at, words);
                match parameters.iter_mut().find(|known| is_same(known, &lowered)) {
                    Some(known) => *known = lowered,
                    None => parameters.push(lowered),
                }
            }
        }
        self.in_path_order(parameters, path)
    }

    /// The `Authorization` header among parameters, which says in other words what credentials a call takes.
    pub fn authorization_header(
        &mut self,
        mut parameters: impl Iterator<Item = &'a ReferenceOr<Source>>,
        at: &At,
    ) -> Option<&'a ParameterData> {
        let resolver = self.resolver;
        parameters.find_map(|parameter| {
            // What is wrong with a reference is said where the parameters are lowered.
            match resolver.parameter(parameter, at, &mut Vec::new())?.0 {
                Source::Header { parameter_data, .. }
                    if parameter_data.name.eq_ignore_ascii_case("authorization") =>
                {
                    Some(parameter_data)
                }
                _ => None,
            }
        })
    }

    /// Whether a parameter is one for OpenAPI, and for HTTP.
    pub fn is_sent(&mut self, parameter: &Source, at: &At) -> bool {
        let Source::Header { parameter_data, .. } = parameter else {
            return true;
        };
        let name = &parameter_data.name;
        let is_token =
            |each: u8| each.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&each);
        if name.is_empty() || !name.bytes().all(is_token) {
            self.diagnostics.push(
                Diagnostic::warning(
                    "unknown-value",
                    at.key("name").place(),
                    format!("`{name}` is no name of a header"),
                )
                .help("use letters, digits and `-`; the parameter is left out until then"),
            );
            return false;
        }
        !NO_PARAMETERS
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    }

    pub fn parameter(&mut self, parameter: &'a Source, at: &At, words: &Words) -> Parameter {
        let data = parameter.parameter_data_ref();
        let (location, mut style) = location_and_style(parameter);
        let later = |key: &str| {
            data.extensions
                .get(LOWERED)
                .and_then(|words| words.get(key))
        };
        if later("style").is_some() {
            style = Style::Cookie;
        }
        let mut words = words.clone();
        words.push(data.name.clone());
        let mut slot = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                self.slot(&by_ref(schema), &at.key("schema"), &words)
            }
            ParameterSchemaOrContent::Content(content) => {
                let at = at.key("content");
                let (slot, is_json) = self.parameter_content(content, &at, &words);
                if is_json {
                    style = Style::Json;
                }
                slot
            }
        };
        if data.description.is_some() {
            slot.docs.description.clone_from(&data.description);
        }
        let mut listed = data.examples.values();
        let first = || listed.find_map(|example| self.resolver.example(example)?.value.clone());
        slot.example = data.example.clone().or_else(first).or(slot.example);
        slot.deprecated |= data.deprecated.unwrap_or_default();
        if slot.ty == TypeRef::Text && self.is_credential(location, &data.name) {
            slot.ty = TypeRef::Sensitive;
            slot.example = None;
        }
        let allows_empty = matches!(
            parameter,
            Source::Query {
                allow_empty_value: Some(true),
                ..
            }
        );
        if allows_empty && has_no_empty_value(&slot.ty) {
            slot.ty = TypeRef::Nullable(Box::new(slot.ty));
        }
        let keeps_slashes = KEEPS_SLASHES
            .iter()
            .any(|key| data.extensions.get(*key) == Some(&Value::Bool(true)));
        Parameter {
            name: data.name.clone(),
            location,
            style,
            explode: data
                .explode
                .unwrap_or(matches!(style, Style::Form | Style::Cookie)),
            is_whole: later("whole").is_some(),
            reserved: later("reserved").is_some() || keeps_slashes,
            allows_empty,
            required: data.required || location == Location::Path,
            client: false,
            slot,
        }
    }

    /// The value of a parameter with a media type, and whether it goes out as JSON; what is no JSON and no form is text.
    fn parameter_content(
        &mut self,
        content: &'a openapiv3::Content,
        at: &At,
        words: &Words,
    ) -> (Slot, bool) {
        let mut typed = |media_type: &str, media: &'a MediaType| {
            let at = at.key(media_type).key("schema");
            let schema = media.schema.as_ref();
            schema.map_or_else(
                || Slot::of(TypeRef::Json),
                |schema| self.slot(&by_ref(schema), &at, words),
            )
        };
        if let Some((media_type, media)) = json_content(content) {
            return (typed(media_type, media), true);
        }
        match content.first() {
            Some((media_type, media)) if media_type == "application/x-www-form-urlencoded" => {
                (typed(media_type, media), false)
            }
            _ => (Slot::of(TypeRef::Text), false),
        }
    }

    fn is_client_parameter(&self, name: &str) -> bool {
        let configured = self.config.client.parameters.get(name);
        configured.map(Entry::take).is_some()
    }

    /// Path parameters in the order of the template first; one that the template names and nobody declares is text.
    fn in_path_order(&mut self, mut parameters: Vec<Parameter>, path: &str) -> Vec<Parameter> {
        let names = placeholders(path);
        let mut ordered = Vec::with_capacity(parameters.len());
        for name in &names {
            // `{path+}` and `{path*}` are how some say that a value goes on over slashes.
            let bare = name.trim_matches(['+', '*']);
            let declared = |known: &Parameter| {
                known.location == Location::Path && (known.name == *name || known.name == bare)
            };
            let is_elsewhere = |known: &Parameter| {
                known.location == Location::Path
                    && !names
                        .iter()
                        .any(|name| name.trim_matches(['+', '*']) == known.name)
            };
            let found = parameters.iter().position(declared);
            let mut parameter = match found.or_else(|| parameters.iter().position(is_elsewhere)) {
                Some(index) => parameters.remove(index),
                None => undeclared(name),
            };
            if !declared(&parameter) {
                let message = format!("`{name}` is declared as `{}`", parameter.name);
                self.warn_of_path(
                    path,
                    message,
                    "give the parameter the name that the path has",
                );
            }
            (*name).clone_into(&mut parameter.name);
            parameter.reserved |= bare != *name;
            parameter.client = self.is_client_parameter(name);
            ordered.push(parameter);
        }
        for parameter in parameters {
            if parameter.location == Location::Path {
                let message = format!("the path has no placeholder `{}`", parameter.name);
                self.warn_of_path(path, message, "the parameter is left out until then");
            } else {
                ordered.push(parameter);
            }
        }
        ordered
    }

    fn warn_of_path(&mut self, path: &str, message: String, help: &str) {
        let at = self.at().key("paths").key(path);
        let diagnostic = Diagnostic::warning("wrong-path", at.key_place(), message).help(help);
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// A parameter of the path that nobody says anything of.
fn undeclared(name: &str) -> Parameter {
    Parameter {
        name: name.to_owned(),
        location: Location::Path,
        style: Style::Simple,
        explode: false,
        is_whole: false,
        reserved: false,
        allows_empty: false,
        required: true,
        client: false,
        slot: Slot::of(TypeRef::Text),
    }
}

/// Whether two declarations are of one parameter; case makes no difference to the name of a header.
fn is_same(one: &Parameter, other: &Parameter) -> bool {
    let is_header = one.location == Location::Header;
    one.location == other.location
        && (one.name == other.name || is_header && one.name.eq_ignore_ascii_case(&other.name))
}

/// Whether a type has no value that is written as nothing at all.
fn has_no_empty_value(ty: &TypeRef) -> bool {
    matches!(
        ty,
        TypeRef::Boolean
            | TypeRef::Integer(_)
            | TypeRef::Float
            | TypeRef::Double
            | TypeRef::Timestamp
            | TypeRef::Date
    )
}

/// The names in braces of a path template, in order, each once.
pub fn placeholders(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for rest in path.split('{').skip(1) {
        if let Some((name, _)) = rest.split_once('}')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

fn location_and_style(parameter: &Source) -> (Location, Style) {
    use openapiv3::{HeaderStyle, PathStyle, QueryStyle};
    match parameter {
        Source::Query { style, .. } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (Location::Query, style)
        }
        Source::Header {
            style: HeaderStyle::Simple,
            ..
        } => (Location::Header, Style::Simple),
        Source::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (Location::Path, style)
        }
        Source::Cookie { .. } => (Location::Cookie, Style::Form),
    }
}
