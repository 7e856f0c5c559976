//! Structs: their fields, what their constructors ask for, and what else they can do.

use super::row::{About, Rows};
use super::slots::{self, Checked};
use super::types::{TypePair, field_type};
use crate::ir::{Additional, Field, Object, TypeDef};

/// Compares two structs.
pub(super) fn compare(
    pair: &TypePair<'_>,
    (old, before): (&TypeDef, &Object),
    (new, after): (&TypeDef, &Object),
    rows: &mut Rows,
) {
    let structs = Structs {
        pair,
        old: Struct {
            definition: old,
            object: before,
        },
        new: Struct {
            definition: new,
            object: after,
        },
    };
    structs.direction(rows);
    structs.fields(rows);
    structs.order(rows);
    structs.default(rows);
    structs.rest(rows);
}

#[derive(Clone, Copy)]
struct Struct<'a> {
    definition: &'a TypeDef,
    object: &'a Object,
}

impl<'a> Struct<'a> {
    /// Whether it can be made, and its members set.
    fn is_sent(&self) -> bool {
        self.definition.usage.request
    }

    /// What `new` asks for, in order.
    fn asked(&self) -> Vec<&'a str> {
        let fields = self.object.fields.iter().filter(|field| is_asked(field));
        fields.map(|field| field.name.as_str()).collect()
    }

    /// Whether it is `Default`.
    fn has_default(&self) -> bool {
        self.object.required().next().is_none() || self.is_sent() && self.asked().is_empty()
    }

    fn find(&self, name: &str) -> Option<(usize, &'a Field)> {
        let mut fields = self.object.fields.iter().enumerate();
        fields.find(|(_, field)| field.name == name)
    }
}

/// Whether `new` asks for a member.
fn is_asked(field: &Field) -> bool {
    field.required && !field.is_constant
}

struct Structs<'a> {
    pair: &'a TypePair<'a>,
    old: Struct<'a>,
    new: Struct<'a>,
}

