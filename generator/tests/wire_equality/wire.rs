//! Reduces an API document to what client and server can see of it on the wire.
//!
//! Prose goes, references are followed, `allOf` is merged, the defaults of parameters are written
//! out, and what has no order on the wire is sorted or keyed. Anything not known to be prose is
//! kept, so that a keyword this file has never heard of still counts as a difference.

use serde_json::{Map, Value, json};

/// Keywords that only people read, or that only name things inside the document.
const PROSE: [&str; 8] = [
    "description",
    "summary",
    "title",
    "example",
    "examples",
    "externalDocs",
    "tags",
    "operationId",
];

/// The extensions that say something about the wire or about who may use it.
const EXTENSIONS: [&str; 2] = ["x-api-token-group", "x-sensitive"];

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Deeper nesting than this is a schema that contains itself.
const MAX_DEPTH: usize = 32;

type Result<T, E = String> = std::result::Result<T, E>;

/// Reads YAML text, refusing a key that stands twice in one mapping.
pub(crate) fn parse(text: &str) -> Result<Value> {
    let tree: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_value(tree).map_err(|error| error.to_string())
}

/// What the document says about the wire, ready to be compared key by key.
pub(crate) fn wire_form(document: &Value) -> Result<Value> {
    Reader { document }.document()
}

struct Reader<'a> {
    document: &'a Value,
}

impl Reader<'_> {
    fn document(&self) -> Result<Value> {
        let mut operations = Map::new();
        for (path, item) in entries(&self.document["paths"]) {
            for method in METHODS {
                if let Some(operation) = item.get(method) {
                    let name = format!("{} {path}", method.to_uppercase());
                    operations.insert(name, self.operation(item, operation)?);
                }
            }
        }
        let servers: Vec<&Value> = elements(&self.document["servers"])
            .map(|server| &server["url"])
            .collect();
        let schemes = &self.document["components"]["securitySchemes"];
        Ok(json!({
            "servers": servers,
            "security": requirements(&self.document["security"]),
            "securitySchemes": each(schemes, |scheme| Ok(kept(self.resolve(scheme)?).into()))?,
            "operations": operations,
        }))
    }

    fn operation(&self, item: &Value, operation: &Value) -> Result<Value> {
        let mut wire = kept(operation);
        let mut parameters = Map::new();
        // The operation's own come second, so that they replace those of the path.
        for parameter in elements(&item["parameters"]).chain(elements(&operation["parameters"])) {
            let parameter = self.parameter(parameter)?;
            let location = parameter["in"].as_str().unwrap_or_default();
            let name = parameter["name"].as_str().unwrap_or_default();
            parameters.insert(format!("{location} {name}"), parameter);
        }
        wire.insert("parameters".into(), parameters.into());
        if let Some(body) = operation.get("requestBody") {
            wire.insert("requestBody".into(), self.request_body(body)?);
        }
        let responses = each(&operation["responses"], |response| self.response(response))?;
        wire.insert("responses".into(), responses);
        let security = operation
            .get("security")
            .unwrap_or(&self.document["security"]);
        wire.insert("security".into(), requirements(security));
        if let Some(permissions) = wire.get_mut("x-api-token-group") {
            *permissions = sorted(elements(permissions));
        }
        Ok(wire.into())
    }

    fn parameter(&self, parameter: &Value) -> Result<Value> {
        let mut wire = kept(self.resolve(parameter)?);
        let in_query = matches!(
            wire.get("in").and_then(Value::as_str),
            Some("query" | "cookie")
        );
        let style = if in_query { "form" } else { "simple" };
        let style = wire.entry("style").or_insert_with(|| style.into()).clone();
        wire.entry("explode")
            .or_insert_with(|| (style == "form").into());
        wire.entry("required").or_insert(false.into());
        self.schema_of(&mut wire)?;
        Ok(wire.into())
    }

    fn request_body(&self, body: &Value) -> Result<Value> {
        let mut wire = kept(self.resolve(body)?);
        wire.entry("required").or_insert(false.into());
        self.content_of(&mut wire)?;
        Ok(wire.into())
    }

    fn response(&self, response: &Value) -> Result<Value> {
        let mut wire = kept(self.resolve(response)?);
        if let Some(headers) = wire.get_mut("headers") {
            *headers = each(headers, |header| self.parameter(header))?;
        }
        self.content_of(&mut wire)?;
        Ok(wire.into())
    }

    fn content_of(&self, wire: &mut Map<String, Value>) -> Result<()> {
        if let Some(content) = wire.get_mut("content") {
            *content = each(content, |media| {
                let mut media = kept(media);
                self.schema_of(&mut media)?;
                Ok(media.into())
            })?;
        }
        Ok(())
    }

    fn schema_of(&self, wire: &mut Map<String, Value>) -> Result<()> {
        if let Some(schema) = wire.get_mut("schema") {
            *schema = self.schema(schema, 0)?;
        }
        Ok(())
    }

    fn schema(&self, schema: &Value, depth: usize) -> Result<Value> {
        if depth > MAX_DEPTH {
            return Err("a schema contains itself".to_owned());
        }
        let node = self.resolve(schema)?;
        let mut own = kept(node);
        own.remove("allOf");
        for (keyword, value) in &mut own {
            match keyword.as_str() {
                "properties" => *value = each(value, |property| self.schema(property, depth + 1))?,
                "items" | "not" | "additionalProperties" if value.is_object() => {
                    *value = self.schema(value, depth + 1)?;
                }
                "oneOf" | "anyOf" => {
                    *value = elements(value)
                        .map(|branch| self.schema(branch, depth + 1))
                        .collect::<Result<_>>()?;
                }
                "required" | "enum" => *value = sorted(elements(value)),
                _ => {}
            }
        }
        let mut merged = Value::Object(own);
        for part in elements(&node["allOf"]) {
            merge(&mut merged, self.schema(part, depth + 1)?)?;
        }
        Ok(merged)
    }

    fn resolve<'b>(&'b self, node: &'b Value) -> Result<&'b Value> {
        let mut node = node;
        for _ in 0..MAX_DEPTH {
            let Some(reference) = node.get("$ref").and_then(Value::as_str) else {
                return Ok(node);
            };
            node = reference
                .strip_prefix('#')
                .and_then(|pointer| self.document.pointer(pointer))
                .ok_or_else(|| format!("`{reference}` leads nowhere"))?;
        }
        Err("a reference leads back to itself".to_owned())
    }
}

