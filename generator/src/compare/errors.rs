//! The bodies of errors: where there are several, an enum goes by the status.

use super::answers::{VARIANT_ADDED, VARIANT_REMOVED, VARIANT_RENAMED, VARIANT_RETYPED};
use super::operations::Pair;
use super::row::{About, Rows};
use crate::ir::{FailureBody, Operation};
use crate::names::StatusNames;

/// Compares what is documented of errors.
pub(super) fn compare(pair: &Pair<'_>, rows: &mut Rows) {
    let errors = Errors {
        pair,
        old: Half::new(pair.old, &pair.both.old.names.operation(pair.ids.0).error),
        new: Half::new(pair.new, &pair.both.new.names.operation(pair.ids.1).error),
    };
    errors.enums(rows);
    errors.bodies(rows);
    errors.statuses(rows);
}

/// What one of the documents says of an operation's errors.
struct Half<'a> {
    operation: &'a Operation,
    names: &'a StatusNames,
    /// Whether there are several types, and an enum of them.
    has_enum: bool,
    /// The errors with a body: the status, the variant, and the body.
    bodies: Vec<(&'a str, &'a str, &'a FailureBody)>,
}

impl<'a> Half<'a> {
    fn new(operation: &'a Operation, names: &'a StatusNames) -> Self {
        let failures = operation.failures.iter();
        let failures =
            failures.filter_map(|failure| Some((&*failure.status, failure.body.as_ref()?)));
        let bodies = failures.zip(&names.variants);
        Self {
            operation,
            names,
            has_enum: operation.failure_bodies().len() > 1,
            bodies: bodies
                .map(|((status, body), name)| (status, name.as_str(), body))
                .collect(),
        }
    }

    fn find(&self, status: &str) -> Option<(&'a str, &'a FailureBody)> {
        let mut bodies = self.bodies.iter();
        let found = bodies.find(|(other, _, _)| *other == status)?;
        Some((found.1, found.2))
    }

    /// The statuses of errors without a body that the other document does not have.
    fn alone(&self, other: &Self) -> impl Iterator<Item = &'a str> {
        let failures = self.operation.failures.iter();
        let bare = failures.filter(|failure| failure.body.is_none());
        let others = &other.operation.failures;
        bare.map(|failure| failure.status.as_str())
            .filter(|status| others.iter().all(|failure| failure.status != *status))
    }
}

struct Errors<'a> {
    pair: &'a Pair<'a>,
    old: Half<'a>,
    new: Half<'a>,
}

impl Errors<'_> {
    fn about_enum(&self, names: &StatusNames) -> About {
        let about = self.pair.part_at("", "errors", "/responses");
        About {
            item: names.name.clone(),
            ..about
        }
    }

    fn are_enums(&self) -> bool {
        self.old.has_enum && self.new.has_enum
    }

    fn about(&self, half: &Half<'_>, variant: &str, status: &str) -> About {
        if self.are_enums() {
            self.pair
                .status(&format!("{}::{variant}", half.names.name), status)
        } else {
            self.pair
                .status(&format!("{} error {status}", self.pair.about.item), status)
        }
    }

    fn enums(&self, rows: &mut Rows) {
        let (old, new) = (self.old.names, self.new.names);
        match (self.old.has_enum, self.new.has_enum) {
            (true, false) => {
                let reason = "Its errors have one type now, or none, and the enum that went by the status is gone.";
                rows.breaking(&self.about_enum(old), "errors-type", "removed", reason);
            }
            (false, true) => {
                let reason = "Its errors have several types now, and an enum goes by the status.";
                rows.additive(&self.about_enum(new), "errors-type", "added", reason);
            }
            (true, true) if old.name != new.name => {
                let change = format!("is now `{}`", new.name);
                let reason = "Code that names the enum of the errors has to use the other name.";
                rows.breaking(&self.about_enum(old), "errors-type", change, reason);
            }
            _ => {}
        }
    }

    fn bodies(&self, rows: &mut Rows) {
        for (status, name, body) in &self.old.bodies {
            let about = self.about(&self.old, name, status);
            match self.new.find(status) {
                Some((other, _)) if self.are_enums() && other != *name => {
                    let change = format!("is now `{other}`");
                    rows.breaking(&about, "variant-renamed", change, VARIANT_RENAMED);
                }
                Some((_, other)) => self.body(&about, body, other, rows),
                None if self.are_enums() => {
                    let about = About { new: None, ..about };
                    rows.breaking(&about, "variant-removed", "removed", VARIANT_REMOVED);
                }
                None => {
                    let reason = "Nothing is said any more of the body of such an error; code that reads it compiles as before.";
                    rows.silent(
                        &about,
                        "error-body",
                        "no body is documented any more",
                        reason,
                    );
                }
            }
        }
        for (status, name, _) in &self.new.bodies {
            if self.old.find(status).is_some() {
                continue;
            }
            let about = About {
                old: None,
                ..self.about(&self.new, name, status)
            };
            if self.are_enums() {
                rows.additive(&about, "variant-added", "added", VARIANT_ADDED);
            } else {
                let reason = "`error.body()` reads such an error as what is documented.";
                rows.additive(&about, "error-body", "a body is documented", reason);
            }
        }
    }

    fn body(&self, about: &About, old: &FailureBody, new: &FailureBody, rows: &mut Rows) {
        let both = self.pair.both;
        if both.same(&old.ty, &new.ty) {
            return;
        }
        let change = both.became(&old.ty, &new.ty);
        if self.are_enums() {
            rows.breaking(about, "variant-type", change, VARIANT_RETYPED);
        } else {
            let reason = "`error.body()` reads what the caller asks for: code that asks for the old type compiles as long as that type is there, and may find nothing.";
            rows.silent(about, "error-body", change, reason);
        }
    }

    /// Errors that are documented without a body.
    fn statuses(&self, rows: &mut Rows) {
        let reason = "Only the documentation says so: any failure is an error, documented or not.";
        let about = |status: &str| {
            self.pair
                .status(&format!("{} error {status}", self.pair.about.item), status)
        };
        for status in self.old.alone(&self.new) {
            let about = About {
                new: None,
                ..about(status)
            };
            rows.neutral(&about, "error-status", "no longer documented", reason);
        }
        for status in self.new.alone(&self.old) {
            let about = About {
                old: None,
                ..about(status)
            };
            rows.neutral(&about, "error-status", "documented", reason);
        }
    }
}
