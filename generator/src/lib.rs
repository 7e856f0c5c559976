//! Turns an OpenAPI document into a Rust client crate that is good enough to vendor without editing.
//!
//! [`generate`] is the whole of it: text in, files and diagnostics out. It reads no disk and no clock, so the same text
//! always gives the same bytes.

pub mod config;
pub mod diag;
mod emit;
pub mod ir;
mod lower;
mod names;
pub mod openapi;
mod templates;

pub use diag::{Diagnostic, Severity, Source};
pub use emit::Files;
pub use ir::Api;

/// The version of this generator.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Makes a client crate of a document, with a configuration or without.
///
/// When the diagnostics hold an error there are no files; warnings say what was approximated, and how.
pub fn generate(document: &Source, config: Option<&Source>) -> (Files, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let files = lower(document, config, &mut diagnostics).and_then(|(api, config)| {
        let names = names::decide(&api, &config, &mut diagnostics);
        config.report_unused(&mut diagnostics);
        emit::emit(&api, &names)
            .map_err(|fault| diagnostics.push(own_fault(document, &fault)))
            .ok()
    });
    let is_sound = diagnostics
        .iter()
        .all(|diagnostic| diagnostic.severity != Severity::Error);
    (files.filter(|_| is_sound).unwrap_or_default(), diagnostics)
}

/// Reads a document into the IR, for what needs the API and no code.
pub fn describe(document: &Source, config: Option<&Source>) -> (Option<Api>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let api = lower(document, config, &mut diagnostics).map(|(api, _)| api);
    (api, diagnostics)
}

fn lower(
    document: &Source,
    config: Option<&Source>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Api, config::Config)> {
    let config = config
        .map(|source| config::read(source, diagnostics))
        .unwrap_or_default();
    let document = openapi::read(document, diagnostics)?;
    let api = lower::lower(&document, &config, diagnostics);
    Some((api, config))
}

fn own_fault(document: &Source, fault: &str) -> Diagnostic {
    Diagnostic::error("generator-fault", diag::Place::file(document.name.as_str()), format!("no valid Rust came out: {fault}"))
        .help("this is a fault of the generator and not of the document; please report it with the document")
}
