//! A Rust file: items to text, a blank line between any two.

use proc_macro2::TokenStream;

use super::imports;
use super::rust::{filled, table};

/// What every emitted file says after its purpose.
const NOTICE: &str = "Generated: do not edit, the next run overwrites it.";

/// One file on its way to text.
pub struct File {
    purpose: String,
    modules: TokenStream,
    offers: &'static [(&'static str, &'static [&'static str])],
    items: Vec<Item>,
    aliases: Vec<String>,
}

enum Item {
    Tokens(TokenStream),
    Text(String),
    Attached(String),
}

impl File {
    /// An empty file; `purpose` is its first line.
    pub fn new(purpose: impl Into<String>) -> Self {
        Self {
            purpose: purpose.into(),
            modules: TokenStream::new(),
            offers: &[],
            items: Vec::new(),
            aliases: Vec::new(),
        }
    }

    /// The `mod` items, kept together at the top.
    pub fn modules(&mut self, modules: TokenStream) {
        self.modules.extend(modules);
    }

    /// Where names come from that the items mention: paths and the names in them.
    pub fn offer(&mut self, offers: &'static [(&'static str, &'static [&'static str])]) {
        self.offers = offers;
    }

    /// One more item.
    pub fn push(&mut self, item: TokenStream) {
        self.items.push(Item::Tokens(item));
    }

    /// One more item, as it is to stand there: a call of a macro, which `prettyplease` leaves as it is.
    pub fn text(&mut self, item: String) {
        self.items.push(Item::Text(item));
    }

    /// A text like that which belongs to the item before it: no blank line comes between them.
    pub fn attach(&mut self, item: String) {
        self.items.push(Item::Attached(item));
    }

    /// Another name for a type; all of them stand together at the end.
    pub fn alias(&mut self, name: &str, path: &str) {
        self.aliases.push(format!("{name} = {path},"));
    }

    /// More items, in their order.
    pub fn extend(&mut self, items: impl IntoIterator<Item = TokenStream>) {
        self.items.extend(items.into_iter().map(Item::Tokens));
    }

    /// The text, or what `syn` says of the tokens, which then is a fault of this crate.
    pub fn print(self) -> Result<String, String> {
        let mut items = String::new();
        for item in self.items {
            let printed = match item {
                Item::Tokens(tokens) if tokens.is_empty() => continue,
                Item::Tokens(tokens) => print_item(&tokens)?,
                Item::Text(text) => text,
                Item::Attached(text) => {
                    items.push_str(&text);
                    continue;
                }
            };
            items.push('\n');
            items.push_str(&printed);
        }
        if !self.aliases.is_empty() {
            items.push('\n');
            items.push_str(&table("crate::aliases!(pub", &filled(&self.aliases), ""));
        }
        let mut text = String::with_capacity(items.len() + 512);
        let mut lines: Vec<&str> = self.purpose.lines().collect();
        let only = format!("{} {NOTICE}", self.purpose);
        if lines.len() == 1 {
            lines = vec![&only];
        }
        for line in &lines {
            text.push_str("//!");
            if !line.is_empty() {
                text.push(' ');
                text.push_str(line);
            }
            text.push('\n');
        }
        if lines.len() > 1 {
            text.extend(["// ", NOTICE, "\n"]);
        }
        if !self.modules.is_empty() {
            text.push('\n');
            text.push_str(&print_item(&self.modules)?);
        }
        let imports = imports::of(&items, self.offers);
        if !imports.is_empty() {
            text.push('\n');
            text.push_str(&imports);
        }
        text.push_str(&items);
        Ok(text)
    }
}

fn print_item(item: &TokenStream) -> Result<String, String> {
    let parsed = syn::parse2(item.clone()).map_err(|error| format!("{error}: {item}"))?;
    Ok(separate_members(&prettyplease::unparse(&parsed)))
}

/// Puts a blank line between the functions of an `impl`, which `prettyplease` sets close together.
fn separate_members(text: &str) -> String {
    let mut separated = String::with_capacity(text.len() + text.len() / 16);
    let mut after_member = false;
    for line in text.lines() {
        if after_member && line != "}" {
            separated.push('\n');
        }
        separated.push_str(line);
        separated.push('\n');
        after_member = line == "    }";
    }
    separated
}
