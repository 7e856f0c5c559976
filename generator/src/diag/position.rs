//! From a place in a tree to a line and a column of its text.
//!
//! One walk over a file's YAML events (JSON is YAML) finds every place asked for. Events rather than a loaded tree,
//! because they cost no memory per node, stand a key that occurs twice, and still place what comes before a syntax error.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::text::{Location, Point, body, find_indices, find_locations};
use super::{Diagnostic, Part, Place, Source, Spot};

/// Where each diagnostic stands in the text, in their order; none for a diagnostic whose source is not among `sources`.
///
/// A place that the text does not have is the nearest one around it that it has, at worst line 1.
pub fn locate(diagnostics: &[Diagnostic], sources: &[Source]) -> Vec<Option<Location>> {
    locations(sites(diagnostics, sources))
}

/// Where each place stands in the text, as [`locate`] does it for diagnostics.
pub fn locate_places(places: &[Place], sources: &[Source]) -> Vec<Option<Location>> {
    locations(sites_of(&places.iter().collect::<Vec<_>>(), sources))
}

fn locations(sites: Vec<Option<Site>>) -> Vec<Option<Location>> {
    let sites = sites.into_iter();
    sites.map(|site| site.map(|site| site.location())).collect()
}

/// A place found in its file's text.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// Which of the sources.
    pub(super) source: usize,
    /// What to mark; none for the whole file.
    pub(super) mark: Option<Mark>,
    /// Whether it is the very place asked for, rather than one around it.
    pub(super) exact: bool,
}

/// A stretch of a file's [`body`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) start: Point,
    /// In characters.
    pub(super) length: usize,
}

impl Site {
    pub(super) fn location(&self) -> Location {
        self.mark
            .map_or(Location::START, |mark| mark.start.location)
    }
}

/// Finds the place of each diagnostic, in their order, with one walk over each source that any of them is in.
pub(super) fn sites(diagnostics: &[Diagnostic], sources: &[Source]) -> Vec<Option<Site>> {
    let places = diagnostics.iter().map(|diagnostic| &diagnostic.place);
    sites_of(&places.collect::<Vec<_>>(), sources)
}

fn sites_of(places: &[&Place], sources: &[Source]) -> Vec<Option<Site>> {
    let mut sites = vec![None; places.len()];
    for (index, source) in sources.iter().enumerate() {
        let mine = places
            .iter()
            .zip(&mut sites)
            .filter(|(place, site)| site.is_none() && *place.source == *source.name)
            .map(|(place, site)| (&place.spot, site))
            .collect::<Vec<_>>();
        if !mine.is_empty() {
            fill(mine, index, body(&source.text));
        }
    }
    sites
}

/// Fills in the sites of one source.
fn fill(places: Vec<(&Spot, &mut Option<Site>)>, source: usize, text: &str) {
    let mut wanted = Wanted::default();
    let mut positions = Vec::new();
    for (spot, _) in &places {
        match spot {
            Spot::Node { pointer, .. } => wanted.insert(pointer),
            Spot::Position { line, column } => positions.push(Location {
                line: *line,
                column: *column,
            }),
        }
    }
    wanted.find(text);

    let ranges = places
        .iter()
        .map(|(spot, _)| match spot {
            Spot::Node { pointer, part } => wanted.place(pointer, *part),
            Spot::Position { .. } => (None, true),
        })
        .collect::<Vec<_>>();
    let starts = ranges
        .iter()
        .filter_map(|(range, _)| Some(range.as_ref()?.start));
    let mut node_points = find_indices(text, starts.collect()).into_iter();
    let mut position_points = find_locations(text, positions).into_iter();

    for ((spot, site), (range, exact)) in places.into_iter().zip(ranges) {
        let (point, length) = match (spot, range) {
            (Spot::Position { .. }, _) => (position_points.next(), 1),
            (Spot::Node { .. }, Some(range)) => (node_points.next(), range.len()),
            (Spot::Node { .. }, None) => (None, 0),
        };
        let mark = point.map(|start| Mark { start, length });
        *site = Some(Site {
            source,
            mark,
            exact,
        });
    }
}

/// The places to look for, as a tree of names; ranges are in characters.
struct Wanted {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    children: HashMap<String, usize>,
    key: Option<Range<usize>>,
    value: Option<Range<usize>>,
    is_collection: bool,
}

const ROOT: usize = 0;

impl Default for Wanted {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }
}

impl Wanted {
    fn insert(&mut self, pointer: &str) {
        let mut at = ROOT;
        for name in names(pointer) {
            let next = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else {
                return;
            };
            at = *node.children.entry(name).or_insert(next);
            if at == next {
                self.nodes.push(Node::default());
            }
        }
    }

    fn child(&self, node: usize, name: &str) -> Option<usize> {
        self.nodes.get(node)?.children.get(name).copied()
    }

