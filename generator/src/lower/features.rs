//! Which parts of a large API can be left out of a build: the resources that become cargo features, and the types that
//! only they reach.

use std::collections::BTreeSet;

use crate::ir::{Api, Feature, OperationId, Resource, ResourceId, TypeDef, TypeId, TypeKind};

/// More resources than these below the client are a feature each.
const FEW: usize = 8;

/// What has more calls than these is divided: each of the resources below it is a feature of its own as well.
const LARGE: usize = 100;

/// Of what is divided, a type that more parts than these reach is in the build with any part.
const PARTS: usize = 4;

/// A type that more features than these reach is in every build.
const SHARED: usize = 8;

/// Divides an API into features if it is large, and marks every type with those that reach it. [`settle`] has to follow
/// when types are what they stay.
pub fn divide(api: &mut Api) {
    let calls = calls(api);
    let roots: Vec<ResourceId> = api.roots().map(|(id, _)| id).collect();
    let is_large = |id: &ResourceId| is_divisible(api, *id, &calls);
    if roots.len() <= FEW && !roots.iter().any(is_large) {
        return;
    }
    let mut open = roots;
    while let Some(id) = open.pop() {
        let is_divided = is_divisible(api, id, &calls);
        let Some(resource) = api.resources.get_mut(id.0) else {
            continue;
        };
        resource.feature = Some(if is_divided {
            open.extend(&resource.children);
            Feature::Divided
        } else {
            Feature::Whole
        });
    }
    mark_types(api);
}

fn is_divisible(api: &Api, id: ResourceId, calls: &[usize]) -> bool {
    let is_large = calls.get(id.0).is_some_and(|calls| *calls > LARGE);
    is_large
        && api
            .resource(id)
            .is_some_and(|resource| resource.children.len() > 1)
}

/// How many calls each resource has, with those below it.
fn calls(api: &Api) -> Vec<usize> {
    let mut calls = vec![0; api.resources.len()];
    // Parents stand before their children.
    for (index, resource) in api.resources.iter().enumerate().rev() {
        let below: usize = resource
            .children
            .iter()
            .filter_map(|id| calls.get(id.0))
            .sum();
        if let Some(own) = calls.get_mut(index) {
            *own = below + resource.operations.len();
        }
    }
    calls
}

/// Marks every type with all the features that reach it.
fn mark_types(api: &mut Api) {
    let mut reached: Vec<BTreeSet<ResourceId>> = vec![BTreeSet::new(); api.types.len()];
    for index in 0..api.resources.len() {
        let id = ResourceId(index);
        let held = api.resource(id).map(|own| held(api, own));
        if let Some(feature) = api.feature_of(id) {
            spread(&api.types, feature, held.unwrap_or_default(), &mut reached);
        }
    }
    let mut held = Vec::new();
    api.uses_in_webhooks().for_each(|ty| ty.named(&mut held));
    spread(&api.types, ResourceId::WEBHOOKS, held, &mut reached);
    for (definition, reached) in api.types.iter_mut().zip(reached) {
        definition.features = reached.into_iter().collect();
    }
}

/// Takes down that a feature reaches these types, and with them all that they hold.
fn spread(
    types: &[TypeDef],
    feature: ResourceId,
    mut open: Vec<TypeId>,
    reached: &mut [BTreeSet<ResourceId>],
) {
    while let Some(id) = open.pop() {
        let (Some(definition), Some(reached)) = (types.get(id.0), reached.get_mut(id.0)) else {
            continue;
        };
        if reached.insert(feature) {
            definition.uses().for_each(|ty| ty.named(&mut open));
            if let TypeKind::Alias(home) = definition.kind {
                open.push(home);
            }
        }
    }
}

/// Leaves every type with those features that bring it into a build, once types that say the same have one home: that is
/// in every build with one of its names.
pub fn settle(api: &mut Api) {
    if !api.is_divided() {
        return;
    }
    let all = api.types.iter();
    let mut reached: Vec<BTreeSet<ResourceId>> = all
        .map(|definition| definition.features.iter().copied().collect())
        .collect();
    for definition in &api.types {
        if let TypeKind::Alias(home) = definition.kind {
            for feature in &definition.features {
                spread(&api.types, *feature, vec![home], &mut reached);
            }
        }
    }
    let mut settled: Vec<Vec<ResourceId>> = reached
        .iter()
        .map(|reached| simplify(api, reached))
        .collect();
    for id in in_every_build(api) {
        if let Some(features) = settled.get_mut(id.0) {
            features.clear();
        }
    }
    for (definition, features) in api.types.iter_mut().zip(settled) {
        definition.features = features;
    }
    // The servers are in every build, and with them the values of their variables.
    let mut always = Vec::new();
    for variable in api.servers.iter().flat_map(|server| &server.variables) {
        variable.ty.named(&mut always);
    }
    while let Some(definition) = always.pop().and_then(|id| api.types.get_mut(id.0)) {
        definition.features.clear();
        if let TypeKind::Alias(home) = definition.kind {
            always.push(home);
        }
    }
}

/// The types that are used outside of calls, with all that they hold.
fn in_every_build(api: &Api) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let mut open = Vec::new();
    api.uses_always().for_each(|ty| ty.named(&mut open));
    while let Some(id) = open.pop() {
        let Some(definition) = api.type_def(id).filter(|_| found.insert(id)) else {
            continue;
        };
        definition.uses().for_each(|ty| ty.named(&mut open));
        if let TypeKind::Alias(home) = definition.kind {
            open.push(home);
        }
    }
    found
}

/// The types that the calls of a resource name.
fn held(api: &Api, resource: &Resource) -> Vec<TypeId> {
    let mut held = Vec::new();
    let operation = |id: &OperationId| api.operation(*id);
    for operation in resource.operations.iter().filter_map(operation) {
        operation
            .uses_in_request()
            .for_each(|ty| ty.named(&mut held));
        operation
            .uses_in_response()
            .for_each(|ty| ty.named(&mut held));
    }
    held
}

/// The features without which a type is left out; none if it never is. Whatever reaches a type must not be in more builds
/// than the type is, so with more features the answer can only become wider.
fn simplify(api: &Api, reached: &BTreeSet<ResourceId>) -> Vec<ResourceId> {
    let parent = |id: &ResourceId| api.resource(*id)?.parent;
    let roots: BTreeSet<ResourceId> = reached.iter().map(|id| root(api, *id)).collect();
    if roots.len() > SHARED {
        return Vec::new();
    }
    let mut homes = reached.clone();
    // Those below go first: what is wide there may make what is above it wide in turn.
    for id in reached.iter().rev() {
        let mut next = parent(id);
        while let Some(above) = next {
            let is_below = |id: &&ResourceId| parent(id) == Some(above);
            if homes.contains(&above) || homes.iter().filter(is_below).count() > PARTS {
                homes.insert(above);
                homes.retain(|id| !is_inside(api, *id, above));
            }
            next = parent(&above);
        }
    }
    homes.into_iter().collect()
}

fn root(api: &Api, id: ResourceId) -> ResourceId {
    api.lineage(id).first().copied().unwrap_or(id)
}

/// Whether a resource is somewhere below another.
fn is_inside(api: &Api, id: ResourceId, above: ResourceId) -> bool {
    id != above && api.lineage(id).contains(&above)
}
