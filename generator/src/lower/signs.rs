//! What tells webhooks apart: headers and members with known values, and names that say which event something is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use heck::ToKebabCase;

use crate::diag::{Diagnostic, Place};
use crate::ir::{
    Api, EnumerationBase, Force, Object, Sign, SignPlace, Slot, TypeId, TypeKind, TypeRef, Value,
    Webhook,
};

/// How deep in a payload a member may lie that tells it from others.
const DEEPEST: usize = 2;

/// More values than these tell kinds of things, and not events.
const MOST_VALUES: usize = 64;

/// How many webhooks a message lists.
const MOST_LISTED: usize = 5;

/// How the names of headers end that say which event a request is about.
const EVENT_HEADERS: [&str; 8] = [
    "event",
    "event-code",
    "event-key",
    "event-name",
    "event-type",
    "notification-type",
    "topic",
    "webhook-type",
];

/// What members are called that say so.
const EVENT_MEMBERS: [&str; 10] = [
    "event",
    "event-code",
    "event-key",
    "event-name",
    "event-type",
    "kind",
    "notification-type",
    "topic",
    "type",
    "webhook-type",
];

/// Finds what tells the webhooks of an API apart, and says of which nothing does.
pub fn find(api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let search = Search {
        api,
        tags: tags(api),
        examples: examples(api),
    };
    let found: Vec<Vec<Candidate>> = api
        .webhooks
        .iter()
        .map(|webhook| search.signs(webhook))
        .collect();
    let telling = telling(&found);
    for (webhook, found) in api.webhooks.iter_mut().zip(found) {
        let signs = found.into_iter().map(|found| found.sign);
        webhook
            .signs
            .extend(signs.filter(|sign| telling.contains(&sign.place)));
    }
    report(api, diagnostics);
}

/// A sign that may be of use.
struct Candidate {
    sign: Sign,
    /// Whether it is there to tell things apart.
    is_tag: bool,
}

struct Search<'a> {
    api: &'a Api,
    /// By the type of an alternative: the member that tells it from the others, and its values.
    tags: HashMap<TypeId, (String, Vec<String>)>,
    /// The samples of headers, by their names.
    examples: BTreeMap<String, BTreeSet<String>>,
}

