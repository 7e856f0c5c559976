//! The state of a call, as a machine: told what happened, it says what to do. It does nothing itself.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{Request, Uri};

use super::content::Content;
use super::draft::Draft;
use super::envelope::{Answer, Reader};
use super::redirect::{self, Redirect};
use super::retry;
use super::scrub::Secrets;
use super::session::Config;
use super::settings::Limits;
use super::trace::Trace;
use super::{Body, Error, ErrorKind, TransportError, TransportPhase};

/// What is said of a call that would have been made again.
const SENT_ONCE: &str =
    "; it is not made again, since its body comes from what can be read only once";

/// A call under way.
pub(crate) struct Call {
    config: Arc<Config>,
    pub(crate) draft: Draft,
    pub(crate) limits: Limits,
    pub(crate) trace: Trace,
    uri: Uri,
    /// Whether a redirect has led to another origin.
    foreign: bool,
    attempts: u32,
    redirects: u32,
}

/// What happened.
pub(crate) enum Event {
    /// Nothing yet.
    Start,
    /// The request was answered.
    Answered(Answer),
    /// The request was not answered.
    Failed(TransportError),
    /// The pause is over.
    Slept,
}

/// What to do.
#[cfg_attr(test, derive(Debug))]
pub(crate) enum Step {
    /// Send a request, and give up after so long.
    Send(Request<Body>, Duration),
    /// Wait.
    Sleep(Duration),
    /// Nothing any more.
    Done(Result<Answer, Error>),
}

/// When something happened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Now {
    /// Since the call began.
    pub(crate) elapsed: Duration,
    /// On the clock on the wall, which servers speak of.
    pub(crate) wall: SystemTime,
}

impl Call {
    /// Begins a call, unless there is something wrong with it.
    pub(crate) fn new(config: &Arc<Config>, mut draft: Draft) -> Result<Self, Error> {
        let uri = draft.complete(config)?;
        let idempotent = retry::is_idempotent(&draft.operation.method);
        Ok(Self {
            config: Arc::clone(config),
            limits: Limits::new(&config.settings, &draft.options, idempotent),
            trace: Trace::new(config, draft.operation),
            draft,
            uri,
            foreign: false,
            attempts: 0,
            redirects: 0,
        })
    }

    /// Says what to do about what happened; `random` is between 0 and 1, and another one each time.
    pub(crate) fn next(&mut self, event: Event, now: Now, random: f64) -> Step {
        let step = match event {
            Event::Start | Event::Slept => self.send(now, 1),
            Event::Answered(answer) => self.answered(answer, now, random),
            Event::Failed(error) => self.failed(&error, now, random),
        };
        if let Step::Done(result) = &step {
            self.trace
                .done(result, |answer| self.reader(answer).clean_request_id());
        }
        step
    }

    fn send(&mut self, now: Now, attempt: u32) -> Step {
        let left = self.limits.timeout.saturating_sub(now.elapsed);
        let allowed = left.min(self.limits.attempt_timeout);
        if allowed.is_zero() {
            let error = TransportError::new(TransportPhase::Timeout, "");
            return Step::Done(Err(self.failure(&error, now)));
        }
        let body = match &self.draft.body {
            Some(content) if !self.foreign => match content.open() {
                Ok(body) => body,
                Err(cause) => return Step::Done(Err(self.body_failure(&cause))),
            },
            _ => Body::empty(),
        };
        self.attempts = self.attempts.saturating_add(attempt);
        let mut request = Request::new(body);
        *request.method_mut() = self.draft.operation.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.draft.headers(&self.config, self.foreign);
        Step::Send(request, allowed)
    }

