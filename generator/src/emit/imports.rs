//! The `use` items of a file: found by looking at which names its items mention.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::rust::ident;

/// `use` items for those of the offered names that the items mention; each offer is a path and the names in it.
pub fn of(items: &[TokenStream], offers: &[(&str, &[&str])]) -> TokenStream {
    let mut mentioned = BTreeSet::new();
    for item in items {
        collect(item.clone(), &mut mentioned);
    }
    let mut imports = TokenStream::new();
    for (path, names) in offers {
        let used: Vec<_> = names
            .iter()
            .filter(|name| mentioned.contains(**name))
            .map(|name| ident(name))
            .collect();
        let path = path.split("::").map(ident);
        match used.as_slice() {
            [] => {}
            [only] => imports.extend(quote!(use #(#path)::*::#only;)),
            several => imports.extend(quote!(use #(#path)::*::{#(#several),*};)),
        }
    }
    imports
}

fn collect(tokens: TokenStream, mentioned: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => drop(mentioned.insert(name.to_string())),
            TokenTree::Group(group) => collect(group.stream(), mentioned),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
