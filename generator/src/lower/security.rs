//! Security: the schemes of the document, and the sets of them that operations ask for.

use openapiv3::{APIKeyLocation, ParameterData, ReferenceOr, SecurityScheme as Scheme};

use super::Lowering;
use crate::diag::Diagnostic;
use crate::ir::{Api, ClientCredentials, Docs, Location, Placement, Requirement, SecurityScheme};
use crate::openapi::{At, LOWERED};

impl Lowering<'_> {
    /// The schemes under `components/securitySchemes`.
    pub fn security_schemes(&self) -> Vec<SecurityScheme> {
        let components = self.document.model.components.as_ref();
        let schemes = components
            .into_iter()
            .flat_map(|components| &components.security_schemes);
        let mut lowered = Vec::new();
        for (name, scheme) in schemes {
            if let ReferenceOr::Item(scheme) = scheme {
                lowered.push(lowered_scheme(name, scheme));
            }
        }
        lowered
    }

    /// The sets of schemes that an operation accepts; what the document does not declare is no set.
    ///
    /// An `Authorization` header among the parameters of an operation without security says the same in other words.
    pub fn requirements(
        &mut self,
        operation: &openapiv3::Operation,
        header: Option<&ParameterData>,
        (api, at): (&mut Api, &At),
    ) -> Vec<Requirement> {
        let stated = operation
            .security
            .as_ref()
            .or(self.document.model.security.as_ref());
        let Some(stated) = stated.filter(|stated| !stated.is_empty()) else {
            return header
                .map(|header| authorization(header, api))
                .unwrap_or_default();
        };
        let mut sets: Vec<Requirement> = Vec::new();
        for stated in stated {
            let mut set = Requirement::default();
            let mut unknown = None;
            for (name, scopes) in stated {
                match api
                    .security_schemes
                    .iter()
                    .find(|known| known.name == *name)
                {
                    // The transport shows its certificate, or does not.
                    Some(scheme) if scheme.placement == Placement::Transport => {}
                    Some(_) => set.schemes.push((name.clone(), scopes.clone())),
                    None => unknown = Some(name),
                }
            }
            match unknown {
                Some(name) => self.diagnostics.push(
                    Diagnostic::warning(
                        "unknown-ref",
                        at.key("security").place(),
                        format!("there is no security scheme `{name}`"),
                    )
                    .help("declare it under components/securitySchemes; the calls are made without it until then"),
                ),
                None => sets.push(set),
            }
        }
        if sets.is_empty() {
            sets.push(Requirement::default());
        }
        sets
    }

    /// Whether a scheme puts its value where a parameter of that name goes.
    pub fn is_credential(&self, location: Location, name: &str) -> bool {
        let components = self.document.model.components.as_ref();
        let mut schemes = components
            .into_iter()
            .flat_map(|components| components.security_schemes.values());
        schemes.any(|scheme| match scheme {
            ReferenceOr::Item(Scheme::APIKey {
                location: APIKeyLocation::Header,
                name: header,
                ..
            }) => location == Location::Header && header.eq_ignore_ascii_case(name),
            ReferenceOr::Item(Scheme::APIKey {
                location: place,
                name: known,
                ..
            }) => {
                known == name
                    && (location == Location::Query && *place == APIKeyLocation::Query
                        || location == Location::Cookie && *place == APIKeyLocation::Cookie)
            }
            _ => false,
        })
    }

    /// Whether there are schemes, and nobody says what takes them.
    pub fn says_nothing(&self) -> bool {
        let model = &self.document.model;
        let items = model.paths.paths.values().filter_map(ReferenceOr::as_item);
        let mut operations = items.flat_map(openapiv3::PathItem::iter);
        model.security.is_none() && !operations.any(|(_, operation)| operation.security.is_some())
    }
}

/// What an `Authorization` header among the parameters comes to: a scheme that puts the whole value there.
fn authorization(header: &ParameterData, api: &mut Api) -> Vec<Requirement> {
    const NAME: &str = "authorization";
    if api.security_schemes.iter().all(|known| known.name != NAME) {
        api.security_schemes.push(SecurityScheme {
            name: NAME.to_owned(),
            placement: Placement::Header("Authorization".to_owned()),
            client_credentials: None,
            docs: Docs {
                description: header.description.clone(),
                ..Docs::default()
            },
        });
    }
    let taken = Requirement {
        schemes: vec![(NAME.to_owned(), Vec::new())],
    };
    if header.required {
        vec![taken]
    } else {
        vec![Requirement::default(), taken]
    }
}

fn lowered_scheme(name: &str, scheme: &Scheme) -> SecurityScheme {
    let mut client_credentials = None;
    let (placement, description) = match scheme {
        Scheme::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let placement = match location {
                APIKeyLocation::Query => Placement::Query(name.clone()),
                APIKeyLocation::Header => Placement::Header(name.clone()),
                APIKeyLocation::Cookie => Placement::Cookie(name.clone()),
            };
            (placement, description)
        }
        Scheme::HTTP {
            description,
            extensions,
            ..
        } if extensions.contains_key(LOWERED) => (Placement::Transport, description),
        Scheme::HTTP {
            scheme,
            description,
            ..
        } => {
            let placement = match scheme.to_ascii_lowercase().as_str() {
                "bearer" => Placement::Bearer,
                "basic" => Placement::Username,
                _ => Placement::Scheme(scheme.clone()),
            };
            (placement, description)
        }
        Scheme::OAuth2 {
            flows, description, ..
        } => {
            let flow = flows.client_credentials.as_ref();
            client_credentials = flow.map(|flow| ClientCredentials {
                token_url: flow.token_url.clone(),
                scopes: flow.scopes.clone().into_iter().collect(),
            });
            (Placement::Bearer, description)
        }
        Scheme::OpenIDConnect { description, .. } => (Placement::Bearer, description),
    };
    SecurityScheme {
        name: name.to_owned(),
        placement,
        client_credentials,
        docs: Docs {
            description: description.clone(),
            ..Docs::default()
        },
    }
}