    fn answered(&mut self, mut answer: Answer, now: Now, random: f64) -> Step {
        answer.attempts = self.attempts;
        self.trace.answered(self.attempts, answer.status);
        let operation = self.draft.operation;
        if operation.redirects.contains(&answer.status.as_u16()) {
            return Step::Done(Ok(answer));
        }
        let redirect = redirect::decide(
            &operation.method,
            &self.uri,
            answer.status,
            &answer.headers,
            self.redirects,
            self.limits.allow_insecure_http,
        );
        match redirect {
            Redirect::Follow {
                target,
                same_origin,
            } => {
                self.uri = target;
                self.foreign |= !same_origin;
                self.redirects += 1;
                return self.send(now, 0);
            }
            Redirect::Refuse(reason) => {
                return Step::Done(Err(self.reader(&answer).redirect(&reason)));
            }
            Redirect::None if answer.status.is_success() => return Step::Done(Ok(answer)),
            Redirect::None => {}
        }
        let asked = retry::asked_pause(&answer.headers, now.wall);
        let again = retry::after_status(answer.status, self.limits.idempotent, asked);
        match again.then(|| self.pause(asked, now, random)).flatten() {
            Some(pause) if !self.is_spent() => Step::Sleep(pause),
            Some(_) => Step::Done(Err(self
                .reader(&answer)
                .status_error()
                .with_note(SENT_ONCE))),
            None => Step::Done(Err(self.reader(&answer).status_error())),
        }
    }

    fn failed(&mut self, error: &TransportError, now: Now, random: f64) -> Step {
        self.trace.failed(self.attempts, error.phase());
        if let Some(cause) = self.draft.body.as_ref().and_then(Content::fault) {
            return Step::Done(Err(self.body_failure(&cause)));
        }
        let again = retry::after_failure(error.phase(), self.limits.idempotent);
        match again.then(|| self.pause(None, now, random)).flatten() {
            Some(pause) if !self.is_spent() => Step::Sleep(pause),
            Some(_) => Step::Done(Err(self.failure(error, now).with_note(SENT_ONCE))),
            None => Step::Done(Err(self.failure(error, now))),
        }
    }

    /// The pause before another attempt, if there are attempts left, and time for one after it.
    fn pause(&self, asked: Option<Duration>, now: Now, random: f64) -> Option<Duration> {
        let retries = self.attempts.saturating_sub(1);
        let pause = asked.unwrap_or_else(|| retry::backoff(retries, random));
        let resumed = now.elapsed.saturating_add(pause);
        (retries < self.limits.max_retries && resumed < self.limits.timeout).then_some(pause)
    }

    fn secrets(&self) -> Secrets<'_> {
        Secrets {
            session: &self.config.secrets,
            request: &self.draft.secrets,
        }
    }

    fn reader<'a>(&'a self, answer: &'a Answer) -> Reader<'a> {
        Reader {
            api: self.config.api,
            operation: self.draft.operation,
            secrets: self.secrets(),
            answer,
            reads: None,
        }
    }

    /// Whether the body was sent from something that cannot be had again.
    fn is_spent(&self) -> bool {
        self.draft.body.as_ref().is_some_and(Content::is_spent)
    }

    /// The error of a body that cannot be read.
    fn body_failure(&self, cause: &str) -> Error {
        let message = format!("body: {}", self.secrets().clean(cause));
        Error::new(ErrorKind::Body, self.draft.operation.name, message).with_attempts(self.attempts)
    }

    /// The error of a call that was not answered.
    fn failure(&self, error: &TransportError, now: Now) -> Error {
        let cause = self.secrets().clean(error.message());
        let (kind, mut message) = match error.phase() {
            TransportPhase::Connect => (ErrorKind::Connect, format!("cannot connect: {cause}")),
            TransportPhase::Tls => (ErrorKind::Tls, format!("cannot connect by TLS: {cause}")),
            TransportPhase::Timeout => (ErrorKind::Timeout, self.time_ran_out(&cause, now)),
            TransportPhase::Interrupted => (
                ErrorKind::Transport,
                format!("the connection broke: {cause}"),
            ),
            TransportPhase::BodyTooLarge => (
                ErrorKind::BodyTooLarge,
                format!("the answer is too large: {cause}"),
            ),
        };
        let is_open = matches!(kind, ErrorKind::Timeout | ErrorKind::Transport);
        if is_open && !self.limits.idempotent && self.attempts > 0 {
            message.push_str("; the server may have acted on the request");
        }
        Error::new(kind, self.draft.operation.name, message).with_attempts(self.attempts)
    }

    fn time_ran_out(&self, cause: &str, now: Now) -> String {
        let limits = &self.limits;
        if now.elapsed >= limits.timeout {
            format!("the call did not end within its {:?}", limits.timeout)
        } else if cause.is_empty() {
            format!(
                "the attempt did not end within its {:?}",
                limits.attempt_timeout
            )
        } else {
            format!("the time ran out: {cause}")
        }
    }
}

#[cfg(test)]
mod tests;
