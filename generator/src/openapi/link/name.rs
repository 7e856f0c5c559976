//! What a part of a document is called that becomes a component because a `$ref` leads to it.

use serde_json::Value;

/// Steps of a pointer that say how something is built and not what it is.
const STRUCTURE: [&str; 14] = [
    "components",
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "examples",
    "pathItems",
    "paths",
    "$defs",
    "definitions",
    "properties",
    "content",
    "schema",
];

/// Steps under which names stand that mean something without what is around them.
const SCOPES: [&str; 10] = [
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "examples",
    "pathItems",
    "$defs",
    "definitions",
    "securitySchemes",
];

/// A name for what stands at `pointer` in the file at `path`, whose tree is `tree`; it need not be unique.
pub fn name(path: &str, pointer: &str, tree: &Value) -> String {
    let steps: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let words = match steps.as_slice() {
        [] => vec![stem(path)],
        [only] => vec![only.clone()],
        [.., scope, last] if SCOPES.contains(&scope.as_str()) && !is_structure(last) => {
            vec![last.clone()]
        }
        [paths, path, method, rest @ ..] if paths == "paths" => {
            let id = tree
                .pointer(&pointer_of(&steps[..3]))
                .and_then(|found| found.get("operationId")?.as_str());
            let start = id.map_or_else(|| format!("{method} {path}"), str::to_owned);
            std::iter::once(start).chain(meaningful(rest)).collect()
        }
        all => meaningful(all).collect(),
    };
    let name = plain(&words.join(" "));
    if name.is_empty() {
        "part".to_owned()
    } else {
        name
    }
}

fn pointer_of(steps: &[String]) -> String {
    steps.iter().fold(String::new(), |pointer, step| {
        pointer + "/" + &step.replace('~', "~0").replace('/', "~1")
    })
}

fn meaningful(steps: &[String]) -> impl Iterator<Item = String> {
    steps.iter().filter_map(|step| match step.as_str() {
        "requestBody" => Some("body".to_owned()),
        "responses" => Some("response".to_owned()),
        "items" => Some("item".to_owned()),
        "200" | "201" | "202" | "204" | "default" => None,
        step if is_structure(step) || step.contains('/') => None,
        step => Some(step.to_owned()),
    })
}

fn is_structure(step: &str) -> bool {
    STRUCTURE.contains(&step)
}

/// The file's name without folders and extensions.
fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
    file.split('.').next().unwrap_or_default().to_owned()
}

/// Letters, digits and single blanks: a key that needs no escape in a pointer.
fn plain(text: &str) -> String {
    let words = text
        .split(|each: char| !each.is_alphanumeric() && each != '_' && each != '-')
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
