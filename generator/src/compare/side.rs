//! The two crates that are compared: each an API with its names, and which types and operations of one are those of the
//! other.

use std::collections::{BTreeMap, BTreeSet};

use super::place::Where;
use crate::emit;
use crate::ir::{
    Additional, AnswerContent, Api, Operation, OperationId, ResourceId, TypeDef, TypeId, TypeKind,
    TypeRef,
};
use crate::names::Names;

/// One of the two crates.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    /// The name of the document.
    pub(super) source: &'a str,
}

impl<'a> Side<'a> {
    /// A use of a type, as a reader spells it.
    pub(super) fn spelled(&self, ty: &TypeRef) -> String {
        emit::spelled(ty, self.names)
            .replace("std::collections::", "")
            .replace("crate::", "")
    }

    /// The call of an operation: `stores().list(..)`.
    pub(super) fn call(&self, id: OperationId) -> String {
        format!("{}(..)", self.names.call(self.api, id))
    }

    /// The types that come out, with their ids.
    pub(super) fn types(&self) -> impl Iterator<Item = (TypeId, &'a TypeDef)> + use<'a> {
        let types = self.api.types.iter().enumerate();
        types
            .filter(|(_, definition)| definition.is_used())
            .map(|(index, definition)| (TypeId(index), definition))
    }

    /// The operations, with their ids.
    pub(super) fn operations(
        &self,
    ) -> impl Iterator<Item = (OperationId, &'a Operation)> + use<'a> {
        let operations = self.api.operations.iter().enumerate();
        operations.map(|(index, operation)| (OperationId(index), operation))
    }

    /// The name of a type.
    pub(super) fn type_name(&self, id: TypeId) -> &'a str {
        &self.names.type_names(id).name
    }

    /// The names of what is in a type, whatever name it goes by.
    pub(super) fn members(&self, id: TypeId) -> &'a [String] {
        &self.names.type_names(self.api.home(id)).members
    }

    /// The path of the handle of a resource: `stores::secrets::Secrets`.
    pub(super) fn handle(&self, id: ResourceId) -> String {
        let mut path = self.names.module(self.api, id);
        path.push(self.names.resource(id).handle.clone());
        path.join("::")
    }

    /// The place of something that the IR does not say the place of.
    pub(super) fn place(&self, pointer: &str) -> Where {
        Where::pointer(self.source, pointer)
    }
}

/// Both of them.
pub(super) struct Both<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// The operations that are in both.
    pub(super) operations: Vec<(OperationId, OperationId)>,
    /// The types that are in both, by the old id.
    pub(super) types: BTreeMap<TypeId, TypeId>,
}

