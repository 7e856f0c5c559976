//! How further pages of an operation are reached.

use super::{Api, Operation, TypeId, TypeKind, TypeRef};

/// How further pages are reached. Members are named with those that they are inside of before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// What is asked for to get the next page.
    pub way: Way,
    /// The list of the items; empty where the answer itself is the list.
    pub items: Vec<String>,
    /// The member that says whether there is another page, where there is one.
    pub more: Vec<String>,
}

/// What is asked for to get the next page; parameters are those of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By number.
    Page {
        /// The parameter for the number of the page.
        page: String,
        /// The parameter for the size of a page.
        limit: Option<String>,
        /// The number of the first page.
        first: i64,
    },
    /// By the number of items to pass over.
    Offset {
        /// The parameter for it.
        offset: String,
        /// The parameter for the size of a page.
        limit: Option<String>,
        /// What the first item is counted as.
        first: i64,
    },
    /// By what the answer says.
    Cursor {
        /// The parameter for it.
        cursor: String,
        /// The member that says it.
        next: Vec<String>,
    },
    /// By a member of the last item.
    Last {
        /// The parameter for it.
        cursor: String,
        /// The member.
        id: String,
    },
    /// By what a header of the answer says.
    Header {
        /// The parameter for it.
        cursor: String,
        /// The header.
        header: String,
    },
    /// By the address that the header `Link` calls `next`.
    Link,
    /// By the address that the answer says.
    Address {
        /// The member that says it.
        next: Vec<String>,
    },
}

/// A step on the way from an answer to the items in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The object.
    pub object: TypeId,
    /// The member of the object, by its place.
    pub field: usize,
    /// How many times it may be missing: once, or once more where null says something else.
    pub options: usize,
}

impl Api {
    /// The way from a type to the list inside it, and what an item of the list is; `None` if the members do not lead there.
    pub fn way_to_list<'a>(
        &'a self,
        from: &'a TypeRef,
        path: &[String],
    ) -> Option<(Vec<Step>, &'a TypeRef)> {
        let mut steps = Vec::new();
        let mut ty = from;
        for name in path {
            let TypeRef::Named(id) = ty else {
                return None;
            };
            let object = self.home(*id);
            let TypeKind::Object(known) = &self.type_def(object)?.kind else {
                return None;
            };
            let field = known.fields.iter().position(|field| field.name == *name)?;
            let slot = &known.fields.get(field)?;
            let options = usize::from(!slot.required) + usize::from(slot.slot.nullable);
            steps.push(Step {
                object,
                field,
                options,
            });
            ty = &slot.slot.ty;
        }
        match ty {
            TypeRef::List(item) if !steps.is_empty() => Some((steps, item)),
            _ => None,
        }
    }

    /// The type that is behind a name, where that is another name of it.
    pub fn home(&self, id: TypeId) -> TypeId {
        match self.type_def(id).map(|definition| &definition.kind) {
            Some(TypeKind::Alias(home)) => *home,
            _ => id,
        }
    }
}

impl Operation {
    /// The way to the items of a page where the answer is an object that holds them, and what an item is.
    pub fn paged<'a>(&'a self, api: &'a Api) -> Option<(&'a TypeRef, Vec<Step>, &'a TypeRef)> {
        let pagination = self.pagination.as_ref()?;
        let super::AnswerContent::Value(whole) = &self.answer.content else {
            return None;
        };
        let (steps, item) = api.way_to_list(whole, &pagination.items)?;
        Some((whole, steps, item))
    }
}

impl std::fmt::Display for Pagination {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let limit = |limit: &Option<String>| limit.clone().unwrap_or_else(|| "-".to_owned());
        match &self.way {
            Way::Page {
                page,
                limit: most,
                first,
            } => write!(f, "page {page} from {first}, size {}", limit(most))?,
            Way::Offset {
                offset,
                limit: most,
                first,
            } => write!(f, "offset {offset} from {first}, size {}", limit(most))?,
            Way::Cursor { cursor, next } => write!(f, "cursor {cursor} from {}", next.join("."))?,
            Way::Last { cursor, id } => write!(f, "cursor {cursor} from {id} of the last")?,
            Way::Header { cursor, header } => write!(f, "cursor {cursor} from header {header}")?,
            Way::Link => write!(f, "link")?,
            Way::Address { next } => write!(f, "address from {}", next.join("."))?,
        }
        if !self.more.is_empty() {
            write!(f, ", more {}", self.more.join("."))?;
        }
        if !self.items.is_empty() {
            write!(f, ", items {}", self.items.join("."))?;
        }
        Ok(())
    }
}
