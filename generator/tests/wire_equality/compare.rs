//! Lists the differences of two wire forms, and holds them against those that are intended.

use std::fmt;

use serde_json::Value;

/// Stands between the keys of a path, which may themselves contain slashes.
const SEPARATOR: &str = " > ";

/// How much of a value a report shows.
const SHOWN: usize = 160;

/// One place where the two documents do not say the same.
#[derive(Debug)]
pub(crate) struct Difference {
    /// The keys that lead to the place, from the root.
    pub(crate) path: String,
    /// `None` where a document says nothing.
    pub(crate) ours: Option<Value>,
    pub(crate) theirs: Option<Value>,
}

/// A difference that is meant to be there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Intended {
    /// Keys joined as in [`Difference::path`]; `*` is any one key, `**` any number of them.
    pub(crate) path: &'static str,
    /// What each document says there, as JSON; `None` where it says nothing.
    pub(crate) ours: Option<&'static str>,
    pub(crate) theirs: Option<&'static str>,
    /// In how many places it occurs, so that it cannot quietly come to stand for fewer or for more.
    pub(crate) places: usize,
    /// Why ours says something else.
    pub(crate) reason: &'static str,
}

/// Every difference, outermost first: what is missing whole is reported once, not leaf by leaf.
pub(crate) fn differences(ours: &Value, theirs: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&mut Vec::new(), Some(ours), Some(theirs), &mut found);
    found
}

fn compare<'a>(
    path: &mut Vec<&'a str>,
    ours: Option<&'a Value>,
    theirs: Option<&'a Value>,
    found: &mut Vec<Difference>,
) {
    if ours == theirs {
        return;
    }
    if let (Some(Value::Object(ours)), Some(Value::Object(theirs))) = (ours, theirs) {
        let only_theirs = theirs.keys().filter(|key| !ours.contains_key(*key));
        for key in ours.keys().chain(only_theirs) {
            path.push(key);
            compare(path, ours.get(key), theirs.get(key), found);
            path.pop();
        }
        return;
    }
    found.push(Difference {
        path: path.join(SEPARATOR),
        ours: ours.cloned(),
        theirs: theirs.cloned(),
    });
}

/// What is wrong: differences that nobody intended, and intentions that the documents do not bear
/// out, or not everywhere.
pub(crate) fn problems(differences: &[Difference], intended: &[Intended]) -> Vec<String> {
    let unintended = differences
        .iter()
        .filter(|difference| !intended.iter().any(|entry| entry.covers(difference)))
        .map(|difference| format!("not intended: {difference}"));
    let misjudged = intended.iter().filter_map(|entry| {
        let covered = differences.iter().filter(|found| entry.covers(found));
        let found = covered.count();
        let Intended {
            path,
            places,
            reason,
            ..
        } = entry;
        (found != *places)
            .then(|| format!("intended in {places} places, found in {found}: {path} ({reason})"))
    });
    unintended.chain(misjudged).collect()
}

impl Intended {
    fn covers(&self, difference: &Difference) -> bool {
        let pattern: Vec<&str> = self.path.split(SEPARATOR).collect();
        let path: Vec<&str> = difference.path.split(SEPARATOR).collect();
        let says = |value: &Option<Value>, text: Option<&str>| {
            value.as_ref().map(Value::to_string).as_deref() == text
        };
        matches(&pattern, &path)
            && says(&difference.ours, self.ours)
            && says(&difference.theirs, self.theirs)
    }
}

fn matches(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", pattern @ ..], _) => {
            (0..=path.len()).any(|skipped| matches(pattern, path.get(skipped..).unwrap_or(&[])))
        }
        ([wanted, pattern @ ..], [key, path @ ..]) => {
            (*wanted == "*" || wanted == key) && matches(pattern, path)
        }
        _ => false,
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ours, theirs) = (shown(self.ours.as_ref()), shown(self.theirs.as_ref()));
        let path = &self.path;
        write!(
            formatter,
            "{path}\n    ours:   {ours}\n    theirs: {theirs}"
        )
    }
}

fn shown(value: Option<&Value>) -> String {
    let Some(value) = value else {
        return "says nothing".to_owned();
    };
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} ...", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
