//! OAuth 2 in a client's own name: tokens are fetched with its id and secret, kept for all calls, and fetched anew in time.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use http::{HeaderValue, Method, Uri, header};
use secrecy::zeroize::Zeroizing;

use crate::runtime::codec::{Input, read_json};
use crate::runtime::content::{Content, wiped};
use crate::runtime::credentials::{self, Credentials};
use crate::runtime::draft::Draft;
use crate::runtime::envelope::Answer;
use crate::runtime::fetched::{Ask, Make, Ticket, Tokens, Wait};
use crate::runtime::url::{Origin, push_pair, resolve};
use crate::runtime::{ClientBuilder, Fault, Mode, Operation, Security, Sensitive, base64};

/// A token is fetched anew so long before it runs out, or after nine tenths of its time if that is later.
const MARGIN: Duration = Duration::from_secs(60);

/// No token is kept for longer.
const LONGEST: u64 = 365 * 24 * 60 * 60;

static TOKEN: Operation = Operation::new("token", Method::POST, "")
    .security(Security::None)
    .no_envelope();

/// What a client identifies itself with to fetch tokens: the client credentials flow of OAuth 2.
///
/// The first call fetches a token, as part of its own time and attempts; the others use it until shortly before it runs
/// out, or until the server refuses it with status 401. Concurrent calls wait for one that fetches.
#[derive(Clone, Debug)]
#[must_use = "it is for the client's builder"]
pub struct ClientCredentials {
    id: String,
    secret: Sensitive,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    token_url: Option<String>,
    in_body: bool,
}

impl ClientCredentials {
    /// The id and the secret that the service gave the client.
    pub fn new(id: impl Into<String>, secret: impl Into<Sensitive>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            token_url: None,
            in_body: false,
        }
    }

    /// The scopes to ask for; those that the service gives by itself unless set.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Sends one more parameter along, such as `audience`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Where tokens are fetched, if not where the document says. It has to be `https://`, unless the host is this machine.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Sends id and secret in the body, for services that do not take them in a header as HTTP's basic scheme.
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// How a client makes a credential of it; `token_url` is what the document says.
    pub(crate) fn into_make(self, token_url: &'static str) -> Make {
        Box::new(move |api, index, base| {
            let url = self.token_url.as_deref().unwrap_or(token_url).trim();
            let target = Some(url)
                .filter(|url| !url.is_empty())
                .and_then(|url| resolve(base, url))
                .filter(|target| Origin::of(target).is_some_and(|origin| origin.is_safe(false)))
                .ok_or("the token URL has to be an address that starts with `https://`, or is on this machine")?;
            let credential = api.credentials.get(index).ok_or("there is none")?;
            let shared = Shared {
                index,
                credential,
                draft: self.draft(target)?,
                state: Mutex::default(),
                is_done: Condvar::new(),
            };
            Ok(Credentials {
                index,
                name: credential.name,
                headers: Vec::new(),
                query: String::new(),
                cookie: String::new(),
                secrets: vec![self.secret.clone()],
                tokens: Some(Arc::new(shared)),
            })
        })
    }

    /// The request that fetches a token.
    fn draft(&self, target: Uri) -> Result<Draft, String> {
        let (id, secret) = (self.id.trim(), self.secret.expose().trim());
        if id.is_empty() || secret.is_empty() {
            return Err("the id or the secret is empty".to_owned());
        }
        let mut draft = Draft::new(&TOKEN);
        let mut form = Zeroizing::new(String::from("grant_type=client_credentials"));
        if !self.scopes.is_empty() {
            push_pair(&mut form, "&", "scope", &self.scopes.join(" "));
        }
        for (name, value) in &self.parameters {
            push_pair(&mut form, "&", name, value);
        }
        if self.in_body {
            push_pair(&mut form, "&", "client_id", id);
            push_pair(&mut form, "&", "client_secret", secret);
        } else {
            // RFC 6749, section 2.3.1: each is escaped before the two are put together.
            let mut pair = Zeroizing::new(String::new());
            push_pair(&mut pair, "", id, secret);
            let pair = Zeroizing::new(pair.replacen('=', ":", 1));
            let value = Zeroizing::new(format!("Basic {}", base64::encode(pair.as_bytes())));
            let mut value = HeaderValue::from_str(&value).map_err(|_| "it fits in no header")?;
            value.set_sensitive(true);
            draft.headers.push((header::AUTHORIZATION, value));
            draft.secrets.push(Sensitive::from(pair.as_str()));
        }
        let bytes = wiped(form.as_bytes().to_vec(), true);
        draft.body = Some(Content::bytes("application/x-www-form-urlencoded", bytes)?);
        draft.secrets.push(self.secret.clone());
        draft.target = Some(target);
        // Whoever fetches two tokens has two.
        draft.options.idempotent = Some(true);
        Ok(draft)
    }
}

