//! The `types` module: a file for each type, and the module that gathers them.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::rust::ident;
use super::{Emitted, enumeration, object, union, wrapper};
use crate::ir::{Api, TypeId, TypeKind};
use crate::names::Names;

/// Emits every type of the API.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    let mut gathered = File::new("The types that calls take and return.");
    let mut uses = TokenStream::new();
    let mut order: Vec<(TypeId, &str)> = (0..api.types.len())
        .map(TypeId)
        .map(|id| (id, names.type_names(id).module.as_str()))
        .collect();
    order.sort_by_key(|(_, module)| *module);
    for (id, _) in order {
        let Some(definition) = api.type_def(id).filter(|definition| definition.is_used()) else {
            continue;
        };
        let own = names.type_names(id);
        let mut file = File::new(format!("The type [`{}`].", own.name));
        match &definition.kind {
            TypeKind::Object(kind) => object::emit(definition, kind, own, names, &mut file),
            TypeKind::Enumeration(kind) => enumeration::emit(definition, kind, own, &mut file),
            TypeKind::Union(kind) => union::emit(definition, kind, own, names, &mut file),
            TypeKind::Wrapper(slot) => wrapper::emit(definition, slot, own, names, &mut file),
        }
        out.rust(
            &format!("src/types/{}.rs", own.module.trim_start_matches("r#")),
            file,
        );
        let (module, name) = (ident(&own.module), ident(&own.name));
        gathered.import(quote!(mod #module;));
        uses.extend(quote!(pub use #module::#name;));
    }
    gathered.push(uses);
    out.rust("src/types/mod.rs", gathered);
}
