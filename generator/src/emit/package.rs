//! The package around the code: the crate root, the runtime, the manifest, the read-me and the licences.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitted;
use super::client::environment;
use super::docs;
use super::example::Example;
use super::feature;
use super::file::File;
use super::mock;
use super::parts;
use super::program;
use super::prose;
use super::reference;
use super::rust::ident;
use crate::extension::Extensions;
use crate::ir::{Api, HttpMethod, OperationId, ResourceId};
use crate::names::Names;
use crate::templates;

/// Emits everything that is not made item by item.
pub fn emit(api: &Api, names: &Names, extensions: &Extensions, out: &mut Emitted) {
    out.rust("src/lib.rs", root(api, names, extensions));
    self::extensions(extensions, out);
    for (path, text) in templates::RUNTIME {
        out.text(&format!("src/runtime/{path}"), (*text).to_owned());
    }
    for (path, text) in templates::LICENCES {
        out.text(path, (*text).to_owned());
    }
    out.text("Cargo.toml", fill(templates::MANIFEST, api, names));
    for (path, text) in templates::CRATE {
        out.text(path, fill(text, api, names));
    }
}

/// The lowest version of `http` that knows all methods.
fn http(api: &Api) -> &'static str {
    let mut methods = api.operations.iter().map(|operation| operation.method);
    if methods.any(|method| method == HttpMethod::Query) {
        "1.5"
    } else {
        "1.1"
    }
}

/// What a template may ask for, in braces: `{{package}}`.
fn fill(template: &str, api: &Api, names: &Names) -> String {
    let package = &api.package;
    let values = [
        ("package", package.name.clone()),
        ("library", package.library()),
        ("version", package.version.clone()),
        ("description", toml_text(&package.description)),
        ("title", prose::one_line(&api.title)),
        ("document", package.source.clone()),
        ("environment", environment(api).join("\n")),
        ("default_features", feature::default(api).to_owned()),
        ("resource_features", feature::manifest(api, names)),
        ("http", http(api).to_owned()),
        ("program", program::target(api)),
        ("program_feature", program::manifest(api)),
        ("program_dependencies", program::dependencies(api)),
        ("mock_feature", mock::manifest(api)),
        ("mock_dependencies", mock::dependencies(api)),
        ("about_program", program::about(api)),
        ("about_mock", mock::about(api).to_owned()),
        ("program_use", program::read_me(api)),
        ("about_features", about_features(api, names)),
        ("about_reference", reference::read_me(api)),
        ("example", program(api, names).join("\n")),
    ];
    values
        .iter()
        .fold(template.to_owned(), |text, (key, value)| {
            text.replace(&format!("{{{{{key}}}}}"), value)
        })
}

/// What the read-me says below the table of features.
fn about_features(api: &Api, names: &Names) -> String {
    let lines = feature::prose(api, names);
    let break_before = if lines.is_empty() { "" } else { "\n\n" };
    break_before.to_owned() + &lines.join("\n")
}

/// Text between the quotes of a TOML string.
fn toml_text(text: &str) -> String {
    prose::one_line(text)
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
}

/// The call that the documentation shows first.
fn shown(api: &Api) -> OperationId {
    let shown = api
        .operations
        .iter()
        .position(|operation| api.package.example.is_some() && operation.id == api.package.example);
    OperationId(shown.unwrap_or(0))
}

/// The example that stands first in the documentation.
fn example(api: &Api, names: &Names) -> Vec<String> {
    Example::new(api, names).conditional(shown(api))
}

/// The same for the read-me.
fn program(api: &Api, names: &Names) -> Vec<String> {
    Example::new(api, names).for_page().call(shown(api))
}

