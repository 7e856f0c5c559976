//! Pagination: which operations answer with one page of a list, and what is asked for to get the next one.
//!
//! An operation is one of those if it reads, answers with a list or with an object that holds one, and if a parameter and
//! the answer fit together by names that are common for it: the tables below are all that counts. The configuration says
//! it for single operations where this is wrong.

use heck::ToSnakeCase;

use super::paths::{Paths, first_of, normal};
use crate::config::{Config, Entry, Following};
use crate::diag::Diagnostic;
use crate::ir::{
    AnswerContent, Api, HttpMethod, Location, Operation, Pagination, Parameter, TypeRef, Way,
};

/// Parameters that take the number of a page.
const PAGES: &[&str] = &["page", "pagenumber", "pageno", "pagenum", "currentpage"];

/// Parameters that take the number of items to pass over.
const OFFSETS: &[&str] = &["offset", "skip", "startindex", "startat", "pageoffset"];

/// Parameters that take what an answer says.
const CURSORS: &[&str] = &[
    "cursor",
    "pagecursor",
    "nextcursor",
    "aftercursor",
    "startcursor",
    "paginationcursor",
    "after",
    "pageafter",
    "startingafter",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "paginationtoken",
    "continuationtoken",
    "continuation",
    "continue",
    "marker",
    "nextmarker",
    "offset",
];

/// Parameters that take the most items of a page.
const LIMITS: &[&str] = &[
    "perpage",
    "pagesize",
    "limit",
    "pagelimit",
    "size",
    "count",
    "per",
    "maxresults",
    "maxitems",
    "maxpagesize",
    "itemsperpage",
    "top",
];

/// What the headers of the answer to an operation tell.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// Whether it has the header `Link`.
    pub has_link: bool,
    /// The header that holds what the next page is asked for with.
    pub next: Option<String>,
}

impl Hints {
    /// What these headers tell.
    pub fn of<'h>(headers: impl Iterator<Item = &'h String>) -> Self {
        let mut hints = Self::default();
        for header in headers {
            let name = normal(header);
            hints.has_link |= name == "link";
            let is_next = [
                "nexttoken",
                "nextcursor",
                "nextpagetoken",
                "continuationtoken",
            ]
            .iter()
            .any(|ending| name.ends_with(ending));
            if is_next {
                hints.next = Some(header.clone());
            }
        }
        hints
    }
}

/// Finds the operations whose pages can be followed.
pub fn find(api: &mut Api, hints: &[Hints], config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    for index in 0..api.operations.len() {
        let hints = hints.get(index).cloned().unwrap_or_default();
        let Some(operation) = api.operations.get(index) else {
            continue;
        };
        let found = Finder {
            api,
            operation,
            hints,
            config,
        }
        .find(diagnostics);
        if let (Some(found), Some(operation)) = (found, api.operations.get_mut(index)) {
            if let AnswerContent::Value(TypeRef::List(item)) = &operation.answer.content {
                operation.answer.content = AnswerContent::Page((**item).clone());
            }
            operation.pagination = Some(found);
        }
        if let Some(operation) = api.operations.get_mut(index)
            && operation.name == "get"
            && is_list(operation)
            && config
                .name_of(
                    operation.id.as_deref(),
                    operation.method.as_str(),
                    &operation.path,
                )
                .is_none()
        {
            "list".clone_into(&mut operation.name);
        }
    }
}

/// Whether what the path calls `get` turns out to be a list: it has pages, or its id says so.
fn is_list(operation: &Operation) -> bool {
    let says_so = |id: &String| {
        let words = id.to_snake_case();
        words.starts_with("list_") || words.ends_with("_list")
    };
    !operation.is_of_item()
        && (operation.pagination.is_some() || operation.id.as_ref().is_some_and(says_so))
}

struct Finder<'a> {
    api: &'a Api,
    operation: &'a Operation,
    hints: Hints,
    config: &'a Config,
}

