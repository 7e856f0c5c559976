//! Operations: a method on a path, put together from what the other files lower.

use openapiv3::{Operation as Source, PathItem, ReferenceOr, Responses, StatusCode};
use serde_json::Value;

use super::Lowering;
use super::pagination::Hints;
use super::parameters::placeholders;
use super::resources::{Prefix, Target, Tree};
use super::responses::Answers;
use super::schema::Words;
use crate::ir::{
    Access, AnswerContent, Api, ClientParameter, Docs, HttpMethod, Operation, OperationId,
    Parameter, TypeRef,
};
use crate::openapi::At;

impl<'a> Lowering<'a> {
    /// Lowers every operation, in the order of the document.
    pub fn operations(&mut self, api: &mut Api) {
        let paths = &self.document.model.paths.paths;
        let prefix = Prefix::new(paths.keys().map(String::as_str), self.config);
        let mut tree = Tree::default();
        for (path, item) in paths {
            let at = self.at().key("paths").key(path);
            let item = match item {
                ReferenceOr::Item(item) => item,
                ReferenceOr::Reference { reference } => {
                    self.diagnostics
                        .extend(crate::openapi::dangling(reference, "pathItems", &at));
                    continue;
                }
            };
            // What stands behind a reference of the whole path is written elsewhere.
            let written = |key: &str| at.reference(&format!("#{}", at.key(key).pointer()));
            let query = self.document.queries.get(path);
            for (method, operation) in operations_of(item, query) {
                let at_operation = written(&method.as_str().to_ascii_lowercase());
                self.operation(
                    api,
                    &mut tree,
                    &prefix,
                    (path, item, &written("parameters"), &written("servers")),
                    (method, operation, &at_operation),
                );
                self.close_objects();
            }
        }
    }

