//! Pagination: which operations answer with one page of a list.

use super::Lowering;
use crate::ir::{AnswerContent, Location, Pagination, Parameter, TypeRef};

impl Lowering<'_> {
    /// How further pages of an operation are reached: it takes the page parameters that the configuration names, and
    /// answers with a list.
    pub fn pagination(
        &self,
        parameters: &[Parameter],
        content: &AnswerContent,
    ) -> Option<Pagination> {
        let rule = self.config.pagination.as_ref()?;
        let AnswerContent::Value(TypeRef::List(_)) = content else {
            return None;
        };
        let has = |name: &str| {
            parameters
                .iter()
                .any(|parameter| parameter.location == Location::Query && parameter.name == name)
        };
        let per_page = rule.per_page.clone().filter(|name| has(name));
        has(&rule.page).then(|| Pagination::Page {
            page: rule.page.clone(),
            per_page,
        })
    }
}

/// The answer of an operation whose pages can be followed.
pub fn paged(content: AnswerContent) -> AnswerContent {
    match content {
        AnswerContent::Value(TypeRef::List(item)) => AnswerContent::Page(*item),
        other => other,
    }
}
