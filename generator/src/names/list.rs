//! Every name beside what it names in the document: for comparing documents.

use std::collections::BTreeMap;

use super::Names;
use crate::ir::{Api, OperationId, TypeDef, TypeId, TypeKind};

/// Names by what they name: `POST /pets` is `pets().create`, `GET /pets query limit` is `limit`, `type Pet` is `Pet`,
/// and `type Pet member id` is `id`.
pub fn list(api: &Api, names: &Names) -> BTreeMap<String, String> {
    let mut listed = BTreeMap::new();
    for (index, definition) in api.types.iter().enumerate() {
        if definition.is_used() {
            type_names(api, definition, TypeId(index), names, &mut listed);
        }
    }
    for index in 0..api.operations.len() {
        operation_names(api, OperationId(index), names, &mut listed);
    }
    for (webhook, name) in api.webhooks.iter().zip(&names.webhooks.variants) {
        let kind = if webhook.callback.is_some() {
            "callback"
        } else {
            "webhook"
        };
        let whole = webhook.names.last().map_or("", String::as_str);
        listed.insert(format!("{kind} {whole}"), name.clone());
    }
    listed
}

fn type_names(
    api: &Api,
    definition: &TypeDef,
    id: TypeId,
    names: &Names,
    listed: &mut BTreeMap<String, String>,
) {
    let own = names.type_names(id);
    let key = format!("type {}", definition.name.join("."));
    let home = api.definition(id).unwrap_or(definition);
    let members: Vec<String> = match &home.kind {
        TypeKind::Object(object) => {
            let fields = object.fields.iter();
            fields
                .map(|field| format!("member {}", field.name))
                .collect()
        }
        TypeKind::Enumeration(enumeration) => {
            let values = enumeration.values.iter();
            values
                .map(|variant| format!("value {}", variant.value))
                .collect()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            variants
                .map(|variant| format!("variant {}", variant.name))
                .collect()
        }
        TypeKind::Choice(variants) => {
            let variants = variants.iter();
            variants
                .map(|variant| format!("variant {}", variant.format.media_type))
                .collect()
        }
        TypeKind::Wrapper(_) | TypeKind::Alias(_) => Vec::new(),
    };
    for (member, name) in members.into_iter().zip(&own.members) {
        listed.insert(format!("{key} {member}"), name.clone());
    }
    listed.insert(format!("{key} module"), own.module.clone());
    listed.insert(key, own.name.clone());
}

fn operation_names(
    api: &Api,
    id: OperationId,
    names: &Names,
    listed: &mut BTreeMap<String, String>,
) {
    let Some(operation) = api.operation(id) else {
        return;
    };
    let own = names.operation(id);
    let key = format!("{} {}", operation.method.as_str(), operation.path);
    for (parameter, name) in operation.parameters.iter().zip(&own.parameters) {
        let location = parameter.location.as_str();
        listed.insert(format!("{key} {location} {}", parameter.name), name.clone());
    }
    let handle = &names.resource(operation.resource).handle;
    let module = names.module(api, operation.resource).join("::");
    listed.insert(format!("{key} handle"), format!("{module}::{handle}"));
    listed.insert(
        format!("{key} builder"),
        format!("{module}::{}", own.builder),
    );
    listed.insert(key, names.call(api, id));
}
