//! Repairs that know what they repair: spellings of other versions and common slips, in the words of OpenAPI 3.0.

use serde_json::{Map, Value, json};

use super::At;
use super::at::Origins;
use super::inherit::DEFAULT;
use super::model::{Kind, styles};
use super::normalize::LOWERED;
use crate::diag::Diagnostic;

/// The extension under which a header keeps that it is exploded, which `openapiv3` has no place for.
pub const EXPLODED: &str = "x-exploded";

/// Keywords of a schema that version 2.0 has in a parameter or a header.
const OWN_SCHEMA: [&str; 16] = [
    "type",
    "format",
    "items",
    "enum",
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "multipleOf",
];

/// Values that are no object and mean one.
pub fn before(value: &mut Value, kind: Kind) {
    match (kind, &mut *value) {
        (Kind::Discriminator, Value::String(name)) => *value = json!({ "propertyName": name }),
        (Kind::Discriminator, Value::Object(members)) => {
            // What 3.2 has a word for, `openapiv3` keeps as an extension alone.
            if let Some(target) = members.remove("defaultMapping") {
                members.insert(DEFAULT.to_owned(), target);
            }
        }
        (Kind::Example, Value::Object(_)) => {}
        (Kind::Example, other) => *value = json!({ "value": other }),
        _ => {}
    }
}

/// Members that say the same in other words.
pub fn members(
    members: &mut Map<String, Value>,
    kind: Kind,
    at: &At,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if kind.section().is_some() && members.remove("$ref").is_some() {
        diagnostics.push(
            Diagnostic::warning(
                "wrong-shape",
                at.key("$ref").place(),
                "`$ref` has to be text",
            )
            .help("write the reference in quotes; it is left out until then"),
        );
    }
    match kind {
        Kind::Header => {
            if members
                .remove("explode")
                .is_some_and(|explode| explode == true)
            {
                members.insert(EXPLODED.to_owned(), json!(true));
            }
            parameter(members, kind, at, diagnostics);
        }
        Kind::Parameter => parameter(members, kind, at, diagnostics),
        Kind::MediaType => media_type(members),
        Kind::SecurityScheme => scheme_type(members),
        Kind::Encoding => encoding(members),
        Kind::Server => {
            members.remove(LOWERED);
            if let Some(name) = members.remove("name") {
                members.insert(LOWERED.to_owned(), json!({ "name": name }));
            }
        }
        _ => {}
    }
}

/// The types of security schemes in other spellings, in version 2.0, and the one that `openapiv3` does not know.
fn scheme_type(members: &mut Map<String, Value>) {
    members.remove(LOWERED);
    let kind = members.get("type").and_then(Value::as_str);
    let (kind, scheme) = match kind.unwrap_or_default().to_ascii_lowercase().as_str() {
        "apikey" => ("apiKey", None),
        "http" => ("http", None),
        "oauth2" => ("oauth2", None),
        "openidconnect" => ("openIdConnect", None),
        name @ ("basic" | "bearer") => ("http", Some(name.to_owned())),
        "mutualtls" => {
            let transport = json!({ "transport": true });
            members.insert(LOWERED.to_owned(), transport);
            ("http", Some(String::new()))
        }
        _ => return,
    };
    members.insert("type".to_owned(), json!(kind));
    if let Some(scheme) = scheme {
        members.insert("scheme".to_owned(), json!(scheme));
    }
}

/// A media type: the words of 3.2 for what comes one after the other, in those of 3.0.
fn media_type(members: &mut Map<String, Value>) {
    examples(members);
    if let Some(mut item) = members.remove("itemSchema") {
        event_data(&mut item);
        let list = json!({ "type": "array", "items": item });
        members.insert("schema".to_owned(), list);
    }
}

