//! The API as a whole: its package, its resources, and how a client of it is made.

use std::collections::HashSet;

use super::{
    Access, Docs, Extent, Limits, Operation, OperationId, Program, ResourceId, TypeDef, TypeId,
    TypeKind, TypeRef, Webhook, WebhookHeader,
};

/// More values than an item of a list has in a sample.
const MOST_OF_AN_ITEM: u32 = 50;

/// More values than a sample has.
const MOST_OF_A_SAMPLE: u32 = 200;

/// One API: everything that the emitted crate is made from.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The crate to emit.
    pub package: Package,
    /// The title that the document gives.
    pub title: String,
    /// The version of the API that the document gives.
    pub version: String,
    /// The document's own description.
    pub docs: Docs,
    /// The address that requests go to when a user names none.
    pub base_url: String,
    /// The servers that a client can choose among; one without variables is no choice.
    pub servers: Vec<Server>,
    /// The environment variable that overrides the address.
    pub base_url_environment: Option<String>,
    /// The response header that identifies a request to the API's support.
    pub request_id_header: Option<String>,
    /// Path parameters that are set once, on the client.
    pub client_parameters: Vec<ClientParameter>,
    /// The ways to authenticate, the preferred one first.
    pub credentials: Vec<Credential>,
    /// Which of them most operations take.
    pub usual_access: Access,
    /// Whether any operation takes others.
    pub access_differs: bool,
    /// The security schemes of the document.
    pub security_schemes: Vec<SecurityScheme>,
    /// The object that wraps every answer, where there is one.
    pub envelope: Option<Envelope>,
    /// The program that makes the calls from a command line, where there is to be one.
    pub program: Option<Program>,
    /// Whether there is to be a server that tests talk to.
    pub has_mock: bool,
    /// Every type that an operation reaches.
    pub types: Vec<TypeDef>,
    /// How much the samples of each hold.
    pub extents: Vec<Extent>,
    /// How many of them may hold each other in a row, at most.
    pub nesting: usize,
    /// The keys of all component schemas: those that nothing uses keep their names, so that no other type depends on it.
    pub components: Vec<String>,
    /// Every resource, parents before children.
    pub resources: Vec<Resource>,
    /// Every operation, in the order of the document.
    pub operations: Vec<Operation>,
    /// What the API calls of its own accord: webhooks in the order of the document, then callbacks in that of operations.
    pub webhooks: Vec<Webhook>,
}

impl Api {
    /// The type behind an id. Ids are made by pushing, so the lookup cannot miss.
    pub fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }

    /// The type behind an id, with what it is by another name looked up.
    pub fn definition(&self, id: TypeId) -> Option<&TypeDef> {
        let definition = self.type_def(id)?;
        match definition.kind {
            TypeKind::Alias(home) => self.type_def(home),
            _ => Some(definition),
        }
    }

    /// Whether a sample of a type leaves lists of it empty, since one item would hold too much.
    pub fn is_vast(&self, ty: &TypeRef) -> bool {
        self.has_more(ty, |extent| extent.whole > MOST_OF_AN_ITEM)
    }

    /// Whether a type has no sample, since even the least would hold too much.
    pub fn is_endless(&self, id: TypeId) -> bool {
        self.has_more(&TypeRef::Named(id), |extent| {
            extent.least > MOST_OF_A_SAMPLE
        })
    }

    fn has_more(&self, ty: &TypeRef, is_more: impl Fn(&Extent) -> bool) -> bool {
        let mut held = Vec::new();
        ty.named(&mut held);
        let mut extents = held.iter().filter_map(|id| self.extents.get(id.0));
        extents.any(is_more)
    }

    /// The resource behind an id.
    pub fn resource(&self, id: ResourceId) -> Option<&Resource> {
        self.resources.get(id.0)
    }

    /// The operation behind an id.
    pub fn operation(&self, id: OperationId) -> Option<&Operation> {
        self.operations.get(id.0)
    }

    /// The resources that hang on the client itself.
    pub fn roots(&self) -> impl Iterator<Item = (ResourceId, &Resource)> {
        self.resources
            .iter()
            .enumerate()
            .filter(|(_, resource)| resource.parent.is_none())
            .map(|(index, resource)| (ResourceId(index), resource))
    }

    /// Whether there are so many calls that the page of each links to the members of its types instead of repeating
    /// them.
    pub fn is_large(&self) -> bool {
        self.operations.len() > 100
    }

    /// Whether resources can be left out of a build.
    pub fn is_divided(&self) -> bool {
        self.resources
            .iter()
            .any(|resource| resource.feature.is_some())
    }

    /// A resource after those that it hangs on: the one that hangs on the client first.
    pub fn lineage(&self, id: ResourceId) -> Vec<ResourceId> {
        let above = |id: &ResourceId| self.resource(*id)?.parent;
        let mut lineage: Vec<ResourceId> = std::iter::successors(Some(id), above).collect();
        lineage.reverse();
        lineage
    }

    /// The resource that can be left out of a build with this one: itself, or one above it.
    pub fn feature_of(&self, id: ResourceId) -> Option<ResourceId> {
        let is_feature =
            |id: &ResourceId| self.resource(*id).is_some_and(|it| it.feature.is_some());
        self.lineage(id).into_iter().rfind(is_feature)
    }

    /// Whether a client can fetch its credential itself.
    pub fn can_fetch_tokens(&self) -> bool {
        let mut credentials = self.credentials.iter();
        credentials.any(|credential| credential.client_credentials.is_some())
    }

    /// Whether a client has servers or variables of one to choose.
    pub fn has_choice_of_servers(&self) -> bool {
        match self.servers.as_slice() {
            [] => false,
            [only] => !only.variables.is_empty(),
            _ => true,
        }
    }

    /// The headers of all webhooks, each once, with the first webhook that has it.
    pub fn webhook_headers(&self) -> Vec<(&Webhook, &WebhookHeader)> {
        let mut headers: Vec<(&Webhook, &WebhookHeader)> = Vec::new();
        let mut known = HashSet::new();
        for webhook in &self.webhooks {
            for header in &webhook.headers {
                if known.insert(header.key()) {
                    headers.push((webhook, header));
                }
            }
        }
        headers
    }

    /// Whether a client parameter of that name exists.
    pub fn is_client_parameter(&self, name: &str) -> bool {
        self.client_parameters
            .iter()
            .any(|parameter| parameter.name == name)
    }
}

