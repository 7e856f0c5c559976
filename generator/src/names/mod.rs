//! The only maker of Rust identifiers: every name of the emitted crate is decided here, once, before anything is
//! emitted. Wire names stay in the IR.

mod ident;
mod scope;

use heck::{ToPascalCase, ToShoutySnakeCase};

pub use ident::snake;
use ident::{constant, pascal};
use scope::Scope;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::ir::{
    Api, Operation, OperationId, Resource, ResourceId, TypeDef, TypeId, TypeKind, Value, Variant,
};

/// Every identifier of the emitted crate, by the ids of the IR.
#[derive(Debug, Default)]
pub struct Names {
    types: Vec<TypeNames>,
    resources: Vec<ResourceNames>,
    operations: Vec<OperationNames>,
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
}

/// Methods and locals that every request builder has, which a setter or an argument must not hide.
const BUILDER_METHODS: [&str; 15] = [
    "all",
    "attempt_timeout",
    "clone",
    "fmt",
    "header",
    "idempotent",
    "into_future",
    "items",
    "max_retries",
    "pages",
    "query",
    "request",
    "send",
    "send_with_response",
    "timeout",
];

/// Methods of a handle or the client that an accessor must not hide.
const HANDLE_METHODS: [&str; 7] = [
    "builder", "clone", "fmt", "from_env", "new", "session", "types",
];

/// What the emitted code of an object calls its own: a field of such a name would hide it.
const OBJECT_LOCALS: [&str; 5] = [
    "additional",
    "from_wire",
    "new",
    "unknown_fields",
    "wire_name",
];

/// Items of the crate root and of the prelude that a type must not hide.
const ROOT_ITEMS: &[&str] = &[
    "ApiMessage",
    "Async",
    "BTreeMap",
    "Base64",
    "Best",
    "Blocking",
    "Bound",
    "Box",
    "Client",
    "ClientBuilder",
    "ControlFlow",
    "Debug",
    "Decode",
    "Encode",
    "Entries",
    "Err",
    "Error",
    "ErrorKind",
    "Fault",
    "Field",
    "FieldRules",
    "From",
    "Input",
    "Into",
    "IntoIterator",
    "Iterator",
    "Method",
    "Mode",
    "None",
    "Object",
    "Ok",
    "Operation",
    "Option",
    "Page",
    "PageInfo",
    "Pagination",
    "Parameter",
    "Request",
    "Response",
    "Result",
    "Rules",
    "Security",
    "Sensitive",
    "Session",
    "Shape",
    "Some",
    "String",
    "Style",
    "Timestamp",
    "UnknownFields",
    "Value",
    "Vec",
];

