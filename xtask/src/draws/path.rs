//! Holds the path of a request that came to the values that were drawn.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

use super::document::{Operation, Parameter};
use super::plan::Draw;
use super::wire::{are_same, decoded, parts, texts};

/// What the fixed parts of a path cannot have as it is.
const FIXED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'|');

/// A path of a document as the client has to read it: without what only tells operations apart, `{name}` for `:name`,
/// and apart from it the query that some documents put there.
pub fn template(path: &str) -> (String, Vec<String>) {
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let segments = path
        .split('/')
        .map(|segment| match segment.strip_prefix(':') {
            Some(name) => format!("{{{name}}}"),
            None => segment.to_owned(),
        });
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    (
        segments.collect::<Vec<_>>().join("/"),
        pairs.map(str::to_owned).collect(),
    )
}

/// The names of the placeholders in a path.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    let pieces = template.split('{').skip(1);
    pieces.filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
}

/// What is wrong with the path: it is read piece by piece along its template.
pub fn path_fault(path: &str, operation: &Operation, draw: &Draw) -> Option<String> {
    let template = utf8_percent_encode(&operation.path, FIXED).to_string();
    let mut template = template.trim_start_matches('/');
    let mut rest = path.strip_prefix('/').unwrap_or(path);
    while let Some((before, after)) = template.split_once('{') {
        let Some(stripped) = rest.strip_prefix(before) else {
            return Some(format!("the path is `{path}`"));
        };
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let name = decoded(name);
        let mut all = operation.parameters.iter().enumerate();
        let found = all.find(|(_, parameter)| parameter.place == "path" && parameter.name == name);
        let is_several = found.is_some_and(|(_, parameter)| parameter.is_several);
        let segment = if is_several {
            stripped.len()
        } else {
            stripped.find('/').unwrap_or(stripped.len())
        };
        let next = after.split('{').next().unwrap_or_default();
        // A segment ends where the template goes on with something else.
        let end = stripped
            .find(next)
            .filter(|_| !next.is_empty())
            .map_or(segment, |end| end.min(segment));
        let (came, remainder) = stripped.split_at(end);
        if let Some((number, parameter)) = found
            && let Some(value) = draw.parameters.get(&number)
            && !is_written(came, parameter, value)
        {
            let wanted = texts(value);
            return Some(format!(
                "`{name}` in path should be {wanted:?} and is `{came}`"
            ));
        }
        (rest, template) = (remainder, after);
    }
    (rest != template).then(|| format!("the path is `{path}`"))
}

/// Whether a piece of a path is a value in the style of its parameter.
fn is_written(came: &str, parameter: &Parameter, value: &Value) -> bool {
    let named = format!(";{}=", parameter.name);
    let explode = parameter.explode;
    let (start, delimiters): (&str, &[&str]) = match (parameter.style.as_str(), value) {
        ("label", Value::Object(_)) if explode => (".", &[".", "="]),
        ("label", Value::Object(_) | Value::Array(_)) if explode => (".", &["."]),
        ("label", Value::Object(_) | Value::Array(_)) => (".", &[","]),
        ("label", _) => (".", &[]),
        ("matrix", Value::Object(_)) if explode => (";", &[";", "="]),
        ("matrix", Value::Array(_)) if explode => (&named, &[&named]),
        ("matrix", Value::Object(_) | Value::Array(_)) => (&named, &[","]),
        ("matrix", _) => (&named, &[]),
        (_, Value::Object(_)) if explode => ("", &[",", "="]),
        (_, Value::Object(_) | Value::Array(_)) => ("", &[","]),
        _ => ("", &[]),
    };
    came.strip_prefix(start)
        .is_some_and(|came| are_same(&parts(came, delimiters), &texts(value)))
}
