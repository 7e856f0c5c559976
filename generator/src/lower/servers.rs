//! Servers: where the calls go, what a client can choose, and where single calls go instead.

use openapiv3::Server as Source;

use super::Lowering;
use super::parameters::placeholders;
use crate::diag::Diagnostic;
use crate::ir::{
    Api, Docs, Enumeration, EnumerationBase, Location, Origin, Parameter, Server, ServerVariable,
    Slot, Style, TypeDef, TypeKind, TypeRef, Usage, Value, Variant,
};
use crate::openapi::{At, LOWERED};

/// More words than this are a description and no name.
const MOST_WORDS: usize = 3;

/// So many servers are compared with each other to find names for them; of more, each is called by its number.
const MOST_COMPARED: usize = 200;

impl Lowering<'_> {
    /// The servers of the document, as a client can choose among them.
    pub fn servers(&mut self, api: &mut Api) {
        let document = self.document;
        let sources = &document.model.servers;
        let hosts: Vec<Vec<&str>> = sources.iter().map(|server| labels(&server.url)).collect();
        for (index, source) in sources.iter().enumerate() {
            let at = self.at().key("servers").index(index);
            let description = source.description.as_deref().unwrap_or_default();
            let is_shared = |other: &Source| other.description == source.description;
            let alike: Vec<usize> = (0..sources.len().min(MOST_COMPARED))
                .filter(|other| sources.get(*other).is_some_and(is_shared))
                .collect();
            let mut choices = Vec::new();
            if let Some(name) = source
                .extensions
                .get(LOWERED)
                .and_then(|words| words.get("name")?.as_str())
            {
                choices.push(name.to_owned());
            }
            let words = description.trim_end_matches('.');
            let is_name = !words.is_empty() && words.split_whitespace().count() <= MOST_WORDS;
            if is_name && alike.len() == 1 {
                choices.push(words.to_owned());
            }
            if sources.len() <= MOST_COMPARED {
                let all: Vec<usize> = (0..sources.len()).collect();
                let others = if alike.len() > 1 { &alike } else { &all };
                choices.extend(distinct(index, others, &hosts));
            }
            choices.push(format!("server {}", index + 1));
            let variables = self.variables(source, &at);
            api.servers.push(Server {
                names: choices,
                url: source.url.trim().to_owned(),
                docs: Docs {
                    description: source.description.clone(),
                    ..Docs::default()
                },
                variables,
            });
        }
        if let Some(configured) = &self.config.client.base_url {
            api.base_url.clone_from(configured);
        } else if let Some(first) = api.servers.first() {
            api.base_url = first.usual_url();
        }
    }

    /// The variables in the address of a server; what nobody declares has no usual value.
    fn variables(&mut self, source: &Source, at: &At) -> Vec<ServerVariable> {
        let mut variables = Vec::new();
        for name in placeholders(&source.url) {
            let declared = source.variables.as_ref().and_then(|all| all.get(name));
            let values = declared.map(|variable| variable.enumeration.as_slice());
            let ty = match values {
                Some(values @ [_, ..]) => {
                    let at = at.key("variables").key(name);
                    self.known_values(name, values, at.origin())
                }
                _ => TypeRef::Text,
            };
            variables.push(ServerVariable {
                name: name.to_owned(),
                usual: declared.map(|variable| variable.default.clone()),
                ty,
                docs: Docs {
                    description: declared.and_then(|variable| variable.description.clone()),
                    ..Docs::default()
                },
            });
        }
        variables
    }

    /// A type with these values, made once for all servers that have the same variable.
    fn known_values(&mut self, name: &str, values: &[String], origin: Origin) -> TypeRef {
        let values = values.iter().map(|value| Variant {
            name: None,
            docs: Docs::default(),
            value: Value::from(value.as_str()),
        });
        let enumeration = Enumeration {
            base: EnumerationBase::Text,
            values: values.collect(),
            is_open: false,
        };
        let words = ["server".to_owned(), name.to_owned()];
        let same = |known: &TypeDef| {
            known.name == words
                && matches!(&known.kind, TypeKind::Enumeration(other) if other.values.iter().map(|value| &value.value)
                    .eq(enumeration.values.iter().map(|value| &value.value)))
        };
        if let Some(index) = self.types.iter().position(same) {
            return TypeRef::Named(crate::ir::TypeId(index));
        }
        TypeRef::Named(self.define(TypeDef {
            name: words.to_vec(),
            origin,
            docs: Docs::default(),
            deprecated: false,
            features: Vec::new(),
            example: None,
            kind: TypeKind::Enumeration(enumeration),
            usage: Usage {
                request: true,
                response: false,
            },
        }))
    }

    /// Where an operation goes instead of the client's server, and the variables in that address as parameters of it.
    pub fn own_server(&mut self, sources: &[Source], at: &At) -> (Option<String>, Vec<Parameter>) {
        let Some(first) = sources.first() else {
            return (None, Vec::new());
        };
        let main = &self.document.model.servers;
        let bare = |server: &Source| server.url.trim().trim_end_matches('/').to_owned();
        if main.first().is_some_and(|main| bare(main) == bare(first)) {
            return (None, Vec::new());
        }
        let addresses: Vec<String> = sources.iter().map(|source| source.url.clone()).collect();
        if addresses.len() > 1 && addresses.iter().all(|address| !address.contains('{')) {
            let ty = self.known_values("address", &addresses, at.index(0).origin());
            let docs = Docs {
                description: Some("Which of its servers the call goes to.".to_owned()),
                ..Docs::default()
            };
            let parameter = parameter("server", Some(&first.url), ty, docs);
            return (Some("{server}".to_owned()), vec![parameter]);
        }
        if addresses.len() > 1 {
            let message = "the call goes to the first of its servers";
            self.diagnostics.push(
                Diagnostic::warning("approximated", at.key_place(), message)
                    .help("with a base URL of its own, a client reaches the others"),
            );
        }
        let variables = self.variables(first, &at.index(0));
        let parameters = variables.into_iter().map(|variable| {
            parameter(
                &variable.name,
                variable.usual.as_deref(),
                variable.ty,
                variable.docs,
            )
        });
        (Some(first.url.trim().to_owned()), parameters.collect())
    }
}

