//! Which types the parts of an API hold: what a pass that follows types from place to place walks along.

use super::{
    Additional, Answer, AnswerContent, Api, Operation, Reading, TypeDef, TypeId, TypeKind, TypeRef,
    Webhook,
};

impl Operation {
    /// The types that a request of it holds.
    pub fn uses_in_request(&self) -> impl Iterator<Item = &TypeRef> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.slot.ty);
        parameters.chain(self.body.iter().map(|body| &body.slot.ty))
    }

    /// The types that an answer to it holds.
    pub fn uses_in_response(&self) -> impl Iterator<Item = &TypeRef> {
        let answers = std::iter::once(&self.answer).chain(&self.alternatives);
        let answers = answers.flat_map(Answer::contents);
        let failures = self.failures.iter().flat_map(|failure| &failure.body);
        let headers = self.headers.iter().map(|header| &header.slot.ty);
        answers
            .filter_map(AnswerContent::ty)
            .chain(failures.map(|body| &body.ty))
            .chain(headers)
    }
}

impl Operation {
    /// Visits the types that an answer to it holds, to change them.
    pub fn change_response(&mut self, change: &mut impl FnMut(&mut TypeRef)) {
        for answer in std::iter::once(&mut self.answer).chain(&mut self.alternatives) {
            let cases = answer.cases.iter_mut().map(|case| &mut case.content);
            for content in std::iter::once(&mut answer.content).chain(cases) {
                content.ty_mut().into_iter().for_each(&mut *change);
            }
        }
        for body in self
            .failures
            .iter_mut()
            .flat_map(|failure| &mut failure.body)
        {
            change(&mut body.ty);
        }
        for header in &mut self.headers {
            change(&mut header.slot.ty);
        }
    }
}

impl Webhook {
    /// The types that a receiver gets.
    pub fn uses_received(&self) -> impl Iterator<Item = &TypeRef> {
        let headers = self.headers.iter().map(|header| &header.slot.ty);
        headers.chain(self.payload.iter().map(|payload| &payload.slot.ty))
    }

    /// The types that a receiver answers with.
    pub fn uses_replied(&self) -> impl Iterator<Item = &TypeRef> {
        self.replies.iter().filter_map(|reply| reply.ty.as_ref())
    }

    /// All of them but bytes that stay bytes, to be changed.
    pub fn uses_mut(&mut self) -> impl Iterator<Item = &mut TypeRef> {
        let headers = self.headers.iter_mut().map(|header| &mut header.slot.ty);
        let payload = self.payload.iter_mut();
        let payload = payload.filter(|payload| payload.reading != Reading::Bytes);
        let payload = payload.map(|payload| &mut payload.slot.ty);
        let replies = self.replies.iter_mut();
        let replies = replies.filter_map(|reply| reply.ty.as_mut());
        headers.chain(payload).chain(replies)
    }
}

impl Api {
    /// The types that belong to every build.
    pub fn uses_always(&self) -> impl Iterator<Item = &TypeRef> {
        let variables = self.servers.iter().flat_map(|server| &server.variables);
        variables.map(|variable| &variable.ty)
    }

    /// The types of all webhooks.
    pub fn uses_in_webhooks(&self) -> impl Iterator<Item = &TypeRef> {
        let webhooks = self.webhooks.iter();
        webhooks.flat_map(|webhook| webhook.uses_received().chain(webhook.uses_replied()))
    }

    /// The types that are used outside of operations.
    pub fn uses_outside(&self) -> impl Iterator<Item = &TypeRef> {
        self.uses_always().chain(self.uses_in_webhooks())
    }

    /// Every use of a type in an operation, outside of them, or in a type that one holds.
    pub fn uses(&self) -> impl Iterator<Item = &TypeRef> {
        let calls = self.operations.iter().flat_map(|operation| {
            operation
                .uses_in_request()
                .chain(operation.uses_in_response())
        });
        let types = self.types.iter().filter(|definition| definition.is_used());
        calls
            .chain(self.uses_outside())
            .chain(types.flat_map(TypeDef::uses))
    }
}

impl TypeDef {
    /// The uses of other types in it.
    pub fn uses(&self) -> impl Iterator<Item = &TypeRef> {
        let mut uses: Vec<&TypeRef> = Vec::new();
        match &self.kind {
            TypeKind::Object(object) => {
                uses.extend(object.fields.iter().map(|field| &field.slot.ty));
                if let Additional::Typed(slot) = &object.additional {
                    uses.push(&slot.ty);
                }
            }
            TypeKind::Union(union) => {
                uses.extend(union.variants.iter().map(|variant| &variant.slot.ty));
            }
            TypeKind::Choice(variants) => {
                uses.extend(variants.iter().map(|variant| &variant.slot.ty));
            }
            TypeKind::Wrapper(slot) => uses.push(&slot.ty),
            TypeKind::Enumeration(_) | TypeKind::Alias(_) => {}
        }
        uses.into_iter()
    }
}

impl TypeRef {
    /// Visits it and what it holds: items, members, what stands beside `null`; not what is behind a name.
    pub fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.visit(visit),
            Self::Tuple(items) => items.iter().for_each(|item| item.visit(visit)),
            _ => {}
        }
    }

    /// The named types inside it, through lists, maps and `null`.
    pub fn named(&self, found: &mut Vec<TypeId>) {
        self.visit(&mut |ty| {
            if let Self::Named(id) = ty {
                found.push(*id);
            }
        });
    }
}
