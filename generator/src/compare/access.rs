//! Which credentials calls take.

use std::collections::BTreeMap;

use super::operations;
use super::place::Where;
use super::row::{About, Rows};
use super::side::{Both, Side};
use crate::ir::Access;

/// So many calls that change alike are one row.
const ALIKE: usize = 3;

/// Compares what credentials the calls of both documents take.
pub(super) fn compare(both: &Both<'_>, rows: &mut Rows) {
    let mut changed: BTreeMap<(String, String), Vec<About>> = BTreeMap::new();
    for ((old_id, old), (_, new)) in both.pairs() {
        let said = (said(both.old, &old.access), said(both.new, &new.access));
        if said.0 != said.1 {
            let about = operations::about(both.old, Some(new), old_id, old);
            changed.entry(said).or_default().push(about);
        }
    }
    let reason = "Calls are written as before, and other credentials are sent, or asked for before anything is sent.";
    for ((before, after), calls) in changed {
        let change = format!("credentials: {before} became {after}");
        if calls.len() <= ALIKE {
            for about in calls {
                let security = |place: Where| place.below("/security");
                let about = About {
                    old: about.old.map(security),
                    new: about.new.map(security),
                    ..about
                };
                rows.silent(&about, "credentials-changed", change.as_str(), reason);
            }
            continue;
        }
        let about = About {
            item: "Client".to_owned(),
            subject: format!("security of {} operations", calls.len()),
            old: Some(both.old.place("/security")),
            new: Some(both.new.place("/security")),
        };
        rows.silent(&about, "credentials-changed", change, reason);
    }
}

/// What an operation takes, by the names of the builder's methods.
fn said(side: Side<'_>, access: &Access) -> String {
    if access.is_open {
        return "none".to_owned();
    }
    let credentials = access.credentials.iter();
    let names = credentials.map(|index| side.names.credential(*index).setter.as_str());
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    match (names.as_slice(), access.is_optional) {
        ([], _) => "none".to_owned(),
        (some, false) => some.join(" or "),
        (some, true) => format!("{} (optional)", some.join(" or ")),
    }
}
