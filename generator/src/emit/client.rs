//! The client, async and blocking, its builder's own methods, and the static that describes the API to the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::File;
use super::resource;
use super::rust::{doc, ident};
use super::{Emitted, docs, prose, server};
use crate::ir::{
    Api, ClientCredentials, ClientParameter, Credential, CredentialPart, Envelope, Placement,
};
use crate::names::{CredentialNames, Names};

/// Emits the modules around the client.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    out.rust("src/api.rs", description(api, names));
    out.rust("src/client.rs", asynchronous(api, names));
    out.rust("src/blocking.rs", blocking(api, names));
}

fn asynchronous(api: &Api, names: &Names) -> File {
    let mut file = File::new("The client, and how it is made.");
    let mut items = vec![
        structure(api, &quote!(Async)),
        inherent(api, names, &quote!(Async), &quote!(ClientBuilder)),
    ];
    items.push(quote! {
        impl ClientBuilder<Async> {
            #[doc = " Makes the client."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " [`ErrorKind::Config`](crate::ErrorKind::Config) says what is missing or contradictory. Nothing is sent."]
            pub fn build(self) -> Result<Client, Error> {
                Ok(Client { session: self.session()? })
            }
        }
    });
    items.push(own_setters(api, names));
    file.offer(&[
        ("crate::api", &["API"]),
        (
            "crate::runtime",
            &[
                "Async",
                "ClientBuilder",
                "Error",
                "Mode",
                "Sensitive",
                "Session",
            ],
        ),
    ]);
    file.extend(items);
    file
}

fn blocking(api: &Api, names: &Names) -> File {
    let mut file = File::new("The same calls without `async`.");
    let items = [
        structure(api, &quote!(Blocking)),
        inherent(
            api,
            names,
            &quote!(Blocking),
            &quote!(ClientBuilder<Blocking>),
        ),
        quote! {
            impl ClientBuilder<Blocking> {
                #[doc = " Makes the client."]
                #[doc = ""]
                #[doc = " # Errors"]
                #[doc = ""]
                #[doc = " [`ErrorKind::Config`](crate::ErrorKind::Config) says what is missing or contradictory. Nothing is sent."]
                pub fn build(self) -> Result<Client, Error> {
                    Ok(Client { session: self.session()? })
                }
            }
        },
    ];
    file.offer(&[
        ("crate::api", &["API"]),
        (
            "crate::runtime",
            &["Blocking", "ClientBuilder", "Error", "Session"],
        ),
    ]);
    file.extend(items);
    file
}

fn structure(api: &Api, mode: &TokenStream) -> TokenStream {
    let mut lines = prose::paragraph(&format!("A client of the {}", api.title));
    docs::section(
        &mut lines,
        prose::paragraph("Cheap to clone: clones share connections and settings."),
    );
    let docs = doc(&lines);
    let reason = match (api.operations.is_empty(), api.is_divided()) {
        (true, _) => Some("the document has no calls"),
        (false, true) => Some("a build without the feature of any resource has no calls"),
        (false, false) => None,
    };
    let unused = reason.map(|reason| quote!(#[allow(dead_code, reason = #reason)]));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            #unused
            session: Session<#mode>,
        }
    }
}

fn inherent(api: &Api, names: &Names, mode: &TokenStream, builder: &TokenStream) -> TokenStream {
    let roots = api
        .roots()
        .filter_map(|(id, _)| resource::accessor(id, api, names, Some(mode)));
    let make = if builder.to_string().contains('<') {
        quote!(ClientBuilder::<Blocking>)
    } else {
        quote!(ClientBuilder::<Async>)
    };
    let mut lines = prose::paragraph("A client that is set up from the environment");
    docs::section(&mut lines, environment(api));
    docs::section(&mut lines, vec!["# Errors".to_owned(), String::new()]);
    lines.extend(prose::paragraph(
        "[`ErrorKind::Config`](crate::ErrorKind::Config) names the variables that are missing. Nothing is sent.",
    ));
    let from_env = doc(&lines);
    quote! {
        impl Client {
            #[doc = " Starts a client that is set up by hand. Nothing is read from the environment."]
            pub fn builder() -> #builder {
                #make::new(&API)
            }

            #from_env
            pub fn from_env() -> Result<Self, Error> {
                Self::builder().environment().build()
            }

            #(#roots)*
        }
    }
}

