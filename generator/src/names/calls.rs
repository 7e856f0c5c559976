//! Names of the calls: accessors and handles of resources, methods, request builders, arguments and setters.

use heck::{ToPascalCase, ToSnakeCase};

use super::answers;
use super::ident::{constant, pascal, snake};
use super::reserved::{
    BUILDER_METHODS, CHILD_MODULES, CLIENT_BUILDER_METHODS, FILES, HANDLE_METHODS, RESOURCE_ITEMS,
    SERVER_METHODS,
};
use super::scope::{Wish, settle};
use super::{CredentialNames, OperationNames, ResourceNames, ServerNames, taken};
use crate::config::{Config, Entry};
use crate::diag::Diagnostic;
use crate::ir::{Api, Credential, HttpMethod, Location, Operation, Resource, ResourceId};

/// Names every resource: the accessors on one handle, and the modules beside each other, must differ.
pub fn resources(api: &Api) -> Vec<ResourceNames> {
    let mut named: Vec<ResourceNames> = api
        .resources
        .iter()
        .map(|_| ResourceNames::default())
        .collect();
    let roots: Vec<ResourceId> = api.roots().map(|(id, _)| id).collect();
    siblings(api, &roots, FILES, &mut named);
    for resource in &api.resources {
        siblings(api, &resource.children, CHILD_MODULES, &mut named);
    }
    named
}

fn siblings(api: &Api, ids: &[ResourceId], modules: &[&str], named: &mut [ResourceNames]) {
    let wishes: Vec<Wish> = ids.iter().map(|id| accessor(api, *id)).collect();
    let accessors = settle(HANDLE_METHODS, &wishes);
    let wishes: Vec<Wish> = accessors
        .iter()
        .map(|accessor| Wish::of(accessor.clone(), accessor))
        .collect();
    for ((id, accessor), module) in ids.iter().zip(&accessors).zip(settle(modules, &wishes)) {
        let handle = pascal(api.resource(*id).map_or("", |resource| &resource.name));
        if let Some(slot) = named.get_mut(id.0) {
            *slot = ResourceNames {
                handle: settle(RESOURCE_ITEMS, &[Wish::of(handle, "")]).concat(),
                module,
                accessor: accessor.clone(),
            };
        }
    }
}

fn accessor(api: &Api, id: ResourceId) -> Wish {
    let name = api.resource(id).map_or("", |resource| &resource.name);
    Wish::of(snake(name), name)
}

