//! What emitted code says of pages: which request is for the next one, and where an answer keeps the items.

use std::collections::BTreeMap;

use super::rust::{From, literal, spell};
use crate::ir::{AnswerContent, Api, Operation, Pagination, Step, TypeId, TypeRef, Way};
use crate::names::Names;

/// The type of the answer of an operation whose pages can be followed.
pub fn output(operation: &Operation, api: &Api, names: &Names) -> Option<String> {
    let spell = |ty| spell(ty, names, From::Elsewhere);
    if let AnswerContent::Page(item) = &operation.answer.content {
        return Some(format!("page of {}", spell(item)));
    }
    let (whole, _, item) = operation.paged(api)?;
    Some(format!("page of {} as {}", spell(item), spell(whole)))
}

/// The part of an operation's description that says how pages are followed.
pub fn description(pagination: &Pagination) -> String {
    let limit = |limit: &Option<String>| literal(limit.as_deref().unwrap_or_default());
    let way = match &pagination.way {
        Way::Page {
            page,
            limit: most,
            first,
        } => format!("page({}, {}, {first})", literal(page), limit(most)),
        Way::Offset {
            offset,
            limit: most,
            first,
        } => format!("offset({}, {}, {first})", literal(offset), limit(most)),
        Way::Cursor { cursor, next } => format!("cursor({}, {})", literal(cursor), path(next)),
        Way::Last { cursor, id } => format!("last({}, {})", literal(cursor), literal(id)),
        Way::Header { cursor, header } => {
            let header = header.to_ascii_lowercase();
            format!("header({}, {})", literal(cursor), literal(&header))
        }
        Way::Link => "link()".to_owned(),
        Way::Address { next } => format!("address({})", path(next)),
    };
    let more = if pagination.more.is_empty() {
        String::new()
    } else {
        format!(".more({})", path(&pagination.more))
    };
    format!(".pagination(&Pagination::{way}{more})")
}

fn path(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
    format!("&[{}]", names.join(", "))
}

/// Where the types keep the items of a page that hold some, by the type.
pub fn wholes(api: &Api) -> BTreeMap<TypeId, (Vec<Step>, &TypeRef)> {
    let mut wholes = BTreeMap::new();
    for operation in &api.operations {
        if let Some((_, steps, item)) = operation.paged(api)
            && let Some(first) = steps.first()
        {
            wholes.entry(first.object).or_insert((steps.clone(), item));
        }
    }
    wholes
}

/// What is emitted beside a type that holds the items of a page.
pub fn whole(id: TypeId, (steps, item): &(Vec<Step>, &TypeRef), names: &Names) -> String {
    let steps: Vec<String> = steps
        .iter()
        .map(|step| {
            let members = &names.type_names(step.object).members;
            let member = members.get(step.field).map_or("", String::as_str);
            let options = ["", "(option)", "(option again)"];
            format!("{member}{}", options.get(step.options).unwrap_or(&""))
        })
        .collect();
    let item = spell(item, names, From::Types);
    let name = &names.type_names(id).name;
    format!("\ncrate::paged!({name} => {item}: {});\n", steps.join("."))
}
