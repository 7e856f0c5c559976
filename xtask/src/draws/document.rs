//! The operations of a document as a server sees them, read off its text.

use serde_json::{Value, json};

use super::path::{placeholders, template};
use super::responses::{Answers, answers};
use crate::schema::{escape, reference_target};

/// Where [`complete`] puts the schema of placeholders that have no parameter.
const PLACEHOLDER: &str = "/x-placeholder";

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `GET /path`.
    pub name: String,
    pub method: String,
    /// The path template.
    pub path: String,
    /// The pairs of a query that stands in the path.
    pub query: Vec<String>,
    /// The pointer to it.
    pub pointer: String,
    pub parameters: Vec<Parameter>,
    /// The names of credentials that travel in the query.
    pub credentials: Vec<String>,
    pub body: Option<Body>,
    /// What it is answered with.
    pub answers: Answers,
}

/// A parameter, or a header of an answer.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub place: String,
    pub is_required: bool,
    pub style: String,
    pub explode: bool,
    /// Whether its value may be more than one segment of the path.
    pub is_several: bool,
    /// The media type that its value is written in, where it is not by a style.
    pub media_type: Option<String>,
    /// The pointer to its schema.
    pub schema: String,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    pub is_required: bool,
    /// Offer types with the pointers to their schemas.
    pub content: Vec<(String, Option<String>)>,
    /// How members of forms are written that have a style: its name, and whether it is exploded, by media type and member.
    pub styles: Vec<(String, String, String, bool)>,
}

/// The operations of a document.
pub fn operations(tree: &Value) -> Vec<Operation> {
    let credentials = credentials(tree);
    let mut found = Vec::new();
    let paths = tree.get("paths").and_then(Value::as_object);
    for (path, _) in paths.into_iter().flatten() {
        let (at, item) = follow(tree, &format!("/paths/{}", escape(path)));
        for method in [
            "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
        ] {
            let Some(operation) = item.get(method).filter(|operation| operation.is_object()) else {
                continue;
            };
            let below = format!("{at}/{method}");
            let mut parameters: Vec<Parameter> = Vec::new();
            for list in [format!("{at}/parameters"), format!("{below}/parameters")] {
                let number = tree
                    .pointer(&list)
                    .and_then(Value::as_array)
                    .map_or(0, Vec::len);
                for index in 0..number {
                    let Some(parameter) = parameter(tree, &format!("{list}/{index}")) else {
                        continue;
                    };
                    parameters.retain(|known| {
                        (&known.name, &known.place) != (&parameter.name, &parameter.place)
                    });
                    parameters.push(parameter);
                }
            }
            let follows = matches!(method, "get" | "head");
            let method = method.to_ascii_uppercase();
            let name = format!("{method} {path}");
            let (path, query) = template(path);
            add_undeclared(&path, &mut parameters);
            found.push(Operation {
                name,
                method,
                path,
                query,
                pointer: below.clone(),
                credentials: credentials.clone(),
                parameters,
                body: operation
                    .get("requestBody")
                    .map(|_| body(tree, &format!("{below}/requestBody"))),
                answers: answers(tree, &format!("{below}/responses"), follows),
            });
        }
    }
    found
}

/// Adds what [`operations`] points to beyond the document.
pub fn complete(tree: &mut Value) {
    if let Some(members) = tree.as_object_mut() {
        let schema = json!({ "type": "string", "minLength": 1 });
        members.insert(PLACEHOLDER.trim_start_matches('/').to_owned(), schema);
    }
}

/// Placeholders that no parameter stands for are texts.
fn add_undeclared(path: &str, parameters: &mut Vec<Parameter>) {
    for name in placeholders(path) {
        let is_it = |known: &Parameter| known.place == "path" && known.name == name;
        if !parameters.iter().any(is_it) {
            parameters.push(Parameter {
                name: name.to_owned(),
                place: "path".to_owned(),
                is_required: true,
                style: "simple".to_owned(),
                explode: false,
                is_several: false,
                media_type: None,
                schema: PLACEHOLDER.to_owned(),
            });
        }
    }
}