/// Names everything; a name of the configuration that cannot be used is among the diagnostics.
pub fn decide(api: &Api, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Names {
    let mut names = Names::default();
    let mut types = Scope::new(ROOT_ITEMS);
    let mut modules = Scope::new(&[]);
    names.types = api.types.iter().map(|_| TypeNames::default()).collect();
    for index in by_name(api) {
        if let (Some(definition), Some(named)) = (api.types.get(index), names.types.get_mut(index))
        {
            let home = api.definition(TypeId(index)).unwrap_or(definition);
            *named = type_names(
                definition,
                home,
                config,
                &mut types,
                &mut modules,
                diagnostics,
            );
        }
    }
    names.resources = resources(api);
    names.operations = operations(api);
    names
}

/// The types that are used, in an order that does not depend on where they stand: a clash is settled by the names
/// themselves, those that need no change first.
fn by_name(api: &Api) -> Vec<usize> {
    let used = api
        .types
        .iter()
        .enumerate()
        .filter(|(_, definition)| definition.is_used());
    let mut order: Vec<(bool, &[String], usize)> = used
        .map(|(index, definition)| {
            (
                pascal(&definition.name.join(" ")) != definition.name.concat(),
                definition.name.as_slice(),
                index,
            )
        })
        .collect();
    order.sort();
    order.into_iter().map(|(_, _, index)| index).collect()
}

fn type_names(
    definition: &TypeDef,
    home: &TypeDef,
    config: &Config,
    types: &mut Scope,
    modules: &mut Scope,
    diagnostics: &mut Vec<Diagnostic>,
) -> TypeNames {
    let configured = match definition.name.as_slice() {
        [component] => config.names.types.get(component),
        _ => None,
    };
    let wanted = match configured {
        Some(entry) => {
            let name = entry.take();
            if pascal(name) != *name {
                diagnostics.push(
                    Diagnostic::error(
                        "invalid-name",
                        entry.at().place(),
                        format!("`{name}` is no name for a type"),
                    )
                    .help(format!("write it the way Rust does: `{}`", pascal(name))),
                );
            }
            name.clone()
        }
        None => pascal(&definition.name.join(" ")),
    };
    let name = types.claim(&wanted);
    let module = modules.claim(&snake(&name));
    let members = match &home.kind {
        TypeKind::Object(object) => {
            let mut scope = Scope::new(&OBJECT_LOCALS);
            object
                .fields
                .iter()
                .map(|field| scope.claim(&snake(&field.name)))
                .collect()
        }
        TypeKind::Enumeration(enumeration) => {
            let mut scope = Scope::new(&["Unknown"]);
            enumeration
                .values
                .iter()
                .map(|variant| scope.claim(&variant_name(variant)))
                .collect()
        }
        TypeKind::Union(union) => {
            let mut scope = Scope::new(&["Unknown"]);
            union
                .variants
                .iter()
                .map(|variant| scope.claim(&pascal(&variant.name)))
                .collect()
        }
        TypeKind::Wrapper(_) | TypeKind::Alias(_) => Vec::new(),
    };
    TypeNames {
        name,
        module,
        members,
    }
}

/// The name of a known value: the one that the document suggests, or the value itself.
fn variant_name(variant: &Variant) -> String {
    match (&variant.name, &variant.value) {
        (Some(name), _) => pascal(name),
        (None, Value::String(text)) => pascal(text),
        (None, Value::Number(number)) => pascal(&format!(
            "value {}",
            number.to_string().replace('-', "minus ")
        )),
        (None, other) => pascal(&other.to_string()),
    }
}

fn resources(api: &Api) -> Vec<ResourceNames> {
    let mut all: Vec<ResourceNames> = Vec::new();
    let mut scopes: Vec<Scope> = api
        .resources
        .iter()
        .map(|_| Scope::new(&HANDLE_METHODS))
        .collect();
    let mut client = Scope::new(&HANDLE_METHODS);
    for resource in &api.resources {
        let scope = match resource.parent {
            Some(parent) => scopes.get_mut(parent.0).unwrap_or(&mut client),
            None => &mut client,
        };
        let accessor = scope.claim(&snake(&resource.name));
        // A handle shares its module with the builders, all of which end in `Request`.
        let handle = Scope::new(ROOT_ITEMS).claim(&pascal(&resource.name));
        all.push(ResourceNames {
            module: accessor.clone(),
            accessor,
            handle,
        });
    }
    all
}

fn operations(api: &Api) -> Vec<OperationNames> {
    let mut named: Vec<OperationNames> = api
        .operations
        .iter()
        .map(|_| OperationNames::default())
        .collect();
    for resource in &api.resources {
        let mut methods = Scope::new(&HANDLE_METHODS);
        for child in children(api, resource) {
            methods.claim(&snake(&child.name));
        }
        let mut builders = Scope::new(&[]);
        for id in &resource.operations {
            let (Some(operation), Some(slot)) = (api.operation(*id), named.get_mut(id.0)) else {
                continue;
            };
            let method = methods.claim(&snake(&operation.name));
            let builder = builders.claim(&format!(
                "{}Request",
                method.trim_start_matches("r#").to_pascal_case()
            ));
            let constant = constant(&builder.to_shouty_snake_case().replace("_REQUEST", ""));
            *slot = OperationNames {
                method,
                builder,
                constant,
                ..parameters(operation)
            };
        }
    }
    named
}

fn children<'a>(api: &'a Api, resource: &'a Resource) -> impl Iterator<Item = &'a Resource> {
    resource.children.iter().filter_map(|id| api.resource(*id))
}

fn parameters(operation: &Operation) -> OperationNames {
    let mut scope = Scope::new(&BUILDER_METHODS);
    scope.claim("self");
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| scope.claim(&snake(&parameter.name)))
        .collect();
    OperationNames {
        parameters,
        body: scope.claim("body"),
        ..OperationNames::default()
    }
}

impl Names {
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
        };
        self.operations.get(id.0).unwrap_or(MISSING)
    }

    /// The call of an operation as a reader writes it: `secrets_store().stores().list`.
    pub fn call(&self, api: &Api, id: OperationId) -> String {
        let Some(operation) = api.operation(id) else {
            return String::new();
        };
        let mut steps = vec![self.operation(id).method.clone()];
        let mut next = Some(operation.resource);
        while let Some(resource) = next {
            steps.push(format!("{}()", self.resource(resource).accessor));
            next = api.resource(resource).and_then(|resource| resource.parent);
        }
        steps.reverse();
        steps.join(".")
    }
}

/// The name of the setter that sets a member to null: none of the members has it.
pub fn null_setter(member: &str, members: &[String]) -> String {
    let mut name = format!(
        "{}_null",
        member.trim_start_matches("r#").trim_end_matches('_')
    );
    while members.contains(&name) {
        name.push('_');
    }
    name
}
