//! Paths, operations and webhooks.

use serde_json::{Map, Value, json};

use super::names::{plain_name, segment, unused};
use super::schema::Place;
use super::{Inventor, Version, set};

const VERBS: [&str; 8] = [
    "get", "list", "create", "update", "delete", "replace", "run", "new",
];

impl Inventor {
    /// Paths with so many operations at least.
    pub(super) fn paths(&mut self, operations: usize) -> Value {
        let mut paths = Map::new();
        let mut count = 0;
        while count < operations {
            let mut path = String::new();
            let mut parameters = Vec::new();
            let mut used = Vec::new();
            for _ in 0..=self.random.below(3) {
                path.push('/');
                path.push_str(&segment(&mut self.random));
                if self.chance(45) {
                    let name = plain_name(&mut self.random);
                    let name = unused(&name, &mut used);
                    let end = if self.chance(5) { ":run" } else { "" };
                    path.extend(["/{", &name, "}", end]);
                    parameters.push(self.path_parameter(&name));
                }
            }
            if paths
                .keys()
                .any(|known: &String| shape(known) == shape(&path))
            {
                continue;
            }
            let item = self.item(parameters, &mut count);
            paths.insert(path, item);
        }
        Value::Object(paths)
    }

    fn item(&mut self, parameters: Vec<Value>, count: &mut usize) -> Value {
        let mut item = json!({});
        let are_shared = self.chance(50);
        let methods = [
            ("get", 30),
            ("post", 30),
            ("put", 30),
            ("delete", 30),
            ("patch", 30),
            ("head", 5),
            ("query", 10),
        ];
        for (method, chance) in methods {
            let is_known = method != "query" || self.version == Version::V32;
            if !is_known || !self.chance(chance) {
                continue;
            }
            let own = if are_shared {
                Vec::new()
            } else {
                parameters.clone()
            };
            let operation = self.operation(method, own);
            set(&mut item, method, operation);
            *count += 1;
        }
        if are_shared && !parameters.is_empty() {
            set(&mut item, "parameters", parameters);
        }
        item
    }

    fn operation(&mut self, method: &str, mut parameters: Vec<Value>) -> Value {
        let mut used = Vec::new();
        parameters.extend(self.parameters(5, &mut used));
        let mut operation = json!({});
        if self.chance(75) {
            let verb = self.one_of(&VERBS);
            let mark = self.one_of(&["", "_", "-", "/", "."]);
            let id = self.new_name(&format!("{verb}{mark}"));
            self.operations.push(id.clone());
            set(&mut operation, "operationId", id);
        }
        if self.chance(70)
            && let Some(tag) = self.random.pick(&self.tags)
        {
            set(&mut operation, "tags", json!([tag]));
        }
        if self.chance(30) {
            set(&mut operation, "summary", "Does what its name says");
        }
        self.describe(&mut operation);
        if !parameters.is_empty() {
            set(&mut operation, "parameters", parameters);
        }
        if !matches!(method, "get" | "delete" | "head") && self.chance(75) {
            let body = self.body();
            set(&mut operation, "requestBody", body);
        }
        let answers = self.answers();
        set(&mut operation, "responses", answers);
        if self.chance(5) {
            set(&mut operation, "deprecated", true);
        }
        if self.chance(5) {
            set(&mut operation, "security", json!([]));
        }
        if self.chance(5) {
            let (name, hook) = (self.new_name("on"), self.hook());
            set(
                &mut operation,
                "callbacks",
                json!({ name: { "{$request.query.url}": hook } }),
            );
        }
        if self.chance(5) {
            set(
                &mut operation,
                "servers",
                json!([{ "url": "https://upload.example.com/{zone}", "variables": { "zone": { "default": "a" } } }]),
            );
        }
        operation
    }

    pub(super) fn webhooks(&mut self) -> Value {
        let mut webhooks = Map::new();
        for index in 0..=self.random.below(3) {
            let name = format!("{}{index}", plain_name(&mut self.random));
            webhooks.insert(name, self.hook());
        }
        Value::Object(webhooks)
    }

    /// What the API calls of its own accord.
    fn hook(&mut self) -> Value {
        let schema = self.schema(Place::Free, 1);
        let body = json!({ "content": { "application/json": { "schema": schema } } });
        json!({ "post": { "requestBody": body, "responses": { "200": { "description": "" } } } })
    }
}

/// A path with its parameters alike: two that differ in their names alone are one.
fn shape(path: &str) -> String {
    let mut parts = path
        .split('/')
        .map(|part| if part.starts_with('{') { "{}" } else { part });
    let first = parts.next().unwrap_or_default().to_owned();
    parts
        .fold(first, |path, part| path + "/" + part)
        .to_lowercase()
}
