//! What to do to an output folder, decided before anything is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::disk::{self, OnDisk};
use super::folder::check_path;
use super::manifest::{Manifest, checksum};
use super::{Files, MANIFEST, Made, STAGE};
use crate::failure::Failure;

/// How a file in the folder stands to what was made now and the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Made now, and on disk as it is.
    Current,
    /// Made now, and not on disk.
    Missing,
    /// Made now, and on disk as it was made the last time.
    Stale,
    /// Made now, and on disk as somebody changed it.
    Edited,
    /// No longer made, and on disk as it was made the last time.
    Obsolete,
    /// No longer made, and on disk as somebody changed it.
    ObsoleteEdited,
    /// Never made, but where only made files are expected.
    Extra,
}

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Relative to the folder, with `/`.
    pub path: String,
    /// How it stands.
    pub state: State,
    /// What is on disk now, if it is a file that differs from what was made.
    pub on_disk: Option<Vec<u8>>,
}

/// What to do to an output folder.
pub struct Plan {
    pub(super) folder: PathBuf,
    pub(super) shown: String,
    pub(super) files: Files,
    pub(super) entries: Vec<Entry>,
    /// Files listed the last time that are neither made nor on disk any more: their folders may be empty.
    pub(super) gone: Vec<String>,
    /// The list that is in the folder.
    previous: Option<Manifest>,
}

impl Plan {
    /// Compares `files` with what is in `folder` (resolved; `shown` is what the user calls it). Refuses a folder or a
    /// file that is not ours to replace.
    pub fn new(folder: PathBuf, shown: &str, made: impl Into<Made>) -> Result<Self, Failure> {
        let Made { files, manifest } = made.into();
        check_paths(&files)?;
        if folder.symlink_metadata().is_ok_and(|found| !found.is_dir()) {
            return Err(Failure::new(format!("`{shown}` is no folder"))
                .help("choose another output folder"));
        }
        let manifest = manifest.to_bytes()?;
        let mut plan = Self {
            folder,
            shown: shown.to_owned(),
            files,
            entries: Vec::new(),
            gone: Vec::new(),
            previous: None,
        };
        plan.previous = Manifest::read(&plan.folder, shown)?;
        let is_ours = plan.previous.is_some();
        let listed = plan
            .previous
            .as_ref()
            .map(|previous| previous.files.clone());
        let listed = listed.unwrap_or_default();
        let in_the_way = plan.compare_made(&listed)?;
        if !is_ours {
            plan.refuse_foreign()?;
        }
        if !in_the_way.is_empty() {
            return Err(plan.in_the_way(&in_the_way));
        }
        plan.compare_listed(&listed)?;
        plan.entries
            .sort_by(|left, right| left.path.cmp(&right.path));
        plan.compare_manifest(manifest)?;
        Ok(plan)
    }

    /// Also notes what was never made outside of `src`, except for what cargo and version control put there.
    pub fn with_extras(mut self) -> Result<Self, Failure> {
        let is_theirs = |path: &str| {
            let first = path.split('/').next().unwrap_or_default();
            ["src", "target", "Cargo.lock", STAGE].contains(&first) || first.starts_with(".git")
        };
        for top in disk::names(&self.folder)? {
            if is_theirs(&top) {
                continue;
            }
            for path in disk::list(&self.folder, &top)? {
                if !self.entries.iter().any(|entry| entry.path == path) {
                    self.push(&path, State::Extra);
                }
            }
        }
        let place = |entry: &Entry| (entry.path == MANIFEST, entry.path.clone());
        self.entries.sort_by_key(place);
        Ok(self)
    }

    /// The name of the package whose files are in the folder, if that is known.
    pub fn package(&self) -> Option<&str> {
        self.previous.as_ref()?.package()
    }

    /// In a few words, what is in the folder was made of, and by what.
    pub fn origin(&self) -> Option<String> {
        self.previous.as_ref().map(Manifest::origin)
    }

    /// Whether nothing is there yet.
    pub fn is_new(&self) -> bool {
        let mut entries = self.entries.iter();
        entries.all(|entry| entry.state == State::Missing)
    }