fn credentials(tree: &Value) -> Vec<String> {
    let schemes = tree
        .pointer("/components/securitySchemes")
        .and_then(Value::as_object);
    let in_query = schemes
        .into_iter()
        .flatten()
        .filter(|(_, scheme)| scheme.get("in").is_some_and(|place| place == "query"));
    let names = in_query.filter_map(|(_, scheme)| scheme.get("name")?.as_str());
    names.map(str::to_owned).collect()
}

/// What a pointer leads to, through references, and where that is.
pub fn follow<'a>(tree: &'a Value, pointer: &str) -> (String, &'a Value) {
    const NOTHING: &Value = &Value::Null;
    let mut pointer = pointer.to_owned();
    for _ in 0..64 {
        let reference = tree
            .pointer(&pointer)
            .and_then(|value| value.get("$ref"))
            .and_then(Value::as_str);
        match reference.and_then(reference_target) {
            Some(next) => pointer = next,
            None => break,
        }
    }
    let value = tree.pointer(&pointer).unwrap_or(NOTHING);
    (pointer, value)
}

fn parameter(tree: &Value, pointer: &str) -> Option<Parameter> {
    let (at, parameter) = follow(tree, pointer);
    let text = |key: &str| parameter.get(key)?.as_str();
    Some(described(&at, parameter, text("name")?, text("in")?))
}

/// What stands at a pointer, as a parameter of this name and place.
pub fn described(at: &str, parameter: &Value, name: &str, place: &str) -> Parameter {
    let usual = if matches!(place, "query" | "cookie") {
        "form"
    } else {
        "simple"
    };
    let style = parameter.get("style").and_then(Value::as_str);
    let style = style.unwrap_or(usual).to_owned();
    let content = parameter
        .get("content")
        .and_then(Value::as_object)
        .and_then(|content| content.keys().next());
    let schema = match content {
        Some(media_type) => format!("{at}/content/{}/schema", escape(media_type)),
        None => format!("{at}/schema"),
    };
    Parameter {
        name: name.to_owned(),
        place: place.to_owned(),
        is_required: place == "path" || parameter.get("required") == Some(&Value::Bool(true)),
        explode: parameter
            .get("explode")
            .and_then(Value::as_bool)
            .unwrap_or(style == "form"),
        is_several: ["x-multi-segment", "x-ms-skip-url-encoding", "allowReserved"]
            .iter()
            .any(|key| parameter.get(*key) == Some(&Value::Bool(true))),
        media_type: content.cloned(),
        style,
        schema,
    }
}

fn body(tree: &Value, pointer: &str) -> Body {
    let (at, body) = follow(tree, pointer);
    Body {
        is_required: body.get("required") == Some(&Value::Bool(true)),
        content: content(&at, body),
        styles: styles(body),
    }
}

fn styles(body: &Value) -> Vec<(String, String, String, bool)> {
    let mut found = Vec::new();
    let content = body.get("content").and_then(Value::as_object);
    for (media_type, media) in content.into_iter().flatten() {
        let encodings = media.get("encoding").and_then(Value::as_object);
        for (name, encoding) in encodings.into_iter().flatten() {
            let style = encoding
                .get("style")
                .and_then(Value::as_str)
                .unwrap_or("form");
            let explode = encoding.get("explode").and_then(Value::as_bool);
            found.push((
                media_type.clone(),
                name.clone(),
                style.to_owned(),
                explode.unwrap_or(style == "form"),
            ));
        }
    }
    found
}

fn content(at: &str, value: &Value) -> Vec<(String, Option<String>)> {
    let content = value.get("content").and_then(Value::as_object);
    content
        .into_iter()
        .flatten()
        .map(|(name, media)| {
            let mut keys = ["schema", "itemSchema"].into_iter();
            let key = keys.find(|key| media.get(key).is_some());
            let schema = key.map(|key| format!("{at}/content/{}/{key}", escape(name)));
            (name.clone(), schema)
        })
        .collect()
}

/// Whether a media type is JSON.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
}

/// Whether two media types are the same but for their parameters; what any type stands for is the sender's.
pub fn is_same_type(documented: &str, sent: &str) -> bool {
    essence(documented) == essence(sent) || documented.contains('*')
}

/// A media type without its parameters, in small letters.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
