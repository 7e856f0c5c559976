//! Names of types, of the modules that hold them, and of their fields and variants.

use std::collections::HashSet;

use super::ident::{pascal, snake};
use super::reserved::{FILES, OBJECT_LOCALS, TYPE_ITEMS};
use super::scope::{Wish, settle};
use super::{TypeNames, taken};
use crate::config::{Config, Entry};
use crate::diag::Diagnostic;
use crate::ir::{Api, ChoiceVariant, TypeDef, TypeId, TypeKind, Value, Variant};

/// Names every type that is used.
pub fn decide(api: &Api, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<TypeNames> {
    let used: Vec<(usize, &TypeDef)> = api
        .types
        .iter()
        .enumerate()
        .filter(|(_, definition)| definition.is_used())
        .collect();
    let wishes: Vec<Wish> = used
        .iter()
        .map(|(_, definition)| wish(definition, config, diagnostics))
        .chain(unused(api, &used))
        .collect();
    let mut names = settle(TYPE_ITEMS, &wishes);
    names.truncate(used.len());
    for ((_, definition), name) in used.iter().zip(&names) {
        if let Some(entry) = configured(definition, config).filter(|entry| entry.value != *name) {
            diagnostics.push(taken(entry));
        }
    }
    let modules: Vec<Wish> = names
        .iter()
        .map(|name| Wish::of(snake(name), name))
        .collect();
    let modules = settle(FILES, &modules);
    let mut all: Vec<TypeNames> = api.types.iter().map(|_| TypeNames::default()).collect();
    for (((index, definition), name), module) in used.into_iter().zip(names).zip(modules) {
        if let Some(slot) = all.get_mut(index) {
            *slot = TypeNames {
                name,
                module,
                members: members(api.definition(TypeId(index)).unwrap_or(definition)),
            };
        }
    }
    all
}

/// Components that no operation reaches have their names too: what others are called does not depend on the calls.
fn unused<'a>(api: &'a Api, used: &[(usize, &TypeDef)]) -> impl Iterator<Item = Wish> + use<'a> {
    let known: HashSet<&str> = used
        .iter()
        .filter_map(|(_, definition)| match definition.name.as_slice() {
            [component] => Some(component.as_str()),
            _ => None,
        })
        .collect();
    let others: Vec<&String> = api
        .components
        .iter()
        .filter(|component| !known.contains(component.as_str()))
        .collect();
    others.into_iter().map(|component| {
        let choice = pascal(component);
        let is_same = choice == *component;
        Wish {
            choices: vec![choice],
            rank: (if is_same { 1 } else { 2 }, component.clone()),
        }
    })
}

/// The name of the configuration wins, then a name that the document writes just so.
fn wish(definition: &TypeDef, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Wish {
    let words = definition.name.join(" ");
    let origin = &definition.origin;
    let rank = format!("{words}\0{}\0{}", origin.source, origin.pointer);
    let Some(entry) = configured(definition, config) else {
        let choice = pascal(&words);
        let is_same = choice == words;
        let mut choices = vec![choice];
        if matches!(definition.kind, TypeKind::Choice(_)) {
            choices.push(pascal(&format!("{words} choice")));
        }
        return Wish {
            choices,
            rank: (if is_same { 1 } else { 2 }, rank),
        };
    };
    let name = entry.take();
    if pascal(name) != *name {
        let message = format!("`{name}` is no name for a type");
        diagnostics.push(
            Diagnostic::error("invalid-name", entry.at().place(), message)
                .help(format!("write it the way Rust does: `{}`", pascal(name))),
        );
    }
    Wish {
        choices: vec![name.clone()],
        rank: (0, rank),
    }
}

/// The entry of the configuration that names a type.
fn configured<'a>(definition: &TypeDef, config: &'a Config) -> Option<&'a Entry<String>> {
    match definition.name.as_slice() {
        [component] => config.names.types.get(component),
        _ => None,
    }
}

fn members(definition: &TypeDef) -> Vec<String> {
    match &definition.kind {
        TypeKind::Object(object) => {
            let wish = |name: &String| Wish::of(snake(name), name);
            let wishes = object.fields.iter().map(|field| wish(&field.name));
            settle(OBJECT_LOCALS, &wishes.collect::<Vec<_>>())
        }
        TypeKind::Enumeration(enumeration) => {
            let wishes = enumeration.values.iter().map(|variant| Wish {
                choices: vec![variant_name(variant)],
                rank: variant_rank(variant),
            });
            settle(&["Unknown"], &wishes.collect::<Vec<_>>())
        }
        TypeKind::Union(union) => {
            let wish = |name: &String| Wish::of(pascal(name), name);
            let wishes = union.variants.iter().map(|variant| wish(&variant.name));
            settle(&["Unknown"], &wishes.collect::<Vec<_>>())
        }
        TypeKind::Choice(variants) => {
            let wish = |variant: &ChoiceVariant| {
                Wish::of(pascal(&variant.name), &variant.format.media_type)
            };
            settle(&[], &variants.iter().map(wish).collect::<Vec<_>>())
        }
        TypeKind::Wrapper(_) | TypeKind::Alias(_) => Vec::new(),
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

/// Text wins over what is no text: the values of a mixed enumeration can look alike.
fn variant_rank(variant: &Variant) -> (u8, String) {
    match &variant.value {
        Value::String(text) if *text == variant_name(variant) => (0, text.clone()),
        Value::String(text) => (1, text.clone()),
        other => (2, other.to_string()),
    }
}

/// The name of the setter that sets a member to null: none of the members has it.
pub fn null_setter(member: &str, members: &[String]) -> String {
    let word = member.trim_start_matches("r#").trim_end_matches('_');
    let mut name = format!("{word}_null");
    while members.contains(&name) {
        name.push('_');
    }
    name
}
