//! The cargo features of a large API: the conditions that they put on items, and what the manifest and the documentation
//! say of them.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::prose;
use super::rust::filled;
use crate::ir::{Api, Feature, OperationId, ResourceId};
use crate::names::Names;

/// The condition on an item that belongs to a resource; nothing if every build has it.
pub fn of_resource(id: ResourceId, api: &Api, names: &Names) -> TokenStream {
    any(&[id], api, names).map_or_else(TokenStream::new, |condition| quote!(#[cfg(#condition)]))
}

/// The condition that one of these resources is in the build; `None` if there are none, or none is a feature.
pub fn any(ids: &[ResourceId], api: &Api, names: &Names) -> Option<TokenStream> {
    let gates = ids.iter().filter_map(|id| names.features.gate(api, *id));
    let gates: Vec<TokenStream> = gates.map(|gate| quote!(feature = #gate)).collect();
    match gates.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(quote!(any(#(#several),*))),
    }
}

/// The same as an attribute in its text, as many features on a line as fit.
pub fn attribute(ids: &[ResourceId], api: &Api, names: &Names) -> Option<String> {
    let gates = ids.iter().filter_map(|id| names.features.gate(api, *id));
    let gates: Vec<String> = gates.map(|gate| format!("feature = \"{gate}\",")).collect();
    match gates.as_slice() {
        [] => None,
        [only] => Some(format!("#[cfg({})]", only.trim_end_matches(','))),
        several => {
            let lines = filled(several).join("\n    ");
            Some(format!("#[cfg(any({}))]", lines.trim_end_matches(',')))
        }
    }
}

/// The condition on what belongs to a resource and stands outside of its module, where those above it count as well.
pub fn all_of_resource(id: ResourceId, api: &Api, names: &Names) -> TokenStream {
    let lineage = api.lineage(id).into_iter().rev();
    let gates: Vec<TokenStream> = lineage.filter_map(|id| any(&[id], api, names)).collect();
    match gates.as_slice() {
        [] => TokenStream::new(),
        [only] => quote!(#[cfg(#only)]),
        several => quote!(#[cfg(all(#(#several),*))]),
    }
}

/// The condition that a call is in the build; `None` if it always is.
pub fn of_call(id: OperationId, api: &Api, names: &Names) -> Option<TokenStream> {
    let resource = api.operation(id)?.resource;
    any(&[api.feature_of(resource)?], api, names)
}

/// Hides a condition in front of the items of an example that is compiled, so that it is only where the call is.
pub fn hidden_condition(id: OperationId, api: &Api, names: &Names) -> Option<String> {
    of_call(id, api, names).map(|condition| format!("# #[cfg({condition})]"))
}

/// What the manifest adds to the default features.
pub fn default(api: &Api) -> &'static str {
    if api.is_divided() { ", \"all\"" } else { "" }
}

/// The features of the resources, as the manifest has them.
pub fn manifest(api: &Api, names: &Names) -> String {
    let mut text = String::new();
    if !api.is_divided() {
        return text;
    }
    text.push_str(
        "# The calls of every resource; without it, those of the resources that are asked for.\n",
    );
    line(&mut text, "all", &listed(&roots(api), names));
    for (index, resource) in api.resources.iter().enumerate() {
        let id = ResourceId(index);
        let Some(name) = names.features.name(id) else {
            continue;
        };
        let above = resource.parent.and_then(|id| names.features.gate(api, id));
        let above: Vec<String> = above.into_iter().collect();
        match resource.feature {
            Some(Feature::Divided) => {
                let gate = format!("__{name}");
                line(&mut text, &gate, &above);
                let mut all = vec![gate];
                all.extend(listed(&resource.children, names));
                line(&mut text, name, &all);
            }
            _ => line(&mut text, name, &above),
        }
    }
    if let Some(name) = names.features.name(ResourceId::WEBHOOKS) {
        line(&mut text, name, &[]);
    }
    text
}

/// What hangs on the client itself, and the webhooks beside it.
fn roots(api: &Api) -> Vec<ResourceId> {
    let roots = api.roots().map(|(id, _)| id);
    roots.chain([ResourceId::WEBHOOKS]).collect()
}

fn listed(ids: &[ResourceId], names: &Names) -> Vec<String> {
    let listed = ids.iter().filter_map(|id| names.features.name(*id));
    let mut listed: Vec<String> = listed.map(str::to_owned).collect();
    listed.sort_unstable();
    listed
}

fn line(text: &mut String, name: &str, features: &[String]) {
    let features: Vec<String> = features.iter().map(|name| format!("\"{name}\"")).collect();
    // A key of TOML beyond ASCII stands in quotes.
    let mark = if name.is_ascii() { "" } else { "\"" };
    // Writing into a `String` cannot fail.
    let _ = writeln!(text, "{mark}{name}{mark} = [{}]", features.join(", "));
}

/// What the documentation says of the features of the resources; nothing if there are none.
pub fn prose(api: &Api, names: &Names) -> Vec<String> {
    if !api.is_divided() {
        return Vec::new();
    }
    let roots = roots(api);
    let divided = roots.iter().find_map(|id| {
        let resource = api.resource(*id)?;
        let is_divided = resource.feature == Some(Feature::Divided);
        let child = resource.children.first().filter(|_| is_divided)?;
        Some((names.features.name(*id)?, names.features.name(*child)?))
    });
    let mut text = "Each resource is a feature, and all of them are on by default. A build with `default-features = false` and \
         the features of the resources that are used takes a fraction of the time; `all` stands for every one: "
        .to_owned();
    text.push_str(&code(&listed(&roots, names)));
    text.push('.');
    if let Some((whole, part)) = divided {
        let _ = write!(
            text,
            " The large ones are divided: `{part}` is a part of `{whole}`; the manifest lists all."
        );
    }
    prose::paragraph(&text)
}

/// These features as a sentence lists them.
pub fn listed_prose(ids: &[ResourceId], names: &Names) -> String {
    code(&listed(ids, names))
}

fn code(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| prose::code(name)).collect();
    names.join(", ")
}

/// What the documentation of a handle says of its feature.
pub fn note(id: ResourceId, names: &Names) -> Option<Vec<String>> {
    let name = names.features.name(id)?;
    Some(prose::paragraph(&format!(
        "With the feature {}.",
        prose::code(name)
    )))
}
