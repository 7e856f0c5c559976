//! What goes into a call: its arguments, the setters of its request, and how each is written.

use super::operations::Pair;
use super::row::{About, Rows};
use super::side::Both;
use super::slots::{self, Checked};
use crate::emit::is_positional;
use crate::ir::{Body, Integer, Location, Operation, Parameter, Slot, TypeRef};
use crate::names::OperationNames;

/// Compares what goes into a call.
pub(super) fn compare(pair: &Pair<'_>, rows: &mut Rows) {
    let Pair { both, ids, .. } = pair;
    let old = inputs(pair.old, both.old.names.operation(ids.0));
    let new = inputs(pair.new, both.new.names.operation(ids.1));
    for input in &old {
        match new.iter().find(|other| other.key == input.key) {
            Some(other) => one(pair, input, other, rows),
            None => {
                let mut about = input.about(pair);
                about.new = None;
                let reason = if input.is_argument {
                    "Every call of it hands over one argument too many."
                } else {
                    "Code that calls the setter does not compile without it."
                };
                rows.breaking(&about, input.codes().removed, "removed", reason);
            }
        }
    }
    for input in &new {
        if old.iter().all(|other| other.key != input.key) {
            let mut about = input.about(pair);
            about.old = None;
            if input.is_argument {
                let reason = "Every call of it has to hand over one argument more.";
                rows.breaking(&about, input.codes().added, "added, required", reason);
            } else {
                let reason = "A new setter: calls without it are as before.";
                rows.additive(&about, input.codes().added, "added", reason);
            }
        }
    }
    order(pair, &old, &new, rows);
}

/// Something that a caller hands over.
struct Input<'a> {
    /// What it is known by in both documents.
    key: String,
    /// The setter, or the argument.
    name: &'a str,
    /// Whether it is an argument of the call.
    is_argument: bool,
    slot: &'a Slot,
    source: Source<'a>,
}

#[derive(Clone, Copy)]
enum Source<'a> {
    Parameter(&'a Parameter),
    Body(&'a Body),
}

/// The codes of the rows of parameters, or of bodies.
struct Codes {
    added: &'static str,
    removed: &'static str,
    required: &'static str,
    renamed: &'static str,
    retyped: &'static str,
}

const OF_PARAMETERS: Codes = Codes {
    added: "parameter-added",
    removed: "parameter-removed",
    required: "parameter-required",
    renamed: "parameter-renamed",
    retyped: "parameter-type",
};

const OF_BODIES: Codes = Codes {
    added: "body-added",
    removed: "body-removed",
    required: "body-required",
    renamed: "body-renamed",
    retyped: "body-type",
};

/// The inputs of an operation, the arguments in their order.
fn inputs<'a>(operation: &'a Operation, names: &'a OperationNames) -> Vec<Input<'a>> {
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let parameters = parameters.map(|(parameter, name)| Input {
        key: key(operation, parameter),
        name,
        is_argument: is_positional(parameter),
        slot: &parameter.slot,
        source: Source::Parameter(parameter),
    });
    let body = operation.body.as_ref().map(|body| Input {
        key: "body".to_owned(),
        name: &names.body,
        is_argument: body.required,
        slot: &body.slot,
        source: Source::Body(body),
    });
    parameters.chain(body).collect()
}

/// Parameters of a path are known by their places in it, others by their names on the wire.
fn key(operation: &Operation, parameter: &Parameter) -> String {
    let name = &parameter.name;
    let location = parameter.location.as_str();
    match parameter.location {
        Location::Path => {
            let place = operation.path.find(&format!("{{{name}}}"));
            let before = place.and_then(|place| operation.path.get(..place));
            let index = before.map(|before| before.matches('{').count());
            index.map_or_else(
                || format!("{location} {name}"),
                |index| format!("{location} {index}"),
            )
        }
        Location::Header => format!("{location} {}", name.to_ascii_lowercase()),
        _ => format!("{location} {name}"),
    }
}

impl Input<'_> {
    fn is_client(&self) -> bool {
        matches!(self.source, Source::Parameter(parameter) if parameter.client)
    }

    fn codes(&self) -> Codes {
        match self.source {
            Source::Parameter(_) => OF_PARAMETERS,
            Source::Body(_) => OF_BODIES,
        }
    }

    fn about(&self, pair: &Pair<'_>) -> About {
        let name = self.name;
        match self.source {
            Source::Parameter(parameter) => {
                let location = parameter.location;
                let subject = format!("{} {}", location.as_str(), parameter.name);
                let about = pair.part(&self.item(), &subject);
                let find = |place: super::place::Where| place.parameter(location, &parameter.name);
                About {
                    old: about.old.map(find),
                    new: about.new.map(find),
                    ..about
                }
            }
            Source::Body(_) if self.is_argument => {
                pair.part_at(&format!(" {name}"), "body", "/requestBody")
            }
            Source::Body(_) => pair.part_at(&self.item(), "body", "/requestBody"),
        }
    }

    /// An argument stands beside the call, a setter behind it.
    fn item(&self) -> String {
        if self.is_argument {
            format!(" {}", self.name)
        } else {
            format!(".{}(..)", self.name)
        }
    }
}