fn parameter(name: &str, usual: Option<&str>, ty: TypeRef, docs: Docs) -> Parameter {
    Parameter {
        name: name.to_owned(),
        location: Location::Server,
        style: Style::Simple,
        explode: false,
        is_whole: false,
        reserved: false,
        allows_empty: false,
        required: usual.is_none(),
        client: false,
        slot: Slot {
            docs,
            default: usual.map(Value::from),
            ..Slot::of(ty)
        },
    }
}

/// The labels of the host of an address, and the segments of its path.
fn labels(url: &str) -> Vec<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['.', '/'])
        .filter(|label| !label.is_empty())
        .collect()
}

/// What of an address the others do not have alike, from the left and from the right.
fn distinct(index: usize, alike: &[usize], hosts: &[Vec<&str>]) -> Option<String> {
    let own = hosts.get(index)?;
    let others = || {
        let others = alike.iter().filter(|other| **other != index);
        others.filter_map(|other| hosts.get(*other))
    };
    others().next()?;
    let first = (0..own.len()).find(|at| others().any(|other| other.get(*at) != own.get(*at)))?;
    let end = |labels: &Vec<&str>, at: usize| labels.len().checked_sub(at + 1);
    let last = (0..own.len()).find(|at| {
        let mine = end(own, *at).and_then(|at| own.get(at).copied());
        others().any(|other| end(other, *at).and_then(|at| other.get(at).copied()) != mine)
    })?;
    let words = own.get(first..own.len().saturating_sub(last))?;
    (!words.is_empty()).then(|| words.join(" "))
}
