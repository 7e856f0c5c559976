//! The `types` module: a file for each type, and the module that gathers them.

use std::collections::BTreeMap;

use super::file::File;
use super::rust::{file_path, filled, literal};
use super::{Emitted, choice, enumeration, feature, object, pagination, union, wrapper};
use crate::ir::{Api, ResourceId, Step, TypeDef, TypeId, TypeKind, TypeRef};
use crate::names::Names;

/// Where types keep the items of a page.
type Wholes<'a> = BTreeMap<TypeId, (Vec<Step>, &'a TypeRef)>;

/// A type, with its place.
type Listed<'a> = (TypeId, &'a TypeDef);

/// Emits every type of the API: those that every build has in `types` itself, those that the same features share in a
/// module below it.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    let wholes = pagination::wholes(api);
    let mut homes: BTreeMap<&[ResourceId], Vec<Listed<'_>>> = BTreeMap::new();
    for (index, definition) in api.types.iter().enumerate() {
        if definition.is_used() {
            let home = homes.entry(&definition.features).or_default();
            home.push((TypeId(index), definition));
        }
    }
    let mut gathered = File::new("The types that calls take and return.");
    let always = homes.remove(&[] as &[ResourceId]).unwrap_or_default();
    gather(
        always,
        &["types"],
        (api, names, &wholes),
        out,
        &mut gathered,
    );
    let mut modules: Vec<(&str, &[ResourceId])> = names
        .features
        .modules()
        .map(|(features, name)| (name, features))
        .collect();
    modules.sort_unstable();
    for (name, features) in modules {
        let Some(condition) = feature::attribute(features, api, names) else {
            continue;
        };
        let mut file = File::new(format!(
            "The types that no calls take and return but those of {}.",
            feature::listed_prose(features, names)
        ));
        let types = homes.remove(features).unwrap_or_default();
        let chain = ["types", name];
        gather(types, &chain, (api, names, &wholes), out, &mut file);
        out.rust(&format!("{}.rs", folder(&chain)), file);
        let module = declaration(&chain);
        gathered.text(format!(
            "{condition}\n{module}\n{condition}\npub use {name}::*;\n"
        ));
    }
    out.rust("src/types/mod.rs", gathered);
}

/// The folder of a module's own modules.
fn folder(chain: &[&str]) -> String {
    let names = chain.iter().map(|name| name.trim_start_matches("r#"));
    names.fold("src".to_owned(), |path, name| format!("{path}/{name}"))
}

/// Declares the last module of a chain that starts with `types`.
fn declaration(chain: &[&str]) -> String {
    let name = chain.last().copied().unwrap_or_default();
    match file_path(chain.get(1..).unwrap_or_default()) {
        Some(path) => format!("#[path = {}] mod {name};", literal(&path)),
        None => format!("mod {name};"),
    }
}

/// Emits types to the folder of a module: those that belong together, by the first word of their names, in one file. The
/// module gets what it takes to gather them.
fn gather(
    types: Vec<Listed<'_>>,
    chain: &[&str],
    (api, names, wholes): (&Api, &Names, &Wholes<'_>),
    out: &mut Emitted,
    gathered: &mut File,
) {
    let mut groups: BTreeMap<&str, Vec<Listed<'_>>> = BTreeMap::new();
    for (id, definition) in types {
        let root = definition.name.first().map_or("", String::as_str);
        groups.entry(root).or_default().push((id, definition));
    }
    let mut files: BTreeMap<&str, Vec<Listed<'_>>> = BTreeMap::new();
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
    let modules: Vec<String> = files
        .keys()
        .map(|module| declaration(&[chain, &[module]].concat()))
        .collect();
    let uses: Vec<String> = files.keys().map(|module| format!("{module}::*,")).collect();
    for (module, group) in files {
        let defined: Vec<&str> = group
            .iter()
            .map(|(id, _)| names.type_names(*id).name.as_str())
            .collect();
        let mut file = File::new(purpose(&defined));
        for (id, definition) in &group {
            one(*id, definition, api, names, &mut file);
            if let Some(whole) = wholes.get(id) {
                file.attach(pagination::whole(*id, whole, names));
            }
        }
        out.rust(
            &format!("{}.rs", folder(&[chain, &[module]].concat())),
            file,
        );
    }
    if !uses.is_empty() {
        // Several on a line: there may be thousands.
        gathered.text(filled(&modules).join("\n") + "\n");
        gathered.text(format!(
            "pub use self::{{\n    {}\n}};\n",
            filled(&uses).join("\n    ")
        ));
    }
}

fn one(id: TypeId, definition: &TypeDef, api: &Api, names: &Names, file: &mut File) {
    let own = names.type_names(id);
    match &definition.kind {
        TypeKind::Object(kind) => object::emit(definition, kind, own, names, file),
        TypeKind::Enumeration(kind) => enumeration::emit(definition, kind, own, file),
        TypeKind::Union(kind) => union::emit(definition, kind, api, own, names, file),
        TypeKind::Choice(variants) => choice::emit(definition, variants, api, own, names, file),
        TypeKind::Wrapper(slot) => wrapper::emit(definition, slot, own, names, file),
        TypeKind::Alias(home) => {
            let (name, home) = (&own.name, &names.type_names(*home).name);
            let types = names.types_path();
            file.alias(name, &format!("{types}::{home}"));
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