/// The data of an event is text to the format, and what is in that text to the caller.
fn event_data(item: &mut Value) {
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(Value::Array(parts)) = item.get_mut(key) {
            parts.iter_mut().for_each(event_data);
        }
    }
    let data = item
        .get_mut("properties")
        .and_then(|properties| properties.get_mut("data"));
    let Some(data) = data else {
        return;
    };
    let media_type = data.get("contentMediaType").and_then(Value::as_str);
    if media_type.is_some_and(|name| name.contains("json"))
        && let Some(content) = data.get_mut("contentSchema").map(Value::take)
    {
        *data = content;
    }
}

fn parameter(
    members: &mut Map<String, Value>,
    kind: Kind,
    at: &At,
    diagnostics: &mut Vec<Diagnostic>,
) {
    examples(members);
    if !members.contains_key("schema")
        && !members.contains_key("content")
        && members.contains_key("type")
    {
        let mut schema = Map::new();
        for key in OWN_SCHEMA {
            if let Some(value) = members.remove(key) {
                schema.insert(key.to_owned(), value);
            }
        }
        members.insert("schema".to_owned(), Value::Object(schema));
        diagnostics.push(
            Diagnostic::warning(
                "approximated",
                at.key("type").key_place(),
                "a type stands in a schema since OpenAPI 3.0",
            )
            .help("it is read as if it did"),
        );
    }
    // One of the two has to go, and the schema is what both have.
    if members.get("schema").is_some_and(Value::is_object) {
        members.remove("content");
    }
    if kind == Kind::Parameter {
        later_words(members);
        let location = members
            .get("in")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let styles = styles(location);
        let style = members.get("style").filter(|style| !style.is_null());
        if style.is_some_and(|style| style.as_str().is_none_or(|style| !styles.contains(&style))) {
            let message = format!("this is no style of a parameter in `{location}`");
            diagnostics.push(
                Diagnostic::warning("unknown-value", at.key("style").place(), message).help(
                    format!(
                        "use one of {}; until then the first of them is taken",
                        styles.join(", ")
                    ),
                ),
            );
            members.remove("style");
        }
        if members.get("style").is_some_and(Value::is_null) {
            members.remove("style");
        }
    }
}

/// What later versions say of a parameter, under the extension that `openapiv3` carries along.
fn later_words(members: &mut Map<String, Value>) {
    let is = |members: &Map<String, Value>, key: &str, word: &str| {
        members.get(key).is_some_and(|value| value == word)
    };
    let mut lowered = Map::new();
    if is(members, "in", "querystring") {
        members.insert("in".to_owned(), json!("query"));
        members.remove("style");
        lowered.insert("whole".to_owned(), Value::Bool(true));
    }
    if is(members, "in", "cookie") && is(members, "style", "cookie") {
        members.remove("style");
        lowered.insert("style".to_owned(), json!("cookie"));
    }
    if members.get("allowReserved") == Some(&Value::Bool(true)) {
        lowered.insert("reserved".to_owned(), Value::Bool(true));
    }
    members.remove(LOWERED);
    if !lowered.is_empty() {
        members.insert(LOWERED.to_owned(), Value::Object(lowered));
    }
}

/// Says for each encoding that speaks of a style which one it is; `openapiv3` cannot tell `explode: false` from silence.
fn encoding(members: &mut Map<String, Value>) {
    let says = |key: &str| members.get(key).is_some_and(|value| !value.is_null());
    if !(says("style") || says("explode") || says("allowReserved")) {
        return;
    }
    if !says("style") {
        members.insert("style".to_owned(), json!("form"));
    }
    let is_form = members.get("style").is_some_and(|style| style == "form");
    if members.get("explode").is_none_or(Value::is_null) {
        members.insert("explode".to_owned(), Value::Bool(is_form));
    }
}

/// A list of examples stands in schemas alone; the first is as good as one of its own.
fn examples(members: &mut Map<String, Value>) {
    if let Some(Value::Array(_)) = members.get("examples")
        && let Some(Value::Array(all)) = members.remove("examples")
        && let Some(first) = all.into_iter().next()
    {
        members.entry("example").or_insert(first);
    }
}

