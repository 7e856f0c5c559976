//! The state of a call, as a machine: told what happened, it says what to do. It does nothing itself.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{Request, StatusCode, Uri};

use super::content::Content;
use super::credentials::Credentials;
use super::draft::Draft;
use super::envelope::{Answer, Reader};
use super::fetched::{Ask, Ticket, Tokens, Wait};
use super::redirect::{self, Redirect};
use super::response::{Leave, Leaves};
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
    /// The credential that was fetched for it.
    token: Option<Arc<Credentials>>,
    /// Whether a token was fetched for this call, after which it asks for no other.
    is_renewed: bool,
    /// The call that fetches the credential.
    fetch: Option<(Box<Call>, Box<dyn Ticket>)>,
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
pub(crate) enum Step {
    /// Send a request, and give up after so long.
    Send(Request<Body>, Duration),
    /// Wait.
    Sleep(Duration),
    /// Wait until another call has fetched a credential, but not for longer.
    Wait(Box<dyn Wait>, Duration),
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
            token: None,
            is_renewed: false,
            fetch: None,
        })
    }

    /// Says what to do about what happened; `random` is between 0 and 1, and another one each time.
    pub(crate) fn next(&mut self, event: Event, now: Now, random: f64) -> Step {
        if self.fetch.is_some() {
            return self.fetching(event, now, random);
        }
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
        if let Some(step) = self.authorize(now, left) {
            return step;
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
        let mut headers = self.draft.headers(&self.config, self.foreign);
        if let Some(token) = self.token.as_ref().filter(|_| !self.foreign) {
            for (name, value) in &token.headers {
                headers.entry(name).or_insert_with(|| value.clone());
            }
        }
        *request.headers_mut() = headers;
        Step::Send(request, allowed)
    }

    fn tokens(&self) -> Option<Arc<dyn Tokens>> {
        let credentials = self.draft.credentials(&self.config)?;
        credentials.tokens.clone().filter(|_| !self.foreign)
    }

    /// What has to be done before the request can carry its credential, if anything.
    fn authorize(&mut self, now: Now, left: Duration) -> Option<Step> {
        if self.token.is_some() {
            return None;
        }
        match self.tokens()?.ask(now.wall) {
            Ask::Ready(token) => {
                self.draft.secrets.extend_from_slice(&token.secrets);
                self.token = Some(token);
                None
            }
            Ask::Wait(wait) => Some(Step::Wait(wait, left)),
            Ask::Fetch(draft, ticket) => match Self::new(&self.config, *draft) {
                Ok(mut call) => {
                    call.limits.timeout = self.limits.timeout;
                    call.limits.attempt_timeout = self.limits.attempt_timeout;
                    call.limits.max_retries = self.limits.max_retries;
                    self.fetch = Some((Box::new(call), ticket));
                    Some(self.fetching(Event::Start, now, 0.0))
                }
                Err(error) => Some(Step::Done(Err(error))),
            },
        }
    }

    /// Goes on with the call that fetches the credential, and then with this one.
    fn fetching(&mut self, event: Event, now: Now, random: f64) -> Step {
        let Some((mut call, ticket)) = self.fetch.take() else {
            return self.send(now, 1);
        };
        match call.next(event, now, random) {
            Step::Done(Ok(answer)) => match ticket.take(&answer, now.wall) {
                Ok(token) => {
                    self.draft.secrets.extend_from_slice(&token.secrets);
                    self.token = Some(token);
                    self.is_renewed = true;
                    self.send(now, 1)
                }
                Err(message) => {
                    let name = call.draft.operation.name;
                    let error = Error::new(ErrorKind::Decode, name, message);
                    Step::Done(Err(error.with_attempts(answer.attempts)))
                }
            },
            Step::Done(Err(error)) => Step::Done(Err(error)),
            step => {
                self.fetch = Some((call, ticket));
                step
            }
        }
    }

    /// What of an answer is left for its reader; nothing of one that brings a credential.
    pub(crate) fn leaves(&self, own: Leaves) -> Leaves {
        if self.fetch.is_some() {
            return |_| Leave::Nothing;
        }
        own
    }

    /// Whether the answer says that the credential has run out, and another one can be fetched.
    fn renews(&mut self, status: StatusCode) -> bool {
        if status != StatusCode::UNAUTHORIZED || self.is_renewed || self.is_spent() {
            return false;
        }
        match (self.tokens(), self.token.take()) {
            (Some(tokens), Some(token)) => {
                tokens.refuse(&token);
                self.is_renewed = true;
                true
            }
            _ => false,
        }
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
        if self.renews(answer.status) {
            return self.send(now, 1);
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