/// The modules that were written by hand for this API.
fn extensions(extensions: &Extensions, out: &mut Emitted) {
    if extensions.modules.is_empty() {
        return;
    }
    let mut file =
        File::new("What was written by hand for this API, beside the calls of its document.");
    for (name, text) in &extensions.modules {
        out.text(&format!("src/extensions/{name}.rs"), text.clone());
        let name = ident(name);
        file.push(quote!(pub mod #name;));
    }
    out.rust("src/extensions/mod.rs", file);
}

/// The first page of the documentation.
fn front_page(api: &Api, names: &Names, extensions: &Extensions) -> Vec<String> {
    let mut lines = prose::paragraph(&format!(
        "{}.",
        prose::one_line(&api.package.description).trim_end_matches('.')
    ));
    let mut section = |title: &str, block: Vec<String>| {
        if !block.is_empty() {
            lines.extend([String::new(), format!("# {title}"), String::new()]);
            lines.extend(block);
        }
    };
    section("Example", example(api, names));
    section("Environment", {
        let mut block = prose::paragraph("[`Client::from_env`] reads:");
        block.push(String::new());
        block.extend(environment(api));
        block
    });
    section("More", more(api, extensions));
    let mut all = features(api);
    docs::section(&mut all, feature::prose(api, names));
    section("Features", all);
    section(
        "The API",
        api.docs
            .description
            .as_deref()
            .map(prose::lines)
            .unwrap_or_default(),
    );
    lines
}

/// What users see of the parts, at the root of the crate.
const PUBLIC: &[(&str, &[&str])] = &[
    ("download", &["Download"]),
    ("events", &["Event", "Events"]),
    ("header", &["Header"]),
    ("lines", &["Lines"]),
    ("oauth", &["ClientCredentials"]),
    ("upload", &["Upload"]),
];

/// What stands at the root because some part of the API needs it.
pub fn root_items(api: &Api) -> Vec<&'static str> {
    let needed = parts::needed(api);
    let public = PUBLIC.iter().filter(|(part, _)| needed.contains(part));
    let mut items: Vec<&str> = public
        .flat_map(|(_, items)| items.iter().copied())
        .collect();
    items.extend(has_forms(api).then_some("Request"));
    items
}

/// Whether the answer of some call comes in several forms.
fn has_forms(api: &Api) -> bool {
    api.operations
        .iter()
        .any(|operation| !operation.alternatives.is_empty())
}

/// What the crate is held to, and what of it is the document's to say.
fn lints() -> TokenStream {
    quote! {
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![allow(
            clippy::doc_lazy_continuation,
            clippy::doc_overindented_list_items,
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::option_option,
            clippy::redundant_field_names,
            clippy::self_named_constructors,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            confusable_idents,
            deprecated,
            mixed_script_confusables,
            uncommon_codepoints,
            reason = "names, prose and the number of parameters are the document's"
        )]
    }
}

/// What the compiler asks for where types hold each other in long rows: a map of a type takes it sixteen steps.
fn recursion_limit(api: &Api) -> Option<TokenStream> {
    let limit = (api.nesting * 16).to_string();
    (api.nesting > 8).then(|| quote!(#![recursion_limit = #limit]))
}

/// What sends requests, and what it is made of.
fn transport() -> TokenStream {
    quote! {
        #[doc = include_str!("guide/transport.md")]
        pub mod transport {
            #[cfg(feature = "blocking")]
            pub use crate::runtime::{BlockingTransport, BodyReader, UreqTransport};
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            pub use crate::runtime::ReqwestTransport;
            #[cfg(feature = "tower")]
            pub use crate::runtime::TowerTransport;
            pub use crate::runtime::{Body, BoxFuture, Transport, TransportError, TransportPhase};
        }
    }
}

fn root(api: &Api, names: &Names, extensions: &Extensions) -> File {
    let mut file = File::new(front_page(api, names, extensions).join("\n"));
    file.modules(lints());
    file.modules(recursion_limit(api).unwrap_or_default());
    let has_extensions = !extensions.modules.is_empty();
    let extensions = has_extensions.then_some(quote!(
        pub mod extensions;
    ));
    let needed = parts::needed(api);
    let public = PUBLIC.iter().filter(|(part, _)| needed.contains(part));
    let public = public.map(|(part, items)| {
        let (part, items) = (ident(part), items.iter().map(|item| ident(item)));
        quote!(pub use parts::#part::{#(#items),*};)
    });
    let request = has_forms(api).then(|| {
        quote!(
            pub use runtime::Request;
        )
    });
    let parts = (!needed.is_empty()).then(|| {
        quote! {
            #[allow(dead_code, reason = "a part is copied as a whole")]
            mod parts;
        }
    });
    let has_server = api.has_choice_of_servers();
    let server = has_server.then_some(quote!(
        pub mod server;
    ));
    let has_webhooks = !api.webhooks.is_empty();
    let condition = feature::of_resource(ResourceId::WEBHOOKS, api, names);
    let webhooks = has_webhooks.then_some(quote!(#condition pub mod webhooks;));
    let cli = program::declaration(api);
    let mock = mock::declaration(api);
    file.push(quote! {
        mod api;
        #cli
        mod client;
        #extensions
        pub mod guide;
        #mock
        #parts
        pub mod resources;
        #server
        #[allow(dead_code, unused_imports, reason = "every client has the whole runtime, and needs a part of it")]
        mod runtime;
        pub mod types;
        #webhooks
        #[cfg(feature = "blocking")]
        pub mod blocking;
    });
    file.push(quote! {
        pub use client::Client;
        #[cfg(feature = "blocking")]
        pub use runtime::Blocking;
        pub use runtime::{
            ApiMessage, Async, Base64, ClientBuilder, Error, ErrorBody, ErrorKind, Items, MessageSource, Mode, Page, PageInfo, Pages, Raw, Response,
            ResponseFuture, Sensitive, Timestamp, UnknownFields,
        };
        #request
        #(#public)*
    });
    file.push(transport());
    file.push(read_me(api, names));
    file.push(reference::tested(api));
    file
}

/// The read-me as a test: the example in it makes a call.
fn read_me(api: &Api, names: &Names) -> TokenStream {
    let shown = feature::of_call(shown(api), api, names);
    let condition = shown.map_or_else(|| quote!(doctest), |shown| quote!(all(doctest, #shown)));
    quote! {
        #[cfg(#condition)]
        #[doc = include_str!("../README.md")]
        struct ReadMe;
    }
}

fn more(api: &Api, extensions: &Extensions) -> Vec<String> {
    let mut items = vec![
        "[`guide`]: chapters on errors, retries, secrets, testing and more",
        "[`transport`]: how requests are sent, and how to send them in another way",
    ];
    if !api.webhooks.is_empty() {
        // A build can do without the module of a large API, and a link may not.
        items.push(if api.is_divided() {
            "`webhooks`: what the API sends of its own accord, for those who receive it"
        } else {
            "[`webhooks`]: what the API sends of its own accord, for those who receive it"
        });
    }
    if !extensions.modules.is_empty() {
        items.push("[`extensions`]: what was written by hand for this API, beside the calls of its document");
    }
    items.iter().flat_map(|text| prose::item(text)).collect()
}

fn features(api: &Api) -> Vec<String> {
    let cli = api.program.as_ref().map(
        |_| "`cli`: a program with a command for every operation, as the chapter `command_line` of the guide tells",
    );
    let mock = api.has_mock.then_some("`mock`: a server of the API for tests, in memory or on a socket, as the chapter `mocking` of the guide tells");
    [
        "`rustls` (default): the async client over `reqwest`, with TLS by `rustls`",
        "`native-tls`: TLS by the system's library",
        "`blocking`: the same calls without `async`, over `ureq`; with `default-features = false`, no async runtime is built",
        "`tower`: any `tower::Service` as a transport",
        "`tracing`: a span for every call and an event for every attempt",
    ]
    .into_iter()
    .chain(cli)
    .chain(mock)
    .flat_map(prose::item)
    .collect()
}