    /// Notes where the wanted nodes are in `text`, as far as it can be read.
    fn find(&mut self, text: &str) {
        if self.nodes.len() == 1 {
            return;
        }
        let text = without_surrogates(text);
        let mut parser = Parser::new_from_str(&text);
        let mut frames = Vec::new();
        while let Some(Ok((event, span))) = parser.next_event() {
            match event {
                Event::Scalar(name, ..) => self.enter(&mut frames, &span, Some(&name), None),
                Event::Alias(_) => self.enter(&mut frames, &span, None, None),
                Event::SequenceStart(..) => {
                    self.enter(&mut frames, &span, None, Some(Expect::Item(0)));
                }
                Event::MappingStart(..) => self.enter(&mut frames, &span, None, Some(Expect::Key)),
                Event::SequenceEnd | Event::MappingEnd => self.leave(&mut frames, &span),
                // Whatever follows is not part of the tree.
                Event::DocumentEnd => return,
                Event::StreamStart
                | Event::StreamEnd
                | Event::DocumentStart(_)
                | Event::Nothing => {}
            }
        }
    }

    /// A node begins; `inside` is what comes first in it when it is a collection.
    fn enter(
        &mut self,
        frames: &mut Vec<Frame>,
        span: &Span,
        name: Option<&str>,
        inside: Option<Expect>,
    ) {
        let range = span.start.index()..span.end.index().max(span.start.index());
        let mut is_key = false;
        let mut node = match frames.last_mut() {
            None => Some(ROOT),
            Some(frame) => match frame.expect {
                Expect::Item(index) => {
                    frame.expect = Expect::Item(index + 1);
                    let parent = frame.node;
                    parent.and_then(|parent| self.child(parent, &index.to_string()))
                }
                Expect::Key => {
                    is_key = true;
                    let parent = frame.node.zip(name);
                    let node = parent.and_then(|(parent, name)| self.child(parent, name));
                    frame.expect = Expect::Value(node);
                    node
                }
                Expect::Value(node) => {
                    frame.expect = Expect::Key;
                    node
                }
            },
        };
        if let Some(node) = node.and_then(|node| self.nodes.get_mut(node)) {
            if is_key {
                node.key = Some(range);
            } else {
                node.value = Some(range);
                node.is_collection = inside.is_some();
            }
        }
        if let Some(expect) = inside {
            // What is inside a key that is itself a collection has no pointer.
            node = node.filter(|_| !is_key);
            frames.push(Frame { node, expect });
        }
    }

    /// A collection ends.
    fn leave(&mut self, frames: &mut Vec<Frame>, span: &Span) {
        let node = frames.pop().and_then(|frame| frame.node);
        let node = node.and_then(|node| self.nodes.get_mut(node));
        if let Some(range) = node.and_then(|node| node.value.as_mut()) {
            range.end = span.end.index().max(range.start);
        }
    }

    /// What to mark for a pointer, if not the whole file, and whether that is the very place asked for.
    ///
    /// A collection is marked at its key: that is the line a reader looks for. So is a value of which nothing is written.
    fn place(&self, pointer: &str, part: Part) -> (Option<Range<usize>>, bool) {
        let mut at = ROOT;
        let mut exact = true;
        for name in names(pointer) {
            let child = self.child(at, &name);
            let Some(child) = child.filter(|child| self.is_found(*child)) else {
                exact = false;
                break;
            };
            at = child;
        }
        let Some(node) = self.nodes.get(at).filter(|_| at != ROOT) else {
            return (None, exact);
        };
        let (key, value) = (node.key.clone(), node.value.clone());
        let is_written = value.as_ref().is_some_and(|value| !value.is_empty());
        let mark = if exact && part == Part::Value && is_written && !node.is_collection {
            value
        } else {
            key.or(value)
        };
        (mark, exact)
    }

    fn is_found(&self, node: usize) -> bool {
        let node = self.nodes.get(node);
        node.is_some_and(|node| node.key.is_some() || node.value.is_some())
    }
}

/// A collection that the walk is inside of.
struct Frame {
    /// None when nothing in it is wanted.
    node: Option<usize>,
    expect: Expect,
}

/// What comes next in a collection.
#[derive(Clone, Copy)]
enum Expect {
    /// The item of this index.
    Item(usize),
    Key,
    /// The value of this node, if wanted.
    Value(Option<usize>),
}

/// The names of an RFC 6901 pointer.
fn names(pointer: &str) -> impl Iterator<Item = String> {
    pointer
        .split('/')
        .skip(1)
        .map(|name| name.replace("~1", "/").replace("~0", "~"))
}

/// JSON spells characters past U+FFFF as two surrogates, each of which YAML refuses. Places do not depend on what is
/// spelled, so each becomes some other escape of the same length.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    const ESCAPE: usize = r"\ud800".len();
    let surrogate = |at: usize| {
        let digits = text.get(at + 2..at + ESCAPE)?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        (0xD800..=0xDFFF).contains(&code).then_some(())
    };
    let mut result = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices(r"\u") {
        if surrogate(at).is_some() {
            result.push_str(text.get(done..at).unwrap_or_default());
            result.push_str(r"\ufffd");
            done = at + ESCAPE;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    result.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(result)
}
