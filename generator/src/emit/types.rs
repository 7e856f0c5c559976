//! The `types` module: a file for each type, and the module that gathers them.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::rust::ident;
use super::{Emitted, enumeration, object, union, wrapper};
use crate::ir::{Api, TypeDef, TypeId, TypeKind};
use crate::names::Names;

/// Emits every type of the API: those that belong together, by the first word of their names, in one file.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    let mut groups: BTreeMap<&str, Vec<(TypeId, &TypeDef)>> = BTreeMap::new();
    for (index, definition) in api.types.iter().enumerate() {
        let root = definition.name.first().map_or("", String::as_str);
        if definition.is_used() {
            groups
                .entry(root)
                .or_default()
                .push((TypeId(index), definition));
        }
    }
    let mut files: BTreeMap<&str, Vec<(TypeId, &TypeDef)>> = BTreeMap::new();
    for (_, mut group) in groups {
        group.sort_by_key(|(id, definition)| {
            (
                definition.name.len(),
                names.type_names(*id).module.len(),
                *id,
            )
        });
        if let Some((id, _)) = group.first() {
            files.insert(&names.type_names(*id).module, group);
        }
    }
    let mut gathered = File::new("The types that calls take and return.");
    let mut uses = TokenStream::new();
    for (module, group) in files {
        let defined: Vec<&str> = group
            .iter()
            .map(|(id, _)| names.type_names(*id).name.as_str())
            .collect();
        let mut file = File::new(purpose(&defined));
        for (id, definition) in &group {
            one(*id, definition, api, names, &mut file);
        }
        out.rust(
            &format!("src/types/{}.rs", module.trim_start_matches("r#")),
            file,
        );
        let module = ident(module);
        gathered.modules(quote!(mod #module;));
        uses.extend(quote!(pub use #module::*;));
    }
    gathered.push(uses);
    out.rust("src/types/mod.rs", gathered);
}

fn one(id: TypeId, definition: &TypeDef, api: &Api, names: &Names, file: &mut File) {
    let own = names.type_names(id);
    match &definition.kind {
        TypeKind::Object(kind) => object::emit(definition, kind, own, names, file),
        TypeKind::Enumeration(kind) => enumeration::emit(definition, kind, own, file),
        TypeKind::Union(kind) => union::emit(definition, kind, api, own, names, file),
        TypeKind::Wrapper(slot) => wrapper::emit(definition, slot, own, names, file),
        TypeKind::Alias(home) => {
            let (name, home) = (&own.name, &names.type_names(*home).name);
            file.text(format!(
                "/// The same as [`{home}`](super::{home}).\npub type {name} = super::{home};\n"
            ));
        }
    }
}

fn purpose(defined: &[&str]) -> String {
    match defined {
        [only] => format!("The type [`{only}`]."),
        [first, ..] => format!("The type [`{first}`] and those that belong to it."),
        [] => String::new(),
    }
}
