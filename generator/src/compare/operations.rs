//! Which calls there are, what they are called, and where they go.

use std::collections::HashSet;

use super::access;
use super::answers;
use super::errors;
use super::headers;
use super::inputs;
use super::place::Where;
use super::row::{About, Rows};
use super::side::{Both, Side};
use super::slots;
use crate::ir::{Operation, OperationId, Pagination};

/// Compares all calls.
pub(super) fn compare(both: &Both<'_>, rows: &mut Rows) {
    let (old, new): (HashSet<OperationId>, HashSet<OperationId>) =
        both.operations.iter().copied().unzip();
    for (id, operation) in both.old.operations() {
        if !old.contains(&id) {
            let about = about(both.old, None, id, operation);
            let reason = "Code that makes this call does not compile without it.";
            rows.breaking(&about, "operation-removed", "removed", reason);
        }
    }
    for (id, operation) in both.new.operations() {
        if !new.contains(&id) {
            let mut about = about(both.new, None, id, operation);
            about.new = about.old.take();
            rows.additive(
                &about,
                "operation-added",
                "added",
                "A new call: nothing that was there changes by it.",
            );
        }
    }
    access::compare(both, rows);
    for ((old_id, old), (new_id, new)) in both.pairs() {
        let pair = Pair {
            both,
            about: about(both.old, Some(new), old_id, old),
            ids: (old_id, new_id),
            old,
            new,
        };
        pair.names(rows);
        pair.way(rows);
        inputs::compare(&pair, rows);
        answers::compare(&pair, rows);
        errors::compare(&pair, rows);
        headers::compare(&pair, rows);
        pair.pages(rows);
        slots::deprecated(&pair.about, old.deprecated, new.deprecated, rows);
    }
}

pub(super) fn about(
    side: Side<'_>,
    new: Option<&Operation>,
    id: OperationId,
    operation: &Operation,
) -> About {
    About {
        item: side.call(id),
        subject: format!("{} {}", operation.method.as_str(), operation.path),
        old: Some(Where::at(&operation.origin)),
        new: new.map(|operation| Where::at(&operation.origin)),
    }
}

/// An operation of both documents.
pub(super) struct Pair<'a> {
    pub(super) both: &'a Both<'a>,
    pub(super) about: About,
    pub(super) ids: (OperationId, OperationId),
    pub(super) old: &'a Operation,
    pub(super) new: &'a Operation,
}

impl Pair<'_> {
    /// A part of it.
    pub(super) fn part(&self, item: &str, subject: &str) -> About {
        let Self { about, .. } = self;
        About {
            item: format!("{}{item}", about.item),
            subject: format!("{subject} of {}", about.subject),
            old: about.old.clone(),
            new: about.new.clone(),
        }
    }

    /// Something below both operations.
    pub(super) fn part_at(&self, item: &str, subject: &str, pointer: &str) -> About {
        let part = self.part(item, subject);
        About {
            old: part.old.map(|place| place.below(pointer)),
            new: part.new.map(|place| place.below(pointer)),
            ..part
        }
    }

    /// What happens with one status.
    pub(super) fn status(&self, item: &str, status: &str) -> About {
        let pointer = format!("/responses/{status}");
        let about = self.part_at("", &format!("status {status}"), &pointer);
        About {
            item: item.to_owned(),
            ..about
        }
    }

    fn names(&self, rows: &mut Rows) {
        let (old_side, new_side) = (self.both.old, self.both.new);
        let (before, after) = (old_side.call(self.ids.0), new_side.call(self.ids.1));
        if before != after {
            let change = format!("is now {after}");
            let is_taken = new_side
                .operations()
                .any(|(id, _)| new_side.call(id) == before);
            let reason = if is_taken {
                "Another call has this name now: code that makes it does not compile, or calls the other one."
            } else {
                "Code that makes this call has to use the other name."
            };
            rows.breaking(&self.about, "operation-renamed", change, reason);
            return;
        }
        let handle = |side: Side<'_>, operation: &Operation| side.handle(operation.resource);
        let builder = |side: Side<'_>, operation: &Operation, id| {
            let modules = side.names.module(side.api, operation.resource).join("::");
            format!("{modules}::{}", side.names.operation(id).builder)
        };
        let types = [
            (handle(old_side, self.old), handle(new_side, self.new)),
            (
                builder(old_side, self.old, self.ids.0),
                builder(new_side, self.new, self.ids.1),
            ),
        ];
        for (before, after) in types.into_iter().filter(|(before, after)| before != after) {
            let change = format!("`resources::{before}` is now `resources::{after}`");
            let reason =
                "Calls compile as before; code that names the type has to use the other name.";
            rows.breaking(&self.about, "request-renamed", change, reason);
        }
    }

    /// Where requests go, and with which credentials.
    fn way(&self, rows: &mut Rows) {
        let (old, new) = (self.old, self.new);
        let line =
            |operation: &Operation| format!("{} {}", operation.method.as_str(), operation.path);
        if old.method != new.method || without_names(&old.path) != without_names(&new.path) {
            let change = format!("is now {}", line(new));
            let reason = "The call is written as before, and goes to another place.";
            rows.silent(&self.about, "operation-moved", change, reason);
        }
        if old.server != new.server {
            let said = |server: &Option<String>| match server {
                Some(server) => format!("`{server}`"),
                None => "the client's server".to_owned(),
            };
            let change = format!("server: {} became {}", said(&old.server), said(&new.server));
            let reason = "The call is written as before, and goes to another server.";
            rows.silent(&self.about, "server-changed", change, reason);
        }
        if old.permissions != new.permissions {
            let said = |permissions: &[String]| match permissions {
                [] => "none".to_owned(),
                some => some.join(" or "),
            };
            let change = format!(
                "permissions: {} became {}",
                said(&old.permissions),
                said(&new.permissions)
            );
            let reason = "What a token needs differs; the service decides that, whatever the version of the crate.";
            rows.neutral(&self.about, "permissions-changed", change, reason);
        }
        if old.redirects != new.redirects {
            let change = "other redirects are answers".to_owned();
            let reason = "A status below 400 that sends the caller elsewhere is followed, or handed over, where it was not.";
            rows.silent(&self.about, "redirects-changed", change, reason);
        }
    }

    /// How further pages are reached.
    fn pages(&self, rows: &mut Rows) {
        let (old, new) = (&self.old.pagination, &self.new.pagination);
        if old == new {
            return;
        }
        let said = |pagination: &Option<Pagination>| {
            let pagination = pagination.as_ref();
            pagination.map_or("none".to_owned(), Pagination::to_string)
        };
        let change = format!("pages: {} became {}", said(old), said(new));
        let reason = "The pages that follow the first are asked for in another way.";
        rows.silent(&self.about, "pagination-changed", change, reason);
    }
}

/// A path that is sent, without the names of its parameters.
fn without_names(path: &str) -> String {
    let sent = path.split('#').next().unwrap_or_default();
    super::side::without_names(sent)
}
