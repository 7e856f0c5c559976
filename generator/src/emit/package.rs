//! The package around the code: the crate root, the runtime, the manifest, the read-me and the licences.

use quote::quote;

use super::Emitted;
use super::client::environment;
use super::example::Example;
use super::file::File;
use super::prose;
use crate::ir::{Api, OperationId};
use crate::names::Names;
use crate::templates;

/// Emits everything that is not made item by item.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    out.rust("src/lib.rs", root(api, names));
    for (path, text) in templates::RUNTIME {
        out.text(&format!("src/runtime/{path}"), (*text).to_owned());
    }
    for (path, text) in templates::LICENCES {
        out.text(path, (*text).to_owned());
    }
    for (path, text) in templates::CRATE {
        out.text(path, fill(text, api, names));
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
        ("example", example(api, names).join("\n")),
    ];
    values
        .iter()
        .fold(template.to_owned(), |text, (key, value)| {
            text.replace(&format!("{{{{{key}}}}}"), value)
        })
}

/// Text between the quotes of a TOML string.
fn toml_text(text: &str) -> String {
    prose::one_line(text)
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
}

/// The example that stands first in the documentation.
fn example(api: &Api, names: &Names) -> Vec<String> {
    let shown = api
        .operations
        .iter()
        .position(|operation| api.package.example.is_some() && operation.id == api.package.example);
    if api.operations.is_empty() {
        Vec::new()
    } else {
        Example::new(api, names).call(OperationId(shown.unwrap_or(0)))
    }
}

fn root(api: &Api, names: &Names) -> File {
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
    section("Features", features());
    section(
        "The API",
        api.docs
            .description
            .as_deref()
            .map(prose::lines)
            .unwrap_or_default(),
    );
    let mut file = File::new(lines.join("\n"));
    file.import(quote! {
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![allow(
            clippy::doc_lazy_continuation,
            clippy::doc_overindented_list_items,
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::redundant_field_names,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            deprecated,
            reason = "names, prose and the number of parameters are the document's"
        )]
    });
    file.push(quote! {
        mod api;
        mod client;
        pub mod resources;
        #[allow(dead_code, unused_imports, reason = "every client has the whole runtime, and needs a part of it")]
        mod runtime;
        pub mod types;
        #[cfg(feature = "blocking")]
        pub mod blocking;
    });
    file.push(quote! {
        pub use client::Client;
        #[cfg(feature = "blocking")]
        pub use runtime::Blocking;
        pub use runtime::{
            ApiMessage, Async, Base64, ClientBuilder, Error, ErrorKind, Items, MessageSource, Mode, Page, PageInfo, Pages, Response,
            ResponseFuture, Sensitive, Timestamp, UnknownFields,
        };
    });
    file.push(quote! {
        #[doc = " What sends a request and brings the answer: the traits to implement for a transport of your own."]
        pub mod transport {
            #[cfg(feature = "blocking")]
            pub use crate::runtime::{BlockingTransport, UreqTransport};
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            pub use crate::runtime::ReqwestTransport;
            pub use crate::runtime::{Body, BoxFuture, Transport, TransportError, TransportPhase};
        }
    });
    file
}

fn features() -> Vec<String> {
    [
        "`rustls` (default): the async client over `reqwest`, with TLS by `rustls`",
        "`native-tls`: TLS by the system's library",
        "`blocking`: the same calls without `async`, over `ureq`; with `default-features = false`, no async runtime is built",
        "`tracing`: a span for every call and an event for every attempt",
    ]
    .iter()
    .flat_map(|text| prose::item(text))
    .collect()
}