impl Search<'_> {
    /// All that may tell a webhook from others.
    fn signs(&self, webhook: &Webhook) -> Vec<Candidate> {
        let mut signs = Vec::new();
        if let Some(payload) = &webhook.payload {
            self.members(&payload.slot.ty, &[], true, &mut signs);
        }
        let mut called = called(webhook, &signs);
        for found in &mut signs {
            if found.sign.values.is_empty() {
                found.sign.values.clone_from(&called);
            }
        }
        for header in &webhook.headers {
            let name = header.name.to_ascii_lowercase();
            let place = SignPlace::Header(name.clone());
            if let Some(values) = self.known(&header.slot) {
                signs.push(candidate(place, values, force(header.required)));
            } else if is_event_header(&name) {
                let examples = self.examples.get(&name);
                let example = header.slot.example.as_ref().and_then(Value::as_str);
                // A sample that all have alike says nothing.
                let example = example.filter(|_| examples.is_some_and(|all| all.len() > 1));
                called.extend(example.map(squashed));
                called.sort_unstable();
                called.dedup();
                signs.push(candidate(place, called.clone(), Force::May));
            }
        }
        signs
    }

    /// The members of a payload that may tell it from others. Those that have no known values, but a name that promises
    /// one, are without any.
    fn members(&self, ty: &TypeRef, path: &[String], required: bool, signs: &mut Vec<Candidate>) {
        let ty = match ty {
            TypeRef::Nullable(inner) => inner,
            ty => ty,
        };
        let TypeRef::Named(id) = ty else { return };
        match self.api.definition(*id).map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => {
                let tag = self.tags.get(id);
                self.fields(object, tag, (path, required), signs);
            }
            Some(TypeKind::Union(union)) => {
                let Some(tag) = union.tag.as_ref().filter(|_| union.default.is_none()) else {
                    return;
                };
                let variants = union.variants.iter();
                let mut values: Vec<String> =
                    variants.flat_map(|variant| variant.tags.clone()).collect();
                values.sort_unstable();
                values.dedup();
                let is_always_there = !union.variants.iter().any(|variant| variant.can_lack_tag);
                signs.push(Candidate {
                    is_tag: true,
                    ..member(path, tag, values, force(required && is_always_there))
                });
            }
            Some(TypeKind::Wrapper(slot)) if path.len() < DEEPEST => {
                self.members(&slot.ty, path, required, signs);
            }
            _ => {}
        }
    }

    fn fields(
        &self,
        object: &Object,
        tag: Option<&(String, Vec<String>)>,
        (path, required): (&[String], bool),
        signs: &mut Vec<Candidate>,
    ) {
        for field in &object.fields {
            let (name, slot) = (&field.name, &field.slot);
            let required = required && field.required && !slot.nullable;
            let is_tag = tag.filter(|(member, _)| member == name);
            if let Some(values) = self.known(slot) {
                signs.push(member(path, name, values, force(required)));
            } else if let Some((_, values)) = is_tag {
                signs.push(Candidate {
                    is_tag: true,
                    ..member(path, name, values.clone(), force(required))
                });
            } else if slot.ty == TypeRef::Text {
                let name_says = EVENT_MEMBERS.contains(&&*name.to_kebab_case());
                if name_says && path.is_empty() {
                    signs.push(member(path, name, Vec::new(), Force::May));
                }
            } else if path.len() + 1 < DEEPEST {
                let mut path = path.to_vec();
                path.push(name.clone());
                self.members(&slot.ty, &path, required, signs);
            }
        }
    }

    /// The values that a place may have, where those are texts.
    fn known(&self, slot: &Slot) -> Option<Vec<String>> {
        let TypeRef::Named(id) = &slot.ty else {
            return None;
        };
        let TypeKind::Enumeration(enumeration) = &self.api.definition(*id)?.kind else {
            return None;
        };
        if enumeration.base != EnumerationBase::Text || enumeration.values.len() > MOST_VALUES {
            return None;
        }
        let values = enumeration.values.iter();
        let mut values: Vec<String> = values
            .filter_map(|variant| variant.value.as_str().map(str::to_owned))
            .collect();
        values.sort_unstable();
        values.dedup();
        (!values.is_empty()).then_some(values)
    }
}

fn candidate(place: SignPlace, values: Vec<String>, force: Force) -> Candidate {
    Candidate {
        sign: Sign {
            place,
            values,
            force,
        },
        is_tag: false,
    }
}

fn member(path: &[String], name: &str, values: Vec<String>, force: Force) -> Candidate {
    let mut path = path.to_vec();
    path.push(name.to_owned());
    candidate(SignPlace::Member(path), values, force)
}

fn force(required: bool) -> Force {
    if required { Force::Must } else { Force::Is }
}

/// The discriminators of alternatives.
fn tags(api: &Api) -> HashMap<TypeId, (String, Vec<String>)> {
    let mut tags = HashMap::new();
    for definition in &api.types {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        for variant in &union.variants {
            if let (Some(tag), TypeRef::Named(id)) = (&union.tag, &variant.slot.ty)
                && !variant.tags.is_empty()
            {
                let known = tags.entry(*id);
                known.or_insert_with(|| (tag.clone(), variant.tags.clone()));
            }
        }
    }
    tags
}

/// The samples of each header in all webhooks.
fn examples(api: &Api) -> BTreeMap<String, BTreeSet<String>> {
    let mut examples: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for header in api.webhooks.iter().flat_map(|webhook| &webhook.headers) {
        if let Some(Value::String(example)) = &header.slot.example {
            let all = examples.entry(header.name.to_ascii_lowercase());
            all.or_default().insert(example.clone());
        }
    }
    examples
}