impl Finder<'_> {
    fn find(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Pagination> {
        if let Some(entry) = self.config.pagination_of(
            self.operation.id.as_deref(),
            self.operation.method.as_str(),
            &self.operation.path,
        ) {
            return match self.configured(entry.take()) {
                Ok(found) => found,
                Err(message) => {
                    diagnostics.push(
                        Diagnostic::error("wrong-pagination", entry.at().place(), message)
                            .help("name what the operation takes and answers with, as the document has it"),
                    );
                    None
                }
            };
        }
        let detects = self
            .config
            .pagination
            .as_ref()
            .is_none_or(|rule| rule.detect);
        if self.operation.method != HttpMethod::Get {
            return None;
        }
        let AnswerContent::Value(whole) = &self.operation.answer.content else {
            return None;
        };
        let paths = Paths { api: self.api };
        let items = match whole {
            TypeRef::List(_) => Vec::new(),
            TypeRef::Named(_) => paths.list(whole, &self.resource_words())?,
            _ => return None,
        };
        let by_names = self.named_page();
        if by_names.is_none() && !detects {
            return None;
        }
        let more = paths.flag(whole).unwrap_or_default();
        let way = by_names
            .or_else(|| self.cursor(whole, &items, !more.is_empty()))
            .or_else(|| self.is_linked().then_some(Way::Link))
            .or_else(|| {
                Some(Way::Address {
                    next: paths.address(whole)?,
                })
            })
            .or_else(|| self.page(paths.counts(whole)))
            .or_else(|| self.offset())?;
        // A flag beside a link or an address says the same once more, and may be about something else.
        let has_flag = !matches!(way, Way::Link | Way::Address { .. });
        Some(Pagination {
            way,
            items,
            more: if has_flag { more } else { Vec::new() },
        })
    }

    /// The words that a list of the resource may go by: the static segments of the path, from its end.
    fn resource_words(&self) -> Vec<String> {
        let segments = self.operation.path.split('/').rev();
        let fixed = segments.filter(|segment| !segment.is_empty() && !segment.starts_with('{'));
        fixed.map(normal).take(1).collect()
    }

    /// The parameter of the query that goes by one of these names, and that the document does not advise against.
    fn parameter(&self, names: &[&str], fits: fn(&TypeRef) -> bool) -> Option<&Parameter> {
        let all = self.operation.parameters_in(Location::Query);
        let all: Vec<&Parameter> = all
            .map(|(_, one)| one)
            .filter(|one| fits(&one.slot.ty) && !is_deprecated(one))
            .collect();
        first_of(names, &all, |one| &one.name).copied()
    }

    fn limit(&self) -> Option<String> {
        self.parameter(LIMITS, is_number)
            .map(|limit| limit.name.clone())
    }

    /// Numbered pages by the parameters that the configuration names.
    fn named_page(&self) -> Option<Way> {
        let rule = self.config.pagination.as_ref()?;
        let name = rule.page.as_deref()?;
        let has = |name: &str| self.query(name);
        let limit = rule.per_page.clone().filter(|name| has(name).is_some());
        has(name).map(|page| Way::Page {
            page: page.name.clone(),
            limit,
            first: first(page, 1),
        })
    }

    /// The parameter of the query of just this name.
    fn query(&self, name: &str) -> Option<&Parameter> {
        let mut all = self.operation.parameters_in(Location::Query);
        all.find(|(_, one)| one.name == name).map(|(_, one)| one)
    }

    /// Whether the header `Link` is among those of the answer, or is spoken of where the parameters are documented.
    fn is_linked(&self) -> bool {
        let said = self.operation.parameters_in(Location::Query);
        let mut said = said.filter_map(|(_, one)| one.slot.docs.description.as_deref());
        let speaks = |text: &str| {
            text.to_ascii_lowercase()
                .replace('`', "")
                .contains("link header")
        };
        self.hints.has_link || said.any(speaks)
    }

    /// Only with a limit, or where the answer counts: without either, the parameter may be what turns pages on.
    fn page(&self, is_counted: bool) -> Option<Way> {
        let page = self.parameter(PAGES, is_number)?;
        let limit = self.limit();
        if limit.is_none() && !is_counted {
            return None;
        }
        Some(Way::Page {
            page: page.name.clone(),
            limit,
            first: first(page, 1),
        })
    }

    /// Only with a limit: without one, a number may as well say where a list of fixed length begins.
    fn offset(&self) -> Option<Way> {
        let offset = self.parameter(OFFSETS, is_number)?;
        let usual = i64::from(normal(&offset.name) == "startindex");
        Some(Way::Offset {
            offset: offset.name.clone(),
            limit: Some(self.limit()?),
            first: first(offset, usual),
        })
    }

    fn cursor(&self, whole: &TypeRef, items: &[String], has_flag: bool) -> Option<Way> {
        let parameter = self.parameter(CURSORS, is_cursor)?;
        let (cursor, word) = (parameter.name.clone(), normal(&parameter.name));
        let paths = Paths { api: self.api };
        if let Some(next) = paths.next(whole, &word) {
            return Some(Way::Cursor { cursor, next });
        }
        if let Some(header) = self.hints.next.clone() {
            return Some(Way::Header { cursor, header });
        }
        if has_flag && matches!(word.as_str(), "after" | "startingafter" | "cursor") {
            let (_, item) = self.api.way_to_list(whole, items)?;
            return paths.has_id(item).then_some(Way::Last {
                cursor,
                id: "id".to_owned(),
            });
        }
        None
    }

    /// What the configuration says; the error tells what the operation does not have.
    fn configured(&self, said: &Following) -> Result<Option<Pagination>, String> {
        if !said.follow {
            return Ok(None);
        }
        let AnswerContent::Value(whole) = &self.operation.answer.content else {
            return Err("the operation does not answer with JSON".to_owned());
        };
        let has_list = match (whole, said.items.as_slice()) {
            (TypeRef::List(_), []) => true,
            (_, items) => self.api.way_to_list(whole, items).is_some(),
        };
        if !has_list {
            let items = said.items.join(".");
            return Err(format!("there is no list at `{items}` of the answer"));
        }
        let named = [&said.page, &said.offset, &said.cursor, &said.limit];
        for name in named.into_iter().flatten() {
            if self.query(name).is_none() {
                return Err(format!("`{name}` is no parameter of the operation's query"));
            }
        }
        let limit = said.limit.clone().or_else(|| self.limit());
        let number = |name: &String, usual| match (said.first, self.query(name)) {
            (Some(first), _) => first,
            (None, Some(parameter)) => first(parameter, usual),
            (None, None) => usual,
        };
        let next = || said.next.clone();
        let way = match said {
            Following { page: Some(page), .. } => Way::Page {
                page: page.clone(),
                limit,
                first: number(page, 1),
            },
            Following { offset: Some(offset), .. } => Way::Offset {
                offset: offset.clone(),
                limit,
                first: number(offset, 0),
            },
            Following { cursor: Some(cursor), header: Some(header), .. } => Way::Header {
                cursor: cursor.clone(),
                header: header.clone(),
            },
            Following { cursor: Some(cursor), id: Some(id), .. } => Way::Last {
                cursor: cursor.clone(),
                id: id.clone(),
            },
            Following { cursor: Some(cursor), .. } if !said.next.is_empty() => Way::Cursor {
                cursor: cursor.clone(),
                next: next(),
            },
            Following { cursor: None, .. } if !said.next.is_empty() => Way::Address { next: next() },
            Following { link: true, .. } => Way::Link,
            _ => return Err(
                "this does not say what to ask for: `page`, `offset`, `cursor` with `next`, `header` or `id`, `next` alone, or `link: true`"
                    .to_owned(),
            ),
        };
        Ok(Some(Pagination {
            way,
            items: said.items.clone(),
            more: said.more.clone(),
        }))
    }
}

