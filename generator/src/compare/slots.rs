//! What is said of a value beside its type: limits, what a missing one means, whether it is advised against.

use super::row::{About, Rows};
use crate::emit;
use crate::ir::{Bound, Limits, Number, Slot, Value};

/// Who looks at the limits of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Checked {
    /// The client, before it sends the value.
    BeforeSending,
    /// Nobody.
    Never,
}

/// Compares what is said of two values that are the same.
pub(super) fn compare(about: &About, old: &Slot, new: &Slot, checked: Checked, rows: &mut Rows) {
    limits(about, &old.limits, &new.limits, checked, rows);
    default(
        about,
        old.default.as_ref(),
        new.default.as_ref(),
        checked,
        rows,
    );
}

/// Compares limits.
pub(super) fn limits(about: &About, old: &Limits, new: &Limits, checked: Checked, rows: &mut Rows) {
    if old == new {
        return;
    }
    let said = |limits: &Limits| {
        let words = emit::limits_in_words(limits).join(", ");
        if words.is_empty() {
            "no limits".to_owned()
        } else {
            words
        }
    };
    let (before, after) = (said(old), said(new));
    if before == after {
        return;
    }
    let change = format!("limits: {before} became {after}");
    let only_patterns = {
        let (mut old, mut new) = (old.clone(), new.clone());
        forget_patterns(&mut old);
        forget_patterns(&mut new);
        old == new
    };
    if checked == Checked::Never || only_patterns {
        let reason = "Only the documentation says so: the client does not check it.";
        rows.neutral(about, "limits-changed", change, reason);
        return;
    }
    let (is_stricter, is_looser) = (allows_less(old, new), allows_less(new, old));
    let reason = match (is_stricter, is_looser) {
        (true, false) => {
            "Values that passed are refused before anything is sent, unless validation is off."
        }
        (false, true) => "Values that were refused are sent from now on.",
        _ => {
            "Other values than before are refused before anything is sent, unless validation is off."
        }
    };
    rows.silent(about, "limits-changed", change, reason);
}

/// Patterns are documented, and not checked.
fn forget_patterns(limits: &mut Limits) {
    limits.pattern = None;
    if let Some(items) = &mut limits.items {
        forget_patterns(items);
    }
}

/// Whether the new limits refuse some value that the old ones allow.
fn allows_less(old: &Limits, new: &Limits) -> bool {
    let least = [
        (old.min_length, new.min_length),
        (old.min_items, new.min_items),
        (old.min_properties, new.min_properties),
    ];
    let most = [
        (old.max_length, new.max_length),
        (old.max_items, new.max_items),
        (old.max_properties, new.max_properties),
    ];
    least
        .iter()
        .any(|(old, new)| new.unwrap_or(0) > old.unwrap_or(0))
        || most
            .iter()
            .any(|(old, new)| new.unwrap_or(u64::MAX) < old.unwrap_or(u64::MAX))
        || is_tighter(old.minimum, new.minimum, |old, new| new > old)
        || is_tighter(old.maximum, new.maximum, |old, new| new < old)
        || new.unique_items && !old.unique_items
        || new.multiple_of.is_some() && new.multiple_of != old.multiple_of
        || match (&old.items, &new.items) {
            (_, None) => false,
            (None, Some(new)) => allows_less(&Limits::default(), new),
            (Some(old), Some(new)) => allows_less(old, new),
        }
}

fn is_tighter(
    old: Option<Bound>,
    new: Option<Bound>,
    is_inside: impl Fn(f64, f64) -> bool,
) -> bool {
    let Some(new) = new else {
        return false;
    };
    let Some(old) = old else {
        return true;
    };
    let (from, to) = (number(old.value), number(new.value));
    is_inside(from, to) || old.value == new.value && new.exclusive && !old.exclusive
}

#[expect(
    clippy::cast_precision_loss,
    reason = "nearly is enough to tell which is more"
)]
fn number(number: Number) -> f64 {
    match number {
        Number::Whole(value) => value as f64,
        Number::Fraction(value) => value,
    }
}

/// Compares what a missing value means.
fn default(
    about: &About,
    old: Option<&Value>,
    new: Option<&Value>,
    checked: Checked,
    rows: &mut Rows,
) {
    if old == new {
        return;
    }
    let said = |value: Option<&Value>| value.map_or("none".to_owned(), Value::to_string);
    let change = format!("default: {} became {}", said(old), said(new));
    if checked == Checked::BeforeSending {
        let reason = "The client sends no default; what a call means that leaves this out is up to the service.";
        rows.silent(about, "default-changed", change, reason);
    } else {
        let reason = "Only the documentation says so: a missing value stays missing.";
        rows.neutral(about, "default-changed", change, reason);
    }
}

/// What a new warning is worth: semantic versioning asks for the second number when something is deprecated.
pub(super) const DEPRECATED: &str = "It works as before, and the compiler warns of it: semantic versioning takes that for a minor step.";

/// Compares whether the document advises against an item, where the crate says so to the compiler.
pub(super) fn deprecated(about: &About, old: bool, new: bool, rows: &mut Rows) {
    match (old, new) {
        (false, true) => rows.additive(about, "deprecated", "deprecated", DEPRECATED),
        (true, false) => {
            let reason = "The compiler warns of it no longer.";
            rows.neutral(
                about,
                "deprecation-withdrawn",
                "no longer deprecated",
                reason,
            );
        }
        _ => {}
    }
}
