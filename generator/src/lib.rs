//! Turns an OpenAPI document into a Rust client crate that is good enough to vendor without editing.
//!
//! [`generate`] is the whole of it: text in, files and diagnostics out. It reads no disk and no clock, so the same text
//! always gives the same bytes.

pub mod compare;
pub mod config;
pub mod diag;
mod emit;
pub mod extension;
pub mod ir;
mod lower;
mod names;
pub mod openapi;
mod templates;

use std::collections::BTreeMap;

pub use diag::{Diagnostic, Severity, Source};
pub use emit::Files;
pub use emit::call_answers::{AnswerForm, AnswerHeader, CallAnswer};
pub use emit::calls::{Argument, BodyForm, Call, Calls, Input};
pub use ir::Api;

/// The read-me as a test: what it shows works.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;

/// The version of this generator.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Makes a client crate of a document, with a configuration or without.
///
/// When the diagnostics hold an error there are no files; warnings say what was approximated, and how. Hand-written files
/// that the configuration asks for are left out: see [`generate_with`].
pub fn generate(document: &Source, config: Option<&Source>) -> (Files, Vec<Diagnostic>) {
    generate_with(document, config, &[])
}

/// Makes a client crate as [`generate`] does, with the files of the folder that [`extension::folder`] finds in the
/// configuration, each under its path.
pub fn generate_with(
    document: &Source,
    config: Option<&Source>,
    extensions: &[Source],
) -> (Files, Vec<Diagnostic>) {
    generate_from(Inputs {
        document,
        config,
        extensions,
        load: None,
    })
}

/// All that a crate can be made of.
pub struct Inputs<'a> {
    /// The document.
    pub document: &'a Source,
    /// The configuration.
    pub config: Option<&'a Source>,
    /// The files of the folder that [`extension::folder`] finds in the configuration, each under its path.
    pub extensions: &'a [Source],
    /// Fetches the other files that the document refers to; without it, such references are warnings.
    pub load: Option<&'a mut openapi::Load<'a>>,
}

/// Makes a client crate as [`generate`] does, of all that there is.
pub fn generate_from(inputs: Inputs<'_>) -> (Files, Vec<Diagnostic>) {
    let Inputs {
        document,
        config,
        extensions,
        load,
    } = inputs;
    let mut diagnostics = Vec::new();
    let extensions = extension::sort(extensions, config, &mut diagnostics);
    let files = lower(document, config, load, &mut diagnostics).and_then(|(api, config)| {
        let names = names::decide(&api, &config, &mut diagnostics);
        config.report_unused(&mut diagnostics);
        if diagnostics.iter().any(Diagnostic::is_error) {
            // What an error stands for may be no Rust at all.
            return None;
        }
        emit::emit(&api, &names, &extensions)
            .map_err(|fault| diagnostics.push(own_fault(document, &fault)))
            .ok()
    });
    (files.unwrap_or_default(), diagnostics)
}

/// Reads a document into the IR, for what needs the API and no code.
pub fn describe(document: &Source, config: Option<&Source>) -> (Option<Api>, Vec<Diagnostic>) {
    describe_with(document, config, None)
}

/// Reads a document into the IR as [`describe`] does, with the files that it refers to.
pub fn describe_with(
    document: &Source,
    config: Option<&Source>,
    load: Option<&mut openapi::Load<'_>>,
) -> (Option<Api>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let api = lower(document, config, load, &mut diagnostics).map(|(api, _)| api);
    (api, diagnostics)
}

/// The Rust names that a crate of this document has, by what they name; two documents can be compared by them.
///
/// Keys are `METHOD /path`, with ` query NAME` and the like for parameters, and `type NAME`, with ` member NAME`,
/// ` value VALUE` or ` variant NAME` for what it holds; the names of inline types are the way to them, with dots.
pub fn names(
    document: &Source,
    config: Option<&Source>,
) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let listed = lower(document, config, None, &mut diagnostics).map(|(api, config)| {
        let names = names::decide(&api, &config, &mut diagnostics);
        names::list(&api, &names)
    });
    (listed.unwrap_or_default(), diagnostics)
}

/// The type that a schema became.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaType {
    /// Where the schema stands.
    pub origin: ir::Origin,
    /// The type, as it is spelled where the crate's `types` and the names of its root are in scope.
    pub spelled: String,
}

/// The types that the schemas of a document became, by their places; what no operation reaches became none, and a schema
/// that is merged into several others may have several.
pub fn schema_types(
    document: &Source,
    config: Option<&Source>,
    load: Option<&mut openapi::Load<'_>>,
) -> (Vec<SchemaType>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut places = lower::Places::default();
    let Some((api, config)) =
        lower_noting(document, config, load, &mut diagnostics, Some(&mut places))
    else {
        return (Vec::new(), diagnostics);
    };
    let names = names::decide(&api, &config, &mut diagnostics);
    let types = places.into_types().map(|(origin, ty)| SchemaType {
        origin,
        spelled: emit::spelled(&ty, &names),
    });
    (types.collect(), diagnostics)
}

/// How every call of the crate is written.
pub fn calls(
    document: &Source,
    config: Option<&Source>,
    load: Option<&mut openapi::Load<'_>>,
) -> (Calls, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let calls = lower(document, config, load, &mut diagnostics).map(|(api, config)| {
        let names = names::decide(&api, &config, &mut diagnostics);
        emit::calls::list(&api, &names)
    });
    (calls.unwrap_or_default(), diagnostics)
}

fn lower(
    document: &Source,
    config: Option<&Source>,
    load: Option<&mut openapi::Load<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Api, config::Config)> {
    lower_noting(document, config, load, diagnostics, None)
}

fn lower_noting(
    document: &Source,
    config: Option<&Source>,
    load: Option<&mut openapi::Load<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
    places: Option<&mut lower::Places>,
) -> Option<(Api, config::Config)> {
    let config = config
        .map(|source| config::read(source, diagnostics))
        .unwrap_or_default();
    let first = diagnostics.len();
    let api = openapi::read(document, &config.document, load, diagnostics)
        .map(|document| lower::lower(&document, &config, diagnostics, places));
    for diagnostic in diagnostics.iter_mut().skip(first) {
        tell_correction(diagnostic, document);
    }
    api.map(|api| (api, config))
}

/// Adds the key that corrects the document, to a problem of it that no other key solves.
fn tell_correction(diagnostic: &mut Diagnostic, document: &Source) {
    let diag::Spot::Node { pointer, .. } = &diagnostic.place.spot else {
        return;
    };
    if diagnostic.key.is_none() && *diagnostic.place.source == *document.name && !pointer.is_empty()
    {
        let pointer = serde_json::Value::from(pointer.as_str());
        diagnostic.key = Some(format!("document: {{{pointer}: …}}"));
    }
}

fn own_fault(document: &Source, fault: &str) -> Diagnostic {
    Diagnostic::error("generator-fault", diag::Place::file(document.name.as_str()), format!("no valid Rust came out: {fault}"))
        .help("this is a fault of the generator and not of the document; please report it with the document")
}
