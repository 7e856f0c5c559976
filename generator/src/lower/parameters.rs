//! Parameters: those of the path and those of the operation, which win.

use openapiv3::{Parameter as Source, ParameterSchemaOrContent, ReferenceOr};

use super::Lowering;
use super::schema::Words;
use crate::diag::Diagnostic;
use crate::ir::{Location, Parameter, Slot, Style, TypeRef};
use crate::openapi::{At, by_ref};

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
                let lowered = self.parameter(parameter, &at, words);
                let same = parameters
                    .iter_mut()
                    .find(|known| known.name == lowered.name && known.location == lowered.location);
                match same {
                    Some(known) => *known = lowered,
                    None => parameters.push(lowered),
                }
            }
        }
        self.in_path_order(parameters, path)
    }

    fn parameter(&mut self, parameter: &'a Source, at: &At, words: &Words) -> Parameter {
        let data = parameter.parameter_data_ref();
        let (location, style) = location_and_style(parameter);
        let mut words = words.clone();
        words.push(data.name.clone());
        let mut slot = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                self.slot(&by_ref(schema), &at.key("schema"), &words)
            }
            ParameterSchemaOrContent::Content(_) => {
                self.diagnostics.push(
                    Diagnostic::warning(
                        "approximated",
                        at.key("content").place(),
                        "a parameter with a media type is taken as text",
                    )
                    .help("the caller writes the text that goes out"),
                );
                Slot::of(TypeRef::Text)
            }
        };
        if data.description.is_some() {
            slot.docs.description.clone_from(&data.description);
        }
        let mut listed = data.examples.values();
        let first = || listed.find_map(|example| self.resolver.example(example)?.value.clone());
        slot.example = data.example.clone().or_else(first).or(slot.example);
        slot.deprecated |= data.deprecated.unwrap_or_default();
        let configured = self
            .config
            .client
            .parameters
            .get(&data.name)
            .filter(|_| location == Location::Path);
        if let Some(entry) = configured {
            entry.take();
        }
        Parameter {
            name: data.name.clone(),
            location,
            style,
            explode: data.explode.unwrap_or(style == Style::Form),
            required: data.required || location == Location::Path,
            client: configured.is_some(),
            slot,
        }
    }

    /// Path parameters in the order of the template first; one that the template names and nobody declares is text.
    fn in_path_order(&mut self, mut parameters: Vec<Parameter>, path: &str) -> Vec<Parameter> {
        let mut ordered = Vec::with_capacity(parameters.len());
        for name in placeholders(path) {
            let declared = parameters.iter().position(|parameter| {
                parameter.location == Location::Path && parameter.name == name
            });
            ordered.push(match declared {
                Some(index) => parameters.remove(index),
                None => Parameter {
                    name: name.to_owned(),
                    location: Location::Path,
                    style: Style::Simple,
                    explode: false,
                    required: true,
                    client: self
                        .config
                        .client
                        .parameters
                        .get(name)
                        .map(super::super::config::Entry::take)
                        .is_some(),
                    slot: Slot::of(TypeRef::Text),
                },
            });
        }
        ordered.extend(
            parameters
                .into_iter()
                .filter(|parameter| parameter.location != Location::Path),
        );
        ordered
    }
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