impl Config {
    /// What is said of the pages of an operation.
    fn pagination_of(
        &self,
        id: Option<&str>,
        method: &str,
        path: &str,
    ) -> Option<&Entry<Following>> {
        let operations = &self.pagination.as_ref()?.operations;
        let by_id = || operations.get(id?);
        operations.get(&format!("{method} {path}")).or_else(by_id)
    }
}

/// Whether the document advises against a parameter, be it in words.
fn is_deprecated(parameter: &Parameter) -> bool {
    let said = parameter
        .slot
        .docs
        .description
        .as_deref()
        .unwrap_or_default();
    parameter.slot.deprecated || said.to_ascii_lowercase().starts_with("deprecated")
}

fn is_number(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Integer(_) | TypeRef::Float | TypeRef::Double)
}

fn is_cursor(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Text)
}

/// The number of the first page or item: the default of the parameter if it is 0 or 1, or the usual one.
fn first(parameter: &Parameter, usual: i64) -> i64 {
    let default = parameter.slot.default.as_ref();
    let number = default.and_then(serde_json::Value::as_f64);
    let said = parameter
        .slot
        .docs
        .description
        .as_deref()
        .unwrap_or_default();
    let said = said.to_ascii_lowercase();
    let from_zero = [
        "zero-based",
        "zero based",
        "0-based",
        "starts at 0",
        "starting at 0",
        "starts from 0",
        "starting from 0",
    ];
    match number {
        Some(0.0) => 0,
        Some(1.0) => 1,
        _ if from_zero.iter().any(|words| said.contains(words)) => 0,
        _ => usual,
    }
}
