//! Where a pass stands in a document: a path that costs nothing until somebody asks for its text.

use std::rc::Rc;
use std::sync::Arc;

use crate::diag::Place;
use crate::ir::Origin;

/// A position in a document, grown step by step while a pass descends.
#[derive(Clone, Debug)]
pub struct At(Rc<Step>);

#[derive(Debug)]
enum Step {
    Root(Arc<str>),
    Key(At, Box<str>),
}

impl At {
    /// The top of the file of that name.
    pub fn root(source: &str) -> Self {
        Self(Rc::new(Step::Root(Arc::from(source))))
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

    /// The position that a local reference such as `#/components/schemas/Store` names in the same file.
    #[must_use]
    pub fn reference(&self, reference: &str) -> Self {
        let mut at = Self::root(&self.source());
        for step in reference.trim_start_matches('#').split('/').skip(1) {
            at = at.key(&step.replace("~1", "/").replace("~0", "~"));
        }
        at
    }

    /// The name of the file.
    pub fn source(&self) -> Arc<str> {
        let mut step = self;
        loop {
            match &*step.0 {
                Step::Root(source) => return Arc::clone(source),
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
    use super::At;

    #[test]
    fn a_pointer_escapes_what_rfc_6901_asks_for() {
        let at = At::root("a.yaml").key("paths").key("/a~b").index(2);
        assert_eq!(at.pointer(), "/paths/~1a~0b/2");
        assert_eq!(
            at.reference("#/components/schemas/a~1b").pointer(),
            "/components/schemas/a~1b"
        );
    }
}