/// The variables that a client reads, an item each.
pub fn environment(api: &Api) -> Vec<String> {
    let mut items = Vec::new();
    for credential in &api.credentials {
        let variables: Vec<String> = credential
            .parts
            .iter()
            .filter_map(|part| part.environment.as_deref())
            .map(prose::code)
            .collect();
        if !variables.is_empty() {
            items.push(format!(
                "{}: {}",
                variables.join(" with "),
                prose::code(&credential.name)
            ));
        }
    }
    for parameter in &api.client_parameters {
        if let Some(variable) = &parameter.environment {
            items.push(format!(
                "{}: {}",
                prose::code(variable),
                prose::code(&parameter.name)
            ));
        }
    }
    if let Some(variable) = &api.base_url_environment {
        let instead = if api.base_url.contains("://") {
            format!(", instead of <{}>", api.base_url)
        } else {
            String::new()
        };
        items.push(format!("{}: the address{instead}", prose::code(variable)));
    }
    items.iter().flat_map(|text| prose::item(text)).collect()
}

fn own_setters(api: &Api, names: &Names) -> TokenStream {
    let credentials = api
        .credentials
        .iter()
        .enumerate()
        .map(|(index, credential)| credential_setter(index, credential, api, names));
    let parameters = api
        .client_parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| parameter_setter(index, parameter, names));
    let fetched = api.credentials.iter().enumerate();
    let fetched = fetched.filter_map(|(index, credential)| {
        let flow = credential.client_credentials.as_ref()?;
        Some(fetched_setter(index, credential, flow, names))
    });
    let credentials = credentials.chain(fetched);
    let server = Some(server::setter(api)).filter(|setter| !setter.is_empty());
    let setters: Vec<TokenStream> = credentials.chain(parameters).chain(server).collect();
    if setters.is_empty() {
        return quote!();
    }
    quote!(impl<M: Mode> ClientBuilder<M> { #(#setters)* })
}

fn credential_setter(
    index: usize,
    credential: &Credential,
    api: &Api,
    names: &Names,
) -> TokenStream {
    let own = names.credential(index);
    let name = ident(&own.setter);
    let arguments: Vec<_> = own.arguments.iter().map(|name| ident(name)).collect();
    let has_others = api
        .credentials
        .iter()
        .any(|other| other.name != credential.name && other.group == credential.group);
    let is_alone = api.credentials.len() == 1;
    let index = Literal::usize_unsuffixed(index);
    let mut lines = prose::paragraph(&format!(
        "Authenticates with the {}",
        words(&credential.name)
    ));
    for part in &credential.parts {
        let scheme = api
            .security_schemes
            .iter()
            .find(|scheme| scheme.name == part.scheme);
        if let Some(scheme) = scheme {
            docs::section(&mut lines, docs::text(&scheme.docs));
        }
    }
    let sentence = match (has_others, is_alone) {
        (true, _) => {
            "Exactly one way to authenticate is sent: asking for a second one that the same calls take is an error of `build`."
        }
        (false, true) => "",
        (false, false) => {
            "Sent with the calls that take it. A client can have others for other calls; where a call takes several of them, the one that the fewest calls take is sent."
        }
    };
    docs::section(&mut lines, prose::paragraph(sentence));
    let docs = doc(&lines);
    quote! {
        #docs
        pub fn #name(self, #(#arguments: impl Into<Sensitive>),*) -> Self {
            self.credential(#index, vec![#(#arguments.into()),*])
        }
    }
}

/// The method that takes what a client fetches a credential with.
fn fetched_setter(
    index: usize,
    credential: &Credential,
    flow: &ClientCredentials,
    names: &Names,
) -> TokenStream {
    let own = names.credential(index);
    let name = ident(&own.client_credentials);
    let index = Literal::usize_unsuffixed(index);
    let mut lines = prose::paragraph(&format!(
        "Fetches the {} itself, in the client's own name, and again before it runs out",
        words(&credential.name)
    ));
    let url = &flow.token_url;
    docs::section(
        &mut lines,
        prose::paragraph(&format!(
            "Tokens come from {} unless the credentials name another address.",
            prose::code(url)
        )),
    );
    let scopes: Vec<String> = flow
        .scopes
        .iter()
        .flat_map(|(scope, meaning)| {
            let text = format!("{}: {}", prose::code(scope), prose::one_line(meaning));
            prose::item(text.trim_end_matches([':', ' ']))
        })
        .collect();
    if !scopes.is_empty() {
        docs::section(&mut lines, vec!["The scopes are:".to_owned()]);
        docs::section(&mut lines, scopes);
    }
    let docs = doc(&lines);
    quote! {
        #docs
        pub fn #name(self, credentials: crate::ClientCredentials) -> Self {
            self.fetch_tokens(#index, credentials, #url)
        }
    }
}

fn parameter_setter(index: usize, parameter: &ClientParameter, names: &Names) -> TokenStream {
    let name = ident(names.client_parameter(index));
    let index = Literal::usize_unsuffixed(index);
    let mut lines = docs::text(&parameter.docs);
    if lines.is_empty() {
        lines = prose::paragraph(&format!(
            "Sets {} for every request",
            prose::code(&parameter.name)
        ));
    }
    docs::section(
        &mut lines,
        prose::paragraph("Sent with every request that does not set its own."),
    );
    let docs = doc(&lines);
    quote! {
        #docs
        pub fn #name(self, #name: impl Into<String>) -> Self {
            self.client_parameter(#index, #name)
        }
    }
}

fn description(api: &Api, names: &Names) -> File {
    let mut file = File::new("What the runtime is told of the API as a whole.");
    let (title, base_url) = (&api.title, &api.base_url);
    let user_agent = format!("{}/{}", api.package.name, api.package.version);
    let environment = api
        .base_url_environment
        .as_ref()
        .map(|variable| quote!(.base_url_environment(#variable)));
    let request_id = api
        .request_id_header
        .as_ref()
        .map(|header| header.to_ascii_lowercase());
    let request_id = request_id.map(|header| quote!(.request_id_header(#header)));
    let parameters = api.client_parameters.iter().map(|parameter| {
        let name = &parameter.name;
        let environment = parameter
            .environment
            .as_ref()
            .map(|variable| quote!(.environment(#variable)));
        quote!(ClientParameter::new(#name) #environment)
    });
    let parameters = (!api.client_parameters.is_empty())
        .then(|| quote!(.client_parameters(&[#(#parameters),*])));
    let credentials = api.credentials.iter().enumerate();
    let credentials = credentials.map(|(index, known)| credential(known, names.credential(index)));
    let credentials =
        (!api.credentials.is_empty()).then(|| quote!(.credentials(&[#(#credentials),*])));
    let is_optional = api
        .operations
        .iter()
        .any(|operation| operation.access.is_open || operation.access.is_optional);
    let optional =
        (is_optional || api.credentials.is_empty()).then(|| quote!(.credentials_optional()));
    let envelope = api.envelope.as_ref().map(
        |Envelope {
             result,
             success,
             errors,
             messages,
             result_info,
         }| {
            quote! {
                .envelope(&Envelope {
                    result: #result,
                    success: #success,
                    errors: #errors,
                    messages: #messages,
                    result_info: #result_info,
                })
            }
        },
    );
    let item = quote! {
        pub(crate) static API: Api = Api::new(#title, #base_url)
            .user_agent(#user_agent) #environment #request_id #parameters #credentials #optional #envelope;
    };
    file.offer(&[(
        "crate::runtime",
        &[
            "Api",
            "ClientParameter",
            "Credential",
            "CredentialPart",
            "Envelope",
        ],
    )]);
    file.push(item);
    file
}

fn credential(credential: &Credential, names: &CredentialNames) -> TokenStream {
    let name = names.setter.trim_start_matches("r#");
    let parts = credential.parts.iter().zip(&names.arguments);
    let parts = parts.map(|(known, name)| part(known, name.trim_start_matches("r#")));
    let group = Literal::usize_unsuffixed(credential.group);
    let group = (credential.group > 0).then(|| quote!(.group(#group)));
    quote!(Credential::new(#name, &[#(#parts),*]) #group)
}

fn part(part: &CredentialPart, name: &str) -> TokenStream {
    let environment = part
        .environment
        .as_ref()
        .map(|variable| quote!(.environment(#variable)));
    let placed = match &part.placement {
        Placement::Bearer => quote!(bearer(#name)),
        Placement::Username => quote!(username(#name)),
        Placement::Password => quote!(password(#name)),
        Placement::Scheme(scheme) => quote!(scheme(#name, #scheme)),
        // Such a part is never made.
        Placement::Transport => return quote!(),
        Placement::Header(header) => {
            let header = header.to_ascii_lowercase();
            quote!(header(#name, #header))
        }
        Placement::Query(parameter) => quote!(query(#name, #parameter)),
        Placement::Cookie(cookie) => quote!(cookie(#name, #cookie)),
    };
    quote!(CredentialPart::#placed #environment)
}

/// `api_token` as a reader says it.
fn words(name: &str) -> String {
    let words: Vec<String> = name
        .split(['_', '-', ' '])
        .map(|word| {
            if word.eq_ignore_ascii_case("api") {
                "API".to_owned()
            } else {
                word.to_owned()
            }
        })
        .collect();
    words.join(" ")
}
