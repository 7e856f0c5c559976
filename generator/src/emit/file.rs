//! A Rust file: items to text, a blank line between any two.

use proc_macro2::TokenStream;

/// What opens every emitted file, after the line on its purpose.
const NOTICE: &str = "// Generated. Do not edit: the next run overwrites it.";

/// One file on its way to text.
pub struct File {
    purpose: String,
    imports: TokenStream,
    items: Vec<TokenStream>,
}

impl File {
    /// An empty file; `purpose` is its first line.
    pub fn new(purpose: impl Into<String>) -> Self {
        Self {
            purpose: purpose.into(),
            imports: TokenStream::new(),
            items: Vec::new(),
        }
    }

    /// The `use` items, kept together at the top.
    pub fn import(&mut self, imports: TokenStream) {
        self.imports.extend(imports);
    }

    /// One more item.
    pub fn push(&mut self, item: TokenStream) {
        self.items.push(item);
    }

    /// More items, in their order.
    pub fn extend(&mut self, items: impl IntoIterator<Item = TokenStream>) {
        self.items.extend(items);
    }

    /// The text, or what `syn` says of the tokens, which then is a fault of this crate.
    pub fn print(self) -> Result<String, String> {
        let mut text = String::new();
        for line in self.purpose.lines() {
            text.push_str("//!");
            if !line.is_empty() {
                text.push(' ');
                text.push_str(line);
            }
            text.push('\n');
        }
        text.push('\n');
        text.push_str(NOTICE);
        text.push('\n');
        for item in std::iter::once(self.imports)
            .chain(self.items)
            .filter(|item| !item.is_empty())
        {
            text.push('\n');
            text.push_str(&print_item(&item)?);
        }
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