    /// What the user calls the folder.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The files of the folder, sorted by path; the list of files comes last.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What was made for `path`.
    pub fn made(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    fn push(&mut self, path: &str, state: State) {
        self.entries.push(Entry {
            path: path.to_owned(),
            state,
            on_disk: None,
        });
    }

    /// Adds the entries of the made files; returns those that have something in their way that is not ours.
    fn compare_made(&mut self, listed: &BTreeMap<String, String>) -> Result<Vec<String>, Failure> {
        let mut in_the_way = Vec::new();
        for (path, content) in &self.files {
            let on_disk = disk::look(&self.folder, path)?;
            match self.compare(path, content, on_disk, listed.get(path).map(String::as_str))? {
                Some(entry) => self.entries.push(entry),
                None => in_the_way.push(path.clone()),
            }
        }
        Ok(in_the_way)
    }

    /// Adds the entries of what was made the last time and is not any more, and of what was never made.
    fn compare_listed(&mut self, listed: &BTreeMap<String, String>) -> Result<(), Failure> {
        for (path, checksum) in listed {
            if !self.files.contains_key(path) {
                self.retire(path, checksum)?;
            }
        }
        for path in disk::list(&self.folder, "src")? {
            if !self.files.contains_key(&path) && !listed.contains_key(&path) {
                self.push(&path, State::Extra);
            }
        }
        Ok(())
    }

    /// Adds the list of files to the files.
    fn compare_manifest(&mut self, manifest: Vec<u8>) -> Result<(), Failure> {
        let on_disk = disk::look(&self.folder, MANIFEST)?;
        if let Some(mut entry) = self.compare(MANIFEST, &manifest, on_disk, Some(""))? {
            // The list has no checksum of itself that could tell an edit.
            if entry.state == State::Edited {
                entry.state = State::Stale;
            }
            self.entries.push(entry);
        }
        self.files.insert(MANIFEST.to_owned(), manifest);
        Ok(())
    }

    /// The entry of a made file; none when something that is not ours is in its way.
    fn compare(
        &self,
        path: &str,
        made: &[u8],
        on_disk: OnDisk,
        listed: Option<&str>,
    ) -> Result<Option<Entry>, Failure> {
        let (state, on_disk) = match on_disk {
            OnDisk::Nothing => (State::Missing, None),
            // Also when it is not listed: a run that was killed leaves files that the list does not know yet.
            OnDisk::File(content) if content == made => (State::Current, None),
            OnDisk::File(content) => match listed {
                None => return Ok(None),
                Some(listed) if checksum(&content) == listed => (State::Stale, Some(content)),
                Some(_) => (State::Edited, Some(content)),
            },
            OnDisk::Link if listed.is_some() => (State::Edited, None),
            OnDisk::Link | OnDisk::Folder | OnDisk::BehindFile => return Ok(None),
            OnDisk::BehindLink(link) => {
                let shown = &self.shown;
                return Err(Failure::new(format!("`{shown}/{link}` is a symbolic link, and `{path}` is behind it"))
                    .help(format!("replace the link by a folder, or delete it: nothing outside `{shown}` is written")));
            }
        };
        Ok(Some(Entry {
            path: path.to_owned(),
            state,
            on_disk,
        }))
    }

    /// A file that was made the last time and is not made any more.
    fn retire(&mut self, path: &str, listed: &str) -> Result<(), Failure> {
        let state = match disk::look(&self.folder, path)? {
            OnDisk::File(content) if checksum(&content) == listed => State::Obsolete,
            OnDisk::File(_) | OnDisk::Link => State::ObsoleteEdited,
            OnDisk::Nothing => {
                self.gone.push(path.to_owned());
                return Ok(());
            }
            // Somebody put something else there, which is not ours.
            OnDisk::Folder | OnDisk::BehindLink(_) | OnDisk::BehindFile => return Ok(()),
        };
        self.push(path, state);
        Ok(())
    }

    /// Refuses a folder without our list, unless all that it holds is what we would write anyway.
    fn refuse_foreign(&self) -> Result<(), Failure> {
        let current = self
            .entries
            .iter()
            .filter(|entry| entry.state == State::Current);
        let current = current
            .map(|entry| entry.path.as_str())
            .collect::<BTreeSet<_>>();
        let mut foreign = disk::list(&self.folder, "")?;
        foreign.retain(|path| {
            !current.contains(path.as_str()) && path.split('/').next() != Some(STAGE)
        });
        if foreign.is_empty() {
            return Ok(());
        }
        let names = some_of(&foreign);
        Err(Failure::new(format!(
            "`{}` was not generated: it has no `{MANIFEST}`, but {names}",
            self.shown
        ))
        .help(
            "choose a folder that is new or empty, or delete this one if nothing in it is needed",
        ))
    }

    fn in_the_way(&self, paths: &[String]) -> Failure {
        let names = some_of(paths);
        Failure::new(format!(
            "`{}` holds what was not generated where a file must go: {names}",
            self.shown
        ))
        .help("move or delete it and run the command again; nothing was written")
    }
}

/// Refuses paths that a generator must not make.
fn check_paths(files: &Files) -> Result<(), Failure> {
    let refuse = |path: &str, reason: &str| {
        Err(Failure::new(format!(
            "the generator made a file whose path {reason}: `{path}`"
        )))
    };
    let mut folded = BTreeSet::new();
    for path in files.keys() {
        if let Err(reason) = check_path(path) {
            return refuse(path, reason);
        }
        if !folded.insert(path.to_lowercase()) {
            return refuse(path, "differs from another one in case only");
        }
        let mut parents = path
            .match_indices('/')
            .filter_map(|(end, _)| path.get(..end));
        if parents.any(|parent| files.contains_key(parent)) {
            return refuse(path, "leads through another file");
        }
    }
    Ok(())
}

/// The first few of `names`.
fn some_of(names: &[String]) -> String {
    let (first, rest) = names.split_at(names.len().min(3));
    let first = first
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match rest.len() {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