impl Structs<'_> {
    fn about(&self, name: &str, field: &Field) -> About {
        let subject = format!("member {}", field.name);
        self.pair
            .part(name, &subject, |place| place.member(&field.name))
    }

    /// Whether requests hold it.
    fn direction(&self, rows: &mut Rows) {
        let about = &self.pair.about;
        match (self.old.is_sent(), self.new.is_sent()) {
            (false, true) => {
                let reason = "Requests hold it now: it has a constructor and setters.";
                rows.additive(about, "type-sent", "can be made", reason);
            }
            (true, false) => {
                let reason =
                    "No request holds it any more: its constructor and its setters are gone.";
                rows.breaking(about, "type-sent", "can no longer be made", reason);
            }
            _ => {}
        }
    }

    fn fields(&self, rows: &mut Rows) {
        let both = self.pair.both;
        let (old_names, new_names) = (
            both.old.members(self.pair.ids.0),
            both.new.members(self.pair.ids.1),
        );
        for (field, name) in self.old.object.fields.iter().zip(old_names) {
            let about = self.about(name, field);
            let Some((index, other)) = self.new.find(&field.name) else {
                let reason = if self.old.is_sent() {
                    "Code that sets or reads the field does not compile without it."
                } else {
                    "Code that reads the field does not compile without it."
                };
                rows.breaking(
                    &About { new: None, ..about },
                    "field-removed",
                    "removed",
                    reason,
                );
                continue;
            };
            if let Some(other) = new_names.get(index).filter(|other| *other != name) {
                let reason = "Code that names the field has to use the other name.";
                rows.breaking(&about, "field-renamed", format!("is now `{other}`"), reason);
            }
            self.field(&about, field, other, rows);
        }
        for (field, name) in self.new.object.fields.iter().zip(new_names) {
            if self.old.find(&field.name).is_none() {
                let about = About {
                    old: None,
                    ..self.about(name, field)
                };
                self.added(&about, field, rows);
            }
        }
    }

    fn added(&self, about: &About, field: &Field, rows: &mut Rows) {
        if self.is_made_in_both() && is_asked(field) {
            let reason = "`new` asks for one value more, wherever a request is made.";
            rows.breaking(about, "field-added", "added, required", reason);
            return;
        }
        let reason = if self.new.is_sent() && !field.required {
            "A new field with a setter: what is made without it is as before."
        } else {
            "A new field to read: the struct is `#[non_exhaustive]`, so that no code has listed them all."
        };
        rows.additive(about, "field-added", "added", reason);
    }

    fn is_made_in_both(&self) -> bool {
        self.old.is_sent() && self.new.is_sent()
    }

    /// Compares a member of both.
    fn field(&self, about: &About, old: &Field, new: &Field, rows: &mut Rows) {
        let both = self.pair.both;
        let is_wrapped_alike = options(old) == options(new);
        let is_same = both.same(&old.slot.ty, &new.slot.ty) && old.slot.boxed == new.slot.boxed;
        if !(is_same && is_wrapped_alike) {
            let change = format!(
                "`{}` became `{}`",
                field_type(both.old, old),
                field_type(both.new, new)
            );
            let reason = match (is_same, old.required, new.required) {
                (true, false, true) if self.is_made_in_both() => {
                    "It is required now: `new` asks for it, and what is read is no option any more."
                }
                (true, false, true) => {
                    "It is required now: code that reads it finds no option any more."
                }
                (true, true, false) if self.is_made_in_both() => {
                    "It may be missing now: `new` does not take it, and code that reads it finds an option."
                }
                (true, true, false) => "It may be missing now: code that reads it finds an option.",
                (true, ..) => {
                    "Null is another matter now: code that reads it finds another option."
                }
                _ => "Code that sets or reads the field gets a value of another type.",
            };
            rows.breaking(about, "field-type", change, reason);
        } else if self.is_made_in_both() && is_asked(old) != is_asked(new) {
            let change = if is_asked(new) {
                "`new` asks for it"
            } else {
                "`new` no longer asks for it"
            };
            let reason = "`new` takes another number of values.";
            rows.breaking(about, "field-asked", change, reason);
        } else if old.required != new.required {
            Self::presence(about, new.required, rows);
        }
        let checked = if self.new.is_sent() {
            Checked::BeforeSending
        } else {
            Checked::Never
        };
        slots::compare(about, &old.slot, &new.slot, checked, rows);
        slots::deprecated(about, old.slot.deprecated, new.slot.deprecated, rows);
    }

    /// A field that is an option in both: null said so, or that it may be missing.
    fn presence(about: &About, is_required: bool, rows: &mut Rows) {
        let change = if is_required {
            "may be null, not missing"
        } else {
            "may be missing, not null"
        };
        let reason =
            "The field is an option in both; a value that says it in the old way is an error.";
        rows.silent(about, "field-presence", change, reason);
    }

    /// The order in which `new` asks.
    fn order(&self, rows: &mut Rows) {
        if !self.is_made_in_both() {
            return;
        }
        let (old, new) = (self.old.asked(), self.new.asked());
        let common = |some: &[&str], others: &[&str]| -> Vec<String> {
            let some = some.iter().filter(|name| others.contains(name));
            some.map(|name| (*name).to_owned()).collect()
        };
        if common(&old, &new) != common(&new, &old) {
            let change = format!("`new` asks in another order: {}", new.join(", "));
            let reason = "Code that makes one has to hand the values over in the other order; where their types are alike, the compiler does not notice.";
            rows.breaking(&self.pair.about, "arguments-reordered", change, reason);
        }
    }

    /// Whether it can be made of nothing.
    fn default(&self, rows: &mut Rows) {
        let about = &self.pair.about;
        match (self.old.has_default(), self.new.has_default()) {
            (true, false) => {
                let reason =
                    "Something in it is required now, so that there is no such value of nothing.";
                rows.breaking(about, "default-removed", "no longer `Default`", reason);
            }
            (false, true) => {
                let reason = "Nothing in it is required any more.";
                rows.additive(about, "default-added", "is `Default`", reason);
            }
            _ => {}
        }
    }

    /// What is done with other members.
    fn rest(&self, rows: &mut Rows) {
        let about = &self.pair.about;
        match (&self.old.object.additional, &self.new.object.additional) {
            (Additional::Typed(old), Additional::Typed(new))
                if self.pair.both.same(&old.ty, &new.ty) => {}
            (Additional::Typed(old), Additional::Typed(new)) => {
                let change = format!("other members: {}", self.pair.both.became(&old.ty, &new.ty));
                let reason = "The field `additional` holds values of another type.";
                rows.breaking(about, "other-members", change, reason);
            }
            (Additional::Typed(_), _) => {
                let reason =
                    "The field `additional` is gone; other members are kept in `unknown_fields()`.";
                rows.breaking(
                    about,
                    "other-members",
                    "other members are not part of it",
                    reason,
                );
            }
            (_, Additional::Typed(_)) => {
                let reason =
                    "`unknown_fields()` is gone; other members are in the field `additional`.";
                rows.breaking(
                    about,
                    "other-members",
                    "other members are part of it",
                    reason,
                );
            }
            _ => {}
        }
    }
}

/// How many options its field is around the value.
fn options(field: &Field) -> usize {
    usize::from(!field.required) + usize::from(field.slot.nullable)
}
