//! The mock server: a description of the API as data, and what makes a client of it.

mod description;
mod schema;

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitted;
use super::example_client::credential_setter;
use super::file::File;
use super::rust::ident;
use crate::extension::Extensions;
use crate::ir::Api;
use crate::names::Names;

/// Emits the mock server, if there is to be one.
pub fn emit(api: &Api, names: &Names, extensions: &Extensions, out: &mut Emitted) {
    if !api.has_mock {
        return;
    }
    out.text("src/mock/api.json", description::description(api, names));
    out.rust("src/mock/mod.rs", module(api, names, extensions));
}

fn module(api: &Api, names: &Names, extensions: &Extensions) -> File {
    let mut file =
        File::new("A server of the API for tests, in memory or on a socket of this machine.");
    file.push(quote! {
        use crate::parts::mock::Description;
        use crate::{Client, ClientBuilder, Error, Mode};
        pub use crate::parts::mock::{Call, Mock, MockServer, Place, Recorded, Refusal, Reply, ScriptError, State};
    });
    file.push(quote!(
        static API: Description = Description::new(include_str!("api.json"));
    ));
    let has_state = extensions
        .modules
        .iter()
        .any(|(name, _)| name == "mock_state");
    let state = if has_state {
        quote!(crate::extensions::mock_state::MockState::default())
    } else {
        quote!(crate::parts::mock::state::Stateless)
    };
    file.push(quote! {
        impl Mock {
            /// The API as it is for somebody who comes to it first.
            #[must_use]
            pub fn new() -> Self {
                Self::with(#state)
            }

            /// The API as a state of your own makes it: what that does not answer is answered with samples.
            #[must_use]
            pub fn with(state: impl State) -> Self {
                Self::of(&API, Box::new(state))
            }
        }
    });
    file.push(quote! {
        impl Default for Mock {
            fn default() -> Self {
                Self::new()
            }
        }
    });
    file.push(setters(api, names));
    file.extend(clients());
    file
}

/// What sets on a builder what every call takes.
fn setters(api: &Api, names: &Names) -> TokenStream {
    let mut groups = Vec::new();
    let credentials = api.credentials.iter().enumerate();
    let credentials = credentials.filter(|(_, credential)| {
        let is_first = !groups.contains(&credential.group);
        groups.push(credential.group);
        is_first
    });
    let credentials = credentials.map(|(index, _)| credential_setter(index, names));
    let parameters = api.client_parameters.iter().enumerate();
    let parameters = parameters.map(|(index, parameter)| {
        let name = ident(names.client_parameter(index));
        let value = parameter.example.as_ref().unwrap_or(&parameter.name);
        quote!(.#name(#value))
    });
    let setters: TokenStream = credentials.chain(parameters).collect();
    quote! {
        /// Gives a client all that calls need, with values that the mock takes.
        fn ready<M: Mode>(builder: ClientBuilder<M>) -> ClientBuilder<M> {
            builder #setters
        }
    }
}

/// What gives clients, from memory or over a socket.
fn clients() -> Vec<TokenStream> {
    let of = |who: &TokenStream, transport: &TokenStream, way: &str| {
        let builder =
            format!(" Sets up a client that is answered {way}, with values that every call takes.");
        let client = format!(" A client that is answered {way}.");
        let blocking_client = format!(" A blocking client that is answered {way}.");
        quote! {
            impl #who {
                #[doc = #builder]
                pub fn builder(&self) -> ClientBuilder {
                    ready(Client::builder()) #transport
                }

                #[doc = #client]
                ///
                /// # Errors
                ///
                /// [`ErrorKind::Config`](crate::ErrorKind::Config) where the build has no client of this kind.
                pub fn client(&self) -> Result<Client, Error> {
                    self.builder().build()
                }

                /// The same for a blocking client.
                #[cfg(feature = "blocking")]
                pub fn blocking_builder(&self) -> ClientBuilder<crate::Blocking> {
                    ready(crate::blocking::Client::builder()) #transport
                }

                #[doc = #blocking_client]
                ///
                /// # Errors
                ///
                /// Those of [`client`](Self::client).
                #[cfg(feature = "blocking")]
                pub fn blocking_client(&self) -> Result<crate::blocking::Client, Error> {
                    self.blocking_builder().build()
                }
            }
        }
    };
    let memory = quote!(.base_url("http://localhost").transport(self.clone()));
    vec![
        of(&quote!(Mock), &memory, "from memory"),
        of(
            &quote!(MockServer),
            &quote!(.base_url(self.url())),
            "over a socket",
        ),
    ]
}

/// What declares the module at the root of the crate.
pub fn declaration(api: &Api) -> Option<TokenStream> {
    api.has_mock.then_some(quote! {
        #[cfg(feature = "mock")]
        pub mod mock;
    })
}

/// The feature that brings it.
pub fn manifest(api: &Api) -> String {
    if !api.has_mock {
        return String::new();
    }
    let dependencies = DEPENDENCIES.iter();
    let dependencies: Vec<String> = dependencies
        .map(|(name, _)| format!("\"dep:{name}\""))
        .collect();
    format!(
        "# A server of the API for tests.\nmock = [{}, \"dep:tokio\", \"tokio/net\", \"tokio/rt\", \"tokio/sync\"]\n",
        dependencies.join(", ")
    )
}

/// What it takes that nothing else does.
pub fn dependencies(api: &Api) -> String {
    if !api.has_mock {
        return String::new();
    }
    let line = |(name, value): &(&str, &str)| format!("{name} = {{ {value}, optional = true }}\n");
    DEPENDENCIES.iter().map(line).collect()
}

/// The crates that the part `mock` of the runtime uses.
const DEPENDENCIES: &[(&str, &str)] = &[
    ("http-body-util", "version = \"0.1.3\""),
    (
        "hyper",
        "version = \"1.6\", features = [\"http1\", \"server\"]",
    ),
    ("hyper-util", "version = \"0.1.12\", features = [\"tokio\"]"),
    ("jsonschema", "version = \"0.61\", default-features = false"),
];

/// The row of the table of features.
pub fn about(api: &Api) -> &'static str {
    if api.has_mock {
        "\n| `mock` | a server of the API for tests: `mock::Mock` |"
    } else {
        ""
    }
}