impl<'a> Both<'a> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>) -> Self {
        let mut both = Self {
            old,
            new,
            operations: operations(old, new),
            types: BTreeMap::new(),
        };
        both.pair_types();
        both
    }

    /// The operations that are in both, each with its id.
    pub(super) fn pairs(
        &self,
    ) -> impl Iterator<Item = ((OperationId, &'a Operation), (OperationId, &'a Operation))> {
        self.operations.iter().filter_map(|(old, new)| {
            let both = (self.old.api.operation(*old)?, self.new.api.operation(*new)?);
            Some(((*old, both.0), (*new, both.1)))
        })
    }

    /// Whether code that uses the first compiles with the second.
    pub(super) fn same(&self, old: &TypeRef, new: &TypeRef) -> bool {
        match (old, new) {
            (TypeRef::Named(old), TypeRef::Named(new)) => self.matches(*old, *new),
            (TypeRef::List(old), TypeRef::List(new))
            | (TypeRef::Map(old), TypeRef::Map(new))
            | (TypeRef::Nullable(old), TypeRef::Nullable(new)) => self.same(old, new),
            (TypeRef::Tuple(old), TypeRef::Tuple(new)) => {
                let mut items = old.iter().zip(new);
                old.len() == new.len() && items.all(|(old, new)| self.same(old, new))
            }
            (TypeRef::Binary { .. }, TypeRef::Binary { .. }) => true,
            (old, new) => old == new,
        }
    }

    /// What became of a type, as a reader spells it.
    pub(super) fn became(&self, old: &TypeRef, new: &TypeRef) -> String {
        let (old, new) = (self.old.spelled(old), self.new.spelled(new));
        format!("`{old}` became `{new}`")
    }

    /// Whether two types are one: the same, or another name of the same.
    fn matches(&self, old: TypeId, new: TypeId) -> bool {
        let homes = [old, self.old.api.home(old)];
        homes.iter().any(|id| {
            let paired = self.types.get(id);
            paired.is_some_and(|paired| self.new.api.home(*paired) == self.new.api.home(new))
        })
    }

    /// Types are the same by their names in the document; one that has another name there is found where it is used.
    fn pair_types(&mut self) {
        let by_name: BTreeMap<&[String], TypeId> = self
            .new
            .types()
            .map(|(id, definition)| (definition.name.as_slice(), id))
            .collect();
        for (old, definition) in self.old.types() {
            if let Some(new) = by_name.get(definition.name.as_slice()) {
                self.types.insert(old, *new);
            }
        }
        let mut meeting = Meeting {
            open: self.types.iter().map(|(old, new)| (*old, *new)).collect(),
            taken: self.types.values().copied().collect(),
        };
        for (old, new) in self.operations.clone() {
            if let Some((old, new)) = self.old.api.operation(old).zip(self.new.api.operation(new)) {
                for (old, new) in uses_of_operation(old, new) {
                    self.meet(old, new, &mut meeting);
                }
            }
        }
        for (old, new) in uses_of_webhooks(self.old.api, self.new.api) {
            self.meet(old, new, &mut meeting);
        }
        while let Some((old, new)) = meeting.open.pop() {
            let definitions = self
                .old
                .api
                .definition(old)
                .zip(self.new.api.definition(new));
            for (old, new) in definitions
                .into_iter()
                .flat_map(|(old, new)| uses_of_type(old, new))
            {
                self.meet(old, new, &mut meeting);
            }
        }
    }

    /// Two types that stand in the same place: if neither has been found in the other crate, they are one by two names.
    fn meet(&mut self, old: &TypeRef, new: &TypeRef, meeting: &mut Meeting) {
        match (old, new) {
            (TypeRef::Named(old), TypeRef::Named(new)) => {
                if self.types.contains_key(old) || meeting.taken.contains(new) {
                    return;
                }
                let kind = |side: Side<'_>, id| {
                    let definition = side.api.definition(id)?;
                    Some(std::mem::discriminant(&definition.kind))
                };
                if kind(self.old, *old) == kind(self.new, *new) {
                    self.types.insert(*old, *new);
                    meeting.taken.insert(*new);
                    meeting.open.push((*old, *new));
                }
            }
            (TypeRef::List(old), TypeRef::List(new))
            | (TypeRef::Map(old), TypeRef::Map(new))
            | (TypeRef::Nullable(old), TypeRef::Nullable(new)) => self.meet(old, new, meeting),
            (TypeRef::Tuple(old), TypeRef::Tuple(new)) => {
                for (old, new) in old.iter().zip(new) {
                    self.meet(old, new, meeting);
                }
            }
            _ => {}
        }
    }
}

/// What is left to look at while types are paired.
struct Meeting {
    open: Vec<(TypeId, TypeId)>,
    /// The new types that are paired.
    taken: BTreeSet<TypeId>,
}

/// The uses of types at the same places of an operation.
fn uses_of_operation<'a>(
    old: &'a Operation,
    new: &'a Operation,
) -> Vec<(&'a TypeRef, &'a TypeRef)> {
    let mut uses = Vec::new();
    for parameter in &old.parameters {
        let mut others = new.parameters.iter();
        let same = others
            .find(|other| other.location == parameter.location && other.name == parameter.name);
        uses.extend(same.map(|same| (&parameter.slot.ty, &same.slot.ty)));
    }
    let bodies = old.body.as_ref().zip(new.body.as_ref());
    uses.extend(bodies.map(|(old, new)| (&old.slot.ty, &new.slot.ty)));
    let mut contents = vec![(&old.answer.content, &new.answer.content)];
    for case in &old.answer.cases {
        let mut others = new.answer.cases.iter();
        let same = others.find(|other| other.status == case.status);
        contents.extend(same.map(|same| (&case.content, &same.content)));
    }
    let types = contents
        .into_iter()
        .filter_map(|(old, new)| AnswerContent::ty(old).zip(AnswerContent::ty(new)));
    uses.extend(types);
    for failure in &old.failures {
        let mut others = new.failures.iter();
        let same = others.find(|other| other.status == failure.status);
        let bodies = same.and_then(|same| failure.body.as_ref().zip(same.body.as_ref()));
        uses.extend(bodies.map(|(old, new)| (&old.ty, &new.ty)));
    }
    uses
}