/// Compares an input of both.
fn one(pair: &Pair<'_>, old: &Input<'_>, new: &Input<'_>, rows: &mut Rows) {
    let mut about = old.about(pair);
    about.new = new.about(pair).new;
    let codes = old.codes();
    match (old.is_argument, new.is_argument) {
        (true, false) => {
            let change = format!("was an argument, is the setter `.{}(..)` now", new.name);
            let reason = "Every call of it hands over one argument too many.";
            rows.breaking(&about, codes.required, change, reason);
        }
        (false, true) => {
            let reason = "Every call of it has to hand over one argument more, and code that calls the setter does not compile.";
            rows.breaking(
                &about,
                codes.required,
                "was a setter, is an argument now",
                reason,
            );
        }
        (false, false) if old.name != new.name => {
            let change = format!("is now `.{}(..)`", new.name);
            let reason = "Code that calls the setter has to use the other name.";
            rows.breaking(&about, codes.renamed, change, reason);
        }
        _ => {}
    }
    types(pair.both, &about, old, new, rows);
    match (old.source, new.source) {
        (Source::Parameter(old), Source::Parameter(new)) => parameter(&about, old, new, rows),
        (Source::Body(old), Source::Body(new)) => body(&about, old, new, rows),
        _ => {}
    }
    // What is said of a parameter that is set on the client is compared there.
    if !(old.is_client() && new.is_client()) {
        slots::compare(&about, old.slot, new.slot, Checked::BeforeSending, rows);
    }
}

fn types(both: &Both<'_>, about: &About, old: &Input<'_>, new: &Input<'_>, rows: &mut Rows) {
    let (before, after) = (&old.slot.ty, &new.slot.ty);
    if both.same(before, after) {
        return;
    }
    let change = both.became(before, after);
    let code = old.codes().retyped;
    if takes_all(before, after) {
        let reason = "It takes all that it took before, and more.";
        rows.additive(about, code, change, reason);
    } else {
        let reason = "A value of the old type is none of the new one.";
        rows.breaking(about, code, change, reason);
    }
}

/// Whether an argument of the second type takes whatever one of the first takes.
fn takes_all(old: &TypeRef, new: &TypeRef) -> bool {
    match (old, new) {
        (TypeRef::List(old), TypeRef::List(new)) => takes_all(old, new),
        (TypeRef::Integer(Integer::I32), TypeRef::Integer(Integer::I64)) => true,
        _ => false,
    }
}

/// How a parameter is written.
fn parameter(about: &About, old: &Parameter, new: &Parameter, rows: &mut Rows) {
    if old.location == Location::Path {
        // What is between the braces is not sent.
    } else if old.name != new.name {
        let change = format!("sent as `{}`", new.name);
        rows.silent(about, "parameter-written", change, WRITTEN);
    }
    let way = |parameter: &Parameter| {
        let explode = if parameter.explode { ", exploded" } else { "" };
        let reserved = if parameter.reserved {
            ", reserved characters as they are"
        } else {
            ""
        };
        let empty = if parameter.allows_empty {
            ", also without a value"
        } else {
            ""
        };
        let whole = if parameter.is_whole {
            ", as all of the query"
        } else {
            ""
        };
        format!("{:?}{explode}{reserved}{empty}{whole}", parameter.style)
    };
    let (before, after) = (way(old), way(new));
    if before != after && is_structured(new) {
        let change = format!("written as {before}, now as {after}");
        rows.silent(about, "parameter-written", change, WRITTEN);
    }
    if old.slot.deprecated != new.slot.deprecated {
        let change = if new.slot.deprecated {
            "deprecated"
        } else {
            "no longer deprecated"
        };
        let reason = "Only the documentation says so: the compiler does not warn of it.";
        rows.neutral(about, "parameter-deprecated", change, reason);
    }
}

const WRITTEN: &str = "The call is written as before, and the value is sent in another form.";

/// Whether the style says anything of its values.
fn is_structured(parameter: &Parameter) -> bool {
    let is_plain = parameter.location == Location::Query || parameter.location == Location::Cookie;
    let is_scalar = matches!(
        parameter.slot.ty,
        TypeRef::Boolean | TypeRef::Integer(_) | TypeRef::Float | TypeRef::Double | TypeRef::Text
    );
    !(is_plain && is_scalar) || parameter.reserved || parameter.allows_empty
}

/// How a body is written.
fn body(about: &About, old: &Body, new: &Body, rows: &mut Rows) {
    let (Some(old), Some(new)) = (&old.format, &new.format) else {
        return;
    };
    if old.media_type != new.media_type {
        let change = format!("`{}` became `{}`", old.media_type, new.media_type);
        let reason = "The call is written as before, and the body is sent in another form.";
        rows.silent(about, "body-written", change, reason);
    } else if format!("{:?}", old.encodings) != format!("{:?}", new.encodings) {
        let reason =
            "The call is written as before, and some members of the body are sent in another form.";
        rows.silent(
            about,
            "body-written",
            "members are written in another way",
            reason,
        );
    }
}

/// The order of the arguments that are in both.
fn order(pair: &Pair<'_>, old: &[Input<'_>], new: &[Input<'_>], rows: &mut Rows) {
    let common = |inputs: &[Input<'_>], others: &[Input<'_>]| -> Vec<String> {
        let is_common = |input: &&Input<'_>| {
            let mut others = others.iter();
            input.is_argument && others.any(|other| other.is_argument && other.key == input.key)
        };
        let inputs = inputs.iter().filter(is_common);
        inputs.map(|input| input.key.clone()).collect()
    };
    let (before, after) = (common(old, new), common(new, old));
    if before != after {
        let names = new.iter().filter(|input| input.is_argument);
        let names: Vec<&str> = names.map(|input| input.name).collect();
        let change = format!("arguments are now: {}", names.join(", "));
        let reason = "Every call of it has to hand them over in the other order; where their types are alike, the compiler does not notice.";
        rows.breaking(&pair.about, "arguments-reordered", change, reason);
    }
}
