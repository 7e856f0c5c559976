//! What the API calls of its own accord: webhooks, and the callbacks of operations.
//!
//! They leave the tree before `openapiv3` gets it, which has no place for webhooks and none for references to callbacks.

use std::collections::HashMap;

use openapiv3::PathItem;
use serde_json::Value;

use super::at::Origins;
use super::model::METHODS;
use super::{At, dangling};
use crate::diag::Diagnostic;

/// A path item whose operations the API calls, and a receiver answers.
#[derive(Debug)]
pub struct Incoming {
    /// The name of the webhook or of the callback.
    pub key: String,
    /// Who it belongs to.
    pub caller: Caller,
    /// The calls.
    pub item: PathItem,
    /// A local reference, and the steps from what it names to the path item.
    place: (String, Vec<String>),
}

/// Who makes a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// The API as a whole: where to, was agreed elsewhere.
    Webhook,
    /// An operation.
    Callback {
        /// The expression that says where the call goes.
        expression: String,
        /// Whether the callback has no other.
        is_alone: bool,
        /// Paths and methods of the operations that have it.
        operations: Vec<(String, String)>,
    },
}

impl Incoming {
    /// The component that it is a part of, if it is one of them.
    pub fn component(&self) -> Option<&str> {
        self.place.0.strip_prefix("#/components/callbacks/")
    }

    /// Where the path item stands.
    pub fn at(&self, document: &At) -> At {
        let (reference, steps) = &self.place;
        let start = document.reference(reference);
        steps.iter().fold(start, |at, step| at.key(step))
    }
}

/// Takes all that the API calls out of a document.
pub fn take(
    tree: &mut Value,
    origins: &Origins,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Incoming> {
    let mut take = Take {
        origins,
        diagnostics,
        found: Vec::new(),
        known: HashMap::new(),
    };
    take.webhooks(tree);
    take.callbacks(tree);
    take.found
}

struct Take<'a> {
    origins: &'a Origins,
    diagnostics: &'a mut Vec<Diagnostic>,
    found: Vec<Incoming>,
    /// Callbacks by name, expression and text: where operations have the same one, it is one.
    known: HashMap<(String, String, String), usize>,
}

impl Take<'_> {
    fn webhooks(&mut self, tree: &mut Value) {
        let Value::Object(members) = tree else { return };
        for section in ["webhooks", "x-webhooks"] {
            let Some(Value::Object(webhooks)) = members.remove(section) else {
                continue;
            };
            for (key, item) in webhooks {
                let known = (key.clone(), String::new(), String::new());
                // What has both words for it means the same by them.
                if key.starts_with("x-") || self.known.insert(known, 0).is_some() {
                    continue;
                }
                let place = (reference(&[section, &key]), Vec::new());
                self.add(key, Caller::Webhook, item, place);
            }
        }
    }

    fn callbacks(&mut self, tree: &mut Value) {
        let components = tree.get_mut("components").and_then(Value::as_object_mut);
        let components = components.and_then(|components| components.remove("callbacks"));
        let paths = tree.get_mut("paths").and_then(Value::as_object_mut);
        for (path, item) in paths.into_iter().flatten() {
            for method in METHODS {
                let operation = item.get_mut(method).and_then(Value::as_object_mut);
                let callbacks = operation.and_then(|operation| operation.remove("callbacks"));
                let Some(Value::Object(callbacks)) = callbacks else {
                    continue;
                };
                for (key, callback) in callbacks {
                    let of = (path.clone(), method.to_owned());
                    let start = reference(&["paths", path, method]);
                    let steps = vec!["callbacks".to_owned(), key.clone()];
                    self.callback((start, steps), &key, &of, callback, components.as_ref());
                }
            }
        }
    }

    /// One callback: each of its expressions is a call.
    fn callback(
        &mut self,
        mut place: (String, Vec<String>),
        key: &str,
        of: &(String, String),
        callback: Value,
        components: Option<&Value>,
    ) {
        let mut callback = callback;
        if let Some(Value::String(target)) = callback.get("$ref") {
            let name = target
                .strip_prefix("#/components/callbacks/")
                .unwrap_or_default();
            let name = name.replace("~1", "/").replace("~0", "~");
            let Some(found) = components.and_then(|components| components.get(&name)) else {
                let at = place
                    .1
                    .iter()
                    .fold(self.origins.place(&place.0), |at, step| at.key(step));
                self.diagnostics.extend(dangling(target, "callbacks", &at));
                return;
            };
            place = (target.clone(), Vec::new());
            callback = found.clone();
        }
        let Value::Object(expressions) = callback else {
            return;
        };
        let is_alone = expressions.len() == 1;
        for (expression, item) in expressions {
            if expression.starts_with("x-") {
                continue;
            }
            let known = (key.to_owned(), expression.clone(), item.to_string());
            if let Some(index) = self.known.get(&known) {
                if let Some(Caller::Callback { operations, .. }) =
                    self.found.get_mut(*index).map(|found| &mut found.caller)
                {
                    operations.push(of.clone());
                }
                continue;
            }
            let index = self.found.len();
            let mut place = place.clone();
            place.1.push(expression.clone());
            let caller = Caller::Callback {
                expression,
                is_alone,
                operations: vec![of.clone()],
            };
            self.add(key.to_owned(), caller, item, place);
            if self.found.len() > index {
                self.known.insert(known, index);
            }
        }
    }

    fn add(&mut self, key: String, caller: Caller, mut item: Value, place: (String, Vec<String>)) {
        let at = place
            .1
            .iter()
            .fold(self.origins.place(&place.0), |at, step| at.key(step));
        if let Some(Value::String(target)) = item.get("$ref") {
            self.diagnostics.extend(dangling(target, "pathItems", &at));
            return;
        }
        for method in METHODS {
            let operation = item.get_mut(method).and_then(Value::as_object_mut);
            let callbacks = operation.and_then(|operation| operation.remove("callbacks"));
            if callbacks
                .as_ref()
                .and_then(Value::as_object)
                .is_some_and(|all| !all.is_empty())
            {
                let message = "what a receiver sends in return has no types";
                let place = at.key(method).key("callbacks").key_place();
                self.diagnostics.push(
                    Diagnostic::warning("not-carried", place, message).help(
                        "describe it as an operation under `paths`; it is left out until then",
                    ),
                );
            }
        }
        if item.get("query").is_some_and(Value::is_object) {
            let message = "a call with the method QUERY is not received";
            self.diagnostics.push(
                Diagnostic::warning("not-carried", at.key("query").key_place(), message)
                    .help("read such requests by hand: nothing is emitted for them"),
            );
        }
        match serde_json::from_value(item) {
            Ok(item) => self.found.push(Incoming {
                key,
                caller,
                item,
                place,
            }),
            Err(problem) => {
                let message = format!("this is no path item: {problem}");
                self.diagnostics.push(
                    Diagnostic::warning("wrong-shape", at.place(), message).help(
                        "compare it with the OpenAPI 3.0 specification; it is left out until then",
                    ),
                );
            }
        }
    }
}

/// The local reference to what these steps lead to.
fn reference(steps: &[&str]) -> String {
    let mut reference = "#".to_owned();
    for step in steps {
        reference.extend(["/", &step.replace('~', "~0").replace('/', "~1")]);
    }
    reference
}