/// Adds what one part of an `allOf` demands to what the others do.
fn merge(into: &mut Value, part: Value) -> Result<()> {
    let (Value::Object(merged), Value::Object(part)) = (into, part) else {
        return Err("a part of an `allOf` is not a mapping".to_owned());
    };
    for (keyword, value) in part {
        match merged.get_mut(&keyword) {
            None => {
                merged.insert(keyword, value);
            }
            Some(present) if *present == value => {}
            Some(present) if keyword == "required" => {
                *present = sorted(elements(present).chain(elements(&value)));
            }
            Some(Value::Object(properties)) if keyword == "properties" => {
                for (name, property) in entries(&value) {
                    let present = properties.entry(name).or_insert_with(|| Map::new().into());
                    merge(present, property.clone())?;
                }
            }
            Some(present) => {
                return Err(format!(
                    "the parts of an `allOf` disagree on `{keyword}`: {present} and {value}"
                ));
            }
        }
    }
    Ok(())
}

/// Security alternatives, keyed by the schemes that each one needs together.
fn requirements(security: &Value) -> Value {
    elements(security)
        .map(|alternative| {
            let mut schemes: Vec<&str> = entries(alternative).map(|(name, _)| &**name).collect();
            schemes.sort_unstable();
            (schemes.join(" + "), alternative.clone())
        })
        .collect::<Map<_, _>>()
        .into()
}

/// The node without prose and without extensions that do not matter.
fn kept(node: &Value) -> Map<String, Value> {
    entries(node)
        .filter(|(key, _)| {
            let key = key.as_str();
            !PROSE.contains(&key) && (!key.starts_with("x-") || EXTENSIONS.contains(&key))
        })
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The mapping with every value put through `reduce`. Its keys are names, never prose.
fn each(mapping: &Value, reduce: impl Fn(&Value) -> Result<Value>) -> Result<Value> {
    entries(mapping)
        .map(|(key, value)| Ok((key.clone(), reduce(value)?)))
        .collect::<Result<Map<_, _>>>()
        .map(Value::Object)
}

/// The list as a set: in order, and each value once.
fn sorted<'a>(list: impl Iterator<Item = &'a Value>) -> Value {
    let mut values: Vec<Value> = list.cloned().collect();
    values.sort_by_key(Value::to_string);
    values.dedup();
    values.into()
}

fn entries(mapping: &Value) -> impl Iterator<Item = (&String, &Value)> {
    mapping.as_object().into_iter().flatten()
}

fn elements(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}
