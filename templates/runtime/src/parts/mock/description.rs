//! What a mock knows of the API, read from the description that the generator makes of it.

use std::sync::OnceLock;

use serde_json::Value;

use super::schemas::Schemas;

/// The description of an API, which is read when it is first needed.
pub struct Description {
    text: &'static str,
    api: OnceLock<Api>,
}

impl Description {
    /// The description that a text is.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            api: OnceLock::new(),
        }
    }

    pub(super) fn api(&self) -> &Api {
        self.api.get_or_init(|| Api::read(self.text))
    }
}

/// An API.
pub(super) struct Api {
    pub operations: Vec<Operation>,
    /// The ways to authenticate: each a list of places and names.
    pub credentials: Vec<Value>,
    /// The names of the members around every answer, if there are any.
    pub envelope: Value,
    /// The header that identifies a request.
    pub request_id: Option<String>,
    pub schemas: Schemas,
}

/// An operation.
pub(super) struct Operation {
    /// What errors call it: `stores.secrets.list`.
    pub call: String,
    /// The `operationId`, if it has one.
    pub id: Option<String>,
    pub method: String,
    /// The path, with what tells operations apart that share one.
    pub path: String,
    /// All else that is known of it.
    pub rest: Value,
    /// Where that stands in the description.
    pub pointer: String,
}

impl Api {
    fn read(text: &str) -> Self {
        let tree: Value = serde_json::from_str(text).unwrap_or_default();
        let operations = tree["operations"].as_array().into_iter().flatten();
        let operations = operations.enumerate().map(|(index, rest)| Operation {
            call: text_of(&rest["call"]),
            id: rest["id"].as_str().map(str::to_owned),
            method: text_of(&rest["method"]),
            path: text_of(&rest["path"]),
            rest: rest.clone(),
            pointer: format!("/operations/{index}"),
        });
        Self {
            operations: operations.collect(),
            credentials: tree["credentials"].as_array().cloned().unwrap_or_default(),
            envelope: tree["envelope"].clone(),
            request_id: tree["request_id"].as_str().map(str::to_owned),
            schemas: Schemas::new(tree),
        }
    }

    /// Whether an operation goes by this name.
    pub fn has_call(&self, name: &str) -> bool {
        self.operations
            .iter()
            .any(|operation| operation.is_called(name))
    }
}

impl Operation {
    /// Whether a name is its call, its `operationId`, or its method and path.
    pub fn is_called(&self, name: &str) -> bool {
        let place = name.split_once(' ');
        self.call == name
            || self.id.as_deref() == Some(name)
            || place.is_some_and(|(method, path)| self.method == method && self.path == path)
    }

    /// The path without what tells operations apart that share it.
    pub fn template(&self) -> &str {
        self.path.split(['?', '#']).next().unwrap_or_default()
    }

    /// A list in what is known of it, each item with its place.
    pub fn list(&self, key: &str) -> impl Iterator<Item = (String, &Value)> {
        let items = self.rest[key].as_array().into_iter().flatten().enumerate();
        items.map(move |(index, item)| (format!("{}/{key}/{index}", self.pointer), item))
    }
}

/// The text that a value is; empty for any other.
pub(super) fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
