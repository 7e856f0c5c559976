//! The only maker of Rust identifiers: every name of the emitted crate is decided here, once, before anything is
//! emitted. Wire names stay in the IR.

mod answers;
mod calls;
mod features;
mod ident;
mod list;
mod program;
mod reserved;
mod scope;
mod types;
mod webhooks;

pub use features::Features;
pub use ident::snake;
pub use list::list;
pub use program::{OptionNames, ProgramNames, is_positional};
pub use types::null_setter;
use webhooks::WebhookNames;

use crate::config::{Config, Entry};
use crate::diag::Diagnostic;
use crate::ir::{Api, OperationId, ResourceId, TypeId};

/// Every identifier of the emitted crate, by the ids of the IR.
#[derive(Debug, Default)]
pub struct Names {
    types: Vec<TypeNames>,
    resources: Vec<ResourceNames>,
    operations: Vec<OperationNames>,
    credentials: Vec<CredentialNames>,
    client_parameters: Vec<String>,
    /// The cargo features, and the modules that depend on them.
    pub features: Features,
    servers: Vec<ServerNames>,
    /// What the API calls.
    pub webhooks: WebhookNames,
    /// The names on the command line.
    pub program: ProgramNames,
}

/// The identifiers of a type.
#[derive(Debug, Default)]
pub struct TypeNames {
    /// The type itself.
    pub name: String,
    /// The module that holds it.
    pub module: String,
    /// Its fields or variants, in the order of the IR.
    pub members: Vec<String>,
}

/// The identifiers of a resource.
#[derive(Debug, Default)]
pub struct ResourceNames {
    /// The handle.
    pub handle: String,
    /// The module that holds it.
    pub module: String,
    /// The method that leads to it.
    pub accessor: String,
}

/// The identifiers of an operation.
#[derive(Debug, Default)]
pub struct OperationNames {
    /// The method on the resource's handle.
    pub method: String,
    /// The request builder.
    pub builder: String,
    /// The static that describes it.
    pub constant: String,
    /// The arguments or setters for its parameters, in the order of the IR.
    pub parameters: Vec<String>,
    /// The argument for its body.
    pub body: String,
    /// What it is answered with, where that goes by the status: of the usual form, and of each other one.
    pub answers: Vec<StatusNames>,
    /// The bodies of its errors, where they go by the status.
    pub error: StatusNames,
    /// The methods that choose another form of the answer, in the order of the IR.
    pub alternatives: Vec<String>,
    /// The constants for the headers of its answers, in the order of the IR.
    pub headers: Vec<String>,
}

/// The identifiers of an enum that goes by the status.
#[derive(Debug, Default)]
pub struct StatusNames {
    /// The enum itself.
    pub name: String,
    /// Its variants, in the order of the IR.
    pub variants: Vec<String>,
}

/// The identifiers of a credential.
#[derive(Debug, Default)]
pub struct CredentialNames {
    /// The method of the client's builder that takes it.
    pub setter: String,
    /// The arguments of that method.
    pub arguments: Vec<String>,
    /// The method that takes what its value is fetched with, where it can be.
    pub client_credentials: String,
}

/// The identifiers of a server.
#[derive(Debug, Default)]
pub struct ServerNames {
    /// The variant for it, where there are several.
    pub variant: String,
    /// The type of one with variables.
    pub structure: String,
    /// The fields and setters of its variables.
    pub variables: Vec<String>,
}

/// Names everything; a name of the configuration that cannot be used is among the diagnostics.
///
/// What a thing is called depends on the thing and on those that want the same name, and never on the order of the
/// document.
pub fn decide(api: &Api, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Names {
    let (credentials, client_parameters) = calls::client_setters(api);
    let types = types::decide(api, config, diagnostics);
    let resources = calls::resources(api);
    let operations = calls::operations(api, config, diagnostics);
    Names {
        features: features::decide(api, &resources, &types),
        program: program::decide(api, &resources, &operations),
        types,
        resources,
        operations,
        credentials,
        client_parameters,
        servers: calls::servers(api),
        webhooks: webhooks::decide(api),
    }
}

/// A name of the configuration that something else has already.
fn taken(entry: &Entry<String>) -> Diagnostic {
    let message = format!("`{}` is taken", entry.value);
    Diagnostic::error("taken-name", entry.at().place(), message)
        .help("choose another name: the crate or another entry of the configuration has this one")
}

impl Names {
    /// The way to any type from the module of another one.
    pub fn types_path(&self) -> &'static str {
        // In a large API they stand in modules of different depths.
        if self.features.modules().next().is_some() {
            "crate::types"
        } else {
            "super"
        }
    }

    /// The identifiers of a type.
    pub fn type_names(&self, id: TypeId) -> &TypeNames {
        const MISSING: &TypeNames = &TypeNames {
            name: String::new(),
            module: String::new(),
            members: Vec::new(),
        };
        self.types.get(id.0).unwrap_or(MISSING)
    }

    /// The identifiers of a resource.
    pub fn resource(&self, id: ResourceId) -> &ResourceNames {
        const MISSING: &ResourceNames = &ResourceNames {
            handle: String::new(),
            module: String::new(),
            accessor: String::new(),
        };
        self.resources.get(id.0).unwrap_or(MISSING)
    }

    /// The identifiers of an operation.
    pub fn operation(&self, id: OperationId) -> &OperationNames {
        const MISSING: &OperationNames = &OperationNames {
            method: String::new(),
            builder: String::new(),
            constant: String::new(),
            parameters: Vec::new(),
            body: String::new(),
            answers: Vec::new(),
            error: StatusNames {
                name: String::new(),
                variants: Vec::new(),
            },
            alternatives: Vec::new(),
            headers: Vec::new(),
        };
        self.operations.get(id.0).unwrap_or(MISSING)
    }

    /// The identifiers of a server, by its index.
    pub fn server(&self, index: usize) -> &ServerNames {
        const MISSING: &ServerNames = &ServerNames {
            variant: String::new(),
            structure: String::new(),
            variables: Vec::new(),
        };
        self.servers.get(index).unwrap_or(MISSING)
    }

    /// The identifiers of a credential, by its index.
    pub fn credential(&self, index: usize) -> &CredentialNames {
        const MISSING: &CredentialNames = &CredentialNames {
            setter: String::new(),
            arguments: Vec::new(),
            client_credentials: String::new(),
        };
        self.credentials.get(index).unwrap_or(MISSING)
    }

    /// The method of the client's builder that takes a client parameter, by its index.
    pub fn client_parameter(&self, index: usize) -> &str {
        self.client_parameters.get(index).map_or("", String::as_str)
    }

    /// The modules below `resources` that lead to the items of a resource.
    pub fn module(&self, api: &Api, id: ResourceId) -> Vec<String> {
        let lineage = api.lineage(id).into_iter();
        lineage.map(|id| self.resource(id).module.clone()).collect()
    }

    /// The call of an operation as a reader writes it: `secrets_store().stores().list`.
    pub fn call(&self, api: &Api, id: OperationId) -> String {
        let Some(operation) = api.operation(id) else {
            return String::new();
        };
        let lineage = api.lineage(operation.resource).into_iter();
        let steps = lineage.map(|id| format!("{}()", self.resource(id).accessor));
        let method = self.operation(id).method.clone();
        steps.chain([method]).collect::<Vec<_>>().join(".")
    }
}
