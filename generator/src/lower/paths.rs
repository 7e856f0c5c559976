//! Where an answer keeps what pages are followed by: the list, what to ask for next, whether there is more.

use crate::ir::{Api, Field, TypeKind, TypeRef};

/// Members that are the list of an answer, the most telling first.
const LISTS: &[&str] = &[
    "data",
    "items",
    "results",
    "result",
    "value",
    "values",
    "entries",
    "records",
    "resources",
    "rows",
    "objects",
    "elements",
    "content",
    "documents",
    "hits",
    "list",
    "collection",
];

/// Lists that come along with the one that is asked for.
const BESIDES: &[&str] = &[
    "errors", "messages", "warnings", "links", "included", "facets", "notices",
];

/// Objects around the list.
const AROUND: &[&str] = &["data", "result", "response", "embedded", "payload"];

/// Objects that say something of the page.
const METAS: &[&str] = &[
    "meta",
    "metadata",
    "pagination",
    "paging",
    "pageinfo",
    "resultinfo",
    "responsemetadata",
    "cursors",
    "cursor",
    "page",
    "nextpage",
    "links",
    "next",
];

/// Members with what the next page is asked for with, the most telling first.
const NEXTS: &[&str] = &[
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpagecursor",
    "nextmarker",
    "nextpage",
    "nextoffset",
    "continuationtoken",
    "continue",
    "paginationtoken",
    "endcursor",
    "lastid",
    "next",
    "after",
    "cursor",
];

/// Members with the address of the next page.
const ADDRESSES: &[&str] = &[
    "nextpageurl",
    "nextpageuri",
    "nextpagelink",
    "nexturl",
    "nexturi",
    "nextlink",
    "odatanextlink",
    "nexthref",
];

/// Members that say whether there is another page.
const FLAGS: &[&str] = &["hasmore", "more", "hasnext", "hasnextpage", "hasmoreitems"];

/// A name without what styles differ in.
pub fn normal(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The thing that goes by the first of these names that any goes by.
pub fn first_of<'t, T>(names: &[&str], all: &'t [T], name: impl Fn(&T) -> &str) -> Option<&'t T> {
    names
        .iter()
        .find_map(|wanted| all.iter().find(|one| normal(name(one)) == *wanted))
}

/// Looks for places inside answers.
#[derive(Clone, Copy)]
pub struct Paths<'a> {
    pub api: &'a Api,
}

