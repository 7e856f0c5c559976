//! Where things stand in the text. The IR keeps the places of operations and types; what is inside of them is looked up
//! here, once there is something to say about it, so that generating a crate does not pay for it.

use std::collections::HashMap;

use serde_json::Value;

use super::row::{Draft, Row, Spot};
use crate::diag::{Place, Source, locate_places};
use crate::ir::{Location, Origin};
use crate::openapi;

/// More hops than it takes from any schema to a member of it.
const MOST_HOPS: usize = 16;

/// A place that is known by what stands there.
#[derive(Clone, Debug, Default)]
pub(super) struct Where {
    /// Where to start.
    origin: Origin,
    /// What to look for from there.
    seek: Option<Seek>,
}

#[derive(Clone, Debug)]
enum Seek {
    /// What a pointer leads to.
    Below(String),
    /// A member of a schema.
    Member(String),
    /// A value of a schema.
    Known(Value),
    /// A parameter of an operation.
    Parameter(Location, String),
}

impl Where {
    /// The place itself.
    pub(super) fn at(origin: &Origin) -> Self {
        Self {
            origin: origin.clone(),
            seek: None,
        }
    }

    /// What a pointer leads to in a file; or the nearest that is around it.
    pub(super) fn pointer(source: &str, pointer: &str) -> Self {
        Self::at(&Origin {
            source: source.to_owned(),
            pointer: pointer.to_owned(),
        })
    }

    /// What a pointer leads to from here.
    pub(super) fn below(&self, pointer: &str) -> Self {
        self.sought(Seek::Below(pointer.to_owned()))
    }

    /// A member of this schema.
    pub(super) fn member(&self, name: &str) -> Self {
        self.sought(Seek::Member(name.to_owned()))
    }

    /// A value of this schema.
    pub(super) fn known(&self, value: &Value) -> Self {
        self.sought(Seek::Known(value.clone()))
    }

    /// A parameter of this operation.
    pub(super) fn parameter(&self, location: Location, name: &str) -> Self {
        self.sought(Seek::Parameter(location, name.to_owned()))
    }

    fn sought(&self, seek: Seek) -> Self {
        Self {
            origin: self.origin.clone(),
            seek: Some(seek),
        }
    }
}

/// Which of the two documents.
type Half = (
    fn(&mut Draft) -> Option<Where>,
    fn(&mut Row) -> &mut Option<Spot>,
);

/// Fills in the places of rows.
pub(super) fn fill(drafts: Vec<Draft>, old: &[Source], new: &[Source]) -> Vec<Row> {
    let mut drafts = drafts;
    let halves: [(Half, &[Source]); 2] = [
        ((|draft| draft.old.take(), |row| &mut row.old), old),
        ((|draft| draft.new.take(), |row| &mut row.new), new),
    ];
    for ((take, spot), sources) in halves {
        let mut trees = Trees::default();
        let mut wanted = Vec::new();
        for (index, draft) in drafts.iter_mut().enumerate() {
            if let Some(place) = take(draft) {
                wanted.push((index, trees.resolve(&place, sources)));
            }
        }
        let places: Vec<Place> = wanted
            .iter()
            .map(|(_, origin)| Place::value(origin.source.as_str(), origin.pointer.as_str()))
            .collect();
        let located = locate_places(&places, sources);
        for ((index, origin), location) in wanted.into_iter().zip(located) {
            let Some((draft, location)) = drafts.get_mut(index).zip(location) else {
                continue;
            };
            *spot(&mut draft.row) = Some(Spot {
                file: origin.source,
                pointer: origin.pointer,
                line: location.line,
                column: location.column,
            });
        }
    }
    drafts.into_iter().map(|draft| draft.row).collect()
}

/// The trees of the files that something is looked for in.
#[derive(Default)]
struct Trees {
    trees: HashMap<String, Option<Value>>,
}

impl Trees {
    fn resolve(&mut self, place: &Where, sources: &[Source]) -> Origin {
        let Where { origin, seek } = place;
        let Some(seek) = seek else {
            return origin.clone();
        };
        let tree = self.trees.entry(origin.source.clone()).or_insert_with(|| {
            let source = sources.iter().find(|source| source.name == origin.source)?;
            openapi::parse(source, &mut Vec::new())
        });
        let start = origin.pointer.as_str();
        let found = tree.as_ref().and_then(|tree| match seek {
            Seek::Below(pointer) => {
                let pointer = format!("{start}{pointer}");
                tree.pointer(&pointer).is_some().then_some(pointer)
            }
            Seek::Member(name) => {
                let step = format!("/properties/{}", escaped(name));
                within(tree, start, MOST_HOPS, &|at| {
                    let pointer = format!("{at}{step}");
                    tree.pointer(&pointer).is_some().then_some(pointer)
                })
            }
            Seek::Known(value) => within(tree, start, MOST_HOPS, &|at| known(tree, at, value)),
            Seek::Parameter(location, name) => parameter(tree, start, *location, name),
        });
        Origin {
            source: origin.source.clone(),
            pointer: found.unwrap_or_else(|| start.to_owned()),
        }
    }
}

/// What is found in the schema at `pointer`, or in those that it is made of.
fn within(
    tree: &Value,
    pointer: &str,
    hops: usize,
    find: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    if let Some(found) = find(pointer) {
        return Some(found);
    }
    let hops = hops.checked_sub(1)?;
    let schema = tree.pointer(pointer)?;
    if let Some(target) = referred(schema) {
        return within(tree, target, hops, find);
    }
    let lists = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| {
        let items = schema.get(key).and_then(Value::as_array);
        (0..items.map_or(0, Vec::len)).map(move |index| format!("{pointer}/{key}/{index}"))
    });
    let items = schema.get("items").map(|_| format!("{pointer}/items"));
    lists
        .chain(items)
        .find_map(|pointer| within(tree, &pointer, hops, find))
}

fn known(tree: &Value, pointer: &str, value: &Value) -> Option<String> {
    let schema = tree.pointer(pointer)?;
    let values = schema.get("enum").and_then(Value::as_array);
    let index = values.and_then(|values| values.iter().position(|known| known == value));
    if let Some(index) = index {
        return Some(format!("{pointer}/enum/{index}"));
    }
    (schema.get("const") == Some(value)).then(|| format!("{pointer}/const"))
}

/// A parameter of the operation at `pointer`, or of its path.
fn parameter(tree: &Value, pointer: &str, location: Location, name: &str) -> Option<String> {
    let (path, _) = pointer.rsplit_once('/')?;
    [pointer, path].into_iter().find_map(|holder| {
        let list = tree.pointer(&format!("{holder}/parameters"))?.as_array()?;
        list.iter().enumerate().find_map(|(index, parameter)| {
            let mut at = format!("{holder}/parameters/{index}");
            let mut parameter = parameter;
            if let Some(target) = referred(parameter) {
                parameter = tree.pointer(target)?;
                target.clone_into(&mut at);
            }
            let says = |key: &str, value: &str| {
                let said = parameter.get(key).and_then(Value::as_str);
                said.is_some_and(|said| said.eq_ignore_ascii_case(value))
            };
            (says("name", name) && says("in", location.as_str())).then_some(at)
        })
    })
}

/// The pointer that a reference inside the same file leads to.
fn referred(node: &Value) -> Option<&str> {
    node.get("$ref")?.as_str()?.strip_prefix('#')
}

/// A name as a step of a pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
