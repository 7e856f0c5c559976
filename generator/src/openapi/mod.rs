//! Text to a sound OpenAPI document: read, checked and lowered to what `openapiv3` models.
//!
//! The order matters. Text becomes a plain tree; the tree is checked and rewritten until it says all it says in the
//! words of OpenAPI 3.0; only then does it reach `openapiv3`, which would otherwise lose or refuse parts of it.

mod at;
mod check;
mod correct;
mod facets;
mod incoming;
mod inherit;
mod link;
mod model;
mod normalize;
mod refs;
mod repair;
mod scalar;
mod tree;
mod version;

pub use at::At;
pub use correct::Correction;
pub use facets::{Facets, lowered_schema};
pub use incoming::{Caller, Incoming};
pub use inherit::DEFAULT as DEFAULT_MAPPING;
pub use link::Load;
pub use normalize::LOWERED;
pub use refs::{Resolver, by_ref, dangling};
pub use repair::EXPLODED;
pub use tree::parse;

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::diag::{Diagnostic, Source};
use at::Origins;

/// A document that is known to be sound.
#[derive(Debug)]
pub struct Document {
    /// The document's name, for positions.
    pub source: String,
    /// The document.
    pub model: openapiv3::OpenAPI,
    /// Operations with the method `QUERY` by their paths, for which the model has no place.
    pub queries: HashMap<String, openapiv3::Operation>,
    /// What the API calls: its webhooks, then the callbacks of operations.
    pub incoming: Vec<Incoming>,
    origins: Arc<Origins>,
}

impl Document {
    /// The top of it; positions below know which parts come from elsewhere.
    pub fn at(&self) -> At {
        At::document(&self.source, Arc::clone(&self.origins))
    }
}

/// Reads a document as it was meant, and with `load` the files that it refers to; `None` when it holds an error, which is
/// then among the diagnostics.
pub fn read(
    source: &Source,
    corrections: &[Correction],
    load: Option<&mut Load<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let mut tree = tree::parse(source, diagnostics)?;
    let at = At::root(&source.name);
    correct::correct(&mut tree, corrections, diagnostics);
    version::check(&tree, &at, diagnostics)?;
    let mut origins = link::link(&mut tree, source, load, diagnostics);
    check::check(&mut tree, &at, &mut origins, diagnostics);
    inherit::inherit(&mut tree, &mut origins);
    let incoming = incoming::take(&mut tree, &origins, diagnostics);
    let model = queries(&mut tree).and_then(|queries| Ok((queries, serde_json::from_value(tree)?)));
    match model {
        Ok((queries, model)) => Some(Document {
            source: source.name.clone(),
            model,
            queries,
            incoming,
            origins: Arc::new(origins),
        }),
        Err(problem) => {
            diagnostics.push(
                Diagnostic::error(
                    "invalid-document",
                    at.place(),
                    format!("this is no OpenAPI document: {problem}"),
                )
                .help("compare the named member with the OpenAPI 3.0 specification"),
            );
            None
        }
    }
}

/// Takes the operations with the method `QUERY` out of a document.
fn queries(tree: &mut Value) -> serde_json::Result<HashMap<String, openapiv3::Operation>> {
    let paths = tree.get_mut("paths").and_then(Value::as_object_mut);
    let paths = paths.into_iter().flatten();
    let queries = paths.filter_map(|(path, item)| {
        let query = item.as_object_mut()?.remove("query")?;
        Some(serde_json::from_value(query).map(|query| (path.clone(), query)))
    });
    queries.collect()
}
