//! What a comparison says: a row for each difference, and the step of the version that follows from them all.

use std::fmt;

use super::place::Where;

/// What a difference means for code that uses the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It compiles as before.
    Neutral,
    /// It compiles as before, and there is something new: to use, or to be warned of.
    Additive,
    /// Some of it no longer compiles.
    Breaking,
}

impl Level {
    /// The word for it: `breaking`, `additive`, `neutral`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it means for code that uses the crate.
    pub level: Level,
    /// What kind of difference, in kebab case (`field-removed`); stable, so that one can search for it.
    pub code: &'static str,
    /// The item of the crate, as a reader writes it: `stores().list(..).page(..)`, `types::Store::name`. One that has
    /// another name now goes by the old one.
    pub item: String,
    /// What it is in the document: `query page of GET /stores`.
    pub subject: String,
    /// What happened, in a few words: `removed`, `String became i64`.
    pub change: String,
    /// What that means, in plain words.
    pub reason: String,
    /// Whether code that compiles as before may act differently from now on.
    pub is_silent: bool,
    /// Where it stands in the old document; `None` for what is new.
    pub old: Option<Spot>,
    /// Where it stands in the new document; `None` for what is gone.
    pub new: Option<Spot>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The file, as the user named it.
    pub file: String,
    /// The place in its tree: a JSON pointer.
    pub pointer: String,
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
}

impl fmt::Display for Spot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Which number of the version has to change, by semantic versioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// None: the same crate comes out, to the byte.
    None,
    /// The last: nothing of the interface differs.
    Patch,
    /// The second: there is something new.
    Minor,
    /// The first: code that uses the crate has to change.
    Major,
}

impl Step {
    /// The word for it: `major`, `minor`, `patch`, `none`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The version after `version`, as cargo understands versions: of one that begins with 0, the second number stands
    /// for the first, and the third for the second; of one that begins with 0.0, the third number stands for all.
    /// `None` if `version` is none.
    pub fn after(self, version: &str) -> Option<String> {
        let numbers = version.split(['-', '+']).next().unwrap_or_default();
        let numbers: Result<Vec<u64>, _> = numbers.split('.').map(str::parse).collect();
        let [major, minor, patch] = numbers.ok()?.try_into().ok()?;
        let (major, minor, patch) = match (self, major, minor) {
            (Self::None, ..) => (major, minor, patch),
            (Self::Major, 1.., _) => (major + 1, 0, 0),
            (Self::Major, 0, 1..) => (0, minor + 1, 0),
            (Self::Minor, 1.., _) => (major, minor + 1, 0),
            _ => (major, minor, patch + 1),
        };
        Some(format!("{major}.{minor}.{patch}"))
    }
}

/// What a row is about.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub(super) item: String,
    pub(super) subject: String,
    pub(super) old: Option<Where>,
    pub(super) new: Option<Where>,
}

/// A row without lines and columns.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) row: Row,
    pub(super) old: Option<Where>,
    pub(super) new: Option<Where>,
}

/// The rows so far.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) drafts: Vec<Draft>,
}

impl Rows {
    /// Code that uses it no longer compiles.
    pub(super) fn breaking(
        &mut self,
        about: &About,
        code: &'static str,
        change: impl Into<String>,
        reason: &str,
    ) {
        self.push(about, (Level::Breaking, false), code, change, reason);
    }

    /// There is more than before.
    pub(super) fn additive(
        &mut self,
        about: &About,
        code: &'static str,
        change: impl Into<String>,
        reason: &str,
    ) {
        self.push(about, (Level::Additive, false), code, change, reason);
    }

    /// Code that uses it compiles as before, and acts as before.
    pub(super) fn neutral(
        &mut self,
        about: &About,
        code: &'static str,
        change: impl Into<String>,
        reason: &str,
    ) {
        self.push(about, (Level::Neutral, false), code, change, reason);
    }

    /// Code that uses it compiles as before, and may act differently.
    pub(super) fn silent(
        &mut self,
        about: &About,
        code: &'static str,
        change: impl Into<String>,
        reason: &str,
    ) {
        self.push(about, (Level::Neutral, true), code, change, reason);
    }

    pub(super) fn push(
        &mut self,
        about: &About,
        (level, is_silent): (Level, bool),
        code: &'static str,
        change: impl Into<String>,
        reason: &str,
    ) {
        let row = Row {
            level,
            code,
            item: about.item.clone(),
            subject: about.subject.clone(),
            change: change.into(),
            reason: reason.to_owned(),
            is_silent,
            old: None,
            new: None,
        };
        self.drafts.push(Draft {
            row,
            old: about.old.clone(),
            new: about.new.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn versions_below_one_move_one_number_further_right() {
        let after = |version| {
            [Step::Major, Step::Minor, Step::Patch, Step::None]
                .map(|step| step.after(version).unwrap_or_default())
        };
        assert_eq!(after("1.2.3"), ["2.0.0", "1.3.0", "1.2.4", "1.2.3"]);
        assert_eq!(after("0.2.3"), ["0.3.0", "0.2.4", "0.2.4", "0.2.3"]);
        assert_eq!(after("0.0.3"), ["0.0.4", "0.0.4", "0.0.4", "0.0.3"]);
        assert_eq!(Step::Major.after("2024-01"), None);
    }
}