/// Names every operation: methods and accessors share the handle, and builders share its module.
pub fn operations(
    api: &Api,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<OperationNames> {
    let mut named: Vec<OperationNames> = api
        .operations
        .iter()
        .map(|_| OperationNames::default())
        .collect();
    for resource in &api.resources {
        let all: Vec<(usize, &Operation)> = resource
            .operations
            .iter()
            .filter_map(|id| Some((id.0, api.operation(*id)?)))
            .collect();
        let methods = methods(api, config, resource, &all);
        for ((_, operation), method) in all.iter().zip(&methods) {
            let entry = configured(operation, config);
            diagnostics.extend(
                entry
                    .filter(|_| snake(&operation.name) != *method)
                    .map(taken),
            );
        }
        let handle = pascal(&resource.name);
        let items = items(&handle, &methods, &all);
        let constants: Vec<Wish> = methods
            .iter()
            .map(|method| Wish::of(constant(bare(method)), method))
            .collect();
        // An operation is a type as well, by the name of its constant.
        let constants = settle(&["M", &handle], &constants);
        let own = methods.into_iter().zip(items).zip(constants);
        for ((index, operation), ((method, items), constant)) in all.into_iter().zip(own) {
            if let Some(slot) = named.get_mut(index) {
                let mut items = items.into_iter();
                let builder = items.next().unwrap_or_default();
                let error = answers::error(items.next().unwrap_or_default(), operation);
                let forms = std::iter::once(&operation.answer).chain(&operation.alternatives);
                *slot = OperationNames {
                    method,
                    builder,
                    constant,
                    error,
                    answers: items
                        .zip(forms)
                        .map(|(name, form)| answers::answer(name, form))
                        .collect(),
                    headers: answers::headers(operation),
                    ..parameters(operation)
                };
            }
        }
    }
    named
}

/// The items of each operation that share the module of the handle: those that `answers::suffixes` tells.
fn items(handle: &str, methods: &[String], all: &[(usize, &Operation)]) -> Vec<Vec<String>> {
    let wishes: Vec<Vec<Wish>> = methods
        .iter()
        .zip(all)
        .map(|(method, (_, operation))| {
            let start = bare(method).to_pascal_case();
            let suffixes = answers::suffixes(operation).into_iter();
            suffixes
                .map(|suffix| Wish::of(format!("{start}{suffix}"), method))
                .collect()
        })
        .collect();
    let lengths: Vec<usize> = wishes.iter().map(Vec::len).collect();
    let wishes: Vec<Wish> = wishes.into_iter().flatten().collect();
    let mut names = settle(&[handle], &wishes).into_iter();
    lengths
        .into_iter()
        .map(|length| names.by_ref().take(length).collect())
        .collect()
}

/// The entry of the configuration that names a call.
fn configured<'a>(operation: &Operation, config: &'a Config) -> Option<&'a Entry<String>> {
    config.name_of(
        operation.id.as_deref(),
        operation.method.as_str(),
        &operation.path,
    )
}

fn bare(method: &str) -> &str {
    method.trim_start_matches("r#")
}

/// The methods of a handle.
fn methods(
    api: &Api,
    config: &Config,
    resource: &Resource,
    operations: &[(usize, &Operation)],
) -> Vec<String> {
    let children: Vec<Wish> = resource
        .children
        .iter()
        .map(|id| accessor(api, *id))
        .collect();
    let children = settle(HANDLE_METHODS, &children);
    let mut reserved: Vec<&str> = HANDLE_METHODS.to_vec();
    reserved.extend(children.iter().map(String::as_str));
    let wishes: Vec<Wish> = operations
        .iter()
        .map(|(_, operation)| {
            let mut wish = method(operation, resource);
            if configured(operation, config).is_some() {
                wish.rank.0 = 0;
            }
            wish
        })
        .collect();
    settle(&reserved, &wishes)
}

/// Without a clash the name that the path gives. Of two that want one name, an item comes before its collection and
/// then the shorter path; the others are called by what is usual, by their `operationId`, by what they ask for.
fn method(operation: &Operation, resource: &Resource) -> Wish {
    let path = &operation.path;
    let name = operation.name.as_str();
    let mut choices = vec![snake(name)];
    let is_item = operation.is_of_item();
    let usual = match operation.method {
        HttpMethod::Get if !is_item && name == "get" => Some("list"),
        HttpMethod::Delete if !is_item && name == "delete" => Some("delete_all"),
        _ => None,
    };
    choices.extend(usual.map(str::to_owned));
    if let Some(id) = &operation.id {
        let id = id.to_snake_case();
        let prefix = format!("{}_", resource.name.to_snake_case());
        choices.push(snake(id.strip_prefix(&prefix).unwrap_or(&id)));
    }
    let asked: Vec<&str> = operation
        .parameters_in(Location::Path)
        .filter(|(_, parameter)| !parameter.client)
        .map(|(_, parameter)| parameter.name.as_str())
        .collect();
    if !asked.is_empty() {
        choices.push(snake(&format!("{name} by {}", asked.join(" and "))));
    }
    let goes_first = is_item != matches!(operation.method, HttpMethod::Post);
    let steps = u8::try_from(path.split('/').count()).unwrap_or(u8::MAX);
    Wish {
        choices,
        rank: (
            steps.saturating_add(if goes_first { 0 } else { 128 }),
            format!("{path} {}", operation.method.as_str()),
        ),
    }
}

