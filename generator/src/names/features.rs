//! Names of the cargo features of a large API, and of the modules with the types that only they bring into a build.

use std::collections::BTreeMap;

use super::ident::snake;
use super::reserved::{FEATURES, FILES};
use super::scope::{Wish, settle};
use super::{ResourceNames, TypeNames};
use crate::ir::{Api, Feature, ResourceId};

/// The features of the crate, and the modules that depend on them.
#[derive(Debug, Default)]
pub struct Features {
    /// By the resource, where that is a feature.
    names: Vec<Option<String>>,
    /// That of the webhooks, if they are one.
    webhooks: Option<String>,
    /// By the features that share the types in it, any of which brings them into a build.
    modules: BTreeMap<Vec<ResourceId>, String>,
}

impl Features {
    /// The feature of a resource, or of the webhooks, if it is one.
    pub fn name(&self, id: ResourceId) -> Option<&str> {
        if id == ResourceId::WEBHOOKS {
            return self.webhooks.as_deref();
        }
        self.names.get(id.0)?.as_deref()
    }

    /// The feature that is on if the resource is in the build: that of a resource which is divided is on only if all of it
    /// is.
    pub fn gate(&self, api: &Api, id: ResourceId) -> Option<String> {
        let name = self.name(id)?;
        if id == ResourceId::WEBHOOKS {
            return Some(name.to_owned());
        }
        Some(match api.resource(id)?.feature? {
            Feature::Whole => name.to_owned(),
            Feature::Divided => format!("__{name}"),
        })
    }

    /// The modules of types, by the features that share them.
    pub fn modules(&self) -> impl Iterator<Item = (&[ResourceId], &str)> {
        let modules = self.modules.iter();
        modules.map(|(features, name)| (features.as_slice(), name.as_str()))
    }
}

/// Names the features after the modules of their resources: `zones`, and `zones-dns_records` below it.
pub fn decide(api: &Api, resources: &[ResourceNames], types: &[TypeNames]) -> Features {
    let path = |id: ResourceId| path(api, resources, id);
    let divisible = api.resources.iter().enumerate();
    let ids: Vec<ResourceId> = divisible
        .filter(|(_, resource)| resource.feature.is_some())
        .map(|(index, _)| ResourceId(index))
        .collect();
    let mut wishes: Vec<Wish> = ids
        .iter()
        .map(|id| {
            let name = path(*id).join("-");
            Wish::of(name.clone(), &name).or(format!("{name}_calls"))
        })
        .collect();
    let has_webhooks = api.is_divided() && !api.webhooks.is_empty();
    if has_webhooks {
        let wish = Wish::of("webhooks".to_owned(), "webhooks");
        wishes.push(wish.or("webhook_payloads".to_owned()));
    }
    let mut names = vec![None; api.resources.len()];
    let settled = settle(FEATURES, &wishes);
    let webhooks = settled.get(ids.len()).cloned();
    for (id, name) in ids.iter().zip(settled) {
        if let Some(slot) = names.get_mut(id.0) {
            *slot = Some(name);
        }
    }
    let mut sets: Vec<Vec<ResourceId>> = Vec::new();
    for definition in api.types.iter().filter(|definition| definition.is_used()) {
        if !definition.features.is_empty() {
            sets.push(definition.features.clone());
        }
    }
    sets.sort_unstable();
    sets.dedup();
    let wishes: Vec<Wish> = sets
        .iter()
        .map(|set| {
            let paths: Vec<String> = set.iter().map(|id| path(*id).join("_")).collect();
            let name = match paths.as_slice() {
                [first, _, _, others @ ..] if !others.is_empty() => {
                    format!("{first}_and_{}_more", paths.len() - 1)
                }
                few => few.join("_and_"),
            };
            Wish {
                choices: vec![snake(&name)],
                rank: (0, paths.join(" ")),
            }
        })
        .collect();
    let reserved: Vec<&str> = types
        .iter()
        .map(|names| names.module.as_str())
        .chain(FILES.iter().copied())
        .collect();
    let modules = sets.into_iter().zip(settle(&reserved, &wishes)).collect();
    Features {
        names,
        webhooks,
        modules,
    }
}

/// The modules down to a resource.
fn path(api: &Api, resources: &[ResourceNames], id: ResourceId) -> Vec<String> {
    if id == ResourceId::WEBHOOKS {
        return vec!["webhooks".to_owned()];
    }
    let modules = api.lineage(id).into_iter().map(|id| {
        let names = resources.get(id.0);
        names.map_or("", |names| names.module.trim_start_matches("r#"))
    });
    modules.map(str::to_owned).collect()
}
