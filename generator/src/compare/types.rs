//! Which types there are, what they are called, and what kind of type each is.

use std::collections::HashSet;

use super::objects;
use super::place::Where;
use super::row::{About, Rows};
use super::side::{Both, Side};
use super::slots;
use super::variants;
use crate::emit;
use crate::ir::{Slot, TypeDef, TypeId, TypeKind};

/// Compares all types.
pub(super) fn compare(both: &Both<'_>, rows: &mut Rows) {
    for (id, definition) in both.old.types() {
        if !both.types.contains_key(&id) {
            let about = About {
                new: None,
                ..about(both.old, id, definition, definition)
            };
            let reason = "Code that names the type does not compile without it.";
            rows.breaking(&about, "type-removed", "removed", reason);
        }
    }
    let paired: HashSet<TypeId> = both.types.values().copied().collect();
    for (id, definition) in both.new.types() {
        if !paired.contains(&id) {
            let about = About {
                old: None,
                ..about(both.new, id, definition, definition)
            };
            rows.additive(
                &about,
                "type-added",
                "added",
                "A new type: nothing that was there changes by it.",
            );
        }
    }
    for (old_id, new_id) in &both.types {
        let definitions = both
            .old
            .api
            .type_def(*old_id)
            .zip(both.new.api.type_def(*new_id));
        if let Some((old, new)) = definitions {
            let pair = TypePair {
                both,
                about: about(both.old, *old_id, old, new),
                ids: (*old_id, *new_id),
            };
            pair.compare(old, new, rows);
        }
    }
}

fn about(side: Side<'_>, id: TypeId, old: &TypeDef, new: &TypeDef) -> About {
    About {
        item: format!("types::{}", side.type_name(id)),
        subject: format!("schema {}", old.name.join(".")),
        old: Some(Where::at(&old.origin)),
        new: Some(Where::at(&new.origin)),
    }
}

/// A type of both documents.
pub(super) struct TypePair<'a> {
    pub(super) both: &'a Both<'a>,
    pub(super) about: About,
    pub(super) ids: (TypeId, TypeId),
}

impl TypePair<'_> {
    /// A part of it, whose place is found from the places of the types.
    pub(super) fn part(&self, item: &str, subject: &str, find: impl Fn(&Where) -> Where) -> About {
        let Self { about, .. } = self;
        About {
            item: format!("{}::{item}", about.item),
            subject: format!("{subject} of {}", about.subject),
            old: about.old.as_ref().map(&find),
            new: about.new.as_ref().map(&find),
        }
    }

    fn compare(&self, old: &TypeDef, new: &TypeDef, rows: &mut Rows) {
        let (old_side, new_side) = (self.both.old, self.both.new);
        let after = new_side.type_name(self.ids.1);
        if old_side.type_name(self.ids.0) != after {
            let change = format!("is now `types::{after}`");
            let reason = "Code that names the type has to use the other name.";
            rows.breaking(&self.about, "type-renamed", change, reason);
        }
        let is_alias = |definition: &TypeDef| matches!(definition.kind, TypeKind::Alias(_));
        match (is_alias(old), is_alias(new)) {
            (true, false) => {
                let home = old_side.type_name(old_side.api.home(self.ids.0));
                let change =
                    format!("was another name of `types::{home}`, is a type of its own now");
                let reason =
                    "Code that hands a value of the one over as the other does not compile.";
                rows.breaking(&self.about, "type-split", change, reason);
            }
            (false, true) => {
                let home = new_side.type_name(new_side.api.home(self.ids.1));
                let change = format!("is another name of `types::{home}` now");
                let reason = "The two say the same; code that implements a trait for both of them implements it twice.";
                rows.neutral(&self.about, "type-merged", change, reason);
            }
            (true, true) if self.is_same_home() => return,
            _ => {}
        }
        let (id, other) = self.ids;
        if let Some((old, new)) = old_side
            .api
            .definition(id)
            .zip(new_side.api.definition(other))
        {
            self.content(old, new, rows);
            let is_marked = |definition: &TypeDef| {
                !matches!(definition.kind, TypeKind::Choice(_) | TypeKind::Wrapper(_))
                    && definition.deprecated
            };
            slots::deprecated(&self.about, is_marked(old), is_marked(new), rows);
        }
    }

    /// Whether both are other names of a type that is compared itself.
    fn is_same_home(&self) -> bool {
        let (old, new) = (
            self.both.old.api.home(self.ids.0),
            self.both.new.api.home(self.ids.1),
        );
        self.both.types.get(&old) == Some(&new)
    }

    fn content(&self, old: &TypeDef, new: &TypeDef, rows: &mut Rows) {
        match (&old.kind, &new.kind) {
            (TypeKind::Object(before), TypeKind::Object(after)) => {
                objects::compare(self, (old, before), (new, after), rows);
            }
            (TypeKind::Enumeration(old), TypeKind::Enumeration(new)) => {
                variants::enumerations(self, old, new, rows);
            }
            (TypeKind::Union(old), TypeKind::Union(new)) => {
                variants::unions(self, old, new, rows);
            }
            (TypeKind::Choice(old), TypeKind::Choice(new)) => {
                variants::choices(self, old, new, rows);
            }
            (TypeKind::Wrapper(old), TypeKind::Wrapper(new)) => {
                if !self.both.same(&old.ty, &new.ty) || old.boxed != new.boxed {
                    let change = format!(
                        "holds `{}`, held `{}`",
                        spelled(self.both.new, new),
                        spelled(self.both.old, old)
                    );
                    let reason = "Code that uses what it holds gets a value of another type.";
                    rows.breaking(&self.about, "type-content", change, reason);
                }
            }
            _ => {
                let change = format!("{} became {}", kind(&old.kind), kind(&new.kind));
                let reason = "It is another kind of type: code that makes one or looks into one does not compile.";
                rows.breaking(&self.about, "type-kind", change, reason);
            }
        }
    }
}

/// The type of a value in a place, with its box.
pub(super) fn spelled(side: Side<'_>, slot: &Slot) -> String {
    let spelled = side.spelled(&slot.ty);
    if slot.boxed {
        format!("Box<{spelled}>")
    } else {
        spelled
    }
}

/// The type of the field of a member.
pub(super) fn field_type(side: Side<'_>, field: &crate::ir::Field) -> String {
    emit::field_type(field, spelled(side, &field.slot))
}

fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "a struct",
        TypeKind::Enumeration(_) => "an enum of known values",
        TypeKind::Union(_) => "an enum of several types",
        TypeKind::Choice(_) => "an enum of media types",
        TypeKind::Wrapper(_) => "a struct around a value",
        TypeKind::Alias(_) => "another name",
    }
}