/// The types of the payloads of the same webhooks.
fn uses_of_webhooks<'a>(old: &'a Api, new: &'a Api) -> Vec<(&'a TypeRef, &'a TypeRef)> {
    let payloads = old.webhooks.iter().filter_map(|webhook| {
        let mut others = new.webhooks.iter();
        let same = others.find(|other| other.names.last() == webhook.names.last())?;
        webhook.payload.as_ref().zip(same.payload.as_ref())
    });
    payloads
        .map(|(old, new)| (&old.slot.ty, &new.slot.ty))
        .collect()
}

/// The uses of types at the same places of a type.
fn uses_of_type<'a>(old: &'a TypeDef, new: &'a TypeDef) -> Vec<(&'a TypeRef, &'a TypeRef)> {
    let mut uses = Vec::new();
    match (&old.kind, &new.kind) {
        (TypeKind::Object(old), TypeKind::Object(new)) => {
            for field in &old.fields {
                let same = new.fields.iter().find(|other| other.name == field.name);
                uses.extend(same.map(|same| (&field.slot.ty, &same.slot.ty)));
            }
            if let (Additional::Typed(old), Additional::Typed(new)) =
                (&old.additional, &new.additional)
            {
                uses.push((&old.ty, &new.ty));
            }
        }
        (TypeKind::Union(old), TypeKind::Union(new)) => {
            for variant in &old.variants {
                let mut others = new
                    .variants
                    .iter()
                    .filter(|other| other.name == variant.name);
                // Of several by one name, none is known to be it.
                let same = others.next().filter(|_| others.next().is_none());
                uses.extend(same.map(|same| (&variant.slot.ty, &same.slot.ty)));
            }
        }
        (TypeKind::Choice(old), TypeKind::Choice(new)) => {
            for variant in old {
                let media_type = &variant.format.media_type;
                let same = new
                    .iter()
                    .find(|other| other.format.media_type == *media_type);
                uses.extend(same.map(|same| (&variant.slot.ty, &same.slot.ty)));
            }
        }
        (TypeKind::Wrapper(old), TypeKind::Wrapper(new)) => uses.push((&old.ty, &new.ty)),
        _ => {}
    }
    uses
}

/// What an operation may be known by.
type Key = dyn Fn(Side<'_>, OperationId, &Operation) -> Option<String>;

/// An operation is the same by its method and path, whatever the parameters in it are called; then by its `operationId`;
/// then by the call that it is in Rust.
fn operations(old: Side<'_>, new: Side<'_>) -> Vec<(OperationId, OperationId)> {
    let mut pairs = Vec::new();
    let place = |_: Side<'_>, _: OperationId, operation: &Operation| {
        let path = without_names(&operation.path);
        Some(format!("{} {path}", operation.method.as_str()))
    };
    let id = |_: Side<'_>, _: OperationId, operation: &Operation| operation.id.clone();
    let call = |side: Side<'_>, id: OperationId, _: &Operation| Some(side.call(id));
    let keys: [&Key; 3] = [&place, &id, &call];
    let mut old_left: Vec<(OperationId, &Operation)> = old.operations().collect();
    let mut new_left: Vec<(OperationId, &Operation)> = new.operations().collect();
    for key in keys {
        let mut known: BTreeMap<String, OperationId> = BTreeMap::new();
        for (id, operation) in &new_left {
            if let Some(key) = key(new, *id, operation) {
                known.entry(key).or_insert(*id);
            }
        }
        let mut found = Vec::new();
        old_left.retain(|(id, operation)| {
            let pair = key(old, *id, operation).and_then(|key| known.remove(&key));
            found.extend(pair.map(|pair| (*id, pair)));
            pair.is_none()
        });
        let taken: BTreeSet<OperationId> = found.iter().map(|(_, id)| *id).collect();
        new_left.retain(|(id, _)| !taken.contains(id));
        pairs.extend(found);
    }
    pairs.sort_unstable();
    pairs
}

/// A path template without the names of its parameters.
pub(super) fn without_names(path: &str) -> String {
    let mut text = String::new();
    let mut is_inside = false;
    for each in path.chars() {
        match each {
            '{' => {
                is_inside = true;
                text.push_str("{}");
            }
            '}' => is_inside = false,
            _ if is_inside => {}
            other => text.push(other),
        }
    }
    text
}
