//! A server of the API for tests: it holds requests to the document, keeps what it is told, and fails when asked to.

mod check;
mod content;
mod description;
mod recorded;
mod refusal;
mod reply;
mod sample;
mod schemas;
mod server;
pub mod state;
mod styles;
#[cfg(test)]
mod tests;
mod transport;

use std::collections::VecDeque;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

pub use check::Call;
pub use description::Description;
pub use recorded::Recorded;
pub use refusal::{Place, Refusal};
pub use reply::{Reply, ScriptError};
pub use server::MockServer;
pub use state::State;

use check::Checked;
use description::{Api, Operation};
use reply::Ready;

/// So many requests are kept; of more, the last.
const KEPT: usize = 1_000;

/// The API, as far as tests can tell: a transport that answers from memory, and with [`serve`](Self::serve) a server.
///
/// A request is held to the document first: one that is not as it says is answered with the reason. Then comes what was
/// scripted, then what the state makes of it, and if that has nothing to say, a sample that is as the document says.
///
/// As a transport it needs no runtime and takes no time: pauses between attempts are over at once, and an answer that
/// never comes is a timeout at once. Clones are the same mock.
#[derive(Clone)]
pub struct Mock {
    api: &'static Api,
    shared: Arc<Mutex<Shared>>,
}

struct Shared {
    state: Box<dyn State>,
    script: Vec<Reply>,
    recorded: VecDeque<Recorded>,
    count: u64,
    /// How many bodies are on their way, and who waits for them.
    uploads: usize,
    waiting: Vec<Waker>,
}

impl Mock {
    /// A mock of the API that is described.
    #[doc(hidden)]
    pub fn of(description: &'static Description, state: Box<dyn State>) -> Self {
        let shared = Shared {
            state,
            script: Vec::new(),
            recorded: VecDeque::new(),
            count: 0,
            uploads: 0,
            waiting: Vec::new(),
        };
        Self {
            api: description.api(),
            shared: Arc::new(Mutex::new(shared)),
        }
    }

    /// Answers a call in this way instead of the usual one: the next call that fits, or so many, or all. What was scripted
    /// first is used first.
    ///
    /// # Errors
    ///
    /// When there is no such call, or the reply cannot be sent.
    pub fn script(&self, reply: Reply) -> Result<(), ScriptError> {
        reply.check(self.api)?;
        self.shared().script.push(reply);
        Ok(())
    }

    /// Scripts what a file says: a JSON list of objects with the keys `on` (a call, an `operationId` or `METHOD /path`),
    /// `times` (1 unless set, 0 for always), and `status`, `headers`, `body`, `delay_ms`, `cut` (after so many bytes),
    /// `disconnect` or `stall`.
    ///
    /// # Errors
    ///
    /// When it is no such list. Nothing of it is used then.
    pub fn script_json(&self, text: &str) -> Result<(), ScriptError> {
        let replies = reply::read(text)?;
        replies.iter().try_for_each(|reply| reply.check(self.api))?;
        self.shared().script.extend(replies);
        Ok(())
    }

    /// The requests that came, in their order; of more than 1,000 the last.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared().recorded.iter().cloned().collect()
    }

    /// Serves the mock over HTTP on this machine alone, at the port, or at one that is free for `0`, until the server is
    /// dropped.
    ///
    /// # Errors
    ///
    /// When the port cannot be had.
    pub fn serve(&self, port: u16) -> std::io::Result<MockServer> {
        MockServer::start(self.clone(), port)
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What comes of a request.
    fn answer(&self, mut request: Recorded) -> Ready {
        let checked = check::check(self.api, &request);
        let mut shared = self.shared();
        shared.count += 1;
        let number = shared.count;
        let (reply, operation) = match checked {
            Ok(checked) => {
                let Checked { call, operation } = checked;
                request.call = Some(call.name().to_owned());
                let reply = shared.scripted(operation);
                let reply = reply.or_else(|| shared.state.answer(&call));
                let reply = reply.unwrap_or_else(|| Reply::sample(&call));
                (reply, Some(operation))
            }
            Err((refusal, operation)) => {
                let reply = shared.state.refuse(&refusal);
                let reply = reply.unwrap_or_else(|| refusal.reply(self.api));
                (reply, operation)
            }
        };
        if shared.recorded.len() == KEPT {
            shared.recorded.pop_front();
        }
        shared.recorded.push_back(request);
        drop(shared);
        let mut ready = reply.ready(self.api, operation);
        ready.identify(self.api, number);
        ready
    }
}

impl Shared {
    /// The next reply of the script that fits, which is used up then.
    fn scripted(&mut self, operation: &Operation) -> Option<Reply> {
        let index = self.script.iter().position(|reply| reply.fits(operation))?;
        let reply = self.script.get_mut(index)?;
        let used = reply.clone();
        if reply.is_used_up() {
            self.script.remove(index);
        }
        Some(used)
    }
}

impl Debug for Mock {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").finish_non_exhaustive()
    }
}
