//! Security: the schemes of the document, and the credentials that a client is made with.

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityScheme as Scheme};

use super::Lowering;
use crate::diag::Diagnostic;
use crate::ir::{Credential, CredentialPart, Docs, Placement, SecurityScheme};

impl Lowering<'_> {
    /// The schemes under `components/securitySchemes`.
    pub fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let components = self.document.model.components.as_ref();
        let schemes = components
            .into_iter()
            .flat_map(|components| &components.security_schemes);
        let mut lowered = Vec::new();
        for (name, scheme) in schemes {
            let ReferenceOr::Item(scheme) = scheme else {
                continue;
            };
            let (placement, description) = placement(scheme);
            let docs = Docs {
                description: description.clone(),
                ..Docs::default()
            };
            lowered.push(SecurityScheme {
                name: name.clone(),
                placement,
                docs,
            });
        }
        lowered
    }

    /// The credentials of the configuration; without any, each scheme is one.
    pub fn credentials(&mut self) -> Vec<Credential> {
        let schemes = self.security_schemes();
        let find = |name: &str| {
            schemes
                .iter()
                .find(|scheme| scheme.name == name)
                .and_then(|scheme| scheme.placement.clone())
        };
        let configured = &self.config.client.credentials;
        if configured.is_empty() {
            let all = schemes
                .iter()
                .filter_map(|scheme| Some((scheme.name.clone(), scheme.placement.clone()?)));
            return all
                .map(|(name, placement)| Credential {
                    name: name.clone(),
                    parts: vec![part(name, placement)],
                })
                .collect();
        }
        let mut credentials = Vec::new();
        for (name, entry) in configured {
            let mut parts = Vec::new();
            for configured in &entry.value {
                let scheme = configured.scheme.value.clone();
                let Some(placement) = find(&scheme) else {
                    continue;
                };
                configured.scheme.take();
                let mut part = part(scheme, placement);
                part.environment.clone_from(&configured.environment);
                if let Some(argument) = &configured.argument {
                    part.argument.clone_from(argument);
                }
                parts.push(part);
            }
            if parts.is_empty() {
                self.diagnostics.push(
                    Diagnostic::error(
                        "empty-credential",
                        entry.at().key_place(),
                        format!("`{name}` sends nothing"),
                    )
                    .help("list at least one security scheme of the document under it"),
                );
            }
            credentials.push(Credential {
                name: name.clone(),
                parts,
            });
        }
        credentials
    }

    /// The sets of schemes that an operation accepts.
    pub fn security(&self, operation: &openapiv3::Operation) -> Vec<Vec<String>> {
        let requirements = operation
            .security
            .as_ref()
            .or(self.document.model.security.as_ref());
        requirements
            .into_iter()
            .flatten()
            .map(|requirement| requirement.keys().cloned().collect())
            .collect()
    }
}

fn part(scheme: String, placement: Placement) -> CredentialPart {
    CredentialPart {
        argument: scheme.clone(),
        scheme,
        placement,
        environment: None,
    }
}

fn placement(scheme: &Scheme) -> (Option<Placement>, &Option<String>) {
    match scheme {
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
            (Some(placement), description)
        }
        Scheme::HTTP {
            scheme,
            description,
            ..
        } => {
            let placement = match scheme.to_ascii_lowercase().as_str() {
                "bearer" => Some(Placement::Bearer),
                "basic" => Some(Placement::Basic),
                _ => None,
            };
            (placement, description)
        }
        Scheme::OAuth2 { description, .. } | Scheme::OpenIDConnect { description, .. } => {
            (Some(Placement::Bearer), description)
        }
    }
}
