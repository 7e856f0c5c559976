//! Where everything has its page in the reference.

use std::collections::BTreeMap;

use crate::ir::{Api, OperationId, TypeDef, TypeId};
use crate::names::Names;

/// Where everything has its page: paths below the folder, with anchors.
pub struct Places {
    operations: Vec<String>,
    types: BTreeMap<TypeId, String>,
}

impl Places {
    pub fn of(api: &Api, names: &Names) -> Self {
        let operations = api.operations.iter().enumerate();
        let operations = operations.map(|(index, operation)| {
            let mut steps = names.module(api, operation.resource);
            steps.push(names.operation(OperationId(index)).method.clone());
            let steps: Vec<&str> = steps.iter().map(|step| plain(step)).collect();
            format!("{}.md", steps.join("/"))
        });
        let mut types = BTreeMap::new();
        // By the anchors that readers of Markdown give to headings, of which no page has one twice.
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for (id, _) in listed(api, names) {
            let name = &names.type_names(id).name;
            let page = type_page(name, api);
            // The first heading of each page is its title.
            taken.entry(format!("{page}#types")).or_insert(1);
            let place = format!("{page}#{}", name.to_lowercase());
            let times = taken.entry(place.clone()).or_default();
            let suffix = match *times {
                0 => String::new(),
                times => format!("-{times}"),
            };
            *times += 1;
            types.insert(id, place + &suffix);
        }
        Self {
            operations: operations.collect(),
            types,
        }
    }

    /// The page of a call.
    pub fn operation(&self, id: OperationId) -> Option<&str> {
        self.operations.get(id.0).map(String::as_str)
    }

    /// What is said of a type.
    pub fn type_of(&self, id: TypeId) -> Option<&str> {
        self.types.get(&id).map(String::as_str)
    }

    /// A link from a page; the text alone where it leads nowhere.
    #[expect(clippy::unused_self, reason = "a place is one of these")]
    pub fn link(&self, text: &str, place: Option<&str>, up: &str) -> String {
        match place {
            Some(place) => format!("[{text}]({up}{place})"),
            None => text.to_owned(),
        }
    }
}

/// The page of a type: one for all, or in a large API one for each first letter.
pub fn type_page(name: &str, api: &Api) -> String {
    let first = name.chars().next().filter(|_| api.is_large());
    match first {
        None => "types.md".to_owned(),
        Some(first) if first.is_ascii_alphabetic() => {
            format!("types-{}.md", first.to_ascii_lowercase())
        }
        Some(_) => "types-other.md".to_owned(),
    }
}

/// The types that are emitted, by name.
pub fn listed<'a>(api: &'a Api, names: &Names) -> Vec<(TypeId, &'a TypeDef)> {
    let types = api.types.iter().enumerate();
    let used = types.filter(|(_, definition)| definition.is_used());
    let mut used: Vec<_> = used
        .map(|(index, definition)| (TypeId(index), definition))
        .collect();
    used.sort_by_key(|(id, _)| &names.type_names(*id).name);
    used
}

/// A name without what it takes to be one in Rust.
pub fn plain(name: &str) -> &str {
    name.trim_start_matches("r#")
}
