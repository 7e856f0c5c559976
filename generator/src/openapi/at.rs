//! Where a pass stands in a document: a path that costs nothing until somebody asks for its text.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::diag::Place;
use crate::ir::Origin;

/// A position in a document, grown step by step while a pass descends.
#[derive(Clone, Debug)]
pub struct At(Rc<Step>);

#[derive(Debug)]
enum Step {
    Root(Arc<str>, Arc<Origins>),
    Key(At, Box<str>),
}

/// Where the parts of a document come from that stand elsewhere in the text, or in another file.
#[derive(Debug, Default)]
pub struct Origins {
    main: Option<Arc<str>>,
    /// By local reference: the file, and the pointer in it.
    moved: HashMap<String, (Arc<str>, String)>,
}

impl Origins {
    /// The origins of the parts of the file of that name.
    pub fn of(main: &str) -> Self {
        Self {
            main: Some(Arc::from(main)),
            moved: HashMap::new(),
        }
    }

    /// Notes that what a local reference now names stands at `pointer` in the text of the file `source`.
    pub fn insert(&mut self, reference: String, source: &Arc<str>, pointer: String) {
        self.moved.insert(reference, (Arc::clone(source), pointer));
    }

    /// The name of the document's file.
    pub fn main(&self) -> Arc<str> {
        self.main.clone().unwrap_or_default()
    }

    /// Where in the text it stands what a local reference names.
    pub fn place(&self, reference: &str) -> At {
        match self.moved.get(reference) {
            Some((source, pointer)) => At::root(source).below(pointer),
            None => At::root(&self.main()).below(reference),
        }
    }

    /// The same, if it comes from elsewhere.
    pub fn moved(&self, reference: impl FnOnce() -> String) -> Option<At> {
        if self.moved.is_empty() {
            return None;
        }
        let (source, pointer) = self.moved.get(&reference())?;
        Some(At::root(source).below(pointer))
    }
}

impl At {
    /// The top of the file of that name.
    pub fn root(source: &str) -> Self {
        Self::top(Arc::from(source), Arc::default())
    }

    /// The top of a document parts of which come from elsewhere.
    pub fn document(source: &str, origins: Arc<Origins>) -> Self {
        Self::top(Arc::from(source), origins)
    }

    fn top(source: Arc<str>, origins: Arc<Origins>) -> Self {
        Self(Rc::new(Step::Root(source, origins)))
    }

    /// One step down, to a member of an object.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        Self(Rc::new(Step::Key(self.clone(), Box::from(key))))
    }

    /// One step down, to an item of a list.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.key(&index.to_string())
    }

    /// The position that a local reference such as `#/components/schemas/Store` names in the document, or where in the
    /// text that part of the document comes from.
    #[must_use]
    pub fn reference(&self, reference: &str) -> Self {
        let (source, origins) = self.root_step();
        if let Some((source, pointer)) = origins.moved.get(reference) {
            return Self::top(Arc::clone(source), Arc::clone(origins)).below(pointer);
        }
        let main = origins.main.as_ref().unwrap_or(source);
        Self::top(Arc::clone(main), Arc::clone(origins)).below(reference)
    }

    /// The position that a pointer leads to from here.
    #[must_use]
    pub fn below(&self, pointer: &str) -> Self {
        let steps = pointer.split('/').skip(1);
        steps.fold(self.clone(), |at, step| {
            at.key(&step.replace("~1", "/").replace("~0", "~"))
        })
    }

    /// The name of the file.
    pub fn source(&self) -> Arc<str> {
        Arc::clone(self.root_step().0)
    }

    fn root_step(&self) -> (&Arc<str>, &Arc<Origins>) {
        let mut step = self;
        loop {
            match &*step.0 {
                Step::Root(source, origins) => return (source, origins),
                Step::Key(parent, _) => step = parent,
            }
        }
    }

    /// The JSON pointer, RFC 6901.
    pub fn pointer(&self) -> String {
        let mut keys = Vec::new();
        let mut step = self;
        while let Step::Key(parent, key) = &*step.0 {
            keys.push(key.replace('~', "~0").replace('/', "~1"));
            step = parent;
        }
        keys.iter()
            .rev()
            .fold(String::new(), |pointer, key| pointer + "/" + key)
    }

    /// The value at this position, as a diagnostic names it.
    pub fn place(&self) -> Place {
        Place::value(self.source(), self.pointer())
    }

    /// The key at this position, as a diagnostic names it.
    pub fn key_place(&self) -> Place {
        Place::key(self.source(), self.pointer())
    }

    /// The position as the IR keeps it.
    pub fn origin(&self) -> Origin {
        Origin {
            source: self.source().to_string(),
            pointer: self.pointer(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{At, Origins};

    #[test]
    fn a_pointer_escapes_what_rfc_6901_asks_for() {
        let at = At::root("a.yaml").key("paths").key("/a~b").index(2);
        assert_eq!(at.pointer(), "/paths/~1a~0b/2");
        assert_eq!(
            at.reference("#/components/schemas/a~1b").pointer(),
            "/components/schemas/a~1b"
        );
    }

    #[test]
    fn what_comes_from_another_file_stands_there() {
        let mut origins = Origins::of("a.yaml");
        let reference = "#/components/schemas/B".to_owned();
        origins.insert(
            reference.clone(),
            &Arc::from("b.yaml"),
            "/defs/x~1y".to_owned(),
        );
        let there = At::document("a.yaml", Arc::new(origins)).reference(&reference);
        assert_eq!(
            there.key("type").place().to_string(),
            "b.yaml#/defs/x~1y/type"
        );
        let back = there.reference("#/components/schemas/C");
        assert_eq!(back.place().to_string(), "a.yaml#/components/schemas/C");
    }
}
