//! What the API calls of its own accord: the enum of webhooks and callbacks, and their headers.

use super::answers::{VARIANT_ADDED, VARIANT_REMOVED, VARIANT_RENAMED, VARIANT_RETYPED};
use super::headers;
use super::place::Where;
use super::row::{About, Rows};
use super::side::{Both, Side};
use super::slots;
use crate::ir::{Reading, Webhook};

/// Compares the webhooks and callbacks.
pub(super) fn compare(both: &Both<'_>, rows: &mut Rows) {
    let (old, new) = (listed(both.old), listed(both.new));
    for (webhook, variant) in &old {
        let mut others = new.iter();
        let Some((other, other_variant)) = others.find(|(other, _)| key(other) == key(webhook))
        else {
            let about = About {
                new: None,
                ..about(webhook, variant, webhook)
            };
            rows.breaking(&about, "webhook-removed", "removed", VARIANT_REMOVED);
            continue;
        };
        let about = about(webhook, variant, other);
        if variant != other_variant {
            let change = format!("is now `{other_variant}`");
            rows.breaking(&about, "webhook-renamed", change, VARIANT_RENAMED);
        }
        payload(both, &about, webhook, other, rows);
        if webhook.signs != other.signs {
            let reason = "Other requests than before are taken for it.";
            rows.silent(
                &about,
                "webhook-told",
                "told from others in another way",
                reason,
            );
        }
        slots::deprecated(&about, webhook.deprecated, other.deprecated, rows);
    }
    for (webhook, variant) in &new {
        if old.iter().all(|(other, _)| key(other) != key(webhook)) {
            let about = About {
                old: None,
                ..about(webhook, variant, webhook)
            };
            rows.additive(&about, "webhook-added", "added", VARIANT_ADDED);
        }
    }
    module(both, rows);
    headers(both, rows);
}

fn listed(side: Side<'_>) -> Vec<(&Webhook, &String)> {
    let variants = &side.names.webhooks.variants;
    side.api.webhooks.iter().zip(variants).collect()
}

/// What a webhook is known by in both documents: its name, and for a callback those of its operations.
fn key(webhook: &Webhook) -> (bool, &str) {
    let whole = webhook.names.last().map_or("", String::as_str);
    (webhook.callback.is_some(), whole)
}

fn about(webhook: &Webhook, variant: &str, other: &Webhook) -> About {
    let kind = if webhook.callback.is_some() {
        "callback"
    } else {
        "webhook"
    };
    About {
        item: format!("webhooks::Webhook::{variant}"),
        subject: format!("{kind} {}", webhook.key),
        old: Some(Where::at(&webhook.origin)),
        new: Some(Where::at(&other.origin)),
    }
}

/// What a variant holds.
fn payload(both: &Both<'_>, about: &About, old: &Webhook, new: &Webhook, rows: &mut Rows) {
    let spelled = |side: Side<'_>, webhook: &Webhook| match &webhook.payload {
        None => "nothing".to_owned(),
        Some(payload) if payload.reading == Reading::Bytes => "`Raw`".to_owned(),
        Some(payload) => format!("`{}`", side.spelled(&payload.slot.ty)),
    };
    let reading = |webhook: &Webhook| webhook.payload.as_ref().map(|payload| payload.reading);
    let is_same = match (&old.payload, &new.payload) {
        (None, None) => true,
        (Some(old), Some(new)) => match (old.reading, new.reading) {
            (Reading::Bytes, Reading::Bytes) => true,
            (Reading::Bytes, _) | (_, Reading::Bytes) => false,
            _ => both.same(&old.slot.ty, &new.slot.ty),
        },
        _ => false,
    };
    if !is_same {
        let change = format!(
            "{} became {}",
            spelled(both.old, old),
            spelled(both.new, new)
        );
        rows.breaking(about, "webhook-type", change, VARIANT_RETYPED);
    } else if reading(old) != reading(new) {
        let reason = "It is received as before, and read from another form of body.";
        rows.silent(
            about,
            "webhook-read",
            "read from another media type",
            reason,
        );
    }
}

/// The module is there if the API calls anything.
fn module(both: &Both<'_>, rows: &mut Rows) {
    let about = About {
        item: "webhooks".to_owned(),
        subject: "webhooks and callbacks".to_owned(),
        old: Some(both.old.place("")),
        new: Some(both.new.place("")),
    };
    match (
        both.old.api.webhooks.is_empty(),
        both.new.api.webhooks.is_empty(),
    ) {
        (false, true) => {
            let reason = "The API calls nothing any more: the module is gone.";
            rows.breaking(&about, "webhooks-removed", "removed", reason);
        }
        (true, false) => {
            let reason = "The API calls something: there is a module for who receives it.";
            rows.additive(&about, "webhooks-added", "added", reason);
        }
        _ => {}
    }
}

/// The constants for headers.
fn headers(both: &Both<'_>, rows: &mut Rows) {
    let old = both.old.api.webhook_headers();
    let new = both.new.api.webhook_headers();
    let names = (
        &both.old.names.webhooks.headers,
        &both.new.names.webhooks.headers,
    );
    let about = |webhook: &Webhook, name: &str, header: &str| About {
        item: format!("webhooks::Webhook::{name}"),
        subject: format!("header {header} of {}", webhook.key),
        old: Some(Where::at(&webhook.origin)),
        new: Some(Where::at(&webhook.origin)),
    };
    for ((webhook, header), name) in old.iter().zip(names.0) {
        let about = about(webhook, name, &header.name);
        let mut others = new.iter().zip(names.1);
        let Some(((place, other), _)) = others.find(|(_, other)| *other == name) else {
            headers::removed(about, rows);
            continue;
        };
        let about = About {
            new: Some(Where::at(&place.origin)),
            ..about
        };
        if !both.same(&header.slot.ty, &other.slot.ty) {
            let change = both.became(&header.slot.ty, &other.slot.ty);
            let reason = "Code that reads the header gets a value of another type.";
            rows.breaking(&about, "header-type", change, reason);
        }
    }
    for ((webhook, header), name) in new.iter().zip(names.1) {
        if !names.0.contains(name) {
            let about = About {
                old: None,
                ..about(webhook, name, &header.name)
            };
            let reason = "A new header to read: code that does not is as before.";
            rows.additive(&about, "header-added", "added", reason);
        }
    }
}