/// The arguments and setters of a request; of two that want one name, the parameter of the path gets it, and others
/// say where they travel.
fn parameters(operation: &Operation) -> OperationNames {
    let mut wishes: Vec<Wish> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let (name, location) = (&parameter.name, parameter.location);
            let Wish { choices, rank } = Wish::of(snake(name), name);
            let is_elsewhere = 2 * u8::from(location != Location::Path);
            Wish {
                choices,
                rank: (
                    is_elsewhere + rank.0,
                    format!("{name} {}", location.as_str()),
                ),
            }
            .or(snake(&format!("{} {name}", location.as_str())))
        })
        .collect();
    wishes.push(Wish {
        choices: vec!["body".to_owned(), "request_body".to_owned()],
        rank: (u8::MAX, String::new()),
    });
    wishes.extend(answers::alternatives(operation));
    let mut names = settle(BUILDER_METHODS, &wishes);
    let alternatives = names.split_off(operation.parameters.len() + 1);
    OperationNames {
        body: names.pop().unwrap_or_default(),
        parameters: names,
        alternatives,
        ..OperationNames::default()
    }
}

/// The methods of the client's builder: for its credentials, and for its parameters.
pub fn client_setters(api: &Api) -> (Vec<CredentialNames>, Vec<String>) {
    let fetched = api
        .credentials
        .iter()
        .map(|credential| format!("{} client credentials", credential.name));
    let given = api
        .credentials
        .iter()
        .map(|credential| credential.name.clone());
    let parameters = api.client_parameters.iter();
    let wishes: Vec<Wish> = given
        .chain(parameters.map(|parameter| parameter.name.clone()))
        .chain(fetched)
        .map(|name| Wish::of(snake(&name), &name))
        .collect();
    let mut setters = settle(CLIENT_BUILDER_METHODS, &wishes).into_iter();
    let own: Vec<String> = setters.by_ref().take(api.credentials.len()).collect();
    let parameters = setters.by_ref().take(api.client_parameters.len()).collect();
    let all = api.credentials.iter().zip(own).zip(setters);
    let credentials = all.map(
        |((credential, setter), client_credentials)| CredentialNames {
            setter,
            arguments: arguments(credential),
            client_credentials,
        },
    );
    (credentials.collect(), parameters)
}

/// The servers that a client can choose; the type is called `Server` where there is one alone.
pub fn servers(api: &Api) -> Vec<ServerNames> {
    let wishes: Vec<Wish> = api
        .servers
        .iter()
        .map(|server| Wish {
            choices: server.names.iter().map(|name| pascal(name)).collect(),
            rank: (0, server.url.clone()),
        })
        .collect();
    let variants = settle(&["Self"], &wishes);
    let structures: Vec<Wish> = variants
        .iter()
        .map(|variant| Wish::of(format!("{variant}Server"), variant))
        .collect();
    let structures = settle(&["Server"], &structures);
    let is_alone = api.servers.len() == 1;
    let named = api.servers.iter().zip(variants).zip(structures);
    let named = named.map(|((server, variant), structure)| {
        let wishes: Vec<Wish> = server
            .variables
            .iter()
            .map(|variable| Wish::of(snake(&variable.name), &variable.name))
            .collect();
        ServerNames {
            variant,
            structure: if is_alone {
                "Server".to_owned()
            } else {
                structure
            },
            variables: settle(SERVER_METHODS, &wishes),
        }
    });
    named.collect()
}

/// The arguments of a credential's method.
fn arguments(credential: &Credential) -> Vec<String> {
    let wishes: Vec<Wish> = credential
        .parts
        .iter()
        .map(|part| {
            let longer = format!("{} {}", part.scheme, part.argument);
            Wish::of(snake(&part.argument), &part.argument).or(snake(&longer))
        })
        .collect();
    settle(&[], &wishes)
}
