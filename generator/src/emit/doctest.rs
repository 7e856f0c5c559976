//! How examples are printed: as doctests, as statements, and JSON as `serde_json::json!` takes it.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

/// A JSON value as `serde_json::json!` takes it.
pub fn json(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(value) => quote!(#value),
        Value::Number(number) => number.to_string().parse().unwrap_or_else(|_| quote!(0)),
        Value::String(text) => quote!(#text),
        Value::Array(items) => {
            let items = items.iter().map(json);
            quote!([#(#items),*])
        }
        Value::Object(members) => {
            let (keys, values) = (members.keys(), members.values().map(json));
            quote!({ #(#keys: #values),* })
        }
    }
}

/// The lines of a doctest that compiles and does not run: its body shown, what it takes to compile hidden.
pub fn doctest(
    library: &proc_macro2::Ident,
    imports: &TokenStream,
    body: &TokenStream,
) -> Vec<String> {
    let function = quote!(async fn run() -> Result<(), #library::Error> { #body Ok(()) });
    let mut lines = vec!["```no_run".to_owned()];
    lines.extend(printed(imports).lines().map(str::to_owned));
    lines.push(String::new());
    let printed = printed(&function);
    let inner: Vec<&str> = printed.lines().collect();
    for line in &inner {
        let is_frame = line.starts_with("async fn") || *line == "}" || *line == "    Ok(())";
        let line = line.strip_prefix("    ").unwrap_or(line);
        lines.push(if is_frame {
            format!("# {line}")
        } else {
            line.to_owned()
        });
    }
    lines.push("```".to_owned());
    lines
}

/// A statement as it stands in an example.
pub fn statement(tokens: &TokenStream) -> String {
    let printed = printed(&quote!(fn frame() { #tokens }));
    let lines = printed.lines().filter_map(|line| line.strip_prefix("    "));
    lines.collect::<Vec<_>>().join("\n")
}

/// Items as text.
pub fn printed(items: &TokenStream) -> String {
    // What does not parse here does not parse as a doctest either, where the compiler will say so.
    syn::parse2(items.clone())
        .map_or_else(|_| items.to_string(), |file| prettyplease::unparse(&file))
}