fn is_event_header(name: &str) -> bool {
    let name = name.to_kebab_case();
    EVENT_HEADERS
        .iter()
        .any(|end| name == *end || name.ends_with(&format!("-{end}")))
}

/// What an event may be called by the names of its webhook; without the action at their end, which has a member of its own
/// (`issues-opened` is the event `issues`).
fn called(webhook: &Webhook, signs: &[Candidate]) -> Vec<String> {
    let mut called = BTreeSet::new();
    for name in std::iter::once(&webhook.key).chain(&webhook.id) {
        called.insert(squashed(name));
        let name = name.to_kebab_case();
        for found in signs {
            if let [action] = found.sign.values.as_slice()
                && let Some(event) = name.strip_suffix(&action.to_kebab_case())
                && let Some(event) = event.strip_suffix('-').filter(|event| !event.is_empty())
            {
                called.insert(squashed(event));
            }
        }
    }
    called.into_iter().collect()
}

/// The letters and digits of a name, by which spellings of it are compared.
fn squashed(name: &str) -> String {
    let kept = name.chars().filter(|each| each.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The places that tell any webhooks apart.
fn telling(found: &[Vec<Candidate>]) -> BTreeSet<SignPlace> {
    let mut places: BTreeMap<&SignPlace, Vec<&Candidate>> = BTreeMap::new();
    for candidate in found.iter().flatten() {
        let all = places.entry(&candidate.sign.place);
        all.or_default().push(candidate);
    }
    let tells = |all: &[&Candidate]| {
        let is_name = |found: &&&Candidate| found.sign.force == Force::May;
        let strict = all.iter().filter(|found| !is_name(found));
        let sets: BTreeSet<&[String]> = strict.map(|found| &*found.sign.values).collect();
        let sets: Vec<&[String]> = sets.into_iter().collect();
        let has_names = all.len() > 1 && all.iter().any(|found| is_name(&found));
        let is_tag = all.iter().all(|found| found.is_tag);
        match sets.as_slice() {
            _ if has_names => true,
            // A constant tells those that have it from others, and the only webhook from later ones.
            [only] if only.len() == 1 || is_tag => all.len() < found.len() || found.len() == 1,
            sets => are_any_disjoint(sets),
        }
    };
    let telling = places.iter().filter(|(_, signs)| tells(signs));
    telling.map(|(place, _)| (*place).clone()).collect()
}

/// Whether two of these sets have nothing in common.
fn are_any_disjoint(sets: &[&[String]]) -> bool {
    sets.iter().enumerate().any(|(index, set)| {
        let others = sets.iter().skip(index + 1);
        others
            .into_iter()
            .any(|other| set.iter().all(|value| other.binary_search(value).is_err()))
    })
}

/// Says which webhooks cannot be told from each other, or from others.
fn report(api: &Api, diagnostics: &mut Vec<Diagnostic>) {
    if api.webhooks.len() < 2 {
        return;
    }
    let mut groups: BTreeMap<&[Sign], Vec<&Webhook>> = BTreeMap::new();
    for webhook in &api.webhooks {
        groups.entry(&webhook.signs).or_default().push(webhook);
    }
    for (signs, group) in groups {
        let Some(first) = group.first() else { continue };
        if group.len() < 2 && !signs.is_empty() {
            continue;
        }
        let mut names: Vec<String> = group
            .iter()
            .take(MOST_LISTED)
            .map(|webhook| format!("`{}`", webhook.key))
            .collect();
        if group.len() > MOST_LISTED {
            names.push(format!("{} more", group.len() - MOST_LISTED));
        }
        let message = match names.as_slice() {
            [only] => format!("nothing tells {only} from the other calls of the API"),
            several => format!("nothing tells {} apart", several.join(" and ")),
        };
        let place = Place::value(first.origin.source.clone(), first.origin.pointer.clone());
        diagnostics.push(Diagnostic::warning("not-told-apart", place, message).help(
            "give the payload, or a header, a constant; until then a receiver says which one it is with `parse_as`",
        ));
    }
}
