//! The headers of answers: a constant of the request for each.

use super::operations::Pair;
use super::place::escaped;
use super::row::{About, Rows};
use crate::ir::ResponseHeader;

/// Compares the headers of answers.
pub(super) fn compare(pair: &Pair<'_>, rows: &mut Rows) {
    let both = pair.both;
    let own = both.old.names.operation(pair.ids.0);
    let names = &both.new.names.operation(pair.ids.1).headers;
    let about = |header: &ResponseHeader, name: &str| {
        let status = header.statuses.first().map_or("", String::as_str);
        let pointer = format!("/responses/{status}/headers/{}", escaped(&header.name));
        let about = pair.part_at("", &format!("header {}", header.name), &pointer);
        About {
            item: format!("{}::{name}", own.builder),
            ..about
        }
    };
    let is_same =
        |one: &ResponseHeader, other: &ResponseHeader| one.name.eq_ignore_ascii_case(&other.name);
    for (header, name) in pair.old.headers.iter().zip(&own.headers) {
        let about = about(header, name);
        let mut others = pair.new.headers.iter().zip(names);
        let Some((other, other_name)) = others.find(|(other, _)| is_same(header, other)) else {
            removed(about, rows);
            continue;
        };
        if other_name != name {
            let reason = "Code that names the constant has to use the other name.";
            rows.breaking(
                &about,
                "header-renamed",
                format!("is now `{other_name}`"),
                reason,
            );
        }
        if !both.same(&header.slot.ty, &other.slot.ty) {
            let change = both.became(&header.slot.ty, &other.slot.ty);
            let reason = "Code that reads the header gets a value of another type.";
            rows.breaking(&about, "header-type", change, reason);
        } else if header.form != other.form {
            let reason = "The header is read as before, and is understood in another way.";
            rows.silent(&about, "header-written", "written in another form", reason);
        }
    }
    for (header, name) in pair.new.headers.iter().zip(names) {
        if !pair.old.headers.iter().any(|other| is_same(header, other)) {
            let about = About {
                old: None,
                ..about(header, name)
            };
            rows.additive(
                &about,
                "header-added",
                "added",
                "A new header to read: code that does not is as before.",
            );
        }
    }
}

/// Says that the constant of a header is gone.
pub(super) fn removed(about: About, rows: &mut Rows) {
    let reason = "Code that names the constant does not compile without it.";
    let about = About { new: None, ..about };
    rows.breaking(&about, "header-removed", "removed", reason);
}