/// A server of the API.
#[derive(Clone, Debug)]
pub struct Server {
    /// What it may be called, the best first.
    pub names: Vec<String>,
    /// Its address, with variables in braces.
    pub url: String,
    /// What the document says of it.
    pub docs: Docs,
    /// The variables, in the order of the address.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// The address with the usual values of its variables.
    pub fn usual_url(&self) -> String {
        let mut url = self.url.clone();
        for variable in &self.variables {
            if let Some(usual) = &variable.usual {
                url = url.replace(&format!("{{{}}}", variable.name), usual);
            }
        }
        url
    }
}

/// A variable in the address of a server.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// The name in the address.
    pub name: String,
    /// The value that it has unless somebody sets another.
    pub usual: Option<String>,
    /// Text, or a choice of it.
    pub ty: TypeRef,
    /// What the document says of it.
    pub docs: Docs,
}

/// What the emitted `Cargo.toml` says of itself.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// The package name, in kebab case.
    pub name: String,
    /// The package version.
    pub version: String,
    /// One line on what it is.
    pub description: String,
    /// The file name of the document it was made from.
    pub source: String,
    /// The `operationId` of the call that its documentation shows first.
    pub example: Option<String>,
    /// Whether it comes with a reference in Markdown.
    pub has_reference: bool,
}

impl Package {
    /// The name of the library target: the package name as Rust spells it.
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// A path parameter that a user sets once, on the client.
#[derive(Clone, Debug)]
pub struct ClientParameter {
    /// The name in path templates.
    pub name: String,
    /// The environment variable it is read from.
    pub environment: Option<String>,
    /// What the document says of it.
    pub docs: Docs,
    /// The limits the document sets.
    pub limits: Limits,
    /// A sample value.
    pub example: Option<String>,
}

/// A way to authenticate: one or more values that are sent together.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The name of the builder method.
    pub name: String,
    /// The values, in the order of that method's arguments.
    pub parts: Vec<CredentialPart>,
    /// The credentials of one group are taken by the same operations, so that a client has one of them.
    pub group: usize,
    /// How its one value can be fetched.
    pub client_credentials: Option<ClientCredentials>,
}

/// The flow of OAuth 2 in which a client asks for a token in its own name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCredentials {
    /// Where tokens come from.
    pub token_url: String,
    /// The scopes that the document knows, with what each is for.
    pub scopes: Vec<(String, String)>,
}

/// One value of a credential.
#[derive(Clone, Debug)]
pub struct CredentialPart {
    /// The security scheme of the document.
    pub scheme: String,
    /// Where the value travels.
    pub placement: Placement,
    /// The environment variable it is read from.
    pub environment: Option<String>,
    /// The name of the builder method's argument.
    pub argument: String,
}

/// Where a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// `Authorization: Bearer …`.
    Bearer,
    /// The user of `Authorization: Basic …`.
    Username,
    /// The password of `Authorization: Basic …`.
    Password,
    /// `Authorization: …` with a scheme of the given name.
    Scheme(String),
    /// Nowhere in a request: the transport shows a certificate.
    Transport,
    /// A header of the given name.
    Header(String),
    /// A query parameter of the given name.
    Query(String),
    /// A cookie of the given name.
    Cookie(String),
}

/// A security scheme of the document.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Its key under `components/securitySchemes`.
    pub name: String,
    /// Where it puts its value.
    pub placement: Placement,
    /// How its value can be fetched.
    pub client_credentials: Option<ClientCredentials>,
    /// What the document says of it.
    pub docs: Docs,
}

/// The names of the members of the object around every answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The member that holds the value proper.
    pub result: String,
    /// The member that says whether the call succeeded.
    pub success: String,
    /// The list of errors.
    pub errors: String,
    /// The list of other messages.
    pub messages: String,
    /// The object that describes a page.
    pub result_info: String,
}

/// A node of the tree of calls: `client.secrets_store().stores()`.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The segment of the path, or the name that the configuration gives.
    pub name: String,
    /// The resource above, `None` on the client itself.
    pub parent: Option<ResourceId>,
    /// The resources below, in the order of the document.
    pub children: Vec<ResourceId>,
    /// The operations, in the order of the document.
    pub operations: Vec<OperationId>,
    /// Whether it can be left out of a build.
    pub feature: Option<Feature>,
}

/// How a resource of a large API can be left out of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// With all that is below it.
    Whole,
    /// Each of the resources below it, alone; it is in the build with any of them.
    Divided,
}
