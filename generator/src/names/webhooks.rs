//! Names of what the API calls: a variant for each webhook and callback, and constants for their headers.

use super::ident::{constant, pascal};
use super::scope::{Wish, settle};
use crate::ir::{Api, Webhook};

/// The identifiers of the webhooks.
#[derive(Debug, Default)]
pub struct WebhookNames {
    /// The variant for each, in the order of the IR.
    pub variants: Vec<String>,
    /// The constants of their headers, in the order of [`Api::webhook_headers`].
    pub headers: Vec<String>,
}

/// Names all webhooks and their headers.
pub fn decide(api: &Api) -> WebhookNames {
    let wishes: Vec<Wish> = api.webhooks.iter().map(wish).collect();
    let variants = settle(&["Unknown"], &wishes);
    let wishes: Vec<Wish> = api
        .webhook_headers()
        .into_iter()
        .map(|(webhook, header)| Wish {
            choices: vec![
                constant(&header.name),
                constant(&format!("{} {}", webhook.key, header.name)),
            ],
            rank: (0, format!("{}\0{}", header.name, webhook.key)),
        })
        .collect();
    let mut reserved: Vec<&str> = variants.iter().map(String::as_str).collect();
    reserved.push("ALL");
    let headers = settle(&reserved, &wishes);
    WebhookNames { variants, headers }
}

/// Webhooks go before callbacks, which operations may have by the same name.
fn wish(webhook: &Webhook) -> Wish {
    Wish {
        choices: webhook.names.iter().map(|name| pascal(name)).collect(),
        rank: (
            u8::from(webhook.callback.is_some()),
            webhook.names.join("\0"),
        ),
    }
}
