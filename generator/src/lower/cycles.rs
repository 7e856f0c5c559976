//! Types that hold themselves: which member has to stand behind a pointer for the type to have a size.

use crate::ir::{Slot, TypeDef, TypeId, TypeKind, TypeRef};

/// Boxes every member by which a type holds itself directly, and no other.
///
/// Lists and maps are pointers already, so they end the search.
pub fn box_rings(types: &mut [TypeDef]) {
    let edges: Vec<Vec<TypeId>> = types
        .iter()
        .map(|definition| definition.uses().flat_map(by_value).collect())
        .collect();
    let groups = strongly_connected(&edges).groups;
    let group_of = |index: usize| groups.get(index).copied().flatten();
    for (index, definition) in types.iter_mut().enumerate() {
        let own = group_of(index);
        let box_in_ring = |slot: &mut Slot| {
            slot.boxed = own.is_some() && by_value(&slot.ty).any(|id| group_of(id.0) == own);
        };
        match &mut definition.kind {
            TypeKind::Object(object) => object
                .fields
                .iter_mut()
                .for_each(|field| box_in_ring(&mut field.slot)),
            TypeKind::Union(union) => union
                .variants
                .iter_mut()
                .for_each(|variant| box_in_ring(&mut variant.slot)),
            TypeKind::Wrapper(slot) => box_in_ring(slot),
            TypeKind::Choice(_) | TypeKind::Enumeration(_) | TypeKind::Alias(_) => {}
        }
    }
}

/// How many types may hold each other in a row, at most; in a ring, all of it counts.
pub fn nesting(types: &[TypeDef]) -> usize {
    let edges: Vec<Vec<TypeId>> = types
        .iter()
        .map(|definition| {
            let mut held = Vec::new();
            definition.uses().for_each(|ty| ty.named(&mut held));
            held
        })
        .collect();
    let mut nesting = vec![0; types.len()];
    for group in strongly_connected(&edges).closed {
        let targets = group.iter().filter_map(|member| edges.get(*member));
        let below = targets
            .flatten()
            .filter_map(|target| nesting.get(target.0))
            .max();
        let whole = group.len() + below.copied().unwrap_or_default();
        for member in group {
            if let Some(own) = nesting.get_mut(member) {
                *own = whole;
            }
        }
    }
    nesting.into_iter().max().unwrap_or_default()
}

/// The types that a value of this one holds without a pointer in between.
fn by_value(ty: &TypeRef) -> impl Iterator<Item = TypeId> {
    let mut found = Vec::new();
    collect(ty, &mut found);
    found.into_iter()
}

fn collect(ty: &TypeRef, found: &mut Vec<TypeId>) {
    match ty {
        TypeRef::Named(id) => found.push(*id),
        TypeRef::Nullable(inner) => collect(inner, found),
        TypeRef::Tuple(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// Tarjan's algorithm without recursion.
pub fn strongly_connected(edges: &[Vec<TypeId>]) -> Search<'_> {
    let mut search = Search {
        edges,
        order: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        on_stack: vec![false; edges.len()],
        stack: Vec::new(),
        groups: vec![None; edges.len()],
        closed: Vec::new(),
        visited: 0,
    };
    for node in 0..edges.len() {
        search.visit(node);
    }
    search
}

pub struct Search<'a> {
    edges: &'a [Vec<TypeId>],
    order: Vec<Option<usize>>,
    lowest: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    /// The group of each node, `None` for a node that is in no ring.
    groups: Vec<Option<usize>>,
    /// All nodes, those of a ring together, and after what they lead to.
    pub closed: Vec<Vec<usize>>,
    visited: usize,
}

impl Search<'_> {
    fn visit(&mut self, root: usize) {
        if self.order.get(root).copied().flatten().is_some() {
            return;
        }
        self.enter(root);
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.pop() {
            let target = self
                .edges
                .get(node)
                .and_then(|targets| targets.get(next))
                .map(|id| id.0);
            match target {
                Some(target) => {
                    path.push((node, next + 1));
                    match self.order.get(target).copied().flatten() {
                        None => {
                            self.enter(target);
                            path.push((target, 0));
                        }
                        Some(seen) if self.on_stack.get(target) == Some(&true) => {
                            self.lower(node, seen);
                        }
                        Some(_) => {}
                    }
                }
                None => {
                    self.leave(node);
                    if let (Some((parent, _)), Some(lowest)) = (path.last(), self.lowest.get(node))
                    {
                        self.lower(*parent, *lowest);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        if let (Some(order), Some(lowest), Some(on_stack)) = (
            self.order.get_mut(node),
            self.lowest.get_mut(node),
            self.on_stack.get_mut(node),
        ) {
            *order = Some(self.visited);
            *lowest = self.visited;
            *on_stack = true;
            self.visited += 1;
            self.stack.push(node);
        }
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(lowest) = self.lowest.get_mut(node) {
            *lowest = (*lowest).min(to);
        }
    }

    /// Closes a group when `node` is the first of it that was met.
    fn leave(&mut self, node: usize) {
        if self.order.get(node).copied().flatten() != self.lowest.get(node).copied() {
            return;
        }
        let is_ring = self.stack.last() != Some(&node)
            || self
                .edges
                .get(node)
                .is_some_and(|targets| targets.contains(&TypeId(node)));
        let start = self.stack.iter().rposition(|member| *member == node);
        let members = self.stack.split_off(start.unwrap_or_default());
        for &member in &members {
            if let Some(on_stack) = self.on_stack.get_mut(member) {
                *on_stack = false;
            }
            if let Some(group) = self.groups.get_mut(member).filter(|_| is_ring) {
                *group = Some(node);
            }
        }
        self.closed.push(members);
    }
}

#[cfg(test)]
mod tests {
    use super::strongly_connected;
    use crate::ir::TypeId;

    #[test]
    fn only_members_of_a_ring_have_a_group() {
        let edges = [vec![1], vec![2, 3], vec![0], vec![], vec![4], vec![3]];
        let edges: Vec<Vec<TypeId>> = edges
            .iter()
            .map(|all| all.iter().copied().map(TypeId).collect())
            .collect();
        let search = strongly_connected(&edges);
        assert_eq!(
            search.groups,
            [Some(0), Some(0), Some(0), None, Some(4), None]
        );
        assert_eq!(search.closed, [vec![3], vec![0, 1, 2], vec![4], vec![5]]);
    }
}
