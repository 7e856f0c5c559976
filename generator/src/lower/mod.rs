//! From the document to the IR: one file per question that a document answers.
//!
//! Components become types when the first operation reaches them, so what nothing uses is not emitted, and a part of the
//! document that no operation reaches cannot change the output.

mod bodies;
mod composition;
mod content;
mod credentials;
mod cycles;
mod direction;
mod enumeration;
mod envelope;
mod extent;
mod features;
mod headers;
mod links;
mod media;
mod object;
mod operation;
mod pagination;
mod parameters;
mod paths;
mod places;
mod program;
mod resources;
mod responses;
mod schema;
mod security;
mod servers;
mod sharing;
mod signs;
mod switch;
mod tag;
mod union;
mod uploads;
mod usage;
mod webhooks;

use std::collections::HashMap;

use composition::Flat;
use openapiv3::Responses;
pub use places::Places;
use schema::Words;
use tag::OpenUnion;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::ir::{Api, Docs, Package, Slot, TypeDef, TypeId};
use crate::openapi::{At, Document, Resolver};

/// Lowers a whole document; `places` is told what becomes of each schema.
pub fn lower(
    document: &Document,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
    places: Option<&mut Places>,
) -> Api {
    let mut lowering = Lowering {
        document,
        config,
        resolver: Resolver::new(document),
        diagnostics,
        types: Vec::new(),
        components: HashMap::new(),
        depth: 0,
        postponed: Vec::new(),
        open_objects: Vec::new(),
        open_unions: Vec::new(),
        places,
        hints: Vec::new(),
        responses: Vec::new(),
    };
    let mut api = lowering.api();
    lowering.servers(&mut api);
    lowering.operations(&mut api);
    lowering.access(&mut api);
    lowering.webhooks(&mut api);
    lowering.links(&mut api);
    lowering.program(&mut api);
    lowering.finish();
    api.types = lowering.types;
    let narrowed = config
        .cli
        .as_ref()
        .and_then(|cli| program::narrowed(cli, &api));
    lowering.diagnostics.extend(narrowed);
    signs::find(&mut api, lowering.diagnostics);
    pagination::find(&mut api, &lowering.hints, config, lowering.diagnostics);
    let places = lowering.places;
    let uploads = uploads::settle(&mut api);
    switch::find(&mut api);
    usage::mark(&mut api);
    let requests = direction::split(&mut api);
    cycles::box_rings(&mut api.types);
    usage::forget(&mut api);
    features::divide(&mut api);
    sharing::share(&mut api.types);
    api.nesting = cycles::nesting(&api.types);
    api.extents = extent::measure(&api.types);
    sharing::forget_names_of_errors(&mut api);
    features::settle(&mut api);
    if let Some(places) = places {
        places.settle(&api, &requests, &uploads);
    }
    api
}

/// The state of one lowering.
struct Lowering<'a> {
    /// What the headers of each operation's answer tell of its pages.
    hints: Vec<pagination::Hints>,
    /// The responses of each operation, and where they stand.
    responses: Vec<(&'a Responses, At)>,
    document: &'a Document,
    config: &'a Config,
    resolver: Resolver<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    types: Vec<TypeDef>,
    /// What each component schema came to. `Pending` while its own schema is being lowered.
    components: HashMap<String, Component>,
    /// How many schemas the lowering is inside of.
    depth: usize,
    /// Components that were met too deep, by key, with the types that stand for them until they are lowered.
    postponed: Vec<(String, TypeId)>,
    /// Objects whose members are still to be lowered, with the words they are named after.
    open_objects: Vec<(TypeId, Flat<'a>, Words)>,
    /// Unions whose variants are still to be told apart, which takes the members of their objects.
    open_unions: Vec<OpenUnion<'a>>,
    /// What became of each schema, for whoever asks.
    places: Option<&'a mut Places>,
}

/// What a component schema came to.
#[derive(Clone)]
enum Component {
    /// It is being lowered: whoever meets it now is part of a ring.
    Pending(Option<TypeId>),
    /// It is lowered.
    Done(Box<Slot>),
}

impl<'a> Lowering<'a> {
    /// Lowers what was put off, until nothing is left.
    fn finish(&mut self) {
        while !(self.open_objects.is_empty() && self.postponed.is_empty()) {
            self.close_objects();
            self.postponed();
        }
        self.close_unions();
    }

    fn api(&mut self) -> Api {
        let model = &self.document.model;
        let info = &model.info;
        let client = &self.config.client;
        Api {
            package: self.package(),
            title: info.title.clone(),
            version: info.version.clone(),
            docs: Docs {
                summary: None,
                description: info.description.clone(),
                external: None,
            },
            base_url: client.base_url.clone().unwrap_or_default(),
            base_url_environment: client.base_url_environment.clone(),
            request_id_header: client.request_id_header.clone(),
            client_parameters: Vec::new(),
            security_schemes: self.security_schemes(),
            envelope: self.config.envelope.clone(),
            has_mock: self.config.mock,
            components: model
                .components
                .iter()
                .flat_map(|components| components.schemas.keys().cloned())
                .collect(),
            ..Api::default()
        }
    }

    fn package(&mut self) -> Package {
        let config = &self.config.package;
        let title = &self.document.model.info.title;
        let name = match &config.name {
            Some(entry) => {
                let name = entry.take();
                if !is_package_name(name) {
                    let message = format!("`{name}` is no name for a package");
                    self.diagnostics.push(
                        Diagnostic::error("invalid-name", entry.at().place(), message)
                            .help("start with a lowercase letter and go on with lowercase letters, digits and `-`"),
                    );
                }
                name.clone()
            }
            None => package_name(title),
        };
        Package {
            name,
            version: config.version.clone().unwrap_or_else(|| "0.1.0".to_owned()),
            description: config
                .description
                .clone()
                .unwrap_or_else(|| format!("A client of the {title}")),
            example: None,
            has_reference: self.config.docs,
            source: self
                .document
                .source
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or_default()
                .to_owned(),
        }
    }

    fn at(&self) -> At {
        self.document.at()
    }

    fn define(&mut self, definition: TypeDef) -> TypeId {
        self.types.push(definition);
        TypeId(self.types.len() - 1)
    }
}

fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|each| each.is_ascii_lowercase() || each.is_ascii_digit() || each == '-')
        && !name.ends_with('-')
        && !name.contains("--")
}

/// A package name made from a title.
fn package_name(title: &str) -> String {
    let words: Vec<String> = title
        .split(|each: char| !each.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let name = words.join("-");
    if is_package_name(&name) {
        name
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
    }
}
