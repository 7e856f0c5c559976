//! The one request that all generated builders wrap.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::time::{Duration, Instant};

use super::call::{Call, Event, Now, Step};
use super::content::Format;
use super::draft::Draft;
use super::envelope::ReadBody;
use super::mode::{Async, Mode};
use super::operation::Operation;
use super::scrub::Secrets;
use super::session::Session;
use super::{Body, Encode, Error, ErrorKind};

/// A request that will be answered with a `T`.
pub struct Request<T, M: Mode = Async> {
    pub(crate) session: Session<M>,
    pub(crate) draft: Draft,
    output: PhantomData<fn() -> T>,
}

impl<T, M: Mode> Request<T, M> {
    /// A request of an operation.
    pub fn new(session: &Session<M>, operation: &'static Operation) -> Self {
        Self::from_parts(session.clone(), Draft::new(operation))
    }

    pub(crate) fn from_parts(session: Session<M>, draft: Draft) -> Self {
        Self {
            session,
            draft,
            output: PhantomData,
        }
    }

    /// The same request for another form of the answer: the media types to ask for, and how they are read unless as JSON.
    pub fn ask_for<U>(mut self, accept: &'static str, reads: Option<ReadBody>) -> Request<U, M> {
        self.draft.ask_for(accept, reads);
        Request::from_parts(self.session, self.draft)
    }

    /// The same request for who reads the answer in another way.
    #[doc(hidden)]
    pub fn answered_with<U>(self) -> Request<U, M> {
        Request::from_parts(self.session, self.draft)
    }

    /// The request that would be sent first, for who shows it instead; what is secret in it is there.
    #[doc(hidden)]
    pub fn preview(&self) -> Result<http::Request<Body>, Error> {
        let mut call = Call::new(&self.session.config, self.draft.clone())?;
        match call.next(Event::Start, Now::since(Instant::now()), 0.0) {
            Step::Send(request, _) => Ok(request),
            Step::Done(Err(error)) => Err(error),
            _ => Err(Error::new(
                ErrorKind::Config,
                self.draft.operation.name,
                "the credential has to be fetched before the request is known",
            )),
        }
    }

    /// A text of this request without what is secret in it.
    #[doc(hidden)]
    pub fn clean(&self, text: &str) -> String {
        let secrets = Secrets {
            session: &self.session.config.secrets,
            request: &self.draft.secrets,
        };
        secrets.clean(text)
    }

    /// Sets the parameter of this index in `Operation::parameters`, in place of what it was.
    pub fn parameter(&mut self, index: usize, value: &dyn Encode) {
        self.draft.parameter(&self.session.config, index, value);
    }

    /// The same request with this parameter.
    #[must_use]
    pub fn set<P: Encode>(mut self, index: usize, value: impl Into<P>) -> Self {
        self.parameter(index, &value.into());
        self
    }

    /// The same request with a list as this parameter.
    #[must_use]
    pub fn set_each<P: Encode>(
        mut self,
        index: usize,
        items: impl IntoIterator<Item = impl Into<P>>,
    ) -> Self {
        let items: Vec<P> = items.into_iter().map(Into::into).collect();
        self.parameter(index, &items);
        self
    }

    /// Sets the parameter of this index to a text.
    pub fn text(&mut self, index: usize, value: impl Into<String>) {
        self.parameter(index, &value.into());
    }

    /// Sets the client parameter of this index for this request alone.
    pub fn client_parameter(&mut self, index: usize, value: impl Into<String>) {
        self.draft
            .client_parameter(&self.session.config, index, &value.into());
    }

    /// Sets the body to a value as JSON.
    pub fn json(&mut self, value: &dyn Encode) {
        self.draft.json(&self.session.config, value);
    }

    /// Sets the body to a value as a format has it.
    pub fn body(&mut self, format: &dyn Format, value: &dyn Encode) {
        self.draft.content(&self.session.config, format, value);
    }

    /// Limits the call as a whole.
    pub fn timeout(&mut self, timeout: Duration) {
        self.draft.options.timeout = Some(timeout);
    }

    /// Limits each attempt.
    pub fn attempt_timeout(&mut self, timeout: Duration) {
        self.draft.options.attempt_timeout = Some(timeout);
    }

    /// Sets how often a call that failed for a reason that may pass is made again.
    pub fn max_retries(&mut self, retries: u32) {
        self.draft.options.max_retries = Some(retries);
    }

    /// Sets a header, in place of what the client sends.
    pub fn header(&mut self, name: &dyn AsRef<str>, value: &dyn AsRef<str>) {
        let (name, value) = (name.as_ref(), value.as_ref());
        self.draft.header(&self.session.config, name, value);
    }

    /// Appends a pair to the query.
    pub fn query(&mut self, name: &dyn AsRef<str>, value: &dyn AsRef<str>) {
        self.draft.query(name.as_ref(), value.as_ref());
    }

    /// Says which request it is, and nothing of the values in it: what [`Debug`] shows.
    pub fn describe(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.draft.operation.name)
            .field("options", &self.draft.options)
            .finish_non_exhaustive()
    }

    /// Says whether doing it twice has the effect of doing it once.
    pub fn idempotent(&mut self, idempotent: bool) {
        self.draft.options.idempotent = Some(idempotent);
    }
}

impl<T, M: Mode> Clone for Request<T, M> {
    fn clone(&self) -> Self {
        Self::from_parts(self.session.clone(), self.draft.clone())
    }
}

impl<T, M: Mode> Debug for Request<T, M> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.describe(f)
    }
}