impl<'a> Paths<'a> {
    fn fields(self, ty: &TypeRef) -> &'a [Field] {
        let TypeRef::Named(id) = ty else {
            return &[];
        };
        match self.api.definition(*id).map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => &object.fields,
            _ => &[],
        }
    }

    /// The list that an answer is about, in it or in an object around the list: the one by a telling name, or the only one.
    pub fn list(self, whole: &TypeRef, words: &[String]) -> Option<Vec<String>> {
        if let Some(list) = list_of(self.fields(whole), words) {
            return Some(vec![list]);
        }
        let around = self.named(whole, AROUND)?;
        let list = list_of(self.fields(&around.slot.ty), words)?;
        Some(vec![around.name.clone(), list])
    }

    /// The member that goes by the first of these names.
    fn named(self, ty: &TypeRef, names: &[&str]) -> Option<&'a Field> {
        first_of(names, self.fields(ty), |one| &one.name)
    }

    /// Visits an answer, and what in it says something of the page, until something is found.
    fn search<T>(
        self,
        ty: &TypeRef,
        depth: usize,
        path: &mut Vec<String>,
        look: &impl Fn(&'a [Field], &[String]) -> Option<T>,
    ) -> Option<T> {
        let fields = self.fields(ty);
        if let Some(found) = look(fields, path) {
            return Some(found);
        }
        let metas = fields
            .iter()
            .filter(|field| METAS.contains(&normal(&field.name).as_str()));
        for meta in metas.filter(|_| depth > 0) {
            path.push(meta.name.clone());
            let found = self.search(&meta.slot.ty, depth - 1, path, look);
            path.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// What the next page is asked for with, by a parameter of the given name.
    pub fn next(self, whole: &TypeRef, parameter: &str) -> Option<Vec<String>> {
        self.search(whole, 2, &mut Vec::new(), &|fields, path| {
            let is_text =
                |field: &&Field| matches!(field.slot.ty, TypeRef::Text | TypeRef::Integer(_));
            let texts: Vec<&Field> = fields.iter().filter(is_text).collect();
            // An object that is about the next page has it by the name of the parameter.
            let leads_on = path
                .last()
                .is_some_and(|name| normal(name).starts_with("next"));
            let own = first_of(&[parameter], &texts, |one| &one.name).filter(|_| leads_on);
            let found = own.or_else(|| {
                first_of(NEXTS, &texts, |one| &one.name).filter(|one| !is_address(one))
            })?;
            Some([path, std::slice::from_ref(&found.name)].concat())
        })
    }

    /// The address of the next page.
    pub fn address(self, whole: &TypeRef) -> Option<Vec<String>> {
        self.search(whole, 2, &mut Vec::new(), &|fields, path| {
            let texts: Vec<&Field> = fields
                .iter()
                .filter(|field| matches!(field.slot.ty, TypeRef::Text))
                .collect();
            let is_about_links = path.last().is_some_and(|name| normal(name) == "links");
            let leads_on = path.last().is_some_and(|name| normal(name) == "next");
            let found = first_of(ADDRESSES, &texts, |one| &one.name)
                .or_else(|| {
                    first_of(&["next", "nextpage"], &texts, |one| &one.name)
                        .filter(|one| is_about_links || is_address(one))
                })
                .or_else(|| {
                    first_of(&["href", "url"], &texts, |one| &one.name).filter(|_| leads_on)
                })?;
            Some([path, std::slice::from_ref(&found.name)].concat())
        })
    }

    /// What says whether there is another page.
    pub fn flag(self, whole: &TypeRef) -> Option<Vec<String>> {
        self.search(whole, 2, &mut Vec::new(), &|fields, path| {
            let is_flag = |field: &&Field| field.slot.ty == TypeRef::Boolean;
            let flags: Vec<&Field> = fields.iter().filter(is_flag).collect();
            let found = first_of(FLAGS, &flags, |one| &one.name)?;
            Some([path, std::slice::from_ref(&found.name)].concat())
        })
    }

    /// Whether an answer counts its pages or items.
    pub fn counts(self, whole: &TypeRef) -> bool {
        let names = [
            "total",
            "totalcount",
            "totalpages",
            "pagecount",
            "pagestotal",
            "itemstotal",
        ];
        let counts = |fields: &'a [Field], _: &[String]| {
            let mut fields = fields.iter();
            fields
                .any(|field| names.contains(&normal(&field.name).as_str()))
                .then_some(())
        };
        self.search(whole, 1, &mut Vec::new(), &counts).is_some()
    }

    /// Whether an item has an identifier that every answer holds.
    pub fn has_id(self, item: &TypeRef) -> bool {
        let mut fields = self.fields(item).iter();
        fields.any(|field| field.name == "id" && field.required && field.slot.ty == TypeRef::Text)
    }
}

/// Whether a member holds an address, by what the document says of it.
fn is_address(field: &Field) -> bool {
    let example = field.slot.example.as_ref().and_then(|value| value.as_str());
    let said = field.slot.docs.description.as_deref().unwrap_or_default();
    example.is_some_and(|text| text.starts_with("http") || text.starts_with('/'))
        || said
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| ["url", "uri", "link"].contains(&word.to_ascii_lowercase().as_str()))
}

/// The list among members: the only one, or the one by a telling name.
fn list_of(fields: &[Field], words: &[String]) -> Option<String> {
    let is_list = |field: &&Field| {
        matches!(field.slot.ty, TypeRef::List(_))
            && !BESIDES.contains(&normal(&field.name).as_str())
    };
    let lists: Vec<&Field> = fields.iter().filter(is_list).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let found = match lists.as_slice() {
        [only] => Some(only),
        _ => first_of(LISTS, &lists, |one| &one.name)
            .or_else(|| first_of(&words, &lists, |one| &one.name)),
    };
    found.map(|field| field.name.clone())
}
