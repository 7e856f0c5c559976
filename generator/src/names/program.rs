//! Names on the command line: the words of commands, and the options of each.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToKebabCase;

use super::ident::snake;
use super::reserved::{OPTIONS, PROGRAM_OPTIONS};
use super::scope::{Wish, settle};
use super::{OperationNames, ResourceNames};
use crate::ir::{Api, BodyForm, Location, Operation, OperationId, Parameter, ResourceId, TypeRef};

/// The names of a program.
#[derive(Debug, Default)]
pub struct ProgramNames {
    /// The options for the client's parameters, in the order of the IR.
    pub parameters: Vec<String>,
    /// The command that prints completions.
    pub completions: String,
    /// The command that prints the manual.
    pub manual: String,
    /// The command that serves a mock.
    pub mock: String,
    /// Whether the command `help` is free.
    pub has_help: bool,
    /// The commands, in the order of the operations.
    pub commands: Vec<CommandNames>,
}

/// The names of a command.
#[derive(Debug, Default)]
pub struct CommandNames {
    /// The words that lead to it.
    pub path: Vec<String>,
    /// What the parameters go by, in the order of the IR; nothing for those of the client.
    pub parameters: Vec<OptionNames>,
    /// What the members of the body go by, in the order of [`BodyForm::members`].
    pub members: Vec<OptionNames>,
    /// The flags for other forms of the answer, in the order of the IR.
    pub forms: Vec<String>,
}

/// The names of an option.
#[derive(Clone, Debug, Default)]
pub struct OptionNames {
    /// The one that help shows.
    pub name: String,
    /// Another one that is understood.
    pub alias: Option<String>,
}

impl ProgramNames {
    /// The names of a command.
    pub fn command(&self, id: OperationId) -> &CommandNames {
        const MISSING: &CommandNames = &CommandNames {
            path: Vec::new(),
            parameters: Vec::new(),
            members: Vec::new(),
            forms: Vec::new(),
        };
        self.commands.get(id.0).unwrap_or(MISSING)
    }
}

/// Whether a parameter is known by its place on the command line: what is part of the path, and no secret.
pub fn is_positional(parameter: &Parameter) -> bool {
    parameter.location == Location::Path
        && !parameter.client
        && parameter.slot.ty != TypeRef::Sensitive
}

/// Names everything on the command line.
pub fn decide(
    api: &Api,
    resources: &[ResourceNames],
    operations: &[OperationNames],
) -> ProgramNames {
    if api.program.is_none() {
        return ProgramNames::default();
    }
    let root = only_root(api);
    let clients: Vec<Wish> = api
        .client_parameters
        .iter()
        .map(|parameter| Wish::of(kebab(&parameter.name), &parameter.name))
        .collect();
    let parameters = settle(PROGRAM_OPTIONS, &clients);
    let mut reserved: Vec<&str> = PROGRAM_OPTIONS.iter().chain(OPTIONS).copied().collect();
    reserved.extend(parameters.iter().map(String::as_str));
    let short = root.map(|_| short(resources)).unwrap_or_default();
    let mut commands = Vec::with_capacity(api.operations.len());
    for (operation, own) in api.operations.iter().zip(operations) {
        let mut path = vec![word(&own.method)];
        let mut next = Some(operation.resource);
        while let Some(id) = next.filter(|id| Some(*id) != root) {
            path.push(
                resources
                    .get(id.0)
                    .map_or_else(String::new, |own| word(&own.accessor)),
            );
            let parent = api.resource(id).and_then(|resource| resource.parent);
            next = parent.filter(|_| !short.contains(&id));
        }
        path.reverse();
        commands.push(CommandNames {
            path,
            ..options(operation, own, api, &reserved)
        });
    }
    let words: BTreeSet<&str> = commands
        .iter()
        .filter_map(|command| command.path.first())
        .map(String::as_str)
        .collect();
    let free = |word: &str| {
        let mut name = word.to_owned();
        while words.contains(name.as_str()) {
            name.insert_str(0, "cli-");
        }
        name
    };
    ProgramNames {
        completions: free("completions"),
        manual: free("man"),
        mock: free("mock"),
        has_help: !words.contains("help"),
        parameters,
        commands,
    }
}

/// The resource that all others are below, where it has no calls of its own: commands do without its name.
fn only_root(api: &Api) -> Option<ResourceId> {
    let mut roots = api.roots();
    let (id, resource) = roots.next()?;
    (roots.next().is_none() && resource.operations.is_empty()).then_some(id)
}

/// The resources below an only root that are known by their own name alone, without those above them: those whose name no
/// other resource has.
fn short(resources: &[ResourceNames]) -> BTreeSet<ResourceId> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for own in resources {
        *count.entry(&own.accessor).or_default() += 1;
    }
    let is_short =
        |(_, own): &(usize, &ResourceNames)| count.get(own.accessor.as_str()) == Some(&1);
    let known = resources.iter().enumerate().filter(is_short);
    known.map(|(index, _)| ResourceId(index)).collect()
}

/// An identifier as a word of a command.
fn word(identifier: &str) -> String {
    let bare = identifier.trim_start_matches("r#").trim_end_matches('_');
    bare.replace('_', "-")
}

fn kebab(name: &str) -> String {
    let name = snake(name);
    name.trim_start_matches("r#").to_kebab_case()
}

