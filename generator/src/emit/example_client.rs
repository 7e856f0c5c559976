//! How an example makes its client: from the environment where that can hold all that the call needs, or else by hand.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust::ident;
use crate::ir::{Api, ClientParameter, Operation};
use crate::names::Names;

/// The statement that makes the client.
pub fn client(operation: &Operation, api: &Api, names: &Names) -> TokenStream {
    let has_address = api.base_url.contains("://") && !api.base_url.contains('{');
    let is_used = |parameter: &ClientParameter| {
        let mut known = operation.parameters.iter();
        known.any(|known| known.client && known.name == parameter.name)
    };
    let parameters = api.client_parameters.iter().enumerate();
    let parameters = parameters.filter(|(_, parameter)| is_used(parameter));
    let is_told = |index: &usize| {
        let parts = api
            .credentials
            .get(*index)
            .map(|known| known.parts.as_slice());
        let mut parts = parts.unwrap_or_default().iter();
        parts.all(|part| part.environment.is_some())
    };
    let access = &operation.access;
    let needs_none = access.is_open || access.is_optional || access.credentials.is_empty();
    let is_enough = (has_address || api.base_url_environment.is_some())
        && (needs_none || access.credentials.iter().any(is_told))
        && parameters
            .clone()
            .all(|(_, parameter)| parameter.environment.is_some());
    if is_enough {
        return quote!(let client = Client::from_env()?;);
    }
    let address = (!has_address).then(|| quote!(.base_url("https://api.example.com")));
    let credential = access.credentials.first().filter(|_| !needs_none);
    let credential = credential.map(|index| credential_setter(*index, names));
    let parameters = parameters.map(|(index, parameter)| {
        let name = ident(names.client_parameter(index));
        let value = parameter.example.as_ref().unwrap_or(&parameter.name);
        quote!(.#name(#value))
    });
    quote!(let client = Client::builder() #address #credential #(#parameters)* .build()?;)
}

/// The call that sets a credential, each of whose values is its own name.
pub fn credential_setter(index: usize, names: &Names) -> TokenStream {
    let own = names.credential(index);
    let name = ident(&own.setter);
    let values = own
        .arguments
        .iter()
        .map(|name| name.trim_start_matches("r#"));
    quote!(.#name(#(#values),*))
}