    fn operation(
        &mut self,
        api: &mut Api,
        tree: &mut Tree,
        prefix: &Prefix<'_>,
        (path, item, at_shared, at_servers): (&'a str, &'a PathItem, &At, &At),
        (method, source, at): (HttpMethod, &'a Source, &At),
    ) {
        let words = words(source, method, path);
        let shared = (item.parameters.as_slice(), at_shared.clone());
        let own = (source.parameters.as_slice(), at.key("parameters"));
        let header = self.authorization_header(shared.0.iter().chain(own.0), at);
        let security = self.requirements(source, header, (api, at));
        let mut parameters = self.parameters(shared, own, path, &words);
        let (server, variables) = match source.servers.as_slice() {
            [] => self.own_server(&item.servers, at_servers),
            own => self.own_server(own, &at.key("servers")),
        };
        parameters.extend(variables);
        let body = self.body(source, at, &words);
        let responses = at.key("responses");
        let Answers {
            answer,
            alternatives,
            failures,
            headers,
            redirects,
        } = self.answers(method, &source.responses, &responses, &words);
        let hints = self.hints(&source.responses, at);
        self.hints.push(hints);
        self.responses.push((&source.responses, responses));
        let answers_with_list = matches!(
            answer.content,
            AnswerContent::Page(_) | AnswerContent::Value(TypeRef::List(_))
        );
        let target = Target {
            path,
            method,
            has_body: body.is_some(),
            is_alone: operations_of(item, self.document.queries.get(path))
                .nth(1)
                .is_none(),
            answers_with_list,
        };
        let call = self.call(source, target, prefix);
        let resource = tree.resource(api, &call);
        self.client_parameters(api, &parameters);
        if let Some(entry) = self
            .config
            .package
            .example
            .as_ref()
            .filter(|entry| Some(&entry.value) == source.operation_id.as_ref())
        {
            api.package.example = Some(entry.take().clone());
        }
        let id = OperationId(api.operations.len());
        if let Some(resource) = api.resources.get_mut(resource.0) {
            resource.operations.push(id);
        }
        api.operations.push(Operation {
            id: id_of(source).cloned(),
            method,
            path: path.to_owned(),
            origin: at.origin(),
            resource,
            name: call.method,
            docs: Docs {
                summary: source.summary.clone(),
                description: source.description.clone(),
                external: source.external_docs.as_ref().map(|docs| docs.url.clone()),
            },
            deprecated: source.deprecated,
            permissions: permissions(source),
            server,
            parameters,
            body,
            answer,
            alternatives,
            failures,
            headers,
            redirects,
            pagination: None,
            security,
            access: Access::default(),
            callbacks: Vec::new(),
            links: Vec::new(),
        });
    }

    /// What the headers of the answer to a success tell of pages.
    fn hints(&self, responses: &'a Responses, at: &At) -> Hints {
        let is_success = |status: &&StatusCode| {
            matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
        };
        let mut successes = responses
            .responses
            .iter()
            .filter(|(status, _)| is_success(status));
        // What is wrong with it, those hear who ask for the answer itself.
        let found = successes
            .next()
            .and_then(|(_, response)| self.resolver.response(response, at, &mut Vec::new()));
        found.map_or_else(Hints::default, |(response, _)| {
            Hints::of(response.headers.keys())
        })
    }

    /// Remembers what the document says of a parameter that is set on the client.
    fn client_parameters(&self, api: &mut Api, parameters: &[Parameter]) {
        for parameter in parameters.iter().filter(|parameter| parameter.client) {
            if api.is_client_parameter(&parameter.name) {
                continue;
            }
            let configured = self.config.client.parameters.get(&parameter.name);
            let example = parameter
                .slot
                .example
                .as_ref()
                .and_then(Value::as_str)
                .map(str::to_owned);
            api.client_parameters.push(ClientParameter {
                name: parameter.name.clone(),
                environment: configured.and_then(|entry| entry.value.clone()),
                docs: parameter.slot.docs.clone(),
                limits: parameter.slot.limits.clone(),
                example,
            });
        }
    }
}

/// The operations of a path, in a fixed order: `openapiv3` does not keep the document's, and has no place for `query`.
pub fn operations_of<'a>(
    item: &'a PathItem,
    query: Option<&'a Source>,
) -> impl Iterator<Item = (HttpMethod, &'a Source)> {
    let by_method = move |method| match method {
        HttpMethod::Get => item.get.as_ref(),
        HttpMethod::Put => item.put.as_ref(),
        HttpMethod::Post => item.post.as_ref(),
        HttpMethod::Delete => item.delete.as_ref(),
        HttpMethod::Options => item.options.as_ref(),
        HttpMethod::Head => item.head.as_ref(),
        HttpMethod::Patch => item.patch.as_ref(),
        HttpMethod::Trace => item.trace.as_ref(),
        HttpMethod::Query => query,
    };
    HttpMethod::ALL
        .into_iter()
        .filter_map(move |(_, method)| Some((method, by_method(method)?)))
}

/// The `operationId`; an empty one tells nothing.
pub fn id_of(source: &Source) -> Option<&String> {
    let id = source.operation_id.as_ref();
    id.filter(|id| id.contains(char::is_alphanumeric))
}

/// The words that inline types of an operation are named after.
fn words(source: &Source, method: HttpMethod, path: &str) -> Words {
    match id_of(source) {
        Some(id) => vec![id.clone()],
        None => {
            let names = placeholders(path);
            let segments = path.split('/').filter(|segment| !segment.is_empty());
            let kept = segments.filter(|segment| {
                !names
                    .iter()
                    .any(|name| segment.contains(&format!("{{{name}}}")))
            });
            std::iter::once(method.as_str().to_ascii_lowercase())
                .chain(kept.map(str::to_owned))
                .collect()
        }
    }
}

fn permissions(source: &Source) -> Vec<String> {
    let listed = source
        .extensions
        .get("x-api-token-group")
        .and_then(Value::as_array);
    listed
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