/// Paths start with a slash; `openapiv3` drops the others in silence.
pub fn paths(
    paths: &mut Map<String, Value>,
    at: &At,
    origins: &mut Origins,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_right =
        |path: &str| path.starts_with("x-") || path.starts_with('/') && !path.contains("/:");
    if paths.keys().all(|path| is_right(path)) {
        return;
    }
    for (path, item) in std::mem::take(paths) {
        let mut repaired = in_braces(&path);
        if !is_right(&path) && !path.starts_with('/') {
            repaired.insert(0, '/');
        }
        if repaired == path {
            paths.entry(path).or_insert(item);
            continue;
        }
        let message = if path.starts_with('/') {
            "a placeholder of a path stands in braces"
        } else {
            "a path starts with `/`"
        };
        let here = at.key(&path);
        diagnostics.push(
            Diagnostic::warning("wrong-path", here.key_place(), message)
                .help(format!("it is taken for `{repaired}`")),
        );
        for key in item.as_object().into_iter().flat_map(Map::keys) {
            let reference = format!("#{}", at.key(&repaired).key(key).pointer());
            origins.insert(reference, &here.source(), here.key(key).pointer());
        }
        paths.entry(repaired).or_insert(item);
    }
}

/// A path with `{name}` where it has a whole segment `:name`, as several frameworks write it.
fn in_braces(path: &str) -> String {
    let is_name = |name: &&str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name
                .chars()
                .all(|each| each.is_ascii_alphanumeric() || each == '_' || each == '-')
    };
    let segments = path.split('/').map(|segment| {
        let name = segment.strip_prefix(':').filter(is_name);
        name.map_or_else(|| segment.to_owned(), |name| format!("{{{name}}}"))
    });
    segments.collect::<Vec<_>>().join("/")
}

/// The keys of responses: `openapiv3` drops in silence what it does not know.
pub fn statuses(responses: &mut Map<String, Value>, at: &At, diagnostics: &mut Vec<Diagnostic>) {
    responses.retain(|status, _| {
        let is_known = is_status(status) || status == "default" || status.starts_with("x-");
        if !is_known {
            let message = format!("`{}` is no status", status.chars().take(40).collect::<String>());
            diagnostics.push(
                Diagnostic::warning("unknown-value", at.key(status).key_place(), message)
                    .help("use a status such as 200, a range such as 2XX, or default; it is left out until then"),
            );
        }
        is_known
    });
}

fn is_status(status: &str) -> bool {
    let mut rest = status.chars();
    let first = rest.next();
    let rest = rest.as_str();
    status.len() == 3
        && matches!(first, Some('1'..='9'))
        && (rest.bytes().all(|each| each.is_ascii_digit()) || rest.eq_ignore_ascii_case("XX"))
}

/// Whether a link says which operation it leads to; of two ways to say it, the name counts.
pub fn link(members: &mut Map<String, Value>, at: &At, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let is_told = |key: &str| members.contains_key(key);
    if !is_told("operationId") && !is_told("operationRef") {
        let message = "a link needs `operationId` or `operationRef`";
        diagnostics.push(
            Diagnostic::warning("missing-member", at.place(), message)
                .help("name the operation that it leads to; it is left out until then"),
        );
        return false;
    }
    if is_told("operationId") {
        members.remove("operationRef");
    }
    true
}

/// Whether a security scheme says what it has to; what nobody needs is filled in.
pub fn scheme(
    members: &mut Map<String, Value>,
    at: &At,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let kind = members
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let needed: &[&str] = match kind {
        "apiKey" => &["name", "in"],
        "http" => &["scheme"],
        "oauth2" => {
            members.entry("flows").or_insert_with(|| json!({}));
            &[]
        }
        _ => {
            members
                .entry("openIdConnectUrl")
                .or_insert_with(|| json!(""));
            &[]
        }
    };
    let missing = needed.iter().find(|key| !members.contains_key(**key));
    if let Some(key) = missing {
        let message = format!("a security scheme needs `{key}`");
        let help = format!("add `{key}`; all of it is left out until then");
        diagnostics.push(Diagnostic::warning("missing-member", at.place(), message).help(help));
    }
    missing.is_none()
}