/// What all calls of a client share.
struct Shared {
    index: usize,
    credential: &'static crate::runtime::Credential,
    draft: Draft,
    state: Mutex<State>,
    is_done: Condvar,
}

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// Whether some call fetches one.
    is_busy: bool,
    waiting: Vec<Waker>,
}

struct Token {
    credentials: Arc<Credentials>,
    /// When it is time for another one, and when it runs out; never if the server did not say.
    times: Option<(SystemTime, SystemTime)>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tokens for Shared {
    fn ask(self: Arc<Self>, wall: SystemTime) -> Ask {
        let mut state = self.state();
        if let Some(token) = &state.token {
            let is_good = match token.times {
                None => true,
                // One that is due lasts for those who come while another is fetched.
                Some((due, end)) => wall < due || state.is_busy && wall < end,
            };
            if is_good {
                return Ask::Ready(Arc::clone(&token.credentials));
            }
        }
        if state.is_busy {
            drop(state);
            return Ask::Wait(Box::new(Waiting(self)));
        }
        state.is_busy = true;
        drop(state);
        Ask::Fetch(Box::new(self.draft.clone()), Box::new(Fetching(self)))
    }

    fn refuse(&self, refused: &Arc<Credentials>) {
        let mut state = self.state();
        let is_current = |token: &Token| Arc::ptr_eq(&token.credentials, refused);
        if state.token.as_ref().is_some_and(is_current) {
            state.token = None;
        }
    }
}

/// A call that waits for another one to fetch a token.
struct Waiting(Arc<Shared>);

/// A call that fetches a token; its end is the end of that, also where it is dropped.
struct Fetching(Arc<Shared>);

impl Wait for Waiting {
    fn poll(&self, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.0.state();
        if !state.is_busy {
            return Poll::Ready(());
        }
        let waker = context.waker();
        if !state.waiting.iter().any(|known| known.will_wake(waker)) {
            state.waiting.push(waker.clone());
        }
        Poll::Pending
    }

    #[cfg(feature = "blocking")]
    fn block(&self, most: Duration) {
        let state = self.0.state();
        // However it ended, the call asks again.
        let _ = self
            .0
            .is_done
            .wait_timeout_while(state, most, |state| state.is_busy);
    }
}

impl Ticket for Fetching {
    fn take(&self, answer: &Answer, wall: SystemTime) -> Result<Arc<Credentials>, String> {
        let shared = &self.0;
        let granted = Granted::read(&answer.body)?;
        let prepared = credentials::prepare(shared.index, shared.credential, &[granted.token])
            .map_err(|_| "the token of the answer fits in no header")?;
        let credentials = Arc::new(prepared);
        let times = granted.seconds.and_then(|seconds| {
            let whole = Duration::from_secs(seconds.min(LONGEST));
            let margin = MARGIN.min(whole / 10);
            Some((
                wall.checked_add(whole.saturating_sub(margin))?,
                wall.checked_add(whole)?,
            ))
        });
        shared.state().token = Some(Token {
            credentials: Arc::clone(&credentials),
            times,
        });
        Ok(credentials)
    }
}

impl Drop for Fetching {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_busy = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        self.0.is_done.notify_all();
        for waker in waiting {
            waker.wake();
        }
    }
}

/// What the answer to a request for a token holds.
struct Granted {
    token: Sensitive,
    seconds: Option<u64>,
}

impl Granted {
    fn read(body: &[u8]) -> Result<Self, String> {
        let (mut token, mut kind, mut seconds) = (None, None, None);
        let read = read_json(body, &mut |input: &mut dyn Input| {
            input.object(&mut |key, input| {
                match key {
                    "access_token" => token = Some(Sensitive::from(input.string()?)),
                    "token_type" => kind = Some(input.string()?),
                    // Some write the number as text.
                    "expires_in" => seconds = read_seconds(&input.value()?),
                    _ => input.skip()?,
                }
                Ok(())
            })
        });
        read.map_err(|fault: Fault| format!("the answer holds no token: {fault}"))?;
        match kind {
            Some(kind) if !kind.eq_ignore_ascii_case("bearer") => {
                return Err("the answer holds a token of a type that is not `bearer`".to_owned());
            }
            _ => {}
        }
        let token = token.filter(|token| !token.expose().trim().is_empty());
        Ok(Self {
            token: token.ok_or("the answer holds no `access_token`")?,
            seconds,
        })
    }
}

fn read_seconds(value: &serde_json::Value) -> Option<u64> {
    let text = value.as_str().map(str::trim);
    text.map_or_else(|| value.as_u64(), |text| text.parse().ok())
}

impl<M: Mode> ClientBuilder<M> {
    /// Fetches the credential of this index with what a client identifies itself with.
    #[doc(hidden)]
    pub fn fetch_tokens(
        self,
        index: usize,
        with: ClientCredentials,
        token_url: &'static str,
    ) -> Self {
        self.fetched(index, with.into_make(token_url))
    }
}

#[cfg(test)]
mod tests;
