//! Hears everything that is traced, whoever says it.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps all names, targets and fields as one text.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<String>>);

/// What `work` comes back with, and what was traced meanwhile on this thread.
pub fn listen<T>(work: impl FnOnce() -> T) -> (T, String) {
    let ear = Ear::default();
    let done = tracing::subscriber::with_default(ear.clone(), work);
    let heard = std::mem::take(&mut *ear.0.lock().unwrap());
    (done, heard)
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Ear {
    fn hear(&self, metadata: Option<&Metadata<'_>>, fields: impl FnOnce(&mut Line<'_>)) {
        let mut text = self.0.lock().unwrap();
        if let Some(metadata) = metadata {
            write!(text, "{} {}:", metadata.target(), metadata.name()).unwrap();
        }
        fields(&mut Line(&mut text));
        text.push('\n');
    }
}

impl Subscriber for Ear {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.hear(Some(span.metadata()), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.hear(None, |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.hear(Some(event.metadata()), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