/// What wants to be an option: the name on the wire, whether it is given item by item, and what tells it from others of that name.
struct Wanted {
    wire: String,
    is_list: bool,
    place: &'static str,
    /// Parameters come before members.
    rank: u8,
}

impl Wanted {
    fn wish(&self) -> Wish {
        let name = kebab(&self.wire);
        let mut choices = Vec::new();
        if self.is_list {
            choices.extend(singular(&name));
        }
        let placed = format!("{}-{name}", self.place);
        choices.extend([name, placed]);
        Wish {
            choices,
            rank: (self.rank, self.wire.clone()),
        }
    }
}

/// Whether a value is given item by item.
fn is_several(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::List(_) | TypeRef::Map(_))
}

fn options(
    operation: &Operation,
    own: &OperationNames,
    api: &Api,
    reserved: &[&str],
) -> CommandNames {
    let mut reserved = reserved.to_vec();
    let forms: Vec<Wish> = own
        .alternatives
        .iter()
        .map(|name| Wish::of(word(name), name).or(format!("as-{}", word(name))))
        .collect();
    let forms = settle(&reserved, &forms);
    reserved.extend(forms.iter().map(String::as_str));
    let mut wanted = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|own| !own.client && !is_positional(own))
    {
        wanted.push(Wanted {
            wire: parameter.name.clone(),
            is_list: is_several(&parameter.slot.ty),
            place: parameter.location.as_str(),
            rank: 0,
        });
    }
    let form = operation
        .body
        .as_ref()
        .and_then(|body| BodyForm::of(body, api));
    let members = form.map(|form| form.members(api)).unwrap_or_default();
    for member in &members {
        wanted.push(Wanted {
            wire: member.path.join("."),
            is_list: is_several(&member.slot.ty),
            place: "body",
            rank: 1,
        });
    }
    let mut named = names(&wanted, &reserved).into_iter();
    let mut positional = positional(operation).into_iter();
    let parameters = operation.parameters.iter().map(|parameter| {
        let name = if parameter.client {
            None
        } else if is_positional(parameter) {
            positional.next()
        } else {
            named.next()
        };
        name.unwrap_or_default()
    });
    CommandNames {
        path: Vec::new(),
        parameters: parameters.collect(),
        members: named.collect(),
        forms,
    }
}

/// Options for all that want to be one; the name of a list is understood beside that of an item.
fn names(wanted: &[Wanted], reserved: &[&str]) -> Vec<OptionNames> {
    let wishes: Vec<Wish> = wanted.iter().map(Wanted::wish).collect();
    let names = settle(reserved, &wishes);
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    taken.extend(reserved.iter().map(|name| (*name).to_owned()));
    let alias = |(name, wanted): (String, &Wanted)| {
        let plural = kebab(&wanted.wire);
        let alias = Some(plural).filter(|plural| wanted.is_list && taken.insert(plural.clone()));
        OptionNames { name, alias }
    };
    names.into_iter().zip(wanted).map(alias).collect()
}

/// What stands for the parts of the path: `STORE` for `store_id`.
fn positional(operation: &Operation) -> Vec<OptionNames> {
    let wishes: Vec<Wish> = operation
        .parameters
        .iter()
        .filter(|parameter| is_positional(parameter))
        .map(|parameter| {
            let name = snake(&parameter.name)
                .trim_start_matches("r#")
                .to_uppercase();
            let short = name.strip_suffix("_ID").filter(|short| !short.is_empty());
            match short {
                Some(short) => Wish::of(short.to_owned(), &parameter.name).or(name),
                None => Wish::of(name, &parameter.name),
            }
        })
        .collect();
    let names = settle(&[], &wishes).into_iter();
    names
        .map(|name| OptionNames { name, alias: None })
        .collect()
}

/// The name of an item, where that of a list is a plural.
fn singular(name: &str) -> Option<String> {
    let (before, last) = name.rsplit_once('-').unwrap_or(("", name));
    let singular = match last {
        "addresses" | "aliases" | "statuses" | "viruses" | "buses" => {
            last.strip_suffix("es")?.to_owned()
        }
        "series" | "species" | "news" | "analysis" | "basis" => return None,
        _ if last.ends_with("ies") && last.len() > 4 => format!("{}y", last.strip_suffix("ies")?),
        _ if ["sses", "shes", "nches", "rches", "tches", "xes", "zzes"]
            .iter()
            .any(|end| last.ends_with(end)) =>
        {
            last.strip_suffix("es")?.to_owned()
        }
        _ if ["ss", "us", "is", "ous"]
            .iter()
            .any(|end| last.ends_with(end)) =>
        {
            return None;
        }
        _ => last
            .strip_suffix('s')
            .filter(|rest| rest.len() > 1)?
            .to_owned(),
    };
    Some(if before.is_empty() {
        singular
    } else {
        format!("{before}-{singular}")
    })
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn an_item_is_called_by_the_singular() {
        let cases = [
            ("scopes", "scope"),
            ("ids", "id"),
            ("policies", "policy"),
            ("email-addresses", "email-address"),
            ("branches", "branch"),
            ("boxes", "box"),
            ("caches", "cache"),
            ("responses", "response"),
            ("statuses", "status"),
        ];
        for (many, one) in cases {
            assert_eq!(singular(many).as_deref(), Some(one));
        }
        for name in ["status", "class", "series", "data", "s"] {
            assert_eq!(singular(name), None, "{name}");
        }
    }
}
